/**
 * The shipped table of words: five cluster numbers and a small vector for each, Chinese and English in one space.
 * It reads and writes the table's bytes; it must not know what the words are used for.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

export type Lexicon = {
  /** cluster counts, rising */
  sizes: readonly number[]
  dims: number
  /** Row of a word, or -1. */
  find(word: string): number
  /** Cluster of row `row` at size number `size`. */
  cluster(row: number, size: number): number
  /** English words that say what the Chinese word of row `row` means, at most four; none for English words. */
  gloss(row: number): readonly string[]
  /** Adds `weight` times the row's unit vector to `into`. */
  add(row: number, into: Float32Array, weight: number): void
}

export type LexiconData = {
  /** Chinese words first, then English ones */
  words: readonly string[]; chinese: number
  /** rows of English words, GLOSSES for each Chinese word, -1 = none */
  glosses: Int32Array
  sizes: readonly number[]; clusters: readonly Uint16Array[]; dims: number; vectors: Float32Array }

const MAGIC = 'YDLX1'
/** Vectors are kept in 4 bits a dimension: 16 steps over ±LIMIT, which holds almost every value of a unit vector. */
const LIMIT = 0.42
const GLOSSES = 4
const NONE = 0xffff

/** Bytes of a table: gzip over magic, JSON header, words, clusters by size, vectors. */
export function packLexicon(data: LexiconData): Buffer {
  const words = Buffer.from(data.words.join('\n'))
  const header = Buffer.from(JSON.stringify({ count: data.words.length, chinese: data.chinese, sizes: data.sizes, dims: data.dims, words: words.length }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.length)
  const clusters = data.clusters.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength))
  const glosses = Uint16Array.from(data.glosses, (row) => (row < 0 ? NONE : row - data.chinese))
  const nibbles = Buffer.alloc((data.vectors.length + 1) >> 1)
  data.vectors.forEach((value, i) => {
    const step = Math.max(0, Math.min(15, Math.round(((value + LIMIT) / (2 * LIMIT)) * 15)))
    nibbles[i >> 1] = (nibbles[i >> 1] as number) | (i & 1 ? step << 4 : step)
  })
  return gzipSync(Buffer.concat([Buffer.from(MAGIC), length, header, words, ...clusters, Buffer.from(glosses.buffer), nibbles]), { level: 9 })
}

/** Reads a table's bytes. Throws when they are not one. */
export function unpackLexicon(bytes: Uint8Array): Lexicon {
  const raw = gunzipSync(bytes)
  if (raw.subarray(0, MAGIC.length).toString() !== MAGIC) throw new Error('not a lexicon table')
  let at = MAGIC.length
  const length = raw.readUInt32LE(at)
  at += 4
  const header = JSON.parse(raw.subarray(at, at + length).toString()) as { count: number; chinese: number; sizes: number[]; dims: number; words: number }
  at += length
  const words = raw.subarray(at, at + header.words).toString().split('\n')
  at += header.words
  const index = new Map<string, number>()
  for (let i = 0; i < words.length; i++) index.set(words[i] as string, i)
  const columns = header.sizes.map((_, s) => new Uint16Array(raw.buffer.slice(raw.byteOffset + at + s * header.count * 2, raw.byteOffset + at + (s + 1) * header.count * 2)))
  at += header.sizes.length * header.count * 2
  const glosses = new Uint16Array(raw.buffer.slice(raw.byteOffset + at, raw.byteOffset + at + header.chinese * GLOSSES * 2))
  at += header.chinese * GLOSSES * 2
  const nibbles = raw.subarray(at)
  const { dims } = header
  return {
    sizes: header.sizes,
    dims,
    find: (word) => index.get(word) ?? -1,
    cluster: (row, size) => columns[size]?.[row] as number,
    gloss: (row) => {
      if (row < 0 || row >= header.chinese) return []
      const own: string[] = []
      for (let g = row * GLOSSES; g < (row + 1) * GLOSSES; g++) if (glosses[g] !== NONE) own.push(words[header.chinese + (glosses[g] as number)] as string)
      return own
    },
    add: (row, into, weight) => {
      for (let d = 0, i = row * dims; d < dims; d++, i++) {
        const pair = nibbles[i >> 1] as number
        into[d] = (into[d] as number) + weight * ((((i & 1 ? pair >> 4 : pair & 15) / 15) * 2 - 1) * LIMIT)
      }
    },
  }
}

let shipped: Lexicon | undefined
/** The table that comes with the product, read once. */
export function lexicon(): Lexicon {
  shipped ??= unpackLexicon(readFileSync(new URL('./data/lexicon.bin.gz', import.meta.url)))
  return shipped
}
