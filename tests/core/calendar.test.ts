/** The working calendar against a slow minute-by-minute count with its own list of holidays, and its explanations. */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addWorking, isOpen, nextOpen, type Rules, workingBetween } from '../../core/calendar/calendar.ts'
import { deadline } from '../../core/calendar/deadline.ts'
import { chinaDay, isAnnounced, statutoryDays } from '../../core/calendar/holidays.ts'
import { dayOf, isoDay, zoneOf } from '../../core/calendar/zone.ts'
import type { Hours, Pack } from '../../core/pack.ts'

const MINUTE = 60_000
const RULES: Rules = { timezone: 'Asia/Shanghai', holidays: 'CN' }
const office: Hours = { key: 'office', workday: [['09:00', '12:00'], ['13:30', '18:00']], restday: [] }
const shop: Hours = { key: 'shop', workday: [['08:30', '20:00']], restday: [['10:00', '16:00']] }
const night: Hours = { key: 'night', workday: [['00:00', '06:00'], ['18:00', '24:00']], restday: [] }
const at = (local: string) => Date.parse(`${local}:00+08:00`)

/** The State Council's notices for 2024-2026, typed from the notices; for 2027 the statutory days. First day, last day. */
const OFF = `2024-01-01 2024-01-01, 2024-02-10 2024-02-17, 2024-04-04 2024-04-06, 2024-05-01 2024-05-05, 2024-06-10 2024-06-10, 2024-09-15 2024-09-17,
2024-10-01 2024-10-07, 2025-01-01 2025-01-01, 2025-01-28 2025-02-04, 2025-04-04 2025-04-06, 2025-05-01 2025-05-05, 2025-05-31 2025-06-02, 2025-10-01 2025-10-08,
2026-01-01 2026-01-03, 2026-02-15 2026-02-23, 2026-04-04 2026-04-06, 2026-05-01 2026-05-05, 2026-06-19 2026-06-21, 2026-09-25 2026-09-27, 2026-10-01 2026-10-07,
2027-01-01 2027-01-01, 2027-02-05 2027-02-08, 2027-04-05 2027-04-05, 2027-05-01 2027-05-02, 2027-06-09 2027-06-09, 2027-09-15 2027-09-15, 2027-10-01 2027-10-03`
  .split(/,\s*/).map((pair) => pair.split(' ') as [string, string])
const WORKED = new Set(`2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12 2025-01-26 2025-02-08 2025-04-27 2025-09-28
2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10`.split(/\s+/))

/** Is this minute of the wall clock in Shanghai within the hours? Slow on purpose and sharing nothing with the calendar. */
function slowOpen(hours: Hours, moment: number): boolean {
  const wall = new Date(moment + 8 * 3600_000).toISOString()
  const date = wall.slice(0, 10)
  const time = wall.slice(11, 16)
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  const off = WORKED.has(date) ? false : weekday === 0 || weekday === 6 || OFF.some(([first, last]) => first <= date && date <= last)
  return (off ? hours.restday : hours.workday).some(([from, to]) => from <= time && time < to)
}

const hoursCase = fc.constantFrom(office, shop, night)
const minuteCase = fc.integer({ min: at('2024-01-01T00:00') / MINUTE, max: at('2027-10-01T00:00') / MINUTE }).map((minute) => minute * MINUTE)

