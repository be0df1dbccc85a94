import { actorWithEveryRole, parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { builtDatabase, builtKeyring, builtLedgerImport } from './built.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { DRIVERS, withTemporaryDatabase, type Driver, type OpenConnection } from './temporary-database.js';

const ROWS = 5_000;
const ROWS_SMALL = 500;
const HEADINGS =
  '案件编号,申请人,申请人类别,申请内容,提交方式,提交日期,延期日期,延期天数,决定日期,办理结果,送达日期,送达方式';
/** Columns of an older release, which take nothing any more. */
const EMPTIED = new Set(['name', 'request', 'rest']);
/** What a ledger of applications becomes; each after those that it refers to. */
const TABLES = ['party', 'applicationCase', 'caseEvent', 'caseYear'] as const;

/** Importing a ledger, every row checked and evaluated, beside a COPY of what it has written. */
export async function benchLedgerImport(rounds: number, isSmall: boolean): Promise<Line[]> {
  const rows = isSmall ? ROWS_SMALL : ROWS;
  const lines: Line[] = [];
  for (const kind of DRIVERS) {
    lines.push(...(await withTemporaryDatabase(kind, (db) => compare(kind, db, rounds, rows))));
    lines.push(await withTemporaryDatabase(kind, (db) => costOfLookups(kind, db, rounds, rows)));
  }
  return lines;
}

async function compare(kind: Driver, db: OpenConnection, rounds: number, rows: number): Promise<Line[]> {
  const imported: number[] = [];
  const copied: number[] = [];
  const bytes = new TextEncoder().encode(inventLedger(rows));
  for (let round = 0; round <= rounds; round += 1) {
    const seconds = [await importInto(db, `IMPORT-${round}`, bytes), await copyAgain(db, round)] as const;
    if (round === 0) continue;
    imported.push(seconds[0]);
    copied.push(seconds[1]);
  }
  const perSecond = (times: readonly number[]) => spreadOf(times.map((seconds) => rows / seconds));
  return [
    { what: `${kind}: ledger import`, unit: 'rows/s', values: perSecond(imported) },
    { what: `${kind}: bare COPY of what it wrote`, unit: 'rows/s', values: perSecond(copied) },
    {
      what: `${kind}: ledger import ÷ bare COPY`,
      unit: 'times the time',
      values: spreadOf(imported.map((seconds, round) => seconds / (copied[round] ?? Number.NaN))),
    },
  ];
}

/** Indexes that serve the look into an old system's ledger alone; an import keeps them up and asks nothing of them. */
const LOOKUP_INDEXES = {
  party_by_name_index:
    'create index party_by_name_index on party (agency_id, name_index) where name_index is not null',
} as const;

/** Importing with the index that the look into an old system's ledger needs, beside importing without it. */
async function costOfLookups(kind: Driver, db: OpenConnection, rounds: number, rows: number): Promise<Line> {
  const bytes = new TextEncoder().encode(inventLedger(rows));
  const costs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const withIndex = await importInto(db, `WITH-${round}`, bytes);
    for (const name of Object.keys(LOOKUP_INDEXES)) await sql`drop index ${sql.id(name)}`.execute(db);
    const without = await importInto(db, `WITHOUT-${round}`, bytes);
    for (const create of Object.values(LOOKUP_INDEXES)) await sql.raw(create).execute(db);
    if (round > 0) costs.push(withIndex / without);
  }
  return {
    what: `${kind}: ledger import ÷ the same without the old-system look-ups' index`,
    unit: 'times the time',
    values: spreadOf(costs),
  };
}

function inventLedger(rows: number): string {
  const lines = Array.from({ length: rows }, (_, n) => {
    const month = String(1 + (n % 9)).padStart(2, '0');
    const applicantClass = n % 8 === 0 ? '商业企业' : '自然人';
    const extended = n % 5 === 0 ? `2024-${month}-10,15` : ',';
    return `2024-${String(n + 1).padStart(6, '0')},欧阳示范,${applicantClass},云山路改造项目的批复文件,当面提交,2024-${month}-02,${extended},2024-${month}-18,予以公开,2024-${month}-20,邮寄`;
  });
  return [HEADINGS, ...lines, ''].join('\r\n');
}

async function addAgency(db: OpenConnection, agencyId: string): Promise<void> {
  await sql`insert into agency (agency_id, name, kind) values (${agencyId}, ${agencyId}, 'localDepartment')`.execute(
    db,
  );
}

async function importInto(
  db: OpenConnection,
  agencyId: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const { importLedger } = await builtLedgerImport();
  await addAgency(db, agencyId);
  const start = performance.now();
  const { status, faults } = await importLedger(
    {
      db,
      keyring: await builtKeyring(),
      now: () => new Date('2026-03-02T04:00:00Z'),
      today: () => parseLocalDate('2026-11-21'),
    },
    actorWithEveryRole('bench', 'bench'),
    { agencyCode: agencyId, kind: 'cases', file: { fileName: 'ledger.csv', bytes } },
  );
  if (status !== 'done') throw new Error(`The ledger was refused: ${JSON.stringify(faults.slice(0, 3))}`);
  return (performance.now() - start) / 1000;
}

interface WrittenTable {
  readonly table: (typeof TABLES)[number];
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

/** The rows of the import once more for another agency: the same tables, keys and indexes. */
async function copyAgain(db: OpenConnection, round: number): Promise<number> {
  const { inTransaction, copyRows } = await builtDatabase();
  const agencyId = `COPY-${round}`;
  await addAgency(db, agencyId);
  const written: WrittenTable[] = [];
  for (const table of TABLES) {
    const { rows } = await sql<Readonly<Record<string, unknown>>>`
      select * from ${sql.table(table)} where agency_id = ${`IMPORT-${round}`}`.execute(db);
    const columns = Object.keys(rows[0] ?? {}).filter(
      (column) => column !== 'importId' && !EMPTIED.has(column),
    );
    const values = rows.map((row) =>
      columns.map((column) => (column === 'agencyId' ? agencyId : row[column])),
    );
    written.push({ table, columns, values });
  }
  const start = performance.now();
  await inTransaction(db, async (transaction) => {
    for (const { table, columns, values } of written) {
      // Columns of the very table they go to.
      await copyRows(transaction, table, columns as never[], values);
    }
  });
  return (performance.now() - start) / 1000;
}
