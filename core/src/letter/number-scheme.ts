import type { Finding } from '../finding.js';

/** Where the year and the number stand in a scheme of 发文字号. */
export const NUMBER_SCHEME_PLACES = { year: '{年}', number: '{号}' } as const;

/** What a number scheme lacks. GB/T 9704 */
export function checkNumberScheme(pattern: string): Finding[] {
  const { year, number } = NUMBER_SCHEME_PLACES;
  const find = (message: string): Finding[] => [
    { rule: 'numberScheme', severity: 'error', message, source: 'GB/T 9704—2012' },
  ];
  if (pattern.split(year).length !== 2 || pattern.split(number).length !== 2) {
    return find('文号格式应各有一处“{年}”和“{号}”，如“澄人社公开〔{年}〕{号}号”。');
  }
  if (!pattern.includes(`〔${year}〕`)) {
    return find('文号中的年份应放在六角括号“〔〕”内，如“澄人社公开〔{年}〕{号}号”。');
  }
  if (pattern.includes(`第${number}`)) return find('文号的序号前不加“第”字。');
  return [];
}
