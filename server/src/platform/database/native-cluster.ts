import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, chmod, chown, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { DomainError } from '@gongkai/core';
import { takeLock, type HeldLock } from './lock-file.js';
import { findPostgresql, type PostgresqlBinaries } from './postgresql-binaries.js';
import { accountForPostgresql, runAs, type SystemAccount } from './system-account.js';

/** The name of the database, and of the role that owns it. */
const NAME = 'gongkai';
/** The kernel allows about a hundred bytes for a socket's path, and PostgreSQL adds its own file name. */
const LONGEST_SOCKET_FOLDER = 60;
const START_TIMEOUT_MS = 20_000;
/** On the command line of a server that we started; one that somebody else started is used and left running. */
const OUR_MARK = 'gongkai_started';

export interface NativeCluster {
  readonly url: string;
  /** Stops the server if we started it, in this process or in one that was killed. */
  readonly stop: () => Promise<void>;
}

interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly sockets: string;
  readonly account: SystemAccount;
  readonly binaries: PostgresqlBinaries;
}

/**
 * Runs a PostgreSQL cluster of our own from the machine's binaries, in `directory`: reached through a socket
 * only, writing to the disk before it confirms, under another user when we are root. A postmaster that outlived
 * our killed process is used on. A second process of ours joins, and leaves the stopping to the first.
 */
export async function startNativeCluster(directory: string): Promise<NativeCluster> {
  const folder = resolve(directory);
  const data = join(folder, 'postgresql');
  const account = await accountForPostgresql();
  await mkdir(folder, { recursive: true });
  const cluster: Cluster = {
    folder,
    data,
    log: join(folder, 'postgresql.log'),
    sockets: await socketFolder(folder, account),
    account,
    binaries: await findPostgresql(await existingMajorVersion(data)),
  };
  const lock = await takeLockOrJoin(cluster);
  try {
    if (lock) await createFiles(cluster);
    await bringUp(cluster, lock !== null);
    return {
      url: urlOf(await socketsInUse(cluster), NAME),
      stop: async () => {
        // Its folder for the socket stays: who starts the server by hand needs it.
        if (lock && (await isOurs(cluster))) await control(cluster, 'stop', ['--mode', 'fast']);
        await lock?.release();
      },
    };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/**
 * Starts the server where it is down, waits where it is starting or stopping, and makes the database in it. After
 * a crash the old server's remains may hold its memory for a moment, so a refused start is tried again.
 */
async function bringUp(cluster: Cluster, mayStart: boolean): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      if (mayStart && !(await isUp(cluster))) await startPostmaster(cluster);
      await createDatabase(urlOf(await socketsInUse(cluster), 'postgres'));
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await setTimeout(300);
    }
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [NAME]);
    if (rowCount === 0) await client.query(`create database ${NAME}`);
  } finally {
    await client.end();
  }
}

/** The lock, or null when another process of ours holds it and its server is up to be joined. */
async function takeLockOrJoin(cluster: Cluster): Promise<HeldLock | null> {
  try {
    return await takeLock(join(cluster.folder, 'postgresql.lock'));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'DATABASE_LOCKED' && (await isUp(cluster)))
      return null;
    throw error;
  }
}

async function existingMajorVersion(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  return text === null ? null : Number(text.trim());
}

async function socketFolder(folder: string, account: SystemAccount): Promise<string> {
  const inside = join(folder, 'socket');
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const sockets =
    Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER
      ? inside
      : join(tmpdir(), `gongkai-${userInfo().uid}-${digest}`);
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  const { uid } = await lstat(sockets);
  if (uid !== account.uid && uid !== userInfo().uid) {
    throw new DomainError(
      'DATABASE_UNAVAILABLE',
      `目录 ${sockets} 属于其他用户，不能放置数据库的套接字。请删除它。`,
    );
  }
  await chown(sockets, account.uid, account.gid);
  await chmod(sockets, 0o700);
  return sockets;
}

