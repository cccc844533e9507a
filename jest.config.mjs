/** Jest runs TypeScript as native ES modules through swc; the files run in production as they stand, without a build. */
export default {
  testEnvironment: 'node',
  // Without roots Jest would first walk through everything that is installed.
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } }, module: { type: 'es6' } }],
  },
  testTimeout: 30_000,
  // A worker that has held models takes longer than half a second to end on a busy machine; what is really left open never ends.
  workerGracefulExitTimeout: 5_000,
}
