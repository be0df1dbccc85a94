import type { LocalDate, RemedyInstance, RemedyKind, RemedyOutcome, RemedyRole } from '@gongkai/core';
import type { ColumnType } from 'kysely';

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
}
