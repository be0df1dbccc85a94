import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../cli.js';
import { migrate } from '../platform/database/migrate.js';
import { openDatabase } from '../platform/database/open-database.js';
import type { Connection } from '../platform/database/schema.js';
import { exportChain } from './chain-file.js';
import { listPending } from './queries.js';
import { lookAtCases } from './testing/invented-records.js';

const folder = await mkdtemp(join(tmpdir(), 'gongkai-audit-'));
const data = join(folder, 'data');
/** A new directory takes seconds, each command opens it anew. */
const SLOW_MS = 120_000;
const at = (name: string) => join(folder, name);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function withData(work: (db: Connection) => Promise<void>, directory = data): Promise<void> {
  const database = await openDatabase({ kind: 'pglite', directory });
  try {
    await migrate(database.db);
    await work(database.db);
  } finally {
    await database.close();
  }
}

async function gongkai(...argv: string[]) {
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const exit = await runCli(argv, { write, warn: write, now: () => new Date('2026-03-02T04:00:00Z') });
  return { exit, text: lines.join('\n') };
}

beforeAll(
  () => withData(async (db) => lookAtCases({ db, now: () => new Date('2026-03-01T04:00:00Z') }, 'AA', 20)),
  SLOW_MS,
);

test(
  'an anchor is made, and a database and an exported file are verified against it',
  async () => {
    const made = await gongkai(
      'audit',
      'anchor',
      '--data',
      data,
      '--out',
      at('anchor.json'),
      '--public-key',
      at('key.pem'),
    );
    expect(made).toMatchObject({ exit: 0 });
    expect(JSON.parse(await readFile(at('anchor.json'), 'utf8'))).toMatchObject({
      chains: [{ chain: 'AA', block: 1, last: 20 }],
    });

    const plain = await gongkai('audit', 'verify', '--data', data);
    expect(plain.exit).toBe(0);
    expect(plain.text).toContain('没有使用审计锚');
    expect(plain.text).toContain('AA：完好，20 条记录');

    const anchored = await gongkai(
      'audit',
      'verify',
      '--data',
      data,
      '--anchor',
      at('anchor.json'),
      '--key',
      at('key.pem'),
    );
    expect(anchored.exit).toBe(0);
    expect(anchored.text).toContain('依据审计锚：2026-03-02T04:00:00.000Z');

    let lines = '';
    await withData(async (db) => {
      for await (const part of exportChain(db, 'AA')) lines += part;
    });
    await writeFile(at('chain.jsonl'), lines);
    expect((await gongkai('audit', 'verify', '--file', at('chain.jsonl'))).exit).toBe(0);
    await writeFile(at('chain.jsonl'), lines.replace('AA-7\\"', 'AA-8\\"'));
    const broken = await gongkai('audit', 'verify', '--file', at('chain.jsonl'), '--json');
    expect(broken.exit).toBe(1);
    expect(JSON.parse(broken.text)).toMatchObject({
      anchor: null,
      chains: [{ chain: 'AA', records: 6, fault: { seq: 7 } }],
    });
  },
  SLOW_MS,
);

test(
  'what is no anchor, and a key that did not sign it, are refused',
  async () => {
    await writeFile(at('none.json'), '{}');
    const verify = (...argv: string[]) => gongkai('audit', 'verify', '--data', data, ...argv);
    expect(await verify('--anchor', at('none.json'))).toMatchObject({ exit: 2 });
    expect(await verify('--anchor', at('missing.json'))).toMatchObject({ exit: 2 });
    expect(await verify('--anchor', at('anchor.json'), '--key', at('none.json'))).toMatchObject({ exit: 2 });
  },
  SLOW_MS,
);

test(
  'a chain that is gone is missed by the anchor alone',
  async () => {
    await withData(async (db) => {
      for (const table of ['audit_record', 'audit_block']) {
        await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
        await sql`delete from ${sql.table(table)} where agency_id = 'AA'`.execute(db);
        await sql`alter table ${sql.table(table)} enable trigger user`.execute(db);
      }
    });
    expect((await gongkai('audit', 'verify', '--data', data)).exit).toBe(0);
    const found = await gongkai('audit', 'verify', '--data', data, '--anchor', at('anchor.json'));
    expect(found.exit).toBe(1);
    expect(found.text).toContain('AA：有问题，自第 1 条起');
  },
  SLOW_MS,
);

test(
  'a move seals what waits, and the chain holds where it arrives',
  async () => {
    const [from, to] = [at('from'), at('to')];
    await withData((db) => lookAtCases({ db, now: () => new Date('2026-03-01T04:00:00Z') }, 'BB', 5), from);
    expect(await gongkai('move', '--from', `pglite:${from}`, '--to', `pglite:${to}`)).toMatchObject({
      exit: 0,
    });
    await withData(async (db) => {
      expect(await listPending(db, 'BB', '', 10)).toEqual([]);
      await lookAtCases({ db, now: () => new Date('2026-03-03T04:00:00Z') }, 'BB', 2);
    }, to);
    const verified = await gongkai('audit', 'verify', '--data', to);
    expect(verified.text).toContain('BB：完好，7 条记录');
    // That it was moved is on record as well.
    expect(verified.text).toContain('@platform：完好，1 条记录');
  },
  SLOW_MS,
);
