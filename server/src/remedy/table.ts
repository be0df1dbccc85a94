import type {
  ItemFinding,
  Letter,
  LocalDate,
  RemedyEntry,
  RemedyInstance,
  RemedyKind,
  RemedyOrderKind,
  RemedyOutcome,
  RemedyPaperKind,
  RemedyPolicies,
  RemedyRole,
  RemedySide,
  RemedyStage,
} from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';

/** A reconsideration or suit about an application; table 四 counts them. */
export interface RemedyTable {
  agencyId: string;
  remedyId: string;
  caseId: string | null;
  kind: RemedyKind;
  role: RemedyRole;
  filedOn: LocalDate;
  concludedOn: LocalDate | null;
  outcome: RemedyOutcome | null;
  instances: ColumnType<readonly RemedyInstance[] | null, string | null, string | null>;
  importId: string | null;
  version: Generated<number>;
  side: Generated<RemedySide>;
  /** What the office entered; the columns above follow from it. Null: imported, and they are all there is. */
  stages: ColumnType<readonly RemedyStage[] | null, string | null, string | null>;
  /** Projection: when the last proceeding was concluded. */
  settledOn: LocalDate | null;
  /** Projection: by when to answer with evidence; null: answered, settled, or no copy yet. */
  answerDueOn: LocalDate | null;
}

/** The last number given to a remedy registered in a year. */
export interface RemedySeriesTable {
  agencyId: string;
  year: number;
  lastNumber: number;
}

/** Append-only: every state that was entered. */
export interface RemedyVersionTable {
  agencyId: string;
  remedyId: string;
  version: number;
  entry: ColumnType<RemedyEntry, string, never>;
  recordedBy: string;
  recordedAt: string;
}

export interface RemedyPaperTable {
  agencyId: string;
  remedyId: string;
  fileId: string;
  kind: RemedyPaperKind;
  addedAt: string;
}

/** What a decision or judgment orders, until it is done. */
export interface RemedyOrderTable {
  agencyId: string;
  orderId: string;
  remedyId: string;
  kind: RemedyOrderKind;
  what: string;
  orderedOn: LocalDate;
  dueOn: LocalDate | null;
  doneOn: LocalDate | null;
  proof: string | null;
}

export interface RemedyLessonTable {
  agencyId: string;
  lessonId: string;
  remedyId: string;
  ground: ItemFinding | null;
  letter: Letter | null;
  text: string;
  learntOn: LocalDate;
  recordedBy: string;
}

/** How table 四 is counted from a report year on; a later decision takes an earlier one's place. */
export interface RemedyPolicyTable {
  agencyId: string;
  policyNo: number;
  fromYear: number;
  countPendingAgain: boolean;
  resultOf: RemedyPolicies['resultOf'];
  reason: string;
  decidedOn: LocalDate;
  decidedBy: string;
}
