import { operatorActor } from '@gongkai/core';
import { sql } from 'kysely';
import { builtDatabase, builtIdentities, builtSearch } from './built.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { fillCodes, searchCodes } from './search-codes.js';
import { inventedText, wordsToFind } from './search-texts.js';
import { withTemporaryDatabase, type Driver, type OpenConnection } from './temporary-database.js';

const AGENCY = 'BENCH-SEARCH';
const CHUNK = 250;
const WORDS = 30;
const DOCUMENTS = { small: 2_000, full: 200_000 };
const FASTER_THAN_LIKE = 20;
const TAIL = 10;

/**
 * Search of the public: two-character words over many documents beside `LIKE` on the same rows, what it finds held against
 * what `LIKE` finds; built at three sizes. At the smallest, `int4[]` of pair codes beside it (ADR 0036). In small, PGlite;
 * in full, native PostgreSQL.
 */
export async function benchPublicSearch(
  rounds: number,
  { isSmall, size }: { readonly isSmall: boolean; readonly size: number | null },
): Promise<Line[]> {
  const driver: Driver = isSmall ? 'pglite' : 'native';
  const whole = size ?? (isSmall ? DOCUMENTS.small : DOCUMENTS.full);
  return withTemporaryDatabase(driver, async (db) => {
    const lines: Line[] = [];
    const { createAgency } = await builtIdentities();
    const ctx = { db, now: () => new Date(), today: () => '2026-03-02' as never };
    await createAgency(ctx, operatorActor(), {
      ...{ code: AGENCY, name: '测量局', kind: 'localDepartment', parentCode: null },
      ...{ hasRuleMakingPower: false, scope: 'organ', existsFrom: null },
    });
    let filled = 0;
    for (const part of [whole / 4, whole / 2, whole]) {
      const seconds = await fill(db, filled, part);
      const upTo = `${driver}: ${part.toLocaleString('en')} documents,`;
      lines.push(
        {
          what: `${upTo} indexed a second since ${filled.toLocaleString('en')}`,
          unit: '/s',
          values: spreadOf([(part - filled) / seconds]),
        },
        { what: `${upTo} index`, unit: 'MB', values: await sizeOf(db, 'search_entry') },
        { what: `${upTo} with texts`, unit: 'MB', values: await wholeSizeOf(db, 'search_entry') },
      );
      if (filled === 0) lines.push(...(await otherWay(db, upTo, part)));
      filled = part;
      await sql`vacuum analyze search_entry`.execute(db);
      lines.push(...(await compare(db, upTo, rounds, filled === whole / 4)));
    }
    return lines;
  });
}

/** Seconds that it took. */
async function fill(db: OpenConnection, from: number, to: number): Promise<number> {
  const { inTransaction } = await builtDatabase();
  const { indexRecords } = await builtSearch();
  const begun = performance.now();
  for (let at = from; at < to; at += CHUNK) {
    const records = Array.from({ length: Math.min(CHUNK, to - at) }, (_, index) => {
      const number = at + index;
      const text = inventedText(number);
      return {
        ...{ agencyId: AGENCY, kind: 'document' as const, recordId: `d${number}`, documentNumber: null },
        title: text.slice(0, 24),
        publishedAt: new Date(Date.UTC(2015, 0, 1) + number * 1_800_000).toISOString(),
        ...{ isValid: number % 9 !== 0, topic: null, genre: null, validity: null },
        texts: [{ place: null, text }],
      };
    });
    await inTransaction(db, (trx) => indexRecords(trx, records));
  }
  return (performance.now() - begun) / 1000;
}

async function otherWay(db: OpenConnection, upTo: string, documents: number): Promise<Line[]> {
  const { seconds } = await fillCodes(db, documents);
  await sql`vacuum analyze search_codes`.execute(db);
  return [
    {
      what: `${upTo} int4[]: indexed a second`,
      unit: '/s',
      values: spreadOf([documents / seconds]),
    },
    { what: `${upTo} int4[]: index`, unit: 'MB', values: await sizeOf(db, 'search_codes') },
    { what: `${upTo} int4[]: with texts`, unit: 'MB', values: await wholeSizeOf(db, 'search_codes') },
  ];
}

const sizeOf = (db: OpenConnection, table: string) => megabytes(db, 'pg_indexes_size', table);
const wholeSizeOf = (db: OpenConnection, table: string) => megabytes(db, 'pg_total_relation_size', table);

async function megabytes(db: OpenConnection, measure: string, table: string) {
  const { rows } = await sql<{ size: number }>`
    select ${sql.raw(measure)}(${table})::float8 / 1048576 as size`.execute(db);
  return spreadOf([rows[0]?.size ?? Number.NaN]);
}

async function compare(
  db: OpenConnection,
  upTo: string,
  rounds: number,
  besideCodes: boolean,
): Promise<Line[]> {
  const { searchPublic } = await builtSearch();
  const asked = wordsToFind(WORDS);
  const found = {
    ours: (word: string) => searchPublic(db, word, {}, { page: 1, size: 20 }),
    like: (word: string) =>
      sql`select record_id, content from search_entry where content like ${`%${word}%`}
        order by is_valid desc, published_at desc limit 20`.execute(db),
    codes: (word: string) => searchCodes(db, word),
  };
  const times = { ours: [] as number[], like: [] as number[], codes: [] as number[] };
  // Once before, so that all have been read from the disk. Then each word by each way in turn; `LIKE` takes long.
  for (let round = 0; round <= rounds; round += 1) {
    for (const word of asked) {
      const ways = [
        'ours' as const,
        ...(besideCodes ? (['codes'] as const) : []),
        ...(round === 1 ? (['like'] as const) : []),
      ];
      for (const way of ways) {
        const took = await timed(() => found[way](word));
        if (round > 0) times[way].push(took);
      }
    }
  }
  const { median } = spreadOf(times.ours);
  return [
    { what: `${upTo} search of a two-character word`, unit: 'ms', values: spreadOf(times.ours) },
    ...(besideCodes
      ? [{ what: `${upTo} the same by int4[]`, unit: 'ms', values: spreadOf(times.codes) }]
      : []),
    { what: `${upTo} LIKE for the same`, unit: 'ms', values: spreadOf(times.like) },
    {
      what: `${upTo} search ÷ LIKE, medians`,
      unit: 'times the time',
      values: spreadOf([median / spreadOf(times.like).median]),
      limit: 1 / FASTER_THAN_LIKE,
    },
    {
      what: `${upTo} p99 ÷ median`,
      unit: 'times',
      values: spreadOf([percentile(times.ours, 0.99) / median]),
      limit: TAIL,
    },
    {
      what: `${upTo} documents that LIKE finds and the index not, or the other way`,
      unit: `of ${WORDS} words`,
      values: spreadOf([await wordsThatDiffer(db, asked)]),
      limit: 0,
    },
  ];
}

/** Words whose documents by the index are not exactly those by LIKE. */
async function wordsThatDiffer(db: OpenConnection, asked: readonly string[]): Promise<number> {
  let differing = 0;
  for (const word of asked) {
    const { rows } = await sql<{ isSame: boolean }>`
      with by_index as materialized (
        select content like ${`%${word}%`} as is_like from search_entry where words @@ ${`'${word}'`}::tsquery
      )
      select count(*) = (select count(*) from by_index)
        and count(*) = (select count(*) from by_index where is_like) as is_same
      from search_entry where content like ${`%${word}%`}`.execute(db);
    if (rows[0]?.isSame !== true) differing += 1;
  }
  return differing;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
