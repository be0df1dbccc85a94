import { sql, type Selectable } from 'kysely';
import type { LocalDate } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ExchangeRightsTable } from './table.js';

export type ExchangeRightsRow = Selectable<ExchangeRightsTable>;

export async function insertExchangeRights(
  db: Transaction,
  row: Pick<ExchangeRightsRow, 'agencyId' | 'reference' | 'nodeId' | 'requestId'>,
): Promise<void> {
  await db.insertInto('exchangeRights').values(row).execute();
}

export function findExchangeRights(
  db: Connection,
  agencyId: string,
  reference: string,
): Promise<ExchangeRightsRow | undefined> {
  return db
    .selectFrom('exchangeRights')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .executeTakeFirst();
}

export async function updateExchangeRights(
  db: Transaction,
  { agencyId, reference }: Pick<ExchangeRightsRow, 'agencyId' | 'reference'>,
  change: Pick<ExchangeRightsRow, 'toldVersion' | 'toldDigest'>,
): Promise<void> {
  await db
    .updateTable('exchangeRights')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .execute();
}

/** Those of a node that are open or were submitted on the day or after it. */
export async function listRightsOf(
  db: Connection,
  nodeId: string,
  submittedFrom: LocalDate,
): Promise<(ExchangeRightsRow & { readonly standing: string })[]> {
  const { rows } = await sql<ExchangeRightsRow & { standing: string }>`
    select e.*, concat_ws(' ', r.status, r.outcome, r.last_seq) as standing
    from exchange_rights e
    join rights_request r on r.agency_id = e.agency_id and r.request_id = e.request_id
    where e.node_id = ${nodeId} and (r.status = 'open' or r.submitted_on >= ${submittedFrom})
    order by e.agency_id, e.reference`.execute(db);
  return rows;
}
