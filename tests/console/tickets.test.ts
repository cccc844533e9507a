/** Work on tickets and accounts in a real browser: beside the conversation, in the list, and who may do it. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { Browser, BrowserContext } from 'playwright-core'
import type { Ticket } from '../../core/model.ts'
import { entity, heard } from '../bots/spec.ts'
import { describeInBrowser, launchBrowser } from '../browser.ts'
import { buildConsole, type DeskHouse, LIN, openDeskHouse, PASSWORD } from './house.ts'
import { type Console, openConsole, SCREEN } from './open.ts'

describeInBrowser('tickets and accounts', () => {
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
    desk = await openConsole(context, house, 'a_lin')
  })
  afterEach(async () => {
    await desk.close()
    expect(desk.troubles).toEqual([])
  })

  /** A customer with a complaint; its ticket is open. */
  async function complains(text: string, category = 'billing'): Promise<{ name: string; id: string; ticket: () => Ticket }> {
    const name = `用户${++guests}`
    const id = await house.says(name, text, heard('complaint', { category, entities: [entity('phone', '13800138000')] }))
    const ticket = () => house.store.tickets({ q: text, limit: 5 })[0] as Ticket
    return { name, id, ticket }
  }
  const panel = () => desk.page.locator('.side .ticket').first()
  const choose = async (label: string, option: string) => {
    await panel().getByLabel(label, { exact: true }).click()
    await desk.page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
  }

  it('the ticket stands beside its conversation with number, category, deadline and the way it was reckoned', async () => {
    const { id, ticket } = await complains('账单多收了两个月')
    await desk.open(id)
    await panel().getByText(ticket().number).first().waitFor()
    expect(await panel().textContent()).toMatch(/投诉[\s\S]*还剩[\s\S]*计量、抄表、账单、收费[\s\S]*营业部[\s\S]*账单多收了两个月/)
    const deadline = panel().locator('.deadline').first()
    await deadline.locator('summary').click()
    expect((await deadline.locator('li').allInnerTexts()).length).toBeGreaterThan(0)
  })

  it('classified anew, it lies with another category and severity, and only what was changed is in the history', async () => {
    const { id, ticket } = await complains('其实是安检没人来')
    await desk.open(id)
    await panel().locator('[data-act=classify]').click()
    await choose('分类', '安检')
    await choose('严重程度', '重大')
    await panel().locator('[data-act=save-class]').click()
    await desk.page.getByText('已更新').waitFor()
    expect(ticket().severity).toBe('major')
    expect(ticket().category).toBe('inspection')
    const entry = house.store.history(ticket().id).findLast(({ change }) => change.type === 'classified')
    expect(entry?.by).toBe('lin')
    expect(Object.keys(entry?.change ?? {}).sort()).toEqual(['category', 'severity', 'type'])
  })

  it('a field that was taken down wrong is put right in its place', async () => {
    const { id, ticket } = await complains('电话写错了')
    await desk.open(id)
    const field = panel().locator('[data-field]').first()
    const key = (await field.getAttribute('data-field')) ?? ''
    await field.hover()
    await field.locator('.edit').click()
    await field.getByRole('textbox').fill('13900139000')
    await field.getByRole('textbox').press('Enter')
    await panel().getByText('13900139000', { exact: true }).waitFor()
    expect(ticket().fields[key]).toBe('13900139000')
  })

  it('the result is told to the customer, who is asked about it, and the ticket says so', async () => {
    const { name, id, ticket } = await complains('多扣了一次费')
    await desk.open(id)
    await panel().locator('[data-act=accept]').click()
    await panel().locator('.status.is-in_progress').waitFor()
    await panel().locator('[data-act=tell]').click()
    const ok = desk.page.getByRole('dialog').locator('[data-act=ask-ok]')
    expect(await ok.isDisabled()).toBe(true)
    await desk.page.getByRole('dialog').getByRole('textbox').fill('已核对抄表记录，重复的一笔已冲正。')
    await ok.click()
    await panel().locator('.status.is-resolved').waitFor()
    await panel().getByText('等客户答复').waitFor()
    expect(house.shown(name).at(-1)).toContain('重复的一笔已冲正')
    expect(ticket().result?.text).toContain('冲正')
  })

  it('what may not be done is refused in words', async () => {
    const { id, ticket } = await complains('先别关')
    await house.desk.act(ticket().id, { type: 'change', change: { type: 'withdrawn', reason: '不投诉了' } }, LIN)
    await desk.open(id)
    await panel().getByText('已办结，不能再改').waitFor()
    expect(await panel().locator('[data-act=tell], [data-act=classify]').count()).toBe(0)
  })

  it('a note is kept while it is written and stands in the history when saved', async () => {
    const { id, ticket } = await complains('要备注的')
    await desk.open(id)
    await panel().locator('[data-act=ticket-note]').click()
    await panel().locator('.note-box textarea').fill('已电话联系，明早回访')
    await desk.page.reload()
    await panel().locator('[data-act=ticket-note]').click()
    expect(await panel().locator('.note-box textarea').inputValue()).toBe('已电话联系，明早回访')
    await panel().locator('[data-act=save-note]').click()
    await desk.page.getByText('已更新').waitFor()
    expect(house.store.history(ticket().id).at(-1)).toMatchObject({ by: 'lin', change: { type: 'noted', text: '已电话联系，明早回访' } })
  })

  it('found by number and by filter, opened in a drawer, and from there its conversation', async () => {
    const wanted = await complains('列表里找我')
    await complains('我是另一张', 'attitude')
    await desk.page.locator('nav').getByText('工单').click()
    await desk.page.getByLabel('搜索工单号、内容、客户').fill(wanted.ticket().number)
    await desk.page.locator('a.row').nth(1).waitFor({ state: 'detached' })
    expect(await desk.page.locator('a.row').getAttribute('data-ticket')).toBe(wanted.ticket().number)
    await desk.page.locator('a.row').click()
    await desk.page.locator('.ant-drawer .ticket', { hasText: '列表里找我' }).waitFor()
    await desk.page.getByRole('link', { name: /打开会话/ }).click()
    await desk.page.locator('.thread-who', { hasText: wanted.name }).waitFor()
  })

  it('only overdue ones, when that is asked for', async () => {
    const { ticket } = await complains('还没超时')
    await desk.page.locator('nav').getByText('工单').click()
    await desk.page.locator(`a.row[data-ticket="${ticket().number}"]`).waitFor()
    await desk.page.getByRole('switch', { name: '只看超时' }).click()
    await desk.page.getByText('没有符合条件的工单').waitFor()
  })

  it('an administrator adds an agent, who can sign in; a name that is there already is refused', async () => {
    await desk.page.locator('nav').getByText('账号').click()
    const add = async (name: string) => {
      await desk.page.locator('[data-act=add-agent]').click()
      const drawer = desk.page.locator('.ant-drawer-open')
      await drawer.getByLabel('用户名').fill(name)
      await drawer.getByLabel('密码', { exact: true }).fill(PASSWORD)
      await drawer.locator('button[type=submit]').click()
    }
    await add('zhao')
    await desk.page.locator('[data-agent=zhao]').waitFor()
    await desk.page.locator('.ant-drawer-open').waitFor({ state: 'detached' })
    await add('zhao')
    await desk.page.getByText('已有同名账号').waitFor()
    const elsewhere = await browser.newContext(SCREEN)
    const other = await openConsole(elsewhere, house)
    await other.signIn('zhao')
    await other.page.locator('.list').waitFor()
    expect(await other.page.locator('nav').getByText('账号').count()).toBe(0)
    await elsewhere.close()
  })

  it('everything that can be pressed has a name', async () => {
    const { id } = await complains('按钮都有名字')
    await desk.open(id)
    const nameless = await desk.page.locator('button:visible, a:visible, [role=switch]:visible').evaluateAll((all) =>
      all.filter((one) => !(one.textContent?.trim() || one.getAttribute('aria-label') || one.getAttribute('title'))).map((one) => one.outerHTML),
    )
    expect(nameless).toEqual([])
  })
})
