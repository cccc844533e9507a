/** Opens the console in a browser as an agent, and finds on the page what an agent would look for. It must not assert anything. */
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { type DeskHouse, PASSWORD } from './house.ts'

export type Console = {
  page: Page
  /** Uncaught errors of the page. */
  troubles: readonly string[]
  signIn(name: string, password?: string): Promise<void>
  /** Opens a conversation by its address and waits until its history stands there. */
  open(conversation: string): Promise<void>
  claim(): Promise<void>
  write(text: string): Promise<void>
  box(): Locator
  message(text: string): Locator
  /** Closes the page and lets the browser forget whatever it remembers of it. */
  close(): Promise<void>
}

/** @param agent id of who is signed in already; absent: nobody is */
export async function openConsole(context: BrowserContext, house: DeskHouse, agent?: string): Promise<Console> {
  if (agent) {
    const { token } = await house.desk.letIn(agent)
    await context.addCookies([{ name: 'yingda', value: token, url: house.url, httpOnly: true }])
  }
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  await page.goto(`${house.url}/console/`, { waitUntil: 'commit' })
  await page.locator(agent ? '.list' : '.login').waitFor()
  const box = () => page.locator('.composer textarea')
  return {
    page, troubles, box,
    async signIn(name, password = PASSWORD) {
      await page.locator('input[autocomplete=username]').fill(name)
      await page.locator('input[type=password]').fill(password)
      await page.locator('button[type=submit]').click()
    },
    async open(conversation) {
      await page.evaluate(`location.hash = '#/c/${encodeURIComponent(conversation)}'`)
      await page.locator('.thread .history .entry').first().waitFor()
    },
    async claim() {
      await page.locator('.thread-head [data-act=claim]').click()
      await box().waitFor()
    },
    async write(text) {
      await box().fill(text)
      await box().press('Enter')
    },
    message: (text) => page.locator('.history [data-from]', { hasText: text }),
    async close() {
      await page.evaluate('localStorage.clear()')
      await page.close()
      await context.clearCookies()
    },
  }
}

/** One for a file of tests: what the browser has loaded and compiled once serves all of them. */
export const SCREEN = { locale: 'zh-CN', reducedMotion: 'reduce' as const, viewport: { width: 1280, height: 800 } }
