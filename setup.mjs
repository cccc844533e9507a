/**
 * Makes a fresh checkout ready before `npm start`, `npm test` and the tools: installs packages, builds pages, gets the programs that tests drive.
 * Runs on plain Node 20 with nothing installed, so it must import nothing but Node itself. Does nothing, fast, when there is nothing to do.
 *
 *   node setup.mjs packages   what the product needs to run
 *   node setup.mjs start      … and the web pages, built
 *   node setup.mjs test       … and everything the tests need
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('.', import.meta.url))
const at = (...path) => join(ROOT, ...path)
const OLDEST_NODE = 20

/** Pages that Vite builds: the sources that decide the result, and the folder of dist/ that must be there afterwards. */
const PAGES = [
  { name: 'console and playground', config: 'console/vite.config.ts', sources: ['console', 'playground'], made: ['console', 'playground'] },
  { name: 'web chat widget', config: 'widget/vite.config.ts', sources: ['widget'], made: ['widget/widget.js'] },
]

/** Programs the tests start by themselves, as real counterparts: found by one of these paths, got from this Debian package. */
const PROGRAMS = [
  { name: 'Chromium', paths: [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'], package: 'chromium', use: 'the browser tests' },
]

const goal = process.argv[2] ?? 'start'
const [major] = process.versions.node.split('.').map(Number)
if (major < OLDEST_NODE) stop(`This needs Node ${OLDEST_NODE} or newer; you have ${process.versions.node}. Get one from https://nodejs.org and try again.`)
if (!['packages', 'start', 'test'].includes(goal)) stop(`node setup.mjs packages | start | test   (not "${goal}")`)

const withTests = goal === 'test'
const lack = packagesLacking(withTests)
if (lack) await install(lack)
if (goal !== 'packages') for (const page of PAGES) await buildIfChanged(page)
if (withTests) await getPrograms()

// ---------------------------------------------------------------- packages

/** Why packages must be installed, or null: compares what package-lock.json wants with what npm has noted down as being there. */
function packagesLacking(dev) {
  const noted = at('node_modules/.package-lock.json')
  if (!existsSync(noted) || !existsSync(at('node_modules/.bin/node'))) return 'nothing is installed yet'
  const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
  const there = JSON.parse(readFileSync(noted, 'utf8')).packages
  for (const [path, { version, dev: forTests, optional, devOptional }] of Object.entries(wanted)) {
    if (path === '' || (!dev && (forTests || devOptional))) continue
    const found = there[path]?.version
    // An optional package may be missing: it belongs to another machine, or could not be had.
    if (found === undefined && (optional || devOptional)) continue
    if (found !== version) return `${path.replace(/^.*node_modules\//, '')} ${version} is ${found === undefined ? 'missing' : `wanted, ${found} is there`}`
  }
  return null
}

async function install(reason) {
  say(`Installing packages, because ${reason}. This takes a minute or two …`)
  const started = Date.now()
  // What is there is completed rather than thrown away: faster, and a desk that runs meanwhile keeps its files.
  const command = existsSync(at('node_modules/.package-lock.json')) ? ['install', '--no-save'] : ['ci']
  const include = withTests || existsSync(at('node_modules/jest')) ? '--include=dev' : '--omit=dev'
  const { code, output } = await run('npm', [...command, include, '--no-audit', '--no-fund'], { PATH: systemPath() })
  if (code !== 0) stop(`npm ${command[0]} failed:\n\n${tail(output)}\n\nWithout a connection to the package registry nothing can be installed. Mend that and run the same command again.`)
  const version = spawnSync(at('node_modules/.bin/node'), ['--version'], { encoding: 'utf8' }).stdout?.trim()
  if (!version) stop('The Node that comes with the packages does not run. If install scripts are switched off (ignore-scripts), switch them on and run the same command again.')
  say(`Packages installed in ${seconds(started)}; the desk runs on Node ${version.slice(1)}, its own.`)
}

/** npm must not run on the Node inside the folder that it is about to replace. */
function systemPath() {
  const parts = (process.env.PATH ?? '').split(delimiter)
  return parts.filter((part) => !part.endsWith(join('node_modules', '.bin'))).join(delimiter)
}

// ---------------------------------------------------------------- pages

async function buildIfChanged({ name, config, sources, made }) {
  const stamp = at('.cache', `built-${config.replace(/\W+/g, '-')}`)
  const hash = hashOf([...sources, 'package-lock.json'])
  const current = existsSync(stamp) ? readFileSync(stamp, 'utf8') : null
  if (current === hash && made.every((one) => existsSync(at('dist', one)))) return
  say(`Building the ${name} …`)
  const started = Date.now()
  const { code, output } = await run(at('node_modules/.bin/node'), [at('node_modules/vite/bin/vite.js'), 'build', '--config', config])
  if (code !== 0) stop(`Building the ${name} failed:\n\n${tail(output)}`)
  mkdirSync(at('.cache'), { recursive: true })
  writeFileSync(stamp, hash)
  say(`Built in ${seconds(started)}.`)
}

/** One hash over names and contents; two checkouts of the same sources agree. */
function hashOf(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesOf(source)) hash.update(`${file}\0`).update(readFileSync(at(file))).update('\0')
  }
  return hash.digest('hex')
}

function filesOf(path) {
  if (path.endsWith('.json')) return [path]
  const entries = existsSync(at(path)) ? readdirSync(at(path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)) : []
  return entries.flatMap((entry) => (entry.isDirectory() ? filesOf(`${path}/${entry.name}`) : [`${path}/${entry.name}`]))
}

// ---------------------------------------------------------------- programs

async function getPrograms() {
  const missing = PROGRAMS.filter(({ paths }) => !paths.some((path) => path && existsSync(path)))
  if (missing.length === 0) return
  const packages = missing.map((program) => program.package)
  const names = missing.map(({ name, use }) => `${name} (for ${use})`).join(', ')
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
  if (!mayInstall) {
    say(`Missing: ${names}. The tests that need it are skipped and say so. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`)
    return
  }
  say(`Installing ${names} with apt-get …`)
  const started = Date.now()
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  const patient = ['-o', 'DPkg::Lock::Timeout=600', '-q', '-y']
  await run('apt-get', [...patient, 'update'], quiet)
  const { code, output } = await run('apt-get', [...patient, 'install', '--no-install-recommends', ...packages], quiet)
  if (code === 0) say(`Installed in ${seconds(started)}.`)
  else say(`apt-get could not install ${packages.join(' ')}; the tests that need it are skipped and say so.\n${tail(output, 5)}`)
}

// ---------------------------------------------------------------- helpers

/** Runs a program to its end, keeping what it prints for the case that it fails. */
function run(command, args, env = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => done({ code: 1, output: `${command}: ${error.message}` }))
    child.on('close', (code) => done({ code, output }))
  })
}

/** Standard error, so that the output of the command that follows stays what it is. */
function say(text) {
  process.stderr.write(`${text}\n`)
}

function stop(text) {
  say(`\n${text}\n`)
  process.exit(1)
}

function tail(text, lines = 30) {
  return text.trim().split('\n').slice(-lines).join('\n')
}

function seconds(since) {
  return `${Math.max(1, Math.round((Date.now() - since) / 1000))} s`
}
