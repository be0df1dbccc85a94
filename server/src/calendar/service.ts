import { randomUUID } from 'node:crypto';
import {
  calendarWith,
  DomainError,
  SHIPPED_NOTICE_NUMBERS,
  shippedCalendar,
  type Actor,
  type AddedNotice,
  type NewNotice,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { insertNotice, listLineage, listNotices, type NoticeRow } from './queries.js';

export { enqueueRecounts, RECOUNT_JOBS } from './jobs.js';

/** Made once for the same notices: it keeps the days that were asked for. */
let lastMade: { readonly key: string; readonly calendar: WorkingDayCalendar } | null = null;

/** The working days of an agency: shipped notices, added ones, and those of its region. */
export async function loadCalendar(db: Connection, agencyCode: string): Promise<WorkingDayCalendar> {
  const notices = await listNotices(db);
  return calendarOfNotices(db, agencyCode, notices);
}

/** The same with one more notice, which is not entered yet. */
export async function loadCalendarWith(
  db: Connection,
  agencyCode: string,
  notice: NewNotice,
): Promise<WorkingDayCalendar> {
  const lineage = await listLineage(db, agencyCode);
  return calendarWith([...(await listNotices(db)), notice], lineage);
}

/** The working days that count for the whole platform, whatever the region: for what is about no one agency. */
export async function loadNationalCalendar(db: Connection): Promise<WorkingDayCalendar> {
  return made(await listNotices(db), []);
}

async function calendarOfNotices(
  db: Connection,
  agencyCode: string,
  notices: readonly NoticeRow[],
): Promise<WorkingDayCalendar> {
  if (notices.length === 0) return shippedCalendar();
  const isRegional = notices.some(({ regionCode }) => regionCode !== null);
  return made(notices, isRegional ? await listLineage(db, agencyCode) : []);
}

function made(notices: readonly NoticeRow[], lineage: readonly string[]): WorkingDayCalendar {
  const counting = notices.filter(({ regionCode }) => regionCode === null || lineage.includes(regionCode));
  if (counting.length === 0) return shippedCalendar();
  const key = counting.map(({ noticeId }) => noticeId).join(' ');
  if (lastMade?.key !== key) lastMade = { key, calendar: calendarWith(counting, lineage) };
  return lastMade.calendar;
}

export async function listAddedNotices(ctx: Pick<AppContext, 'db'>): Promise<{ items: AddedNotice[] }> {
  return { items: (await listNotices(ctx.db)).map(presentNotice) };
}

/** @throws DomainError ALREADY_EXISTS, INVALID_INPUT */
export async function refuseKnownNotice(
  ctx: Pick<AppContext, 'db' | 'today'>,
  { number, regionCode, issuedOn, knownOn }: NewNotice,
): Promise<void> {
  const isAdded = (await listNotices(ctx.db)).some(
    (notice) => notice.number === number && notice.regionCode === regionCode,
  );
  if (isAdded || (regionCode === null && SHIPPED_NOTICE_NUMBERS.has(number))) throw alreadyThere(number);
  if ((knownOn ?? issuedOn) > ctx.today()) {
    throw new DomainError('INVALID_INPUT', '通知还没有发布或者还没有生效：只能登记已经生效的通知。');
  }
}

/** Enters a notice inside the caller's transaction, with its record. @throws DomainError ALREADY_EXISTS */
export async function addNoticeIn(
  db: Transaction,
  ctx: Pick<AppContext, 'now'>,
  actor: Actor,
  notice: NewNotice,
  moved: number,
): Promise<AddedNotice> {
  const row = { ...notice, noticeId: randomUUID(), addedBy: actor.id, addedAt: ctx.now().toISOString() };
  if (!(await insertNotice(db, row))) throw alreadyThere(notice.number);
  await recordAudit(db, ctx, actor, {
    kind: 'calendar.noticeAdded',
    agencyCode: null,
    subject: { type: 'calendar', id: row.noticeId },
    details: { year: notice.year, count: moved, regionCode: notice.regionCode },
  });
  return presentNotice(row);
}

function alreadyThere(number: string): DomainError {
  return new DomainError('ALREADY_EXISTS', `${number}已经登记过，不用再登记。`);
}

function presentNotice({ addedBy: _, ...rest }: NoticeRow): AddedNotice {
  return rest;
}
