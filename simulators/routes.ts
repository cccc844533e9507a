/**
 * The playground page's API: what can be tried, one stream of what happens, and the visitor's thumb. Only mounted in playground mode.
 * It takes JSON alone, which no other site's form can post, and shows a visitor only his own lines.
 */
import express, { type Express, type Request, type Response } from 'express'
import { z } from 'zod'
import { LANGS } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import type { Seen } from './seen.ts'
import type { RunningSimulator, ThreadDevice } from './simulator.ts'
import { starters } from './starters.ts'

type Parts = {
  simulators: readonly RunningSimulator[]
  packs: readonly Pack[]
  seen: (conversation: string) => Seen | null
  events: { listen(listener: (change: { conversation?: string }) => void): () => void }
  letIn(response: Response): Promise<void>
  closing: AbortSignal
}

const key = z.string().regex(/^[\w-]{1,40}$/)
const place = z.object({ pack: key, channel: key, customer: z.string().regex(/^[A-Za-z0-9]{8,40}$/) })
const choice = z.object({ id: z.string().max(200), label: z.string().min(1).max(500) })
const act = z.discriminatedUnion('type', [
  z.object({ type: z.literal('say'), text: z.string().max(60_000) }),
  z.object({ type: z.literal('choose'), choice }),
  z.object({ type: z.literal('do'), key }),
])
const acting = place.extend({ act })
const breaking = z.object({ pack: key, channel: key, fault: key, on: z.boolean() })
const looking = z.object({ account: key, lang: z.enum(LANGS).default('zh-CN') })

const BASE = '/playground/api'
const HEARTBEAT_MS = 20_000

export function mountPlayground(app: Express, { simulators, packs, seen, events, letIn, closing }: Parts): void {
  const json = express.json({ limit: '256kb' })

  app.get(`${BASE}/setup`, (_request, response) => {
    response.json({
      packs: packs.toSorted((a, b) => Number(b.showcase ?? false) - Number(a.showcase ?? false)).map((pack) => ({
        id: pack.id, names: pack.names, organisation: pack.organisation, timezone: pack.timezone,
        starters: Object.fromEntries(LANGS.map((lang) => [lang, starters(pack, lang)])),
      })),
      devices: simulators.map(({ channel, names, look, device, accounts }) => ({
        channel, names, look, kind: device.kind,
        accounts: Object.fromEntries(accounts.map(({ pack, account }) => [pack, account])),
        ...(device.kind === 'thread' ? { acts: device.acts, faults: device.faults } : {}),
      })),
    })
  })

  app.get(`${BASE}/stream`, (request, response) => {
    const asked = place.omit({ channel: true }).safeParse(request.query)
    if (!asked.success) return refuse(response, 400, 'pack and customer are needed')
    stream(request, response, asked.data.pack, asked.data.customer)
  })

  app.post(`${BASE}/act`, json, (request, response) => {
    const asked = acting.safeParse(request.body)
    if (!asked.success) return refuse(response, 400, 'that is not an act')
    const { pack, channel, customer } = asked.data
    const found = threadOf(channel, pack)
    if (!found) return refuse(response, 404, 'there is no such device')
    if (!found.device.act({ account: found.account, customer }, asked.data.act)) return refuse(response, 400, 'the device cannot do that')
    response.status(202).json({ ok: true })
  })

  app.post(`${BASE}/fault`, json, (request, response) => {
    const asked = breaking.safeParse(request.body)
    if (!asked.success) return refuse(response, 400, 'that is not a fault')
    const { pack, channel, fault, on } = asked.data
    const found = threadOf(channel, pack)
    if (!found) return refuse(response, 404, 'there is no such device')
    if (!found.device.setFault(found.account, fault, on)) return refuse(response, 400, 'the device has no such fault')
    response.json({ on: found.device.faultsOn(found.account) })
  })

  app.post(`${BASE}/agent-session`, json, async (request, response) => {
    if (!request.is('application/json')) return refuse(response, 415, 'send JSON')
    await letIn(response)
    response.json({ ok: true })
  })

  app.get('/playground/page/:channel', (request, response, next) => {
    const asked = looking.safeParse(request.query)
    const found = simulators.find(({ channel, accounts }) => channel === request.params.channel && asked.success && accounts.some(({ account }) => account === asked.data.account))
    if (!asked.success || found?.device.kind !== 'page') return next()
    response.type('html').set('cache-control', 'no-cache').send(found.device.html(asked.data.account, asked.data.lang))
  })

  function threadOf(channel: string, pack: string): { device: ThreadDevice; account: string } | null {
    const simulator = simulators.find((one) => one.channel === channel)
    const account = simulator?.accounts.find((one) => one.pack === pack)?.account
    return simulator?.device.kind === 'thread' && account !== undefined ? { device: simulator.device, account } : null
  }

  /** What there is already, then what happens: lines of this customer, and what the desk makes of conversations of this pack's accounts. */
  function stream(request: Request, response: Response, pack: string, customer: string): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' })
    const tell = (event: string, data: unknown) => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    const stops: (() => void)[] = []
    for (const { channel } of simulators) {
      const found = threadOf(channel, pack)
      if (!found) continue
      const { device, account } = found
      tell('lines', { channel, lines: device.lines({ account, customer }), faults: device.faultsOn(account) })
      stops.push(device.listen((thread, line) => {
        if (thread.account === account && thread.customer === customer) tell('line', { channel, line })
      }))
    }
    stops.push(events.listen(({ conversation }) => {
      const now = conversation === undefined ? null : seen(conversation)
      if (now && simulators.some(({ accounts }) => accounts.some((one) => one.pack === pack && one.channel === now.channel && one.account === now.account))) tell('seen', now)
    }))
    const timer = setInterval(() => void response.write(': beat\n\n'), HEARTBEAT_MS)
    const end = () => {
      clearInterval(timer)
      closing.removeEventListener('abort', end)
      for (const stop of stops.splice(0)) stop()
      response.end()
    }
    request.on('close', end)
    closing.addEventListener('abort', end)
  }
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).json({ error: { code: status === 404 ? 'not-found' : 'bad-request', message } })
}
