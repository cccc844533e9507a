/** The express application: API, health, metrics, the console's and the widget's files. Providers' requests do not pass through it. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { Registry } from 'prom-client'
import type { Log } from '../../core/channel.ts'
import type { Desk } from '../desk/desk.ts'
import type { Events } from '../desk/events.ts'
import type { Files } from '../files.ts'
import { mountFiles } from './file-route.ts'
import { cookie } from './http.ts'
import { reference } from './reference.ts'
import { ApiError, mountRoutes, openApi, type Route } from './route.ts'

const COOKIE = 'yingda'

export type AppParts = {
  routes: readonly Route[]
  desk: Desk
  events: Events
  files: Files
  metrics: Registry
  /** null when ready; else why not */
  ready: () => string | null
  dist: string
  version: string
  log: Log
  /** Where "/" leads to. */
  home: string
  extend?: (app: Express) => void
}

export function createApp({ routes, desk, events, files, metrics, ready, dist, version, log, home, extend }: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use((_request, response, next) => {
    response.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
    next()
  })
  app.get('/healthz', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', (_request, response) => {
    const why = ready()
    response.status(why === null ? 200 : 503).json(why === null ? { ready: true } : { ready: false, why })
  })
  app.get('/metrics', async (_request, response) => {
    response.set('content-type', metrics.contentType).send(await metrics.metrics())
  })

  const who = (request: Request) => {
    const token = cookie(request, COOKIE)
    return token ? desk.session(token) : null
  }
  const api = express.Router()
  api.use(express.json({ limit: '256kb' }))
  api.get('/openapi.json', (_request, response) => void response.json(openApi(routes, version)))
  api.get('/events', (request, response) => stream(request, response))
  api.use(mountRoutes(routes, who))
  api.use(reference(dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))))
  mountFiles(app, files, who)
  app.use('/api', api)

  extend?.(app)

  app.get('/widget.js', (_request, response) => void response.set('access-control-allow-origin', '*').sendFile(join(dist, 'widget', 'widget.js')))
  pages('/console', join(dist, 'console'))
  pages('/playground', join(dist, 'playground'))
  app.get('/', (_request, response) => void response.redirect(home))
  app.use((_request, response) => void response.status(404).json({ error: { code: 'not-found', message: 'there is nothing here' } }))
  app.use(onError)
  return app

  /** A single-page application: its files, and its index for every other path below. */
  function pages(at: string, folder: string): void {
    app.use(at, express.static(folder, { index: 'index.html', maxAge: '1h', setHeaders: fresh }))
    app.use(at, (_request, response, next) => {
      const index = join(folder, 'index.html')
      if (existsSync(index)) response.set('cache-control', 'no-cache').sendFile(index)
      else next()
    })
  }

  function stream(request: Request, response: Response): void {
    const session = who(request)
    if (!session) {
      response.status(401).json({ error: { code: 'no-session', message: 'log in first: POST /api/login' } })
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' })
    response.write('retry: 2000\n\n')
    const beat = () => {
      desk.seen(session.agent.id)
      response.write(': beat\n\n')
    }
    beat()
    const timer = setInterval(beat, 25_000)
    const stop = events.listen((change) => void response.write(`event: changed\ndata: ${JSON.stringify(change)}\n\n`))
    request.on('close', () => {
      clearInterval(timer)
      stop()
    })
  }

  /** Express knows a handler of errors by its four parameters. */
  function onError(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
    if (response.headersSent) return void response.end()
    if (error instanceof ApiError) return void response.status(error.status).json({ error: { code: error.code, message: error.message, ...error.more } })
    const status = Number((error as { status?: number }).status ?? 500)
    if (status >= 500) log.error({ error: String(error) }, 'a request failed')
    response.status(status).json({ error: { code: status < 500 ? 'bad-request' : 'internal', message: status < 500 ? String((error as Error).message) : 'internal error' } })
  }
}

const fresh = (response: { setHeader(name: string, value: string): void }, path: string): void => {
  if (path.endsWith('.html')) response.setHeader('cache-control', 'no-cache')
}

export function sessionCookie(secure: () => boolean) {
  const options = () => ({ httpOnly: true, sameSite: 'lax' as const, secure: secure(), path: '/', maxAge: 12 * 3_600_000 })
  return {
    set: (response: Response, token: string) => void response.cookie(COOKIE, token, options()),
    clear: (response: Response) => void response.clearCookie(COOKIE, { path: '/' }),
    read: (request: Request) => cookie(request, COOKIE),
  }
}
