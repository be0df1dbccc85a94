import {
  addDays,
  addWorkingDays,
  DUE_REMINDER_WORKING_DAYS,
  dueReminder,
  isWorkingDay,
  localDateInChina,
  type LocalDate,
  type NotificationKind,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { loadCalendar } from '../calendar/service.js';
import { listAgencies } from '../identity/service.js';
import { recipientsOf, tell } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { loadInterpretationDays } from './publication-setting.js';
import { listUnexplained } from './setting-queries.js';
import { listDueDocuments, type DueDocumentRow } from './due-queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Documents in one transaction: on PGlite everybody waits for it. */
const AT_ONCE = 200;
/** A document that ends is replaced or prolonged by another, which takes its time. */
const EXPIRY_DAYS = 60;

/** What news a document calls for today, with what makes it one of its kind; null: none yet. */
interface Alarm {
  readonly kind: NotificationKind;
  readonly key: string;
  readonly days?: number;
}

/**
 * Tells those who draft and publish that the term of a document ends or has ended (条例第二十六条), that something withheld is
 * to be looked at again (第十八条), and that a document is about to expire: once for each document, day and threshold.
 * @returns how many pieces of news were new
 */
export async function tellOfDueDocuments(ctx: Context): Promise<number> {
  const today = ctx.today();
  let told = 0;
  for (const { code } of await listAgencies(ctx)) {
    const calendar = await loadCalendar(ctx.db, code);
    if (!isWorkingDay(calendar, today)) continue;
    const soon = addWorkingDays(calendar, today, Math.max(...DUE_REMINDER_WORKING_DAYS));
    told += await tellEach(ctx, code, 'dueOn', soon, ({ dueOn }) => {
      const due = dueReminder(dueOn, today, calendar);
      if (due === null) return null;
      const isOver = due.reminder === 'overdue';
      const key = String(due.reminder);
      return isOver ? { kind: 'document.overdue', key } : { kind: 'document.due', key, days: due.daysLeft };
    });
    told += await tellEach(ctx, code, 'reassessOn', today, () => ({
      kind: 'document.reassess',
      key: 'reassess',
    }));
    const expiring = addDays(today, EXPIRY_DAYS);
    told += await tellEach(ctx, code, 'expiresOn', expiring, () => ({
      kind: 'document.expiring',
      key: 'expiring',
    }));
    told += await tellUnexplained(ctx, code, calendar);
  }
  return told;
}

/** Policies older than this were published before anybody was told of their interpretation. */
const UNEXPLAINED_DAYS = 60;

/** Policies whose interpretation is not out by its day (国办发〔2016〕80号). */
async function tellUnexplained(
  ctx: Context,
  agencyCode: string,
  calendar: WorkingDayCalendar,
): Promise<number> {
  const today = ctx.today();
  const days = await loadInterpretationDays(ctx.db, agencyCode);
  const since = `${addDays(today, -UNEXPLAINED_DAYS)}T00:00:00+08:00`;
  let told = 0;
  let after: string | null = '';
  while (after !== null) {
    const from: string = after;
    const page: readonly { readonly documentId: string }[] = await inTransaction(ctx.db, async (db) => {
      const rows = await listUnexplained(db, agencyCode, { since, after: from, limit: AT_ONCE });
      for (const { documentId, unitId, publishedAt } of rows) {
        const dueOn = addWorkingDays(calendar, localDateInChina(new Date(publishedAt)), days);
        const alarm: Alarm | null =
          dueOn < today ? { kind: 'document.interpretationOverdue', key: 'unexplained' } : null;
        told += await tellOne(db, ctx, agencyCode, { documentId, unitId, dueOn }, alarm);
      }
      return rows;
    });
    after = page.length < AT_ONCE ? null : (page.at(-1)?.documentId ?? null);
  }
  return told;
}

async function tellEach(
  ctx: Context,
  agencyCode: string,
  column: Parameters<typeof listDueDocuments>[2],
  through: LocalDate,
  alarmOf: (row: DueDocumentRow) => Alarm | null,
): Promise<number> {
  let told = 0;
  let after: string | null = '';
  while (after !== null) {
    const from: string = after;
    const page: readonly DueDocumentRow[] = await inTransaction(ctx.db, async (db) => {
      const rows = await listDueDocuments(db, agencyCode, column, { through, after: from, limit: AT_ONCE });
      for (const row of rows) told += await tellOne(db, ctx, agencyCode, row, alarmOf(row));
      return rows;
    });
    after = page.length < AT_ONCE ? null : (page.at(-1)?.documentId ?? null);
  }
  return told;
}

async function tellOne(
  db: Transaction,
  ctx: Context,
  agencyCode: string,
  { documentId, unitId, dueOn }: DueDocumentRow,
  alarm: Alarm | null,
): Promise<number> {
  if (alarm === null) return 0;
  const { kind, days } = alarm;
  const recipients = await recipientsOf(db, kind, { agency: agencyCode, unit: unitId }, ctx.today());
  const details = { dueOn, ...(days !== undefined && { days }) };
  const key = `${agencyCode}/${documentId}/${dueOn}/${alarm.key}`;
  return tell(db, ctx, { kind, agencyCode, subjectId: documentId, details, key }, recipients);
}
