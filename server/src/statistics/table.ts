import type { CandidateDecision } from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';

/** What was decided about information that several people asked for; it names cases, no person and no text. */
export interface DisclosureCandidateTable {
  agencyId: string;
  /** The earliest case of those that ask for it. */
  candidateId: string;
  caseIds: ColumnType<readonly string[], string, string>;
  decision: CandidateDecision;
  reason: string;
  decidedBy: string;
  decidedAt: Generated<string>;
  /** The draft that was opened to publish it. */
  documentId: string | null;
}
