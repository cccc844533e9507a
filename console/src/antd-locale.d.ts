/** antd ships its languages without an `exports` map, which Node's resolution asks for; this tells their shape. It must name no language. */
declare module 'antd/locale/*' {
  const locale: NonNullable<import('antd').ConfigProviderProps['locale']>
  export default locale
}
