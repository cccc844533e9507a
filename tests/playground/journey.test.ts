/**
 * The whole desk as a visitor meets it on the first start: the real house in playground mode, in a browser. A question answered with its source,
 * a complaint with its number, a person who takes over, and a platform that delivers everything three times.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type House, startHouse } from '../../src/main.ts'
import { describeInBrowser, launchBrowser } from '../browser.ts'

const DIST = join(import.meta.dirname, '../../dist')
/** The first start may have to learn from the packs. */
const FIRST_START_MS = 240_000
const JOURNEY_MS = 90_000

describeInBrowser('a visitor of the playground', () => {
  let data: string
  let house: House
  let browser: Browser
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    for (const built of ['playground', 'console']) if (!existsSync(join(DIST, built, 'index.html'))) throw new Error(`dist/${built} is missing: node setup.mjs test builds it`)
    data = mkdtempSync(join(tmpdir(), 'playground-journey-'))
    house = await startHouse({ YINGDA_DATA: data, YINGDA_CONFIG: join(data, 'none.yaml'), YINGDA_PLAYGROUND: 'on', PORT: '0', LOG_LEVEL: 'silent' })
    browser = await launchBrowser()
  }, FIRST_START_MS)
  afterAll(async () => {
    await browser?.close()
    await house?.stop()
    rmSync(data, { recursive: true, force: true })
  })
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1600, height: 900 } })
    context.setDefaultTimeout(JOURNEY_MS)
    page = await context.newPage()
    await page.goto(`${house.url}/playground/?pack=gas`)
    await phone().locator('.composer').waitFor()
  }, JOURNEY_MS)
  afterEach(() => context.close())

  const phone = () => page.locator('[data-channel="wechat"]')
  const answers = () => phone().locator('.from-desk p')
  const say = async (text: string) => {
    await phone().getByRole('textbox').fill(text)
    await phone().getByRole('textbox').press('Enter')
  }
  const answered = async (pattern: RegExp) => (await answers().filter({ hasText: pattern }).first().textContent()) ?? ''

  it('is answered with both times and where they stand', async () => {
    await say('燃气坏了多久能修好')
    const answer = await answered(/24\s*小时/)
    expect(answer).toMatch(/6\s*小时/)
    expect(answer).toMatch(/依据：《[^》]+》第\d+条/)
    await page.locator('.seen [data-fact="source"]').waitFor()
  }, JOURNEY_MS)

  it('is given a number and a deadline for a complaint, and sees what the desk made of it', async () => {
    await say('我要投诉，约好的维修师傅迟到了两个小时')
    const number = /GC\d{8,}/.exec(await answered(/GC\d{8,}/))?.[0] ?? ''
    const ticket = page.locator('.ticket', { hasText: number })
    await ticket.waitFor()
    expect(await ticket.textContent()).toMatch(/最近时限 \d+\/\d+ \d+:\d+/)
    expect(await page.locator('.seen [data-fact="intent"] b').textContent()).toBe('投诉')
    expect(house.store.tickets({ limit: 10 }).map((one) => one.number)).toContain(number)
  }, JOURNEY_MS)

  it('reaches a person, whose words come back on the phone', async () => {
    const desk = page.frameLocator('.console iframe')
    // the console beside the phone is open already, and with it somebody is at work
    await desk.getByText('在线接待').waitFor()
    await say('转人工')
    await page.locator('.seen [data-fact="speaker"]', { hasText: '排队等人工' }).waitFor()
    await desk.getByText('转人工').first().click()
    await desk.locator('[data-act="claim"]').click()
    await desk.locator('textarea').first().fill('您好，我是值班客服小林。')
    await desk.locator('[data-act="send"]').click()
    await answered(/我是值班客服小林/)
    await page.locator('.seen [data-fact="speaker"]', { hasText: '人工客服' }).waitFor()
  }, JOURNEY_MS)

  it('is answered once, though the platform delivers three times at once', async () => {
    await phone().getByText('让平台出点状况').click()
    await phone().locator('[data-fault="duplicate"]').click()
    await phone().locator('[data-fault="duplicate"][aria-pressed="true"]').waitFor()
    await say('燃气坏了多久能修好')
    await phone().locator('.from-customer', { hasText: '投递 3 次' }).waitFor()
    await answered(/24\s*小时/)
    await house.line.idle()
    expect(await answers().filter({ hasText: /24\s*小时/ }).count()).toBe(1)
    expect(await phone().locator('.from-customer').count()).toBe(1)
    await phone().locator('[data-fault="duplicate"]').click()
    await phone().locator('[data-fault="duplicate"][aria-pressed="false"]').waitFor()
  }, JOURNEY_MS)
})
