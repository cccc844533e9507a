/**
 * What the desk is told from outside: environment variables and, for several accounts, one YAML file. Checked here, once, at start.
 * It reads no channel's settings by name: each channel declares its own.
 */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const flag = z.enum(['on', 'off'])
const environment = z.object({
  YINGDA_DATA: z.string().min(1).default('data').describe('Folder of the embedded store.'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('Port to listen on; 0 takes a free one.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on; 127.0.0.1 keeps the desk to this machine.'),
  YINGDA_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional().describe('The address that providers and customers see, e.g. https://desk.example.com'),
  YINGDA_PACK: z.string().min(1).optional().describe('Pack of the accounts that are configured by environment; needed as soon as there is one.'),
  YINGDA_PLAYGROUND: flag.optional().describe('on or off: the playground with simulated channels. On while no channel is configured.'),
  YINGDA_ADMIN_PASSWORD: z.string().min(8, 'at least 8 characters').optional().describe('Password of the first administrator; generated and shown at start when absent.'),
  YINGDA_CONFIG: z.string().default('yingda.yaml').describe('File with several accounts, if there is one.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('debug, info, warn, error or silent.'),
})

/** The desk's own settings as data, for the page of all settings. */
export const DESK_SETTINGS: readonly { env: string; about: string; default?: string }[] = Object.entries(environment.shape).map(([env, schema]) => {
  const fallback = schema.safeParse(undefined).data
  return { env, about: schema.description ?? '', ...(fallback === undefined ? {} : { default: String(fallback) }) }
})

const configuration = z.strictObject({
  accounts: z
    .array(
      z.strictObject({
        channel: z.string(),
        account: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes'),
        pack: z.string(),
        /** Setting keys of the channel; a value "$NAME" is read from the environment variable NAME. */
        settings: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
})

export type AccountSettings = { channel: string; account: string; pack: string; settings: Readonly<Record<string, string | undefined>> }
export type Settings = {
  data: string; port: number; host: string; publicUrl: string | null; playground: boolean; adminPassword: string | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  accounts: readonly AccountSettings[]
}
export type DeclaredSettings = { name: string; settings: readonly { key: string; env: string; required?: boolean; default?: string }[] }

/** Reads and checks all settings. Throws an Error whose message says which one is wrong and what it should be. */
export function readSettings(env: NodeJS.ProcessEnv, doors: readonly DeclaredSettings[], root: string): Settings {
  const known = check(environment, env, 'environment')
  const path = resolve(root, known.YINGDA_CONFIG)
  const file = existsSync(path) ? check(configuration, parse(readFileSync(path, 'utf8')) ?? {}, known.YINGDA_CONFIG) : { accounts: [] }
  const accounts = [
    ...file.accounts.map((one) => fromFile(one, doors, env, known.YINGDA_CONFIG)),
    ...doors.flatMap((door) => fromEnvironment(door, env, known.YINGDA_PACK)),
  ]
  return {
    data: known.YINGDA_DATA, port: known.PORT, host: known.HOST, publicUrl: known.YINGDA_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    playground: known.YINGDA_PLAYGROUND ? known.YINGDA_PLAYGROUND === 'on' : accounts.length === 0,
    adminPassword: known.YINGDA_ADMIN_PASSWORD ?? null, logLevel: known.LOG_LEVEL, accounts,
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`).join('\n')
  throw new Error(`The settings in ${where} are not right:\n${problems}`)
}

function fromFile(one: z.infer<typeof configuration>['accounts'][number], doors: readonly DeclaredSettings[], env: NodeJS.ProcessEnv, file: string): AccountSettings {
  const door = doors.find(({ name }) => name === one.channel)
  if (!door) throw new Error(`${file}: there is no channel "${one.channel}"; there are ${doors.map(({ name }) => name).join(', ')}`)
  const unknown = Object.keys(one.settings).filter((key) => !door.settings.some((setting) => setting.key === key))
  if (unknown.length > 0) throw new Error(`${file}: channel "${one.channel}" has no setting ${unknown.join(', ')}; it has ${door.settings.map(({ key }) => key).join(', ')}`)
  const given = Object.fromEntries(
    Object.entries(one.settings).map(([key, value]) => {
      if (!value.startsWith('$')) return [key, value]
      const found = env[value.slice(1)]
      if (found === undefined) throw new Error(`${file}: account ${one.channel}/${one.account} takes ${key} from the environment variable ${value.slice(1)}, which is not set`)
      return [key, found]
    }),
  )
  return { channel: one.channel, account: one.account, pack: one.pack, settings: complete(door, given, `${file}: account ${one.channel}/${one.account}`) }
}

/** A channel is configured by environment as soon as one of its own variables is set; then the required ones must be there. */
function fromEnvironment(door: DeclaredSettings, env: NodeJS.ProcessEnv, pack: string | undefined): AccountSettings[] {
  const given = Object.fromEntries(door.settings.map(({ key, env: name }) => [key, env[name]]).filter(([, value]) => value !== undefined && value !== ''))
  if (Object.keys(given).length === 0) return []
  if (pack === undefined) throw new Error(`channel ${door.name} needs YINGDA_PACK: the pack that answers there`)
  return [{ channel: door.name, account: 'main', pack, settings: complete(door, given, `channel ${door.name}`) }]
}

function complete(door: DeclaredSettings, given: Readonly<Record<string, string | undefined>>, where: string): Readonly<Record<string, string | undefined>> {
  const missing = door.settings.filter(({ key, required }) => required && given[key] === undefined)
  if (missing.length > 0)
    throw new Error(`${where} needs ${missing.map(({ key, env }) => `${key} (environment variable ${env})`).join(', ')}`)
  return Object.fromEntries(door.settings.map(({ key, default: fallback }) => [key, given[key] ?? fallback]))
}
