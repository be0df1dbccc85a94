import {
  answerClock,
  entryOfCase,
  remedyCaseOf,
  type LocalDate,
  type RemedyCase,
  type RemedyEntry,
  type RemedyStage,
  type WorkingDayCalendar,
} from '@gongkai/core';
import type { RemedyRow } from './queries.js';

/** The columns that tell table 四 of a remedy, wherever its row was read. */
export type RemedyColumns = Pick<
  RemedyRow,
  'remedyId' | 'caseId' | 'kind' | 'role' | 'filedOn' | 'concludedOn' | 'outcome' | 'instances'
>;

export function remedyOf(row: RemedyColumns): RemedyCase {
  const { remedyId, caseId, kind, role, filedOn, concludedOn, outcome, instances } = row;
  return {
    remedyId,
    kind,
    role,
    filedOn,
    ...(caseId !== null && { caseId }),
    ...(concludedOn !== null && { concludedOn }),
    ...(outcome !== null && { outcome }),
    ...(instances !== null && { instances }),
  };
}

/** What the office entered; of an imported remedy what its columns tell. */
export function entryOf(row: RemedyRow): RemedyEntry {
  const { stages, caseId, kind, role, side } = row;
  return stages === null ? entryOfCase(remedyOf(row)) : { caseId, kind, role, side, stages: [...stages] };
}

/** A row of a remedy that only its columns tell. */
export function importedRow(agencyId: string, remedy: RemedyCase, importId: string | null): RemedyRow {
  const { remedyId, caseId, kind, role, filedOn, concludedOn, outcome, instances } = remedy;
  return {
    agencyId,
    remedyId,
    caseId: caseId ?? null,
    kind,
    role,
    filedOn,
    concludedOn: concludedOn ?? null,
    outcome: outcome ?? null,
    instances: instances ?? null,
    importId,
    ...{ version: 1, side: 'applicant', stages: null, answerDueOn: null },
    settledOn: lastStage(entryOfCase(remedy)).concludedOn,
  };
}

/** An entry with everything that follows from it. */
export function enteredRow(
  key: Pick<RemedyRow, 'agencyId' | 'remedyId' | 'importId' | 'version'>,
  entry: RemedyEntry,
  calendar: WorkingDayCalendar,
): RemedyRow {
  const told = importedRow(key.agencyId, remedyCaseOf(key.remedyId, entry), key.importId);
  return {
    ...told,
    version: key.version,
    side: entry.side,
    stages: entry.stages,
    answerDueOn: answerDueOf(entry, calendar),
  };
}

export function lastStage({ stages }: RemedyEntry): RemedyStage {
  const last = stages.at(-1);
  if (last === undefined) throw new Error('a remedy has a stage');
  return last;
}

/** The answer that is owed now: that of the last proceeding, while it is open and nothing was handed in. */
export function answerDueOf(entry: RemedyEntry, calendar: WorkingDayCalendar): LocalDate | null {
  const stage = lastStage(entry);
  return stage.concludedOn === null && stage.answeredOn === null
    ? (clockOf(stage, calendar)?.dueOn ?? null)
    : null;
}

export function clockOf({ level, procedure, copyReceivedOn }: RemedyStage, calendar: WorkingDayCalendar) {
  return copyReceivedOn === null ? null : answerClock(calendar, level, procedure, copyReceivedOn);
}
