import type { AuditDigest, AuditKind, AuditSubjectType } from '@gongkai/core';
import type { Generated } from 'kysely';

/** What a record says, as it was written; the columns beside `text` repeat it for searching. */
interface WrittenColumns {
  occurredAt: string;
  kind: AuditKind;
  actorId: string;
  subjectType: AuditSubjectType;
  subjectId: string;
  /** The event as canonical JSON. */
  text: string;
  /** 16 random bytes in hexadecimal: without it the text cannot be guessed from its digest. */
  salt: string;
}

interface KeptColumns {
  /** The agency whose chain it is in; `@platform` for what belongs to none. */
  agencyId: string;
  recordId: string;
  /** Over salt and text, in hexadecimal. */
  digest: string;
  algorithm: AuditDigest;
}

/** Records that no chain holds yet: written by use cases, taken by the sealer. */
export interface AuditPendingTable extends KeptColumns, WrittenColumns {
  /** The transaction that wrote it; the sealer waits until no older one can still commit. */
  xid: Generated<string>;
  /** Orders the records of one transaction. */
  writtenAt: Generated<string>;
}

/** Records with their place in the chain. What was written goes when it is erased by rule; the digest stays. */
export interface AuditRecordTable extends KeptColumns, Nullable<WrittenColumns> {
  /** The place in the chain, from 1 without gaps. */
  seq: number;
  /** Over the link before and this digest, in hexadecimal. */
  link: string;
  /** The erasure that took the text away, itself a record of the chain. */
  erasureId: string | null;
}

type Nullable<T> = { [K in keyof T]: T[K] | null };

/** A run of records that was sealed together; `hash` goes into the next block. */
export interface AuditBlockTable {
  agencyId: string;
  /** From 1 without gaps. */
  number: number;
  first: number;
  last: number;
  /** The link of the last record. */
  root: string;
  /** The hash of the block before; 64 zeros in the first. */
  previous: string;
  algorithm: AuditDigest;
  /** ISO 8601 in UTC with milliseconds, as text: its characters are hashed. */
  sealedAt: string;
  hash: string;
}

/** What was exported and signed of all chains; the proof is the file, this is the memory of it. */
export interface AuditAnchorTable {
  anchorId: string;
  madeAt: string;
  /** Digest of the signing key. */
  keyId: string;
  /** The signed document as canonical JSON. */
  document: string;
}
