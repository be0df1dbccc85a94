/** A run of text on a page; lengths in points, y upwards. */
export interface PageItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly endsLine: boolean;
}

/** The lines of a page in the order in which its content was written, which in a table is cell after cell. */
export function composePageLines(items: readonly PageItem[]): string[] {
  const lines: string[] = [];
  let current = '';
  for (const item of items) {
    current += item.text;
    if (item.endsLine) {
      if (current.trim() !== '') lines.push(current.trim());
      current = '';
    }
  }
  if (current.trim() !== '') lines.push(current.trim());
  return lines;
}
