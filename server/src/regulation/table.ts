import type { CleanupResult, CleanupStatus, LocalDate, RegulationKind } from '@gongkai/core';
import type { ColumnType } from 'kysely';

/** A clean-up of the rules and normative documents in force on a day. */
export interface CleanupRoundTable {
  agencyId: string;
  roundId: string;
  title: string;
  scope: string;
  kinds: ColumnType<readonly RegulationKind[], string, string>;
  asOf: LocalDate;
  dueOn: LocalDate | null;
  status: CleanupStatus;
  openedBy: string;
  openedAt: string;
  signedBy: string | null;
  signedAt: string | null;
  publishedBy: string | null;
  publishedAt: string | null;
}

/** One document of a clean-up as it was when the round was opened, and what was found of it. */
export interface CleanupEntryTable {
  agencyId: string;
  roundId: string;
  recordId: string;
  kind: RegulationKind;
  title: string;
  number: string | null;
  madeOn: LocalDate;
  result: CleanupResult | null;
  reason: string | null;
  endedOn: LocalDate | null;
  decidedBy: string | null;
  decidedAt: string | null;
}
