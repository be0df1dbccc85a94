import type { Insertable } from 'kysely';
import type { Transaction } from '../platform/database/schema.js';
import type { AuditPendingTable } from './table.js';

export async function insertPending(db: Transaction, row: Insertable<AuditPendingTable>): Promise<void> {
  await db.insertInto('auditPending').values(row).execute();
}
