/** Parts of the names by which programs that read the web call themselves, in small letters. */
const ROBOT_NAMES = [
  'bot',
  'spider',
  'crawl',
  'slurp',
  'curl/',
  'wget/',
  'python',
  'java/',
  'go-http-client',
  'okhttp',
  'httpclient',
  'libwww',
  'scrapy',
  'headless',
  'phantomjs',
  'lighthouse',
  'monitor',
  'uptime',
  'feedfetcher',
  'rss',
  'facebookexternalhit',
  'yisou',
  'sogou web',
  'bytedance',
  'node-fetch',
  'axios',
  'undici',
] as const;

/** Whether a program says of itself that no person is reading; without a name none is. */
export function isRobot(userAgent: string | undefined): boolean {
  const name = (userAgent ?? '').toLowerCase();
  return name.trim() === '' || name === '-' || ROBOT_NAMES.some((part) => name.includes(part));
}
