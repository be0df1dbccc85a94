import {
  addWorkingDays,
  DomainError,
  localDateSchema,
  permitWithin,
  REDECISION_WORKING_DAYS,
  unitsWhere,
  type Actor,
  type LocalDate,
  type Redecision,
  type RedecisionQuery,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { listCaseRows } from './list-queries.js';
import { presentListedCase } from './present-case.js';
import { listRedecisionRows, type RedecisionKey, type RedecisionRow } from './redecision-queries.js';
import { reprojectDue } from './reproject.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/** New answers that reconsiderations and courts ordered: under way and served, each with the order's own term. */
export async function listRedecisions(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: RedecisionQuery,
): Promise<{ items: Redecision[]; next: string | null; total: number | null }> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  await reprojectDue(ctx, agencyCode);
  const units = unitsWhere(actor, 'case.view', agencyCode);
  const { state, by, year, sort, limit } = query;
  const after = query.after === undefined ? null : parseKey(query.after);
  const filter = {
    ...{ agencyId: agencyCode, units: units === 'all' ? undefined : units, today: ctx.today() },
    ...{ state, by, year },
  };
  const rows = await listRedecisionRows(ctx.db, filter, { sort, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const requests = await requestsOf(ctx, agencyCode, shown);
  const calendar = await loadCalendar(ctx.db, agencyCode);
  await recordLook(ctx, actor, {
    kind: 'case.listed',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: 'handling',
    details: {
      filters: ['redecisions', ...(state === undefined ? [] : [`state=${state}`])],
      count: shown.length,
      shown: ['request'],
    },
  });
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => present(row, requests.get(row.caseId) ?? null, calendar)),
    next: last === undefined ? null : `${last.day}~${last.seq}~${last.caseId}`,
    total: after === null && last === undefined ? shown.length : null,
  };
}

async function requestsOf(
  ctx: Context,
  agencyId: string,
  rows: readonly RedecisionRow[],
): Promise<ReadonlyMap<string, string | null>> {
  const caseIds = [...new Set(rows.map(({ caseId }) => caseId))];
  if (caseIds.length === 0) return new Map();
  const filter = { agencyId, today: ctx.today(), caseIds };
  const cases = await listCaseRows(ctx.db, filter, {
    ...{ sort: 'receivedOn', after: null, limit: caseIds.length },
  });
  return new Map(cases.map((row) => [row.caseId, presentListedCase(ctx.keyring, agencyId, row).request]));
}

function present(
  { caseId, unitId, by, day, redoDays, servedOn }: RedecisionRow,
  request: string | null,
  calendar: WorkingDayCalendar,
): Redecision {
  const dueOn = dueOf(calendar, day, redoDays ?? REDECISION_WORKING_DAYS);
  const inTime = servedOn === null || dueOn === null ? null : servedOn <= dueOn;
  return { caseId, request, unitCode: unitId, by, orderedOn: day, dueOn, servedOn, inTime };
}

/** Null where the working days that it needs are not known. */
function dueOf(calendar: WorkingDayCalendar, orderedOn: LocalDate, days: number): LocalDate | null {
  try {
    return addWorkingDays(calendar, orderedOn, days);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

function parseKey(text: string): RedecisionKey {
  const [, day, seq, caseId] = /^(\d{4}-\d{2}-\d{2})~(\d{1,6})~(.+)$/su.exec(text) ?? [];
  const parsed = localDateSchema.safeParse(day);
  if (!parsed.success || seq === undefined || caseId === undefined)
    throw new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页重新查看。');
  return { day: parsed.data, seq: Number(seq), caseId };
}
