import { reconcileCarryOver, type CarriedCase } from './carry-over.js';
import { table3Cell, valueAt } from './cell-address.js';
import { TABLE3_COLUMN_LABELS } from './labels.js';
import type { ReportFinding } from './report-rule.js';
import { TABLE3_COLUMNS, type ReportTables, type Table3Column } from './tables.js';

/** A case that an old system's ledger holds as open at the end of the year before. */
export interface OldSystemCase extends CarriedCase {
  /** Whether an application of the same number and class is carried in here. */
  readonly isCarriedIn: boolean;
}

const MOST_NAMED = 20;

function nameMissing(cases: readonly OldSystemCase[], column: Table3Column): string {
  const missing = cases
    .filter((it) => !it.isCarriedIn && (column === 'total' || it.applicantClass === column))
    .map(({ caseId }) => caseId);
  if (missing.length === 0) return '';
  const more = missing.length > MOST_NAMED ? `等${missing.length}件` : '';
  return `旧系统有而本年没有同编号、同类别结转申请的：${missing.slice(0, MOST_NAMED).join('、')}${more}。`;
}

/**
 * 二 of this year against what an old system's ledger held as open, by column (T3-E). For a first report, which has
 * none of the year before to agree with.
 */
export function checkOldSystemCarryOver(
  year: number,
  tables: ReportTables,
  openBefore: readonly OldSystemCase[],
): ReportFinding[] {
  if (openBefore.length === 0) return [];
  const cells = Object.fromEntries(
    TABLE3_COLUMNS.map((column) => [column, valueAt(tables, table3Cell('carriedIn', column)) ?? 0]),
  );
  const { columns } = reconcileCarryOver({ cases: openBefore }, { cells });
  return TABLE3_COLUMNS.filter((column) => columns[column].gap !== 0).map((column): ReportFinding => {
    const { carriedIn, carriedOut } = columns[column];
    return {
      rule: 'T3-E',
      severity: 'warning',
      message: `“${TABLE3_COLUMN_LABELS[column].zh}”列：旧系统台账中${year - 1}年12月31日尚未办结的有${carriedOut}件，本年“上年结转”为${carriedIn}件。${nameMissing(openBefore, column)}请核对是否漏登、错登，或者旧系统的办结日期没有填写。`,
      source: '旧系统台账',
      cells: [table3Cell('carriedIn', column)],
      left: carriedIn,
      right: carriedOut,
    };
  });
}
