import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, unlink } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@gongkai/core';
import { listChainHeads, sealAllChains } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { appliedMigrations, requireKnownMigrations } from '../platform/database/migrate.js';
import { MIGRATIONS } from '../platform/database/migration-list.js';
import type { Transaction } from '../platform/database/schema.js';
import { digestTable } from '../platform/database/table-catalogue.js';
import {
  dataTables,
  listSequences,
  readTable,
  useTransferFormats,
} from '../platform/database/table-transfer.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listSecretKeys } from '../platform/secrets/queries.js';
import { walkKeptObjects } from '../storage/service.js';
import { HEAD_ENTRY, KEYS_ENTRY, MANIFEST_ENTRY, type Manifest, type ManifestTable } from './archive.js';
import { archiveWriter, type ByteSink } from './write-archive.js';

export type BackupContext = Pick<AppContext, 'db' | 'files' | 'now' | 'audit' | 'version'> & {
  readonly database: Pick<AppContext['database'], 'kind' | 'serverVersion'>;
};

/**
 * Writes everything that the platform keeps: first what waits for its audit chain is sealed, then all tables as of one
 * instant, then the files that their rows name. Others go on meanwhile; on PGlite they wait while the tables are read.
 * @param keyFile to be put into the backup as well; null: without keys, the usual way
 * @param sink gets a tar
 */
export async function makeBackup(
  ctx: BackupContext,
  { keyFile }: { readonly keyFile: string | null },
  sink: ByteSink,
): Promise<void> {
  const migrations = await appliedMigrations(ctx.db);
  await requireKnownMigrations(migrations);
  if (migrations.length === 0)
    throw new DomainError(
      'NOT_FOUND',
      '这里还没有数据库，没有什么可备份的。请核对 --data、--db 或 DATABASE_URL。',
    );
  if (migrations.length === MIGRATIONS.length) await sealAllChains(ctx);

  const writer = archiveWriter(sink);
  const head = {
    format: 'gongkai-backup' as const,
    formatVersion: 1 as const,
    appVersion: ctx.version,
    madeAt: ctx.now().toISOString(),
    source: { kind: ctx.database.kind, serverVersion: ctx.database.serverVersion },
    migrations: migrations.map(({ name, hash }) => ({ name, hash })),
  };
  await writer.writeJson(HEAD_ENTRY, head);
  await mkdir(ctx.files.incoming, { recursive: true, mode: 0o700 });
  // The names of all files may be more than memory should hold, and PGlite must not be held up by reading files.
  const list = join(ctx.files.incoming, `backup-${randomUUID()}`);
  try {
    const kept = await inTransaction(ctx.db, (db) => writeTables(db, writer, list), {
      isolationLevel: 'repeatable read',
    });
    await writeFiles(ctx, writer, list);
    if (keyFile !== null) await writer.writeEntry(KEYS_ENTRY, await readFile(keyFile));
    const manifest: Manifest = {
      ...head,
      tables: kept.tables,
      sequences: kept.sequences,
      files: writer.filesWritten(),
      chains: kept.chains,
      keys: { ids: kept.keyIds, areIncluded: keyFile !== null },
    };
    await writer.writeJson(MANIFEST_ENTRY, manifest);
    await writer.end();
  } finally {
    await unlink(list).catch(() => undefined);
  }
}

interface KeptInSnapshot {
  readonly tables: ManifestTable[];
  readonly sequences: Manifest['sequences'];
  readonly chains: Manifest['chains'];
  readonly keyIds: string[];
}

/** A database of an older release lacks some of what is asked for here. */
async function writeTables(
  db: Transaction,
  writer: ReturnType<typeof archiveWriter>,
  list: string,
): Promise<KeptInSnapshot> {
  await useTransferFormats(db);
  const tables: ManifestTable[] = [];
  for (const table of await dataTables(db)) {
    const { count, digest } = await digestTable(db, table);
    const written = await writer.writeTable(table.name, readTable(db, table));
    tables.push({ name: table.name, columns: [...table.columns], rows: count, digest, ...written });
  }
  const has = (name: string): boolean => tables.some((table) => table.name === name);
  const lines = async function* (): AsyncGenerator<string> {
    if (!has('stored_file')) return;
    for await (const { objectKey, size, sha256 } of walkKeptObjects(db))
      yield `${JSON.stringify({ key: objectKey, size, sha256 })}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(list, { flags: 'wx', mode: 0o600 }));
  return {
    tables,
    sequences: [...(await listSequences(db))],
    chains: has('audit_block') ? await listChainHeads(db) : [],
    keyIds: has('secret_key') ? (await listSecretKeys(db)).map(({ keyId }) => keyId) : [],
  };
}

async function writeFiles(
  { files }: BackupContext,
  writer: ReturnType<typeof archiveWriter>,
  list: string,
): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(list), crlfDelay: Infinity })) {
    const file = JSON.parse(line) as { key: string; size: number; sha256: string };
    await writer.writeFile(file, () => files.store.open(file.key));
  }
}
