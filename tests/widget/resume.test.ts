/** The widget when pages reload and networks fail: nothing is lost, nothing is said twice, and the customer knows how things stand. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { describeInBrowser, launchBrowser } from '../browser.ts'
import { until } from '../channels/until.ts'
import { buildWidget, openSite, type Site } from './site.ts'

const script = buildWidget()

describeInBrowser('the widget comes back', () => {
  let browser: Browser
  let site: Site
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  beforeEach(async () => {
    await context?.close()
    await site?.close()
    site = await openSite(script)
    context = await browser.newContext({ locale: 'zh-CN' })
    page = await visit()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  async function visit(): Promise<Page> {
    const opened = await context.newPage()
    await opened.goto(site.page())
    await opened.getByRole('button', { name: /打开在线客服/ }).click()
    return opened
  }
  const send = async (text: string, on = page) => {
    await on.getByRole('textbox').fill(text)
    await on.getByRole('textbox').press('Enter')
  }
  const shown = (on = page) => on.locator('.message:not(.typing) .text').evaluateAll((all) => all.slice(1).map((one) => one.textContent))
  const heard = () => site.memory.inbound.map(({ content }) => ('text' in content ? content.text : content.type))
  const settled = (text: string, on = page) => on.getByText(text, { exact: true }).last().waitFor()

  it('after a reload: the same conversation, whole, and the draft with it', async () => {
    await send('第一句')
    const to = await site.address()
    await site.say(to, '回答一')
    await settled('回答一')
    await page.getByRole('textbox').fill('写到一半')
    await page.reload()
    await site.say(to, '回答二')
    // The panel stands open as before, and does not take the focus from the page.
    await settled('回答二')
    expect(await page.getByRole('textbox').inputValue()).toBe('写到一半')
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
    await send('第二句')
    await site.memory.arrived(1)
    expect(site.memory.inbound.map(({ address }) => address)).toEqual([to, to])
    await settled('第二句')
    expect(await shown()).toEqual(['第一句', '回答一', '回答二', '第二句'])
  })

  it('after its socket was cut, again and again: every word once and in order', async () => {
    await send('开始')
    const to = await site.address()
    const words = Array.from({ length: 30 }, (_, n) => `第 ${n} 条`)
    for (const [n, word] of words.entries()) {
      if (n % 6 === 0) await site.cut()
      await site.say(to, word)
    }
    await settled('第 29 条')
    expect(await shown()).toEqual(['开始', ...words])
  })

  it('while the desk is away: what is written waits, says so, and goes out once, in order', async () => {
    await send('第一句')
    await site.address()
    await settled('第一句')
    await site.pause()
    await page.getByText('网络已断开').waitFor()
    await send('断网时写的')
    await send('又写了一句')
    await page.getByText('发送中…').first().waitFor()
    await site.resume()
    await until(() => site.memory.inbound.length >= 3)
    await page.getByText('网络已断开').waitFor({ state: 'hidden' })
    expect(heard()).toEqual(['第一句', '断网时写的', '又写了一句'])
    expect(await shown()).toEqual(['第一句', '断网时写的', '又写了一句'])
  })

  it('written while the desk was away, and the page was reloaded before it came back', async () => {
    await send('第一句')
    await site.address()
    await settled('第一句')
    // The page itself stays reachable; the desk does not take anything.
    site.memory.failAccept(1000)
    await send('还没送到的话')
    await page.getByText('发送中…').waitFor()
    await page.reload()
    site.memory.failAccept(0)
    await until(() => site.memory.inbound.length >= 2)
    expect(heard()).toEqual(['第一句', '还没送到的话'])
  })

  it('when only the answer to a post was lost: the desk has the message once', async () => {
    await send('开始')
    await site.address()
    site.swallow(/^POST .*\/activities/)
    await send('只说一次')
    await until(() => site.memory.inbound.length >= 2)
    await settled('只说一次')
    await page.getByText('已送达').waitFor()
    expect(heard()).toEqual(['开始', '只说一次'])
    expect(await shown()).toEqual(['开始', '只说一次'])
  })

  it('asks the customer when trying did not help, and sends at his tap', async () => {
    await send('开始')
    await site.address()
    site.memory.failAccept(4)
    await page.clock.install()
    await send('送不出去')
    const tap = page.getByRole('button', { name: '未发送，点按重发' })
    for (let waited = 0; waited < 40 && !(await tap.isVisible()); waited++) await page.clock.runFor(1000)
    await tap.click()
    await site.memory.arrived(1)
    expect(heard()).toEqual(['开始', '送不出去'])
  })

  it('reads over HTTP where sockets are blocked', async () => {
    await context.close()
    context = await browser.newContext({ locale: 'zh-CN' })
    await context.addInitScript(() => {
      const Real = window.WebSocket
      window.WebSocket = new Proxy(Real, { construct: (target, [url]) => new target(String(url).replace('/stream', '/blocked')) })
    })
    page = await visit()
    await send('没有长连接')
    await site.say(await site.address(), '也能收到')
    await settled('也能收到')
    expect(await shown()).toEqual(['没有长连接', '也能收到'])
    expect(await page.getByText('网络已断开').isVisible()).toBe(false)
  })

  it('in two tabs at once: both show everything once', async () => {
    await send('第一个标签页')
    const to = await site.address()
    const second = await visit()
    await settled('第一个标签页', second)
    await send('第二个标签页', second)
    await site.say(to, '两边都看得到')
    await settled('两边都看得到')
    await settled('两边都看得到', second)
    await settled('第二个标签页')
    const words = ['第一个标签页', '第二个标签页', '两边都看得到']
    expect((await shown()).toSorted()).toEqual(words.toSorted())
    expect((await shown(second)).toSorted()).toEqual(words.toSorted())
  })

  it('tells a site that is not allowed, instead of trying for ever', async () => {
    const other = await openSite(script)
    await page.goto(other.page({ desk: `${site.url}/` }))
    // The page of another origin may not read from the desk: its own policy forbids it, and the desk does too.
    await page.getByRole('button', { name: /打开在线客服/ }).click()
    await page.getByText(/网络已断开|尚未获准/).waitFor()
    expect(site.memory.inbound).toEqual([])
    await other.close()
  })
})
