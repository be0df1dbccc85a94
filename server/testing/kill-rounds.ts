import { setTimeout } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatabaseConfig } from '../src/platform/database/database-config.js';
import { migrate } from '../src/platform/database/migrate.js';
import { openDatabase, type Database } from '../src/platform/database/open-database.js';
import { type Connection } from '../src/platform/database/schema.js';
import { startChild, type Child } from './child-process.js';

/** A series is killed after one to so many acknowledgements, and a while. */
const LONGEST_SERIES = 12;
const CHILD = new URL('write-until-killed.ts', import.meta.url);

/** What is written while it is killed, as a module exports it under the name `writer`. */
export interface Writer {
  /**
   * Makes what the writing needs; called each round, on a database that may hold earlier rounds. The folder is that of
   * the database, for a writer that keeps files too.
   */
  readonly prepare: (db: Connection, folder: string) => Promise<void>;
  /**
   * Writes without end, and acknowledges each piece once it is confirmed: what a user would have been told. The
   * text is whatever `findFaults` needs to look for it.
   */
  readonly write: (db: Connection, acknowledge: (text: string) => void, folder: string) => Promise<void>;
  /** What is missing of what was acknowledged, and what is there by halves: one line each. */
  readonly findFaults: (
    db: Connection,
    acknowledged: readonly string[],
    folder: string,
  ) => Promise<readonly string[]>;
}

export interface KillRounds {
  readonly config: Extract<DatabaseConfig, { readonly directory: string }>;
  /** The module that exports the writer. */
  readonly module: URL;
  readonly rounds: number;
  /** Given what was survived so far, after each round. */
  readonly onRound?: (summary: KillSummary) => void;
}

export interface KillSummary {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Faults of all rounds; empty when nothing acknowledged was lost and nothing was written by halves. */
  readonly faults: readonly string[];
  /** The longest that opening took after a kill. */
  readonly slowestOpenMs: number;
}

/**
 * Lets a child write, kills it at a random moment, opens the database again and looks for everything that was
 * acknowledged, in this and in all earlier rounds. With native PostgreSQL every second round kills the server
 * too. Fails when the database does not open.
 */
export async function killRounds({ config, module, rounds, onRound }: KillRounds): Promise<KillSummary> {
  const { writer } = (await import(module.href)) as { writer: Writer };
  const acknowledged: string[] = [];
  const faults: string[] = [];
  let slowestOpenMs = 0;
  await withDatabase(config, async ({ db }) => {
    await migrate(db);
  });
  for (let round = 1; round <= rounds; round += 1) {
    acknowledged.push(...(await writeAndKill(config, module, round, round === rounds)));
    const start = performance.now();
    await withDatabase(config, async ({ db }) => {
      slowestOpenMs = Math.max(slowestOpenMs, Math.round(performance.now() - start));
      const found = await writer.findFaults(db, acknowledged, config.directory);
      faults.push(...found.map((fault) => `round ${round}: ${fault}`));
    });
    onRound?.({ rounds: round, acknowledged: acknowledged.length, faults, slowestOpenMs });
  }
  return { rounds, acknowledged: acknowledged.length, faults, slowestOpenMs };
}

async function writeAndKill(
  config: KillRounds['config'],
  module: URL,
  round: number,
  isLast: boolean,
): Promise<readonly string[]> {
  const child = startChild(CHILD, [JSON.stringify(config), module.href]);
  await child.waitFor('writing');
  // Some kills hit the very first writes, the others a series: counted in what was acknowledged, because on a slow
  // machine every moment of a clock could come before the first of them, and nothing would be shown.
  const isFirstWrites = round % 4 === 1 && !isLast;
  if (!isFirstWrites) await acknowledgements(child, 1 + Math.floor(Math.random() * LONGEST_SERIES));
  await setTimeout(Math.random() ** 2 * 2_500);
  const fall = child.fall();
  if (fall !== null) throw new Error(`The writer ended by itself: ${fall}`);
  if (config.kind === 'native' && round % 2 === 0) {
    const [pid] = (await readFile(join(config.directory, 'postgresql/postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
  }
  await child.kill();
  return child.lines.slice(child.lines.indexOf('writing') + 1);
}

async function acknowledgements(child: Child, atLeast: number): Promise<void> {
  const until = Date.now() + 60_000;
  const count = () => child.lines.length - child.lines.indexOf('writing') - 1;
  while (count() < atLeast && child.fall() === null && Date.now() < until) await setTimeout(20);
}

async function withDatabase(
  config: DatabaseConfig,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(config);
  try {
    await work(database);
  } finally {
    await database.close();
  }
}
