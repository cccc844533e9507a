/** Reads evaluation cases: one JSON object a line, either one message with labels or several messages in one conversation. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const oneOf = z.union([z.string(), z.array(z.string())])
const expectation = z.looseObject({
  intent: oneOf.optional(), category: oneOf.optional(), subject: oneOf.optional(), department: oneOf.optional(), severity: oneOf.optional(),
  flags: z.array(z.string()).optional(), abstain: z.boolean().optional(),
  /** Each group stands in the answer by at least one of its wordings. */
  facts: z.array(z.array(z.string())).optional(),
})
const step = z.union([z.string().transform((text) => ({ text })), z.looseObject({ text: z.string() }), z.looseObject({ say: z.string() }).transform(({ say }) => ({ text: say }))])
const caseLine = z
  .looseObject({ id: z.string(), pack: z.string(), lang: z.string().default('zh-CN'), text: z.string().optional(), steps: z.array(step).min(1).optional(), expect: expectation.default({}) })
  .refine(({ text, steps }) => (text === undefined) !== (steps === undefined), 'a case has either "text" or "steps"')

export type Case = z.output<typeof caseLine>
export type Expectation = z.output<typeof expectation>

/** Throws an Error that names file and line of what is wrong. */
export function readCases(files: readonly string[]): Case[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8').split('\n').flatMap((line, index) => {
      if (line.trim() === '') return []
      const parsed = caseLine.safeParse(parseLine(line, file, index + 1))
      if (!parsed.success) throw new Error(`${file}:${index + 1} ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`)
      return [parsed.data]
    }),
  )
}

function parseLine(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new Error(`${file}:${number} is not JSON: ${(error as Error).message}`)
  }
}
