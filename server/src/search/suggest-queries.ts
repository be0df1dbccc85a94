import { sql } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

/** Titles that have what is being typed, valid ones first, the newest first; each once. */
export async function listTitles(
  db: Connection,
  tsquery: string,
  { most, limit }: { readonly most: number; readonly limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`
    with titled as (
      select title, is_valid, published_at from search_entry
      where title_words @@ ${tsquery}::tsquery and part = 0
      order by published_at desc limit ${most}
    ), once as (
      select distinct on (title) * from titled order by title, is_valid desc, published_at desc
    )
    select title from once order by is_valid desc, published_at desc, title limit ${limit}`.execute(db);
  return rows.map(({ title }) => title);
}

/** Which of these queries find anything at all, in the order in which they were given. */
export async function listAnswered(db: Connection, tsqueries: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ query: string }>`
    select given.query from unnest(${arrayLiteral(tsqueries)}::text[]) with ordinality given (query, place)
    where exists (select from search_entry where words @@ given.query::tsquery)
    order by given.place`.execute(db);
  return rows.map(({ query }) => query);
}

/** How many records of a page's query have each class, among the first that the index gives. */
export interface ClassCount {
  readonly agencyId: string;
  readonly topic: string | null;
  readonly genre: string | null;
  readonly validity: string | null;
  readonly year: number;
  readonly count: number;
}

export async function countClasses(db: Connection, tsquery: string, most: number): Promise<ClassCount[]> {
  const { rows } = await sql<ClassCount>`
    with found as (
      select agency_id, kind, record_id, topic, genre, validity, published_at
      from search_entry where words @@ ${tsquery}::tsquery limit ${most}
    ), records as (
      select distinct on (agency_id, kind, record_id) * from found order by agency_id, kind, record_id
    )
    select agency_id, split_part(topic, '\\', 1) as topic, genre, validity,
      extract(year from published_at at time zone 'Asia/Shanghai')::integer as year, count(*)::integer as count
    from records group by 1, 2, 3, 4, 5`.execute(db);
  return rows;
}
