import type { LocalDate } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import type { ApplicationCaseTable } from './table.js';

export type DueCaseRow = Pick<ApplicationCaseTable, 'caseId' | 'unitId'> & { readonly dueOn: LocalDate };

/** Open cases of an agency whose term ends on that day or before, by their number; `after` is the last of the page before. */
export async function listDueCases(
  db: Connection,
  agencyId: string,
  {
    through,
    after,
    limit,
  }: { readonly through: LocalDate; readonly after: string | null; readonly limit: number },
): Promise<DueCaseRow[]> {
  let query = db
    .selectFrom('applicationCase')
    .select(['caseId', 'unitId', 'dueOn'])
    .where('agencyId', '=', agencyId)
    .where('closedOn', 'is', null)
    // What was decided counts as answered when it is served.
    .where('status', 'in', ['processing', 'redeciding', 'decided'])
    .where('dueOn', '<=', through)
    .orderBy('caseId')
    .limit(limit);
  if (after !== null) query = query.where('caseId', '>', after);
  const rows = await query.execute();
  return rows.flatMap(({ dueOn, ...row }) => (dueOn === null ? [] : [{ ...row, dueOn }]));
}
