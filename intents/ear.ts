/** Opens the ear for a set of packs: trains what the cache does not hold, and joins heads, rules and search. It must not know who listens. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Pack } from '../core/pack.ts'
import { createSearch, trainSearch } from '../knowledge/search.ts'
import { createCache } from './cache.ts'
import { openModels } from './models.ts'
import { read } from './read.ts'
import { trainEar } from './train.ts'
import { createEar, type Ear } from './understand.ts'

/**
 * @param cacheFolder where models are kept between starts, by the content of the packs and of the code that trains them
 * @param say told what takes long
 */
export async function openEar(packs: readonly Pack[], cacheFolder: string, say: (message: string) => void): Promise<Ear> {
  const cache = createCache(cacheFolder)
  const content = [codeHash(), ...packs.map(({ hash }) => hash)]
  const started = performance.now()
  const told = <T>(what: string, make: () => T) => () => {
    say(`Learning ${what} from the packs; this is kept for the next start.`)
    return make()
  }
  const labels = await cache.keep('labels', content, told('labels', () => trainEar(packs)))
  const model = await cache.keep('search', content, told('answers', () => trainSearch({ packs, read })))
  const ear = createEar({ packs, models: openModels(labels), search: createSearch({ packs, read, model }) })
  say(`The ear is open after ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  return ear
}

/** Hash of the code that trains: a change there makes other models of the same packs. */
function codeHash(): string {
  const hash = createHash('sha256')
  for (const folder of ['.', './data', '../knowledge/retrieval']) {
    const path = fileURLToPath(new URL(folder, import.meta.url))
    for (const { name } of readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile()).sort((a, b) => (a.name < b.name ? -1 : 1)))
      hash.update(name).update(readFileSync(`${path}/${name}`))
  }
  return hash.digest('hex')
}
