import { recordAudit, type AuditedActor } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';

/** Notes in the database that was backed up who has a copy of everything. */
export async function recordBackup(
  ctx: Pick<AppContext, 'db' | 'now' | 'audit'>,
  actor: AuditedActor,
  { madeAt, rows, files }: { readonly madeAt: string; readonly rows: number; readonly files: number },
  isEncrypted: boolean,
): Promise<void> {
  await inTransaction(ctx.db, (db) =>
    recordAudit(db, ctx, actor, {
      kind: 'database.backedUp',
      agencyCode: null,
      subject: { type: 'database', id: madeAt },
      details: { rows, files, isEncrypted },
    }),
  );
}
