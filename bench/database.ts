import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtDatabase } from './built.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';

const CLIENTS = 20;
const COPIED_ROWS = 20_000;
const FIRST_POSITION = 1_000;

/** Starting on a new directory and on an existing one, and writing, with each driver that owns its directory. */
export async function benchDatabase(rounds: number, milliseconds: number): Promise<Line[]> {
  const lines: Line[] = [];
  for (const kind of ['pglite', 'native'] as const) {
    const samples = new Map<string, { unit: string; values: number[] }>();
    const note = (what: string, unit: string, value: number): void => {
      const known = samples.get(what) ?? { unit, values: [] };
      known.values.push(value);
      samples.set(what, known);
    };
    for (let round = 0; round < rounds; round += 1) await measureOnce(kind, milliseconds, note);
    for (const [what, { unit, values }] of samples) {
      lines.push({ what: `${kind}: ${what}`, unit, values: spreadOf(values) });
    }
  }
  return lines;
}

type Note = (what: string, unit: string, value: number) => void;

async function measureOnce(kind: 'pglite' | 'native', milliseconds: number, note: Note): Promise<void> {
  const { openDatabase, migrate, inTransaction, copyRows } = await builtDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
  await chmod(directory, 0o755);
  try {
    const cold = performance.now();
    const first = await openDatabase({ kind, directory: join(directory, 'data') });
    await migrate(first.db);
    note('new directory, opened and migrated', 'ms', performance.now() - cold);
    await first.close();

    const warm = performance.now();
    const { db, close } = await openDatabase({ kind, directory: join(directory, 'data') });
    await migrate(db);
    note('existing directory, opened', 'ms', performance.now() - warm);

    let position = FIRST_POSITION;
    const write = () => {
      position += 1;
      const row = { position, name: `名称${position}`, hash: 'x'.repeat(64) };
      return db.insertInto('migration').values(row).execute();
    };
    for (const clients of [1, CLIENTS]) {
      const start = performance.now();
      let done = 0;
      const client = async (): Promise<void> => {
        for (; performance.now() - start < milliseconds; done += 1) await write();
      };
      await Promise.all(Array.from({ length: clients }, client));
      note(
        `single-row commits, ${clients} client${clients > 1 ? 's' : ''}`,
        'commits/s',
        (done * 1000) / (performance.now() - start),
      );
    }
    const copying = performance.now();
    await inTransaction(db, (db) =>
      copyRows(
        db,
        'migration',
        ['position', 'name', 'hash'],
        Array.from({ length: COPIED_ROWS }, (_, index) => [
          index - COPIED_ROWS,
          `抄录${index}`,
          'x'.repeat(64),
        ]),
      ),
    );
    note('rows copied in', 'rows/s', (COPIED_ROWS * 1000) / (performance.now() - copying));
    await close();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
