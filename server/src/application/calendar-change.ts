import {
  daysBetween,
  DomainError,
  firstDayOf,
  permit,
  type Actor,
  type AddedNotice,
  type Agency,
  type LocalDate,
  type MovedDueDate,
  type NewNotice,
  type NoticePreview,
} from '@gongkai/core';
import { recordAudit, type AuditedActor } from '../audit/service.js';
import {
  addNoticeIn,
  enqueueRecounts,
  loadCalendar,
  loadCalendarWith,
  refuseKnownNotice,
} from '../calendar/service.js';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listRunningCases, lockTouchedCases, type RunningCase } from './calendar-queries.js';
import { effectiveEvents, evaluateEvents, type EventRecord, type ProjectionContext } from './project-case.js';
import { recordsOf, reprojectLocked } from './reproject.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

const CASES_AT_ONCE = 500;
/** Named in the preview; beyond them their number is told. */
const MOST_SHOWN = 200;

/** Which dates of open cases a notice would move and by how much; nothing is written. @throws DomainError ALREADY_EXISTS */
export async function previewNotice(ctx: Context, actor: Actor, notice: NewNotice): Promise<NoticePreview> {
  permit(actor, 'calendar.manage', { agencyCode: null });
  await refuseKnownNotice(ctx, notice);
  const today = ctx.today();
  const firstDay = firstDayOf(notice);
  const moved: MovedDueDate[] = [];
  let counted = 0;
  for (const agency of await listAgencies(ctx)) {
    const calendars = {
      now: await loadCalendar(ctx.db, agency.code),
      then: await loadCalendarWith(ctx.db, agency.code, notice),
    };
    for (let after: string | null = null; ;) {
      const cases: RunningCase[] = await listRunningCases(ctx.db, agency.code, {
        ...{ firstDay, after, limit: CASES_AT_ONCE },
      });
      const ids = cases.map(({ caseId }) => caseId);
      for (const [caseId, records] of await recordsOf(ctx.db, agency.code, ids)) {
        moved.push(...movesOf(agency, caseId, records, today, calendars));
      }
      counted += cases.length;
      after = ids.at(-1) ?? null;
      if (cases.length < CASES_AT_ONCE) break;
    }
  }
  moved.sort((a, b) => (a.after === b.after ? 0 : a.after < b.after ? -1 : 1));
  return {
    counted,
    moved: moved.length,
    overdueAfter: moved.filter(({ term, after }) => term === 'reply' && after < today).length,
    items: moved.slice(0, MOST_SHOWN),
  };
}

function movesOf(
  { code, kind }: Agency,
  caseId: string,
  records: readonly EventRecord[],
  today: LocalDate,
  calendars: Readonly<Record<'now' | 'then', ProjectionContext['calendar']>>,
): MovedDueDate[] {
  const events = effectiveEvents(records);
  const [before, after] = [calendars.now, calendars.then].map((calendar) =>
    evaluateEvents(events, { today, agencyKind: kind, calendar }),
  );
  if (before === undefined || after === undefined) return [];
  return (
    [
      ['reply', before.dueOn, after.dueOn],
      ['applicant', before.lapsesOn, after.lapsesOn],
    ] as const
  ).flatMap(([term, from, to]) =>
    from === null || to === null || from === to
      ? []
      : [{ agencyCode: code, caseId, term, before: from, after: to, days: daysBetween(from, to) }],
  );
}

/**
 * Enters a notice; the cases are brought to it by a job. `moved` is how many dates the preview showed.
 * @throws DomainError ALREADY_EXISTS, INVALID_INPUT, CHANGED_MEANWHILE
 */
export async function addNotice(
  ctx: Context,
  actor: Actor,
  notice: NewNotice,
  moved: number,
): Promise<AddedNotice> {
  const now = await previewNotice(ctx, actor, notice);
  if (now.moved !== moved) {
    throw new DomainError(
      'CHANGED_MEANWHILE',
      `预览之后情况有变：现在会移动 ${now.moved} 个期限，预览时是 ${moved} 个。请重新预览再登记。`,
    );
  }
  return inTransaction(ctx.db, async (db) => {
    const added = await addNoticeIn(db, ctx, actor, notice, moved);
    await enqueueRecounts(db, notice, added.noticeId);
    return added;
  });
}

/** Counts anew every case with a term that ended on that day or later. Done twice it changes nothing more. */
export async function reprojectForCalendar(
  ctx: Context,
  actor: AuditedActor,
  firstDay: LocalDate,
): Promise<number> {
  let count = 0;
  for (const agency of await listAgencies(ctx)) {
    for (let after: string | null = null; ;) {
      const from: string | null = after;
      const locked: RunningCase[] = await inTransaction(ctx.db, async (db) => {
        const page = await lockTouchedCases(db, agency.code, { firstDay, after: from, limit: CASES_AT_ONCE });
        await reprojectLocked(db, agency, page, ctx.today());
        return page;
      });
      count += locked.length;
      after = locked.at(-1)?.caseId ?? null;
      if (locked.length < CASES_AT_ONCE) break;
    }
  }
  await inTransaction(ctx.db, (db) =>
    recordAudit(db, ctx, actor, {
      kind: 'calendar.reprojected',
      agencyCode: null,
      subject: { type: 'cases', id: 'all' },
      details: { cases: count },
    }),
  );
  return count;
}
