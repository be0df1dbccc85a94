/** Family and system of a browser, for its owner to tell his sessions apart; no version, nothing to track by. */
export function browserName(userAgent: string | undefined): string | null {
  if (userAgent === undefined) return null;
  const family = firstOf(userAgent, FAMILIES);
  const system = firstOf(userAgent, SYSTEMS);
  return family === null && system === null
    ? '其他程序'
    : [family ?? '其他浏览器', system].filter(Boolean).join('，');
}

/** The more special ones name the more general ones as well, so they come first. */
const FAMILIES = [
  [/MicroMessenger/i, '微信'],
  [/Edg/i, 'Edge'],
  [/QIHU|360SE|360EE/i, '360 浏览器'],
  [/Firefox/i, 'Firefox'],
  [/Chrome|Chromium/i, 'Chrome 内核'],
  [/Safari/i, 'Safari'],
] as const;
const SYSTEMS = [
  [/HarmonyOS/i, '鸿蒙'],
  [/Android/i, 'Android'],
  [/iPhone|iPad/i, 'iOS'],
  [/Windows/i, 'Windows'],
  [/Mac OS X/i, 'macOS'],
  [/Linux/i, 'Linux'],
] as const;

function firstOf(text: string, names: readonly (readonly [RegExp, string])[]): string | null {
  return names.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
