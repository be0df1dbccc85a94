import {
  addDays,
  dayOfWeek,
  type LocalDate,
  DomainError,
  holdsWords,
  daysOfPeriod,
  localDateSchema,
  parsePeriod,
  parseCellAddress,
  answeredWithin,
  parseAnswerTime,
  parseEventPeriod,
  placesOfCell,
  type CaseCountQuery,
  type CaseQuery,
  type CaseSummary,
  type AuditPurpose,
  type PlaceCondition,
  permit,
  permitWithin,
  unitsWhere,
  type Actor,
} from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { findPartyIds } from '../party/service.js';
import { loadCalendar } from '../calendar/service.js';
import type { AppContext } from '../platform/context.js';
import {
  countCases,
  listCaseRows,
  type CaseFilter,
  type Days,
  type CaseKey,
  type ListedCase,
} from './list-queries.js';
import { presentListedCase } from './present-case.js';
import { codesOfWords } from '../request-index/service.js';
import { hasCasesDue } from './queries.js';
import { reprojectDue } from './reproject.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
type Filters = Omit<CaseQuery, 'after' | 'limit'>;

/** Above this many, a list says only that there are more. */
const MOST_COUNTED = 10_000;

/** One page of the register. The number of all is given where the page shows all; else `countListedCases` tells it. */
export async function listCases(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: CaseQuery,
): Promise<{ items: CaseSummary[]; next: string | null; total: number | null }> {
  permitWithin(actor, 'case.view', agencyCode);
  const { filter, words } = await searchOf(ctx, actor, agencyCode, query);
  const after = query.after === undefined ? null : parseCaseKey(query.after);
  const page = { sort: query.sort, after, limit: query.limit };
  const read = () =>
    words === null
      ? readPage(ctx, filter, page)
      : readPageWith(ctx, filter, page, (it) => isNamedBy(it, words));
  // Nearly always nothing has become due since the last look, so the page is read meanwhile.
  const [wasBehind, early] = await Promise.all([bringUpToDate(ctx, agencyCode), read()]);
  const { items, last } = wasBehind ? await read() : early;
  await recordLook(ctx, actor, {
    kind: 'case.listed',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: 'handling',
    details: { filters: auditedFilters(query), count: items.length, shown: SHOWN },
  });
  return {
    items,
    next: last === null ? null : keyText(last),
    total: after === null && last === null ? items.length : null,
  };
}

/**
 * How many cases the filters leave; null: more than are counted, or counting would read them all. Apart from the page, which
 * is there long before ten thousand cases are counted.
 */
export async function countListedCases(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: CaseCountQuery,
): Promise<{ readonly total: number | null }> {
  permitWithin(actor, 'case.view', agencyCode);
  await bringUpToDate(ctx, agencyCode);
  const filter = await filterOf(actor, agencyCode, query, ctx);
  return { total: filter.finding === undefined ? await countCases(ctx.db, filter, MOST_COUNTED) : null };
}

/** @returns whether anything had become due. @throws DomainError NOT_FOUND for an agency that is not there */
async function bringUpToDate(ctx: Context, agencyCode: string): Promise<boolean> {
  // Side by side where the database has more than one session.
  const [, isDue] = await Promise.all([
    requireAgency(ctx.db, agencyCode),
    hasCasesDue(ctx.db, agencyCode, ctx.today()),
  ]);
  if (isDue) await reprojectDue(ctx, agencyCode);
  return isDue;
}

/** Cases that an export, or a search for words, reads at once. */
const CASES_A_PAGE = 1000;
/** A search for words in requests, which are sealed, opens at most so many for one page; the next goes on from there. */
const MOST_OPENED = 20_000;

interface PageWanted {
  readonly sort: CaseQuery['sort'];
  readonly after: CaseKey | null;
  readonly limit: number;
}
/** The cases of a page, and where it ends when more may follow. */
interface CasePageRead {
  readonly items: CaseSummary[];
  readonly last: CaseKey | null;
}

async function readPage(ctx: Context, filter: CaseFilter, wanted: PageWanted): Promise<CasePageRead> {
  const rows = await listCaseRows(ctx.db, filter, { ...wanted, limit: wanted.limit + 1 });
  const shown = rows.slice(0, wanted.limit);
  return {
    items: shown.map((row) => presentListedCase(ctx.keyring, filter.agencyId, row)),
    last: rows.length > wanted.limit ? (shown.at(-1) ?? null) : null,
  };
}

