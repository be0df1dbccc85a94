import type { Channel, LocalDate, RightsOutcome } from '@gongkai/core';

/** A demand to correct a record about oneself (条例第四十一条) or a suggestion to publish (第四十四条): no application. */
export interface RightsRequestTable {
  agencyId: string;
  requestId: string;
  kind: 'correction' | 'suggestion';
  /** Null: it did not come over the public pages here. */
  codeHash: Uint8Array | null;
  channel: Channel;
  submittedOn: LocalDate;
  /** Null until both sides have confirmed (条例第三十一条). */
  receivedOn: LocalDate | null;
  /** When registered mail came to the disclosure office, apart from the signature. */
  officeReceivedOn: LocalDate | null;
  status: 'open' | 'answered';
  outcome: RightsOutcome | null;
  lastSeq: number;
  /** When what was said was last erased; null: it never was. */
  erasedAt: string | null;
}

/** Append-only. */
export interface RightsRequestEventTable {
  agencyId: string;
  requestId: string;
  seq: number;
  type: 'submitted' | 'received' | 'noted' | 'answered' | 'reopened';
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
