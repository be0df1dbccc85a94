import { rowName, table3Cell, table4Cell } from './cell-address.js';
import { TABLE3_COLUMN_LABELS, TABLE4_BLOCK_LABELS } from './labels.js';
import {
  APPLICANT_CLASSES,
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  type CellAddress,
  type FormVersion,
  type ReportTables,
  type Table3Row,
  type Table4Block,
} from './tables.js';

export const IDENTITY_RULES = ['T3-A', 'T3-B', 'T3-C', 'T4-A', 'T4-B', 'T4-C'] as const;
export type IdentityRule = (typeof IDENTITY_RULES)[number];

/** Sum of the cells on the left = sum of the cells on the right. */
export interface Identity {
  readonly rule: IdentityRule;
  /** The column, row or block that it is about. */
  readonly about: string;
  readonly leftName: string;
  readonly rightName: string;
  readonly left: readonly CellAddress[];
  readonly right: readonly CellAddress[];
}

/** Rows between 三 and （七）: the results that make up the total. */
export function resultRowsOf(form: FormVersion): Table3Row[] {
  const rows: readonly Table3Row[] = TABLE3_ROWS[form];
  return rows.filter((row) => !['newReceived', 'carriedIn', 'resultTotal', 'carriedOut'].includes(row));
}

const RULE_OF_BLOCK = {
  reconsideration: 'T4-A',
  directSuit: 'T4-B',
  suitAfterReconsideration: 'T4-C',
} as const satisfies Record<Table4Block, IdentityRule>;

function identitiesOfTable3(form: FormVersion): Identity[] {
  const columns = TABLE3_COLUMNS.flatMap((column): Identity[] => [
    {
      rule: 'T3-A',
      about: TABLE3_COLUMN_LABELS[column].zh,
      leftName: '第一项加第二项',
      rightName: '第三项（七）加第四项',
      left: [table3Cell('newReceived', column), table3Cell('carriedIn', column)],
      right: [table3Cell('resultTotal', column), table3Cell('carriedOut', column)],
    },
    {
      rule: 'T3-B',
      about: TABLE3_COLUMN_LABELS[column].zh,
      leftName: '（一）至（六）各项之和',
      rightName: '（七）总计',
      left: resultRowsOf(form).map((row) => table3Cell(row, column)),
      right: [table3Cell('resultTotal', column)],
    },
  ]);
  const rows = TABLE3_ROWS[form].map((row): Identity => ({
    rule: 'T3-C',
    about: rowName(row),
    leftName: '自然人与各类法人或其他组织之和',
    rightName: '总计',
    left: APPLICANT_CLASSES.map((column) => table3Cell(row, column)),
    right: [table3Cell(row, 'total')],
  }));
  return [...columns, ...rows];
}

const IDENTITIES_OF_TABLE3: Readonly<Record<FormVersion, readonly Identity[]>> = {
  '2019': identitiesOfTable3('2019'),
  '2021': identitiesOfTable3('2021'),
};

const IDENTITIES_OF_TABLE4: readonly Identity[] = TABLE4_BLOCKS.map((block) => ({
  rule: RULE_OF_BLOCK[block],
  about: TABLE4_BLOCK_LABELS[block].zh,
  leftName: '维持、纠正、其他、尚未审结之和',
  rightName: '总计',
  left: TABLE4_COLUMNS.slice(0, -1).map((column) => table4Cell(block, column)),
  right: [table4Cell(block, 'total')],
}));

/** The identities that a report's tables must satisfy; a table that is missing has none. */
export function identitiesOf(tables: ReportTables): readonly Identity[] {
  const { table3: form } = tables.forms;
  return [
    ...(tables.table3 !== null && form !== null ? IDENTITIES_OF_TABLE3[form] : []),
    ...(tables.table4 !== null ? IDENTITIES_OF_TABLE4 : []),
  ];
}
