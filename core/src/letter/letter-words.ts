import type { Channel } from '../application/vocabulary.js';
import type { LocalDate } from '../calendar/local-date.js';

/** 以…方式提出 */
export const CHANNEL_WORDS = {
  counter: '当面',
  registeredMail: '邮寄',
  letter: '平常信函',
  web: '网上',
  email: '电子邮件',
  fax: '传真',
  oral: '口头',
} as const satisfies Record<Channel, string>;

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 一 to 九十九, as items of a letter are numbered. */
export function chineseNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 99) return String(value);
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens] ?? ''}十`;
  return head + (ones === 0 ? '' : (DIGITS[ones] ?? ''));
}

/** 第一项、第三项 */
export function itemsNamed(indexes: readonly number[]): string {
  return indexes.map((index) => `第${chineseNumeral(index + 1)}项`).join('、');
}

/** 2026年3月5日: Arabic numerals without leading zeros. GB/T 9704 */
export function dayText(day: LocalDate | undefined | null): string | undefined {
  if (day === undefined || day === null) return undefined;
  const [year, month, date] = day.split('-');
  return `${Number(year)}年${Number(month)}月${Number(date)}日`;
}

/** 《甲》《乙》; names that carry their own marks keep them. */
export function titlesNamed(titles: readonly string[]): string | undefined {
  if (titles.length === 0) return undefined;
  return titles.map((title) => (title.startsWith('《') ? title : `《${title}》`)).join('、');
}

/** A sentence's words without its end mark, to stand inside another sentence. */
export function withoutEnd(text: string): string {
  return text.replace(/[。；;.]+$/u, '');
}
