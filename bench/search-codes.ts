import { sql } from 'kysely';
import { builtDatabase } from './built.js';
import { inventedText } from './search-texts.js';
import type { OpenConnection } from './temporary-database.js';

const CHUNK = 250;

/**
 * The other way of ADR 0036 on the same texts: codes of the pairs of characters as `int4[]` under GIN, longer phrases looked
 * for again with `LIKE`.
 */
export async function fillCodes(
  db: OpenConnection,
  documents: number,
): Promise<{ readonly seconds: number }> {
  const { inTransaction } = await builtDatabase();
  await sql`
    create table search_codes (
      record_id text primary key, published_at timestamptz not null, is_valid boolean not null,
      content text not null, codes int4[] not null)`.execute(db);
  await sql`create index search_codes_codes on search_codes using gin (codes)`.execute(db);
  await sql`create index search_codes_newest on search_codes (published_at desc) where is_valid`.execute(db);
  const begun = performance.now();
  for (let at = 0; at < documents; at += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, documents - at) }, (_, index) => {
      const text = inventedText(at + index);
      const publishedAt = new Date(Date.UTC(2015, 0, 1) + (at + index) * 1_800_000).toISOString();
      return {
        recordId: `d${at + index}`,
        publishedAt,
        isValid: (at + index) % 9 !== 0,
        text,
        codes: codesOf(text),
      };
    });
    await inTransaction(db, (trx) =>
      sql`
        insert into search_codes
        select record->>'recordId', (record->>'publishedAt')::timestamptz, (record->>'isValid')::boolean,
          record->>'text', (record->>'codes')::int4[]
        from json_array_elements(${JSON.stringify(rows)}::json) record`.execute(trx),
    );
  }
  return { seconds: (performance.now() - begun) / 1000 };
}

/** Newest first, as the search of the public: along the newest for what is frequent, else along the index. */
export async function searchCodes(db: OpenConnection, word: string): Promise<unknown> {
  const codes = codesOf(word);
  return sql`
    with newest as materialized (
      select record_id, content, published_at
      from (
        select * from search_codes where is_valid order by published_at desc limit 200
      ) newest
      where codes @> ${codes}::int4[]
      limit 21
    )
    select * from newest where (select count(*) from newest) > 20
    union all
    (
      select record_id, content, published_at from search_codes
      where codes @> ${codes}::int4[] and (select count(*) from newest) < 21
      order by is_valid desc, published_at desc limit 21
    )`.execute(db);
}

/** Two units of UTF-16 are one number of 32 bits: no two pairs have the same. */
function codesOf(text: string): string {
  const codes = new Set<number>();
  for (let at = 0; at + 1 < text.length; at += 1) {
    codes.add((text.charCodeAt(at) << 16) | text.charCodeAt(at + 1) | 0);
  }
  return `{${[...codes].join(',')}}`;
}
