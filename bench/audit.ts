import { hash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { CaseEvent } from '@gongkai/core';
import { builtAudit, builtCases, builtCore, builtKeyring, builtDatabase } from './built.js';
import { alternate, spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { DRIVERS, withTemporaryDatabase, type Driver, type OpenConnection } from './temporary-database.js';

const WRITERS = 20;
const TURNS = 4;
const CHAIN = 'BENCH';
/** The sealer of a server comes once a minute; here it hardly rests. */
const SEALER_RESTS_MS = 500;

/** Following a chain beside reading it, what following finds, and what sealing costs those who write. */
export async function benchAudit(rounds: number, milliseconds: number, isSmall: boolean): Promise<Line[]> {
  const lines: Line[] = [];
  const records = isSmall ? 10_000 : 100_000;
  for (const driver of DRIVERS) {
    lines.push(...(await withTemporaryDatabase(driver, (db) => benchVerify(driver, db, records, rounds))));
    lines.push(
      ...(await withTemporaryDatabase(driver, (db) => benchSealing(driver, db, rounds, milliseconds))),
    );
  }
  return lines;
}

async function benchVerify(
  driver: Driver,
  db: OpenConnection,
  records: number,
  rounds: number,
): Promise<Line[]> {
  const { sealChain, listRecords, listBlocks, verifyStoredChain } = await builtAudit();
  await fillChain(db, records);
  const sealing = performance.now();
  await sealChain({ db, now: () => new Date() }, CHAIN);
  const sealed = performance.now() - sealing;
  await sql`analyze audit_record`.execute(db);
  const rates = await alternate(
    {
      verified: async () => {
        const verdict = await verifyStoredChain(db, CHAIN);
        if (verdict.fault !== null || verdict.records !== records) throw new Error(JSON.stringify(verdict));
      },
      hashed: async () => {
        await listBlocks(db, CHAIN, 0, records);
        for (let after = 0; after < records;) {
          const rows = await listRecords(db, CHAIN, after, 2_000);
          for (const row of rows) {
            hash('sm3', `${row.salt ?? ''}${row.text ?? ''}${row.digest}${row.link}`, 'hex');
          }
          after = rows.at(-1)?.seq ?? records;
        }
      },
    },
    rounds,
    1,
  );
  await requireFound(db, records);
  const ratios = rates.hashed.map((rate, index) => rate / (rates.verified[index] ?? Number.NaN));
  return [
    {
      what: `${driver}: sealing ${records} records`,
      unit: 'records/s',
      values: spreadOf([(records * 1000) / sealed]),
    },
    {
      what: `${driver}: chain of ${records} followed`,
      unit: 's',
      values: spreadOf(rates.verified.map((rate) => 1 / rate)),
    },
    {
      what: `${driver}: the same rows read and hashed`,
      unit: 's',
      values: spreadOf(rates.hashed.map((rate) => 1 / rate)),
    },
    { what: `${driver}: followed / read and hashed`, unit: '×', values: spreadOf(ratios), limit: 2 },
  ];
}

/** Records of one chain that wait to be sealed, numbered from `from`. */
export async function fillChain(db: OpenConnection, records: number, from = 0): Promise<void> {
  const { inTransaction, copyRows } = await builtDatabase();
  const { digestOf } = await builtAudit();
  const { canonicalJson } = await builtCore();
  const rows = function* () {
    for (let index = from + 1; index <= from + records; index += 1) {
      const occurredAt = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
      const [actorId, subjectId] = [`u-${index % 300}`, `${CHAIN}-${index % 9_000}`];
      const text = canonicalJson({
        actor: { id: actorId, kind: 'person', onBehalfOf: null },
        agencyCode: CHAIN,
        details: { partyId: `p-${index}`, shown: ['applicantName', 'request'] },
        kind: 'case.viewed',
        occurredAt,
        outcome: 'done',
        purpose: 'handling',
        subject: { id: subjectId, type: 'case' },
      });
      const salt = hash('sha256', String(index), 'hex').slice(0, 32);
      const digest = digestOf('sm3', salt, text);
      yield [
        CHAIN,
        `r-${index}`,
        occurredAt,
        'case.viewed',
        actorId,
        'case',
        subjectId,
        text,
        salt,
        digest,
        'sm3',
      ];
    }
  };
  const columns = [
    'agencyId',
    'recordId',
    'occurredAt',
    'kind',
    'actorId',
    'subjectType',
    'subjectId',
    'text',
    'salt',
    'digest',
    'algorithm',
  ] as const;
  await inTransaction(db, (db) => copyRows(db, 'auditPending', columns, rows()));
}

/** What an owner of the database may do to a chain is found, and the first broken record named. */
async function requireFound(db: OpenConnection, records: number): Promise<void> {
  const { verifyStoredChain, findLastBlock } = await builtAudit();
  const head = await findLastBlock(db, CHAIN);
  if (!head) throw new Error('nothing was sealed');
  const anchors = [{ block: head.number, last: head.last, hash: head.hash }];
  const middle = Math.floor(records / 2);
  const at = sql`agency_id = ${CHAIN} and seq`;
  const cases = [
    [
      'a changed byte',
      middle,
      [sql`update audit_record set text = overlay(text placing 'x' from 20 for 1) where ${at} = ${middle}`],
    ],
    ['a removed record', middle, [sql`delete from audit_record where ${at} = ${middle}`]],
    ['the last one removed', records, [sql`delete from audit_record where ${at} = ${records}`]],
    [
      'the last block removed',
      head.first,
      [
        sql`delete from audit_record where ${at} >= ${head.first}`,
        sql`delete from audit_block where agency_id = ${CHAIN} and number = ${head.number}`,
      ],
    ],
    [
      'an inserted record',
      middle,
      [
        sql`update audit_record set seq = -seq - 1 where ${at} >= ${middle}`,
        sql`update audit_record set seq = -seq where ${at} < 0`,
        sql`insert into audit_record select agency_id, ${middle}::bigint, 'inserted', occurred_at, kind, actor_id, subject_type, subject_id, text, salt, digest, algorithm, link from audit_record where ${at} = 7`,
      ],
    ],
    [
      'two records exchanged',
      middle,
      [
        sql`update audit_record set seq = -1 where ${at} = ${middle}`,
        sql`update audit_record set seq = ${middle} where ${at} = ${middle + 1}`,
        sql`update audit_record set seq = ${middle + 1} where ${at} = -1`,
      ],
    ],
  ] as const;
  const { inTransaction } = await builtDatabase();
  for (const table of ['audit_record', 'audit_block']) {
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(db.withoutPlugins());
  }
  const undone = new Error('undone');
  for (const [what, expected, statements] of cases) {
    await inTransaction(db, async (db) => {
      for (const statement of statements) await statement.execute(db);
      const { fault } = await verifyStoredChain(db, CHAIN, anchors);
      if (fault?.seq !== expected)
        throw new Error(`${what}: found ${JSON.stringify(fault)}, not ${expected}`);
      throw undone;
    }).catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  }
}

async function benchSealing(
  driver: Driver,
  db: OpenConnection,
  rounds: number,
  milliseconds: number,
): Promise<Line[]> {
  const { sealChain } = await builtAudit();
  const { createAgency, registerCase } = await builtCases();
  const { operatorActor, parseLocalDate } = await builtCore();
  const actor = operatorActor();
  const keyring = await builtKeyring();
  const ctx = { db, keyring, now: () => new Date(), today: () => parseLocalDate('2026-11-21') };
  await createAgency(ctx, actor, {
    code: CHAIN,
    name: '测量局',
    kind: 'localDepartment',
    parentCode: null,
    hasRuleMakingPower: false,
    scope: 'organ',
    existsFrom: null,
  });
  const events: CaseEvent[] = [{ type: 'submitted', on: parseLocalDate('2026-11-02'), channel: 'web' }];
  let number = 0;
  const write = async (): Promise<void> => {
    number += 1;
    await registerCase(ctx, actor, CHAIN, {
      caseId: `C-${number}`,
      applicantClass: 'naturalPerson',
      applicantName: null,
      request: '测量用的申请',
      topic: null,
      unitCode: null,
      events,
    });
  };
  const writeFor = async (isSealing: boolean): Promise<{ readonly done: number; readonly ms: number }> => {
    const start = performance.now();
    let done = 0;
    const over = new AbortController();
    const sealer = (async () => {
      while (isSealing && !over.signal.aborted) {
        await delay(SEALER_RESTS_MS, null, { signal: over.signal }).catch(() => null);
        await sealChain(ctx, CHAIN);
      }
    })();
    const writer = async (): Promise<void> => {
      for (; performance.now() - start < milliseconds; done += 1) await write();
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    const ms = performance.now() - start;
    over.abort();
    await sealer;
    await sealChain(ctx, CHAIN);
    return { done, ms };
  };
  const rates: { off: number[]; on: number[] } = { off: [], on: [] };
  for (let round = 0; round <= rounds; round += 1) {
    // Short turns, so that what else the machine does hits both alike.
    const sums = { off: { done: 0, ms: 0 }, on: { done: 0, ms: 0 } };
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const mode of turn % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
        const { done, ms } = await writeFor(mode === 'on');
        sums[mode].done += done;
        sums[mode].ms += ms;
      }
    }
    if (round === 0) continue;
    for (const mode of ['off', 'on'] as const) rates[mode].push((sums[mode].done * 1000) / sums[mode].ms);
  }
  const ratios = rates.off.map((rate, index) => rate / (rates.on[index] ?? Number.NaN));
  return [
    { what: `${driver}: ${WRITERS} writers, sealing off`, unit: 'cases/s', values: spreadOf(rates.off) },
    { what: `${driver}: ${WRITERS} writers, sealing on`, unit: 'cases/s', values: spreadOf(rates.on) },
    { what: `${driver}: sealing off / on`, unit: '×', values: spreadOf(ratios), limit: 1.11 },
  ];
}
