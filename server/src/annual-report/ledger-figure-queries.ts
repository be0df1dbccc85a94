import { sql, type RawBuilder } from 'kysely';
import { LEDGER_FIGURES, type LocalDate } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';

/** One thing that a figure of a ledger counts, as the ledger has it. */
export interface LedgerEntry {
  /** Where it stands among the others: its day and its id. */
  readonly place: string;
  readonly entryId: string;
  readonly kind: string;
  readonly title: string;
  readonly happenedOn: LocalDate;
  readonly note: string | null;
  readonly amount: number;
  readonly documentId: string | null;
}

interface Scope {
  readonly agencyId: string;
  readonly year: number;
}

/**
 * What a figure counts: rows with entry_id, kind, title, happened_on, note, amount and document_id, of which those that
 * meet the filter are counted. Its value is the sum of their amounts, so that the list and the figure can't differ.
 */
interface Counted {
  readonly source: SourceName;
  readonly where?: RawBuilder<unknown>;
  /** The mean of the amounts, rounded. */
  readonly isMean?: true;
}

const WITHDRAWN = sql`case when d.withdrawn_at is null then null
  else to_char(d.withdrawn_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') || '撤回' end`;

function inYear(column: RawBuilder<unknown>, year: number): RawBuilder<unknown> {
  return sql`${column} >= ${`${year}-01-01T00:00:00+08:00`}::timestamptz
    and ${column} < ${`${year + 1}-01-01T00:00:00+08:00`}::timestamptz`;
}

