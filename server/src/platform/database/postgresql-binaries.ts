import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { DomainError } from '@gongkai/core';

/** The oldest PostgreSQL the SQL of this program is tested on. */
export const OLDEST_POSTGRESQL = 15;

/** Below these, packages of the usual systems keep a folder for each major version. */
const PACKAGED: readonly string[] = ['/usr/lib/postgresql', '/usr', '/opt/homebrew/opt', '/usr/local/opt'];
const NAMES = ['initdb', 'postgres', 'pg_ctl'] as const;

export interface PostgresqlBinaries {
  readonly folder: string;
  readonly majorVersion: number;
}

interface SearchedPlaces {
  readonly path: string;
  readonly packaged: readonly string[];
}

/**
 * The newest PostgreSQL of this machine that is new enough, or exactly the one whose data files exist.
 * @param wanted the major version of the existing files; null for a new cluster
 */
export async function findPostgresql(
  wanted: number | null,
  { path, packaged }: SearchedPlaces = { path: process.env.PATH ?? '', packaged: PACKAGED },
): Promise<PostgresqlBinaries> {
  const named = path.split(delimiter).filter((folder) => folder !== '');
  const folders = [...named, ...(await packagedFolders(packaged))];
  const complete = folders.filter((folder) => NAMES.every((name) => existsSync(join(folder, name))));
  const found = await Promise.all([...new Set(complete)].map(readBinaries));
  const usable = found.filter((binaries) => binaries !== null);
  const chosen = usable
    .filter(({ majorVersion }) => majorVersion === (wanted ?? majorVersion))
    .filter(({ majorVersion }) => majorVersion >= OLDEST_POSTGRESQL)
    .sort((a, b) => b.majorVersion - a.majorVersion)[0];
  if (chosen) return chosen;
  throw new DomainError(
    'DATABASE_UNAVAILABLE',
    explainMissing(
      usable.map(({ majorVersion }) => majorVersion),
      wanted,
    ),
  );
}

function explainMissing(versions: readonly number[], wanted: number | null): string {
  const install =
    '（Debian、Ubuntu：apt-get install postgresql；openEuler、麒麟：dnf install postgresql-server）';
  if (wanted !== null) {
    return `数据目录由 PostgreSQL ${wanted} 建立，本机没有这个版本的程序。请安装 PostgreSQL ${wanted} 后再启动。`;
  }
  if (versions.length === 0) {
    return `本机没有安装 PostgreSQL（需要 initdb、postgres、pg_ctl）。请先安装 ${OLDEST_POSTGRESQL} 或以上版本${install}，或不加 --db native，使用内置数据库。`;
  }
  return `本机的 PostgreSQL 版本是 ${versions.join('、')}，需要 ${OLDEST_POSTGRESQL} 或以上版本${install}。`;
}

async function packagedFolders(roots: readonly string[]): Promise<string[]> {
  const folders = await Promise.all(
    roots.map(async (root) => {
      const names = await readdir(root).catch(() => []);
      const versions = names.filter((name) => /^(?:postgresql@|pgsql-)?\d+$/.test(name));
      return versions.map((name) => join(root, name, 'bin'));
    }),
  );
  return folders.flat();
}

async function readBinaries(folder: string): Promise<PostgresqlBinaries | null> {
  try {
    const { stdout } = await promisify(execFile)(join(folder, 'postgres'), ['--version']);
    const major = /\) (\d+)/.exec(stdout)?.[1];
    return major === undefined ? null : { folder, majorVersion: Number(major) };
  } catch {
    return null;
  }
}
