/** Opens the console in a browser as an agent, and finds on the page what an agent would look for. It must not assert anything. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { PASSWORD } from './house.ts'

export type Console = {
  context: BrowserContext
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
  close(): Promise<void>
}

export async function openConsole(browser: Browser, url: string, { width = 1280, height = 800 } = {}): Promise<Console> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width, height } })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  await page.goto(`${url}/console/`)
  const box = () => page.locator('.composer textarea')
  return {
    context, page, troubles, box,
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
    close: () => context.close(),
  }
}
