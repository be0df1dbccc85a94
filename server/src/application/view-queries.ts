import type { Selectable } from 'kysely';
import type { RegisterView } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RegisterViewTable } from './table.js';

/** One person's views, by name. */
export function listViews(db: Connection, agencyId: string, accountId: string): Promise<RegisterView[]> {
  return db
    .selectFrom('registerView')
    .select(['name', 'filters', 'columns'])
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .orderBy('name')
    .execute();
}

export async function saveView(db: Transaction, view: Selectable<RegisterViewTable>): Promise<void> {
  const values = { ...view, filters: JSON.stringify(view.filters), columns: JSON.stringify(view.columns) };
  const { filters, columns, savedAt } = values;
  await db
    .insertInto('registerView')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'accountId', 'name']).doUpdateSet({ filters, columns, savedAt }),
    )
    .execute();
}

export async function deleteView(
  db: Transaction,
  agencyId: string,
  accountId: string,
  name: string,
): Promise<void> {
  await db
    .deleteFrom('registerView')
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .where('name', '=', name)
    .execute();
}
