/** Hands out to agents what customers sent as files: never run by the browser, never without a session. */
import type { Express, Request } from 'express'
import { kindOf } from '../../core/filetypes.ts'
import type { Files } from '../files.ts'

export function mountFiles(app: Express, files: Files, who: (request: Request) => unknown): void {
  app.get('/api/files/:id', async (request, response) => {
    if (!who(request)) return void response.status(401).json({ error: { code: 'no-session', message: 'log in first: POST /api/login' } })
    const found = await files.find(String(request.params.id))
    if (!found) return void response.status(404).json({ error: { code: 'not-found', message: 'there is no such file' } })
    const { path, about } = found
    response.set({
      'content-type': about.mime,
      'content-disposition': `${kindOf(about.mime) === 'file' ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(about.name)}`,
      'cache-control': 'private, max-age=86400, immutable', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox",
    })
    // Not by its extension: the type was checked when the file was taken.
    response.sendFile(path, { headers: { 'content-type': about.mime }, dotfiles: 'allow', acceptRanges: true })
  })
}
