/** Words that tie a message to the matter before, that open another, or that correct; and many that do none of it. */
import { describe, expect, it } from '@jest/globals'
import { correctsEarlier, matterOf } from '../../intents/matter.ts'

describe('matter', () => {
  it.each([
    '另外还有一件事',
    '另外還有一件事想反映',
    '还有个问题想投诉',
    '還有個問題要投訴',
    '再说一件事，你们师傅态度也差',
    '顺便再反映一个问题',
    '我想投诉另一件事',
    '第二件事是发票没给我',
    '换个单子，另一个包裹也丢了',
    '跟刚才那个没关系，我还想投诉收费',
    '刚才那个不说了，另外还有一件事',
    '再开一个工单吧',
    '还有其他问题要反映',
    'I have another issue',
    'One more thing: the invoice is missing',
    'This is a separate problem',
    'On a different note, the meter is broken',
    'I also want to complain about the driver',
  ])('%s → another', (text) => expect(matterOf(text)).toBe('another'))

  it.each([
    '就是刚才那个',
    '还是那个问题',
    '還是剛才說的那件事',
    '补充一下，当时有录音',
    '補充一下：師傅沒有穿制服',
    '我刚才说的那件事怎么样了',
    '忘了说，我家有老人',
    '同一件事，他又打电话来了',
    '剛才投訴的問題',
    'Same issue as before',
    'I forgot to mention that it smells',
    'Let me add some details',
    'Following up on my earlier message',
  ])('%s → same', (text) => expect(matterOf(text)).toBe('same'))

  it.each([
    '没有别的问题了',
    '沒有其他事了，謝謝',
    'No other issues, thanks',
    "nothing else, that's all",
    '我要投诉你们快递',
    '另外两个快递员态度很好',
    '这个问题很严重',
    '你们还有人吗',
    '还有多久能到',
    '第二天就坏了',
    '另一半钱什么时候退',
    '一件衣服破了',
    '刚才打电话没人接',
    '之前买的空调不制冷',
    'the other driver was rude',
    'another day passed and nobody came',
    '补发一张发票',
    '地址',
    '',
  ])('%s → unsaid', (text) => expect(matterOf(text)).toBe('unsaid'))
})

describe('correction', () => {
  it.each([
    '不对，电话写错了，是13812345678',
    '不对，是13812345678',
    '不對，電話是0912345678',
    '刚才说错了',
    '剛才講錯了，是三樓',
    '更正一下，订单号是PO-240612',
    '更正：地址是幸福路13号',
    '抱歉打错了，应该是502室',
    '电话应该是13912345678',
    '我把单号发错了',
    '地址改成幸福路13号',
    '把电话改成13912345678',
    '单号不是YT1231512345678，是YT1231512345679',
    '不好意思，写错了一个数字',
    'I gave you the wrong number',
    'Correction: the order is 4500087214',
    'sorry, I meant 502',
    'wrong number, it should be 13912345678',
    'No wait, my phone is 13912345678',
    'The order number is actually 4500087214',
    'It should be 32 pieces, not 30',
  ])('%s', (text) => expect(correctsEarlier(text)).toBe(true))

  it.each([
    '你们把我的地址写错了',
    '快递员送错了',
    '你們寄錯東西了',
    '客服给我说错了时间',
    'You sent me the wrong part',
    'They delivered the wrong parcel',
    'the wrong amount was charged',
    '不对吧，怎么扣了两次',
    '这样不对，我要投诉',
    '账单金额不对',
    '数量不对，少了三件',
    '不是我的错',
    '不是，你们到底管不管',
    '电话打不通',
    '错过了配送时间',
    '我没写错',
    '帮我把收货地址改成上海',
    'This is wrong',
    'it is not my mistake that you lost it',
    '更正你们的态度吧',
    '',
  ])('not: %s', (text) => expect(correctsEarlier(text)).toBe(false))
})

describe('long messages', () => {
  it('reads marks at either end only', () => {
    const story = '我家燃气灶打不着火。'.repeat(100)
    expect(matterOf(`另外还有一件事，${story}`)).toBe('another')
    expect(matterOf(`${story}另外还有一件事`)).toBe('another')
    expect(matterOf(`${story}另外还有一件事${story}`)).toBe('unsaid')
  })
})
