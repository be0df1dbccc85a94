import { keepIdeographs, normaliseForMatching } from './normalise-characters.js';
import { EMPTY_CELL_MARK } from './number-groups.js';
import { printLine, type LineSegment, type PageLine } from './pdf-lines.js';

const TABLE3_COLUMNS = 7;
/** So many whole rows fix the columns of 表三. */
const LEAST_WHOLE_ROWS = 3;
const BEGINS = /申请人情况|勾稽关系|自然人/;
const ENDS = /结果维持|行政复议行政诉讼|复议后起诉/;
/** How far from the middle of its column a figure may stand, as a share of the distance to the next column. */
const TOLERANCE = 0.4;

function isFigure(segment: LineSegment): boolean {
  return /^-?\d[\d,]*(?:\.\d+)?$|^[/—-]$/.test(normaliseForMatching(segment.text).trim());
}

function middle(segment: LineSegment): number {
  return (segment.left + segment.right) / 2;
}

function trailingFigures(line: PageLine): LineSegment[] {
  let from = line.length;
  while (from > 0 && isFigure(line[from - 1] as LineSegment)) from -= 1;
  return line.slice(from);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Columns as whole rows show them. */
function columnsOfWholeRows(lines: readonly PageLine[]): number[] | null {
  const whole = lines.map(trailingFigures).filter((figures) => figures.length === TABLE3_COLUMNS);
  if (whole.length < LEAST_WHOLE_ROWS) return null;
  return Array.from({ length: TABLE3_COLUMNS }, (_, column) =>
    median(whole.map((row) => middle(row[column] as LineSegment))),
  );
}

const COLUMN_HEADERS: readonly RegExp[] = [
  /^自然人?/,
  /^商业?/,
  /^科研?/,
  /^社会?/,
  /^法律/,
  /^其他$/,
  /^总计$/,
];

/** Columns as the headers of 表三 stand over them. */
function columnsOfHeaders(lines: readonly PageLine[]): number[] | null {
  const columns: number[] = [];
  for (const header of COLUMN_HEADERS) {
    const found = lines
      .flat()
      .find((segment) => header.test(keepIdeographs(normaliseForMatching(segment.text))));
    if (found === undefined) return null;
    columns.push(middle(found));
  }
  return columns.every((at, index) => index === 0 || at > (columns[index - 1] as number)) ? columns : null;
}

/** Columns as the figures of all rows heap up, if they heap up in exactly seven places. */
function columnsOfHeaps(lines: readonly PageLine[]): number[] | null {
  const middles = lines
    .flatMap((line) => trailingFigures(line).map(middle))
    .sort((left, right) => left - right);
  const width = ((middles.at(-1) ?? 0) - (middles[0] ?? 0)) / (TABLE3_COLUMNS - 1);
  const heaps: number[][] = [];
  for (const at of middles) {
    const heap = heaps[heaps.length - 1];
    if (heap === undefined || at - (heap[heap.length - 1] as number) > width * TOLERANCE) heaps.push([at]);
    else heap.push(at);
  }
  return heaps.length === TABLE3_COLUMNS ? heaps.map(median) : null;
}

function placeFigures(
  figures: readonly LineSegment[],
  columns: readonly number[],
): (LineSegment | null)[] | null {
  const placed: (LineSegment | null)[] = columns.map(() => null);
  for (const figure of figures) {
    let nearest = 0;
    columns.forEach((at, column) => {
      if (Math.abs(at - middle(figure)) < Math.abs((columns[nearest] as number) - middle(figure)))
        nearest = column;
    });
    const here = columns[nearest] as number;
    const neighbour = Math.min(
      ...[columns[nearest - 1], columns[nearest + 1]].flatMap((at) =>
        at === undefined ? [] : [Math.abs(at - here)],
      ),
    );
    if (placed[nearest] !== null || Math.abs(here - middle(figure)) > neighbour * TOLERANCE) return null;
    placed[nearest] = figure;
  }
  return placed;
}

/**
 * The lines as text. Where a row of 表三 has fewer figures than columns, the places of the figures say which cells
 * are empty: each gets a mark that prints as nothing.
 */
export function printLinesWithEmptyCells(lines: readonly PageLine[]): string[] {
  const words = lines.map((line) => keepIdeographs(normaliseForMatching(printLine(line))));
  const begin = words.findLastIndex(
    (each, index) =>
      BEGINS.test(each) && words.slice(index, index + 40).some((next) => next.includes('本年新收')),
  );
  const end = begin < 0 ? -1 : words.findIndex((each, index) => index > begin && ENDS.test(each));
  const table = begin < 0 ? [] : lines.slice(begin, end < 0 ? undefined : end);
  const firstRow =
    words.findIndex((each, index) => index >= begin && each.includes('本年新收')) - Math.max(begin, 0);
  const columns =
    columnsOfWholeRows(table) ??
    columnsOfHeaders(table.slice(0, Math.max(0, firstRow))) ??
    columnsOfHeaps(table);
  return lines.map((line, index) => {
    const figures = trailingFigures(line);
    const isInTable = columns !== null && index >= begin && (end < 0 || index < end);
    if (!isInTable || figures.length === 0 || figures.length >= TABLE3_COLUMNS) return printLine(line);
    const placed = placeFigures(figures, columns);
    if (placed === null) return printLine(line);
    const label = printLine(line.slice(0, line.length - figures.length));
    return `${label} ${placed.map((figure) => figure?.text.trim() ?? EMPTY_CELL_MARK).join(' ')}`.trim();
  });
}
