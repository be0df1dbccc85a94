import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { PartyTable } from './table.js';

export type PartyRow = Omit<Selectable<PartyTable>, 'name'>;

export async function insertParty(db: Transaction, row: PartyRow): Promise<void> {
  await db.insertInto('party').values(row).execute();
}

export function findParty(db: Connection, agencyId: string, partyId: string): Promise<PartyRow | undefined> {
  return db
    .selectFrom('party')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('partyId', '=', partyId)
    .executeTakeFirst();
}

/** Who acts for the party: an agent or guardian before a legal representative; who applies with it does not act for it. */
export function findRepresentative(
  db: Connection,
  agencyId: string,
  partyId: string,
): Promise<PartyRow | undefined> {
  return db
    .selectFrom('party')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('representedPartyId', '=', partyId)
    .where('relation', '<>', 'coApplicant')
    .orderBy('relation')
    .orderBy('partyId')
    .executeTakeFirst();
}

/** Those who act for the party or apply together with it. */
export function listCompanions(db: Connection, agencyId: string, partyId: string): Promise<PartyRow[]> {
  return db
    .selectFrom('party')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('representedPartyId', '=', partyId)
    .orderBy('relation')
    .orderBy('partyId')
    .execute();
}

/** Replaces values of a party; what was there is gone. */
export async function updateParty(
  db: Transaction,
  agencyId: string,
  partyId: string,
  values: Partial<PartyRow>,
): Promise<void> {
  await db
    .updateTable('party')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('partyId', '=', partyId)
    .execute();
}

/** The columns by which a party is found. */
export type IndexColumn = 'nameIndex' | 'identityNumberIndex' | 'organisationCodeIndex' | 'telephoneIndex';

/** Parties of the agency with one of the blind indexes in the column, at most `limit`. */
export function listPartiesByIndex(
  db: Connection,
  agencyId: string,
  column: IndexColumn,
  indexes: readonly Uint8Array[],
  limit: number,
): Promise<PartyRow[]> {
  return db
    .selectFrom('party')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where(column, '=', sql<Uint8Array>`any(${arrayLiteral(indexes)}::bytea[])`)
    .orderBy('partyId')
    .limit(limit)
    .execute();
}
