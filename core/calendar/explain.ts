/**
 * Says in Chinese how a deadline came about, so that a supervisor can check it with a wall calendar. It calculates nothing.
 */
import type { Hours } from '../pack.ts'
import type { Opening, Passed, Rules, Within } from './calendar.ts'
import { isAnnounced } from './holidays.ts'
import { civilOf, HOUR, MINUTE, weekdayOf, zoneOf } from './zone.ts'

export type Story = {
  start: number
  dueAt: number
  within: Within
  opening: Opening
  /** zh-CN name of the department whose hours count */
  department: string
  passed: readonly Passed[]
  source: string | undefined
}

/** @returns zh-CN sentences: the start, the rule, the days that counted or not, the end */
export function explain(story: Story, rules: Rules): readonly string[] {
  const working = story.within.unit === 'working-hours' || story.within.unit === 'working-days'
  return [
    `${momentSentence(story.start, rules)}开始计时`,
    ruleSentence(story),
    ...(working ? daySentences(story) : []),
    ...(working && rules.holidays === 'CN' ? missingYears(story.passed) : []),
    `${momentSentence(story.dueAt, rules)}到期`,
  ]
}

const UNITS: Readonly<Record<Within['unit'], string>> = { minutes: '分钟', hours: '小时', days: '日', 'working-hours': '个工作小时', 'working-days': '个工作日' }

function ruleSentence({ within, opening, department, source }: Story): string {
  const basis = source ? `（依据：${source}）` : ''
  const span = `时限${within.n}${UNITS[within.unit]}${basis}`
  switch (within.unit) {
    case 'minutes':
    case 'hours':
      return `${span}，按自然时间计算，夜间和节假日照计`
    case 'days':
      return `${span}，按自然日计算，节假日照计`
    case 'working-hours':
      return `${span}，只计${department}的工作时间：${hoursText(opening)}`
    case 'working-days':
      return `${span}，当日不计，从次日起计${department}的工作日，至当日下班：${hoursText(opening)}`
  }
}

function hoursText(opening: Opening): string {
  if (opening === 'always') return '全天24小时，节假日不休'
  const text = (spans: Hours['workday']) => spans.map(([from, to]) => `${from}–${to}`).join('、')
  return `工作日${text(opening.workday)}，${opening.restday.length > 0 ? `休息日${text(opening.restday)}` : '休息日不上班'}`
}

/** Days that are alike and follow each other are told in one sentence. */
function daySentences({ passed, within }: Story): string[] {
  const groups: Passed[][] = []
  for (const day of passed) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    if (group && before && alike(before, day)) group.push(day)
    else groups.push([day])
  }
  let counted = 0
  return groups.map((group) => {
    const sentence = within.unit === 'working-days' ? workdaySentence(group, counted) : hourSentence(group)
    counted += group.filter((day) => day.open.length > 0).length
    return sentence
  })
}

function alike(a: Passed, b: Passed): boolean {
  // two holidays that meet (中秋节 within 国庆节) are one time off; a worked weekend is always told by itself
  if (isWorkedWeekend(a) || isWorkedWeekend(b) || a.restday !== b.restday || (a.special === null) !== (b.special === null)) return false
  return a.open.length === b.open.length && isFull(a) && isFull(b)
}

const isWorkedWeekend = (day: Passed) => day.special?.work === true
const isFull = (day: Passed) => JSON.stringify(day.counted) === JSON.stringify(day.open)

/** "10月1日至8日 国庆节休息", "10月11日 调休上班（国庆节），09:00–12:00计3小时" */
function hourSentence(group: readonly Passed[]): string {
  const [first] = group as [Passed, ...Passed[]]
  const days = daysText(group)
  if (first.open.length === 0) return `${days} ${restNames(group)}休息`
  if (first.countedMs === 0) return `${days} ${prefix(first)}当日下班后不计`
  const spans = first.counted.map(([from, to]) => `${clock(from)}–${clock(to)}`).join('、')
  if (group.length === 1) return `${days} ${prefix(first)}${spans}计${duration(first.countedMs)}`
  return `${days} ${prefix(first)}每日${spans}，共计${duration(group.reduce((sum, day) => sum + day.countedMs, 0))}`
}

/** "10月9日 第1个工作日", "10月11日 调休上班（国庆节），第3个工作日" */
function workdaySentence(group: readonly Passed[], before: number): string {
  const [first] = group as [Passed, ...Passed[]]
  if (first.open.length === 0) return `${daysText(group)} ${restNames(group)}休息`
  const range = group.length === 1 ? `第${before + 1}` : `第${before + 1}至${before + group.length}`
  return `${daysText(group)} ${prefix(first)}${range}个工作日`
}

const restNames = (group: readonly Passed[]) => [...new Set(group.map((day) => day.special?.name ?? '周末'))].join('、')

function prefix(day: Passed): string {
  if (isWorkedWeekend(day)) return `调休上班（${day.special?.name}），`
  return day.restday ? `${restNames([day])}值班，` : ''
}

function missingYears(passed: readonly Passed[]): string[] {
  const years = new Set(passed.map(({ day }) => civilOf(day).year).filter((year) => !isAnnounced(year)))
  return [...years].map((year) => `${year}年的放假调休通知尚未收录，暂按法定节日和周末计算，通知收录后应重新计算`)
}

/** "10月8日", "10月1日至8日", "9月30日至10月2日" */
function daysText(group: readonly Passed[]): string {
  const first = civilOf((group[0] as Passed).day)
  const last = civilOf((group.at(-1) as Passed).day)
  const from = `${first.month}月${first.date}日`
  if (group.length === 1) return from
  return `${from}至${last.month === first.month ? '' : `${last.month}月`}${last.date}日`
}

/** "2026年9月30日16:00（周三）" */
/** "2026年11月25日10:00（周三）" in the pack's zone */
export function momentSentence(at: number, rules: Rules): string {
  const { day, ms } = zoneOf(rules.timezone).local(at)
  const { year, month, date } = civilOf(day)
  return `${year}年${month}月${date}日${clock(ms)}（周${'日一二三四五六'[weekdayOf(day)]}）`
}

function clock(ms: number): string {
  const pad = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${pad(ms / HOUR)}:${pad((ms % HOUR) / MINUTE)}`
}

/** "7小时30分"; seconds only where there are some */
export function duration(ms: number): string {
  const hours = Math.floor(ms / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  const seconds = Math.floor((ms % MINUTE) / 1000)
  const parts = [hours ? `${hours}小时` : '', minutes ? `${minutes}分` : '', seconds ? `${seconds}秒` : '']
  return parts.join('') || '0分'
}
