/** Which conversation a letter belongs to: by the letters it answers and the signed token, never by its subject, and never into somebody else's. */
import { describe, expect, it } from '@jest/globals'
import { createTokens } from '../../channels/email/tokens.ts'
import { letter } from './email/bench.ts'
import { createDesk, type Desk } from './email/letters.ts'

const threadOf = async (desk: Desk, raw: Buffer) => (await desk.first(raw)).address
const ours = (desk: Desk, address: string, key = 'answer-1') => `<${desk.tokens.make(address.split('/')[0] ?? '', key).text}@desk.test>`
const answering = (id: string, more: Readonly<Record<string, string>> = {}) => ({ 'In-Reply-To': id, References: id, ...more })

describe('a letter goes on with a conversation', () => {
  it('when it answers our letter', async () => {
    const desk = createDesk()
    const first = await threadOf(desk, letter({ id: '<a@x.y>' }))
    expect(await threadOf(desk, letter({ headers: { 'In-Reply-To': ours(desk, first) } }))).toBe(first)
    expect(await threadOf(desk, letter({ headers: { References: `<a@x.y> ${ours(desk, first)}` } }))).toBe(first)
  })

  it('when it answers our letter through a program that changes the case', async () => {
    const desk = createDesk()
    const first = await threadOf(desk, letter({ id: '<a@x.y>' }))
    expect(await threadOf(desk, letter({ headers: { 'In-Reply-To': ours(desk, first).toUpperCase() } }))).toBe(first)
  })

  it("when it answers the customer's own earlier letter, in the middle of the thread", async () => {
    const desk = createDesk()
    const first = await threadOf(desk, letter({ id: '<a@x.y>' }))
    await desk.first(letter({ id: '<b@x.y>', headers: answering(ours(desk, first)) }))
    expect(await threadOf(desk, letter({ headers: { 'In-Reply-To': '<b@x.y>' } }))).toBe(first)
  })

  it('by the newest known reference, when they disagree', async () => {
    const desk = createDesk()
    await desk.first(letter({ id: '<old@x.y>' }))
    const newer = await threadOf(desk, letter({ id: '<new@x.y>' }))
    expect(await threadOf(desk, letter({ headers: { References: '<old@x.y> <new@x.y>' } }))).toBe(newer)
  })

  it('by the token behind the plus, when a program drops the references', async () => {
    const desk = createDesk({ plusAddress: 'on' })
    const first = await threadOf(desk, letter({ id: '<a@x.y>' }))
    const token = desk.tokens.make(first.split('/')[0] ?? '', 'k').text
    expect(await threadOf(desk, letter({ to: `service+${token}@desk.test` }))).toBe(first)
    expect(await threadOf(desk, letter({ headers: { 'Delivered-To': `service+${token}@desk.test` } }))).toBe(first)
  })

  it('when it overtakes the letter it answers', async () => {
    const desk = createDesk()
    const second = await threadOf(desk, letter({ id: '<b@x.y>', headers: answering('<a@x.y>') }))
    expect(await threadOf(desk, letter({ id: '<a@x.y>' }))).toBe(second)
  })
})

