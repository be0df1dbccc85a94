import stringWidth from 'string-width';
import {
  TABLE2_COLUMN_LABELS,
  TABLE2_ROW_LABELS,
  TABLE3_COLUMNS,
  TABLE3_COLUMN_LABELS,
  TABLE3_GROUPS,
  TABLE3_ROW_LABELS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_BLOCK_LABELS,
  TABLE4_COLUMNS,
  TABLE4_COLUMN_LABELS,
  groupOfRow,
  table2FieldsOf,
  type CellValue,
  type ReportTables,
} from '@gongkai/core';

const LABEL_WIDTH = 46;
const FIGURE_WIDTH = 16;

function showFigure(value: CellValue | undefined): string {
  return value == null ? '—' : String(value);
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}

/** Cuts a long label so that figures stay in their columns. */
function fit(text: string, width: number): string {
  if (stringWidth(text) <= width) return padEnd(text, width);
  let cut = text;
  while (stringWidth(cut) > width - 1) cut = cut.slice(0, -1);
  return padEnd(`${cut}…`, width);
}

function line(label: string, figures: readonly string[]): string {
  return `${fit(label, LABEL_WIDTH)}${figures.map((figure) => padStart(figure, FIGURE_WIDTH)).join('')}`.trimEnd();
}

function printTable2(tables: ReportTables): string[] {
  const form = tables.forms.table2;
  if (form === null || tables.table2 === null) return ['（无）'];
  const { table2 } = tables;
  let header = '';
  return table2FieldsOf(form).flatMap(([row, columns]) => {
    const heads = columns.map((column) => TABLE2_COLUMN_LABELS[form][column].zh);
    const lines = heads.join() === header ? [] : [line('', heads)];
    header = heads.join();
    const figures = columns.map((column) => showFigure(table2[row]?.[column]));
    return [...lines, line(TABLE2_ROW_LABELS[form][row].zh, figures)];
  });
}

function printTable3(tables: ReportTables): string[] {
  const form = tables.forms.table3;
  if (form === null || tables.table3 === null) return ['（无）'];
  const { table3 } = tables;
  const lines = [
    line(
      '',
      TABLE3_COLUMNS.map((column) => TABLE3_COLUMN_LABELS[column].zh),
    ),
  ];
  let group: string | null = null;
  for (const row of TABLE3_ROWS[form]) {
    const own = groupOfRow(row);
    if (own !== null && own !== group) lines.push(TABLE3_GROUPS[own].zh);
    group = own;
    const label = `${own === null ? '' : '  '}${TABLE3_ROW_LABELS[row].zh}`;
    lines.push(
      line(
        label,
        TABLE3_COLUMNS.map((column) => showFigure(table3[row]?.[column])),
      ),
    );
  }
  return lines;
}

function printTable4(tables: ReportTables): string[] {
  const { table4 } = tables;
  if (table4 === null) return ['（无）'];
  return [
    line(
      '',
      TABLE4_COLUMNS.map((column) => TABLE4_COLUMN_LABELS[column].zh),
    ),
    ...TABLE4_BLOCKS.map((block) =>
      line(
        TABLE4_BLOCK_LABELS[block].zh,
        TABLE4_COLUMNS.map((column) => showFigure(table4[block][column])),
      ),
    ),
  ];
}

/** The three tables as lines for a terminal; a dash is a blank or unread cell. */
export function printTables(tables: ReportTables): string[] {
  return [
    '二、主动公开政府信息情况',
    ...printTable2(tables),
    '',
    '三、收到和处理政府信息公开申请情况',
    ...printTable3(tables),
    '',
    '四、政府信息公开行政复议、行政诉讼情况',
    ...printTable4(tables),
  ];
}
