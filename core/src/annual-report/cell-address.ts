import {
  RESULT_GROUP_LABEL,
  TABLE2_COLUMN_LABELS,
  TABLE2_ROW_LABELS,
  TABLE3_COLUMN_LABELS,
  TABLE3_GROUPS,
  TABLE3_ROW_LABELS,
  TABLE4_BLOCK_LABELS,
  TABLE4_COLUMN_LABELS,
  type Table3Group,
} from './labels.js';
import {
  FORM_VERSIONS,
  TABLE2_FIELDS,
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  type CellAddress,
  type CellValue,
  type FormVersion,
  type ReportTables,
  type Table2Column,
  type Table2Row,
  type Table3Column,
  type Table3Row,
  type Table4Block,
  type Table4Column,
} from './tables.js';

/** A cell address taken apart. */
export type CellParts =
  | { readonly table: 'table2'; readonly row: Table2Row; readonly column: Table2Column }
  | { readonly table: 'table3'; readonly row: Table3Row; readonly column: Table3Column }
  | { readonly table: 'table4'; readonly row: Table4Block; readonly column: Table4Column };

export function table2Cell(row: Table2Row, column: Table2Column): CellAddress {
  return `table2.${row}.${column}`;
}
export function table3Cell(row: Table3Row, column: Table3Column): CellAddress {
  return `table3.${row}.${column}`;
}
export function table4Cell(block: Table4Block, column: Table4Column): CellAddress {
  return `table4.${block}.${column}`;
}

/** Rows of 表二 in a form with their columns, in printed order. */
export function table2FieldsOf(form: FormVersion): [Table2Row, readonly Table2Column[]][] {
  return Object.entries(TABLE2_FIELDS[form]) as [Table2Row, readonly Table2Column[]][];
}

function partsOfTable2(): [CellAddress, CellParts][] {
  return FORM_VERSIONS.flatMap(table2FieldsOf).flatMap(([row, columns]) =>
    columns.map((column): [CellAddress, CellParts] => [
      table2Cell(row, column),
      { table: 'table2', row, column },
    ]),
  );
}

const PARTS: ReadonlyMap<string, CellParts> = new Map<string, CellParts>([
  ...partsOfTable2(),
  ...[...TABLE3_ROWS['2019'], ...TABLE3_ROWS['2021']].flatMap((row) =>
    TABLE3_COLUMNS.map((column): [string, CellParts] => [
      table3Cell(row, column),
      { table: 'table3', row, column },
    ]),
  ),
  ...TABLE4_BLOCKS.flatMap((row) =>
    TABLE4_COLUMNS.map((column): [string, CellParts] => [
      table4Cell(row, column),
      { table: 'table4', row, column },
    ]),
  ),
]);

/** The parts of an address; null when no form has such a cell. */
export function parseCellAddress(text: string): CellParts | null {
  return PARTS.get(text) ?? null;
}

/** Whether the text is the address of a cell of either form. */
export function isCellAddress(text: string): text is CellAddress {
  return PARTS.has(text);
}

function partsOf(address: CellAddress): CellParts {
  const parts = PARTS.get(address);
  if (parts === undefined) throw new RangeError(`no such cell: ${address}`);
  return parts;
}

function listCells(form: FormVersion): CellAddress[] {
  return [
    ...table2FieldsOf(form).flatMap(([row, columns]) => columns.map((column) => table2Cell(row, column))),
    ...TABLE3_ROWS[form].flatMap((row) => TABLE3_COLUMNS.map((column) => table3Cell(row, column))),
    ...TABLE4_BLOCKS.flatMap((block) => TABLE4_COLUMNS.map((column) => table4Cell(block, column))),
  ];
}

const CELLS: Readonly<Record<FormVersion, ReadonlySet<CellAddress>>> = {
  '2019': new Set(listCells('2019')),
  '2021': new Set(listCells('2021')),
};

/** Every cell of a form, in printed order. */
export function cellsOfForm(form: FormVersion): CellAddress[] {
  return [...CELLS[form]];
}

/** Whether a form prints the cell. */
export function isCellOfForm(cell: CellAddress, form: FormVersion): boolean {
  return CELLS[form].has(cell);
}

/** Value of one cell; null when blank, unreadable, or when the report has no such row or table. */
export function valueAt(tables: ReportTables, address: CellAddress): CellValue {
  const parts = partsOf(address);
  if (parts.table === 'table2') return tables.table2?.[parts.row]?.[parts.column] ?? null;
  if (parts.table === 'table3') return tables.table3?.[parts.row]?.[parts.column] ?? null;
  return tables.table4?.[parts.row][parts.column] ?? null;
}

/** Key of CandidateCuts and CutBySum for the row that a cell stands in. */
export function rowKeyOf(address: CellAddress): string {
  const parts = partsOf(address);
  return parts.table === 'table4' ? 'table4' : `${parts.table}.${parts.row}`;
}

/** Position of a cell within the printed digits of its row (for 表四: of the whole line); -1 if the form lacks it. */
export function positionInRow(address: CellAddress, form: FormVersion | null): number {
  const parts = partsOf(address);
  if (parts.table === 'table3') return TABLE3_COLUMNS.indexOf(parts.column);
  if (parts.table === 'table4') {
    return TABLE4_BLOCKS.indexOf(parts.row) * TABLE4_COLUMNS.length + TABLE4_COLUMNS.indexOf(parts.column);
  }
  const columns: readonly Table2Column[] =
    (TABLE2_FIELDS[form ?? '2021'] as Partial<Record<Table2Row, readonly Table2Column[]>>)[parts.row] ?? [];
  return columns.indexOf(parts.column);
}

/** The group of 表三 that a row is printed in, e.g. `refused`; null for rows outside a group. */
export function groupOfRow(row: Table3Row): Table3Group | null {
  const [head, rest] = row.split('.');
  return rest !== undefined && head !== undefined && head in TABLE3_GROUPS ? (head as Table3Group) : null;
}

/** Name of a row of 表三 that stands alone, e.g. （三）不予公开1.属于国家秘密. */
export function rowName(row: Table3Row): string {
  const label = TABLE3_ROW_LABELS[row].zh.replace('（区分处理的，只计这一情形，不计其他情形）', '');
  const group = groupOfRow(row);
  if (group !== null) return TABLE3_GROUPS[group].zh + label;
  return label.startsWith('（') ? RESULT_GROUP_LABEL.zh.slice(0, 2) + label : label;
}

/** Name of a cell for people, e.g. 表三“三、（二）部分公开”的“总计”. */
export function cellName(address: CellAddress, form: FormVersion | null = null): string {
  const parts = partsOf(address);
  if (parts.table === 'table3')
    return `表三“${rowName(parts.row)}”的“${TABLE3_COLUMN_LABELS[parts.column].zh}”`;
  if (parts.table === 'table4') {
    return `表四“${TABLE4_BLOCK_LABELS[parts.row].zh}”的“${TABLE4_COLUMN_LABELS[parts.column].zh}”`;
  }
  const printed = form ?? '2021';
  return `表二“${TABLE2_ROW_LABELS[printed][parts.row].zh}”的“${TABLE2_COLUMN_LABELS[printed][parts.column].zh}”`;
}
