import { cellName, rowKeyOf, table2Cell, table3Cell, table4Cell, valueAt } from './cell-address.js';
import { cutsOf, isBlank, isUnreadable, optionsOf, valueInCut } from './cell-options.js';
import { TABLE3_COLUMN_LABELS, TABLE4_BLOCK_LABELS } from './labels.js';
import {
  NOTHING_COMPARED,
  mergeOutcomes,
  type CheckContext,
  type ReportFinding,
  type ReportRule,
  type ReportSubject,
  type RuleOutcome,
} from './report-rule.js';
import { TABLE3_COLUMNS, TABLE4_BLOCKS, type CellAddress, type Table2Row } from './tables.js';

/** The previous report, if it is that of the year before and has the table. */
function previousOf(
  subject: ReportSubject,
  context: CheckContext,
  table: 'table2' | 'table3' | 'table4',
): ReportSubject | null {
  const { previous } = context;
  if (previous === undefined || subject.tables[table] === null || previous.tables[table] === null)
    return null;
  if (subject.year !== null && previous.year !== null && previous.year !== subject.year - 1) return null;
  return previous;
}

/** Every way to read cells of one row together: one per cut, or the one that was printed. */
function jointReadings(subject: ReportSubject, cells: readonly CellAddress[]): number[][] {
  const [first] = cells;
  const cuts = first !== undefined && isUnreadable(subject, first) ? cutsOf(subject, rowKeyOf(first)) : null;
  if (cuts === null) return [cells.map((cell) => valueAt(subject.tables, cell) ?? 0)];
  return cuts.map((cut) => cells.map((cell) => valueInCut(subject, cell, cut)));
}

function single(values: readonly number[]): number | null {
  return values.length === 1 ? (values[0] ?? null) : null;
}

