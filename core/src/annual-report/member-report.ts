import type { CandidateCuts, ReportTables, Table4Column } from './tables.js';

/** How a unit of an area stands to the report of the year. */
export const MEMBER_STATUSES = {
  filed: '已报送',
  unfiled: '未报送',
  succeeded: '已并入其他单位',
  dissolved: '已撤销',
} as const;
export type MemberStatus = keyof typeof MEMBER_STATUSES;

/** Suits that a member counted although it is only the reconsideration authority (国办公开办函〔2016〕201号). */
export type SuitsAsAuthority = Readonly<
  Partial<Record<'directSuit' | 'suitAfterReconsideration', Partial<Record<Table4Column, number>>>>
>;

/** A unit of an area and, if it made one, its report. */
export interface MemberReport {
  readonly code: string;
  readonly name: string;
  readonly status: MemberStatus;
  readonly report?: ReportTables;
  /** Rows of the report that could not be read. */
  readonly candidates?: CandidateCuts;
  /** Code of the unit that took over its work. */
  readonly succeededBy?: string;
  /** Day of the merger, `YYYY-MM-DD`. */
  readonly mergedOn?: string;
  /** Code of the unit whose report already contains these figures: they are not added again. */
  readonly includedIn?: string;
  readonly suitsAsAuthority?: SuitsAsAuthority;
}
