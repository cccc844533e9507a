/** The widget in a real browser on a strict page: talking, answers and their sources, people, files, hostile texts, and what it weighs. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { describeInBrowser, launchBrowser } from '../browser.ts'
import { TEXTS } from '../channels/texts.ts'
import { buildWidget, openSite, type Site } from './site.ts'

const MOST_BYTES = 20 * 1024
const script = buildWidget()
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
const CITATION = { article: 'repair', version: '2.1', clause: '3', title: '燃气设施报修服务规定', validFrom: '2026-01-01' }

it('weighs at most 20 KB on the wire and evaluates nothing', () => {
  expect(gzipSync(script).length).toBeLessThanOrEqual(MOST_BYTES)
  expect(script).not.toMatch(/\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\b/)
})

describeInBrowser('the widget', () => {
  let browser: Browser
  let site: Site
  beforeAll(async () => {
    browser = await launchBrowser()
    site = await openSite(script, { uploadMaxMb: '1' })
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  /** A fresh customer with the panel open. Whatever the page complains of fails the test that asks. */
  async function visit(attributes: Readonly<Record<string, string>> = {}): Promise<{ page: Page; problems: string[]; say(text: string): Promise<string>; close(): Promise<void> }> {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1000, height: 720 } })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('404') && problems.push(message.text()))
    page.on('dialog', (dialog) => {
      problems.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    await page.goto(site.page(attributes))
    await page.getByRole('button', { name: /在线客服|Open|線上客服/ }).click()
    return {
      page, problems,
      async say(text) {
        const before = site.memory.inbound.length
        await page.getByRole('textbox').fill(text)
        await page.getByRole('textbox').press('Enter')
        return site.address(before)
      },
      close: () => context.close(),
    }
  }

  it('sends and receives, tells the machine from a person, and follows the handover', async () => {
    const { page, problems, say, close } = await visit()
    await page.getByText('您好，我是 AI 助手').waitFor()
    const to = await say('燃气坏了多久能修好')
    await page.getByText('已送达').waitFor()
    await site.say(to, { type: 'text', text: '紧急情况 6 小时，一般 24 小时。', citations: [CITATION], choices: [{ id: '1', label: '帮我报修' }, { id: '2', label: '转人工' }] })
    const answer = page.locator('.message.bot', { hasText: '一般 24 小时' })
    await answer.waitFor()
    expect(await answer.locator('.name').textContent()).toContain('AI 助手')
    // Sources are folded away behind one line, and not repeated in the words.
    expect(await answer.locator('.text').textContent()).toBe('紧急情况 6 小时，一般 24 小时。')
    expect(await answer.locator('li').isVisible()).toBe(false)
    await answer.locator('summary').click()
    expect(await answer.locator('li').textContent()).toContain('版本 2.1')
    const before = site.memory.inbound.length
    await page.getByRole('button', { name: '转人工' }).click()
    expect((await site.memory.arrived(before)).content).toEqual({ type: 'text', text: '转人工' })
    await page.locator('.message.customer', { hasText: '转人工' }).waitFor()
    await page.getByRole('button', { name: '转人工' }).waitFor({ state: 'detached' })
    await site.say(to, { type: 'text', text: '正在为您转人工（客服部）。', notice: 'queued' })
    await page.locator('.notice', { hasText: '正在为您转人工' }).waitFor()
    await page.locator('header', { hasText: '正在为您转接人工客服' }).waitFor()
    await site.say(to, '您好，我是王敏。', '王敏')
    expect(await page.locator('.message.agent .name').textContent()).toMatch(/王敏\s*人工客服/)
    expect(await page.locator('header p').textContent()).toContain('王敏')
    expect(problems).toEqual([])
    await close()
  })

  it('shows what customers and machines write as text, whatever it looks like', async () => {
    const { page, problems, say, close } = await visit()
    const to = await say(TEXTS[0] ?? '')
    const attacks = [
      '<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '"><svg onload=alert(1)>', '[x](javascript:alert(1))', 'javascript:alert(1)', '<a href="javascript:alert(1)">x</a>',
      '{{constructor.constructor("alert(1)")()}}', '&lt;b&gt;', 'https://example.com/"onmouseover="alert(1)', '</textarea><script>alert(1)</script>',
    ]
    for (const text of [...TEXTS, ...attacks]) {
      await site.say(to, {
        type: 'text', text, citations: [{ ...CITATION, title: text.slice(0, 200), version: text.slice(0, 20), clause: text.slice(0, 20) }],
        choices: [{ id: 'x', label: text.slice(0, 100) }],
      }, text.slice(0, 60))
    }
    await page.locator('.message.agent').nth(TEXTS.length + attacks.length - 1).waitFor({ state: 'attached' })
    const shown = await page.locator('.message.agent .text').evaluateAll((all) => all.map((one) => one.textContent))
    expect(shown).toEqual([...TEXTS, ...attacks])
    const hrefs = await page.locator('.message a').evaluateAll((all) => all.map((one) => [(one as HTMLAnchorElement).protocol, one.getAttribute('rel'), one.getAttribute('target')]))
    expect(hrefs.length).toBeGreaterThan(0)
    for (const [protocol, rel, target] of hrefs) expect([protocol, rel, target]).toEqual(['https:', 'noopener noreferrer nofollow', '_blank'])
    expect(await page.locator('.message img, .message script, .message svg[onload]').count()).toBe(0)
    // Nothing is so long that the panel scrolls sideways.
    expect(await page.locator('.scroller').evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
    expect(problems).toEqual([])
    await close()
  })

  it('says what a customer wrote exactly as he wrote it', async () => {
    const { page, say, close } = await visit()
    const before = site.memory.inbound.length
    for (const text of TEXTS) await say(text)
    expect(site.memory.inbound.slice(before).map(({ content }) => content)).toEqual(TEXTS.map((text) => ({ type: 'text', text })))
    await page.locator('.message.customer').nth(TEXTS.length - 1).waitFor()
    expect(await page.locator('.message.customer .text').evaluateAll((all) => all.map((one) => one.textContent))).toEqual(TEXTS)
    await close()
  })

  it('sends a picture, and says at once which files it cannot send', async () => {
    const { page, say, close } = await visit()
    await say('给您看照片')
    const before = site.memory.inbound.length
    await page.locator('input[type=file]').setInputFiles([{ name: '灶台.png', mimeType: 'image/png', buffer: PNG }])
    expect((await site.memory.arrived(before)).content).toMatchObject({ type: 'attachment', kind: 'image', name: '灶台.png', bytes: PNG.length })
    const picture = page.locator('.message.customer img')
    await picture.waitFor()
    await expect(picture.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth))).resolves.toBe(1)
    await page.locator('input[type=file]').setInputFiles([
      { name: 'a.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') }, { name: 'big.png', mimeType: 'image/png', buffer: Buffer.alloc(1024 * 1024 + 1, 1) },
      { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) }, { name: 'fake.png', mimeType: 'image/png', buffer: Buffer.from('<script>') },
    ])
    await page.locator('.why').nth(3).waitFor()
    expect(await page.locator('.why').allInnerTexts()).toEqual(['不支持发送这种文件', '文件超过 1 MB，无法发送', '这是一个空文件，无法发送', '不支持发送这种文件'])
    expect(site.memory.inbound).toHaveLength(before + 1)
    await page.getByRole('button', { name: '删除这条消息' }).first().click()
    await page.locator('.why').nth(3).waitFor({ state: 'detached' })
    await close()
  })

  it('counts what came while it was closed, and forgets the count when it is opened', async () => {
    const { page, say, close } = await visit()
    const to = await say('在吗')
    await page.getByRole('button', { name: '收起' }).click()
    await site.say(to, '一')
    await site.say(to, '二')
    await page.getByRole('button', { name: '2 条未读消息' }).click()
    await page.getByText('二', { exact: true }).waitFor()
    await page.getByRole('button', { name: '收起' }).click()
    await page.getByRole('button', { name: '打开在线客服', exact: true }).waitFor()
    await close()
  })

  it('is what the site made of it: title, greeting, first questions, colour, side', async () => {
    const { page, problems, close } = await visit({ title: '城市燃气', greeting: '欢迎光临', starters: '怎么缴费|我要投诉', color: '#ffd400', side: 'left' })
    await page.getByRole('dialog', { name: '城市燃气' }).waitFor()
    await page.getByText('欢迎光临').waitFor()
    const before = site.memory.inbound.length
    await page.getByRole('button', { name: '怎么缴费' }).click()
    expect((await site.memory.arrived(before)).content).toEqual({ type: 'text', text: '怎么缴费' })
    expect((await page.locator('.panel').boundingBox())?.x).toBeLessThan(100)
    expect(await page.locator('header').evaluate((one) => getComputedStyle(one).color)).toBe('rgb(17, 17, 17)')
    expect(problems).toEqual([])
    await close()
  })
})
