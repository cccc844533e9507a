/** The part of xhr2 that the tests use: XMLHttpRequest outside a browser. */
declare module 'xhr2' {
  const OutsideBrowsers: typeof XMLHttpRequest
  export default OutsideBrowsers
}