async function readPageWith(
  ctx: Context,
  filter: CaseFilter,
  wanted: PageWanted,
  isWanted: (it: CaseSummary) => boolean,
): Promise<CasePageRead> {
  const items: CaseSummary[] = [];
  let { after } = wanted;
  for (let opened = 0; opened < MOST_OPENED; opened += CASES_A_PAGE) {
    const rows = await listCaseRows(ctx.db, filter, { ...wanted, after, limit: CASES_A_PAGE });
    for (const row of rows) {
      const it = presentListedCase(ctx.keyring, filter.agencyId, row);
      if (!isWanted(it)) continue;
      // One more than the page shows: there is a next one.
      if (items.length === wanted.limit) return { items, last: after };
      items.push(it);
      after = row;
    }
    if (rows.length < CASES_A_PAGE) return { items, last: null };
    after = rows.at(-1) ?? null;
  }
  return { items, last: after };
}

function isNamedBy({ caseId, request }: CaseSummary, words: string): boolean {
  return (
    caseId.toLowerCase().includes(words.toLowerCase()) || (request !== null && holdsWords(request, words))
  );
}

/** The register page by page, for a file of the format; that it was asked for is on record before the first row. */
export async function exportCases(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: Filters,
  format: 'csv' | 'xlsx' | 'pdf',
  namesFor: AuditPurpose | null = null,
): Promise<AsyncGenerator<CaseSummary[]>> {
  permitWithin(actor, 'case.view', agencyCode);
  // Names are of cases of every unit that the file holds.
  if (namesFor !== null) permit(actor, 'personalData.unmask', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  await reprojectDue(ctx, agencyCode);
  const { filter, words } = await searchOf(ctx, actor, agencyCode, query);
  await recordLook(ctx, actor, {
    kind: 'case.exported',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: namesFor ?? 'handling',
    details: {
      filters: [...auditedFilters(query), ...(namesFor === null ? [] : ['names=full'])],
      count: words === null ? await countCases(ctx.db, filter, MOST_COUNTED) : null,
      format,
    },
  });
  return walkCases(ctx, filter, query, words, namesFor !== null);
}

/** What an export holds, settled for a job: which units and cases, without words that were searched for. */
export type ResolvedFilter = CaseFilter & { readonly expected: number | null };

/** An export by words opens requests before it is asked for, so that none of the words need be kept. */
const MOST_BY_WORDS = 20_000;

/** What of the register somebody exports, for a job that writes it; on record at once. @throws DomainError INVALID_INPUT */
export async function resolveExport(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: Filters,
  format: 'csv' | 'xlsx',
): Promise<ResolvedFilter> {
  const pages = await exportCases(ctx, actor, agencyCode, query, format);
  if ((query.q?.trim() ?? '') === '') {
    const filter = await filterOf(actor, agencyCode, query, ctx);
    return { ...filter, expected: await countCases(ctx.db, filter, MOST_COUNTED) };
  }
  const caseIds: string[] = [];
  for await (const page of pages) {
    for (const { caseId } of page) caseIds.push(caseId);
    if (caseIds.length > MOST_BY_WORDS)
      throw new DomainError('INVALID_INPUT', `按文字搜索导出最多 ${MOST_BY_WORDS} 件，请再加筛选条件。`);
  }
  return { agencyId: agencyCode, today: ctx.today(), caseIds, expected: caseIds.length };
}

/** The cases of a settled export page by page, with masked names. */
export function walkResolved(
  ctx: Context,
  { expected: _, ...filter }: ResolvedFilter,
  sort: CaseQuery['sort'],
): AsyncGenerator<CaseSummary[]> {
  return walkCases(ctx, filter, { sort }, null, false);
}

async function* walkCases(
  ctx: Context,
  filter: CaseFilter,
  query: Pick<Filters, 'sort'>,
  words: string | null,
  isNamed: boolean,
): AsyncGenerator<CaseSummary[]> {
  for (let after: CaseKey | null = null; ;) {
    const rows: ListedCase[] = await listCaseRows(ctx.db, filter, {
      sort: query.sort,
      after,
      limit: CASES_A_PAGE,
    });
    const opened = rows.map((row) => presentListedCase(ctx.keyring, filter.agencyId, row, isNamed));
    const items = words === null ? opened : opened.filter((it) => isNamedBy(it, words));
    if (items.length > 0) yield items;
    after = rows.at(-1) ?? null;
    if (after === null || rows.length < CASES_A_PAGE) return;
  }
}

/** What is asked of the database, and the words that only the opened request can hold; null: none. */
async function searchOf(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: Filters,
): Promise<{ readonly filter: CaseFilter; readonly words: string | null }> {
  const filter = await filterOf(actor, agencyCode, query, ctx);
  const text = query.q?.trim() ?? '';
  if (text === '') return { filter, words: null };
  // A name or a number means its person; anything else is looked for in the requests, by their codes where they have some.
  const partyIds = await findPartyIds(ctx.db, ctx.keyring, agencyCode, text);
  if (partyIds.length > 0) return { filter: { ...filter, partyIds }, words: null };
  const codes = await codesOfWords(ctx.db, ctx.keyring, agencyCode, text);
  if (codes === null) return { filter, words: text };
  const inNumber = /[0-9a-z]/iu.test(text) ? text.toLowerCase() : null;
  return { filter: { ...filter, words: { codes, inNumber } }, words: text };
}

async function filterOf(
  actor: Actor,
  agencyCode: string,
  query: CaseCountQuery,
  ctx: Context,
): Promise<CaseFilter> {
  const units = unitsWhere(actor, 'case.view', agencyCode);
  const { year, status, applicantClass, finding, overdue, unitCode, channel, topic, isExtended } = query;
  const place = query.cell === undefined ? undefined : placeOf(query.cell);
  if (place && year === undefined) throw new DomainError('INVALID_INPUT', '按格筛选时请同时指明年度。');
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
    ...{ unitCode, channel, topic, isExtended, isOpen: query.isOpen },
    dueThrough: dueThroughOf(query.due, ctx.today()),
    receivedBetween: daysOf(query.receivedIn),
    closedBetween: daysOf(query.closedIn),
    outcomeRow: query.outcomeRow,
    wasInTime: query.wasInTime,
    eventBetween: eventOf(query.eventIn),
    answered: await answeredOf(ctx, agencyCode, query.answeredIn),
    caseIds: query.caseIds?.split(',').filter((caseId) => caseId !== ''),
  };
}

