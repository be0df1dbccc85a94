import { createHash } from 'node:crypto';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type DatabaseConnection,
  type Driver,
} from 'kysely';
import { DomainError } from '@gongkai/core';
import { MIGRATIONS, type Migration } from './migration-list.js';
import { type Connection } from './schema.js';
import { inTransaction } from './with-transaction.js';

/** Any number would do; this one is asked for by nothing else. */
const MIGRATION_LOCK = 20261121;

/**
 * Brings the schema up to this program: all missing migrations in one transaction, so that a failed upgrade
 * leaves the database as the previous version knows it. Processes that start together wait for one another.
 * @returns the names of the migrations that were applied now
 */
export async function migrate(
  db: Connection,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> {
  const hashes = await Promise.all(migrations.map(migrationHash));
  return inTransaction(db, async (db) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db);
    const applied = await appliedMigrations(db);
    refuseUnknown(applied, migrations, hashes);
    const missing = migrations.slice(applied.length);
    for (const [index, { name, up }] of missing.entries()) {
      // Names in a migration are those of SQL, as written.
      await up(db.withoutPlugins() as unknown as Kysely<unknown>);
      const hash = hashes[applied.length + index] ?? '';
      await db
        .insertInto('migration')
        .values({ position: applied.length + index + 1, name, hash })
        .execute();
    }
    return missing.map(({ name }) => name);
  });
}

/** Refuses a database whose schema is not exactly this program's; for a program that may not migrate it. */
export async function requireMigrated(
  db: Connection,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const hashes = await Promise.all(migrations.map(migrationHash));
  const applied = await appliedMigrations(db);
  refuseUnknown(applied, migrations, hashes);
  if (applied.length === migrations.length) return;
  throw new DomainError(
    'DATABASE_BEHIND',
    `数据库结构比程序旧，缺少 ${migrations.length - applied.length} 步升级。请先备份，再运行：gongkai migrate`,
    { missing: migrations.length - applied.length },
  );
}

/**
 * Refuses what another program has made; one that is only behind passes. For what reads a database, or a copy of it,
 * without knowing its tables.
 * @returns how many of the migrations it has
 */
export async function requireKnownMigrations(
  applied: readonly AppliedMigration[],
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number> {
  refuseUnknown(applied, migrations, await Promise.all(migrations.map(migrationHash)));
  return applied.length;
}

export interface AppliedMigration {
  readonly name: string;
  readonly hash: string;
}

/** What the database says has been done to it, in order; nothing for one that was never migrated. */
export async function appliedMigrations(db: Connection): Promise<readonly AppliedMigration[]> {
  const { rows } = await sql<{
    exists: boolean;
  }>`select to_regclass('migration') is not null as exists`.execute(db);
  if (rows[0]?.exists !== true) return [];
  return db.selectFrom('migration').select(['name', 'hash']).orderBy('position').execute();
}

function refuseUnknown(
  applied: readonly AppliedMigration[],
  migrations: readonly Migration[],
  hashes: readonly string[],
): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.find(({ name }) => !known.has(name));
  if (unknown) {
    throw new DomainError(
      'DATABASE_AHEAD',
      `数据库已由更新版本的程序升级（${unknown.name}），本程序不认识，不能打开。请改用新版本的程序，或恢复升级前的备份。`,
      { migration: unknown.name },
    );
  }
  const changed = applied.find(
    ({ name, hash }, index) => migrations[index]?.name !== name || hashes[index] !== hash,
  );
  if (changed) {
    throw new DomainError(
      'DATABASE_DIFFERENT',
      `数据库的结构与程序不一致：升级步骤 ${changed.name} 的内容或次序与当时不同。请使用建立该数据库的程序版本；开发中的数据目录可以删除重建。`,
      { migration: changed.name },
    );
  }
}

/**
 * A digest of the statements a migration sends, not of its file: that reads differently as TypeScript and as
 * JavaScript. They are collected without a database.
 */
export async function migrationHash({ up }: Migration): Promise<string> {
  const statements: string[] = [];
  const recorder = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => recordingDriver(statements),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  await up(recorder);
  return createHash('sha256').update(JSON.stringify(statements)).digest('hex');
}

/** Answers nothing and keeps what it was asked. */
function recordingDriver(statements: string[]): Driver {
  const connection: DatabaseConnection = {
    executeQuery: ({ sql: statement, parameters }) => {
      statements.push(statement, JSON.stringify(parameters));
      return Promise.resolve({ rows: [] });
    },
    streamQuery: () => {
      throw new Error('A migration does not stream');
    },
  };
  return Object.assign(new DummyDriver(), { acquireConnection: () => Promise.resolve(connection) });
}
