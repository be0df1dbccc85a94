import {
  shippedCalendar,
  addDays,
  operatorActor,
  parseLocalDate,
  type Actor,
  type CaseEvent,
  type CaseQuery,
  type DomainError,
  type Role,
} from '@gongkai/core';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import {
  createAccount,
  createAgency,
  grantRole,
  loadActor,
  saveStaff,
  succeedAgency,
} from '../identity/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { caseListQuery } from './list-queries.js';
import {
  correctEvent,
  exportCases,
  getCase,
  countListedCases,
  listCases,
  loadCases,
  recordEvent,
  registerCase,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const operator = operatorActor();
const ALL: CaseQuery = { sort: '-receivedOn', limit: 200 };

const UNITS = ['BGS', 'FGK', 'GHK'];
const agency = await makeAgency(ctx);
await makeAgency(ctx, { code: 'OTHER', name: '临江市别处局（演示）' });
await saveStaff(ctx, operator, 'YSJ', {
  units: UNITS.map((code) => ({ code, name: `${code}科` })),
});
const source = {
  ...{
    agencyCode: 'YSJ',
    agencyKind: agency.kind,
    calendar: shippedCalendar(),
    today: ctx.today(),
    recordedBy: 'cli',
    importId: null,
  },
  recordedAt: ctx.now().toISOString(),
  keyring: ctx.keyring,
};
// 400 cases, a quarter each of three units and of none.
await inTransaction(db, (db) =>
  loadCases(
    db,
    source,
    Array.from({ length: 400 }, (_, index) => ({
      caseId: `YSJ-${String(index).padStart(4, '0')}`,
      applicantClass: 'naturalPerson' as const,
      applicantName: '欧阳示范',
      request: '云山路改造项目的批复文件',
      topic: null,
      unitCode: UNITS[index % 4] ?? null,
      events: [
        { type: 'submitted', on: addDays(parseLocalDate('2025-01-06'), index), channel: 'counter' },
      ] satisfies CaseEvent[],
    })),
  ),
);
await sql`analyze`.execute(db);

function staff(role: Role, unitCode?: string, agencyCode = 'YSJ'): Actor {
  return testActor({ id: role, roles: [role], agencyCode, ...(unitCode !== undefined && { unitCode }) });
}
async function refusalOf(work: Promise<unknown>) {
  return work.then(
    () => null,
    (error: unknown) => {
      const { code, message } = error as DomainError;
      return { code, message };
    },
  );
}

describe('a liaison officer', () => {
  const liaison = staff('liaisonOfficer', 'FGK');

  test('lists, counts, searches and exports the cases of his unit alone', async () => {
    const page = await listCases(ctx, liaison, 'YSJ', ALL);
    expect(await countListedCases(ctx, liaison, 'YSJ', {})).toEqual({ total: 100 });
    expect(new Set(page.items.map(({ unitCode }) => unitCode))).toEqual(new Set(['FGK']));
    const found = await listCases(ctx, liaison, 'YSJ', { ...ALL, q: 'YSJ-00' });
    expect(found.items).toHaveLength(25);
    for await (const items of await exportCases(ctx, liaison, 'YSJ', ALL, 'csv')) {
      expect(items.every(({ unitCode }) => unitCode === 'FGK')).toBe(true);
    }
    const cell = { year: 2025, cell: 'table3.newReceived.total' };
    const { total: own } = await countListedCases(ctx, liaison, 'YSJ', cell);
    const { total: all } = await countListedCases(ctx, operator, 'YSJ', cell);
    expect(own).toBeLessThan(all ?? 0);
  });

  test('cannot tell a case of another unit from one that does not exist', async () => {
    expect((await getCase(ctx, liaison, 'YSJ', 'YSJ-0001')).unitCode).toBe('FGK');
    const messages = new Set<string | undefined>();
    for (const caseId of ['YSJ-0000', 'YSJ-0003', 'YSJ-9999']) {
      const event = { type: 'served', on: parseLocalDate('2026-03-01'), way: 'direct' } as const;
      const step = { agencyCode: 'YSJ', caseId, event, lastSeq: 1 };
      for (const refusal of [
        await refusalOf(getCase(ctx, liaison, 'YSJ', caseId)),
        await refusalOf(recordEvent(ctx, liaison, step)),
        await refusalOf(correctEvent(ctx, liaison, { ...step, seq: 1, reason: '更正' })),
      ]) {
        expect(refusal?.code).toBe('NOT_FOUND');
        messages.add(refusal?.message.replace(caseId, '某件'));
      }
    }
    expect(messages.size).toBe(1);
  });

  test('neither registers nor corrects', async () => {
    const event = { type: 'submitted', on: parseLocalDate('2026-03-01'), channel: 'counter' } as const;
    const given = {
      ...({ applicantClass: 'naturalPerson', applicantName: null, request: '文件', topic: null } as const),
      ...{ unitCode: 'FGK', events: [event] },
    };
    expect((await refusalOf(registerCase(ctx, liaison, 'YSJ', given)))?.code).toBe('FORBIDDEN');
    const step = { agencyCode: 'YSJ', caseId: 'YSJ-0001', seq: 1, event, reason: '更正', lastSeq: 1 };
    expect((await refusalOf(correctEvent(ctx, liaison, step)))?.code).toBe('FORBIDDEN');
  });

  test('of two units sees both', async () => {
    const one = staff('liaisonOfficer', 'FGK');
    const both = { ...one, grants: [...one.grants, ...staff('liaisonOfficer', 'BGS').grants] };
    expect(await countListedCases(ctx, both, 'YSJ', {})).toEqual({ total: 200 });
  });
});

test('somebody of another agency is refused whether or not the case exists, and so are supervisors and 三员', async () => {
  const outsiders = [
    staff('disclosureOfficer', undefined, 'OTHER'),
    ...(['supervisor', 'systemAdministrator', 'securityAdministrator', 'auditor', 'editor'] as const).map(
      (role) => staff(role),
    ),
  ];
  for (const actor of outsiders) {
    const [there, missing] = [
      await refusalOf(getCase(ctx, actor, 'YSJ', 'YSJ-0001')),
      await refusalOf(getCase(ctx, actor, 'YSJ', 'YSJ-9999')),
    ];
    expect(there).toEqual(missing);
    expect(there?.code).toBe('FORBIDDEN');
    expect((await refusalOf(listCases(ctx, actor, 'YSJ', ALL)))?.code).toBe('FORBIDDEN');
  }
});

test('a check costs no statement a row', async () => {
  const statementsOf = async (actor: Actor, limit: number) => {
    let statements = 0;
    const counted = db.withPlugin({
      transformQuery: ({ node }) => {
        statements += 1;
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    });
    const { items } = await listCases({ ...ctx, db: counted }, actor, 'YSJ', { ...ALL, limit });
    expect(items).toHaveLength(limit);
    return statements;
  };
  for (const actor of [staff('disclosureOfficer'), staff('liaisonOfficer', 'FGK')]) {
    const one = await statementsOf(actor, 1);
    expect(one).toBeGreaterThan(0);
    expect(await statementsOf(actor, 100)).toBe(one);
  }
});

test("a unit's register is read from its own index, in order", async () => {
  const filter = { agencyId: 'YSJ', today: ctx.today(), units: ['FGK'] };
  const { sql: text, parameters } = caseListQuery(db, filter, {
    sort: '-receivedOn',
    after: null,
    limit: 21,
  }).compile();
  const explained = text.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const value = parameters[Number(number) - 1];
    return typeof value === 'number' ? String(value) : `'${String(value)}'`;
  });
  const { rows } = await inTransaction(db, async (db) => {
    // 400 rows would be read whole otherwise, being few.
    await sql`set local enable_seqscan = off`.execute(db);
    return sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(explained)}`.execute(db.withoutPlugins());
  });
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('application_case_by_unit');
  expect(plan).not.toContain('Sort');
});

test('running cases of a merged agency go on with its successor, which registers the new ones', async () => {
  await createAgency(ctx, operator, {
    ...{ code: 'NEW', name: '临江市新局（演示）', kind: 'localDepartment', parentCode: null },
    ...{ hasRuleMakingPower: false, scope: 'organ', existsFrom: null },
  });
  const account = {
    loginName: 'successor',
    displayName: '后继示',
    kind: 'staff',
    agencyCode: 'NEW',
  } as const;
  const { id } = await createAccount(ctx, operator, account);
  const grant = { role: 'disclosureOfficer', agencyCode: 'NEW', unitCode: null, untilOn: null } as const;
  await grantRole(ctx, operator, id, { ...grant, fromOn: ctx.today() });
  const actorNow = async () => (await loadActor(ctx, id)) ?? operator;
  expect((await refusalOf(getCase(ctx, await actorNow(), 'YSJ', 'YSJ-0001')))?.code).toBe('FORBIDDEN');

  await succeedAgency(ctx, operator, 'YSJ', {
    ...{ kind: 'merged', successorCodes: ['NEW'], fromOn: parseLocalDate('2026-03-02') },
    ...{ basis: '机构改革方案（演示）', continues: false },
  });
  const successor = await actorNow();
  const { events } = await getCase(ctx, successor, 'YSJ', 'YSJ-0001');
  const correction = { type: 'submitted', on: parseLocalDate('2025-01-08'), channel: 'counter' } as const;
  const corrected = await correctEvent(ctx, successor, {
    ...{ agencyCode: 'YSJ', caseId: 'YSJ-0001', seq: 1, event: correction },
    ...{ reason: '登记日期有误', lastSeq: events.length },
  });
  expect(corrected.agencyCode).toBe('YSJ');
  // Who recorded is named, also after the account was closed.
  await db.updateTable('account').set({ status: 'disabled' }).where('accountId', '=', id).execute();
  const shown = await getCase(ctx, operator, 'YSJ', 'YSJ-0001');
  expect(shown.events.map(({ recordedBy, recorderName }) => [recordedBy, recorderName])).toEqual([
    ['cli', '命令行'],
    [id, '后继示'],
  ]);
  const registration = {
    ...({ applicantClass: 'naturalPerson', applicantName: null, request: '文件', topic: null } as const),
    ...{ unitCode: null, events: [{ ...correction, on: parseLocalDate('2026-03-02') }] },
  };
  expect((await refusalOf(registerCase(ctx, successor, 'YSJ', registration)))?.code).toBe(
    'NOT_IN_THIS_STATUS',
  );
  expect((await registerCase(ctx, successor, 'NEW', registration)).agencyCode).toBe('NEW');
});
