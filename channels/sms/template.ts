/**
 * Providers of mainland China carry approved templates only. A desk's free answers go as the one variable of a template; what stands around it counts.
 * It must refuse a template with more than one variable: nobody could say which of them the answer is.
 */
import type { SettingsReader } from '../kit/settings.ts'
import type { Frame } from './provider.ts'
import { bracketed } from './signature.ts'

export type Template = { frame: Frame; /** the variable's name, e.g. content */ variable: string }

/** @param variables matches every variable of a template, its name in the first group */
export function readTemplate(read: SettingsReader, { signature, fallback, variables }: { signature: string; fallback: string; variables: RegExp }): Template {
  const text = read.optional('templateText') ?? fallback
  const found = [...text.matchAll(variables)]
  const [only] = found
  if (!only || found.length > 1) return read.wrong('templateText', `must be the template with exactly one variable, such as ${fallback}; it has ${found.length}`)
  const [whole, variable = ''] = only
  return { variable, frame: { before: `${bracketed(signature)}${text.slice(0, only.index)}`, after: text.slice(only.index + whole.length) } }
}
