import {
  TABLE2_ROW_LABELS,
  TABLE3_GROUPS,
  TABLE4_BLOCKS,
  TABLE4_BLOCK_LABELS,
  TABLE4_COLUMN_LABELS,
  cellsOfForm,
  parseCellAddress,
  valueAt,
  type CellAddress,
  type FormVersion,
  type ReportTables,
} from '@gongkai/core';

/** What a chart shows, and the same in a sentence. */
export interface ChartContent {
  readonly bars: readonly { readonly label: string; readonly value: number }[];
  readonly sentence: string;
}

/** Decisions of the year (表二); null when none of the figures is known. */
export function decisionsChart(tables: ReportTables, form: FormVersion): ChartContent | null {
  const bars = cellsOfForm(form).flatMap((cell) => {
    const parts = parseCellAddress(cell);
    const value = valueAt(tables, cell);
    if (parts?.table !== 'table2' || parts.column !== 'decisions' || value === null) return [];
    return [{ label: TABLE2_ROW_LABELS[form][parts.row].zh, value }];
  });
  if (bars.length === 0) return null;
  return { bars, sentence: `本年作出处理决定：${listOf(bars)}。` };
}

/** Rows of 表三 that stand for a group of results, as a reader asks for them. */
const RESULT_GROUPS = [
  ['予以公开', 'granted'],
  ['部分公开', 'partiallyGranted'],
  [nameOf(TABLE3_GROUPS.refused.zh), 'refused.'],
  [nameOf(TABLE3_GROUPS.unable.zh), 'unable.'],
  [nameOf(TABLE3_GROUPS.unprocessed.zh), 'unprocessed.'],
  [nameOf(TABLE3_GROUPS.other.zh), 'other'],
] as const;

function nameOf(label: string): string {
  return label.replace(/^（.）/, '');
}

/** Applications and their results (表三). */
export function applicationsChart(tables: ReportTables, form: FormVersion): ChartContent | null {
  if (tables.table3 === null) return null;
  const total = (row: string) => valueAt(tables, `table3.${row}.total` as CellAddress);
  const bars = RESULT_GROUPS.map(([label, row]) => ({ label, value: sumOfGroup(tables, form, row) }));
  const counts = [
    ['新收申请', total('newReceived')],
    ['上年结转', total('carriedIn')],
    ['办结', total('resultTotal')],
    ['结转下年度', total('carriedOut')],
  ] as const;
  const known = counts.flatMap(([name, value]) => (value === null ? [] : [`${name}${value}件`]));
  const results = bars.filter(({ value }) => value > 0);
  if (known.length === 0) return null;
  const closing = results.length > 0 ? `办理结果：${listOf(results)}。` : '';
  return { bars, sentence: `本年${known.join('，')}。${closing}` };
}

function sumOfGroup(tables: ReportTables, form: FormVersion, row: string): number {
  return cellsOfForm(form)
    .filter((cell) => {
      const parts = parseCellAddress(cell);
      if (parts?.table !== 'table3' || parts.column !== 'total') return false;
      return parts.row === row || parts.row.startsWith(row.endsWith('.') ? row : `${row}.`);
    })
    .reduce((sum, cell) => sum + (valueAt(tables, cell) ?? 0), 0);
}

/** Reconsideration and suits (表四). */
export function remediesChart(tables: ReportTables): ChartContent | null {
  const { table4 } = tables;
  if (table4 === null) return null;
  const bars = TABLE4_BLOCKS.map((block) => ({
    label: TABLE4_BLOCK_LABELS[block].zh,
    value: table4[block].total ?? 0,
  }));
  const parts = TABLE4_BLOCKS.map((block) => {
    const { total, ...results } = table4[block];
    const found = Object.entries(results).flatMap(([column, value]) =>
      value !== null && value > 0
        ? [`${TABLE4_COLUMN_LABELS[column as keyof typeof results].zh}${value}件`]
        : [],
    );
    const detail = found.length > 0 ? `（${found.join('、')}）` : '';
    return `${TABLE4_BLOCK_LABELS[block].zh}${total ?? 0}件${detail}`;
  });
  return { bars, sentence: `${parts.join('，')}。` };
}

function listOf(bars: ChartContent['bars']): string {
  return bars.map(({ label, value }) => `${label}${value}件`).join('、');
}
