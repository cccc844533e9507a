/**
 * On a narrow screen the panel takes it whole: keeps it above the on-screen keyboard and the page behind it still.
 * It must leave the page as it was found when the panel closes.
 */

export type Phone = {
  narrow(): boolean
  /** Called when the panel opens and closes, and by itself when the screen changes. */
  update(open: boolean): void
}

/** @param measured told the panel's top and height in pixels while it takes the whole screen, null otherwise */
export function createPhone(measured: (box: { top: number; height: number } | null) => void): Phone {
  const query = matchMedia('(max-width: 480px), (max-height: 480px) and (pointer: coarse)')
  const viewport = window.visualViewport
  const page = document.documentElement.style
  let open = false
  let before: string | null = null

  function apply(): void {
    const whole = open && query.matches
    if (whole && before === null) {
      before = page.overflow
      page.overflow = 'hidden'
    } else if (!whole && before !== null) {
      page.overflow = before
      before = null
    }
    // Keyboards lie on top of the page: only the visual viewport knows how much is left of it.
    measured(whole ? { top: viewport?.offsetTop ?? 0, height: viewport?.height ?? window.innerHeight } : null)
  }

  query.addEventListener('change', apply)
  viewport?.addEventListener('resize', apply)
  viewport?.addEventListener('scroll', apply)
  return {
    narrow: () => query.matches,
    update(now) {
      open = now
      apply()
    },
  }
}
