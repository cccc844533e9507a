/**
 * Turns a door's declared settings and an environment into the values its `create` is given, and reads them with errors that say what to do.
 * It must not know any setting of any door.
 */
import type { Setting } from '../../core/channel.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** Values by setting key; an empty variable counts as not set, spaces at the ends (of a pasted secret) are dropped. */
export function readSettings(declared: readonly Setting[], env: Env): Record<string, string | undefined> {
  return Object.fromEntries(declared.map((setting) => [setting.key, env[setting.env]?.trim() || setting.default]))
}

/** Required settings that have no value; a door with some missing is not configured rather than wrong. */
export function missingSettings(declared: readonly Setting[], values: Readonly<Record<string, string | undefined>>): Setting[] {
  return declared.filter((setting) => setting.required && !values[setting.key]?.trim())
}

export type SettingsReader = {
  /** The value, or the declared default, or undefined. */
  optional(key: string): string | undefined
  /** Throws when there is none. */
  needed(key: string): string
  /** A whole number between the two bounds. */
  wholeNumber(key: string, min: number, max: number): number
  /** An http or https address without a trailing slash. */
  address(key: string): string
  /** Throws: the setting is there, and wrong. */
  wrong(key: string, what: string): never
}

/** Reads one door's values. Every error names the environment variable and what belongs there. */
export function settingsReader(door: string, declared: readonly Setting[], values: Readonly<Record<string, string | undefined>>): SettingsReader {
  const declaredAs = (key: string) => {
    const setting = declared.find((one) => one.key === key)
    if (!setting) throw new Error(`[${door}] reads the setting "${key}", which it does not declare`)
    return setting
  }
  const optional = (key: string) => values[key]?.trim() || declaredAs(key).default
  const wrong = (key: string, what: string): never => {
    throw new Error(`[${door}] ${declaredAs(key).env} ${what}`)
  }
  const needed = (key: string) => optional(key) ?? wrong(key, `is not set. ${declaredAs(key).about}`)
  return {
    optional,
    needed,
    wrong,
    wholeNumber(key, min, max) {
      const text = needed(key)
      const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
      return value >= min && value <= max ? value : wrong(key, `must be a whole number from ${min} to ${max}; it is "${text}"`)
    },
    address(key) {
      const text = needed(key)
      const url = URL.parse(text)
      if (!url || !/^https?:$/.test(url.protocol)) return wrong(key, `must be an http or https address; it is "${text}"`)
      return text.replace(/\/+$/, '')
    },
  }
}
