import { createCalendar, operatorActor, type Actor, type CaseEvent } from '@gongkai/core';
import { correctEvent, getCase, recordEvent, registerCase } from '../application/service.js';
import { listPeople, loadActor } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { backFrom } from './showcase.js';
import { DISCLOSURE_OFFICER, HEAD_OF_OFFICE } from './staff.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

const AGENCY = 'CC-RS';

/**
 * One case step by step, as people with accounts handle it: all others are loaded with their events known, so that only
 * this one has a trace (留痕). @returns its number
 */
export async function handleTracedCase(ctx: Context): Promise<string> {
  const back = backFrom(ctx.today(), createCalendar());
  const clerk = await actorAt(ctx, DISCLOSURE_OFFICER);
  const submitted: CaseEvent = { type: 'submitted', on: back(8), channel: 'counter' };
  const registered = await registerCase(ctx, clerk, AGENCY, {
    applicantClass: 'naturalPerson',
    applicantName: '令狐示范',
    request: '本市2025年公益性岗位的名称、数量和聘用条件（演示：一步一步办理，办理留痕齐全）',
    topic: null,
    unitCode: null,
    events: [submitted],
  });
  const { caseId } = registered;
  const at = { agencyCode: AGENCY, caseId };
  await correctEvent(ctx, clerk, {
    ...{ ...at, seq: 1, lastSeq: 1, event: { ...submitted, on: back(9) } },
    reason: '收件回执上的日期早一天，登记时看错了。',
  });
  await recordEvent(ctx, clerk, {
    ...{ ...at, lastSeq: 2 },
    event: { type: 'decided', on: back(2), items: [{ finding: 'disclosed' }] },
  });
  await recordEvent(ctx, clerk, { ...at, lastSeq: 3, event: { type: 'served', on: back(1), way: 'post' } });
  await getCase(ctx, await actorAt(ctx, HEAD_OF_OFFICE), AGENCY, caseId);
  return caseId;
}

async function actorAt(ctx: Context, post: string): Promise<Actor> {
  const { items } = await listPeople(ctx, operatorActor(), AGENCY);
  const id = items.find(({ loginName }) => loginName === `${AGENCY}.${post}`.toLowerCase())?.id ?? '';
  const actor = await loadActor(ctx, id);
  if (actor === null) throw new Error(`nobody at ${post}`);
  return actor;
}
