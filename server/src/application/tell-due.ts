import {
  addDays,
  addWorkingDays,
  countWorkingDays,
  dayOfWeek,
  DUE_REMINDER_WORKING_DAYS,
  dueReminder,
  isWorkingDay,
  type LocalDate,
  type NotificationKind,
  type ReminderSetting,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { loadCalendar, loadNationalCalendar } from '../calendar/service.js';
import { remindersOf } from '../desk-setting/service.js';
import { listAgencies } from '../identity/service.js';
import { notify, recipientsOf, tell } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listDueCases, type DueCaseRow } from './due-queries.js';
import { reprojectDue } from './reproject.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Cases in one transaction: on PGlite everybody waits for it. */
const CASES_AT_ONCE = 200;
const LONGEST = Math.max(...DUE_REMINDER_WORKING_DAYS);

/**
 * Tells those who handle a case that its term ends in a few working days, today, or has ended (条例第三十三条): once for
 * each case, due date and threshold, and every working day once it is overdue, then the head of the office and, by number,
 * the supervisor too. However often it runs it tells once. On days off nobody is told; the next working day makes up for it.
 * @returns how many pieces of news were new
 */
export async function tellOfDueCases(ctx: Context): Promise<number> {
  const today = ctx.today();
  await reprojectDue(ctx);
  let told = 0;
  for (const { code } of await listAgencies(ctx)) {
    const calendar = await loadCalendar(ctx.db, code);
    if (!isWorkingDay(calendar, today)) continue;
    const reminders = await remindersOf(ctx.db, code);
    const through = addWorkingDays(calendar, today, Math.max(...reminders.beforeDays));
    let after: string | null = null;
    let late = 0;
    do {
      const from: string | null = after;
      const rows: DueCaseRow[] = await inTransaction(ctx.db, async (db) => {
        const page = await listDueCases(db, code, { through, after: from, limit: CASES_AT_ONCE });
        told += await tellOf(db, ctx, code, page, { calendar, reminders });
        return page;
      });
      late += rows.filter(({ dueOn }) => isToReport(dueOn, today, { calendar, reminders })).length;
      after = rows.length < CASES_AT_ONCE ? null : (rows.at(-1)?.caseId ?? null);
    } while (after !== null);
    if (late > 0) told += await inTransaction(ctx.db, (db) => tellOfLate(db, ctx, code, late));
  }
  return told;
}

interface Clock {
  readonly calendar: WorkingDayCalendar;
  readonly reminders: ReminderSetting;
}

/** Overdue for as many working days as the agency set: the head and the supervisor learn of it. */
function isToReport(dueOn: LocalDate, today: LocalDate, { calendar, reminders }: Clock): boolean {
  return dueOn < today && countWorkingDays(calendar, dueOn, today) >= reminders.escalateAfterDays;
}

/** The supervisor gets numbers, never a case (条例第四十六条): once on each working day. */
async function tellOfLate(
  db: Transaction,
  ctx: Context,
  agencyCode: string,
  overdue: number,
): Promise<number> {
  return notify(db, ctx, {
    ...{ kind: 'case.overdueCount', agencyCode, subjectId: agencyCode, details: { overdue } },
    key: `${agencyCode}/overdue/${ctx.today()}`,
  });
}

/** The recipients are asked for once for each unit, not for each case. */
async function tellOf(
  db: Transaction,
  ctx: Context,
  agencyCode: string,
  cases: readonly DueCaseRow[],
  clock: Clock,
): Promise<number> {
  const { calendar, reminders } = clock;
  const today = ctx.today();
  const known = new Map<string, ReturnType<typeof recipientsOf>>();
  const recipientsFor = (kind: NotificationKind, unit: string | null) => {
    const place = `${kind} ${unit ?? ''}`;
    const recipients = known.get(place) ?? recipientsOf(db, kind, { agency: agencyCode, unit }, today);
    known.set(place, recipients);
    return recipients;
  };
  let told = 0;
  for (const { caseId, unitId, dueOn } of cases) {
    const due = dueReminder(dueOn, today, calendar, reminders.beforeDays);
    if (due === null) continue;
    const isOverdue = due.reminder === 'overdue';
    const kind = isOverdue ? 'case.overdue' : 'case.due';
    const details = { dueOn, ...(!isOverdue && { days: due.daysLeft }) };
    // Once for each threshold; once a working day while it is overdue.
    const when = isOverdue ? `overdue/${today}` : String(due.reminder);
    const news = { agencyCode, subjectId: caseId, key: `${agencyCode}/${caseId}/${dueOn}/${when}` };
    const isReported = isToReport(dueOn, today, clock);
    const heads = isReported ? await recipientsFor('case.escalated', unitId) : [];
    const isHead = new Set(heads.map(({ accountId }) => accountId));
    const handlers = (await recipientsFor(kind, unitId)).filter(({ accountId }) => !isHead.has(accountId));
    told += await tell(db, ctx, { kind, details, ...news }, handlers);
    if (!isReported) continue;
    const overdue = countWorkingDays(calendar, dueOn, today);
    told += await tell(db, ctx, { kind: 'case.escalated', details: { dueOn, overdue }, ...news }, heads);
  }
  return told;
}

/** Tells supervisors once a week how many cases of those below them are about to end or overdue: numbers alone. */
export async function tellSupervisors(ctx: Context): Promise<number> {
  const today = ctx.today();
  const calendar = await loadNationalCalendar(ctx.db);
  if (!isWorkingDay(calendar, today)) return 0;
  const through = addWorkingDays(calendar, today, LONGEST);
  const counts = new Map<string, { count: number; overdue: number }>();
  for (const { code } of await listAgencies(ctx)) {
    const supervisors = await recipientsOf(ctx.db, 'case.weeklyCount', { agency: code }, today);
    if (supervisors.length === 0) continue;
    const own = await countDue(ctx, code, through);
    for (const { accountId } of supervisors) {
      const { count, overdue } = counts.get(accountId) ?? { count: 0, overdue: 0 };
      counts.set(accountId, { count: count + own.count, overdue: overdue + own.overdue });
    }
  }
  return inTransaction(ctx.db, async (db) => {
    let told = 0;
    for (const [accountId, details] of counts) {
      told += await notify(db, ctx, {
        kind: 'case.weeklyCount',
        agencyCode: null,
        subjectId: 'week',
        details,
        to: [accountId],
        key: mondayOf(today),
      });
    }
    return told;
  });
}

async function countDue(ctx: Context, agencyCode: string, through: LocalDate) {
  const today = ctx.today();
  const sum = { count: 0, overdue: 0 };
  for (let after: string | null = null; ;) {
    const rows: DueCaseRow[] = await listDueCases(ctx.db, agencyCode, { through, after, limit: 1000 });
    for (const { dueOn } of rows) sum[dueOn < today ? 'overdue' : 'count'] += 1;
    after = rows.at(-1)?.caseId ?? null;
    if (rows.length < 1000) return sum;
  }
}

/** Names the week. */
function mondayOf(day: LocalDate): LocalDate {
  return addDays(day, -((dayOfWeek(day) + 6) % 7));
}
