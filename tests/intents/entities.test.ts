/** Days, sums, places and persons found in messages, and how findings live together; every case names all that must be found. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type FindContext, findEntities } from '../../intents/entities/index.ts'
import { cpuMs } from '../cpu.ts'

/** A Tuesday. */
const AT = Date.parse('2026-11-24T10:00:00+08:00')
const FORMATS = ['GC{yyyy}{mm}{dd}{serial:4}', '{yy}{mm}{serial:2}', 'TS{yy}{mm}{dd}{serial:3}', 'CB{yy}{mm}{serial:3}']
const find = (text: string, more: Partial<FindContext> = {}) => findEntities(text, { at: AT, ticketFormats: FORMATS, ...more }).map(({ type, value }) => `${type}=${value}`)

/** text → all that is found, in order. */
const table = (cases: Readonly<Record<string, readonly string[]>>, more: Partial<FindContext> = {}) =>
  it.each(Object.entries(cases))('%s', (text, wanted) => expect(find(text, more)).toEqual(wanted))

describe('days', () => {
  table({
    '2026-11-03': ['date=2026-11-03'],
    '2026/11/3': ['date=2026-11-03'],
    '2026年11月3日': ['date=2026-11-03'],
    '二〇二六年十一月三日': ['date=2026-11-03'],
    '民國115年3月5日': ['date=2026-03-05'],
    '民國115/3/5': ['date=2026-03-05'],
    '3月5号': ['date=2026-03-05'],
    '十一月三号买的': ['date=2026-11-03'],
    '12月28日': ['date=2026-12-28'],
    '去年12月28日': ['date=2025-12-28'],
    '上个月15号': ['date=2026-10-15'],
    '本月5日': ['date=2026-11-05'],
    '5号下单的': ['date=2026-11-05'],
    '大前天': ['date=2026-11-21'],
    '前天': ['date=2026-11-22'],
    '昨天': ['date=2026-11-23'],
    '昨晚': ['date=2026-11-23'],
    '今早': ['date=2026-11-24 早'],
    '后天': ['date=2026-11-26'],
    '大後天': ['date=2026-11-27'],
    '上周三': ['date=2026-11-18'],
    '上禮拜天': ['date=2026-11-22'],
    '上上周五': ['date=2026-11-13'],
    '这周五': ['date=2026-11-27'],
    '下周一下午': ['date=2026-11-30 下午'],
    '下周一下午两点到四点': ['date=2026-11-30 下午两点到四点'],
    '明天上午9点半': ['date=2026-11-25 上午9点半'],
    '昨天下午三点': ['date=2026-11-23'],
    '周日就坏了': ['date=2026-11-22'],
    '周四来修': ['date=2026-11-26'],
    '三天前': ['date=2026-11-21'],
    '10天前': ['date=2026-11-14'],
    '两周前': ['date=2026-11-10'],
    '一个月前': ['date=2026-10-24'],
    yesterday: ['date=2026-11-23'],
    'the day before yesterday': ['date=2026-11-22'],
    'last Tuesday': ['date=2026-11-17'],
    'next Friday': ['date=2026-12-04'],
    'this Friday at 3 pm': ['date=2026-11-27 at 3 pm'],
    '3 May': ['date=2026-05-03'],
    'May 3rd, 2025': ['date=2025-05-03'],
    '3rd of November': ['date=2026-11-03'],
    'five days ago': ['date=2026-11-19'],
    '11/3買的': ['date=2026-11-03'],
  })
  table({
    '以前天气好': [], '先天后天': [], '每周三开会': [], '5号楼': [], '3号线': [], '6号窗口': [], '2月30日': [], '1/2杯': [], 'you may 3': ['date=2026-05-03'], '2026-13-03': [],
    '三天两头': [], '第5号': [],
  })
  it('counts from the local day', () => {
    const late = Date.parse('2026-11-23T17:00:00Z')
    expect(find('昨天', { at: late })).toEqual(['date=2026-11-23'])
    expect(find('昨天', { at: late, timezone: 'UTC' })).toEqual(['date=2026-11-22'])
  })
})

describe('sums of money', () => {
  table({
    '存三千二': ['amount=3200'],
    '扣了我1.2万': ['amount=12000'],
    '两千块': ['amount=2000'],
    '¥198': ['amount=198'],
    '￥1,299.50': ['amount=1299.5'],
    'RMB 500': ['amount=500'],
    '500元': ['amount=500'],
    '500 yuan': ['amount=500'],
    'NT$300': ['amount=TWD 300'],
    'HK$1,200': ['amount=HKD 1200'],
    'US$45.5': ['amount=USD 45.5'],
    '三万五千块钱': ['amount=35000'],
    '十二万三千元': ['amount=123000'],
    '一百零五元': ['amount=105'],
    '三块五': ['amount=3.5'],
    '198块8': ['amount=198.8'],
    '两块钱': ['amount=2'],
    '赔我三百': ['amount=300'],
    '退了200，还差': ['amount=200'],
    '3万多元': ['amount=30000'],
    'charged me 300 twice': ['amount=300'],
    'refund 50 dollars': ['amount=USD 50'],
    '一万2千元': ['amount=12000'],
    '1万2': [],
    '赔我1万2': ['amount=12000'],
    '1亿元': ['amount=100000000'],
  })
  table({ '一块去': [], '两块地板': [], '交了3次': [], '三元桥': [], '收到2026年账单': [], '退货': [], '第3元': [] })
})

