/**
 * Chromium for the tests that need a real browser: found on this machine, installed where that is possible, otherwise a reason to skip that is printed.
 * It must not download a browser from anywhere but the machine's own package manager.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe } from '@jest/globals'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Without the services a browser calls by itself: tests talk to loopback only. */
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

/** Where the browser is, or why there is none. */
export function findBrowser(): { path: string } | { missing: string } {
  const found = PLACES.find((place) => place && existsSync(place))
  if (found) return { path: found }
  const why = installByApt()
  return existsSync('/usr/bin/chromium') ? { path: '/usr/bin/chromium' } : { missing: `no Chromium on this machine (${why}); set CHROMIUM_PATH to one` }
}

/** Starts a browser of its own; the caller closes it. Throws where there is none: guard with `describeInBrowser`. */
export async function launchBrowser(): Promise<Browser> {
  const browser = findBrowser()
  if ('missing' in browser) throw new Error(browser.missing)
  return chromium.launch({ executablePath: browser.path, args: FLAGS })
}

/** Like `describe`; where no browser can be had the tests are skipped, and the reason is part of what is printed. */
export function describeInBrowser(name: string, tests: () => void): void {
  const browser = findBrowser()
  if (!('missing' in browser)) return describe(name, tests)
  process.stderr.write(`skipped "${name}": ${browser.missing}\n`)
  describe.skip(`${name} (skipped: ${browser.missing})`, tests)
}

let tried: string | undefined

/** Only as root on a machine with apt, and once in a process. Returns how it went. */
function installByApt(): string {
  tried ??= install()
  return tried
}

function install(): string {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return 'it can only be installed by root with apt-get'
  process.stderr.write('Chromium is missing: installing it with apt-get\n')
  const apt = (...command: readonly string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=600', '-qq', ...command], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' })
  apt('update')
  const { status, stderr } = apt('install', '-y', '--no-install-recommends', 'chromium')
  return status === 0 ? 'installed' : `apt-get install failed: ${stderr.trim().split('\n').at(-1) ?? ''}`
}
