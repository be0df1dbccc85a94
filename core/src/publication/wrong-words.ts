import type { Finding } from '../finding.js';

/** A word that must not stand in what is published, or that somebody should look at. */
export interface WrongWord {
  readonly word: string;
  /** What is meant; null: it is to be looked at, not replaced. */
  readonly right: string | null;
  readonly severity: 'error' | 'warning';
}

/** Slips that typing by sound makes again and again in official texts; an agency adds its own. */
export const SHIPPED_WRONG_WORDS: readonly WrongWord[] = [
  { word: '政府信息工开', right: '政府信息公开', severity: 'error' },
  { word: '行政处份', right: '行政处分', severity: 'error' },
  { word: '行政复义', right: '行政复议', severity: 'error' },
  { word: '行政诉颂', right: '行政诉讼', severity: 'error' },
  { word: '截止目前', right: '截至目前', severity: 'warning' },
  { word: '做为', right: '作为', severity: 'warning' },
  { word: '帐户', right: '账户', severity: 'warning' },
  { word: '帐号', right: '账号', severity: 'warning' },
  { word: '既使', right: '即使', severity: 'warning' },
  { word: '按装', right: '安装', severity: 'warning' },
  { word: '部暑', right: '部署', severity: 'error' },
  { word: '布署', right: '部署', severity: 'warning' },
  { word: '贯彻落实实', right: '贯彻落实', severity: 'error' },
  { word: '人民群从', right: '人民群众', severity: 'error' },
  { word: '中华人名共和国', right: '中华人民共和国', severity: 'error' },
  { word: '中华人民共合国', right: '中华人民共和国', severity: 'error' },
  { word: '国务员', right: '国务院', severity: 'error' },
  { word: '该部分以表格形式报告。表格如下', right: null, severity: 'error' },
];

/** A word of a list where it stands in a text. */
export interface LocatedWord extends Finding {
  readonly rule: 'words.wrong' | 'words.sensitive';
  readonly start: number;
  readonly end: number;
  readonly excerpt: string;
}

/** Every place of a text that holds a word of the list, in its order. */
export function locateWords(text: string, words: readonly WrongWord[] = SHIPPED_WRONG_WORDS): LocatedWord[] {
  const shipped = new Set(SHIPPED_WRONG_WORDS.map(({ word }) => word));
  const found: LocatedWord[] = [];
  for (const { word, right, severity } of words) {
    const isSensitive = right === null && !shipped.has(word);
    for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
      const told =
        right === null
          ? `出现${isSensitive ? '敏感词' : ''}“${word}”，请核对。`
          : `“${word}”应为“${right}”。`;
      found.push({
        rule: isSensitive ? 'words.sensitive' : 'words.wrong',
        ...{ severity, message: told, start, end: start + word.length, excerpt: word },
        source: '政府网站与政务新媒体检查指标',
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The words of the list that a text holds, each once, in the order in which they first stand. */
export function findWrongWords(text: string, words: readonly WrongWord[] = SHIPPED_WRONG_WORDS): Finding[] {
  const seen = new Set<string>();
  return locateWords(text, words).flatMap(({ rule, severity, message, source, excerpt }) => {
    if (seen.has(excerpt)) return [];
    seen.add(excerpt);
    return [{ rule, severity, message, ...(source !== undefined && { source }) }];
  });
}

/**
 * Reads a list of words: a line each, `错词=>正词` or the two with a tab, → or a comma between them; a word alone is a
 * sensitive one; `?` at the end: to be looked at and not blocked; a line that begins with # is a note.
 */
export function parseWordList(text: string): {
  readonly words: readonly WrongWord[];
  readonly faults: readonly string[];
} {
  const words: WrongWord[] = [];
  const faults: string[] = [];
  const known = new Set<string>();
  for (const [index, raw] of text
    .replace(/^\ufeff/u, '')
    .split(/\r?\n/u)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const severity = /[?？]$/u.test(line) ? 'warning' : 'error';
    const [word = '', right = ''] = line
      .replace(/[?？!！]$/u, '')
      .split(/\s*(?:=>|→|\t|，|,)\s*/u)
      .map((part) => part.trim());
    const told = `第${index + 1}行“${word}”`;
    if (word.length < 2 || word.length > 40) faults.push(`${told}：至少两个字，最多40个字。`);
    else if (known.has(word)) faults.push(`${told}：前面已经有了。`);
    else if (right.length > 40) faults.push(`${told}：正确的写法太长。`);
    else words.push({ word, right: right === '' ? null : right, severity });
    known.add(word);
  }
  return { words, faults };
}

/** A list as a person edits it; `parseWordList` reads it back. */
export function wordListText(words: readonly WrongWord[]): string {
  return words
    .map(
      ({ word, right, severity }) =>
        `${word}${right === null ? '' : `=>${right}`}${severity === 'warning' ? '?' : ''}`,
    )
    .join('\n');
}
