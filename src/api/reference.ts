/** The API's reference page: Swagger UI over /api/openapi.json, served from here so that it works without the internet. */
import express, { type Router } from 'express'

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Yingda API</title><link rel="stylesheet" href="/api/ui/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/api/ui/swagger-ui-bundle.js"></script><script src="/api/start.js"></script></body></html>`

const START = `window.onload = () => SwaggerUIBundle({
  url: '/api/openapi.json', dom_id: '#ui', deepLinking: true,
  requestInterceptor: async (request) => {
    if (request.method !== 'GET') { const me = await fetch('/api/me'); if (me.ok) request.headers['x-csrf'] = (await me.json()).csrf }
    return request
  },
})`

export function reference(swagger: string): Router {
  const router = express.Router()
  router.get('/', (_request, response) => void response.type('html').send(PAGE))
  router.get('/start.js', (_request, response) => void response.type('js').send(START))
  router.use('/ui', express.static(swagger, { index: false, maxAge: '1d' }))
  return router
}
