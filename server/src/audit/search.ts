import {
  AUDIT_ACTOR_KINDS,
  AUDIT_KINDS,
  AUDIT_OUTCOMES,
  AUDIT_PURPOSES,
  AUDIT_SUBJECTS,
  permit,
  type Actor,
  type AuditEvent,
  type AuditFilter,
  type AuditKind,
  type AuditQuery,
  type PresentedAuditRecord,
  timeInChina,
} from '@gongkai/core';
import { parseInstantKey } from '../platform/database/instant-key.js';
import type { Connection } from '../platform/database/schema.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { exportChain } from './chain-file.js';
import { PLATFORM_CHAIN, recordLook, type AuditContext } from './record-audit.js';
import {
  listActorNames,
  listFound,
  type FoundRecord,
  type RecordFilter,
  type RecordKey,
} from './search-queries.js';
import { sealChain } from './seal-records.js';

type Context = AuditContext & { readonly db: Connection };

export interface RecordPage {
  readonly items: PresentedAuditRecord[];
  readonly next: string | null;
  readonly total: null;
}

/** Records of one chain for an auditor; the search is on record before it is answered. */
export async function searchAudit(ctx: Context, actor: Actor, query: AuditQuery): Promise<RecordPage> {
  const agencyCode = query.agency ?? null;
  permit(actor, 'audit.view', { agencyCode });
  const page = await pageOfRecords(ctx.db, filterOf(query), query);
  await recordLook(ctx, actor, {
    kind: 'audit.searched',
    agencyCode,
    subject: { type: 'audit', id: query.agency ?? PLATFORM_CHAIN },
    purpose: 'audit',
    details: { filters: auditedFilters(query), count: page.items.length },
  });
  return page;
}

/** What was done with one thing, the latest first, without asking who may know: the caller has. */
export function listRecordsAbout(
  db: Connection,
  about: Pick<RecordFilter, 'chain' | 'kinds' | 'subjectType' | 'subjectId'>,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<RecordPage> {
  return pageOfRecords(db, about, page);
}

async function pageOfRecords(
  db: Connection,
  filter: RecordFilter,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<RecordPage> {
  const rows = await listFound(db, filter, after === undefined ? null : parseKey(after), limit + 1);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await presentAll(db, shown),
    next: last ? `${last.occurredAt}~${last.recordId}` : null,
    total: null,
  };
}

async function presentAll(db: Connection, rows: readonly FoundRecord[]): Promise<PresentedAuditRecord[]> {
  const events = rows.map(({ seq, text }) => ({ seq, event: JSON.parse(text) as AuditEvent }));
  const names = await listActorNames(
    db,
    events.flatMap(({ event }) => [event.actor.id, ...accountIdsIn(event)]),
  );
  return events.map(({ seq, event }) => {
    const { occurredAt, kind, actor, subject, purpose, outcome, details } = event;
    const named = { ...actor, name: names.get(actor.id) ?? null };
    const known = accountIdsIn(event).flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [[id, name] as const];
    });
    const meant = Object.fromEntries(known);
    return { seq, occurredAt, kind, actor: named, subject, purpose, outcome, details, names: meant };
  });
}

/** Ids in a record that may be of accounts. */
function accountIdsIn({ actor, subject, details }: AuditEvent): string[] {
  const given = Object.values(details).filter((value) => typeof value === 'string');
  const onBehalfOf = actor.onBehalfOf === null ? [] : [actor.onBehalfOf];
  return [...onBehalfOf, ...(subject.type === 'account' ? [subject.id] : []), ...given];
}

export type AuditExportFormat = 'jsonl' | 'csv' | 'xlsx';

/**
 * Records as a file: `jsonl` is the whole chain, to be verified offline; a table holds what the search shows. It is on
 * record before the first byte.
 */
