/**
 * Reads one YAML or JSON-lines file of a pack and keeps where everything stood, so that a mistake can be told as file:line.
 * It checks shapes only (schema.ts); what keys mean across files is load-checks.ts's.
 */
import { isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/** One mistake in a pack's files; `line` counts from 1. */
export type Problem = { file: string; line: number; message: string }
export type Report = (file: string, line: number, message: string) => void

/** A checked value together with the line on which each part of it stands. */
export type Placed<T> = { file: string; value: T; lineOf: (path: readonly PropertyKey[]) => number }

/**
 * Parses YAML text and checks it.
 * @param firstLine the file's line on which `text` starts (front matter starts on line 2).
 * @returns null when anything was reported
 */
export function parseYaml<S extends z.ZodType>(text: string, file: string, schema: S, report: Report, firstLine = 1): Placed<z.output<S>> | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line) + firstLine - 1
  for (const error of document.errors) report(file, lineAt(error.pos[0]), `not valid YAML: ${error.message}`)
  if (document.errors.length > 0) return null

  /** Line of the deepest part of `path` that is there; of a missing key, the line of what should hold it. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lineAt(node.range[0])
    }
    return lineAt(isNode(document.contents) && document.contents.range ? document.contents.range[0] : 0)
  }

  const checked = schema.safeParse(document.toJS())
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
      report(file, lineOf(path), `${issue.path.join('.') || 'file'}: ${issue.message}`)
    }
    return null
  }
  return { file, value: checked.data, lineOf }
}

/** The text of a scalar as written: a version `1.10` is not the number 1.1. */
export function scalarSource(text: string, key: string): string | undefined {
  const node = parseDocument(text).get(key, true)
  return isScalar(node) && typeof node.source === 'string' ? node.source : undefined
}

/** Parses JSON lines; empty lines are skipped, a bad line is reported and the others are still checked. */
export function parseLines<S extends z.ZodType>(text: string, file: string, schema: S, report: Report): { line: number; value: z.output<S> }[] {
  const rows: { line: number; value: z.output<S> }[] = []
  const lines = text.split('\n')
  for (const [index, source] of lines.entries()) {
    if (source.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(source)
    } catch (error) {
      report(file, index + 1, `not valid JSON: ${(error as Error).message}`)
      continue
    }
    const checked = schema.safeParse(value)
    if (checked.success) rows.push({ line: index + 1, value: checked.data })
    else for (const issue of checked.error.issues) report(file, index + 1, `${issue.path.join('.') || 'line'}: ${issue.message}`)
  }
  return rows
}
