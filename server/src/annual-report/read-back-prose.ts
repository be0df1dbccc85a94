import {
  renderNarrative,
  type PresentedReport,
  type PresentedSection,
  type ReportTables,
} from '@gongkai/core';
import type { ReportReading } from './import/report-reading.js';

/** A number of the text that a file says otherwise. */
export interface ProseDifference {
  readonly place: string;
  readonly name: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** A number as it stands in the text, with its place. */
interface PlacedNumber {
  readonly text: string;
  readonly place: string;
  readonly name: string;
}

/** Digits in either width, thousands apart or not; blanks and ends of lines do not count. */
function numbersIn(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  return plain.match(/(?<![\d.])-?\d+(?:\.\d+)?/g) ?? [];
}

/** The numbers of a section in order; those bound to cells bear their names. */
function numbersOfSection(section: PresentedSection, report: PresentedReport): PlacedNumber[] {
  const { number, heading, text, template } = section;
  const name = heading === '' ? '正文开头' : `“${heading}”的正文`;
  const { figures } = renderNarrative(template, report.tables as ReportTables, report.year);
  let next = 0;
  return numbersIn(`${heading}。${text}`).map((shown) => {
    const bound = figures.findIndex((figure, index) => index >= next && figure.text === shown);
    const figure = figures[bound];
    if (figure === undefined) return { text: shown, place: `section.${number}`, name: `${name}中的数` };
    next = bound + 1;
    return { text: shown, place: `section.${number}`, name: `${name}中的“${figure.expression}”` };
  });
}

/** What stands behind the sections: findings that were published over, and the day. */
function numbersOfEnd({ findings, status, publishedOn, agencyName }: PresentedReport): PlacedNumber[] {
  const noted = findings.flatMap(({ message, waiver }) =>
    waiver === null ? [] : [message, waiver.reason, waiver.signer, dayInWords(waiver.signedOn)],
  );
  const signed = status === 'published' && publishedOn !== null ? [agencyName, dayInWords(publishedOn)] : [];
  return [
    ...noted.flatMap((text) => numbersIn(text).map((shown) => placed(shown, 'waivers', '数据说明中的数'))),
    ...signed.flatMap((text) => numbersIn(text).map((shown) => placed(shown, 'signature', '落款中的数'))),
  ];
}

function placed(text: string, place: string, name: string): PlacedNumber {
  return { text, place, name };
}

function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/**
 * Every number of the text in its order: sections, what was published over, the day. The first that differs is
 * named with what the file has in its place; what a file says more is named as well.
 */
export function compareProse(report: PresentedReport, reading: ReportReading): ProseDifference[] {
  const [lead, ...sections] = report.sections.some(({ number }) => number === 0)
    ? report.sections
    : [undefined, ...report.sections];
  const expected = [
    ...sections.flatMap((section) => (section === undefined ? [] : numbersOfSection(section, report))),
    ...numbersOfEnd(report),
  ];
  const found = reading.sections
    .filter(({ number }) => number > 0)
    .flatMap(({ heading, text }) => numbersIn(`${heading}。${text}`));
  const opening = reading.sections
    .filter(({ number }) => number === 0)
    .flatMap(({ text }) => numbersIn(text));
  const expectedLead = lead === undefined ? [] : numbersOfSection(lead, report);
  return [
    ...firstDifference(expectedLead, opening.slice(opening.length - expectedLead.length)),
    ...firstDifference(expected, found),
  ];
}

function firstDifference(expected: readonly PlacedNumber[], found: readonly string[]): ProseDifference[] {
  const at = expected.findIndex(({ text }, index) => text !== found[index]);
  if (at >= 0) {
    const { text, place, name } = expected[at] as PlacedNumber;
    return [{ place, name, expected: text, found: found[at] ?? null }];
  }
  if (found.length === expected.length) return [];
  return [{ place: 'end', name: '正文末尾', expected: null, found: found.slice(expected.length).join('、') }];
}
