import type { AdministrativeRecordKind, LocalDate, Table2Column, Table2Row } from '@gongkai/core';
import { KIND_OF_ROW, parseLocalDate } from '@gongkai/core';

/** Which records a figure of table 二 counts or sums. A span is from its first day through its last. */
export interface RecordCondition {
  readonly kind: AdministrativeRecordKind;
  readonly made?: Span;
  readonly disclosed?: Span;
  readonly ended?: Span;
  /** In force at the end of this day. */
  readonly inForceOn?: LocalDate;
  /** The figure is the sum of the amounts, in units of so many yuan. */
  readonly unitYuan?: number;
}
export interface Span {
  readonly from: LocalDate | null;
  readonly through: LocalDate;
}

/**
 * The records that a figure counts (国办公开办函〔2019〕60号, 〔2021〕30号); null where records can't tell it: the
 * numbers of matters (项目) of last year and their change are lists, not acts.
 */
export function conditionOf(row: Table2Row, column: Table2Column, year: number): RecordCondition | null {
  const kind = KIND_OF_ROW[row];
  const first = parseLocalDate(`${year}-01-01`);
  const last = parseLocalDate(`${year}-12-31`);
  const inYear: Span = { from: first, through: last };
  switch (column) {
    case 'made':
    case 'decisions':
    case 'items':
      return { kind, made: inYear };
    case 'disclosed':
      return { kind, disclosed: inYear };
    case 'totalDisclosed':
      return { kind, disclosed: { from: null, through: last } };
    case 'repealed':
      return { kind, ended: inYear };
    case 'inForce':
      return { kind, inForceOn: last };
    case 'amountWanYuan':
      return { kind, made: inYear, unitYuan: 10_000 };
    case 'amountYuan':
      return { kind, made: inYear, unitYuan: 1 };
    case 'previousItems':
    case 'change':
      return null;
  }
}
