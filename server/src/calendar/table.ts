import type { LocalDate, NoticeDays } from '@gongkai/core';
import type { ColumnType } from 'kysely';

/** A notice on days off and make-up working days, added by an administrator; never changed. */
export interface WorkingDayNoticeTable {
  noticeId: string;
  number: string;
  year: number;
  issuedOn: LocalDate;
  knownOn: LocalDate | null;
  amends: string | null;
  /** The agency at the head of the region; null: everywhere. */
  regionCode: string | null;
  off: ColumnType<NoticeDays[], string, never>;
  work: ColumnType<NoticeDays[], string, never>;
  addedBy: string;
  addedAt: string;
}