function daysOf(period: string | undefined): Days | undefined {
  const parsed = period === undefined ? null : parsePeriod(period);
  return parsed === null ? undefined : daysOfPeriod(parsed);
}

function eventOf(text: string | undefined): CaseFilter['eventBetween'] {
  const parsed = text === undefined ? null : parseEventPeriod(text);
  return parsed === null ? undefined : { type: parsed.event, days: daysOfPeriod(parsed.period) };
}

async function answeredOf(
  { db }: Pick<Context, 'db'>,
  agencyCode: string,
  text: string | undefined,
): Promise<CaseFilter['answered']> {
  const parsed = text === undefined ? null : parseAnswerTime(text);
  if (parsed === null) return undefined;
  return answeredWithin(await loadCalendar(db, agencyCode), parsed.band, daysOfPeriod(parsed.period));
}

/** What of a case the register shows of a person. */
const SHOWN = ['applicantName', 'request'];

/** The filters for the record. Words that were searched for may be a name: only that there were some is told. */
function auditedFilters({ q, caseIds, sort: _, ...others }: Filters): string[] {
  const told = [
    ...(['year', 'cell', 'status', 'applicantClass', 'finding', 'overdue'] as const),
    ...(['unitCode', 'channel', 'topic', 'isExtended', 'due', 'isOpen'] as const),
    ...(['receivedIn', 'closedIn', 'outcomeRow', 'wasInTime', 'eventIn'] as const),
    ...(['answeredIn'] as const),
  ] as const;
  const given = told.flatMap((name) =>
    others[name] === undefined ? [] : [`${name}=${String(others[name])}`],
  );
  const chosen = caseIds === undefined ? [] : [`caseIds=${caseIds.split(',').length}`];
  return [...given, ...chosen, ...(q === undefined ? [] : ['q'])];
}

/** Today, or the Sunday of this week. */
function dueThroughOf(due: CaseQuery['due'], today: LocalDate): LocalDate | undefined {
  if (due === undefined) return undefined;
  return due === 'today' ? today : addDays(today, (7 - dayOfWeek(today)) % 7);
}

function placeOf(cell: string): PlaceCondition {
  const parts = parseCellAddress(cell);
  if (parts?.table === 'table3') return placesOfCell(parts.row, parts.column);
  throw new DomainError('INVALID_INPUT', `“${cell}”不是表三的格，请从报告的表三中选择。`);
}

function keyText({ head, day, caseId }: CaseKey): string {
  return `${head === '' ? '' : `${encodeURIComponent(head)}!`}${day}~${caseId}`;
}

function decodeHead(head: string): string {
  try {
    return decodeURIComponent(head);
  } catch {
    return head;
  }
}

function parseCaseKey(text: string): CaseKey {
  const [, head = '', day, caseId] = /^(?:([^!~]*)!)?(\d{4}-\d{2}-\d{2}|-?infinity)~(.+)$/su.exec(text) ?? [];
  const isDay = day?.endsWith('infinity') === true || localDateSchema.safeParse(day).success;
  if (!isDay || day === undefined || caseId === undefined) {
    throw new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页重新查看。');
  }
  return { head: decodeHead(head), day, caseId };
}
