/**
 * Builds the widget into one classic script, dist/widget/widget.js, that a page embeds with a single tag.
 * It must not read the environment: two builds of the same sources are the same file.
 */
import { join } from 'node:path'
import { defineConfig } from 'vite'

const root = import.meta.dirname

export default defineConfig({
  root,
  publicDir: false,
  build: {
    outDir: join(root, '..', 'dist', 'widget'),
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: join(root, 'main.ts'), formats: ['iife'], name: 'yingda', fileName: () => 'widget.js' },
  },
})
