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

/** Every place of a text that holds a wrong word, in its order. */
export function findWrongWords(text: string, words: readonly WrongWord[] = SHIPPED_WRONG_WORDS): Finding[] {
  return words
    .map((entry) => ({ ...entry, at: text.indexOf(entry.word) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ word, right, severity }) => ({
      rule: 'words.wrong',
      severity,
      message: right === null ? `出现“${word}”，请核对。` : `“${word}”应为“${right}”。`,
      source: '政府网站与政务新媒体检查指标',
    }));
}
