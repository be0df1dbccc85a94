import type { Connection, Transaction } from '../platform/database/schema.js';
import type { DeskSettingTable } from './table.js';

export interface SettingKey {
  readonly agencyId: string;
  readonly kind: DeskSettingTable['kind'];
}

export function findSetting(
  db: Connection,
  { agencyId, kind }: SettingKey,
): Promise<{ content: unknown; revision: number } | undefined> {
  return db
    .selectFrom('deskSetting')
    .select(['content', 'revision'])
    .where('agencyId', '=', agencyId)
    .where('kind', '=', kind)
    .executeTakeFirst();
}

/** @returns false when another was saved since the revision that the caller saw */
export async function saveSetting(
  db: Transaction,
  key: SettingKey,
  seen: number,
  given: { readonly content: object; readonly savedBy: string; readonly savedAt: string },
): Promise<boolean> {
  const row = { ...given, content: JSON.stringify(given.content), revision: seen + 1 };
  if (seen === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('deskSetting')
      .values({ ...key, ...row })
      .onConflict((conflict) => conflict.columns(['agencyId', 'kind']).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await db
    .updateTable('deskSetting')
    .set(row)
    .where('agencyId', '=', key.agencyId)
    .where('kind', '=', key.kind)
    .where('revision', '=', seen)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
