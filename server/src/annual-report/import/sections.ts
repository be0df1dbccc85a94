import { isIdeograph } from './normalise-characters.js';
import type { ReportSection } from './report-reading.js';

/** Headings of the official format, as they are really printed (60号, 30号; section 五 varies most). */
const OFFICIAL_HEADINGS: readonly RegExp[] = [
  /总体情况|概述|基本情况|总体概况/,
  /主动公开(?:政府信息)?(?:的)?情况|主动公开/,
  /(?:收到和处理|依申请|申请公开|受理).{0,16}(?:情况)?/,
  /(?:行政)?复议.{0,12}(?:诉讼)?.{0,6}(?:情况)?/,
  /(?:存在|主要).{0,8}问题.{0,24}/,
  /其他需要(?:报告|说明).{0,10}|其他.{0,6}事项/,
];
const NUMERALS = '一二三四五六七八九十';
const LONGEST_HEADING = 42;

interface Heading {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The whole wording of a heading, where prose follows it without a break. */
const WHOLE_HEADINGS: readonly RegExp[] = [
  /^(?:政府信息公开)?(?:工作)?(?:总体|基本)(?:工作)?(?:情况|概况)|^概述/,
  /^主动公开(?:政府信息)?(?:的)?(?:工作)?情况/,
  /^(?:收到和处理|受理和处理|政府信息)?(?:政府信息)?(?:依)?(?:申请|依申请)?(?:公开)?(?:政府信息)?(?:公开)?(?:申请)?(?:的)?(?:办理)?情况/,
  /^(?:因)?(?:政府信息公开)?(?:工作)?(?:被)?(?:申请|提起)?(?:被)?行政复议.{0,12}?(?:行政)?诉讼(?:的)?情况/,
  /^(?:政府信息公开)?(?:工作)?(?:存在|主要)(?:的)?(?:主要)?(?:困难和|不足和|不足与)?问题(?:(?:及|和|与|、|以及)[^。，,\n]{0,14}?(?:情况|措施|举措|打算|安排|对策|方向|思路|建议|意见|计划|方案))?/,
  /^(?:其他|其它)?(?:需要|应当)(?:报告|说明)(?:的)?(?:其他|其它)?(?:重要)?(?:事项|情况)|^(?:其他|其它)(?:需要)?(?:报告|说明)?(?:的)?(?:事项|情况)/,
];

/** Where the heading ends: at the end of its line, or after its words where prose follows in the same line. */
function headingEnd(
  text: string,
  start: number,
  number: number,
  isGlued: boolean,
  isFree: boolean,
): number | null {
  const line = /^[^\n]*/.exec(text.slice(start, start + 120))?.[0] ?? '';
  const marker = /^[一二三四五六七八九十]\s*[、.，,]\s*/.exec(line)?.[0].length ?? 0;
  const body = line.slice(marker);
  const whole = WHOLE_HEADINGS[number - 1]?.exec(body);
  const isShort = line.trim().length <= LONGEST_HEADING && !/[。；;，,]/.test(body) && !isGlued;
  const startsLine = /(?:^|\n)[^\S\n]*$/.test(text.slice(Math.max(0, start - 20), start));
  const isOfficial =
    (isFree && startsLine) || (OFFICIAL_HEADINGS[number - 1]?.test(body.slice(0, 24)) ?? true);
  if (isShort && isOfficial) return start + line.length;
  if (whole !== null && whole !== undefined) return start + marker + whole[0].length;
  return null;
}

/** Finds 一、…, 二、… in order; lists inside a chapter and the rows of a table number themselves the same way. */
function findHeading(
  text: string,
  tables: readonly TextRange[],
  from: number,
  number: number,
  isFree: boolean,
): Heading | null {
  const isInTable = (at: number): boolean => tables.some((table) => at >= table.start && at < table.end);
  const pattern = new RegExp(`${NUMERALS[number - 1] as string}\\s*[、.，,]`, 'g');
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (isInTable(match.index)) continue;
    const end = headingEnd(text, match.index, number, isIdeograph(text[match.index - 1]), isFree);
    if (end !== null) return { number, start: match.index, end };
  }
  return null;
}

