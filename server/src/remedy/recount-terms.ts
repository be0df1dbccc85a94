import { redecisionOf, type LocalDate } from '@gongkai/core';
import { recordAudit, type AuditedActor } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listDueRemedies, listOrders, lockRemedy, updateOrderDay, updateRemedyRow } from './queries.js';
import { answerDueOf, entryOf } from './remedy-row.js';

/** Every date that this release can count lies before it. */
const LAST_DAY = '9999-12-31' as LocalDate;

/**
 * Counts anew the answers and the ordered re-decisions that were due that day or later: a notice has moved working days.
 * Done twice it changes nothing more.
 * @returns how many remedies were counted
 */
export async function recountRemedyTerms(
  ctx: Pick<AppContext, 'db' | 'now' | 'today'>,
  actor: AuditedActor,
  firstDay: LocalDate,
): Promise<number> {
  let count = 0;
  for (const { code } of await listAgencies(ctx)) {
    const due = await listDueRemedies(ctx.db, code, LAST_DAY);
    const remedyIds = new Set(due.flatMap((it) => (it.dueOn < firstDay ? [] : [it.remedyId])));
    for (const remedyId of remedyIds) {
      await inTransaction(ctx.db, (db) => recountRemedy(db, code, remedyId));
    }
    count += remedyIds.size;
  }
  await inTransaction(ctx.db, (db) =>
    recordAudit(db, ctx, actor, {
      kind: 'calendar.reprojected',
      agencyCode: null,
      subject: { type: 'remedy', id: 'all' },
      details: { remedies: count },
    }),
  );
  return count;
}

async function recountRemedy(db: Transaction, agencyCode: string, remedyId: string): Promise<void> {
  const row = await lockRemedy(db, agencyCode, remedyId);
  if (row === undefined) return;
  const calendar = await loadCalendar(db, agencyCode);
  const entry = entryOf(row);
  const answerDueOn = row.stages === null ? null : answerDueOf(entry, calendar);
  if (answerDueOn !== row.answerDueOn) await updateRemedyRow(db, { ...row, answerDueOn });
  const ordered = redecisionOf(entry, calendar);
  for (const order of await listOrders(db, agencyCode, remedyId)) {
    const isOf = order.kind === 'redecide' && order.doneOn === null && order.orderedOn === ordered?.on;
    if (isOf && order.dueOn !== ordered.dueOn) await updateOrderDay(db, order, ordered.dueOn);
  }
}
