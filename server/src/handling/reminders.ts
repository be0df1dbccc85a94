import {
  addDays,
  addWorkingDays,
  confirmBy,
  dueReminder,
  isWorkingDay,
  setTerm,
  consultationTerm,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { loadCalendar } from '../calendar/service.js';
import { remindersOf } from '../desk-setting/service.js';
import { listAgencies } from '../identity/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listWaiting } from './consultation-queries.js';
import { listUnconfirmed } from './entry-queries.js';
import { listTasks } from './task-queries.js';
import { tellHandlers } from './unit-tasks.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

interface Clock {
  readonly calendar: WorkingDayCalendar;
  /** Working days before the last one. */
  readonly beforeDays: readonly number[];
}

/** A silence of which nobody was told for so long was told when it began, or is history. */
const DAYS_OF_SILENCE = 30;
const MOST_TASKS = 2000;
/** A notice of days off that came later moves a stored day by no more. */
const CHANGED_DAYS = 15;

/**
 * Tells of sub-tasks and consultations that are about to end or have ended: once for each, last day and threshold. On days
 * off nobody is told; the next working day makes up for it. @returns how many pieces of news were new
 */
export async function tellOfHandling(ctx: Context): Promise<number> {
  let told = 0;
  for (const { code } of await listAgencies(ctx)) {
    const calendar = await loadCalendar(ctx.db, code);
    if (!isWorkingDay(calendar, ctx.today())) continue;
    const { beforeDays } = await remindersOf(ctx.db, code);
    const clock = { calendar, beforeDays };
    told += await inTransaction(
      ctx.db,
      async (db) =>
        (await tellOfTasks(db, ctx, code, clock)) + (await tellOfConsultations(db, ctx, code, clock)),
    );
  }
  return told;
}

async function tellOfTasks(
  db: Transaction,
  ctx: Context,
  agencyCode: string,
  { calendar, beforeDays }: Clock,
): Promise<number> {
  const dueThrough = addDays(addWorkingDays(calendar, ctx.today(), Math.max(...beforeDays)), CHANGED_DAYS);
  const tasks = await listTasks(db, agencyCode, {
    ...{ units: null, status: 'open', dueThrough, limit: MOST_TASKS },
  });
  let told = 0;
  for (const task of tasks) {
    const { dueOn } = setTerm(task.assignedOn, task.termDays, calendar);
    const due = dueReminder(dueOn, ctx.today(), calendar, beforeDays);
    if (due === null) continue;
    const isOverdue = due.reminder === 'overdue';
    const key = `${task.taskId}/${due.reminder}`;
    const details = { dueOn, ...(!isOverdue && { days: due.daysLeft }) };
    told += await tellHandlers(db, ctx, task, isOverdue ? 'task.overdue' : 'task.due', { key, details });
    if (!isOverdue) continue;
    // Whoever assigned it must know that the unit is late.
    told += await notify(db, ctx, {
      ...{ kind: 'task.assignedOverdue', agencyCode, subjectId: task.caseId, to: [task.assignedBy] },
      ...{ details: { dueOn }, key },
    });
  }
  return told;
}

async function tellOfConsultations(
  db: Transaction,
  ctx: Context,
  agencyCode: string,
  { calendar, beforeDays }: Clock,
): Promise<number> {
  const today = ctx.today();
  const waiting = await listWaiting(db, agencyCode, {
    after: addDays(today, -DAYS_OF_SILENCE),
    through: addDays(addWorkingDays(calendar, today, Math.max(...beforeDays)), CHANGED_DAYS),
  });
  let told = 0;
  for (const { consultationId, caseId, kind, receivedOn, unitId } of waiting) {
    const lapseOn = consultationTerm(kind, receivedOn, calendar)?.dueOn;
    if (lapseOn === undefined) continue;
    const due = dueReminder(lapseOn, today, calendar, beforeDays);
    if (due === null) continue;
    const isLapsed = due.reminder === 'overdue';
    const lapsed = kind === 'coProducer' ? 'consultation.consented' : 'consultation.silent';
    told += await notify(db, ctx, {
      kind: isLapsed ? lapsed : 'consultation.due',
      agencyCode,
      unitCode: unitId,
      subjectId: caseId,
      details: { dueOn: lapseOn, ...(!isLapsed && { days: due.daysLeft }) },
      key: `${consultationId}/${lapseOn}/${due.reminder}`,
    });
  }
  return told;
}

/**
 * Tells the desk every working day what still waits for both sides to confirm, in the afternoon of its own day too, and the
 * head of the office what was not confirmed on its day (条例第三十一条). @returns how many pieces of news were new
 */
export async function tellOfUnconfirmed(ctx: Context): Promise<number> {
  const today = ctx.today();
  let told = 0;
  for (const { code } of await listAgencies(ctx)) {
    const calendar = await loadCalendar(ctx.db, code);
    if (!isWorkingDay(calendar, today)) continue;
    told += await inTransaction(ctx.db, async (db) => {
      let count = 0;
      for (const { caseId, unitId, submittedOn } of await listUnconfirmed(db, code, null)) {
        const news = { agencyCode: code, unitCode: unitId, subjectId: caseId };
        const key = `${code}/${caseId}/unconfirmed/${today}`;
        count += await notify(db, ctx, { ...news, kind: 'case.toConfirm', key });
        if (today > confirmBy(submittedOn, calendar))
          count += await notify(db, ctx, { ...news, kind: 'case.confirmLate', key });
      }
      return count;
    });
  }
  return told;
}