/** A line that is nothing but an official heading: Word may number headings by itself and print no numeral. */
function findUnnumberedHeading(
  text: string,
  tables: readonly TextRange[],
  from: number,
  number: number,
): Heading | null {
  const official = WHOLE_HEADINGS[number - 1];
  if (official === undefined) return null;
  for (const match of text.slice(from).matchAll(/^[^\S\n]*(\S[^\n]{3,40})$/gm)) {
    const line = (match[1] as string).trim();
    const start = from + match.index;
    if (
      official.exec(line)?.[0] === line &&
      !tables.some((table) => start >= table.start && start < table.end)
    ) {
      return { number, start, end: start + match[0].length };
    }
  }
  return null;
}

function findHeadingsFrom(
  text: string,
  tables: readonly TextRange[],
  begin: number,
  isFree: boolean,
): Heading[] {
  const headings: Heading[] = [];
  let from = begin;
  for (let number = 1; number <= NUMERALS.length; number += 1) {
    const found =
      findHeading(text, tables, from, number, isFree) ?? findUnnumberedHeading(text, tables, from, number);
    if (found !== null) {
      headings.push(found);
      from = found.end;
    } else if (number >= OFFICIAL_HEADINGS.length) break;
  }
  return headings;
}

const LONGEST_CONTENTS = 400;

/** Finds 一、…, 二、… in order; lists inside a chapter, a table of contents and the rows of a table number themselves the same way. */
function findHeadings(text: string, tables: readonly TextRange[], isFree: boolean): Heading[] {
  const headings = findHeadingsFrom(text, tables, 0, isFree);
  const first = headings[0];
  const last = headings[headings.length - 1];
  if (
    first === undefined ||
    last === undefined ||
    headings.length < 4 ||
    last.start - first.start > LONGEST_CONTENTS
  )
    return headings;
  const behind = findHeadingsFrom(text, tables, last.end, isFree);
  return behind.length >= headings.length - 1 ? behind : headings;
}

/** A text as printed, and normalised with the numbers of pages blanked; offsets are the same. */
interface PrintedText {
  readonly printed: string;
  readonly text: string;
}

/** Removes the parts that tables fill and the numbers of pages, and joins what is left. */
function proseBetween(both: PrintedText, start: number, end: number, tables: readonly TextRange[]): string {
  const lines: string[] = [];
  let at = start;
  for (const table of tables) {
    if (table.end <= at || table.start >= end) continue;
    if (table.start > at) lines.push(...proseLines(both, at, table.start));
    at = Math.max(at, table.end);
  }
  if (at < end) lines.push(...proseLines(both, at, end));
  return lines.join('\n');
}

function proseLines({ printed, text }: PrintedText, start: number, end: number): string[] {
  const lines: string[] = [];
  let at = start;
  for (const line of printed.slice(start, end).split('\n')) {
    const isPageNumber = text.slice(at, at + line.length).trim() === '';
    at += line.length + 1;
    const shown = line.replace(/[ \t\u00a0\u3000]+/g, ' ').trim();
    if (shown !== '' && !isPageNumber) lines.push(shown);
  }
  return lines;
}

/**
 * The chapters of a report; `tables` are the parts of the text that its tables fill, in order.
 * `text` is the normalised form of `printed`, with the same offsets and page numbers blanked. A free report (before 2019) has headings of
 * its own.
 */
export function divideIntoSections(
  text: string,
  printed: string,
  tables: readonly TextRange[],
  isFree: boolean,
): ReportSection[] {
  const both = { printed, text };
  const headings = findHeadings(text, tables, isFree);
  const sections: ReportSection[] = [];
  const lead = proseBetween(both, 0, headings[0]?.start ?? printed.length, tables);
  if (lead !== '') sections.push({ number: 0, heading: '', text: lead });
  headings.forEach((heading, index) => {
    const end = headings[index + 1]?.start ?? printed.length;
    sections.push({
      number: heading.number,
      heading: printed.slice(heading.start, heading.end).replace(/\s+/g, ' ').trim(),
      text: proseBetween(both, heading.end, end, tables),
    });
  });
  return sections;
}
