/** Waits for something that has no event of its own. A test waits as long as its own time allows, so that a slow machine changes nothing. */
export async function until(fulfilled: () => boolean): Promise<void> {
  while (!fulfilled()) await new Promise((resolve) => setTimeout(resolve, 5))
}
