import { sql } from 'kysely';
import type { LocalDate } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';

export interface RunningCase {
  readonly caseId: string;
  readonly lastSeq: number;
  readonly dueOn: LocalDate | null;
  readonly lapsesOn: LocalDate | null;
}

/** Cases with a term that ended or ends on `firstDay` or later: those that a notice of that day can move. */
function touchedFrom(db: Connection, agencyId: string, firstDay: LocalDate) {
  return db
    .selectFrom('applicationCase')
    .select(['caseId', 'lastSeq', 'dueOn', 'lapsesOn'])
    .where('agencyId', '=', agencyId)
    .where(sql<boolean>`(closed_on is null or greatest(closed_on, due_on, lapses_on) >= ${firstDay}::date)`)
    .orderBy('caseId');
}

/** Open cases that a notice can move, by their number, after one of them. */
export function listRunningCases(
  db: Connection,
  agencyId: string,
  page: { readonly firstDay: LocalDate; readonly after: string | null; readonly limit: number },
): Promise<RunningCase[]> {
  let query = touchedFrom(db, agencyId, page.firstDay).where('closedOn', 'is', null).limit(page.limit);
  if (page.after !== null) query = query.where('caseId', '>', page.after);
  return query.execute();
}

/** Every case that a notice can move, closed ones among them, kept from other writers. */
export function lockTouchedCases(
  db: Transaction,
  agencyId: string,
  page: { readonly firstDay: LocalDate; readonly after: string | null; readonly limit: number },
): Promise<RunningCase[]> {
  let query = touchedFrom(db, agencyId, page.firstDay).limit(page.limit);
  if (page.after !== null) query = query.where('caseId', '>', page.after);
  return query.forUpdate().execute();
}
