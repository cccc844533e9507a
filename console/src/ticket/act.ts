/** Having something done with a ticket: one call, one word back to the agent, the new ticket to whoever shows it. It must not decide what is allowed; the server does. */
import { App } from 'antd'
import { useCallback } from 'react'
import type { Ticket, TicketCommand } from '../../api.ts'
import { explain, useDesk } from '../lib/desk.ts'
import { useWords } from '../text/index.ts'

/** Resolves true when it was done. */
export type Act = (command: TicketCommand) => Promise<boolean>

export function useAct(ticket: Ticket, changed: (ticket: Ticket) => void): Act {
  const { api } = useDesk()
  const words = useWords()
  const { message } = App.useApp()
  return useCallback(async (command) => {
    const result = await api.act(ticket.id, command)
    if (result.ok) {
      changed(result.value.ticket)
      void message.success(words.ticket.changed)
    } else void message.error(explain(result, words))
    return result.ok
  }, [api, ticket.id, changed, message, words])
}
