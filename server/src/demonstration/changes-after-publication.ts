import {
  parseLocalDate,
  yearOf,
  type CaseDetail,
  type CaseEvent,
  type LocalDate,
  type Actor,
} from '@gongkai/core';
import { correctEvent, getCase, listCases } from '../application/service.js';
import type { AppContext } from '../platform/context.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/**
 * Corrects two cases of last year after its report was published: one was served only in January, one was sent by
 * an enterprise. The report stays; what differs now shows beside it.
 */
export async function changeAfterPublication(ctx: Context, actor: Actor, agencyCode: string): Promise<void> {
  const year = yearOf(ctx.today()) - 1;
  const servedLate = await findClosedIn(
    ctx,
    actor,
    agencyCode,
    parseLocalDate(`${year}-12-01`),
    'table3.resultTotal.total',
  );
  if (servedLate) {
    const on = parseLocalDate(`${year + 1}-01-04`);
    const reason = '邮寄回执显示一月四日才送达，原登记的是交寄日期。';
    await correct(ctx, actor, servedLate, 'served', reason, (event) => ({ ...event, on }));
  }
  const reclassified = await findClosedIn(
    ctx,
    actor,
    agencyCode,
    parseLocalDate(`${year}-03-01`),
    'table3.unable.notHeld.naturalPerson',
  );
  if (reclassified) {
    const reason = '申请人是代公司提出的申请，登记时误选为自然人。';
    await correct(ctx, actor, reclassified, 'submitted', reason, (event) =>
      event.type === 'submitted' ? { ...event, applicantClass: 'commercial' } : event,
    );
  }
}

/** The first case in a cell of the day's year that was closed from the day on, without anything behind its service. */
async function findClosedIn(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  from: LocalDate,
  cell: string,
): Promise<CaseDetail | null> {
  const { items } = await listCases(ctx, actor, agencyCode, {
    ...{ year: yearOf(from), cell, sort: '-receivedOn', limit: 200 },
  });
  const found = items.find(
    ({ closedOn, status, inTime }) => status === 'closed' && inTime && closedOn !== null && closedOn >= from,
  );
  return found ? getCase(ctx, actor, agencyCode, found.caseId) : null;
}

async function correct(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId, events }: CaseDetail,
  type: CaseEvent['type'],
  reason: string,
  change: (event: CaseEvent) => CaseEvent,
): Promise<void> {
  const recorded = events.find(({ event }) => event.type === type);
  const lastSeq = events.at(-1)?.seq;
  if (recorded === undefined || lastSeq === undefined) return;
  const { seq, event } = recorded;
  await correctEvent(ctx, actor, { agencyCode, caseId, seq, event: change(event), reason, lastSeq });
}
