import {
  DomainError,
  LETTERS,
  LETTER_STATUSES,
  permitWithin,
  unitsWhere,
  type Actor,
  type LetterQuery,
  type LetterSummary,
} from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { numberOf } from './matter.js';
import { presentSummary } from './present-letter.js';
import { countLetters, listLetterRows, type LetterFilter, type LetterKey } from './queries.js';
import type { LetterContext } from './take-step.js';

/** Above this many, the register says only that there are more. */
const MOST_COUNTED = 10_000;
/** Letters that a file reads at once. */
const LETTERS_A_PAGE = 500;

type Filters = Omit<LetterQuery, 'after' | 'limit'>;

/** One page of the register of letters, with the voided numbers and why. */
export async function listLetters(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  query: LetterQuery,
): Promise<{ items: LetterSummary[]; next: string | null; total: number | null }> {
  const filter = await filterOf(ctx, actor, agencyCode, query);
  const after = query.after === undefined ? null : keyOf(query.after);
  const rows = await listLetterRows(ctx.db, filter, { sort: query.sort, after, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  await recordLook(ctx, actor, {
    kind: 'letter.listed',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: 'handling',
    details: { filters: auditedFilters(query), count: shown.length },
  });
  return {
    items: shown.map((row) => presentSummary(ctx.keyring, row)),
    next: last === undefined ? null : `${last.sortValue}~${last.letterId}`,
    total: after === null ? await countLetters(ctx.db, filter, MOST_COUNTED) : null,
  };
}

const COLUMNS: readonly {
  readonly heading: string;
  readonly width: number;
  readonly text: (it: LetterSummary) => string | null;
}[] = [
  { heading: '文号', width: 26, text: ({ documentNumber }) => documentNumber },
  { heading: '文书', width: 26, text: ({ kind }) => LETTERS[kind] },
  { heading: '登记编号', width: 22, text: numberOf },
  { heading: '文书日期', width: 12, text: ({ letterOn }) => letterOn },
  { heading: '状态', width: 14, text: ({ status }) => LETTER_STATUSES[status] },
  { heading: '送达日期', width: 12, text: ({ servedOn }) => servedOn },
  { heading: '拟稿人', width: 14, text: ({ drafter }) => drafter },
  { heading: '审批人', width: 14, text: ({ approver }) => approver },
  { heading: '更正的文书', width: 26, text: ({ correctsNumber }) => correctsNumber },
  { heading: '作废理由', width: 40, text: ({ voidReason }) => voidReason },
];

/** The register as the list shows it, written page by page. */
export async function exportLetters(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  query: Filters,
  format: 'csv' | 'xlsx',
): Promise<AsyncIterable<Uint8Array>> {
  permitWithin(actor, 'ledger.export', agencyCode);
  const filter = await filterOf(ctx, actor, agencyCode, query);
  await recordLook(ctx, actor, {
    kind: 'letter.exported',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: 'handling',
    details: { filters: auditedFilters(query), format },
  });
  const rows = rowsOf(ctx, filter, query.sort);
  if (format === 'csv') return writeCsv(rows);
  return writeXlsx([{ name: '文书登记簿', widths: COLUMNS.map(({ width }) => width), rows }]);
}

async function* rowsOf(
  ctx: LetterContext,
  filter: LetterFilter,
  sort: LetterQuery['sort'],
): AsyncGenerator<string[]> {
  yield COLUMNS.map(({ heading }) => heading);
  for (let after: LetterKey | null = null; ;) {
    const rows = await listLetterRows(ctx.db, filter, { sort, after, limit: LETTERS_A_PAGE });
    for (const row of rows) {
      const it = presentSummary(ctx.keyring, row);
      yield COLUMNS.map(({ text }) => text(it) ?? '');
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < LETTERS_A_PAGE) return;
    after = { value: last.sortValue, letterId: last.letterId };
  }
}

async function filterOf(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  { caseId, rightsRequestId, kind, status, waiting, year, q }: Filters,
): Promise<LetterFilter> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const units = unitsWhere(actor, 'case.view', agencyCode);
  return {
    ...{ agencyId: agencyCode, units: units === 'all' ? undefined : units },
    ...{ caseId, rightsRequestId, kind, status, waiting, year, q },
  };
}

function auditedFilters({ caseId, rightsRequestId, kind, status, waiting, year, q }: Filters): string[] {
  const told = Object.entries({ kind, status, waiting, year }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${String(value)}`],
  );
  const named = Object.entries({ caseId, rightsRequestId }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  return [...told, ...named, ...(q === undefined ? [] : ['q'])];
}

function keyOf(text: string): LetterKey {
  const [, value, letterId] = /^(\d{13}|\d{4}-\d\d-\d\dT[\d:.]{8,20}Z)~([\w-]{1,60})$/.exec(text) ?? [];
  if (value === undefined || letterId === undefined) {
    throw new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页重新查看。');
  }
  return { value, letterId };
}
