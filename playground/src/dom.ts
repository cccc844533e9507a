/** Makes elements. Text only ever becomes text: nothing here, or elsewhere on the page, writes markup from a string. */

type Child = Node | string | null | false
type Props = Readonly<Record<string, string | boolean | ((event: Event) => void) | undefined>>

/** `class` and attributes by name, `onclick` and its like as listeners, `true` for an attribute without a value. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (typeof value === 'string') element.setAttribute(name, value)
  }
  element.append(...children.filter((child) => child !== null && child !== false))
  return element
}

export const replace = (parent: Element, ...children: readonly Child[]): void =>
  parent.replaceChildren(...children.filter((child) => child !== null && child !== false))