describe('counts', () => {
  table({
    '240套里32件坏了': ['quantity=240套', 'quantity=32件'],
    '5000 pcs': ['quantity=5000 pcs'],
    '5,000PCS': ['quantity=5000 pcs'],
    '三十二件': ['quantity=32件'],
    '20箱': ['quantity=20箱'],
    '1.5吨': ['quantity=1.5吨'],
    '60个零件': ['quantity=60个'],
    '12 boxes': ['quantity=12 boxes'],
  })
  table({ '一个问题': [], '3个月': [], '两个小时': [], '这件事': [], '两件事': [], '第3批': [], '一条短信': [], '3台湾': [] })
})

describe('addresses', () => {
  table({
    '我住在幸福路12号3栋502室': ['address=幸福路12号3栋502室'],
    '地址：杭州市西湖区文三路478号华星时代广场A座1203室': ['address=杭州市西湖区文三路478号华星时代广场A座1203室'],
    '阳光小区3栋2单元502': ['address=阳光小区3栋2单元502'],
    '我们家在锦绣花园5号楼1201室，没气了': ['address=锦绣花园5号楼1201室'],
    '长宁路88弄6号302室': ['address=长宁路88弄6号302室'],
    '麻烦送到人民路15号': ['address=人民路15号'],
    '台北市大安區忠孝東路四段123號5樓之2': ['address=台北市大安區忠孝東路四段123號5樓之2'],
    '九龍旺角彌敦道123號A座10樓B室': ['address=九龍旺角彌敦道123號A座10樓B室'],
    '朝阳门内大街甲8号': ['address=朝阳门内大街甲8号'],
    '3栋2单元501': ['address=3栋2单元501'],
    'It is 123 Nathan Road, Kowloon': ['address=123 Nathan Road, Kowloon'],
    'Room 502, Building 3, 88 Century Avenue, Pudong': ['address=Room 502, Building 3, 88 Century Avenue, Pudong'],
  })
  table({ '建设路那台机子': [], '3号窗口': [], '12号': ['date=2026-11-12'], '网点3楼': [], '5号线地铁': [], '我要投诉': [], '2路公交': [] })
  table({ '502室': ['address=502室'] }, { expecting: ['address'] })
})

describe('names', () => {
  table({
    '我姓王': ['name=王'],
    '免贵姓欧阳': ['name=欧阳'],
    '我姓陈女士': ['name=陈女士'],
    '我叫张三': ['name=张三'],
    '我叫张三电话13812345678': ['name=张三', 'phone=13812345678'],
    '我叫李明': ['name=李明'],
    '我叫王来福，': ['name=王来福'],
    '我叫李有才': ['name=李有才'],
    '我叫诸葛小明，住': ['name=诸葛小明'],
    '姓名：李小红': ['name=李小红'],
    '联系人：王建国 13812345678': ['name=王建国', 'phone=13812345678'],
    '陳小姐，0912345678': ['name=陳小姐', 'phone=0912345678'],
    '我是刘先生': ['name=刘先生'],
    'My name is Peter Wong': ['name=Peter Wong'],
    'this is Mary speaking': ['name=Mary'],
    "I'm Mr Chen": ['name=Mr Chen'],
  })
  table({ '我叫你们来': [], '我叫车去的': [], '我叫安装师傅': [], '李小姐态度很差': [], '你们姓什么': [], 'this is Ridiculous': [], "I'm Angry": [], '我叫了快递': [] })
})

describe('mail', () => {
  table({ '发到 Wang.Li@Example.com 吧': ['email=wang.li@example.com'], 'ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ': ['email=wang@example.com'], '@我': [], 'a@b': [] })
})

describe('together', () => {
  it('reads a whole message', () => {
    expect(find('我叫李明，上周三在你们网店下的订单DD20261118007，付了1299元，收货地址幸福路12号3栋502，电话138 1234 5678')).toEqual([
      'name=李明', 'date=2026-11-18', 'order=DD20261118007', 'amount=1299', 'address=幸福路12号3栋502', 'phone=13812345678',
    ])
  })

  it('says where each stands in the message as written, and no two overlap', () => {
    const piece = fc.constantFrom(
      '１３８１２３４５６７８', '昨天', '幸福路12号', '3千块', 'YT1231512345678', '，', ' ', '😀', '我叫张三', '240套', 'GC202611240007', 'a@b.cn', '卡号6222021234567894', '3月5号', '-', '第',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 20 }), (pieces) => {
        const text = pieces.join('')
        let from = 0
        for (const { type, text: written, start, end, value } of findEntities(text, { at: AT, ticketFormats: FORMATS })) {
          expect(start).toBeGreaterThanOrEqual(from)
          expect(end).toBeGreaterThan(start)
          expect(value).not.toBe('')
          if (type !== 'card') expect(text.slice(start, end)).toBe(written)
          from = end
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('long and hostile messages', () => {
  const SIZE = 50_000
  const hostile = ['1', '1 ', '1-', '一', '号', '路', '3栋', 'a', 'A-1', '138 ', '@a.', 'Room 1, ', 'A ', '订单', '我叫', '昨天', '0', '民国', '3月', '是', '.', '1,', '万', 'Main Aa ']

  /** Processor time is compared with itself: eight times the text must not take anywhere near sixty-four times as long. */
  it.each(hostile)('grows with the length of "%s…"', (unit) => {
    const time = (length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
      return cpuMs(() => findEntities(text, { at: AT, ticketFormats: FORMATS }))
    }
    time(2000)
    const small = Math.min(time(SIZE / 8), time(SIZE / 8), time(SIZE / 8))
    const large = Math.min(time(SIZE), time(SIZE))
    expect(large / Math.max(small, 1)).toBeLessThan(32)
  })
})
