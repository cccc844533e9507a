/** What is kept and not answered: letters of machines, and what comes enclosed with a message that is answered itself. */
import { describe, expect, it } from '@jest/globals'
import type { Content } from '../../core/model.ts'
import { heard, MORNING, says, sends, story } from './spec.ts'

const outOfOffice: Content = { type: 'text', text: '自动回复：我正在休假，转人工请找小王', silent: 'machine' }
const picture: Content = { type: 'attachment', kind: 'image', ref: '/api/files/x', silent: 'enclosed' }
const complained = () => story().given(says('灯坏了', heard('complaint', { category: 'broken' })))

describe('a letter that a machine wrote', () => {
  it('changes nothing and is answered by nothing, whatever its words say', () => {
    const told = complained()
    const { conversation, effects } = told.when({ ...sends(outOfOffice), understood: heard('human') } as Parameters<typeof told.when>[0])
    expect(effects).toEqual([])
    expect(conversation).toMatchObject({ speaker: { type: 'bot' }, lastCustomerAt: MORNING })
  })

  it('does not take the customer off the list', () => {
    const told = story()
    const { conversation } = told.when({ ...sends(outOfOffice), understood: heard('opt_out') } as Parameters<typeof told.when>[0])
    expect(conversation.consent).toBe('unset')
  })
})

describe('what comes enclosed', () => {
  it('goes on the open ticket without a word', () => {
    const { said, tickets } = complained().when(sends(picture))
    expect(said).toEqual([])
    expect(tickets[0]?.story.at(-1)?.text).toBe('[image] /api/files/x')
  })

  it('is kept without a word where there is no ticket', () => {
    expect(story().when(sends(picture)).effects).toEqual([])
  })
})
