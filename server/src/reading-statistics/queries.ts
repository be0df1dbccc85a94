import type { LocalDate } from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ReadingCountTable } from './table.js';

export type ReadingCount = Selectable<ReadingCountTable>;

/** Adds counts to what is there, all of them in one statement. */
export async function addCounts(db: Connection, counts: readonly ReadingCount[]): Promise<void> {
  if (counts.length === 0) return;
  const column = (key: keyof ReadingCount) => arrayLiteral(counts.map((it) => String(it[key])));
  // In the order of their keys: two processes that add at once wait for each other and never in a circle.
  await sql`
    insert into reading_count (agency_id, day, page, kind, is_robot, count)
    select * from unnest(
      ${column('agencyId')}::text[], ${column('day')}::date[], ${column('page')}::text[],
      ${column('kind')}::text[], ${column('isRobot')}::boolean[], ${column('count')}::integer[]
    ) given (agency_id, day, page, kind, is_robot, count)
    order by 1, 2, 3, 4, 5
    on conflict (agency_id, day, page, kind, is_robot)
    do update set count = reading_count.count + excluded.count`.execute(db);
}

/** @returns false: the log was counted before */
export async function rememberLog(
  db: Transaction,
  row: { readonly digest: string; readonly countedAt: string; readonly lines: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('countedLog')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export interface CountSums {
  readonly visits: number;
  readonly downloads: number;
  readonly robots: number;
}

interface Period {
  readonly from: LocalDate;
  readonly until: LocalDate;
}

const SUMS = sql`
  coalesce(sum(count) filter (where kind = 'visit' and not is_robot), 0)::integer as visits,
  coalesce(sum(count) filter (where kind = 'download' and not is_robot), 0)::integer as downloads,
  coalesce(sum(count) filter (where is_robot), 0)::integer as robots`;

export async function sumByDay(
  db: Connection,
  agencyId: string,
  { from, until }: Period,
): Promise<(CountSums & { readonly day: LocalDate })[]> {
  const { rows } = await sql<CountSums & { readonly day: LocalDate }>`
    select day, ${SUMS} from reading_count
    where agency_id = ${agencyId} and day between ${from} and ${until}
    group by day order by day`.execute(db);
  return rows;
}

/** By what stands before the first `/` of a page. */
export async function sumByKind(
  db: Connection,
  agencyId: string,
  { from, until }: Period,
): Promise<(CountSums & { readonly kind: string })[]> {
  const { rows } = await sql<CountSums & { readonly kind: string }>`
    select kind_of_page as kind, ${SUMS}
    from (
      select split_part(page, '/', 1) as kind_of_page, kind, is_robot, count from reading_count
      where agency_id = ${agencyId} and day between ${from} and ${until}
    ) read
    group by 1 order by 2 desc, 3 desc, 1`.execute(db);
  return rows;
}

export async function sumByDocument(
  db: Connection,
  agencyId: string,
  { from, until }: Period,
  limit: number,
): Promise<{ documentId: string; title: string; isWithdrawn: boolean; visits: number; downloads: number }[]> {
  const { rows } = await sql<{
    documentId: string;
    title: string;
    isWithdrawn: boolean;
    visits: number;
    downloads: number;
  }>`
    select read.document_id, d.title, d.withdrawn_at is not null as is_withdrawn, read.visits, read.downloads
    from (
      select split_part(page, '/', 2) as document_id,
        coalesce(sum(count) filter (where kind = 'visit'), 0)::integer as visits,
        coalesce(sum(count) filter (where kind = 'download'), 0)::integer as downloads
      from reading_count
      where agency_id = ${agencyId} and day between ${from} and ${until} and not is_robot
        and (starts_with(page, 'item/') or starts_with(page, 'file/'))
      group by 1
    ) read
    join document d on d.agency_id = ${agencyId} and d.document_id = read.document_id
    order by read.visits + read.downloads desc, read.document_id limit ${limit}`.execute(db);
  return rows;
}

/** The whole platform: its own pages and those of every agency. */
export async function sumPlatform(db: Connection, { from, until }: Period): Promise<CountSums> {
  const { rows } = await sql<CountSums>`
    select ${SUMS} from reading_count where day between ${from} and ${until}`.execute(db);
  return rows[0] ?? { visits: 0, downloads: 0, robots: 0 };
}

export async function findFirstDay(db: Connection): Promise<LocalDate | null> {
  const { rows } = await sql<{ day: LocalDate | null }>`select min(day) as day from reading_count`.execute(
    db,
  );
  return rows[0]?.day ?? null;
}
