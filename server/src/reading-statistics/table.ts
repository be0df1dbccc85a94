import type { LocalDate } from '@gongkai/core';

export interface ReadingCountTable {
  /** Empty: the platform itself. */
  agencyId: string;
  day: LocalDate;
  page: string;
  kind: 'visit' | 'download';
  isRobot: boolean;
  count: number;
}

/** A log that was counted, so that it is not counted again. */
export interface CountedLogTable {
  digest: string;
  countedAt: string;
  lines: number;
}
