import { table3Cell } from './cell-address.js';
import { TABLE3_COLUMN_LABELS } from './labels.js';
import type { ReportFinding } from './report-rule.js';
import { TABLE3_COLUMNS, type ApplicantClass, type CellValue, type Table3Column } from './tables.js';

/** A case on one side of the turn of the year. */
export interface CarriedCase {
  readonly caseId: string;
  readonly applicantClass: ApplicantClass;
}

/** One side of the carry-over: the cases, the printed cells, or both. */
export interface CarrySide {
  readonly cases?: readonly CarriedCase[];
  readonly cells?: Partial<Record<Table3Column, CellValue>>;
}

/** The carry-over of one column, and the cases that explain its gap. */
export interface CarryOverColumn {
  readonly carriedOut: number;
  readonly carriedIn: number;
  /** Carried in less carried out. */
  readonly gap: number;
  /** Carried out last year, not carried in this year (or under another class). */
  readonly onlyCarriedOut: readonly string[];
  /** Carried in this year, not carried out last year (or under another class). */
  readonly onlyCarriedIn: readonly string[];
  /** What the known cases leave unexplained. */
  readonly unexplained: number;
}

export interface CarryOverReconciliation {
  readonly columns: Readonly<Record<Table3Column, CarryOverColumn>>;
  /** Cases that changed their class at the turn of the year. */
  readonly reclassified: readonly string[];
  readonly findings: readonly ReportFinding[];
}

function idsIn(side: CarrySide, column: Table3Column): string[] {
  return (side.cases ?? [])
    .filter(({ applicantClass }) => column === 'total' || applicantClass === column)
    .map(({ caseId }) => caseId);
}

function countIn(side: CarrySide, column: Table3Column): number {
  return side.cells?.[column] ?? idsIn(side, column).length;
}

function reconcileColumn(out: CarrySide, into: CarrySide, column: Table3Column): CarryOverColumn {
  const [carriedOut, carriedIn] = [countIn(out, column), countIn(into, column)];
  const knowsBoth = out.cases !== undefined && into.cases !== undefined;
  const [outIds, inIds] = [idsIn(out, column), idsIn(into, column)];
  const onlyCarriedOut = knowsBoth ? outIds.filter((id) => !inIds.includes(id)) : [];
  const onlyCarriedIn = knowsBoth ? inIds.filter((id) => !outIds.includes(id)) : [];
  const gap = carriedIn - carriedOut;
  return {
    carriedOut,
    carriedIn,
    gap,
    onlyCarriedOut,
    onlyCarriedIn,
    unexplained: gap - (onlyCarriedIn.length - onlyCarriedOut.length),
  };
}

function explain({ onlyCarriedOut, onlyCarriedIn, unexplained }: CarryOverColumn): string {
  const parts = [
    ...(onlyCarriedOut.length > 0 ? [`上年结转出而本年未转入：${onlyCarriedOut.join('、')}`] : []),
    ...(onlyCarriedIn.length > 0 ? [`本年转入而上年未结转出：${onlyCarriedIn.join('、')}`] : []),
    ...(unexplained !== 0 ? [`还有${Math.abs(unexplained)}件没有对应的申请`] : []),
  ];
  return parts.join('；');
}

/** 四 of last year against 二 of this year, by column, with the cases that explain every gap (T3-E). */
export function reconcileCarryOver(
  previousYearOut: CarrySide,
  thisYearIn: CarrySide,
): CarryOverReconciliation {
  const columns = Object.fromEntries(
    TABLE3_COLUMNS.map((column) => [column, reconcileColumn(previousYearOut, thisYearIn, column)]),
  ) as Record<Table3Column, CarryOverColumn>;
  const classBefore = new Map(
    (previousYearOut.cases ?? []).map(({ caseId, applicantClass }) => [caseId, applicantClass]),
  );
  const reclassified = (thisYearIn.cases ?? [])
    .filter(({ caseId, applicantClass }) => (classBefore.get(caseId) ?? applicantClass) !== applicantClass)
    .map(({ caseId }) => caseId);
  const findings = TABLE3_COLUMNS.filter((column) => {
    const { gap, onlyCarriedIn, onlyCarriedOut } = columns[column];
    return gap !== 0 || onlyCarriedIn.length > 0 || onlyCarriedOut.length > 0;
  }).map((column): ReportFinding => {
    const { carriedIn, carriedOut } = columns[column];
    return {
      rule: 'T3-E',
      severity: 'warning',
      message: `“${TABLE3_COLUMN_LABELS[column].zh}”列：上年结转出${carriedOut}件，本年转入${carriedIn}件。${explain(columns[column])}。`,
      source: '国办公开办函〔2021〕30号表三第二项、第四项',
      cells: [table3Cell('carriedIn', column), table3Cell('carriedOut', column)],
      left: carriedIn,
      right: carriedOut,
    };
  });
  return { columns, reclassified, findings };
}
