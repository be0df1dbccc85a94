import { checkNumberScheme, formatDocumentNumber, type LetterSeries } from '@gongkai/core';

/** What the next letter of a scheme would be numbered, in a sentence; null while the scheme makes no number. */
export function nextNumberText(scheme: string, { year, items }: LetterSeries): string | null {
  if (checkNumberScheme(scheme).length > 0) return null;
  const series = items.find((it) => it.scheme === scheme);
  const next = formatDocumentNumber(scheme, year, (series?.lastNumber ?? 0) + 1);
  if (series === undefined) return `下一个文号：${next}（本年还没有这种格式的文书，从1号起编）`;
  const voided = series.voided === 0 ? '' : `，其中作废${series.voided}号，作废的文号不再使用`;
  return `下一个文号：${next}（本年已编到${series.lastNumber}号${voided}）`;
}