/** Makes the files under another name first: a run that is cut off leaves nothing that looks complete. */
async function createFiles({ data, log, account, binaries }: Cluster): Promise<void> {
  if (existsSync(data)) return;
  const draft = `${data}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await chown(draft, account.uid, account.gid);
  await requireReachable(draft, account);
  await runAs(join(binaries.folder, 'initdb'), initdbArguments(draft), { account });
  const peers = [...new Set([userInfo().username, account.name])];
  // Who we are on the machine is who we are in the database: no password to keep.
  await writeFile(join(draft, 'pg_hba.conf'), `local all all peer map=${NAME}\n`);
  await writeFile(join(draft, 'pg_ident.conf'), peers.map((user) => `${NAME} "${user}" ${NAME}\n`).join(''));
  await appendFile(join(draft, 'postgresql.conf'), "\ninclude 'gongkai.conf'\n");
  await writeFile(log, '', { flag: 'a', mode: 0o600 });
  await chown(log, account.uid, account.gid);
  await rename(draft, data);
}

function initdbArguments(data: string): string[] {
  // The order of C.UTF-8 is that of PGlite: by code point.
  const locale = process.platform === 'darwin' ? 'C' : 'C.UTF-8';
  return [
    ...['--pgdata', data, '--username', NAME, '--encoding', 'UTF8', '--locale', locale],
    ...['--auth', 'peer', '--data-checksums', '--no-instructions'],
  ];
}

async function requireReachable(data: string, account: SystemAccount): Promise<void> {
  try {
    await runAs('/bin/sh', ['-c', 'test -r "$0" && test -w "$0"', data], { account });
  } catch {
    throw new DomainError(
      'DATABASE_UNAVAILABLE',
      `PostgreSQL 将以用户 ${account.name} 的身份运行，但该用户不能进入数据目录 ${data} 的上级目录。请换一个目录（不要放在 /root 之下），或改用普通用户运行本程序。`,
    );
  }
}

async function startPostmaster(cluster: Cluster): Promise<void> {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: cluster.sockets,
    unix_socket_permissions: '0700',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: '256MB',
    max_connections: '50',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`,
  );
  await writeFile(join(cluster.data, 'gongkai.conf'), lines.join(''));
  try {
    await control(cluster, 'start', ['--log', cluster.log, '--options', `-c cluster_name=${OUR_MARK}`]);
  } catch (error) {
    const lastLines = (await readFile(cluster.log, 'utf8')).trimEnd().split('\n').slice(-3).join('\n');
    throw new DomainError(
      'DATABASE_UNAVAILABLE',
      `本机 PostgreSQL 没有启动成功，日志在 ${cluster.log}，最后几行：\n${lastLines}`,
      {},
      { cause: error },
    );
  }
}

async function control(cluster: Cluster, action: 'start' | 'stop', args: readonly string[]): Promise<void> {
  const { binaries, data, account } = cluster;
  await runAs(join(binaries.folder, 'pg_ctl'), [action, '--wait', '--silent', '--pgdata', data, ...args], {
    account,
  });
}

async function isUp({ binaries, data, account }: Cluster): Promise<boolean> {
  return runAs(join(binaries.folder, 'pg_ctl'), ['status', '--pgdata', data], { account }).then(
    () => true,
    () => false,
  );
}

/** PostgreSQL keeps the command that it was started with; one that somebody else started lacks our mark. */
async function isOurs({ data }: Cluster): Promise<boolean> {
  const command = await readFile(join(data, 'postmaster.opts'), 'utf8').catch(() => '');
  return command.includes(OUR_MARK);
}

/** PostgreSQL's own note about its running server names the folder of the socket in its fifth line. */
async function socketsInUse({ data }: Cluster): Promise<string> {
  const sockets = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[4];
  if (sockets === undefined || sockets === '') throw new Error('PostgreSQL has not made its socket yet');
  return sockets;
}

function urlOf(sockets: string, database: string): string {
  return `postgresql://${NAME}@/${database}?host=${encodeURIComponent(sockets)}`;
}
