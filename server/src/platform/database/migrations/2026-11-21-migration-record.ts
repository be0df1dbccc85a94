import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // btree_gin puts an agency's id and words into one index; pg_trgm finds parts of words; unaccent folds Latin
  // letters; pgcrypto digests inside the database. All are trusted: the owner of a database may create them.
  for (const name of ['btree_gin', 'pg_trgm', 'pgcrypto', 'unaccent']) {
    await sql`create extension if not exists ${sql.id(name)}`.execute(db);
  }
  await db.schema
    .createTable('migration')
    // The record is read whole and in order. Each name can be applied once.
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}
