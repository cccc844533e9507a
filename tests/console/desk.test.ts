/** A morning at the desk, in a real browser: sign in, see who waits, take, answer, hand on; and what must not happen to an agent's words. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { Browser, BrowserContext } from 'playwright-core'
import { heard } from '../bots/spec.ts'
import { describeInBrowser, launchBrowser } from '../browser.ts'
import { buildConsole, type DeskHouse, LIN, openDeskHouse, WANG } from './house.ts'
import { type Console, openConsole, SCREEN } from './open.ts'

describeInBrowser('the agents’ desk', () => {
  let built: ReturnType<typeof buildConsole>
  let house: DeskHouse
  let browser: Browser
  let context: BrowserContext
  let desk: Console
  let guests = 0

  beforeAll(async () => {
    built = buildConsole()
    house = await openDeskHouse(built.dist)
    browser = await launchBrowser()
    context = await browser.newContext(SCREEN)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await house?.close()
    built?.remove()
  })
  beforeEach(async () => {
    house.provider({ ok: true })
    desk = await openConsole(context, house, 'a_lin')
  })
  afterEach(async () => {
    await desk.close()
    expect(desk.troubles).toEqual([])
  })

  /** A customer of this test alone who has asked for a person. */
  async function waits(text = '转人工'): Promise<{ name: string; id: string }> {
    const name = `客户${++guests}`
    return { name, id: await house.says(name, text, heard('human')) }
  }
  async function taken(): Promise<{ name: string; id: string }> {
    const customer = await waits()
    await desk.open(customer.id)
    await desk.claim()
    return customer
  }
  const settled = (text: string, status: string) => desk.page.locator(`.history [data-message][data-status=${status}]`, { hasText: text }).waitFor()

  it('a wrong password is said to be wrong, the right one opens the queue', async () => {
    await desk.close()
    desk = await openConsole(context, house)
    await desk.signIn('lin', 'not this one')
    await desk.page.getByRole('alert').getByText('用户名或密码不对').waitFor()
    expect(await desk.page.locator('.frame').count()).toBe(0)
    await desk.signIn('lin')
    await desk.page.locator('.list').waitFor()
  })

  it('who is in danger stands above who has waited longer, and each says why he waits', async () => {
    const patient = await waits('我等人工')
    const urgent = `客户${++guests}`
    await house.says(urgent, '厨房有很大的煤气味', heard('emergency', { category: 'leak', severity: 'emergency' }))
    const first = desk.page.locator('.item').first()
    await first.getByText(urgent).waitFor()
    expect(await first.textContent()).toContain('紧急')
    const other = desk.page.locator('.item', { hasText: patient.name })
    expect(await other.textContent()).toMatch(/已等[\s\S]*我等人工[\s\S]*客户要求人工/)
  })

  it('taken, answered, and the answer stands in the history with how its delivery went', async () => {
    const { name, id } = await taken()
    expect(house.speaker(id)).toBe('lin')
    await desk.write('您好，我来处理')
    await settled('您好，我来处理', 'sent')
    expect(house.shown(name)).toContain('您好，我来处理')
    expect(await desk.box().inputValue()).toBe('')
  })

  it('what the customer writes appears without a reload', async () => {
    const { name } = await taken()
    await house.says(name, '我家在三楼', heard('thanks'))
    await desk.message('我家在三楼').waitFor()
  })

  it.each([
    { retry: 'never' as const, reason: 'user has blocked us', status: 'failed', says: '发送失败' },
    { retry: 'ambiguous' as const, reason: 'timed out', status: 'ambiguous', says: '不确定是否送达' },
  ])('a message that is $status says so in words, also in the list, and its words can be used again', async ({ retry, reason, status, says }) => {
    const { name } = await taken()
    house.provider({ ok: false, retry, reason })
    await desk.write('有人在家吗')
    await settled('有人在家吗', status)
    const line = desk.message('有人在家吗')
    expect(await line.textContent()).toContain(`${says}：${reason}`)
    await desk.page.locator('.item', { hasText: name }).getByText(says).waitFor()
    await line.getByRole('button', { name: '放进输入框' }).click()
    expect(await desk.box().inputValue()).toBe('有人在家吗')
  })

  it('who comes second is told who was first, and cannot write', async () => {
    const { id } = await waits()
    await desk.open(id)
    // This agent's screen is behind: nothing new reaches it until it has clicked.
    await desk.page.route(/\/api\/conversations(\?|\/[^/]+$)/, (route) => route.abort())
    await house.desk.claim(id, WANG)
    await desk.page.locator('.thread-head [data-act=claim]').click()
    await desk.page.getByText('手慢了，wang 刚刚接走了这个会话').waitFor()
    await desk.page.unroute(/\/api\/conversations(\?|\/[^/]+$)/)
    await desk.page.reload()
    await desk.page.getByText('wang 正在接待，您可以看，不能同时回复。').waitFor()
    expect(await desk.box().count()).toBe(0)
    expect(house.speaker(id)).toBe('wang')
  })

  it('words for a conversation that went to somebody else come back into the box and reach no customer', async () => {
    const { name, id } = await taken()
    await desk.page.route(/\/api\/conversations(\?|\/[^/]+$)/, (route) => route.abort())
    await house.desk.leave(id, LIN, 'bot')
    await desk.write('迟到的回复')
    await desk.page.getByText('这个会话已经不在您手上').waitFor()
    await desk.page.unroute(/\/api\/conversations(\?|\/[^/]+$)/)
    await desk.page.reload()
    await desk.page.getByText('没发出的回复还在').waitFor()
    expect(await desk.page.locator('.kept-draft').textContent()).toContain('迟到的回复')
    expect(house.shown(name)).not.toContain('迟到的回复')
  })

  it('a reply that could not leave is kept over a reload, and sent once when it is tried again', async () => {
    const { name } = await taken()
    await desk.page.route('**/reply', (route) => route.abort())
    await desk.write('断网时写的')
    await desk.page.locator('[data-status=failed]', { hasText: '断网时写的' }).waitFor()
    await desk.page.unroute('**/reply')
    await desk.page.reload()
    const again = desk.message('断网时写的').getByRole('button', { name: '再试一次' })
    await again.click()
    await settled('断网时写的', 'sent')
    expect(house.shown(name).filter((text) => text === '断网时写的')).toHaveLength(1)
  })

  it('an answer lost on the way back is not said twice', async () => {
    const { name } = await taken()
    await desk.page.route('**/reply', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await desk.write('只说一次')
    await desk.page.locator('.is-outgoing[data-status=failed]', { hasText: '只说一次' }).waitFor()
    await desk.page.unroute('**/reply')
    await desk.page.locator('.is-outgoing').getByRole('button', { name: '再试一次' }).click()
    await desk.page.locator('.is-outgoing').waitFor({ state: 'detached' })
    expect(house.shown(name).filter((text) => text === '只说一次')).toHaveLength(1)
    expect(await desk.message('只说一次').count()).toBe(1)
  })

  it('a draft is there after a reload, and the list says that there is one', async () => {
    const { name } = await taken()
    await desk.box().fill('写到一半')
    await desk.page.reload()
    await desk.box().waitFor()
    expect(await desk.box().inputValue()).toBe('写到一半')
    await desk.page.locator('.list').getByText('我的').click()
    await desk.page.locator('.item', { hasText: name }).getByText('[草稿]').waitFor()
  })

  it('a session that has ended asks for the password again and keeps the draft', async () => {
    await taken()
    await desk.box().fill('还没写完')
    await context.clearCookies()
    await desk.box().press('End')
    // Whatever asks the server first is told; on a slow machine the live updates are quicker than the hand on the button.
    const told = desk.page.getByText('登录已过期').waitFor()
    await Promise.race([desk.page.getByRole('button', { name: '交回机器人' }).click().catch(() => told), told])
    await told
    await desk.signIn('lin')
    await desk.box().waitFor()
    expect(await desk.box().inputValue()).toBe('还没写完')
  })

  it('a note is for colleagues and is never sent', async () => {
    const { name } = await taken()
    const before = house.shown(name).length
    await desk.page.locator('.composer').getByText('内部备注').click()
    await desk.write('客户情绪激动')
    await desk.page.locator('[data-from=note]', { hasText: '客户情绪激动' }).waitFor()
    expect(house.shown(name)).toHaveLength(before)
  })

  it('handed to another department it waits there', async () => {
    const { id } = await taken()
    await desk.page.locator('.thread-head [data-act=more]').click()
    await desk.page.getByRole('menuitem', { name: '转其他队列' }).hover()
    await desk.page.getByRole('menuitem', { name: '安检部' }).click()
    await desk.page.locator('.holder.is-queue', { hasText: '安检部' }).waitFor()
    expect(house.speaker(id)).toBe('queue inspection')
    await desk.page.locator('.handover').getByText('lin 转来').waitFor()
  })

  it('given back, the bot has the word', async () => {
    const { id } = await taken()
    await desk.page.getByRole('button', { name: '交回机器人' }).click()
    await desk.page.locator('.holder.is-bot').waitFor()
    expect(house.speaker(id)).toBe('bot')
  })

  it('closed after a question whether it is meant', async () => {
    const { id } = await taken()
    await desk.page.locator('.thread-head [data-act=more]').click()
    await desk.page.getByRole('menuitem', { name: '结束会话' }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: '结束会话' }).click()
    await desk.page.locator('.holder.is-bot').waitFor()
    expect(house.speaker(id)).toBe('bot')
  })

  it('works with the keyboard alone: down the list, take, write, send', async () => {
    const { name } = await waits('键盘接入')
    await desk.page.locator('.item', { hasText: name }).waitFor()
    const names = await desk.page.locator('.item-top b').allInnerTexts()
    for (let step = 0; step <= names.indexOf(name); step++) await desk.page.keyboard.press('j')
    await desk.page.locator('.thread-who', { hasText: name }).waitFor()
    await desk.page.keyboard.press('c')
    await desk.box().waitFor()
    await desk.page.locator('.composer textarea:focus').waitFor()
    await desk.page.keyboard.type('hello')
    await desk.page.keyboard.press('Enter')
    await settled('hello', 'sent')
  })

  it('speaks three languages and remembers which', async () => {
    for (const [choose, reads] of [['繁體中文', '排隊'], ['English', 'Queue']] as const) {
      await desk.page.locator('.bar-right button:has(svg)').nth(1).click()
      await desk.page.locator('.preferences').getByText(choose).click()
      await desk.page.locator('.list-head', { hasText: reads }).waitFor()
      await desk.page.keyboard.press('Escape')
      await desk.page.reload()
      await desk.page.locator('.list-head', { hasText: reads }).waitFor()
    }
    expect(await desk.page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('fits a phone: list, conversation and ticket each by itself, nothing over the edge', async () => {
    const { id } = await taken()
    await desk.page.setViewportSize({ width: 390, height: 844 })
    await desk.page.locator('.desk.is-stacked').waitFor()
    expect(await desk.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await desk.write('从手机回复')
    await settled('从手机回复', 'sent')
    await desk.page.getByRole('button', { name: '客户与工单' }).click()
    await desk.page.locator('.side-drawer .customer').waitFor()
    await desk.page.keyboard.press('Escape')
    await desk.page.getByRole('button', { name: '返回' }).click()
    await desk.page.locator('.list').waitFor()
    expect(house.speaker(id)).toBe('lin')
  })

  it('what a customer sends as markup is only text', async () => {
    const customer = `客户${++guests}`
    const nasty = '<img src=x onerror="document.title=1"><b>粗</b>'
    const id = await house.says(customer, nasty, heard('human'))
    await desk.open(id)
    expect(await desk.message('onerror').locator('.text').textContent()).toBe(nasty)
    expect(await desk.page.locator('.history img, .history .text b').count()).toBe(0)
  })
})
