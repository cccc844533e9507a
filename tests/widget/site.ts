/**
 * A customer's site for the browser tests: a strict page that embeds the widget, and the web door behind it on the same port.
 * The widget is built from its sources for each run, so that no test looks at an old one.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { door } from '../../channels/web/index.ts'
import type { Content } from '../../core/model.ts'
import { type Served, serve } from '../channels/serve.ts'

export type Site = Served & {
  /** The page's address with these data attributes on the script tag. */
  page(attributes?: Readonly<Record<string, string>>): string
  /** What the customer said last, and where to answer. */
  address(index?: number): Promise<string>
  /** Says something as the bot (or as an agent, when a name is given). */
  say(to: string, content: Content | string, agent?: string): Promise<void>
}

const ROOT = resolve(import.meta.dirname, '..', '..')

/** Builds the widget into memory and returns its script. */
export function buildWidget(): string {
  const folder = mkdtempSync(join(tmpdir(), 'widget-'))
  try {
    const { status, stderr } = spawnSync(
      process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'widget/vite.config.ts', '--outDir', folder, '--logLevel', 'error'],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
    )
    if (status !== 0) throw new Error(`the widget could not be built: ${stderr}`)
    return readFileSync(join(folder, 'widget.js'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param script the built widget  @param settings of the web door */
export async function openSite(script: string, settings: Readonly<Record<string, string>> = {}): Promise<Site> {
  let count = 0
  const served = await serve(door, {
    settings,
    pages(path, response) {
      if (path === '/widget.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      else if (path.startsWith('/page/')) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }).end(html(path))
      else return false
      return true
    },
  })
  return {
    ...served,
    page: (attributes = {}) => `${served.url}/page/${encodeURIComponent(JSON.stringify(attributes))}`,
    address: async (index = 0) => (await served.memory.arrived(index)).address,
    async say(to, content, agent) {
      const part: Content = typeof content === 'string' ? { type: 'text', text: content } : content
      const result = await served.channel.send(to, part, `say-${++count}`, agent ? { kind: 'agent', name: agent } : { kind: 'bot' })
      if (!result.ok) throw new Error(result.reason)
    },
  }
}

/** As strict as a careful site is: nothing inline, nothing evaluated, nothing from anywhere else. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'"

function html(path: string): string {
  const attributes = JSON.parse(decodeURIComponent(path.slice('/page/'.length))) as Record<string, string>
  const quoted = Object.entries(attributes).map(([name, value]) => ` data-${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>城市燃气</title><script src="/widget.js"${quoted.join('')} defer></script></head>
<body><h1>城市燃气</h1><p>欢迎使用网上营业厅。</p><a href="#top">链接</a><button>host</button></body></html>`
}
