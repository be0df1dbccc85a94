import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { fillChain } from './audit.js';
import { builtAudit, builtBackup, builtDatabase } from './built.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { DRIVERS, type Driver } from './temporary-database.js';

const PROGRAM = fileURLToPath(new URL('../server/bin/gongkai.mjs', import.meta.url));
const CHAIN = 'BENCH';
const FILE_BYTES = 20_000_000;
/** So many records are written and sealed at once. */
const RECORDS_AT_ONCE = 50_000;
/** Ten times as much to back up takes at most this much more memory. */
const LIMIT = 1.35;
/**
 * The heap that the process may have, in MB. Without a bound V8 puts off collecting for as long as the machine has room, and
 * the peak says how much it put off; within it, what is held of every row would end the larger run instead of growing it.
 */
const HEAP_MEGABYTES = 96;
const MEGABYTE = 1_000_000;

interface Size {
  readonly records: number;
  readonly files: number;
}

interface Run {
  readonly seconds: number;
  /** The most resident memory of the process, in MB. */
  readonly peak: number;
}

/** `gongkai backup` and `restore` as processes of their own in a small heap, of little and of ten times as much. */
export async function benchBackup(isSmall: boolean): Promise<Line[]> {
  const large: Size = isSmall ? { records: 100_000, files: 10 } : { records: 1_000_000, files: 50 };
  const small: Size = { records: large.records / 10, files: large.files / 10 };
  const lines: Line[] = [];
  for (const driver of DRIVERS) {
    const [few, many] = [await benchSize(driver, small), await benchSize(driver, large)];
    const what = `${driver}: ${large.records} records, ${(large.files * FILE_BYTES) / MEGABYTE} MB of files`;
    for (const step of ['backup', 'restore'] as const) {
      lines.push(
        { what: `${what}: ${step}`, unit: 's', values: spreadOf([many[step].seconds]) },
        { what: `${what}: ${step}, most memory`, unit: 'MB', values: spreadOf([many[step].peak]) },
        {
          what: `${driver}: ${step}, memory / of a tenth`,
          unit: '×',
          values: spreadOf([many[step].peak / few[step].peak]),
          limit: LIMIT,
        },
      );
    }
    lines.push({ what: `${what}: size of the backup`, unit: 'MB', values: spreadOf([many.megabytes]) });
  }
  return lines;
}

async function benchSize(driver: Driver, size: Size) {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
  await chmod(folder, 0o755);
  const at = (name: string): string => join(folder, name);
  try {
    await fill(driver, at('data'), size);
    const backup = await run(['backup', '--out', at('bench.backup')], driver, at('data'));
    const restore = await run(['restore', '--from', at('bench.backup')], driver, at('restored'));
    return { backup, restore, megabytes: (await stat(at('bench.backup'))).size / MEGABYTE };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(kind: Driver, directory: string, { records, files }: Size): Promise<void> {
  const { openDatabase, migrate } = await builtDatabase();
  const { sealChain } = await builtAudit();
  const { readConfig, openFileHost, receiveFile } = await builtBackup();
  const config = readConfig({ data: directory, db: kind }, { LOG_LEVEL: 'silent' });
  const { db, close } = await openDatabase({ kind, directory });
  try {
    await migrate(db);
    await sql`insert into agency (agency_id, name, kind) values (${CHAIN}, '测试机关', 'localDepartment')`.execute(
      db,
    );
    for (let from = 0; from < records; from += RECORDS_AT_ONCE) {
      await fillChain(db, Math.min(RECORDS_AT_ONCE, records - from), from);
      await sealChain({ db, now: () => new Date() }, CHAIN);
    }
    const { incoming, store } = openFileHost(config.files);
    for (let index = 0; index < files; index += 1) {
      const received = await receiveFile(incoming, [randomBytes(FILE_BYTES)], FILE_BYTES);
      const { sha256, sm3 } = received;
      const key = `${sha256.slice(0, 2)}/${sha256}.${randomUUID()}`;
      await store.put(key, received);
      await sql`
        insert into stored_file (agency_id, file_id, purpose, file_name, media_type, size, sha256, sm3, object_key,
          is_virus_scanned, warnings, stored_by, stored_at)
        values (${CHAIN}, ${`file-${index}`}, 'caseAttachment', '一.pdf', 'application/pdf', ${FILE_BYTES}, ${sha256},
          ${sm3}, ${key}, false, '[]', 'bench', now())`.execute(db);
      await received.discard();
    }
  } finally {
    await close();
  }
}

async function run(words: readonly string[], driver: Driver, directory: string): Promise<Run> {
  const begun = performance.now();
  const heap = `--max-old-space-size=${String(HEAP_MEGABYTES)}`;
  const child = spawn(process.execPath, [heap, PROGRAM, ...words, '--data', directory, '--db', driver], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'silent' },
  });
  let peak = 0;
  const watch = setInterval(() => {
    void readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
      (text) => {
        const kilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? 0);
        peak = Math.max(peak, (kilobytes * 1024) / MEGABYTE);
      },
      () => undefined,
    );
  }, 50);
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (exit !== 0) throw new Error(`gongkai ${words.join(' ')} ended with ${String(exit)}`);
  return { seconds: (performance.now() - begun) / 1000, peak };
}
