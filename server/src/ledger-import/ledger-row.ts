/** One row of a table file: its line as a person sees it, and its cells as text. */
export interface LedgerRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A cell's text without what no one sees: signs of control, spaces at either end. */
export function cleanCell(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n\r]|\ufeff/gu, '').trim();
}