export async function exportAudit(
  ctx: Context,
  actor: Actor,
  filter: AuditFilter,
  format: AuditExportFormat,
): Promise<AsyncIterable<Uint8Array>> {
  const agencyCode = filter.agency ?? null;
  permit(actor, 'audit.export', { agencyCode });
  const chain = filter.agency ?? PLATFORM_CHAIN;
  await recordLook(ctx, actor, {
    kind: 'audit.exported',
    agencyCode,
    subject: { type: 'audit', id: chain },
    purpose: 'audit',
    details: { filters: format === 'jsonl' ? [] : auditedFilters(filter), count: null, format },
  });
  if (format === 'jsonl') {
    await sealChain(ctx, chain);
    return bytesOf(exportChain(ctx.db, chain));
  }
  const rows = tableRows(ctx.db, filterOf(filter));
  if (format === 'csv') return writeCsv(rows);
  return writeXlsx([{ name: '审计记录', widths: COLUMNS.map(({ width }) => width), rows }]);
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text, 'utf8');
}

const COLUMNS: readonly {
  readonly heading: string;
  readonly width: number;
  readonly text: (it: PresentedAuditRecord) => string;
}[] = [
  { heading: '序号', width: 10, text: ({ seq }) => (seq === null ? '待封存' : String(seq)) },
  { heading: '时间', width: 22, text: ({ occurredAt }) => timeInChina(occurredAt, 'second') },
  { heading: '事项', width: 18, text: ({ kind }) => AUDIT_KINDS[kind].label },
  { heading: '人员', width: 18, text: ({ actor }) => actor.name ?? actor.id },
  { heading: '人员类别', width: 12, text: ({ actor }) => AUDIT_ACTOR_KINDS[actor.kind] },
  { heading: '账号', width: 24, text: ({ actor }) => actor.id },
  { heading: '代谁办理', width: 24, text: ({ actor }) => actor.onBehalfOf ?? '' },
  { heading: '对象类别', width: 14, text: ({ subject }) => AUDIT_SUBJECTS[subject.type] },
  { heading: '对象', width: 30, text: ({ subject }) => subject.id },
  { heading: '目的', width: 12, text: ({ purpose }) => (purpose === null ? '' : AUDIT_PURPOSES[purpose]) },
  { heading: '结果', width: 10, text: ({ outcome }) => AUDIT_OUTCOMES[outcome] },
  { heading: '要素', width: 60, text: ({ details }) => JSON.stringify(details) },
];

const ROWS_AT_ONCE = 1_000;

async function* tableRows(db: Connection, filter: RecordFilter): AsyncGenerator<string[]> {
  yield COLUMNS.map(({ heading }) => heading);
  for (let after: RecordKey | null = null; ;) {
    const rows: FoundRecord[] = await listFound(db, filter, after, ROWS_AT_ONCE);
    for (const it of await presentAll(db, rows)) yield COLUMNS.map(({ text }) => text(it));
    after = rows.at(-1) ?? null;
    if (after === null || rows.length < ROWS_AT_ONCE) return;
  }
}

function filterOf({ agency, kind, actor, subjectType, subject, from, to }: AuditFilter): RecordFilter {
  return {
    chain: agency ?? PLATFORM_CHAIN,
    kinds: kind === undefined ? undefined : [kind],
    actorId: actor,
    subjectType,
    subjectId: subject,
    from: from && startOfDay(from).toISOString(),
    until: to && new Date(startOfDay(to).getTime() + 24 * 3_600_000).toISOString(),
  };
}

function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

function auditedFilters(filter: AuditFilter): string[] {
  const told = ['kind', 'actor', 'subjectType', 'subject', 'from', 'to'] as const;
  return told.flatMap((name) => (filter[name] === undefined ? [] : [`${name}=${filter[name]}`.slice(0, 60)]));
}

function parseKey(text: string): RecordKey {
  const { at: occurredAt, id: recordId } = parseInstantKey(text, '~');
  return { occurredAt, recordId };
}

/** Kinds that look at something, which a trace shows to auditors alone. */
export const LOOK_KINDS: readonly AuditKind[] = (Object.keys(AUDIT_KINDS) as AuditKind[]).filter(
  (kind) => 'isLook' in AUDIT_KINDS[kind],
);