interface Comparison {
  readonly rule: string;
  readonly source: string;
  readonly cells: readonly CellAddress[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly holds: (left: number, right: number) => boolean;
  readonly message: (left: string, right: string) => string;
}

/** Compares values that may be unreadable: fails only if no reading satisfies the relation. */
function compare(comparison: Comparison): RuleOutcome {
  const { rule, source, cells, left, right } = comparison;
  const readings = left.flatMap((l) => right.map((r) => comparison.holds(l, r)));
  if (readings.every(Boolean)) return { ...NOTHING_COMPARED, compared: 1 };
  if (readings.some(Boolean)) {
    return { ...NOTHING_COMPARED, notCheckable: [{ rule, cells, reason: '数字连写，切分方式不止一种。' }] };
  }
  const show = (values: readonly number[]): string => values.join('或');
  const finding: ReportFinding = {
    rule,
    severity: 'warning',
    message: comparison.message(show(left), show(right)),
    source,
    cells,
    left: single(left),
    right: single(right),
  };
  return { findings: [finding], notCheckable: [], compared: 1 };
}

const CARRY_SOURCE = '国办公开办函〔2021〕30号表三第二项、第四项';

function checkCarriedIn(subject: ReportSubject, context: CheckContext): RuleOutcome {
  const previous = previousOf(subject, context, 'table3');
  if (previous === null) return NOTHING_COMPARED;
  return mergeOutcomes(
    TABLE3_COLUMNS.map((column) => {
      const [here, there] = [table3Cell('carriedIn', column), table3Cell('carriedOut', column)];
      if (isBlank(subject, here) !== isBlank(previous, there) && column === 'total') {
        const reason = '上年结转或者上一年报告的结转下年度未填写总计。';
        if (
          optionsOf(subject, here)
            .concat(optionsOf(previous, there))
            .some((value) => value !== 0)
        ) {
          return { ...NOTHING_COMPARED, notCheckable: [{ rule: 'T3-E', cells: [here, there], reason }] };
        }
      }
      return compare({
        rule: 'T3-E',
        source: CARRY_SOURCE,
        cells: [here, there],
        left: optionsOf(subject, here),
        right: optionsOf(previous, there),
        holds: (left, right) => left === right,
        message: (left, right) =>
          `“${TABLE3_COLUMN_LABELS[column].zh}”列：本年报告“上年结转”为${left}，上一年报告“结转下年度继续办理”为${right}，两者应当一致；机构改革或者更正报告除外，请核对并说明。`,
      });
    }),
  );
}

const PENDING_SOURCE = '国办公开办函〔2021〕30号表四';

function checkPending(subject: ReportSubject, context: CheckContext): RuleOutcome {
  const previous = previousOf(subject, context, 'table4');
  if (previous === null || subject.countsPendingAgain === false) return NOTHING_COMPARED;
  return mergeOutcomes(
    TABLE4_BLOCKS.map((block) =>
      compare({
        rule: 'T4-D',
        source: PENDING_SOURCE,
        cells: [table4Cell(block, 'pending'), table4Cell(block, 'total')],
        left: optionsOf(previous, table4Cell(block, 'pending')),
        right: optionsOf(subject, table4Cell(block, 'total')),
        holds: (left, right) => left <= right,
        message: (left, right) =>
          `“${TABLE4_BLOCK_LABELS[block].zh}”：上一年报告尚未审结${left}件，本年总计只有${right}件；上一年未审结的案件本年应继续统计，请核对。`,
      }),
    ),
  );
}

const RULES_SOURCE = '国办公开办函〔2021〕30号表二';
const STOCK_ROWS = ['rules', 'normativeDocuments'] as const satisfies readonly Table2Row[];

function checkInForce(subject: ReportSubject, context: CheckContext): RuleOutcome {
  const previous = previousOf(subject, context, 'table2');
  if (previous === null || subject.tables.forms.table2 !== '2021' || previous.tables.forms.table2 !== '2021')
    return NOTHING_COMPARED;
  return mergeOutcomes(
    STOCK_ROWS.map((row) => {
      const [inForce, made, repealed] = [
        table2Cell(row, 'inForce'),
        table2Cell(row, 'made'),
        table2Cell(row, 'repealed'),
      ];
      if (isBlank(subject, inForce) || isBlank(previous, inForce)) return NOTHING_COMPARED;
      const stocks = jointReadings(subject, [inForce, made, repealed]);
      const readings = optionsOf(previous, inForce).flatMap((before) =>
        stocks.map(([now = 0, added = 0, removed = 0]) => ({
          now,
          from: before - removed,
          to: before + added - removed,
        })),
      );
      const values = [...new Set(readings.map(({ now }) => now))];
      const fits = readings.map(({ now, from, to }) => now >= from && now <= to);
      const cells = [inForce, made, repealed];
      if (fits.every(Boolean)) return { ...NOTHING_COMPARED, compared: 1 };
      if (fits.some(Boolean)) {
        return {
          ...NOTHING_COMPARED,
          notCheckable: [{ rule: 'T2-A', cells, reason: '数字连写，切分方式不止一种。' }],
        };
      }
      const only = readings.length === 1 ? readings[0] : undefined;
      const range = only === undefined ? '无论怎样切分都与增减不符' : `应在${only.from}至${only.to}之间`;
      const finding: ReportFinding = {
        rule: 'T2-A',
        severity: 'warning',
        message: `${cellName(inForce, '2021')}为${values.join('或')}，按上一年现行有效数和本年制发、废止数推算${range}（制发可能包括修订），请核对清理情况。`,
        source: RULES_SOURCE,
        cells,
        left: single(values),
        right: only?.to ?? null,
      };
      return { findings: [finding], notCheckable: [], compared: 1 };
    }),
  );
}

const ITEMS_SOURCE = '国办公开办函〔2019〕60号表二';
const ITEM_ROWS = [
  'licensing',
  'otherServices',
  'penalty',
  'coercion',
  'adminFees',
] as const satisfies readonly Table2Row[];

/** The sign may have been lost: 减少8项 printed as 8. */
function signHint(previous: number, change: number, now: number): string {
  return change !== 0 && previous - change === now ? '上一年“本年增/减”可能漏写了正负号，' : '';
}

function checkItems(subject: ReportSubject, context: CheckContext): RuleOutcome {
  if (subject.tables.table2 === null || subject.tables.forms.table2 !== '2019') return NOTHING_COMPARED;
  const previous = previousOf(subject, context, 'table2');
  const comparable = previous !== null && previous.tables.forms.table2 === '2019' ? previous : null;
  return mergeOutcomes(
    ITEM_ROWS.flatMap((row) => {
      const cells = [table2Cell(row, 'previousItems'), table2Cell(row, 'change')] as const;
      const [items] = cells;
      if (isBlank(subject, items)) return [];
      const within = compare({
        rule: 'T2-C',
        source: ITEMS_SOURCE,
        cells,
        left: optionsOf(subject, items),
        right: optionsOf(subject, cells[1]),
        holds: (before, changed) => before + changed >= 0,
        message: (before, changed) =>
          `${cellName(items, '2019')}为${before}，“本年增/减”为${changed}，减后为负数，请核对。`,
      });
      if (comparable === null || isBlank(comparable, items)) return [within];
      const readings = jointReadings(comparable, cells);
      const [[before = 0, changed = 0] = []] = readings;
      const hint = signHint(before, changed, optionsOf(subject, items)[0] ?? 0);
      const across = compare({
        rule: 'T2-C',
        source: ITEMS_SOURCE,
        cells,
        left: optionsOf(subject, items),
        right: [...new Set(readings.map(([was = 0, change = 0]) => was + change))],
        holds: (now, expected) => now === expected,
        message: (now, expected) =>
          `${cellName(items, '2019')}为${now}，按上一年报告的项目数量加增减应为${expected}，${hint}请核对。`,
      });
      return [within, across];
    }),
  );
}

/** Relations with the report of the year before; warnings, since reorganisations and corrected reports break them lawfully. */
export const CROSS_YEAR_RULES: readonly ReportRule[] = [
  {
    id: 'T3-E',
    title: '上年结转与上年报告一致',
    formula: '每列：本年二、上年结转＝上一年四、结转下年度继续办理',
    source: CARRY_SOURCE,
    severity: 'warning',
    kind: 'crossYear',
    check: checkCarriedIn,
  },
  {
    id: 'T4-D',
    title: '上年未审结案件继续统计',
    formula: '各部分：上一年尚未审结≤本年总计',
    source: PENDING_SOURCE,
    severity: 'warning',
    kind: 'crossYear',
    check: checkPending,
  },
  {
    id: 'T2-A',
    title: '现行有效件数衔接',
    formula: '上一年现行有效－本年废止≤本年现行有效≤上一年现行有效＋本年制发－本年废止',
    source: RULES_SOURCE,
    severity: 'warning',
    kind: 'crossYear',
    check: checkInForce,
  },
  {
    id: 'T2-C',
    title: '项目数量衔接',
    formula: '本年报告上一年项目数量＝上一年报告（上一年项目数量＋本年增/减）；上一年项目数量＋本年增/减≥0',
    source: ITEMS_SOURCE,
    severity: 'warning',
    kind: 'crossYear',
    check: checkItems,
  },
];