describe('against a minute-by-minute count', () => {
  test('every day of 2024-2027 is a working day or a day off as announced', () => {
    for (let day = dayOf('2024-01-01'); day <= dayOf('2027-12-31'); day++) {
      const noon = at(`${isoDay(day)}T11:00`)
      expect([isoDay(day), isOpen(office, noon, RULES)]).toEqual([isoDay(day), slowOpen(office, noon)])
    }
  })

  test('open or closed', () => {
    fc.assert(fc.property(hoursCase, minuteCase, (hours, moment) => expect(isOpen(hours, moment, RULES)).toBe(slowOpen(hours, moment))), { numRuns: 2000 })
  })

  test('next opening', () => {
    fc.assert(
      fc.property(hoursCase, minuteCase, (hours, moment) => {
        let minute = moment
        while (!slowOpen(hours, minute)) minute += MINUTE
        expect(nextOpen(hours, moment, RULES)).toBe(minute)
      }),
      { numRuns: 150 },
    )
  })

  test('working hours', () => {
    fc.assert(
      fc.property(hoursCase, minuteCase, fc.integer({ min: 1, max: 60 }), (hours, start, n) => {
        let left = n * 60
        let minute = start
        for (; left > 0; minute += MINUTE) if (slowOpen(hours, minute)) left -= 1
        expect(addWorking(start, n, 'working-hours', hours, RULES).at).toBe(minute)
      }),
      { numRuns: 200 },
    )
  })

  test('working days: the day of the start does not count, the last ends when the department closes', () => {
    fc.assert(
      fc.property(hoursCase, minuteCase, fc.integer({ min: 1, max: 15 }), (hours, start, n) => {
        const midnight = (moment: number) => moment - ((moment + 8 * 3600_000) % 86_400_000)
        let day = midnight(start)
        let close = 0
        for (let left = n; left > 0; ) {
          day += 86_400_000
          close = 0
          for (let minute = day; minute < day + 86_400_000; minute += MINUTE) if (slowOpen(hours, minute)) close = minute + MINUTE
          if (close > 0) left -= 1
        }
        expect(addWorking(start, n, 'working-days', hours, RULES).at).toBe(close === day + 86_400_000 ? close - 1000 : close)
      }),
      { numRuns: 100 },
    )
  })

  test('the working time between start and deadline is what was promised, to the millisecond', () => {
    fc.assert(
      fc.property(hoursCase, minuteCase, fc.integer({ min: 0, max: 59_999 }), fc.integer({ min: 0, max: 200 }), (hours, minute, ms, n) => {
        const start = minute + ms
        const due = addWorking(start, n, 'working-hours', hours, RULES)
        expect(workingBetween(start, due.at, hours, RULES)).toBe(n * 3600_000)
        expect(due.passed.reduce((sum, day) => sum + day.countedMs, 0)).toBe(n * 3600_000)
      }),
    )
  })
})

