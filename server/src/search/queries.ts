import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { SearchedKind, SearchEntryTable } from './table.js';

export type SearchEntryRow = Selectable<SearchEntryTable>;

/** By COPY: a long document has many parts, and a loaded ledger many documents. */
export async function insertEntries(db: Transaction, rows: readonly SearchEntryRow[]): Promise<void> {
  await copyRows(
    db,
    'searchEntry',
    COLUMNS,
    rows.map((row) => COLUMNS.map((column) => row[column])),
  );
}

const COLUMNS = [
  'agencyId',
  'kind',
  'recordId',
  'part',
  'title',
  'place',
  'publishedAt',
  'isValid',
  'topic',
  'genre',
  'validity',
  'content',
  'titleWords',
  'words',
] as const satisfies readonly (keyof SearchEntryTable)[];

export async function deleteEntries(
  db: Transaction,
  agencyId: string,
  kind: SearchedKind,
  recordId: string,
): Promise<void> {
  await db
    .deleteFrom('searchEntry')
    .where('agencyId', '=', agencyId)
    .where('kind', '=', kind)
    .where('recordId', '=', recordId)
    .execute();
}

/** Pieces of records of a kind after one of them, in the order of their keys. */
export function listEntries(
  db: Connection,
  kind: SearchedKind,
  after: Pick<SearchEntryRow, 'agencyId' | 'recordId' | 'part'>,
  limit: number,
): Promise<Pick<SearchEntryRow, 'agencyId' | 'recordId' | 'part' | 'title' | 'content'>[]> {
  const { agencyId, recordId, part } = after;
  return db
    .selectFrom('searchEntry')
    .select(['agencyId', 'recordId', 'part', 'title', 'content'])
    .where('kind', '=', kind)
    .where(sql<boolean>`(agency_id, kind, record_id, part) > (${agencyId}, ${kind}, ${recordId}, ${part})`)
    .orderBy('agencyId')
    .orderBy('kind')
    .orderBy('recordId')
    .orderBy('part')
    .limit(limit)
    .execute();
}

/** What a hit of each of the records shows; those that cannot be found are left out. */
export async function listHeads(
  db: Connection,
  kind: SearchedKind,
  keys: readonly Pick<SearchEntryRow, 'agencyId' | 'recordId'>[],
): Promise<Pick<SearchEntryRow, 'agencyId' | 'recordId' | 'title' | 'publishedAt'>[]> {
  const { rows } = await sql<Pick<SearchEntryRow, 'agencyId' | 'recordId' | 'title' | 'publishedAt'>>`
    select e.agency_id, e.record_id, e.title, e.published_at
    from unnest(${arrayLiteral(keys.map(({ agencyId }) => agencyId))}::text[],
      ${arrayLiteral(keys.map(({ recordId }) => recordId))}::text[]) as k (agency_id, record_id)
    join search_entry e
      on e.agency_id = k.agency_id and e.kind = ${kind} and e.record_id = k.record_id and e.part = 0
    order by e.agency_id, e.record_id`.execute(db);
  return rows;
}

/** The pieces of one record. */
export function listEntriesOf(
  db: Connection,
  kind: SearchedKind,
  { agencyId, recordId }: Pick<SearchEntryRow, 'agencyId' | 'recordId'>,
): Promise<Pick<SearchEntryRow, 'agencyId' | 'recordId' | 'part' | 'place' | 'title' | 'content'>[]> {
  return db
    .selectFrom('searchEntry')
    .select(['agencyId', 'recordId', 'part', 'place', 'title', 'content'])
    .where('agencyId', '=', agencyId)
    .where('kind', '=', kind)
    .where('recordId', '=', recordId)
    .orderBy('part')
    .execute();
}

export async function updateValidity(
  db: Transaction,
  agencyId: string,
  kind: SearchedKind,
  recordId: string,
  shown: Pick<SearchEntryRow, 'isValid' | 'validity'>,
): Promise<void> {
  await db
    .updateTable('searchEntry')
    .set(shown)
    .where('agencyId', '=', agencyId)
    .where('kind', '=', kind)
    .where('recordId', '=', recordId)
    .execute();
}

export interface SearchFilter {
  readonly agencyId?: string | undefined;
  readonly topic?: string | undefined;
  readonly genre?: string | undefined;
  readonly validity?: string | undefined;
  readonly year?: number | undefined;
}

export interface FoundRow {
  readonly agencyId: string;
  readonly kind: SearchedKind;
  readonly recordId: string;
  readonly title: string;
  readonly place: string | null;
  readonly publishedAt: string;
  readonly validity: string | null;
  readonly content: string;
  readonly inTitle: boolean;
}

