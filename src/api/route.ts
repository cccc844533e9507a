/** One route of the desk's API, declared with its schemas: the check at the door, the OpenAPI document and the reference page come from the same declaration. */
import type { Request, RequestHandler, Response } from 'express'
import { Router } from 'express'
import { z } from 'zod'
import type { Agent } from '../desk/desk.ts'

export type Call<P, Q, B> = { params: P; query: Q; body: B; agent: Agent | null; csrf: string | null; request: Request; response: Response }

export type Route = {
  method: 'get' | 'post'
  /** Express path below /api, e.g. "/tickets/:id" */
  path: string
  about: string
  /** `open`: no session needed; `agent`: a session, and the CSRF header where the method is not GET; `admin`: an administrator's */
  needs: 'open' | 'agent' | 'admin'
  query?: z.ZodType
  body?: z.ZodType
  reply?: z.ZodType
  handle: (call: Call<Record<string, string>, never, never>) => unknown
}

/** Keeps the types of a route's query and body for its handler. */
export function route<Q extends z.ZodType = z.ZodUnknown, B extends z.ZodType = z.ZodUnknown>(declared: {
  method: 'get' | 'post'
  path: string
  about: string
  needs: Route['needs']
  query?: Q
  body?: B
  reply?: z.ZodType
  handle: (call: Call<Record<string, string>, z.infer<Q>, z.infer<B>>) => unknown
}): Route {
  return declared as unknown as Route
}

/** Said to the caller as {error: {code, message}} with this status. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly more: object
  constructor(status: number, code: string, message: string, more: object = {}) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
  }
}

export function mountRoutes(routes: readonly Route[], who: (request: Request) => { agent: Agent; csrf: string } | null): Router {
  const router = Router()
  for (const { method, path, needs, query, body, handle } of routes) {
    const run: RequestHandler = async (request, response) => {
      const session = needs === 'open' ? null : who(request)
      if (needs !== 'open' && !session) throw new ApiError(401, 'no-session', 'log in first: POST /api/login')
      if (needs === 'admin' && session?.agent.role !== 'admin') throw new ApiError(403, 'not-allowed', 'only an administrator may do this')
      if (session && method === 'post' && request.get('x-csrf') !== session.csrf) throw new ApiError(403, 'no-csrf', 'send the x-csrf header that /api/me gave')
      const result = await handle({
        params: request.params as Record<string, string>,
        query: (query ? parsed(query, request.query, 'query') : undefined) as never,
        body: (body ? parsed(body, request.body ?? {}, 'body') : undefined) as never,
        agent: session?.agent ?? null, csrf: session?.csrf ?? null, request, response,
      })
      if (!response.headersSent) response.json(result ?? {})
    }
    router[method](path, run)
  }
  return router
}

function parsed(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new ApiError(400, 'bad-request', result.error.issues.map(({ path, message }) => `${where} ${path.join('.')}: ${message}`).join('; '))
}

/** OpenAPI 3.1, which takes JSON Schema as it is. */
export function openApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path, about, needs, query, body, reply } of routes) {
    const keys = [...path.matchAll(/:(\w+)/g)].map(([, key]) => key as string)
    const properties = query ? ((z.toJSONSchema(query, { io: 'input' }) as { properties?: Record<string, object> }).properties ?? {}) : {}
    const place = path.replace(/:(\w+)/g, '{$1}')
    paths[place] = {
      ...paths[place],
      [method]: {
        summary: about,
        ...(needs === 'open' ? { security: [] } : {}),
        parameters: [
          ...keys.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
          ...Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema })),
        ],
        ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(body, { io: 'input' }) } } } } : {}),
        responses: {
          200: { description: 'done', ...(reply ? { content: { 'application/json': { schema: z.toJSONSchema(reply, { unrepresentable: 'any' }) } } } : {}) },
          ...(needs === 'open' ? {} : { 401: { description: 'no session' } }),
          ...(body || query ? { 400: { description: 'what was sent does not fit the schema' } } : {}),
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Yingda 应答', version, description: 'The desk’s API: conversations, tickets, agents. Errors are {error: {code, message}}.' },
    servers: [{ url: '/api' }],
    security: [{ session: [] }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yingda' } } },
    paths,
  }
}
