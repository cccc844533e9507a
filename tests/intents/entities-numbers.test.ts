/** Numbers and codes found in messages, and what is none; every case names all that must be found. */
import { describe, expect, it } from '@jest/globals'
import { type FindContext, findEntities } from '../../intents/entities/index.ts'

/** A Tuesday. */
const AT = Date.parse('2026-11-24T10:00:00+08:00')
const FORMATS = ['GC{yyyy}{mm}{dd}{serial:4}', '{yy}{mm}{serial:2}', 'TS{yy}{mm}{dd}{serial:3}', 'CB{yy}{mm}{serial:3}']
const find = (text: string, more: Partial<FindContext> = {}) => findEntities(text, { at: AT, ticketFormats: FORMATS, ...more }).map(({ type, value }) => `${type}=${value}`)

/** text → all that is found, in order. */
const table = (cases: Readonly<Record<string, readonly string[]>>, more: Partial<FindContext> = {}) =>
  it.each(Object.entries(cases))('%s', (text, wanted) => expect(find(text, more)).toEqual(wanted))

describe('telephone numbers', () => {
  table({
    '我电话13812345678': ['phone=13812345678'],
    '138 1234 5678': ['phone=13812345678'],
    '138-1234-5678 随时可以打': ['phone=13812345678'],
    '1381 2345 678': ['phone=13812345678'],
    '1 3 8 1 2 3 4 5 6 7 8': ['phone=13812345678'],
    '１３８１２３４５６７８': ['phone=13812345678'],
    '１３８－１２３４－５６７８': ['phone=13812345678'],
    '+86 138 1234 5678': ['phone=13812345678'],
    '+8613812345678': ['phone=13812345678'],
    '8613812345678这个号': ['phone=13812345678'],
    '我的号是幺三八一二三四五六七八': ['phone=13812345678'],
    '一三八一二三四五六七八': ['phone=13812345678'],
    '座机021-63456789': ['phone=02163456789'],
    '(0755)8888 1234': ['phone=075588881234'],
    '打 0571-87654321 转 802': ['phone=057187654321-802'],
    '04311234567': [],
    '0431-82345678': ['phone=043182345678'],
    '+86 21 6345 6789': ['phone=02163456789'],
    '請打0912-345-678': ['phone=0912345678'],
    '0912345678': ['phone=0912345678'],
    '(02)2345-6789分機12': ['phone=0223456789-12'],
    '02-2345-6789': ['phone=0223456789'],
    '+886 912 345 678': ['phone=+886912345678'],
    '+852 2345 6789': ['phone=+85223456789'],
    '+853 6612 3456': ['phone=+85366123456'],
    'call me on 9123 4567 please': ['phone=91234567'],
    '聯絡電話：91234567': ['phone=91234567'],
    '+44 20 7946 0958': ['phone=+442079460958'],
    '联系电话：400-800-1234': ['phone=4008001234'],
  })
  table({
    '我打12315投诉你们': [],
    '再不处理我打12378': [],
    '打95588没人接': [],
    '打你们400-800-1234打不通': [],
    '编号91234567': [],
    '接到13812345678的催收电话': [],
    '13812345678一直打我单位座机': [],
    '12812345678': [],
    '138123456789': ['waybill=138123456789'],
    '2026-11-03 12345': ['date=2026-11-03'],
  })
  table({ '63456789': ['phone=63456789'], '95588': ['phone=95588'] }, { expecting: ['phone'] })
})

describe('waybills', () => {
  table({
    '快递单号YT1231512345678': ['waybill=YT1231512345678'],
    'SF1234567890123到哪了': ['waybill=SF1234567890123'],
    'sf1234567890123': ['waybill=SF1234567890123'],
    'SF 1234 5678 90123': ['waybill=SF1234567890123'],
    'JT5123456789012': ['waybill=JT5123456789012'],
    '运单号 773123456789012': ['waybill=773123456789012'],
    '單號：773123456789012': ['waybill=773123456789012'],
    'tracking number 773123456789': ['waybill=773123456789'],
    '我的包裹773123456789还没到': ['waybill=773123456789'],
    '773123456789': ['waybill=773123456789'],
    '７７３１２３４５６７８９': ['waybill=773123456789'],
    'RR123456789CN': ['waybill=RR123456789CN'],
    'YT1381234567801是丢了吗': ['waybill=YT1381234567801'],
  })
  table({ '本月读数是773123456789立方': [], '用户编号 773123456789': [], 'YT12': [] })
  table({ '就是773123456789这个': ['waybill=773123456789'] }, { expecting: ['waybill'] })
})

