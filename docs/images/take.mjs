/**
 * Takes the pictures of the README from a desk that is running with its playground, by living a short conversation in it.
 * It draws nothing itself: what is seen is what the product shows.
 *
 *   npm start          in one terminal
 *   node docs/images/take.mjs http://127.0.0.1:3000
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const url = process.argv[2] ?? 'http://127.0.0.1:3000'
const browserPath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path))
if (!browserPath) throw new Error('There is no Chromium here; set CHROMIUM_PATH to one.')

/** What the customer writes, and words that the answer holds. */
const CONVERSATION = [
  ['燃气坏了多久能修好', '小时'],
  ['报修三天了都没人上门，太不负责了，我要投诉', 'GC'],
  ['13800138000', null],
  ['转人工', '人工'],
]

const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-background-networking'] })
const page = await browser.newPage({ viewport: { width: 1680, height: 1000 }, deviceScaleFactor: 1.5, locale: 'zh-CN' })
await page.goto(`${url}/playground/?pack=gas`)
const phone = page.locator('.device').first()
await phone.getByRole('textbox').waitFor()
for (const [text, expected] of CONVERSATION) {
  const before = await phone.locator('.from-desk').count()
  await phone.getByRole('textbox').fill(text)
  await phone.getByRole('textbox').press('Enter')
  await phone.locator('.from-desk').nth(before).waitFor()
  if (expected) await phone.locator('.from-desk', { hasText: expected }).last().waitFor()
}
const desk = page.frameLocator('.console iframe')
await desk.locator('[data-conversation]').first().click()
await desk.getByText('转人工').last().waitFor()
// What the console draws beside the words comes a little later.
await page.waitForTimeout(1_500)
await page.screenshot({ path: join(import.meta.dirname, 'playground.png') })
await browser.close()
console.log('docs/images/playground.png')
