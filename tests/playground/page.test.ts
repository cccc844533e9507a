/** The playground page in a real browser: a visitor writes, clicks, breaks things and changes his mind. The house behind it only echoes. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { describeInBrowser, launchBrowser } from '../browser.ts'
import { buildPages } from './built.ts'
import { type EchoHouse, openEchoHouse } from './house.ts'

describeInBrowser('the playground page', () => {
  let pages: ReturnType<typeof buildPages>
  let house: EchoHouse
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let troubles: string[]

  beforeAll(async () => {
    pages = buildPages()
    house = await openEchoHouse(pages.dist)
    browser = await launchBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await house?.close()
    pages?.remove()
  })
  beforeEach(async () => {
    troubles = []
    context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1600, height: 900 } })
    page = await context.newPage()
    page.on('pageerror', (error) => troubles.push(error.message))
    await page.goto(`${house.url}/playground/`)
    await phone().locator('.composer').waitFor()
  })
  afterEach(async () => {
    await context.close()
    expect(troubles).toEqual([])
  })

  const phone = () => page.locator('[data-channel="wechat"]')
  const write = async (text: string) => {
    await phone().getByRole('textbox').fill(text)
    await phone().getByRole('textbox').press('Enter')
  }
  const answered = (text: string) => phone().locator('.from-desk', { hasText: text }).waitFor()
  const lines = () => phone().locator('.bubble p').allInnerTexts()

  it('a line is written, answered, and shown as understood', async () => {
    await write('燃气灶打不着火')
    await answered('收到：燃气灶打不着火')
    expect(await lines()).toEqual(['燃气灶打不着火', '收到：燃气灶打不着火'])
    await phone().locator('.from-customer.is-done', { hasText: '已签名加密' }).waitFor()
    await page.locator('.seen blockquote', { hasText: '燃气灶打不着火' }).waitFor()
    expect(await page.locator('.seen [data-fact="speaker"]').textContent()).toBe('应答（AI）')
  })

  it('an example is one click', async () => {
    await page.locator('.try button', { hasText: '什么时候来水' }).click()
    await answered('收到：什么时候来水')
  })

  it('markup in a line is only text', async () => {
    const nasty = '<img src=x onerror="document.title=1"><b>粗</b>'
    await write(nasty)
    await answered('收到：')
    expect((await lines())[0]).toBe(nasty)
    expect(await page.locator('.bubble img, .bubble b, blockquote img').count()).toBe(0)
  })

  it('the line stays after a reload, and goes with another customer', async () => {
    await write('记住我')
    await answered('收到：记住我')
    await page.reload()
    await answered('收到：记住我')
    await page.getByRole('button', { name: '换一位顾客' }).click()
    await phone().locator('.empty').waitFor()
    expect(await lines()).toEqual([])
  })

  it('another organisation has its own phone, its own site, and its name is not markup', async () => {
    await write('给自来水公司')
    await answered('收到：给自来水公司')
    await page.locator('[data-pack="rail"]').click()
    await phone().locator('.empty').waitFor()
    expect(await phone().locator('.device-head strong').textContent()).toBe('<b>快轨</b> & 公司')
    await write('给铁路公司')
    await answered('收到：给铁路公司')
    expect(house.inbound.filter(({ account }) => account === 'play-rail').at(-1)?.one.content).toEqual({ type: 'text', text: '给铁路公司' })
  })

  it('a platform that delivers three times still shows one answer', async () => {
    await phone().getByText('让平台出点状况').click()
    await phone().locator('[data-fault="duplicate"]').click()
    await phone().locator('[data-fault="duplicate"][aria-pressed="true"]').waitFor()
    await write('三次')
    await phone().locator('.from-customer', { hasText: '投递 3 次' }).waitFor()
    await answered('收到：三次')
    expect(await lines()).toEqual(['三次', '收到：三次'])
    await phone().locator('[data-fault="duplicate"]').click()
    await phone().locator('[data-fault="duplicate"][aria-pressed="false"]').waitFor()
  })

  it('the site beside it has the real widget, and the strip tells which channel spoke', async () => {
    const site = page.frameLocator('[data-channel="web"] iframe')
    const field = site.locator('textarea')
    await field.fill('从网页来')
    await field.press('Enter')
    await site.getByText('收到：从网页来').waitFor()
    expect(await page.locator('.seen .channel').textContent()).toBe('网页客服')
  })

  it('speaks three languages', async () => {
    await page.getByRole('button', { name: '繁體' }).click()
    await page.locator('.seen h2', { hasText: '應答聽懂了什麼' }).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.locator('.seen h2', { hasText: 'What the desk understood' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('fits a phone: nothing hangs over the edge of the page', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await write('小屏幕')
    await answered('收到：小屏幕')
  })

  it('everything that can be pressed has a name', async () => {
    const nameless = await page.locator('button, a, textarea, iframe').evaluateAll((all) =>
      all.filter((one) => !(one.textContent?.trim() || one.getAttribute('aria-label') || one.getAttribute('title'))).map((one) => one.outerHTML),
    )
    expect(nameless).toEqual([])
  })
})
