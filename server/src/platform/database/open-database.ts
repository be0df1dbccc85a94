import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { DomainError } from '@gongkai/core';
import {
  DURABILITY,
  DURABILITY_WITHOUT_FSYNC,
  type DatabaseConfig,
  type Durability,
  type MemoryConfig,
} from './database-config.js';
import { takeLock } from './lock-file.js';
import { startNativeCluster } from './native-cluster.js';
import { openPglite, PGLITE_MAJOR_VERSION } from './pglite-session.js';
import { OLDEST_POSTGRESQL } from './postgresql-binaries.js';
import { type Connection, type Schema } from './schema.js';
import { openServer } from './server-session.js';
import { sessionDialect } from './session-dialect.js';
import { type SessionSource, type SessionStanding } from './session.js';

/** An open database, whichever driver is below it. */
export interface Database {
  readonly db: Connection;
  readonly config: DatabaseConfig | MemoryConfig;
  readonly durability: Durability;
  /** As PostgreSQL says it: `18.6`, `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly serverVersion: string;
  /** The files of a database in memory or of PGlite, to start others from; null on a server. */
  readonly dump: (() => Promise<Uint8Array<ArrayBuffer>>) | null;
  readonly sessions: () => SessionStanding;
  readonly close: () => Promise<void>;
}

/** Opens the database, and makes the files of an embedded one that isn't there yet. It migrates nothing. */
export async function openDatabase(config: DatabaseConfig | MemoryConfig): Promise<Database> {
  const { source, dump, release } = await openSource(config);
  const db = new Kysely<Schema>({
    dialect: sessionDialect(source),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const close = async (): Promise<void> => {
    try {
      await db.destroy();
      // Kysely leaves alone what was never used.
      await source.close();
    } finally {
      await release();
    }
  };
  try {
    const { version, isSynchronous } = await requireSupportedServer(db);
    const isRisky = config.kind === 'server' && !isSynchronous;
    const durability = isRisky ? DURABILITY_WITHOUT_FSYNC : DURABILITY[config.kind];
    const sessions = (): SessionStanding => source.standing();
    return { db, config, durability, serverVersion: version, dump, sessions, close };
  } catch (error) {
    await close();
    throw unavailable(error);
  }
}

interface OpenSource {
  readonly source: SessionSource;
  readonly dump: Database['dump'];
  readonly release: () => Promise<void>;
}

async function openSource(config: DatabaseConfig | MemoryConfig): Promise<OpenSource> {
  switch (config.kind) {
    case 'memory': {
      const source = await openPglite({ directory: null, template: config.template ?? null });
      return { source, dump: source.dump, release: () => Promise.resolve() };
    }
    case 'pglite':
      return openPgliteDirectory(config.directory);
    case 'server':
      return {
        source: openServer({ connectionString: config.url }),
        dump: null,
        release: () => Promise.resolve(),
      };
    case 'native': {
      const cluster = await startNativeCluster(config.directory);
      return { source: openServer({ connectionString: cluster.url }), dump: null, release: cluster.stop };
    }
  }
}

async function openPgliteDirectory(directory: string): Promise<OpenSource> {
  await mkdir(directory, { recursive: true });
  const lock = await takeLock(join(directory, 'pglite.lock'));
  try {
    const files = join(directory, 'pglite');
    await refuseOtherMajorVersion(files);
    const source = await openPglite({ directory: files, template: null });
    return { source, dump: source.dump, release: lock.release };
  } catch (error) {
    await lock.release();
    throw unavailable(error);
  }
}

/** Files of another major version can't be read; PGlite itself would fail in a way that nobody understands. */
async function refuseOtherMajorVersion(files: string): Promise<void> {
  const found = await readFile(join(files, 'PG_VERSION'), 'utf8').catch(() => null);
  if (found === null || found.trim() === PGLITE_MAJOR_VERSION) return;
  throw new DomainError(
    'DATABASE_UNAVAILABLE',
    `数据目录由内置数据库第 ${found.trim()} 版建立，本程序使用第 ${PGLITE_MAJOR_VERSION} 版，不能直接打开。请用原来的程序版本导出（gongkai move），再由本程序导入。`,
    { found: found.trim(), expected: PGLITE_MAJOR_VERSION },
  );
}

interface ServerSettings {
  readonly version: string;
  readonly encoding: string;
  /** Confirms only what is on the disk. */
  readonly isSynchronous: boolean;
}

async function requireSupportedServer(db: Connection): Promise<ServerSettings> {
  const { rows } = await sql<ServerSettings>`
    select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
      current_setting('fsync')::boolean and current_setting('full_page_writes')::boolean
        and current_setting('synchronous_commit') <> 'off' as is_synchronous
  `.execute(db);
  const [settings] = rows;
  if (settings === undefined) throw new Error('The server does not say what it is');
  const { version, encoding } = settings;
  if (Number.parseInt(version, 10) < OLDEST_POSTGRESQL) {
    throw new DomainError(
      'DATABASE_UNAVAILABLE',
      `数据库服务器是 PostgreSQL ${version}，本程序需要 ${OLDEST_POSTGRESQL} 或以上版本。`,
      { version },
    );
  }
  if (encoding !== 'UTF8') {
    throw new DomainError(
      'DATABASE_UNAVAILABLE',
      `数据库的编码是 ${encoding}，本程序需要 UTF8。请以 UTF8 编码新建数据库。`,
      { encoding },
    );
  }
  return settings;
}

/** What an operator can do something about, in plain Chinese; the rest is passed on. */
function unavailable(error: unknown): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new DomainError(
    'DATABASE_UNAVAILABLE',
    `不能打开数据库：${REASONS[code] ?? error.message}`,
    code === '' ? {} : { code },
    { cause: error },
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: '数据库服务器没有应答。请核对地址和端口，确认服务器已经启动。',
  ENOTFOUND: '找不到数据库服务器的主机名，请核对地址。',
  ENOENT: '数据库服务器的套接字文件不存在，请核对地址，确认服务器已经启动。',
  ETIMEDOUT: '连接数据库服务器超时，请核对地址和网络。',
  '28P01': '数据库用户名或密码不正确。',
  '28000': '数据库服务器拒绝了这个用户，请核对用户名和服务器的 pg_hba.conf。',
  '3D000': '数据库服务器上没有这个数据库，请先建立。',
  '53300': '数据库服务器的连接数已满。',
};
