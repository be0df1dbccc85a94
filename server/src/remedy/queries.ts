import { sql, type Selectable } from 'kysely';
import type { LocalDate } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RemedyTable } from './table.js';

export type RemedyRow = Selectable<RemedyTable>;

/** Latest first; the id makes the order total. */
export function listRemedyRows(
  db: Connection,
  agencyId: string,
  after: { readonly filedOn: LocalDate; readonly remedyId: string } | null,
  limit: number,
): Promise<RemedyRow[]> {
  let query = db.selectFrom('remedy').selectAll().where('agencyId', '=', agencyId);
  if (after !== null) {
    query = query.where(sql<boolean>`(filed_on, remedy_id) < (${after.filedOn}::date, ${after.remedyId})`);
  }
  return query.orderBy('filedOn', 'desc').orderBy('remedyId', 'desc').limit(limit).execute();
}

/** The remedies of these ids. */
export function listRemediesById(
  db: Connection,
  agencyId: string,
  remedyIds: readonly string[],
): Promise<RemedyRow[]> {
  return db
    .selectFrom('remedy')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('remedyId', '=', sql<string>`any(${arrayLiteral(remedyIds)}::text[])`)
    .execute();
}

/** Those of the ids that are remedies of the agency. */
export async function listExistingRemedyIds(
  db: Connection,
  agencyId: string,
  remedyIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('remedy')
    .select('remedyId')
    .where('agencyId', '=', agencyId)
    .where('remedyId', '=', sql<string>`any(${arrayLiteral(remedyIds)}::text[])`)
    .execute();
  return new Set(rows.map(({ remedyId }) => remedyId));
}

/** @returns false when there is such a remedy already */
export async function insertRemedy(db: Transaction, row: RemedyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('remedy')
    .values({ ...row, instances: row.instances === null ? null : JSON.stringify(row.instances) })
    .onConflict((conflict) => conflict.columns(['agencyId', 'remedyId']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function copyRemedies(db: Transaction, rows: readonly RemedyRow[]): Promise<void> {
  await copyRows(
    db,
    'remedy',
    [
      'agencyId',
      'remedyId',
      'caseId',
      'kind',
      'role',
      'filedOn',
      'concludedOn',
      'outcome',
      'instances',
      'importId',
    ],
    rows.map((row) => [
      row.agencyId,
      row.remedyId,
      row.caseId,
      row.kind,
      row.role,
      row.filedOn,
      row.concludedOn,
      row.outcome,
      row.instances,
      row.importId,
    ]),
  );
}
