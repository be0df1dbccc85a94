import { addDays, dayOfWeek, may, permitWithin, type Actor, type ClockCounts } from '@gongkai/core';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { countClocks } from './overview-queries.js';
import { reprojectDue } from './reproject.js';

/** How the clocks stand in every agency that somebody watches over: numbers, never a case. @throws DomainError FORBIDDEN */
export async function getClockOverview(
  ctx: Pick<AppContext, 'db' | 'today'>,
  actor: Actor,
): Promise<{ items: ClockCounts[] }> {
  permitWithin(actor, 'report.view');
  const codes = (await listAgencies(ctx))
    .map(({ code }) => code)
    .filter((agencyCode) => may(actor, 'report.view', { agencyCode }));
  for (const code of codes) await reprojectDue(ctx, code);
  const today = ctx.today();
  const sunday = addDays(today, (7 - dayOfWeek(today)) % 7);
  const counted = await countClocks(ctx.db, codes, { today, sunday });
  const byAgency = new Map(counted.map((counts) => [counts.agencyCode, counts]));
  return { items: codes.map((code) => byAgency.get(code) ?? nothingAt(code)) };
}

function nothingAt(agencyCode: string): ClockCounts {
  return {
    ...{ agencyCode, unconfirmed: 0, processing: 0, suspended: 0, awaitingApplicant: 0 },
    ...{ overdue: 0, dueToday: 0, dueThisWeek: 0 },
  };
}
