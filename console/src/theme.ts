/** The console's colours and measures for antd, light and dark. It must agree with the custom properties in style.css. */
import { type ThemeConfig, theme } from 'antd'
import { useKept } from './lib/kept.ts'
import { useMedia } from './lib/screen.ts'

export const THEME = 'yingda.theme'

const FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "PingFang TC", "Microsoft YaHei UI", "Microsoft YaHei", '
  + '"Microsoft JhengHei", "Noto Sans CJK SC", "Noto Sans SC", Roboto, sans-serif'

/** `dark` follows the agent's choice, and the system where none was made. */
export function useTheme(): { dark: boolean; config: ThemeConfig } {
  const [chosen] = useKept(THEME)
  const system = useMedia('(prefers-color-scheme: dark)')
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const dark = chosen === 'dark' || (chosen !== 'light' && system)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  const config = dark ? DARK : LIGHT
  return { dark, config: still ? { ...config, token: { ...config.token, motion: false } } : config }
}

const shared = { borderRadius: 7, fontFamily: FONT, fontSize: 13, controlHeight: 30, wireframe: false, motionDurationMid: '0.12s', motionDurationSlow: '0.16s' }
const components: NonNullable<ThemeConfig['components']> = {
  Table: { cellPaddingBlockSM: 8, cellPaddingInlineSM: 10, headerBorderRadius: 0 },
  Timeline: { itemPaddingBottom: 12 },
}
const LIGHT: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: { ...shared, colorPrimary: '#0f766e', colorInfo: '#0f766e', colorError: '#c2362b', colorWarning: '#b7791f', colorSuccess: '#2f855a', colorTextBase: '#1f2933', colorLink: '#0f766e' },
  components,
}
const DARK: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: { ...shared, colorPrimary: '#2aa198', colorInfo: '#2aa198', colorError: '#e5675c', colorWarning: '#d9a441', colorSuccess: '#55b483', colorBgBase: '#14181c', colorLink: '#4fc3b8' },
  components,
}
