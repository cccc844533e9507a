/** From the one colour a site chooses, the ones that can be read: on it, and as it on the panel and its bubbles (WCAG contrast of at least 4.5). Pure. */

type Rgb = readonly [number, number, number]

export const BRAND = '#0f766e'

/** @param color "#rrggbb"  @param dark the panel's ground is dark */
export function colors(color: string, dark: boolean): { brand: string; onBrand: string; accent: string; tint: string } {
  const chosen = read(color)
  // White on a strong colour is what everybody expects: a strong colour gives way a little, a light one takes dark letters.
  const strong = contrast(chosen, WHITE) >= STRONG
  const brand = strong ? until(chosen, BLACK, WHITE, 4.5) : chosen
  const ground = dark ? DARK : WHITE
  const accent = until(chosen, dark ? WHITE : BLACK, ground, ENOUGH)
  return { brand: write(brand), onBrand: write(strong ? WHITE : BLACK), accent: write(accent), tint: write(mix(ground, accent, 0.08)) }
}

/** The colour, mixed with as little of the other as gives enough contrast on the ground. */
function until(color: Rgb, other: Rgb, ground: Rgb, enough: number): Rgb {
  let mixed = color
  for (let step = 1; contrast(mixed, ground) < enough && step <= 20; step++) mixed = mix(color, other, step / 20).map(Math.round) as unknown as Rgb
  return mixed
}

export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [17, 17, 17]
/** The lightest of the dark grounds. */
const DARK: Rgb = [42, 49, 56]
/** Bubbles are a little darker than the panel: against them at least 4.5 is left. */
const ENOUGH = 5.3
const STRONG = 2.8

export const read = (color: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb
const write = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
const mix = (one: Rgb, other: Rgb, share: number): Rgb => one.map((part, at) => part + ((other[at] ?? 0) - part) * share) as unknown as Rgb

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
