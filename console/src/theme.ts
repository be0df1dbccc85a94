import type { ConfigProviderProps } from 'antd';

/**
 * One calm theme: a blue that reads 6:1 on white, small corners. The build renders the style sheet from it
 * (`antd-styles.ts`), so that no page writes styles while it runs.
 */
export const THEME = {
  token: {
    colorPrimary: '#1f5aa6',
    colorInfo: '#1f5aa6',
    colorLink: '#1a56a0',
    colorSuccess: '#2b7a3d',
    colorWarning: '#9a5b00',
    colorError: '#b3261e',
    colorInfoBg: '#e8f0fa',
    colorInfoBorder: '#9cb8da',
    colorSuccessBg: '#e9f5ec',
    colorSuccessBorder: '#9ccaa8',
    colorWarningBg: '#fff4df',
    colorWarningBorder: '#e0b36a',
    colorErrorBg: '#fdecea',
    colorErrorBorder: '#e3a39d',
    colorTextSecondary: '#505a66',
    colorTextTertiary: '#5c6672',
    colorTextDescription: '#505a66',
    colorTextPlaceholder: '#67717d',
    borderRadius: 4,
    fontFamily:
      "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
  },
  hashed: false,
  cssVar: { key: 'gongkai' },
  zeroRuntime: true,
} as const satisfies ConfigProviderProps['theme'];
