import { type LocalDate } from '@gongkai/core';
import { recordAudit, type AuditedActor } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { draftOf, dueOfDraft } from './document-source.js';
import { lockWaitingDocuments, updateDocument, type DocumentRow } from './queries.js';

const AT_ONCE = 200;

/**
 * Counts anew the last day of every document that waits for publication, where it was that day or later: a notice has
 * moved working days (条例第二十六条). Done twice it changes nothing more.
 * @returns how many were counted
 */
export async function recountDocumentTerms(
  ctx: Pick<AppContext, 'db' | 'now' | 'today'>,
  actor: AuditedActor,
  firstDay: LocalDate,
): Promise<number> {
  let count = 0;
  for (const { code } of await listAgencies(ctx)) {
    for (let after: string | null = null; ;) {
      const from: string | null = after;
      const page: DocumentRow[] = await inTransaction(ctx.db, async (db) => {
        const rows = await lockWaitingDocuments(db, code, { firstDay, after: from, limit: AT_ONCE });
        const calendar = await loadCalendar(db, code);
        for (const row of rows) {
          const { dueOn } = dueOfDraft(await draftOf(db, row), calendar);
          if (dueOn !== row.dueOn) await updateDocument(db, row, { dueOn });
        }
        return rows;
      });
      count += page.length;
      after = page.at(-1)?.documentId ?? null;
      if (page.length < AT_ONCE) break;
    }
  }
  await inTransaction(ctx.db, (db) =>
    recordAudit(db, ctx, actor, {
      kind: 'calendar.reprojected',
      agencyCode: null,
      subject: { type: 'document', id: 'all' },
      details: { documents: count },
    }),
  );
  return count;
}
