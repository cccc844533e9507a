/**
 * `npm run docs`: writes docs/settings.md from what the desk and its channels declare. Never edit that page by hand; a test compares the two.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Door } from '../../core/channel.ts'
import { DESK_SETTINGS } from '../settings.ts'

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..')

export async function settingsPage(): Promise<string> {
  const folder = join(ROOT, 'channels')
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'kit').map(({ name }) => name).sort()
  const doors = await Promise.all(names.map(async (name) => ((await import(join(folder, name, 'index.ts'))) as { door: Door }).door))
  return [
    '# Settings', '',
    'All settings are environment variables. A channel is configured as soon as one of its own is set; then the required ones must be there, and the start-up check says which are not.',
    'For several accounts, `yingda.yaml` takes the same settings by their keys. This page is written by `npm run docs`.', '',
    '## The desk', '',
    ...table(DESK_SETTINGS.map(({ env, about, default: fallback }) => [`\`${env}\``, about, fallback ? `\`${fallback}\`` : ''])), '',
    ...doors.flatMap(({ name, mounts, settings }) => [
      `## Channel \`${name}\``, '',
      `Requests arrive at ${mounts.map((mount) => `\`${mount}/<account>\``).join(', ')}; the account that is configured by environment is called \`main\`.`, '',
      ...table(
        settings.map(({ key, env, about, required, secret, default: fallback }) => [
          `\`${env}\``, `${about}${required ? ' **Required.**' : ''}${secret ? ' A secret.' : ''}`, fallback ? `\`${fallback}\`` : '', `\`${key}\``,
        ]),
        ['key in yingda.yaml'],
      ), '',
    ]),
  ].join('\n')
}

function table(rows: readonly (readonly string[])[], more: readonly string[] = []): readonly string[] {
  const head = ['variable', 'what it is', 'default', ...more]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const path = join(ROOT, 'docs', 'settings.md')
  writeFileSync(path, await settingsPage())
  console.log(path)
}
