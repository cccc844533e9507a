/**
 * Postal addresses down to the door: mainland, Taiwan and Hong Kong forms, and English street addresses.
 * A street or a town alone is no address; it does not check that the place exists.
 */
import { type Finder, type Found, found } from './found.ts'

export const findAddresses: Finder = (text, { expecting = [] }) => [...chinese(text, expecting.includes('address')), ...english(text)]

const N = '(?:\\d{1,5}|[一二三四五六七八九十百零〇]{1,5})'
/** One step of the way to a door. */
const DOOR = `(?:[A-Za-z]|[甲乙丙丁东西南北東]|${N})?(?:${N}|[A-Za-z])(?:-${N}){0,3}[ ]?(?:号楼|號樓|号院|號院|号|號|栋|棟|幢|座|单元|單元|室|楼|樓|层|層|弄|巷|户|戶|组|組|房|门|門|铺|舖)(?:之${N}|[A-Za-z](?![A-Za-z\\u4e00-\\u9fff]))?`
const STEP = new RegExp(`(?<![\\dA-Za-z])${DOOR}`, 'g')
/** A flat told by figures alone at the end: "3栋502", "5-2-301". */
const BARE_FLAT = /^[ ,，-]?(?:\d{1,2}-\d{1,2}-)?\d{3,4}(?![\d年月日号號元块個个天])/
const STREET = /(?:路|街|道|巷|弄|胡同|里|村|段|大街|大道|庄|屯|镇|鎮|邨)(?:[东西南北中東][路街]?)?[一二三四五六七八九十]?[段期]?$/
const ESTATE = /(?:小区|小區|社区|社區|花园|花園|家园|家園|苑|城|大厦|大廈|大楼|大樓|广场|廣場|公寓|园|園|湾|灣|府|庭|轩|軒|阁|閣|邨|村|新村|里|居|公馆|公館|中心|宿舍|工业区|工業區|开发区|家属院|院|厂|廠|校区|花苑|期|区|區)$/
/** Words that lead up to an address and are not part of it; 和平路 and 为民街 only begin like one. */
const LEAD =
  /.*(?:地址|住址|住在|住|寄到|寄往|寄给|寄給|送到|送至|送往|发到|發到|改到|改成|改为|改為|换到|位于|位於|家在|在|到|于(?![洪都])|於|是|(?:为|為)(?!民)|我家|我们家|我們家|[你您]们|我们|我們|我|(?:来|來)(?![广廣安])|去|和(?![平谐諧兴興睦安顺順义義])|跟|：|:|，|,|。|;|；|！|!|？|\?|\n|」|“|”|\(|（)/su
/** How far back from its first door step a name may begin, and how far apart two steps may stand. */
const REACH = 40
const GAP = 12

function chinese(text: string, expected: boolean): Found[] {
  const readings: Found[] = []
  const steps = [...text.matchAll(STEP)]
  for (let i = 0; i < steps.length; ) {
    const first = steps[i] as RegExpExecArray
    let end = first.index + first[0].length
    const units = [unitOf(first[0])]
    let j = i + 1
    for (; j < steps.length; j++) {
      const next = steps[j] as RegExpExecArray
      if (next.index - end > GAP || !/^[\p{Script=Han}A-Za-z ·,，-]*$/u.test(text.slice(end, next.index)) || LEAD_INSIDE.test(text.slice(end, next.index))) break
      end = next.index + next[0].length
      units.push(unitOf(next[0]))
    }
    i = j
    const flat = /[栋棟幢座弄号號]$|单元|單元|楼$|樓$/.test(units.at(-1) as string) ? BARE_FLAT.exec(text.slice(end, end + 12)) : null
    if (flat) end += flat[0].length
    const start = nameStart(text, first.index)
    const name = text.slice(start, first.index).trimEnd()
    if (!isAddress(name, units, flat !== null, expected)) continue
    const written = text.slice(start, end)
    readings.push(found('address', written.replace(/\s+/g, ' ').trim(), written, start, 80))
  }
  return readings
}

/** What may not stand between two steps of one address. */
const LEAD_INSIDE = /[我你您他她]|昨天|今天|明天|电话|電話|手机|手機|联系|聯絡|因为|但是|结果|已经|没有|然后|窗口|柜台/

const unitOf = (step: string): string => step.replace(/^[A-Za-z甲乙丙丁东西南北東\d一二三四五六七八九十百零〇 -]+/, '')

/** The name before the first step: letters and figures of place names, back to the last word that only leads up to it. */
function nameStart(text: string, doorAt: number): number {
  const window = text.slice(Math.max(0, doorAt - REACH), doorAt)
  const run = /[\p{Script=Han}\dA-Za-z ·-]*$/u.exec(window)?.[0] ?? ''
  const led = LEAD.exec(run)?.[0].length ?? 0
  const from = doorAt - run.length + led
  return from + (/^ */.exec(text.slice(from, doorAt))?.[0].length ?? 0)
}

function isAddress(name: string, units: readonly string[], flat: boolean, expected: boolean): boolean {
  const steps = units.length + (flat ? 1 : 0)
  const [first = ''] = units
  if (STREET.test(name) && name.length >= 2) return /^(?:号|號|弄|巷|栋|棟|幢|座|组|組)/.test(first) || steps >= 2
  if (ESTATE.test(name) && name.length >= 3) return /^(?:号|號|栋|棟|幢|座|单元|單元|室|弄|区|區|组|組|户|戶|房|铺|舖)/.test(first) || steps >= 2
  const housed = units.some((unit) => /栋|棟|幢|座|号楼|號樓|单元|單元/.test(unit)) && steps >= 2
  return housed || (expected && steps >= 1 && units.some((unit) => !/楼|樓|层|層|门|門/.test(unit)))
}

const STREET_KIND = '(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Highway|Way|Path|Square|Terrace|Alley)'
const INNER = "(?:Flat|Room|Rm|Unit|Apt|Apartment|Suite|Building|Bldg|Block|Tower|Floor)\\.?[ ]?#?[A-Z0-9][A-Z0-9-]{0,5}"
const ENGLISH = new RegExp(
  `(?<![A-Za-z0-9])(?:(?:${INNER}|\\d{1,2}\\/F|\\d{1,2}(?:st|nd|rd|th) Floor),? ){0,4}(?:No\\.? ?)?\\d{1,5}[A-Z]?,? (?:[A-Z][A-Za-z'-]{0,20} ){1,4}${STREET_KIND}\\b\\.?(?: (?:North|South|East|West|Central))?(?:,? (?:${INNER}|\\d{1,2}\\/F)){0,4}(?:, [A-Z][A-Za-z' -]{1,24}){0,3}`,
  'g',
)

function english(text: string): Found[] {
  return [...text.matchAll(ENGLISH)].map(({ 0: written, index }) => found('address', written.trimEnd(), written.trimEnd(), index, 80))
}
