/** Personal data is masked however it is written; numbers of things stay readable. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isCardNumber, isIdNumber, passesLuhn } from '../../core/privacy/digits.ts'
import { findPrivate, mask } from '../../core/privacy/index.ts'
import { cpuMs } from '../cpu.ts'

describe('masking', () => {
  it.each([
    ['我电话13812345678', '我电话138****5678'],
    ['138 1234 5678', '138****5678'],
    ['138-1234-5678', '138****5678'],
    ['1381 2345 678', '138****5678'],
    ['1 3 8 1 2 3 4 5 6 7 8', '138****5678'],
    ['１３８１２３４５６７８', '１３８****５６７８'],
    ['１３８－１２３４－５６７８', '１３８****５６７８'],
    ['+86 138 1234 5678', '+86138****5678'],
    ['+8613812345678', '+86138****5678'],
    ['tel13812345678', 'tel138****5678'],
    ['2 13812345678', '2 138****5678'],
    ['13812345678 13912345678', '138****5678 139****5678'],
    ['13812345678-2', '138****5678-2'],
    ['phone no. 13812345678', 'phone no. 138****5678'],
    ['{"phone":"13812345678"}', '{"phone":"138****5678"}'],
    ['0912-345-678', '091****678'],
    ['+85223456789', '+852****6789'],
    ['身份证11010519491231002X', '身份证1****************X'],
    ['110105 19491231 002x', '1****************x'],
    ['证件编号11010519491231002X', '证件编号1****************X'],
    ['卡号6222021234567894', '卡号622202******7894'],
    ['6222 0212 3456 7894', '622202******7894'],
    ['6222-0212-3456-7894', '622202******7894'],
    ['card 378282246310005', 'card 378282*****0005'],
    ['wang.li@example.com', 'w***@example.com'],
    ['ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ｗ***@ｅｘａｍｐｌｅ．ｃｏｍ'],
    ['13812345678@qq.com', '1***@qq.com'],
    ['电话13812345678，邮箱a@b.cn', '电话138****5678，邮箱a***@b.cn'],
  ])('%s', (text, masked) => expect(mask(text)).toBe(masked))

  it.each([
    '订单号13812345678',
    '订单号：6222021234567894',
    'order number 6222021234567894',
    'PO-13812345678',
    'YT1231512345678',
    'YT13812345678',
    '快递单号 773123456789012',
    'GC202611240007',
    '6222021234567895',
    '110105194912310021',
    '12812345678',
    '138123456789',
    '拨打12315',
    '2026-11-24 10:00:00',
    '金额1234567.89',
    '1111111111111111',
    '127.0.0.1',
    '3.8.12.345',
    '@张三',
    '',
  ])('leaves %s', (text) => expect(mask(text)).toBe(text))
})

describe('finding', () => {
  it('tells kind and place in the text as given', () => {
    const text = '😀我１３９１２３４５６７８，a@b.cn'
    expect(findPrivate(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['mobile', '１３９１２３４５６７８'],
      ['email', 'a@b.cn'],
    ])
  })

  const digit = fc.integer({ min: 0, max: 9 }).map(String)
  const mobile = fc.tuple(fc.constantFrom('13', '15', '18', '19'), fc.array(digit, { minLength: 9, maxLength: 9 })).map(([head, rest]) => head + rest.join(''))
  const words = fc.array(fc.constantFrom('，', '请打', ' ', '。', '我是', '号码', '\n', '、'), { maxLength: 4 }).map((all) => all.join(''))

  it('lets no mobile number through, wherever it stands', () => {
    fc.assert(
      fc.property(words, mobile, words, mobile, words, (a, one, b, two, c) => {
        const masked = mask(`${a}${one}${b === '' ? '，' : b}${two}${c}`)
        expect(masked).not.toContain(one)
        expect(masked).not.toContain(two)
      }),
    )
  })

  it('masks once: what is masked stays as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('13812345678', '6222021234567894', '11010519491231002X', 'a.b@c.cn', ' ', '-', '订单'), fc.string({ maxLength: 5 })), { maxLength: 12 }), (pieces) => {
        const masked = mask(pieces.join(' '))
        expect(mask(masked)).toBe(masked)
      }),
    )
  })

  it('reads long rows of figures in time that grows with their length', () => {
    const time = (text: string): number => cpuMs(() => findPrivate(text))
    for (const unit of ['1', '1 ', '138-', 'a@', 'a.', '@']) {
      time(unit.repeat(500))
      const small = Math.min(...[0, 1, 2].map(() => time(unit.repeat(5000))))
      const large = Math.min(...[0, 1].map(() => time(unit.repeat(40_000))))
      expect(large / Math.max(small, 1)).toBeLessThan(32)
    }
  })
})

describe('check digits', () => {
  it('of identity cards', () => {
    expect(['11010519491231002X', '11010519491231002x', '110105194912310021', '110105194913310020', '110105194902300025', '000000000000000000'].map(isIdNumber)).toEqual([
      true, true, false, false, false, false,
    ])
  })
  it('of bank cards', () => {
    expect(['4111111111111111', '4111111111111112', '378282246310005', '0000000000000000', '411111111111'].map(isCardNumber)).toEqual([true, false, true, false, false])
    expect(['79927398713', '79927398710', ''].map(passesLuhn)).toEqual([true, false, false])
  })
  it('notices every single wrong figure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const right = '4111111111111111'
        const wrong = right.slice(0, place) + String((Number(right[place]) + shift) % 10) + right.slice(place + 1)
        expect(passesLuhn(wrong)).toBe(false)
      }),
    )
  })
})
