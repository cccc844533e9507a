/** The widget for everybody: by keyboard alone, with an input method, on a phone, in three languages, with motion turned off, for a screen reader. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { describeInBrowser, launchBrowser } from '../browser.ts'
import { buildWidget, openSite, type Site } from './site.ts'

const script = buildWidget()

describeInBrowser('the widget is usable', () => {
  let browser: Browser
  let site: Site
  beforeAll(async () => {
    browser = await launchBrowser()
    site = await openSite(script)
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  async function visit(options: BrowserContextOptions = {}, attributes: Readonly<Record<string, string>> = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'zh-CN', ...options })
    const page = await context.newPage()
    await page.goto(site.page(attributes))
    await page.locator('.launcher').waitFor()
    return page
  }
  /** Role and name of what has the focus, inside the shadow root. */
  const focused = (page: Page) => page.evaluate(() => {
    const inner = document.querySelector('yingda-chat')?.shadowRoot?.activeElement
    return inner ? `${inner.localName}.${inner.className.split(' ')[0] ?? ''}` : document.activeElement?.localName
  })

  it('by keyboard alone: open, write, send, answer by a button, unfold a source, close', async () => {
    const page = await visit()
    for (let presses = 0; (await focused(page)) !== 'button.launcher' && presses < 10; presses++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('textarea.')
    const before = site.memory.inbound.length
    await page.keyboard.type('第一行')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('第二行')
    await page.keyboard.press('Enter')
    const { address, content } = await site.memory.arrived(before)
    expect(content).toEqual({ type: 'text', text: '第一行\n第二行' })
    expect(await focused(page)).toBe('textarea.')
    await site.say(address, {
      type: 'text', text: '是哪一种？', choices: [{ id: '1', label: '漏气' }], citations: [{ article: 'a', version: '1', clause: '1', title: '规定', validFrom: '2026-01-01' }],
    })
    await page.getByRole('button', { name: '漏气' }).waitFor()
    const back = async (wanted: string) => {
      for (let presses = 0; (await focused(page)) !== wanted && presses < 10; presses++) await page.keyboard.press('Shift+Tab')
      expect(await focused(page)).toBe(wanted)
    }
    await back('button.choice')
    await back('summary.')
    await page.keyboard.press('Enter')
    expect(await page.locator('.sources li').isVisible()).toBe(true)
    for (let presses = 0; (await focused(page)) !== 'button.choice' && presses < 10; presses++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect((await site.memory.arrived(before + 1)).content).toEqual({ type: 'text', text: '漏气' })
    await page.locator('textarea').focus()
    await page.keyboard.press('Escape')
    expect(await focused(page)).toBe('button.launcher')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
    await page.context().close()
  })

  it('does not send while an input method is composing', async () => {
    const page = await visit()
    await page.locator('.launcher').click()
    const before = site.memory.inbound.length
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 })
    // What browsers report for the Enter that picks the word.
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 })
    expect(await page.locator('textarea').inputValue()).toBe('ni')
    await devtools.send('Input.insertText', { text: '你好' })
    expect(site.memory.inbound).toHaveLength(before)
    await page.keyboard.press('Enter')
    expect((await site.memory.arrived(before)).content).toEqual({ type: 'text', text: '你好' })
    await page.context().close()
  })

  it('on a phone: the whole screen, above the keyboard, with Tab staying inside', async () => {
    const page = await visit({ viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true })
    await page.locator('.launcher').tap()
    expect(await page.locator('.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 })
    expect(await page.getByRole('dialog').getAttribute('aria-modal')).toBe('true')
    // Reading comes first: the keyboard does not jump up.
    expect(await focused(page)).toBe('section.panel')
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab')
      expect(await focused(page)).not.toMatch(/^(a|button|body)$/)
    }
    // The keyboard takes the lower half.
    await page.setViewportSize({ width: 375, height: 360 })
    await page.locator('textarea').tap()
    const field = await page.locator('textarea').boundingBox()
    expect((field?.y ?? 999) + (field?.height ?? 0)).toBeLessThanOrEqual(360)
    expect(await page.locator('textarea').evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize))).toBeGreaterThanOrEqual(16)
    for (const box of await page.locator('.composer button:visible, .close').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect))) {
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
    }
    expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('hidden')
    await page.locator('.close').tap()
    expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('')
    await page.context().close()
  })

  it.each([
    ['zh-CN', {}, '在线客服', 'AI 助手'],
    ['zh-TW', {}, '線上客服', 'AI 助理'],
    ['zh-HK', {}, '線上客服', 'AI 助理'],
    ['en-GB', {}, 'Customer service', 'AI assistant'],
    ['de-DE', {}, 'Customer service', 'AI assistant'],
    ['en-US', { lang: 'zh-TW' }, '線上客服', 'AI 助理'],
  ])('speaks the language of the browser %s or of the tag %j', async (locale, attributes, title, bot) => {
    const page = await visit({ locale }, attributes)
    await page.locator('.launcher').click()
    expect(await page.locator('h2').textContent()).toBe(title)
    expect(await page.locator('.message.bot .name').first().textContent()).toContain(bot)
    await page.context().close()
  })

  it('is said to screen readers: names, a log that speaks up only for what is new, states', async () => {
    const page = await visit({ reducedMotion: 'reduce' })
    expect(await page.locator('.launcher').getAttribute('aria-expanded')).toBe('false')
    await page.locator('.launcher').click()
    const log = page.getByRole('log', { name: '对话内容' })
    await page.waitForFunction(() => document.querySelector('yingda-chat')?.shadowRoot?.querySelector('[role=log]')?.getAttribute('aria-live') === 'polite')
    await page.getByRole('dialog', { name: '在线客服' }).waitFor()
    await page.getByRole('textbox', { name: '输入消息' }).fill('你好')
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await log.getByText('您', { exact: true }).waitFor({ state: 'attached' })
    const unnamed = await page.locator('button:visible, textarea').evaluateAll((all) => all.filter((one) => !one.textContent?.trim() && !one.getAttribute('aria-label')).length)
    expect(unnamed).toBe(0)
    expect(await page.locator('.panel, .message').evaluateAll((all) => all.map((one) => getComputedStyle(one).animationName).filter((name) => name !== 'none'))).toEqual([])
    await page.context().close()
  })

  it('has enough contrast in every line, light and dark', async () => {
    for (const theme of ['light', 'dark']) {
      const page = await visit({}, { theme, color: '#ff8a00' })
      await page.locator('.launcher').click()
      const before = site.memory.inbound.length
      await page.locator('textarea').fill('看 https://example.com/')
      await page.keyboard.press('Enter')
      const to = await site.address(before)
      await site.say(to, { type: 'text', text: '看 https://example.com/', choices: [{ id: '1', label: '好' }], citations: [{ article: 'a', version: '1', clause: '1', title: '规定', validFrom: '2026-01-01' }] })
      await page.getByRole('button', { name: '好' }).waitFor()
      await site.say(to, '看 https://example.com/', '王敏')
      await page.locator('.message.agent').waitFor()
      const faint = await page.evaluate(weakest)
      expect(faint).toEqual([])
      await page.context().close()
    }
  })
})

/** Runs in the page: texts whose contrast to what is painted behind them is below 4.5. */
function weakest(): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D
  const paint = (colors: string[]) => {
    canvas.clearRect(0, 0, 1, 1)
    for (const color of colors) {
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
    }
    const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const root = document.querySelector('yingda-chat')?.shadowRoot
  return [...(root?.querySelectorAll<HTMLElement>('.panel *') ?? [])].flatMap((one) => {
    const words = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    if (!words || !one.offsetParent || one.closest('.hidden, :disabled')) return []
    const grounds: string[] = []
    for (let at: Element | null = one; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor)
    const under = paint(grounds)
    const over = paint([...grounds, getComputedStyle(one).color])
    const ratio = (Math.max(under, over) + 0.05) / (Math.min(under, over) + 0.05)
    return ratio < 4.5 ? [`${one.className || one.localName}: ${ratio.toFixed(2)} "${one.textContent?.slice(0, 20)}"`] : []
  })
}
