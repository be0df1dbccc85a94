import type { FormKind, LocalDate } from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';
import type { InboxGuide } from './message-kinds.js';

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
  /** The key after it: the other side was told, and has not used it yet. */
  nextKeyId: Generated<string | null>;
  lastSent: Generated<number>;
  lastDigest: Generated<string>;
  /** All of its packages up to this one have come. */
  lastReceived: Generated<number>;
  receivedDigest: Generated<string>;
  /** Up to where it was told that they have. */
  toldAcknowledged: Generated<number>;
  addedAt: string;
  lastExportedAt: Generated<string | null>;
  /** When packages of it were last taken in, new or not. */
  lastImportedAt: Generated<string | null>;
  /** Digests of what it was told of all cases together, by kind of message. */
  told: ColumnType<Readonly<Record<string, string>>, string | undefined, string>;
}

/** What the other side signed with before. */
export interface ExchangePeerKeyTable {
  nodeId: string;
  keyNodeId: string;
  signKey: string;
  boxKey: string;
  /** The last of its packages that may be signed with it; null: it may still be. */
  untilNumber: number | null;
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

/** What a message asked for and could not be done. */
export interface ExchangeRefusalTable {
  nodeId: string;
  messageId: string;
  /** Of its package. */
  number: number;
  kind: string;
  agencyId: string | null;
  reference: string | null;
  actedOn: LocalDate | null;
  reason: string;
  notedAt: string;
}

export interface ExchangeCaseTable {
  agencyId: string;
  reference: string;
  nodeId: string;
  caseId: string;
  partyId: string | null;
  applicantConfirmedOn: LocalDate | null;
  toldVersion: number;
  toldDigest: Generated<string>;
}

/** A demand or a suggestion that came from an inbox. */
export interface ExchangeRightsTable {
  agencyId: string;
  reference: string;
  nodeId: string;
  requestId: string;
  toldVersion: Generated<number>;
  toldDigest: Generated<string>;
}

export interface ExchangeToldFileTable {
  agencyId: string;
  reference: string;
  fileId: string;
}

/** A part of a file of an applicant that waits to be looked through. */
export interface ExchangeFilePartTable {
  agencyId: string;
  reference: string;
  fileId: string;
  part: number;
  parts: number;
  aboutSealed: Uint8Array;
  contentSealed: Uint8Array;
}

export interface InboxAgencyTable {
  agencyId: string;
  name: string;
  nodeId: string;
  guide: ColumnType<InboxGuide | null, string | null, string | null>;
}

export interface InboxApplicationTable {
  agencyId: string;
  reference: string;
  kind: Generated<FormKind>;
  /** It was said how the handling was; what was said is not kept here. */
  isRated: Generated<boolean>;
  codeHash: Uint8Array;
  submittedAt: string;
  handedOverAt: string | null;
  applicantConfirmedOn: LocalDate | null;
  /** What the office said last, under this node's key. */
  stateSealed: Generated<Uint8Array | null>;
  stateVersion: Generated<number>;
  closedOn: Generated<LocalDate | null>;
}

export interface InboxActTable {
  agencyId: string;
  reference: string;
  actId: string;
  kind: 'supplement' | 'withdrawn' | 'feePaid';
  actedAt: string;
  handedOverAt: string | null;
}

export interface InboxFilePartTable {
  agencyId: string;
  reference: string;
  fileId: string;
  part: number;
  contentSealed: Uint8Array;
}

/** Somebody who is asked for an opinion, by the digest of his link. */
export interface InboxOpinionTable {
  agencyId: string;
  linkHash: string;
  nodeId: string;
  askedSealed: Uint8Array | null;
  answeredAt: string | null;
  isOver: Generated<boolean>;
}
