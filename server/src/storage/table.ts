import type { SecrecyLevel, SecrecyMarking, SecrecyMarkingRule } from '@gongkai/core';
import type { ColumnType } from 'kysely';

/** A file that is kept. Its object was complete before this row was written. */
export interface StoredFileTable {
  agencyId: string;
  fileId: string;
  purpose: string;
  /** As it was uploaded; for people, never a path. */
  fileName: string;
  /** What the sender said it is; the type that counts is told by the content. */
  claimedType: string | null;
  mediaType: string;
  size: number;
  sha256: string;
  sm3: string;
  objectKey: string;
  isVirusScanned: boolean;
  /** Markings that somebody should look at. */
  warnings: ColumnType<readonly SecrecyMarking[], string, string>;
  storedBy: string;
  storedAt: string;
  /** Seen by nobody from then on; the sweep takes the object away later. */
  removedAt: string | null;
}

export type IncidentResult = 'confirmed' | 'misread' | 'declassified';

/** A file that was refused for its secrecy marking: who, when and by which rule, nothing of what it says. */
export interface SecrecyIncidentTable {
  agencyId: string;
  incidentId: string;
  occurredAt: string;
  actorId: string;
  /** What the file was uploaded for. */
  source: string;
  fileNameHash: string;
  /** Of the content: for whoever holds the file and wants to know whether it is this one. */
  fileHash: string;
  rule: SecrecyMarkingRule;
  level: SecrecyLevel | null;
  status: 'open' | 'closed';
  result: IncidentResult | null;
  closedBy: string | null;
  closedAt: string | null;
}
