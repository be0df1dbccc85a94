import { createHash } from 'node:crypto';
import { DomainError, systemActor } from '@gongkai/core';
import { recordAudit, verifyChainsAgainst } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { migrate, requireKnownMigrations } from '../platform/database/migrate.js';
import { MIGRATIONS } from '../platform/database/migration-list.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { digestTable } from '../platform/database/table-catalogue.js';
import {
  dataTables,
  fillTable,
  fillTables,
  prepareEmpty,
  renewStatistics,
  setSequences,
} from '../platform/database/table-transfer.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { receiveFile } from '../platform/files/receive-file.js';
import { deleteEveryApplicantSession } from '../applicant-account/service.js';
import { deleteEverySession } from '../sign-in/service.js';
import { countKeptObjects, unknownObjects } from '../storage/service.js';
import { digestInKey, keyOfEntry, KEYS_ENTRY, rowsOf, type Manifest, type ManifestTable } from './archive.js';
import { bytesOf, damaged } from './read-archive.js';
import { readTar, type TarEntry } from './tar.js';

export type RestoreContext = Pick<AppContext, 'db' | 'files' | 'now' | 'audit'>;

export interface RestoreRequest {
  /** What `checkArchive` said of the same file. */
  readonly manifest: Manifest;
  /** The tar of that file, from its beginning. */
  readonly tar: AsyncIterable<Uint8Array>;
  /** Keeps the keys that are in the backup; not called when there are none. */
  readonly keepKeys: (bytes: Uint8Array) => Promise<void>;
  /** Restores although a chain was broken already when the backup was made. */
  readonly acceptsBrokenChains?: boolean;
  readonly onProgress?: (line: string) => void;
}

export interface Restored {
  readonly rows: number;
  readonly files: number;
  /** Audit chains that were followed, and their records. */
  readonly chains: number;
  readonly records: number;
  /** What is wrong with chains, when that was to be accepted. */
  readonly chainFaults: readonly string[];
  /** Migrations of this program that the backup lacked. */
  readonly upgraded: readonly string[];
  readonly endedSessions: number;
}

/** Objects asked about at once. */
const KEYS_AT_ONCE = 500;

/**
 * Brings a checked backup into an empty database of any kind, one transaction, and its files into the storage. Row
 * counts, digests of tables and files and the audit chains are compared before it is confirmed; a failure leaves the
 * database empty and takes back the files. A backup of an older release is upgraded afterwards.
 * @throws DomainError DATABASE_NOT_EMPTY, DATABASE_AHEAD, DATABASE_DIFFERENT, UNREADABLE_FILE
 */
export async function restoreBackup(ctx: RestoreContext, request: RestoreRequest): Promise<Restored> {
  const { manifest, acceptsBrokenChains = false } = request;
  const migrations = MIGRATIONS.slice(0, await requireKnownMigrations(manifest.migrations));
  await prepareEmpty(ctx.db, migrations);
  const isCurrent = migrations.length === MIGRATIONS.length;
  const keptKeys: string[] = [];
  let followed: FollowedChains = { records: 0, faults: [] };
  try {
    followed = await inTransaction(ctx.db, async (db) => {
      await fill(db, ctx, request, keptKeys);
      return isCurrent ? followChains(db, manifest, acceptsBrokenChains) : followed;
    });
  } catch (error) {
    for (const key of keptKeys) await ctx.files.store.remove(key).catch(() => undefined);
    throw error;
  }
  await renewStatistics(ctx.db);
  const upgraded = isCurrent ? [] : await migrate(ctx.db);
  if (!isCurrent) followed = await followChains(ctx.db, manifest, acceptsBrokenChains);

  const rows = rowsOf(manifest);
  const files = manifest.files.count;
  const endedSessions = await inTransaction(ctx.db, async (db) => {
    await recordAudit(db, ctx, systemActor('restore'), {
      kind: 'database.restored',
      agencyCode: null,
      subject: { type: 'database', id: manifest.madeAt },
      details: { rows, files },
    });
    // One that its owner has ended since must not come back to life.
    return (await deleteEverySession(db)) + (await deleteEveryApplicantSession(db));
  });
  const { records, faults: chainFaults } = followed;
  return { rows, files, chains: manifest.chains.length, records, chainFaults, upgraded, endedSessions };
}

