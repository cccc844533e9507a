/** Changing a ticket: one call, one word back to the agent, the new ticket to whoever shows it. It must not decide what is allowed; the server does. */
import { App } from 'antd'
import { useCallback } from 'react'
import type { Ticket, TicketChange } from '../../api.ts'
import { explain, useDesk } from '../lib/desk.ts'
import { useWords } from '../text/index.ts'

/** Resolves true when the change was made. */
export type Change = (change: TicketChange, tell?: boolean) => Promise<boolean>

export function useChange(ticket: Ticket, changed: (ticket: Ticket) => void): Change {
  const { api } = useDesk()
  const words = useWords()
  const { message } = App.useApp()
  return useCallback(async (change, tell = false) => {
    const result = await api.changeTicket(ticket.id, change, tell)
    if (result.ok) {
      changed(result.value.ticket)
      void message.success(words.ticket.changed)
    } else void message.error(explain(result, words))
    return result.ok
  }, [api, ticket.id, changed, message, words])
}
