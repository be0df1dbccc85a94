import { table2Cell, table3Cell, table4Cell, groupOfRow } from './cell-address.js';
import {
  APPLICANTS_LABEL,
  LITIGATION_LABEL,
  ORGANIZATIONS_LABEL,
  RESULT_GROUP_LABEL,
  TABLE2_BLOCKS,
  TABLE2_COLUMN_LABELS,
  TABLE2_FIRST_COLUMN_LABEL,
  TABLE2_ROW_LABELS,
  TABLE3_COLUMN_LABELS,
  TABLE3_CORNER_LABEL,
  TABLE3_GROUPS,
  TABLE3_ROW_LABELS,
  TABLE4_BLOCK_LABELS,
  TABLE4_COLUMN_LABELS,
  type Label,
} from './labels.js';
import {
  TABLE2_FIELDS,
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  type CellAddress,
  type FormVersion,
  type Table2Column,
  type Table2Row,
  type Table3Row,
} from './tables.js';

/** One printed cell: either a label (`label`) or a figure (`cell`). Cells covered by a span are not listed. */
export interface LayoutCell {
  readonly label?: Label;
  readonly cell?: CellAddress;
  readonly rowSpan: number;
  readonly colSpan: number;
}
export interface TableLayout {
  /** Width of the grid, with label columns. */
  readonly width: number;
  readonly headerRows: number;
  readonly rows: readonly (readonly LayoutCell[])[];
}
export interface FormLayout {
  readonly table2: TableLayout;
  readonly table3: TableLayout;
  readonly table4: TableLayout;
}

function labelCell(label: Label, colSpan = 1, rowSpan = 1): LayoutCell {
  return { label, colSpan, rowSpan };
}
function figureCell(cell: CellAddress, colSpan = 1): LayoutCell {
  return { cell, colSpan, rowSpan: 1 };
}

const TABLE2_WIDTH = 4;

/** In a narrow block of 表二 the last column takes the rest of the width. */
function spanOfColumn(index: number, columns: number): number {
  return index === columns - 1 ? TABLE2_WIDTH - columns : 1;
}

function layoutTable2(form: FormVersion): TableLayout {
  const fields: Partial<Record<Table2Row, readonly Table2Column[]>> = TABLE2_FIELDS[form];
  const rows = TABLE2_BLOCKS[form].flatMap((block) => {
    const columns = fields[block.rows[0]] ?? [];
    return [
      [labelCell(block.title, TABLE2_WIDTH)],
      [
        labelCell(TABLE2_FIRST_COLUMN_LABEL),
        ...columns.map((column, index) =>
          labelCell(TABLE2_COLUMN_LABELS[form][column], spanOfColumn(index, columns.length)),
        ),
      ],
      ...block.rows.map((row) => [
        labelCell(TABLE2_ROW_LABELS[form][row]),
        ...columns.map((column, index) =>
          figureCell(table2Cell(row, column), spanOfColumn(index, columns.length)),
        ),
      ]),
    ];
  });
  return { width: TABLE2_WIDTH, headerRows: 0, rows };
}

const TABLE3_LABEL_WIDTH = 3;
const OUTSIDE_RESULTS: readonly Table3Row[] = ['newReceived', 'carriedIn', 'carriedOut'];

function layoutTable3(form: FormVersion): TableLayout {
  const printed: readonly Table3Row[] = TABLE3_ROWS[form];
  const results = printed.filter((row) => !OUTSIDE_RESULTS.includes(row));
  const header = [
    [
      labelCell(TABLE3_CORNER_LABEL, TABLE3_LABEL_WIDTH, 3),
      labelCell(APPLICANTS_LABEL, TABLE3_COLUMNS.length),
    ],
    [
      labelCell(TABLE3_COLUMN_LABELS.naturalPerson, 1, 2),
      labelCell(ORGANIZATIONS_LABEL, TABLE3_COLUMNS.length - 2),
      labelCell(TABLE3_COLUMN_LABELS.total, 1, 2),
    ],
    TABLE3_COLUMNS.slice(1, -1).map((column) => labelCell(TABLE3_COLUMN_LABELS[column])),
  ];
  const body = printed.map((row) => {
    const labels: LayoutCell[] = [];
    const group = groupOfRow(row);
    if (row === results[0]) labels.push(labelCell(RESULT_GROUP_LABEL, 1, results.length));
    if (OUTSIDE_RESULTS.includes(row)) labels.push(labelCell(TABLE3_ROW_LABELS[row], TABLE3_LABEL_WIDTH));
    else if (group === null) labels.push(labelCell(TABLE3_ROW_LABELS[row], TABLE3_LABEL_WIDTH - 1));
    else {
      const members = results.filter((other) => groupOfRow(other) === group);
      if (row === members[0]) labels.push(labelCell(TABLE3_GROUPS[group], 1, members.length));
      labels.push(labelCell(TABLE3_ROW_LABELS[row]));
    }
    return [...labels, ...TABLE3_COLUMNS.map((column) => figureCell(table3Cell(row, column)))];
  });
  return {
    width: TABLE3_LABEL_WIDTH + TABLE3_COLUMNS.length,
    headerRows: header.length,
    rows: [...header, ...body],
  };
}

const TABLE4_LAYOUT: TableLayout = {
  width: TABLE4_BLOCKS.length * TABLE4_COLUMNS.length,
  headerRows: 3,
  rows: [
    [
      labelCell(TABLE4_BLOCK_LABELS.reconsideration, TABLE4_COLUMNS.length),
      labelCell(LITIGATION_LABEL, 2 * TABLE4_COLUMNS.length),
    ],
    [
      ...TABLE4_COLUMNS.map((column) => labelCell(TABLE4_COLUMN_LABELS[column], 1, 2)),
      labelCell(TABLE4_BLOCK_LABELS.directSuit, TABLE4_COLUMNS.length),
      labelCell(TABLE4_BLOCK_LABELS.suitAfterReconsideration, TABLE4_COLUMNS.length),
    ],
    [...TABLE4_COLUMNS, ...TABLE4_COLUMNS].map((column) => labelCell(TABLE4_COLUMN_LABELS[column])),
    TABLE4_BLOCKS.flatMap((block) => TABLE4_COLUMNS.map((column) => figureCell(table4Cell(block, column)))),
  ],
};

/** The official layout of 表二, 表三 and 表四 with spans, for renderers and the command line. */
export function layoutOf(form: FormVersion): FormLayout {
  return { table2: layoutTable2(form), table3: layoutTable3(form), table4: TABLE4_LAYOUT };
}
