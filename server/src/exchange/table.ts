import type { IntakeStatus, LocalDate } from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';

/** The other side, by the digest of its keys. */
export interface ExchangePeerTable {
  nodeId: string;
  name: string;
  /** What the other side is. */
  role: 'office' | 'inbox';
  signKey: string;
  boxKey: string;
  /** The key of the key file from which our own keys for it follow. */
  ownKeyId: string;
  lastSent: Generated<number>;
  lastDigest: Generated<string>;
  /** All of its packages up to this one have come. */
  lastReceived: Generated<number>;
  receivedDigest: Generated<string>;
  /** Up to where it was told that they have. */
  toldAcknowledged: Generated<number>;
  addedAt: string;
}

export interface ExchangeMessageTable {
  nodeId: string;
  messageId: string;
  seq: Generated<number>;
  kind: string;
  bodySealed: Uint8Array;
}

export interface ExchangePackageTable {
  nodeId: string;
  direction: 'out' | 'in';
  number: number;
  digest: string;
  /** Encrypted to the receiver; null: no longer needed. */
  content: string | null;
  madeAt: string;
  settledAt: string | null;
}

export interface ExchangeIncidentTable {
  nodeId: string;
  kind: 'lost' | 'repeated' | 'altered' | 'late' | 'reordered';
  number: number;
  digest: string;
  notedAt: string;
  settledAt: string | null;
}

export interface ExchangeCaseTable {
  agencyId: string;
  reference: string;
  nodeId: string;
  caseId: string;
  applicantConfirmedOn: LocalDate | null;
  toldVersion: number;
}

export interface InboxAgencyTable {
  agencyId: string;
  name: string;
  nodeId: string;
}

export interface InboxApplicationTable {
  agencyId: string;
  reference: string;
  codeHash: Uint8Array;
  submittedAt: string;
  handedOverAt: string | null;
  applicantConfirmedOn: LocalDate | null;
  /** What the office said last. */
  state: ColumnType<IntakeStatus | null, string | null, string | null>;
}
