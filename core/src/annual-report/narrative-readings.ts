import { table3Cell, table4Cell } from './cell-address.js';
import { numberAt } from './cell-options.js';
import { TABLE3_COLUMN_LABELS, TABLE4_BLOCK_LABELS, TABLE4_COLUMN_LABELS } from './labels.js';
import type { NarrativeStatement, ResultGroup, StatementSubject } from './narrative-statements.js';
import type { ReportSubject } from './report-rule.js';
import { resultRowsOf } from './identities.js';
import type { CellAddress, FormVersion } from './tables.js';

/** A way to read a claim of the prose as cells: their sum, less other cells. */
export interface Reading {
  readonly name: string;
  readonly plus: readonly CellAddress[];
  readonly minus: readonly CellAddress[];
}

const NEW = table3Cell('newReceived', 'total');
const CARRIED_IN = table3Cell('carriedIn', 'total');
const RESULT_TOTAL = table3Cell('resultTotal', 'total');
const CARRIED_OUT = table3Cell('carriedOut', 'total');

function reading(name: string, plus: readonly CellAddress[], minus: readonly CellAddress[] = []): Reading {
  return { name, plus, minus };
}

export const GROUP_NAMES = {
  granted: '（一）予以公开',
  partiallyGranted: '（二）部分公开',
  refused: '（三）不予公开',
  unable: '（四）无法提供',
  unprocessed: '（五）不予处理',
  other: '（六）其他处理',
} as const satisfies Record<ResultGroup, string>;

function rowsOfGroup(group: ResultGroup, form: FormVersion): CellAddress[] {
  return resultRowsOf(form)
    .filter((row) => row === group || row.startsWith(`${group}.`))
    .map((row) => table3Cell(row, 'total'));
}

const CLOSED_READINGS: readonly Reading[] = [
  reading('（七）总计', [RESULT_TOTAL]),
  reading('（七）总计减二、上年结转', [RESULT_TOTAL], [CARRIED_IN]),
  reading('一、本年新收减四、结转下年度', [NEW], [CARRIED_OUT]),
];

/** The accepted readings of a claim, the plainest first; trap 9: what was closed may be counted with or without the cases carried in. */
export function readingsOf(
  subject: StatementSubject,
  sentence: string,
  form: FormVersion,
): readonly Reading[] {
  switch (subject.about) {
    case 'received':
      return [
        reading('一、本年新收总计', [NEW]),
        ...(/上一?年度?(?:结转|转结|转入)|结转上一?年/.test(sentence)
          ? [reading('一加二', [NEW, CARRIED_IN])]
          : []),
      ];
    case 'handled':
      return [reading('一、本年新收总计', [NEW]), reading('一加二', [NEW, CARRIED_IN]), ...CLOSED_READINGS];
    case 'carriedIn':
      return [reading('二、上年结转总计', [CARRIED_IN])];
    case 'carriedOut':
      return [reading('四、结转下年度总计', [CARRIED_OUT])];
    case 'closed':
      return CLOSED_READINGS;
    case 'results':
      return [
        reading(
          subject.groups.map((group) => GROUP_NAMES[group]).join('加'),
          subject.groups.flatMap((group) => rowsOfGroup(group, form)),
        ),
      ];
    case 'applicants': {
      const name =
        subject.columns.length > 1
          ? '法人或其他组织'
          : TABLE3_COLUMN_LABELS[subject.columns[0] ?? 'total'].zh;
      const cells = (row: 'newReceived' | 'carriedIn' | 'resultTotal'): CellAddress[] =>
        subject.columns.map((column) => table3Cell(row, column));
      return [
        reading(`一、本年新收（${name}）`, cells('newReceived')),
        reading(`一加二（${name}）`, [...cells('newReceived'), ...cells('carriedIn')]),
        reading(`（七）总计（${name}）`, cells('resultTotal')),
      ];
    }
    case 'remedies': {
      const { blocks, column } = subject;
      const names = blocks.map((block) => TABLE4_BLOCK_LABELS[block].zh).join('加');
      const cells = blocks.map((block) => table4Cell(block, column));
      return [reading(`表四${names}的${TABLE4_COLUMN_LABELS[column].zh}`, cells)];
    }
  }
}

/** Value of a reading with blanks as zero; null when one of its cells can't be read. */
export function valueOfReading(report: ReportSubject, { plus, minus }: Reading): number | null {
  let sum = 0;
  for (const [cells, sign] of [
    [plus, 1],
    [minus, -1],
  ] as const) {
    for (const cell of cells) {
      const value = numberAt(report, cell);
      if (value === null) return null;
      sum += sign * value;
    }
  }
  return sum;
}

/** What a percentage of this claim can be a share of. */
export function basesOf({ subject }: NarrativeStatement): readonly Reading[] {
  if (subject.about !== 'remedies') {
    const all = [reading('（七）总计', [RESULT_TOTAL]), reading('一、本年新收总计', [NEW])];
    const others = [
      reading('一加二', [NEW, CARRIED_IN]),
      reading('（七）总计减二', [RESULT_TOTAL], [CARRIED_IN]),
    ];
    return subject.about === 'results' ? [...all, ...others] : [...all.reverse(), ...others];
  }
  const { blocks } = subject;
  const every = (['reconsideration', 'directSuit', 'suitAfterReconsideration'] as const).map((block) =>
    table4Cell(block, 'total'),
  );
  return [
    reading(
      '总计',
      blocks.map((block) => table4Cell(block, 'total')),
    ),
    reading('行政复议、行政诉讼总计', every),
  ];
}

export function cellsOfReading({ plus, minus }: Reading): CellAddress[] {
  return [...plus, ...minus];
}
