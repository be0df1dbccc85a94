import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { actorWithEveryRole, parseLocalDate, type LocalDate } from '@gongkai/core';
import { rebuildProjections, recordEvent, registerCase } from '../src/application/service.js';
import { makeAgency } from '../src/identity/factory.js';
import { listAgencies } from '../src/identity/service.js';
import { importLedger } from '../src/ledger-import/service.js';
import type { Connection } from '../src/platform/database/schema.js';
import type { Writer } from './kill-rounds.js';
import { TEST_KEYRING } from './test-context.js';

const AGENCY = 'YSJ';
const ROWS = 40;
const ACTOR = actorWithEveryRole('writer', '写入者');
const contextOf = (db: Connection) => ({
  db,
  now: () => new Date('2024-12-31T04:00:00Z'),
  keyring: TEST_KEYRING,
  today: (): LocalDate => parseLocalDate('2024-12-31'),
});
const day = parseLocalDate;

/** Cases written event by event and ledgers imported, in turn: each whole or not at all. */
export const writer: Writer = {
  async prepare(db) {
    if ((await listAgencies({ db })).length === 0) await makeAgency({ db });
  },
  async write(db, acknowledge) {
    for (;;) {
      acknowledge(await writeCase(db));
      acknowledge(await writeImport(db));
    }
  },
  async findFaults(db, acknowledged) {
    return [
      ...(await lostOnes(db, acknowledged)),
      ...(await tornCases(db)),
      ...(await tornImports(db)),
      ...(await wrongProjections(db)),
    ];
  },
};

async function writeCase(db: Connection): Promise<string> {
  const ctx = contextOf(db);
  const { caseId } = await registerCase(ctx, ACTOR, AGENCY, {
    applicantClass: 'naturalPerson',
    applicantName: '欧阳示范',
    request: '批复文件',
    topic: null,
    unitCode: 'BGS',
    events: [{ type: 'submitted', on: day('2024-03-01'), channel: 'counter' }],
  });
  const step = { agencyCode: AGENCY, caseId };
  const decided = { type: 'decided', on: day('2024-03-11'), items: [{ finding: 'disclosed' }] } as const;
  await recordEvent(ctx, ACTOR, { ...step, lastSeq: 1, event: { ...decided, items: [...decided.items] } });
  await recordEvent(ctx, ACTOR, { ...step, lastSeq: 2, event: { type: 'served', on: day('2024-03-12') } });
  return `case ${caseId}`;
}

async function writeImport(db: Connection): Promise<string> {
  const name = randomUUID();
  const rows = Array.from({ length: ROWS }, (_, index) => `${name}-${index},自然人,批复,当面,2024-05-06`);
  const text = ['案件编号,申请人类别,申请内容,提交方式,提交日期', ...rows].join('\n');
  const file = { fileName: `${name}.csv`, bytes: Buffer.from(text, 'utf8') };
  const { importId } = await importLedger(contextOf(db), ACTOR, { agencyCode: AGENCY, kind: 'cases', file });
  return `import ${importId}`;
}

async function lostOnes(db: Connection, acknowledged: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ written: string }>`
    select 'case ' || case_id as written from application_case where last_seq = 3
    union all select 'import ' || import_id from ledger_import where status = 'done'`.execute(db);
  const written = new Set(rows.map((row) => row.written));
  return acknowledged.filter((it) => !written.has(it)).map((it) => `lost ${it}`);
}

async function tornCases(db: Connection): Promise<string[]> {
  const { rows } = await sql<{ caseId: string }>`
    select c.case_id from application_case c
    where c.last_seq <> (select count(*) from case_event e where (e.agency_id, e.case_id) = (c.agency_id, c.case_id))
      or not exists (select from case_year y where (y.agency_id, y.case_id) = (c.agency_id, c.case_id))`.execute(
    db,
  );
  return rows.map(({ caseId }) => `torn case ${caseId}`);
}

async function tornImports(db: Connection): Promise<string[]> {
  const { rows } = await sql<{ importId: string; status: string; cases: number }>`
    select i.import_id, i.status, count(c.case_id) as cases
    from ledger_import i left join application_case c on (c.agency_id, c.import_id) = (i.agency_id, i.import_id)
    group by i.import_id, i.status`.execute(db);
  return rows
    .filter(({ status, cases }) => cases !== (status === 'done' ? ROWS : 0))
    .map(({ importId, status, cases }) => `import ${importId} is ${status} with ${cases} cases`);
}

/** What the events say is what the register says. */
async function wrongProjections(db: Connection): Promise<string[]> {
  const live = async () =>
    (await sql`select * from case_year order by agency_id, year, case_id`.execute(db)).rows;
  const before = JSON.stringify(await live());
  await rebuildProjections(contextOf(db), ACTOR, AGENCY);
  return before === JSON.stringify(await live()) ? [] : ['the years differ from those that the events make'];
}
