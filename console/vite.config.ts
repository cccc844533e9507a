/**
 * Builds the agents' console into dist/console and, in the same run, the playground page beside it into dist/playground.
 * It must not read the environment: two builds of the same sources are the same files.
 */
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
const playground = join(root, '..', 'playground')
const dist = join(root, '..', 'dist')

/** Libraries change less often than our pages, so that an upgrade of the console leaves them in the browsers' caches. */
const LIBRARIES = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
]

export default defineConfig({
  root,
  base: '/console/',
  plugins: [react(), alsoPlayground()],
  build: {
    outDir: join(dist, 'console'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: LIBRARIES } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/playground/api': 'http://127.0.0.1:8080' } },
})

function alsoPlayground(): Plugin {
  let outDir = ''
  return {
    name: 'also-playground',
    apply: 'build',
    configResolved(config) {
      outDir = join(resolve(config.root, config.build.outDir), '..', 'playground')
    },
    async closeBundle(error) {
      if (error) return
      await build({
        configFile: false,
        root: playground,
        base: '/playground/',
        build: { outDir, emptyOutDir: true, target: 'es2022', reportCompressedSize: false },
        logLevel: 'warn',
      })
    },
  }
}
