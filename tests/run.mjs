/**
 * Runs what must hold: types, lint, then Jest over the tests; ends with one line that counts. Plain JavaScript, so that a type error cannot stop it.
 * It never forces Jest to exit: what a test leaves open is a failure, and is named.
 *
 *   npm test                            everything
 *   npm test -- tests/core tests/bots   the tests of these folders, without types and lint
 *   npm test -- --detectOpenHandles tests/outbox     options go to Jest
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const module = (path) => join(ROOT, 'node_modules', path)
/** How long Jest may take to end after it has written its results. */
const LINGER_MS = 15_000
/** Suites that hold a browser or the whole house: side by side they starve each other, and what they wait for looks lost. */
const ALONE = ['tests/console', 'tests/dialogues', 'tests/playground', 'tests/widget']

const args = process.argv.slice(2)
const whole = args.every((arg) => arg.startsWith('-'))
const count = { passed: 0, failed: 0, skipped: 0 }

if (whole) {
  await check('types', [module('typescript/bin/tsc'), '--noEmit'])
  await check('lint', [module('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--max-diagnostics=60', '.'])
  // Once, before the suites: two of them would otherwise learn the same at the same time.
  await check('ear', [join(ROOT, 'src/cli/train.ts')])
}
await suites()

const { passed, failed, skipped } = count
if (passed + failed === 0) console.log('No test ran.')
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

/** One check counts as one test. */
async function check(name, command) {
  const started = Date.now()
  const { code, output } = await run(command)
  count[code === 0 ? 'passed' : 'failed']++
  if (code !== 0) process.stdout.write(output)
  console.log(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}

/** What the caller names in one go; else the many small suites side by side, then the large ones one after another. */
async function suites() {
  if (!whole) return jest(args)
  await jest([...args, ...ALONE.flatMap((folder) => ['--testPathIgnorePatterns', `/${folder}/`])])
  await jest([...args, ...ALONE, '--runInBand'])
}

async function jest(chosen) {
  const folder = mkdtempSync(join(tmpdir(), 'yingda-test-'))
  const results = join(folder, 'results.json')
  const workers = String(Math.max(1, Math.min(4, availableParallelism())))
  const command = [
    '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', module('jest/bin/jest.js'),
    '--json', `--outputFile=${results}`, ...(chosen.includes('--runInBand') ? [] : [`--maxWorkers=${workers}`]), '--silent=false', ...chosen,
  ]
  const { code, output, lingered } = await run(command, { shown: true, until: () => existsSync(results) })
  const report = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : null
  rmSync(folder, { recursive: true, force: true })
  count.passed += report?.numPassedTests ?? 0
  count.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  // A file that could not even be loaded holds no test that failed, and must not look like success.
  const failures = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0)
  const leaked = lingered || /worker process has failed to exit gracefully|Jest did not exit/.test(output)
  if (leaked) console.log('A test left something open (a server, a timer, a process). Find it with: npm test -- --detectOpenHandles FOLDER')
  count.failed += failures + (leaked ? 1 : 0) + (code !== 0 && failures === 0 && !leaked ? 1 : 0)
  for (const reason of skips(report)) console.log(`skipped: ${reason}`)
}

/** Every skipped test by its full name, which says why. */
function skips(report) {
  const all = (report?.testResults ?? []).flatMap(({ assertionResults }) => assertionResults)
  return [...new Set(all.filter(({ status }) => status === 'pending' || status === 'todo').map(({ fullName }) => fullName))]
}

/** Runs Node with these arguments to its end; `until` tells that the work is done and only the ending may still take a little. */
function run(args, { shown = false, until = () => false } = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let doneAt = 0
    let lingered = false
    // With --json Jest writes its results to standard output as well; they are read from the file, and people read standard error.
    child.stdout.setEncoding('utf8').on('data', (text) => (output += shown ? '' : text))
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text
      if (shown) process.stdout.write(text)
    })
    const watch = setInterval(() => {
      if (doneAt === 0 && until()) doneAt = Date.now()
      if (doneAt === 0 || Date.now() - doneAt < LINGER_MS) return
      lingered = true
      child.kill('SIGKILL')
    }, 500)
    child.on('close', (code) => {
      clearInterval(watch)
      done({ code, output, lingered })
    })
  })
}
