import { permit, yearOf, type Actor, type LetterSeries } from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import { listSeries } from './queries.js';
import type { LetterContext } from './take-step.js';

/** How far the numbers of this year have come, by scheme: a scheme that is not there begins with 1. */
export async function listLetterSeries(
  ctx: Pick<LetterContext, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
): Promise<LetterSeries> {
  permit(actor, 'letterTemplate.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const year = yearOf(ctx.today());
  return { year, items: await listSeries(ctx.db, agencyCode, year) };
}
