/** What the bundler adds to imports: a style sheet as a text. */
declare module '*.css?inline' {
  const text: string
  export default text
}
