/** A run of text on a page; lengths in points, y upwards. */
export interface PageItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly endsLine: boolean;
}

/** Text that stands apart from its neighbours on the line, such as the content of a cell. */
export interface LineSegment {
  text: string;
  readonly left: number;
  right: number;
}

export type PageLine = LineSegment[];

/** A gap of more than this share of the type size separates two cells. */
const GAP = 0.2;
const SAME_BASELINE = 0.35;

function appendItem(line: PageLine, item: PageItem, isApart: boolean): void {
  const last = line[line.length - 1];
  if (last !== undefined && !isApart && item.x - last.right < item.height * GAP && item.x >= last.left) {
    last.text += item.text;
    last.right = Math.max(last.right, item.x + item.width);
  } else line.push({ text: item.text, left: item.x, right: item.x + item.width });
}

/**
 * The lines of a page in the order in which its content was written, which in a table is cell after cell; what
 * stands on one line from left to right.
 */
export function composeLinesInOrder(items: readonly PageItem[]): PageLine[] {
  const lines: PageLine[] = [];
  let line: PageLine = [];
  let isApart = false;
  for (const item of items) {
    if (item.text.trim() === '') isApart ||= item.text !== '';
    else {
      appendItem(line, item, isApart);
      isApart = false;
    }
    if (item.endsLine) {
      if (line.length > 0) lines.push(line);
      line = [];
      isApart = false;
    }
  }
  if (line.length > 0) lines.push(line);
  return lines.map((each) => each.sort((left, right) => left.left - right.left));
}

/** The lines of a page from top to bottom and left to right, for files whose content is written in another order. */
export function composeLinesByPosition(items: readonly PageItem[]): PageLine[] {
  const sorted = items
    .filter((item) => item.text.trim() !== '')
    .sort((left, right) => right.y - left.y || left.x - right.x);
  const rows: PageItem[][] = [];
  for (const item of sorted) {
    const row = rows[rows.length - 1];
    const first = row?.[0];
    if (
      row !== undefined &&
      first !== undefined &&
      Math.abs(first.y - item.y) <= Math.max(first.height, item.height) * SAME_BASELINE
    )
      row.push(item);
    else rows.push([item]);
  }
  return rows.map((row) => {
    const line: PageLine = [];
    for (const item of row.sort((left, right) => left.x - right.x)) appendItem(line, item, false);
    return line;
  });
}

export function printLine(line: PageLine): string {
  return line
    .map((segment) => segment.text.trim())
    .join(' ')
    .trim();
}