async function fill(
  db: Transaction,
  ctx: RestoreContext,
  { manifest, tar, keepKeys, onProgress = () => undefined }: RestoreRequest,
  keptKeys: string[],
): Promise<void> {
  const entries = readTar(tar);
  const next = async (): Promise<TarEntry> => {
    const result = await entries.next();
    if (result.done === true) throw damaged('文件在两次读取之间变了');
    return result.value;
  };
  // The head, which the manifest repeats.
  await next();
  const tables = await tablesOf(db, manifest);
  await fillTables(db, tables, async (table) => {
    const told = manifest.tables.find(({ name }) => name === table.name);
    if (told === undefined) throw damaged('清单不全');
    const rows = await fillTable(db, table, partsOf(told, next));
    const { count, digest } = await digestTable(db, table);
    if (rows !== told.rows || count !== told.rows || digest !== told.digest)
      throw different(`表 ${table.name} 恢复后与备份不一致（备份 ${told.rows} 行，恢复 ${count} 行）`);
    onProgress(`${table.name}：${rows} 行`);
  });
  await setSequences(db, manifest.sequences);
  await fillFiles(db, ctx, manifest, next, keptKeys);
  if (manifest.keys.areIncluded) {
    const entry = await next();
    if (entry.name !== KEYS_ENTRY) throw damaged('缺少密钥');
    await keepKeys(await bytesOf(entry));
  }
  await entries.return(undefined);
}

/** The tables of this database in the order of the backup, which must be the same ones. */
async function tablesOf(db: Transaction, manifest: Manifest) {
  const here = new Map((await dataTables(db)).map((table) => [table.name, table]));
  const tables = manifest.tables.map(({ name, columns }) => {
    const table = here.get(name);
    if (table?.columns.join() !== columns.join())
      throw different(`备份中的表 ${name} 不是由本程序建立的，或者列与程序不同`);
    return table;
  });
  if (here.size !== tables.length) throw different('备份中缺少程序需要的表');
  return tables;
}

async function* partsOf({ parts }: ManifestTable, next: () => Promise<TarEntry>): AsyncGenerator<Uint8Array> {
  for (let part = 0; part < parts; part += 1) yield* (await next()).content;
}

async function fillFiles(
  db: Transaction,
  ctx: RestoreContext,
  { files, tables }: Manifest,
  next: () => Promise<TarEntry>,
  keptKeys: string[],
): Promise<void> {
  const damagedKeys = new Set(files.damaged);
  let keys: string[] = [];
  const requireKnown = async (): Promise<void> => {
    const [unknown] = await unknownObjects(db, keys);
    if (unknown !== undefined) throw different(`备份中的文件 ${unknown} 没有登记`);
    keys = [];
  };
  for (let index = 0; index < files.count; index += 1) {
    const entry = await next();
    const key = keyOfEntry(entry.name);
    if (key === null) throw damaged('文件在两次读取之间变了');
    keys.push(key);
    if (!damagedKeys.has(key) && (await keepFile(ctx, key, entry))) keptKeys.push(key);
    if (keys.length >= KEYS_AT_ONCE) await requireKnown();
  }
  if (!tables.some(({ name }) => name === 'stored_file')) return;
  await requireKnown();
  const count = await countKeptObjects(db);
  if (count !== files.count) throw different(`登记了 ${count} 个文件，备份中有 ${files.count} 个`);
}

/** @returns false when the storage had it already: it must not be taken back when the restoring fails */
async function keepFile({ files }: RestoreContext, key: string, entry: TarEntry): Promise<boolean> {
  const received = await receiveFile(files.incoming, entry.content, entry.size);
  try {
    if (received.sha256 !== digestInKey(key)) throw damaged(`文件 ${key} 的内容与摘要不符`);
    if (await isThere(files.store, key)) return false;
    await files.store.put(key, received);
    return true;
  } finally {
    await received.discard();
  }
}

async function isThere(store: AppContext['files']['store'], key: string): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of await store.open(key)) hash.update(chunk as Uint8Array);
  } catch {
    return false;
  }
  return hash.digest('hex') === digestInKey(key);
}

interface FollowedChains {
  readonly records: number;
  readonly faults: readonly string[];
}

async function followChains(
  db: Connection,
  { chains }: Manifest,
  acceptsFaults: boolean,
): Promise<FollowedChains> {
  const verdicts = await verifyChainsAgainst(db, chains);
  const faults = verdicts.flatMap(({ chain, fault }) =>
    fault === null ? [] : [`审计链 ${chain} 自第 ${fault.seq} 条起有问题：${fault.message}`],
  );
  const [first] = faults;
  if (first !== undefined && !acceptsFaults) throw different(first);
  return { records: verdicts.reduce((sum, { records }) => sum + records, 0), faults };
}

function different(reason: string): DomainError {
  return new DomainError('DATABASE_DIFFERENT', `${reason}，已放弃恢复，没有留下恢复了一半的数据。`);
}
