import type { Finding } from '../finding.js';

/** What the head and the foot of an official paper say of it (GB/T 9704-2012: 发文字号, 成文日期). */
export const PAPER_RULES = {
  'metadata.numberForm': '文号的写法',
  'metadata.numberYear': '文号的年份与成文日期',
} as const;
export type PaperRule = keyof typeof PAPER_RULES;

export interface PaperFinding extends Finding {
  readonly rule: PaperRule;
  readonly start: number;
  readonly end: number;
  readonly excerpt: string;
}

/** A number on a line of its own, in any typing; a signer may stand beside it. */
const NUMBER_LINE =
  /^[^\S\n]*(?<number>[\p{Script=Han}]{1,14}[发函办字请规告通令](?<open>[〔[［(（【])(?<year>(?:19|20)\d{2})(?<close>[〕\]］)）】])(?<lead>第?0*)\d{1,5}号)(?:[^\S\n]+签发人[^\n]{0,12})?[^\S\n]*$/mu;
const DATE_LINE = /^[^\S\n]*(?<date>(?<year>(?:19|20)\d{2})年\d{1,2}月\d{1,2}日)[^\S\n]*$/gmu;
/** A head is short: what stands further down is quoted. */
const HEAD = 1_500;

/** What the number and the day of a paper's text tell of each other; none where it has no number of its own. */
export function paperFindings(text: string): PaperFinding[] {
  const found = NUMBER_LINE.exec(text.slice(0, HEAD));
  if (found?.groups === undefined) return [];
  const { number = '', open, close, year = '', lead } = found.groups;
  const start = found.index + found[0].indexOf(number);
  const place = { start, end: start + number.length, excerpt: number };
  const findings: PaperFinding[] = [];
  const tell = (rule: PaperRule, message: string) =>
    findings.push({ rule, severity: 'warning', message, source: 'GB/T 9704-2012', ...place });
  if (open !== '〔' || close !== '〕')
    tell('metadata.numberForm', `文号“${number}”的年份应当用六角括号〔〕括起。`);
  else if (lead !== '') tell('metadata.numberForm', `文号“${number}”的序号前不加“第”，也不编虚位（如01）。`);
  const formed = [...text.slice(place.end).matchAll(DATE_LINE)].at(-1)?.groups;
  if (formed !== undefined && formed.year !== year)
    tell(
      'metadata.numberYear',
      `文号的年份是${year}年，成文日期是${formed.date ?? ''}，两者不一致，请核对。`,
    );
  return findings;
}