/** So many of the newest titles and texts are looked at before the index is: frequent words are among them. */
const NEWEST_TITLES = 2_000;
const NEWEST_TEXTS = 200;

/**
 * Those in force first, of these those whose title has it, then those whose text has it, the newest first; each record
 * stands once. What a page needs of frequent words is among the newest; else the index gives all, and at most `most` of each
 * kind are ordered.
 */
export async function findEntries(
  db: Connection,
  { tsquery, terms = [] }: { readonly tsquery: string; readonly terms?: readonly string[] | undefined },
  filter: SearchFilter,
  { offset, limit, most }: { readonly offset: number; readonly limit: number; readonly most: number },
): Promise<FoundRow[]> {
  const narrowed = narrow(filter);
  // Who is ordered by how much is found needs all of it.
  const needed = terms.length === 0 ? offset + limit : Number.MAX_SAFE_INTEGER;
  const matched =
    terms.length === 0
      ? sql`0`
      : sql`(
          select count(*) from unnest(${arrayLiteral(terms)}::tsquery[]) term
          join search_entry own
            on own.agency_id = ranked.agency_id and own.kind = ranked.kind
            and own.record_id = ranked.record_id and own.part = ranked.part
          where own.words @@ term
        )`;
  const { rows } = await sql<FoundRow>`
    with newest_titled as materialized (
      select agency_id, kind, record_id, part, published_at, is_valid
      from (
        select * from search_entry where is_valid and part = 0 ${narrowed}
        order by published_at desc limit ${terms.length === 0 ? NEWEST_TITLES : 0}
      ) newest
      where title_words @@ ${tsquery}::tsquery
      limit ${most}
    ), all_titled as materialized (
      select agency_id, kind, record_id, part, published_at, is_valid
      from search_entry
      where title_words @@ ${tsquery}::tsquery and part = 0 ${narrowed}
        and (select count(*) from newest_titled) < ${needed}::bigint
      order by is_valid desc, published_at desc limit ${most}
    ), titled as materialized (
      select *, true as in_title from all_titled
      union all
      select *, true from newest_titled where (select count(*) from newest_titled) >= ${needed}::bigint
    ), newest_held as materialized (
      select agency_id, kind, record_id, part, published_at, is_valid
      from (
        select * from search_entry where is_valid ${narrowed}
        order by published_at desc limit ${terms.length === 0 ? NEWEST_TEXTS : 0}
      ) newest
      where words @@ ${tsquery}::tsquery
        and (select count(*) from titled where is_valid) < ${needed}::bigint
    ), so_far as materialized (
      select count(distinct (agency_id, kind, record_id)) as records
      from (
        select agency_id, kind, record_id from titled where is_valid
        union all
        select agency_id, kind, record_id from newest_held
      ) found
    ), held as (
      select agency_id, kind, record_id, part, published_at, is_valid
      from search_entry
      where words @@ ${tsquery}::tsquery ${narrowed} and (select records from so_far) < ${needed}::bigint
      order by is_valid desc, published_at desc limit ${most}
    ), ranked as (
      select distinct on (agency_id, kind, record_id) *
      from (
        select * from titled
        union all
        select *, false from newest_held
        union all
        select *, false from held
      ) found
      order by agency_id, kind, record_id, in_title desc, part
    ), counted as (
      select ranked.*, ${matched} as matched
      from ranked
    ), page as (
      select * from counted
      where matched * 2 >= ${terms.length}
      order by is_valid desc, matched desc, in_title desc, published_at desc, record_id
      offset ${offset} limit ${limit}
    )
    select e.agency_id, e.kind, e.record_id, e.title, e.place, e.published_at, e.validity, e.content, page.in_title
    from page
    join search_entry e using (agency_id, kind, record_id, part)
    order by page.is_valid desc, page.matched desc, page.in_title desc, page.published_at desc, page.record_id`.execute(
    db,
  );
  return rows;
}

function narrow({ agencyId, topic, genre, validity, year }: SearchFilter) {
  const conditions = [
    agencyId === undefined ? null : sql`and agency_id = ${agencyId}`,
    topic === undefined ? null : sql`and (topic = ${topic} or starts_with(topic, ${`${topic}\\`}))`,
    genre === undefined ? null : sql`and genre = ${genre}`,
    validity === undefined ? null : sql`and validity = ${validity}`,
    year === undefined
      ? null
      : sql`and published_at >= ${`${year}-01-01T00:00:00+08:00`}::timestamptz
        and published_at < ${`${year + 1}-01-01T00:00:00+08:00`}::timestamptz`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? sql`` : sql.join(conditions, sql` `);
}