describe('plain spans and zones', () => {
  test('hours and days run by the clock, also over a holiday', () => {
    expect(addWorking(at('2026-09-30T16:00'), 48, 'hours', office, RULES).at).toBe(at('2026-10-02T16:00'))
    expect(addWorking(at('2026-09-30T16:00'), 15, 'days', office, RULES).at).toBe(at('2026-10-15T16:00'))
    expect(addWorking(at('2026-09-30T16:00'), 10, 'minutes', 'always', RULES).at).toBe(at('2026-09-30T16:10'))
  })

  test('round the clock', () => {
    expect(isOpen('always', at('2026-10-01T03:00'), RULES)).toBe(true)
    expect(nextOpen('always', at('2026-10-01T03:00'), RULES)).toBe(at('2026-10-01T03:00'))
    expect(addWorking(at('2026-10-01T03:00'), 30, 'working-hours', 'always', RULES).at).toBe(at('2026-10-02T09:00'))
    expect(addWorking(at('2026-10-01T03:00'), 1, 'working-days', 'always', RULES).at).toBe(at('2026-10-02T23:59') + 59_000)
  })

  test('a pack without national holidays has weekends only', () => {
    expect(isOpen(office, at('2026-10-01T10:00'), { ...RULES, holidays: 'none' })).toBe(true)
    expect(isOpen(office, at('2026-10-10T10:00'), { ...RULES, holidays: 'none' })).toBe(false)
  })

  test('a zone with summer time: the wall clock decides, an hour stays an hour', () => {
    const rules: Rules = { timezone: 'Europe/Berlin', holidays: 'none' }
    const saturday: Hours = { key: 'w', workday: [['00:00', '24:00']], restday: [['00:00', '24:00']] }
    const start = Date.parse('2026-03-28T23:00:00+01:00')
    expect(addWorking(start, 4, 'working-hours', saturday, rules).at).toBe(start + 4 * 3600_000)
    expect(addWorking(start, 1, 'days', saturday, rules).at).toBe(Date.parse('2026-03-29T23:00:00+02:00'))
    fc.assert(
      fc.property(fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2028-01-01') }), (moment) => {
        const zone = zoneOf('Europe/Berlin')
        const { day, ms } = zone.local(moment)
        // the hour that is shown twice in autumn may come back as its other half
        expect(Math.abs(zone.moment(day, ms) - moment) % 3600_000).toBe(0)
      }),
    )
  })

  test('fixed zones agree with Intl', () => {
    fc.assert(
      fc.property(fc.constantFrom('Asia/Shanghai', 'Asia/Taipei', 'Asia/Hong_Kong', 'Asia/Singapore', 'UTC'), fc.integer({ min: at('2000-01-01T00:00'), max: at('2040-01-01T00:00') }), (timezone, moment) => {
        const { day, ms } = zoneOf(timezone).local(moment)
        const parts = Object.fromEntries(
          new Intl.DateTimeFormat('en-CA', { timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
            .formatToParts(moment).map(({ type, value }) => [type, value]),
        )
        expect(isoDay(day)).toBe(`${parts.year}-${parts.month}-${parts.day}`)
        expect(Math.floor(ms / MINUTE)).toBe(Number(parts.hour) * 60 + Number(parts.minute))
      }),
    )
  })
})

describe('holidays', () => {
  test('a year whose notice is not in the table has its statutory days, and says so', () => {
    expect(isAnnounced(2026)).toBe(true)
    expect(isAnnounced(2032)).toBe(false)
    expect(chinaDay(dayOf('2032-10-02'))).toEqual({ work: false, name: '国庆节' })
    expect([...statutoryDays(2026).keys()].map(isoDay)).toEqual([
      '2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-04-05', '2026-05-01', '2026-05-02', '2026-06-19', '2026-09-25',
      '2026-10-01', '2026-10-02', '2026-10-03',
    ])
  })

  test('statutory days are always days off in the notices, too', () => {
    for (const year of [2025, 2026]) for (const day of statutoryDays(year).keys()) expect(chinaDay(day)?.work).toBe(false)
  })
})

describe('a deadline explains itself', () => {
  const pack = {
    id: 'x', ...RULES, hours: [office],
    departments: [{ key: 'service', names: { 'zh-CN': '客户服务部', 'zh-TW': '客戶服務部', en: 'Service' }, hours: 'office' }, { key: 'crew', names: { 'zh-CN': '抢修中心', 'zh-TW': '搶修中心', en: 'Crew' }, hours: 'always' }],
  } as unknown as Pack
  const made = (start: string, n: number, unit: 'hours' | 'days' | 'working-hours' | 'working-days', department = 'service') =>
    deadline({ key: 'resolution', when: {}, within: { n, unit }, source: '第四条' }, { at: at(start), department }, pack)

  test('over a holiday and a worked weekend', () => {
    const due = made('2025-09-30T16:00', 20, 'working-hours')
    expect(due.dueAt).toBe(at('2025-10-11T12:00'))
    expect(due.explain).toEqual([
      '2025年9月30日16:00（周二）开始计时',
      '时限20个工作小时（依据：第四条），只计客户服务部的工作时间：工作日09:00–12:00、13:30–18:00，休息日不上班',
      '9月30日 16:00–18:00计2小时',
      '10月1日至8日 国庆节、中秋节休息',
      '10月9日至10日 每日09:00–12:00、13:30–18:00，共计15小时',
      '10月11日 调休上班（国庆节），09:00–12:00计3小时',
      '2025年10月11日12:00（周六）到期',
    ])
  })

  test('working days are counted aloud', () => {
    expect(made('2026-09-18T20:00', 9, 'working-days').explain.slice(2)).toEqual([
      '9月19日 周末休息', '9月20日 调休上班（国庆节），第1个工作日', '9月21日至24日 第2至5个工作日', '9月25日至27日 中秋节休息', '9月28日至30日 第6至8个工作日',
      '10月1日至7日 国庆节休息', '10月8日 第9个工作日', '2026年10月8日18:00（周四）到期',
    ])
  })

  test('after closing time, in seconds, round the clock', () => {
    expect(made('2026-11-24T18:30', 1, 'working-hours').explain.slice(2)).toEqual(['11月24日 当日下班后不计', '11月25日 09:00–10:00计1小时', '2026年11月25日10:00（周三）到期'])
    const crew = deadline({ key: 'x', when: {}, within: { n: 1, unit: 'working-hours' } }, { at: at('2026-11-24T23:30') + 30_000, department: 'crew' }, pack)
    expect(crew.explain.slice(1, 4)).toEqual(['时限1个工作小时，只计抢修中心的工作时间：全天24小时，节假日不休', '11月24日 23:30–24:00计29分30秒', '11月25日 00:00–00:30计30分30秒'])
  })

  test('a clock that runs through says so', () => {
    expect(made('2026-09-30T16:00', 48, 'hours').explain).toEqual(['2026年9月30日16:00（周三）开始计时', '时限48小时（依据：第四条），按自然时间计算，夜间和节假日照计', '2026年10月2日16:00（周五）到期'])
  })

  test('a year that is not announced yet is pointed out', () => {
    expect(made('2031-12-30T16:00', 20, 'working-hours').explain).toContain('2032年的放假调休通知尚未收录，暂按法定节日和周末计算，通知收录后应重新计算')
    expect(made('2025-12-30T16:00', 20, 'working-hours').explain.join()).not.toContain('尚未收录')
  })
})
