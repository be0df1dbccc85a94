import {
  DomainError,
  parseCellAddress,
  placesOfCell,
  type CaseQuery,
  type CaseSummary,
  type PlaceCondition,
  permitWithin,
  unitsWhere,
  type Actor,
} from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { countCases, listCaseRows, type CaseFilter, type CaseKey, type ListedCase } from './list-queries.js';
import { presentListedCase } from './present-case.js';
import { reprojectDue } from './reproject.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;
type Filters = Omit<CaseQuery, 'after' | 'limit'>;

/** Above this many, a list says only that there are more. */
const MOST_COUNTED = 10_000;

/** One page of the register. The number of all is given on the first page, where it can be had cheaply. */
export async function listCases(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: CaseQuery,
): Promise<{ items: CaseSummary[]; next: string | null; total: number | null }> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  await reprojectDue(ctx, agencyCode);
  const filter = filterOf(actor, agencyCode, query, ctx);
  const after = query.after === undefined ? null : parseCaseKey(query.after);
  const rows = await listCaseRows(ctx.db, filter, { sort: query.sort, after, limit: query.limit + 1 });
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  await recordLook(ctx, actor, {
    kind: 'case.listed',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: 'handling',
    details: { filters: auditedFilters(query), count: items.length, shown: SHOWN },
  });
  const isCheap = after === null && filter.text === undefined && filter.finding === undefined;
  return {
    items: items.map(presentListedCase),
    next: last === undefined ? null : `${last.day}~${last.caseId}`,
    total: isCheap ? await countCases(ctx.db, filter, MOST_COUNTED) : null,
  };
}

/** Cases that an export reads at once. */
const CASES_A_PAGE = 1000;

/** The register page by page, for a file of the format; that it was asked for is on record before the first row. */
export async function exportCases(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: Filters,
  format: 'csv' | 'xlsx',
): Promise<AsyncGenerator<CaseSummary[]>> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  await reprojectDue(ctx, agencyCode);
  const filter = filterOf(actor, agencyCode, query, ctx);
  await recordLook(ctx, actor, {
    kind: 'case.exported',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: 'handling',
    details: {
      filters: auditedFilters(query),
      count: await countCases(ctx.db, filter, MOST_COUNTED),
      format,
    },
  });
  return walkCases(ctx, filter, query);
}

async function* walkCases(ctx: Context, filter: CaseFilter, query: Filters): AsyncGenerator<CaseSummary[]> {
  for (let after: CaseKey | null = null; ;) {
    const rows: ListedCase[] = await listCaseRows(ctx.db, filter, {
      sort: query.sort,
      after,
      limit: CASES_A_PAGE,
    });
    if (rows.length > 0) yield rows.map(presentListedCase);
    after = rows.at(-1) ?? null;
    if (after === null || rows.length < CASES_A_PAGE) return;
  }
}

function filterOf(actor: Actor, agencyCode: string, query: Filters, ctx: Context): CaseFilter {
  const units = unitsWhere(actor, 'case.view', agencyCode);
  const { year, status, applicantClass, finding, overdue, q } = query;
  const place = query.cell === undefined ? undefined : placeOf(query.cell);
  if (place && year === undefined) throw new DomainError('INVALID_INPUT', '按格筛选时请同时指明年度。');
  const text = q?.trim();
  return {
    agencyId: agencyCode,
    units: units === 'all' ? undefined : units,
    today: ctx.today(),
    year,
    place,
    status,
    applicantClass,
    finding,
    overdue,
    ...(text !== undefined && text !== '' && { text }),
  };
}

/** What of a case the register shows of a person. */
const SHOWN = ['applicantName', 'request'];

/** The filters for the record. Words that were searched for may be a name: only that there were some is told. */
function auditedFilters({ q, sort: _, ...others }: Filters): string[] {
  const told = ['year', 'cell', 'status', 'applicantClass', 'finding', 'overdue'] as const;
  const given = told.flatMap((name) =>
    others[name] === undefined ? [] : [`${name}=${String(others[name])}`],
  );
  return q === undefined ? given : [...given, 'q'];
}

function placeOf(cell: string): PlaceCondition {
  const parts = parseCellAddress(cell);
  if (parts?.table === 'table3') return placesOfCell(parts.row, parts.column);
  throw new DomainError('INVALID_INPUT', `“${cell}”不是表三的格，请从报告的表三中选择。`);
}

function parseCaseKey(text: string): CaseKey {
  const parts = /^(\d{4}-\d{2}-\d{2}|infinity)~(.+)$/su.exec(text);
  if (parts?.[1] === undefined || parts[2] === undefined) {
    throw new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页重新查看。');
  }
  return { day: parts[1], caseId: parts[2] };
}
