import { sql } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

/** Names on the accounts of officers, by their ids; for whoever must speak with them. */
export async function listUploaderNames(
  db: Connection,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('account')
    .select(['accountId', 'displayName'])
    .where('accountId', '=', sql<string>`any(${arrayLiteral(accountIds)}::text[])`)
    .where('kind', '<>', 'applicant')
    .execute();
  return new Map(rows.map(({ accountId, displayName }) => [accountId, displayName]));
}
