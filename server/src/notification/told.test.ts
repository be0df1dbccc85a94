import { actorWithEveryRole, operatorActor, parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testActor } from '../../testing/test-actor.js';
import { loadLedger, readSeedLedger } from '../annual-report/testing/load-ledger.js';
import { startExport } from '../annual-report/export-report.js';
import { editSection, handInForCheck, waiveFinding } from '../annual-report/workflow.js';
import { tellOfDelegations, tellOfVacantDuties } from '../identity/jobs.js';
import { createAccount, delegateRoles, endDelegation, grantRole } from '../identity/service.js';
import { requireUnmarked } from '../storage/service.js';
import { inviteAccount } from '../sign-in/invitation.js';
import { acceptInvitation } from '../sign-in/password.js';
import { DEFAULT_SIGN_IN_SETTINGS } from '../sign-in/settings.js';
import { signInWithPassword } from '../sign-in/sign-in.js';
import { tellOfFailedJobs } from './jobs.js';
import { openOffice } from './testing/office.js';

const { ctx, person, actor, newsOf, wait } = await openOffice();
const signIn = { ...ctx, signIn: DEFAULT_SIGN_IN_SETTINGS };
const PASSWORD = '石榴树下的第三把旧藤摇椅';
let officer = '';
let deputy = '';

beforeAll(async () => {
  officer = await person('申公', 'disclosureOfficer');
  deputy = await person('代办', 'editor');
});
beforeEach(async () => {
  await sql`delete from notification`.execute(ctx.db);
});

test('a delegation is told to the other side, and its end as well', async () => {
  const absent = await actor(officer);
  const { id } = await delegateRoles(ctx, absent, 'YSJ', {
    fromAccountId: officer,
    toAccountId: deputy,
    roles: ['disclosureOfficer'],
    reason: '住院手术',
    fromOn: ctx.today(),
    untilOn: parseLocalDate('2026-03-09'),
  });
  expect([await newsOf(officer), await newsOf(deputy)]).toEqual([[], ['delegation.begun']]);
  await endDelegation(ctx, await actor(deputy), 'YSJ', id);
  expect([await newsOf(officer), await newsOf(deputy)]).toEqual([['delegation.ended'], ['delegation.begun']]);
  const { rows } = await sql<{ text: string }>`select n::text as text from notification n`.execute(ctx.db);
  // Why somebody is away is nobody's business.
  expect(JSON.stringify(rows)).not.toContain('住院');
});

test('a delegation for later is told again on its first day and after its last, once each', async () => {
  await delegateRoles(ctx, await actor(officer), 'YSJ', {
    fromAccountId: officer,
    toAccountId: deputy,
    roles: ['disclosureOfficer'],
    reason: '出差培训',
    fromOn: parseLocalDate('2026-03-10'),
    untilOn: parseLocalDate('2026-03-11'),
  });
  const on = (day: string) =>
    tellOfDelegations({
      ...ctx,
      today: () => parseLocalDate(day),
      now: () => new Date(`${day}T00:10:00+08:00`),
    });
  expect([await on('2026-03-09'), await on('2026-03-10'), await on('2026-03-10')]).toEqual([0, 2, 0]);
  expect([await on('2026-03-11'), await on('2026-03-12'), await on('2026-03-13')]).toEqual([0, 2, 0]);
  expect(await newsOf(officer)).toEqual(['delegation.today', 'delegation.ended']);
  expect(await newsOf(deputy)).toEqual(['delegation.begun', 'delegation.today', 'delegation.ended']);
});

test('a file that carries a secrecy marking is told to the secrecy reviewer, in the transaction of its incident', async () => {
  const reviewer = await person('保密', 'secrecyReviewer');
  await expect(
    requireUnmarked(ctx, await actor(officer), {
      agencyCode: 'YSJ',
      source: 'ledger',
      fileName: '会议纪要.txt',
      bytes: Buffer.from('机密★10年\n关于某事的纪要'),
    }),
  ).rejects.toMatchObject({ code: 'FILE_REFUSED' });
  expect(await newsOf(reviewer)).toEqual(['incident.opened']);
  expect(await newsOf(officer)).toEqual([]);
});

describe('an account', () => {
  const device = (address: string) => ({ address, browser: null });
  const enter = (loginName: string, address: string, password = PASSWORD) =>
    signInWithPassword(signIn, {
      loginName,
      password,
      device: device(address),
      network: address,
      knownDevice: null,
    });
  let owner = '';
  let loginName = '';
  beforeAll(async () => {
    owner = await person('本人', 'editor');
    loginName = (
      await ctx.db
        .selectFrom('account')
        .select('loginName')
        .where('accountId', '=', owner)
        .executeTakeFirstOrThrow()
    ).loginName;
  });

  test('is told of a link to set its password', async () => {
    const { path } = await inviteAccount(ctx, testActor(), owner);
    expect(await newsOf(owner)).toEqual(['account.invited']);
    const token = new URL(path, 'http://localhost').searchParams.get('token') ?? '';
    await acceptInvitation(signIn, token, { next: PASSWORD, device: device('203.0.113.9') });
  });

  test('is told of a sign-in from a network that it never used, once for each; the address is kept nowhere', async () => {
    await enter(loginName, '203.0.113.9');
    expect(await newsOf(owner)).toEqual([]);
    await enter(loginName, '198.51.100.7');
    await enter(loginName, '198.51.100.7');
    expect(await newsOf(owner)).toEqual(['account.newAddress']);
    // An address of the same network of 64 bits is no new one.
    await enter(loginName, '2001:db8:1:2:3::1');
    await enter(loginName, '2001:db8:1:2:4::9');
    expect(await newsOf(owner)).toHaveLength(2);
    const { rows } = await sql<{ text: string }>`
      select n::text as text from notification n union all select k::text from known_network k`.execute(
      ctx.db,
    );
    expect(JSON.stringify(rows)).not.toMatch(/198\.51|203\.0|2001:db8/);
  });

  test('is told when wrong passwords have locked it', async () => {
    for (let times = 0; times < 6; times += 1)
      await expect(enter(loginName, '203.0.113.9', 'wrong')).rejects.toThrow();
    expect(await newsOf(owner)).toEqual(['account.locked']);
    wait(3);
  });
});

