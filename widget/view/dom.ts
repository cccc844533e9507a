/** The few lines this widget needs instead of a framework: elements, icons, attributes. It has no way to insert markup, and must not get one. */

type Value = string | number | boolean | null | ((event: never) => void)
type Child = Node | string | null | undefined

/** Makes an element. Functions listen, true and false switch an attribute on and off, null leaves it out. Texts become text nodes. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Readonly<Record<string, Value>> = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  set(element, props)
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

export function set(element: Element, props: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    // To assistive technology "false" is a word, not an absence.
    else if (name.startsWith('aria-') && value !== null) element.setAttribute(name, String(value))
    else if (value === null || value === false) element.removeAttribute(name)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
}

/** A line drawing on a grid of 24. It says nothing to a screen reader: the button around it does. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  set(svg, { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' })
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

const SVG = 'http://www.w3.org/2000/svg'

export const ICONS = {
  chat: 'M5 4.5h14a2.5 2.5 0 0 1 2.5 2.500v8a2.5 2.5 0 0 1-2.5 2.500h-6L8 21.500v-4H5a2.5 2.5 0 0 1-2.5-2.500V7A2.5 2.5 0 0 1 5 4.500zM8.5 11l2.5 2.5 4.5-5',
  close: 'M6 9.500l6 6 6-6',
  send: 'M12 19V5.500M6 11l6-6 6 6',
  clip: 'M20 11.500l-8 8a5 5 0 0 1-7-7l8.5-8.500a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6',
  file: 'M7 3.500h7l4.5 4.500v11a1.5 1.5 0 0 1-1.5 1.500H7A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.500zM13.5 3.500v5h5',
  down: 'M12 5v13.500M6 13l6 6 6-6',
  remove: 'M6 6l12 12M18 6L6 18',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M17.5 3v4h-4',
} as const