describe('a letter opens a conversation of its own', () => {
  it('with the subject and sender of another', async () => {
    const desk = createDesk()
    const first = await threadOf(desk, letter({ subject: 'Re: 投诉' }))
    expect(await threadOf(desk, letter({ subject: 'Re: 投诉' }))).not.toBe(first)
  })

  it.each(['', '<>', '<@>', '<null>', '< >', 'none'])('with an empty reference (%j), which glues nothing together', async (empty) => {
    const desk = createDesk()
    const first = await threadOf(desk, letter({ headers: answering(empty) }))
    expect(await threadOf(desk, letter({ headers: answering(empty) }))).not.toBe(first)
  })

  it('with a token that this desk has not signed', async () => {
    const desk = createDesk()
    const first = await threadOf(desk, letter({ id: '<a@x.y>' }))
    const [thread = ''] = first.split('/')
    for (const forged of [createTokens('another secret').make(thread, 'k').text, `${thread}${'a'.repeat(28)}`, thread])
      expect(await threadOf(desk, letter({ to: `service+${forged}@desk.test`, headers: { 'In-Reply-To': `<${forged}@desk.test>` } }))).not.toBe(first)
  })

  it('when somebody else answers, who was forwarded our letter', async () => {
    const desk = createDesk()
    const first = await threadOf(desk, letter({ id: '<a@x.y>' }))
    const other = await desk.first(letter({ from: 'eve@evil.test', headers: answering(ours(desk, first)) }))
    expect(other.address.split('/')).toEqual([expect.not.stringMatching(first.split('/')[0] ?? ''), 'eve@evil.test'])
    expect(other.user).toBe('eve@evil.test')
  })

  it('when the answer is to go elsewhere than it came from, and sees nothing of the sender', async () => {
    const desk = createDesk()
    const first = await desk.first(letter({ id: '<a@x.y>' }))
    const forged = await desk.first(letter({ headers: { ...answering('<a@x.y>'), 'Reply-To': 'eve@evil.test' } }))
    expect(forged.address).toMatch(/\/eve@evil\.test$/)
    expect(forged.user).not.toBe(first.user)
    expect(forged.address.split('/')[0]).not.toBe(first.address.split('/')[0])
  })
})

describe("where the own server's word on senders is known", () => {
  const settings = { authservId: 'mx.desk.test' }
  const proved = { 'Authentication-Results': 'mx.desk.test; spf=pass smtp.mailfrom=example.com; dmarc=pass header.from=example.com' }

  it('a letter that passes joins, one that fails does not, and is of somebody unproved', async () => {
    const desk = createDesk(settings)
    const first = await desk.first(letter({ id: '<a@x.y>', headers: proved }))
    expect(first.user).toBe('mary@example.com')
    expect(await threadOf(desk, letter({ headers: { ...proved, ...answering('<a@x.y>') } }))).toBe(first.address)
    for (const result of ['dmarc=fail header.from=example.com', 'dmarc=none; spf=fail', 'dmarc=temperror', 'spf=pass smtp.mailfrom=evil.test; dmarc=none', 'none (dmarc=pass)']) {
      const forged = await desk.first(letter({ headers: { 'Authentication-Results': `mx.desk.test; ${result}`, ...answering(ours(desk, first.address)) } }))
      expect([result, forged.address === first.address, forged.user]).toEqual([result, false, 'mary@example.com (unproved)'])
    }
  })

  it.each(['dkim=pass header.d=example.com; dmarc=none', 'spf=pass smtp.mailfrom=bounce.example.com', 'dmarc=none; spf=pass smtp.mailfrom=mary@example.com'])('a domain without a policy is proved by "%s"', async (result) => {
    const { user } = await createDesk(settings).first(letter({ headers: { 'Authentication-Results': `mx.desk.test; ${result}` } }))
    expect(user).toBe('mary@example.com')
  })

  it('what another server says, or stands below the own word, is not believed', async () => {
    for (const headers of [{ 'Authentication-Results': 'mx.evil.test; dmarc=pass header.from=example.com' }, {}, { 'Authentication-Results': 'mx.desk.test; dmarc=fail header.from=example.com\r\nAuthentication-Results: mx.desk.test; dmarc=pass header.from=example.com' }]) {
      const { user } = await createDesk(settings).first(letter({ headers: headers as Record<string, string> }))
      expect(user).toBe('mary@example.com (unproved)')
    }
  })
})

describe('tokens', () => {
  it('fit into the local part of an address, in small letters', () => {
    const { text } = createTokens('s').make('abcdefghijklm', 'f1/0/0')
    expect(text).toMatch(/^[a-z2-7]{41}$/)
  })

  it('are the same for the same message, and another for another', () => {
    const tokens = createTokens('s')
    expect(tokens.make('abcdefghijklm', 'k')).toEqual(tokens.make('abcdefghijklm', 'k'))
    expect(tokens.make('abcdefghijklm', 'k')).not.toEqual(tokens.make('abcdefghijklm', 'l'))
  })
})
