import type { LocalDate } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';

/** Of a case what a mail about it needs. */
export interface MailedCase {
  readonly partyId: string | null;
  readonly dueOn: LocalDate | null;
  readonly lapsesOn: LocalDate | null;
  /** Null: not handed in on the public pages, so there is no query code. */
  readonly submittedAt: string | null;
}

export function findMailedCase(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<MailedCase | undefined> {
  return db
    .selectFrom('applicationCase as c')
    .leftJoin('onlineApplication as o', (join) =>
      join.onRef('o.agencyId', '=', 'c.agencyId').onRef('o.caseId', '=', 'c.caseId'),
    )
    .select(['c.partyId', 'c.dueOn', 'c.lapsesOn', 'o.submittedAt'])
    .where('c.agencyId', '=', agencyId)
    .where('c.caseId', '=', caseId)
    .executeTakeFirst();
}

/** Whether the applicant of a case gave an address for mail. */
export async function hasMailAddress(db: Connection, agencyId: string, caseId: string): Promise<boolean> {
  const found = await db
    .selectFrom('applicationCase')
    .innerJoin('party', (join) =>
      join
        .onRef('party.agencyId', '=', 'applicationCase.agencyId')
        .onRef('party.partyId', '=', 'applicationCase.partyId'),
    )
    .select('party.partyId')
    .where('applicationCase.agencyId', '=', agencyId)
    .where('applicationCase.caseId', '=', caseId)
    .where('party.emailSealed', 'is not', null)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether a record of a case still counts: no later one corrected or voided it. */
export async function isRecordInForce(
  db: Connection,
  { agencyId, caseId, seq }: { readonly agencyId: string; readonly caseId: string; readonly seq: number },
): Promise<boolean> {
  const later = await db
    .selectFrom('caseEvent')
    .select('seq')
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .where('corrects', '=', seq)
    .executeTakeFirst();
  return later === undefined;
}
