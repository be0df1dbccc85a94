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

function findColumns(lines: readonly PageLine[]): number[] | null {
  const whole = lines.map(trailingFigures).filter((figures) => figures.length === TABLE3_COLUMNS);
  if (whole.length < LEAST_WHOLE_ROWS) return null;
  return Array.from({ length: TABLE3_COLUMNS }, (_, column) =>
    median(whole.map((row) => middle(row[column] as LineSegment))),
  );
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
  const columns = findColumns(table);
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
