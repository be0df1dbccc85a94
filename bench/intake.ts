import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCore, builtDatabase, builtServer } from './built.js';
import { startIntakeClients } from './intake-clients.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { DRIVERS, type OpenConnection } from './temporary-database.js';

/** Issue 6: intake over HTTP to commit, as a share of a bare transaction that writes the same rows. */
const LEAST = 0.4;
/** Of other systems that hand in at the same time, and of bare transactions beside them. */
const CONNECTIONS = 4;
const AGENCY = 'BENCH';
/** Every table that an intake writes to, in the order of its references. */
const TABLES = [
  'party',
  'applicationCase',
  'requestCodes',
  'caseEvent',
  'caseYear',
  'auditPending',
  'integrationIntake',
] as const;
type Row = Readonly<Record<string, unknown>>;
interface AnyTable {
  readonly insertInto: (table: string) => {
    readonly values: (rows: readonly Row[]) => { readonly execute: () => Promise<unknown> };
  };
}

/** Applications handed in by another system over HTTP, against the same rows written by nothing but inserts. */
export async function benchIntake(rounds: number, milliseconds: number): Promise<Line[]> {
  const { operatorActor, localDateInChina } = await builtCore();
  const { createIntegrationClient, readConfig, startServer } = await builtServer();
  const lines: Line[] = [];
  for (const driver of DRIVERS) {
    const directory = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
    // The native cluster runs as another user when we are root.
    await chmod(directory, 0o755);
    const environment = {
      ...{ GONGKAI_DATA_DIR: directory, GONGKAI_DB: driver, PORT: '0', NODE_ENV: 'production' },
      LOG_LEVEL: 'error',
    };
    const { url, context, stop } = await startServer(readConfig({}, environment));
    try {
      const { db } = context;
      await db
        .insertInto('agency')
        .values({
          ...{ agencyId: AGENCY, name: '测量局（演示）', kind: 'localDepartment', parentId: null },
          ...{ hasRuleMakingPower: false, scope: 'organ', isDemonstration: true },
          ...{ existsFrom: null, existsUntil: null },
        })
        .execute();
      const { secret } = await createIntegrationClient(context, operatorActor(), AGENCY, '测量平台');
      const submittedOn = localDateInChina(new Date());
      const clients = startIntakeClients({
        ...{ url: `${url}/api/v1/agencies/${AGENCY}/intake`, secret, submittedOn },
        connections: CONNECTIONS,
      });
      try {
        // One, whose rows are then written bare.
        await clients.once();
        const sample = await sampleOf(db);
        const rates = { bare: [] as number[], intake: [] as number[] };
        // The first round warms up.
        for (let round = 0; round <= rounds; round += 1) {
          const bare = await bareRate(db, sample, milliseconds);
          const intake = await clients.rate(milliseconds);
          if (round === 0) continue;
          rates.bare.push(bare);
          rates.intake.push(intake);
        }
        const ratios = rates.bare.map((rate, round) => rate / (rates.intake[round] ?? Number.NaN));
        const at = `${driver}, ${CONNECTIONS} at once`;
        lines.push(
          { what: `intake, the same rows bare, ${at}`, unit: '/s', values: spreadOf(rates.bare) },
          { what: `intake over HTTP to commit, ${at}`, unit: '/s', values: spreadOf(rates.intake) },
          { what: `intake, bare / over HTTP, ${at}`, unit: '×', values: spreadOf(ratios), limit: 1 / LEAST },
        );
      } finally {
        await clients.stop();
      }
    } finally {
      await stop();
      await rm(directory, { recursive: true, force: true });
    }
  }
  return lines;
}

/** The rows that one intake wrote. */
async function sampleOf(db: OpenConnection): Promise<ReadonlyMap<string, readonly Row[]>> {
  const sample = new Map<string, readonly Row[]>();
  for (const table of TABLES) {
    const rows = (await db.selectFrom(table).selectAll().where('agencyId', '=', AGENCY).execute()) as Row[];
    // Of the audit only the record of the case; the client's own was written before.
    sample.set(table, table === 'auditPending' ? rows.slice(-1) : rows);
  }
  return sample;
}

async function bareRate(
  db: OpenConnection,
  sample: ReadonlyMap<string, readonly Row[]>,
  milliseconds: number,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  const write = async (): Promise<void> => {
    for (; performance.now() - start < milliseconds; done += 1) await writeBare(db, sample);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, write));
  return (done * 1000) / (performance.now() - start);
}

/** The same rows under new numbers: begin, an insert for each table and the series before the case's, commit. */
async function writeBare(db: OpenConnection, sample: ReadonlyMap<string, readonly Row[]>): Promise<void> {
  const { inTransaction } = await builtDatabase();
  const id = randomUUID();
  await inTransaction(db, async (db) => {
    for (const table of TABLES) {
      const rows = (sample.get(table) ?? []).map((row) => renamed(row, id));
      if (table === 'applicationCase') await nextNumber(db);
      if (rows.length === 0) continue;
      // Kysely checks rows of one table; these are of whichever it is.
      await (db as unknown as AnyTable).insertInto(table).values(rows).execute();
    }
  });
}

/** One number of the year: whoever comes next waits for it until this one has committed. */
async function nextNumber(db: OpenConnection): Promise<void> {
  await db
    .insertInto('caseSeries')
    .values({ agencyId: AGENCY, year: 2026, lastNumber: 1 })
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'year']).doUpdateSet((row) => ({
        lastNumber: row('caseSeries.lastNumber', '+', 1),
      })),
    )
    .execute();
}

/** Columns that name the case, its party, or the call. */
const NAMED = ['caseId', 'partyId', 'recordId', 'idempotencyKey', 'reference'];

function renamed(row: Row, id: string): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (NAMED.includes(column) && value !== null) return [column, id];
      if (column === 'codes' && Array.isArray(value)) return [column, `{${value.join(',')}}`];
      const isJson = value !== null && typeof value === 'object' && !Buffer.isBuffer(value);
      return [column, isJson ? JSON.stringify(value) : value];
    }),
  );
}
