import type { LocalDate, RightsOutcome } from '@gongkai/core';

/** A demand to correct a record about oneself (条例第四十一条) or a suggestion to publish (第四十四条): no application. */
export interface RightsRequestTable {
  agencyId: string;
  requestId: string;
  kind: 'correction' | 'suggestion';
  codeHash: Uint8Array;
  submittedOn: LocalDate;
  status: 'open' | 'answered';
  outcome: RightsOutcome | null;
  lastSeq: number;
}

/** Append-only. */
export interface RightsRequestEventTable {
  agencyId: string;
  requestId: string;
  seq: number;
  type: 'submitted' | 'noted' | 'answered' | 'reopened';
  occurredOn: LocalDate;
  recordedAt: string;
  recordedBy: string;
}

export interface RightsRequestSeriesTable {
  agencyId: string;
  kind: 'correction' | 'suggestion';
  year: number;
  lastNumber: number;
}
