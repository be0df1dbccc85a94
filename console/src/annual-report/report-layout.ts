import { layoutOf, type FormVersion, type LayoutCell, type TableLayout } from '@gongkai/core';

export type ReportTableKey = 'table2' | 'table3' | 'table4';

/** Official titles of the sections whose tables these are. */
export const TABLE_TITLES: Readonly<Record<ReportTableKey, string>> = {
  table2: '二、主动公开政府信息情况',
  table3: '三、收到和处理政府信息公开申请情况',
  table4: '四、政府信息公开行政复议、行政诉讼情况',
};

export function layoutOfTable(form: FormVersion, table: ReportTableKey): TableLayout {
  return layoutOf(form)[table];
}

/** How a label heads its row or its columns; rows without figures hold heads of columns. */
export function scopeOf(
  row: readonly LayoutCell[],
  cell: LayoutCell,
): 'col' | 'colgroup' | 'row' | 'rowgroup' {
  const isHead = row.every((other) => other.cell === undefined);
  if (isHead) return cell.colSpan > 1 ? 'colgroup' : 'col';
  return cell.rowSpan > 1 ? 'rowgroup' : 'row';
}

/** Position of the label that stands right before a row's first figure: it is held when the table scrolls. */
export function heldLabelOf(row: readonly LayoutCell[]): number {
  return row.findIndex((cell) => cell.cell !== undefined) - 1;
}

/** Which findings name each cell, by their keys. */
export function findingsByCell(
  findings: readonly { readonly key: string; readonly cells: readonly string[] }[],
): ReadonlyMap<string, readonly string[]> {
  const byCell = new Map<string, string[]>();
  for (const { key, cells } of findings) {
    for (const cell of cells) byCell.set(cell, [...(byCell.get(cell) ?? []), key]);
  }
  return byCell;
}

/** Rules about the prose: the figures it states, and sentences left from the template. */
export function isAboutProse(rule: string): boolean {
  return rule.startsWith('N-') || rule.startsWith('narrative');
}

/** A figure as printed: a sum of money with its decimals, anything else as it is. */
export function shownFigure(cell: string, value: number | null): string {
  if (value === null) return '';
  return cell.includes('.amount')
    ? value.toLocaleString('zh-CN', { maximumFractionDigits: 6 })
    : String(value);
}
