import type { LocalDate } from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { CaseLinkTable, EnvelopeTable } from './table.js';

export type EnvelopeRow = Selectable<EnvelopeTable>;
export type LinkRow = Selectable<CaseLinkTable>;

export async function insertEnvelope(
  db: Transaction,
  row: EnvelopeRow,
  caseIds: readonly string[],
): Promise<void> {
  const { agencyId, envelopeId } = row;
  await db.insertInto('envelope').values(row).execute();
  await db
    .insertInto('envelopeCase')
    .values(caseIds.map((caseId, index) => ({ agencyId, envelopeId, caseId, position: index + 1 })))
    .execute();
}

/** With its cases in the order in which they lay in it. */
export async function findEnvelope(
  db: Connection,
  agencyId: string,
  of: { readonly envelopeId: string } | { readonly caseId: string },
): Promise<(EnvelopeRow & { readonly caseIds: readonly string[] }) | undefined> {
  const condition =
    'envelopeId' in of
      ? sql`e.envelope_id = ${of.envelopeId}`
      : sql`exists (select from envelope_case o where o.agency_id = e.agency_id and o.envelope_id = e.envelope_id
          and o.case_id = ${of.caseId})`;
  const { rows } = await sql<EnvelopeRow & { readonly caseIds: readonly string[] }>`
    select e.*, (
      select json_agg(c.case_id order by c.position) from envelope_case c
      where c.agency_id = e.agency_id and c.envelope_id = e.envelope_id
    ) as case_ids
    from envelope e where e.agency_id = ${agencyId} and ${condition}`.execute(db);
  return rows[0];
}

export async function updateReturnMail(
  db: Transaction,
  { agencyId, envelopeId }: Pick<EnvelopeRow, 'agencyId' | 'envelopeId'>,
  values: Pick<EnvelopeRow, 'returnMailNumber' | 'returnMailedOn'>,
): Promise<void> {
  await db
    .updateTable('envelope')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('envelopeId', '=', envelopeId)
    .execute();
}

/** @returns false when they are linked so already */
export async function insertLink(db: Transaction, row: LinkRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('caseLink')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'caseId', 'leadingCaseId', 'kind']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export type ListedLink = LinkRow & { readonly displayName: string | null };

/** The links of a case, whichever side it is on. */
export function listLinks(db: Connection, agencyId: string, caseId: string): Promise<ListedLink[]> {
  return db
    .selectFrom('caseLink')
    .leftJoin('account', 'account.accountId', 'caseLink.linkedBy')
    .selectAll('caseLink')
    .select('account.displayName')
    .where('caseLink.agencyId', '=', agencyId)
    .where((or) => or.or([or('caseId', '=', caseId), or('leadingCaseId', '=', caseId)]))
    .orderBy('linkedOn')
    .orderBy('linkId')
    .execute();
}

/** The day of submission as it was last corrected; null: the case has no events. */
export async function submittedOn(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<LocalDate | null> {
  const row = await db
    .selectFrom('caseEvent')
    .select('occurredOn')
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .where('type', '=', 'submitted')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.occurredOn ?? null;
}