describe('orders', () => {
  table({
    '订单号PO-240611': ['order=PO-240611'],
    '訂單編號：A20261103-7': ['order=A20261103-7'],
    '订单 2026110300017 一直没发货': ['order=2026110300017'],
    '我的订单号是8812345678': ['order=8812345678'],
    'Order 4500087213 was short': ['order=4500087213'],
    'order number: 77-1234': ['order=77-1234'],
    'PO4500087213': ['order=PO4500087213'],
    '采购单号4500087213': ['order=4500087213'],
    '合同号HT2026-0081': ['order=HT2026-0081'],
    '单号 AB1234': ['order=AB1234'],
    '订单号13812345678': ['order=13812345678'],
    '2026112412345678901': ['order=2026112412345678901'],
  })
  table({
    '订单电话13812345678': ['phone=13812345678'],
    '订单13812345678': ['phone=13812345678'],
    'my order was cancelled': [],
    '订单2026-11-03下的': ['date=2026-11-03'],
    '订单 3 件': ['quantity=3件'],
    'in order to pay': [],
  })
  table({ 'A2026-11': ['order=A2026-11'], '4500087213': ['order=4500087213'], '没有单号': [] }, { expecting: ['order'] })
})

describe('parts', () => {
  table({
    '料号 B-2201-07': ['part=B-2201-07'],
    '型号是XQB80-1269': ['part=XQB80-1269'],
    '圖號：TD3301': ['part=TD3301'],
    'part number 77A-120': ['part=77A-120'],
    'model KFR-35GW': ['part=KFR-35GW'],
    'AB-1203-07 全部生锈': ['part=AB-1203-07'],
  })
  table({ '住在A-1203': [], 'COVID-19': [], '型号不清楚': [], 'part of it': [] })
  table({ 'XQB80': ['part=XQB80'] }, { expecting: ['part'] })
})

describe('cards and identity cards', () => {
  table({
    '尾号1234的卡': ['card=1234'],
    '卡尾号是1234': ['card=1234'],
    '信用卡末四碼 5678': ['card=5678'],
    'my card ending in 4321': ['card=4321'],
    'last four digits 4321': ['card=4321'],
    '卡号6222021234567894': ['card=7894'],
    '6222 0212 3456 7894': ['card=7894'],
    '身份证11010519491231002X': ['idcard=11010519491231002X'],
    '110105 19491231 002x': ['idcard=11010519491231002X'],
  })
  table({
    '手机尾号1234': [],
    '身份证后四位1234': [],
    '尾号1234的手机': [],
    '6222021234567895': ['order=6222021234567895'],
    '卡号6222021234567895': [],
    '110105194912310021': ['order=110105194912310021'],
  })
  it('keeps no whole card number', () => {
    expect(JSON.stringify(findEntities('卡号6222 0212 3456 7894', { at: AT }))).not.toMatch(/3456|0212 ?34/)
  })
})

describe('tickets', () => {
  table({
    'GC202611240007怎么样了': ['ticket=GC202611240007'],
    'gc202611240007': ['ticket=GC202611240007'],
    'ＧＣ２０２６１１２４０００７': ['ticket=GC202611240007'],
    'GC 202611240007': ['ticket=GC202611240007'],
    '催一下TS261103001': ['ticket=TS261103001'],
    '工单261103到哪一步了': ['ticket=261103'],
    '投诉编号 261103': ['ticket=261103'],
    'case number AX-20019': ['ticket=AX-20019'],
    'complaint 261103': ['ticket=261103'],
  })
  table({ '261103': [], 'GC202613990007': ['waybill=GC202613990007'], '订单号261103': ['order=261103'], 'PO-261103': ['order=PO-261103'] })
  table({ '261103': ['ticket=261103'] }, { expecting: ['ticket'] })
})