function dayOf(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${column} at time zone 'Asia/Shanghai')::date`;
}

const SOURCES = {
  /** By the day on which it first became public. */
  published: ({ agencyId, year }: Scope) => sql`
    select d.document_id as entry_id, d.kind, d.title, ${dayOf(sql`d.published_at`)} as happened_on,
      ${WITHDRAWN} as note, 1 as amount, d.document_id, d.duty, d.genre, v.draft ->> 'interpretationForm' as form
    from document d
    left join document_version v on d.kind = 'interpretation' and v.agency_id = d.agency_id
      and v.document_id = d.document_id and v.version = d.published_version
    where d.agency_id = ${agencyId} and ${inYear(sql`d.published_at`, year)}`,
  changed: ({ agencyId, year }: Scope) => sql`
    select d.document_id || ' ' || v.version as entry_id, d.kind, d.title,
      ${dayOf(sql`v.published_at`)} as happened_on, '第' || v.version || '版' as note, 1 as amount, d.document_id
    from document_version v join document d on d.agency_id = v.agency_id and d.document_id = v.document_id
    where v.agency_id = ${agencyId} and v.version > 1 and ${inYear(sql`v.published_at`, year)}
      and d.published_at < v.published_at`,
  withdrawn: ({ agencyId, year }: Scope) => sql`
    select d.document_id as entry_id, d.kind, d.title, ${dayOf(sql`d.withdrawn_at`)} as happened_on,
      d.withdrawal_reason as note, 1 as amount, d.document_id
    from document d where d.agency_id = ${agencyId} and ${inYear(sql`d.withdrawn_at`, year)}`,
  deposited: ({ agencyId, year }: Scope) => sql`
    select s.deposit_id || ' ' || x.document_id as entry_id, s.place as kind, d.title,
      s.delivered_on as happened_on, '回执' || s.receipt_number as note, s.copies as amount, d.document_id
    from deposit s
    join deposit_document x on x.agency_id = s.agency_id and x.deposit_id = s.deposit_id
    join document d on d.agency_id = x.agency_id and d.document_id = x.document_id
    where s.agency_id = ${agencyId} and s.delivered_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`,
  depositedDocuments: ({ agencyId, year }: Scope) => sql`
    select x.document_id as entry_id, min(d.kind) as kind, min(d.title) as title,
      min(s.delivered_on) as happened_on, sum(s.copies) || '份' as note, 1 as amount, x.document_id
    from deposit s
    join deposit_document x on x.agency_id = s.agency_id and x.deposit_id = s.deposit_id
    join document d on d.agency_id = x.agency_id and d.document_id = x.document_id
    where s.agency_id = ${agencyId} and s.delivered_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    group by x.document_id`,
  proposals: ({ agencyId, year }: Scope) => sql`
    select p.proposal_id as entry_id, p.proposer as kind, p.title || '（' || p.number || '）' as title,
      p.received_on as happened_on,
      case when p.answered_on is null then null else p.answered_on || '答复' end as note, 1 as amount,
      p.document_id, p.answered_on,
      coalesce(d.published_version is not null and d.withdrawn_at is null, false) as is_published
    from proposal p
    left join document d on d.agency_id = p.agency_id and d.document_id = p.document_id
    where p.agency_id = ${agencyId} and p.year = ${year}`,
  classes: ({ agencyId, year }: Scope) => sql`
    select i.field || '|' || i.matter as entry_id, i.field as kind, i.matter as title,
      min(e.imported_on) as happened_on, count(*) || '项' as note, 1 as amount, null::text as document_id
    from ${editionOf({ agencyId, year })} e
    join catalogue_item i on i.agency_id = ${agencyId} and i.version = e.version
    group by i.field, i.matter`,
  items: ({ agencyId, year }: Scope) => sql`
    select i.item_key as entry_id, i.field as kind, i.matter || '：' || i.detail as title,
      e.imported_on as happened_on, i.bearer as note, 1 as amount, null::text as document_id,
      exists (
        select from catalogue_link l join document d on d.agency_id = l.agency_id
          and case when l.target_kind = 'column' then d.duty = l.target else d.document_id = l.target end
        where l.agency_id = i.agency_id and l.item_key = i.item_key
          and d.published_version is not null and d.withdrawn_at is null
      ) as is_covered
    from ${editionOf({ agencyId, year })} e
    join catalogue_item i on i.agency_id = ${agencyId} and i.version = e.version`,
  cleaned: ({ agencyId, year }: Scope) => sql`
    select c.round_id || ' ' || e.record_id as entry_id, e.result as kind,
      case when e.number is null then e.title else e.title || '（' || e.number || '）' end as title,
      ${dayOf(sql`c.published_at`)} as happened_on, e.reason as note, 1 as amount, d.document_id, e.result
    from cleanup_round c
    join cleanup_entry e on e.agency_id = c.agency_id and e.round_id = c.round_id
    left join document d on d.agency_id = e.agency_id and d.record_id = e.record_id
    where c.agency_id = ${agencyId} and ${inYear(sql`c.published_at`, year)}`,
  visits: (scope: Scope) => readingsOf(scope, 'visit'),
  downloads: (scope: Scope) => readingsOf(scope, 'download'),
} as const satisfies Readonly<Record<string, (scope: Scope) => RawBuilder<unknown>>>;
type SourceName = keyof typeof SOURCES;

/** The edition of the catalogue that was the newest at the end of the year. */
function editionOf({ agencyId, year }: Scope): RawBuilder<unknown> {
  return sql`(select version, ${dayOf(sql`imported_at`)} as imported_on from catalogue_version
    where agency_id = ${agencyId} and imported_at < ${`${year + 1}-01-01T00:00:00+08:00`}::timestamptz
    order by version desc limit 1)`;
}

function readingsOf({ agencyId, year }: Scope, kind: 'visit' | 'download'): RawBuilder<unknown> {
  return sql`
    select day::text as entry_id, ${sql.lit(kind)}::text as kind, day::text as title, day as happened_on,
      null::text as note, sum(count) as amount, null::text as document_id
    from reading_count
    where agency_id = ${agencyId} and day between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      and kind = ${sql.lit(kind)} and not is_robot
    group by day`;
}

/** Every figure whose name is a pattern with its last part: a kind of document, a place, a result. */
const BY_PART: Readonly<Record<string, (part: string) => Counted>> = {
  'documents.kind': (kind) => ({ source: 'published', where: sql`kind = ${sql.lit(kind)}` }),
  'documents.duty': (duty) => ({ source: 'published', where: sql`duty = ${sql.lit(duty)}` }),
  'interpretations.form': (form) => ({
    source: 'published',
    where: sql`kind = 'interpretation' and form = ${sql.lit(form)}`,
  }),
  'deposits.copies': (place) => ({ source: 'deposited', where: sql`kind = ${sql.lit(place)}` }),
  'cleanups.result': (result) => ({ source: 'cleaned', where: sql`result = ${sql.lit(result)}` }),
};

const COUNTED: Readonly<Record<string, Counted>> = {
  'documents.published': { source: 'published' },
  'documents.changed': { source: 'changed' },
  'documents.withdrawn': { source: 'withdrawn' },
  'documents.publicReplies': { source: 'published', where: sql`genre = '依申请公开答复'` },
  'interpretations.published': { source: 'published', where: sql`kind = 'interpretation'` },
  'deposits.copies': { source: 'deposited' },
  'deposits.documents': { source: 'depositedDocuments' },
  'proposals.received': { source: 'proposals' },
  'proposals.deputy': { source: 'proposals', where: sql`kind = 'deputy'` },
  'proposals.member': { source: 'proposals', where: sql`kind = 'member'` },
  'proposals.answered': { source: 'proposals', where: sql`answered_on is not null` },
  'proposals.published': { source: 'proposals', where: sql`is_published` },
  'catalogue.classes': { source: 'classes' },
  'catalogue.items': { source: 'items' },
  'catalogue.covered': { source: 'items', where: sql`is_covered` },
  'cleanups.reviewed': { source: 'cleaned' },
  'readings.visits': { source: 'visits' },
  'readings.visitsPerDay': { source: 'visits', isMean: true },
  'readings.downloads': { source: 'downloads' },
};

function countedOf(figure: string): Counted {
  const known = COUNTED[figure];
  if (known !== undefined) return known;
  const cut = figure.lastIndexOf('.');
  const byPart = BY_PART[figure.slice(0, cut)];
  if (byPart === undefined) throw new Error(`nothing says what ${figure} counts`);
  return byPart(figure.slice(cut + 1));
}

/** Whether the agency keeps any ledger that a report could quote. */
export function keepsLedgers(agencyId: string): RawBuilder<unknown> {
  const tables = ['document', 'proposal', 'catalogue_version', 'reading_count'];
  const kept = tables.map(
    (table) => sql`exists (select from ${sql.table(table)} where agency_id = ${agencyId})`,
  );
  return sql`(${sql.join(kept, sql` or `)})`;
}

/** A function of PostgreSQL takes at most a hundred arguments, two of them for a figure. */
const FIGURES_AT_ONCE = 40;

function objectOf(columns: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const chunks = Array.from({ length: Math.ceil(columns.length / FIGURES_AT_ONCE) }, (_, index) =>
    columns.slice(index * FIGURES_AT_ONCE, (index + 1) * FIGURES_AT_ONCE),
  );
  return sql.join(
    chunks.map((chunk) => sql`jsonb_build_object(${sql.join(chunk)})`),
    sql` || `,
  );
}

/** Every figure of the ledgers of a year, as JSON in one statement that reads each ledger once; null: none is kept. */
export async function readLedgerText(db: Connection, { agencyId, year }: Scope): Promise<string | null> {
  const figures = Object.keys(LEDGER_FIGURES).map((name) => ({ name, ...countedOf(name) }));
  const parts = (Object.keys(SOURCES) as SourceName[]).map((source) => {
    const columns = figures
      .filter((figure) => figure.source === source)
      .map(({ name, where, isMean }) => {
        const filter = where === undefined ? sql`` : sql` filter (where ${where})`;
        const value = isMean === true ? sql`round(avg(amount)${filter})` : sql`sum(amount)${filter}`;
        return sql`${sql.lit(name)}::text, coalesce(${value}, 0)`;
      });
    return sql`(select ${objectOf(columns)} from (${SOURCES[source]({ agencyId, year })}) as counted)`;
  });
  const { rows } = await sql<{ text: string | null }>`
    select case when ${keepsLedgers(agencyId)} then (${sql.join(parts, sql` || `)})::text end as text`.execute(
    db,
  );
  return rows[0]?.text ?? null;
}

function entriesOf(scope: Scope, figure: string): RawBuilder<unknown> {
  const { source, where } = countedOf(figure);
  return sql`select to_char(happened_on, 'YYYY-MM-DD') || ' ' || entry_id as place, entry_id, kind, title,
      happened_on, note, amount, document_id
    from (${SOURCES[source](scope)}) as counted ${where === undefined ? sql`` : sql`where ${where}`}`;
}

interface EntryPage {
  readonly entries: LedgerEntry[];
  readonly total: number;
}

async function pageOf(
  db: Connection,
  entries: RawBuilder<unknown>,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<EntryPage> {
  const counted = await sql<{ total: number }>`
    select count(*) as total from (${entries}) as entry`.execute(db);
  const { rows } = await sql<LedgerEntry>`
    select place, entry_id, kind, title, happened_on::text as happened_on, note, amount::integer as amount, document_id
    from (${entries}) as entry where place collate "C" > ${after ?? ''}
    order by place collate "C" limit ${limit}`.execute(db);
  return { entries: [...rows], total: counted.rows[0]?.total ?? 0 };
}

type Page = Parameters<typeof pageOf>[2];

/** What a figure counts as the ledgers stand now, by day. */
export function listLedgerEntries(
  db: Connection,
  scope: Scope,
  figure: string,
  page: Page,
): Promise<EntryPage> {
  return pageOf(db, entriesOf(scope, figure), page);
}

function frozenEntries({ agencyId, year }: Scope, version: number, figure: string): RawBuilder<unknown> {
  return sql`select place, entry_id, kind, title, happened_on, note, amount, document_id from report_ledger_entry
    where agency_id = ${agencyId} and year = ${year} and version = ${version} and figure = ${figure}`;
}

/** What a figure counted when a version was published. */
export function listFrozenEntries(
  db: Connection,
  scope: Scope & { readonly version: number },
  figure: string,
  page: Page,
): Promise<EntryPage> {
  return pageOf(db, frozenEntries(scope, scope.version, figure), page);
}

/** Copies what stands behind the figures that the text of a version quotes. */
export async function freezeLedgerEntries(
  db: Transaction,
  { agencyId, year, version }: Scope & { readonly version: number },
  figures: readonly string[],
): Promise<void> {
  for (const figure of figures) {
    await sql`
      insert into report_ledger_entry (agency_id, year, version, figure, place, entry_id, kind, title, happened_on,
        note, amount, document_id)
      select ${agencyId}, ${year}::integer, ${version}::integer, ${figure}, place, entry_id, kind, title, happened_on,
        note, amount, document_id
      from (${entriesOf({ agencyId, year }, figure)}) as entry`.execute(db);
  }
}

/** Figures that were frozen with a version. */
export async function listFrozenFigureNames(
  db: Connection,
  { agencyId, year, version }: Scope & { readonly version: number },
): Promise<string[]> {
  const { rows } = await sql<{ figure: string }>`
    select distinct figure from report_ledger_entry
    where agency_id = ${agencyId} and year = ${year} and version = ${version} order by figure`.execute(db);
  return rows.map(({ figure }) => figure);
}

/** Titles of what came to a figure since a version, and of what went. */
export async function compareLedgerEntries(
  db: Connection,
  { version, ...scope }: Scope & { readonly version: number },
  figure: string,
  limit: number,
): Promise<{ readonly added: string[]; readonly removed: string[] }> {
  const [live, frozen] = [entriesOf(scope, figure), frozenEntries(scope, version, figure)];
  const missing = async (from: RawBuilder<unknown>, other: RawBuilder<unknown>): Promise<string[]> => {
    const { rows } = await sql<{ title: string }>`
      select title from (${from}) as one
      where not exists (select from (${other}) as two where two.entry_id = one.entry_id and two.amount = one.amount)
      order by place collate "C" limit ${limit}`.execute(db);
    return rows.map(({ title }) => title);
  };
  return { added: await missing(live, frozen), removed: await missing(frozen, live) };
}