describe('a report', () => {
  const key = { agencyId: 'TEST-N', year: 2019 };
  const editor = actorWithEveryRole('editor', '柏演舟');
  let head = '';
  beforeAll(async () => {
    const ledger = readSeedLedger('city-bureau-2019');
    await loadLedger(ctx.db, { ...ledger, agency: { ...ledger.agency, code: 'TEST-N' } }, ctx.today());
    head = await person('主任', 'officeHead', { agencyCode: 'TEST-N' });
  });
  async function check(): Promise<void> {
    for (;;) {
      const report = await handInForCheck(ctx, editor, key);
      if (report.status === 'checked') return;
      for (const { key: findingKey, severity, waiver } of report.findings)
        if (severity === 'error' && waiver === null)
          await waiveFinding(ctx, editor, key, {
            key: findingKey,
            signer: '闻人示文',
            reason: '数字经逐件核对无误',
          });
    }
  }

  test('that was checked is told to those who publish; changed after that, to those who check', async () => {
    await check();
    expect(await newsOf(head)).toEqual(['report.checked']);
    wait(1);
    await editSection(ctx, editor, key, { number: 6, template: '无。\n', revision: 0 });
    expect(await newsOf(head)).toEqual(['report.checked', 'report.returned']);
  });

  test('whose files are written is told to whoever asked for them, once', async () => {
    await startExport(ctx, await actor(head), key, { formats: ['json', 'xlsx'] });
    await runJobsUntilIdle(ctx);
    await runJobsUntilIdle(ctx);
    expect(await newsOf(head)).toEqual(['report.exported']);
  });
});

test('jobs that stand failed are told to the system administrators as a number, again only when more have failed', async () => {
  const administrator = await person('系统', 'systemAdministrator');
  const fail = (id: string) =>
    sql`insert into job (job_id, kind, payload, status, run_at, max_attempts, finished_at)
      values (${id}, 'test.fails', '{}', 'failed', now(), 1, now())`.execute(ctx.db);
  expect(await tellOfFailedJobs(ctx)).toBe(0);
  await fail('f1');
  expect([await tellOfFailedJobs(ctx), await tellOfFailedJobs(ctx)]).toEqual([1, 0]);
  await fail('f2');
  expect(await tellOfFailedJobs(ctx)).toBe(1);
  const rows = await ctx.db
    .selectFrom('notification')
    .select(['kind', 'details'])
    .where('accountId', '=', administrator)
    .orderBy('createdAt')
    .execute();
  expect(rows.map(({ details }) => details.count).sort()).toEqual([1, 2]);
  expect(await newsOf(officer)).toEqual([]);
});

test('a duty of 三员 that nobody will hold is told to the administrators at once, and again nearer to the day', async () => {
  const account = async (
    loginName: string,
    role: 'systemAdministrator' | 'securityAdministrator' | 'auditor',
  ) => {
    const made = { loginName, displayName: '示某', kind: role, agencyCode: null } as const;
    const { id } = await createAccount(ctx, operatorActor(), made);
    await grantRole(ctx, operatorActor(), id, {
      ...{ role, agencyCode: null, unitCode: null, fromOn: ctx.today(), untilOn: null },
    });
    return id;
  };
  const security = await account('anquan', 'securityAdministrator');
  await account('shenji', 'auditor');
  await account('xitong', 'systemAdministrator');
  const on = (day: string) =>
    tellOfVacantDuties({
      ...ctx,
      today: () => parseLocalDate(day),
      now: () => new Date(`${day}T00:15:00+08:00`),
    });
  expect(await on('2026-03-02')).toBe(0);
  // The platform refuses to let the last one end; a database that came from elsewhere may hold it all the same.
  await sql`update role_grant set until_on = '2026-06-30' where role = 'systemAdministrator'`.execute(ctx.db);
  const told = [];
  for (const day of ['2026-03-02', '2026-03-03', '2026-05-31', '2026-06-23', '2026-06-24', '2026-06-29'])
    told.push((await on(day)) > 0);
  expect(told).toEqual([true, false, true, true, false, true]);
  expect(await newsOf(security)).toEqual(Array(4).fill('administrators.ending'));
  expect(await newsOf(officer)).toEqual([]);
});
