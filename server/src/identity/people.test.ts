import {
  ADMINISTRATOR_ROLES,
  BUSINESS_ROLES,
  PERMISSION_NAMES,
  may,
  mayWithin,
  operatorActor,
  parseLocalDate,
  type AccountKind,
  type Actor,
  type AdministratorRole,
  type BusinessRole,
  type DomainError,
  type NewGrant,
  type Role,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { insertAccount, insertGrant } from './account-queries.js';
import { setAccountStatus } from '../sign-in/account-status.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { makeAgency } from './factory.js';
import {
  createAccount,
  delegateRoles,
  endDelegation,
  grantRole,
  listAdministrators,
  listPeople,
  loadActor,
  myAccess,
  previewAccess,
  revokeRole,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const operator = operatorActor();
const day = parseLocalDate;
const on = (today: string) => ({ ...ctx, today: () => day(today) });

await makeAgency(ctx, { code: 'LJ', name: '临江市人民政府（演示）', scope: 'area' });
await makeAgency(ctx, { code: 'LJ-YS', parentCode: 'LJ' });
await makeAgency(ctx, { code: 'LJ-ZR', name: '临江市自然资源局（演示）', parentCode: 'LJ' });

let accounts = 0;
async function open(kind: Exclude<AccountKind, 'applicant'> = 'staff', agencyCode: string | null = 'LJ-YS') {
  accounts += 1;
  const given = { loginName: `user${accounts}`, displayName: `示人${accounts}`, kind, agencyCode };
  return (await createAccount(ctx, operator, given)).id;
}
function grant(role: Role, given: Partial<NewGrant> = {}): NewGrant {
  return { role, agencyCode: 'LJ-YS', unitCode: null, fromOn: day('2026-03-02'), untilOn: null, ...given };
}
async function actorOf(accountId: string, today = '2026-03-02'): Promise<Actor> {
  const actor = await loadActor(on(today), accountId);
  if (actor === null) throw new Error('no such actor');
  return actor;
}

describe('三员', () => {
  const administrators = Object.keys(ADMINISTRATOR_ROLES) as AdministratorRole[];
  const business = Object.keys(BUSINESS_ROLES) as BusinessRole[];

  test.each(administrators)('%s combines with no other role, by rule and by the database', async (kind) => {
    const accountId = await open(kind, null);
    await grantRole(ctx, operator, accountId, grant(kind, { agencyCode: null }));
    for (const role of [...administrators.filter((it) => it !== kind), ...business]) {
      const unitCode = ['liaisonOfficer', 'unitHead'].includes(role) ? 'BGS' : null;
      await expect(grantRole(ctx, operator, accountId, grant(role, { unitCode }))).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
      for (const accountKind of [kind, 'staff', role] as AccountKind[]) {
        const row = {
          ...{
            grantId: `${kind}-${role}`,
            accountId,
            accountKind,
            role,
            agencyId: 'LJ-YS',
            unitId: unitCode,
          },
          ...{ fromOn: day('2026-03-02'), untilOn: null, grantedBy: 'cli' },
        };
        await expect(inTransaction(db, (trx) => insertGrant(trx, row))).rejects.toThrow(/constraint/);
      }
    }
  });

  test('a system administrator opens accounts and grants nothing, a security administrator the reverse, an auditor neither', async () => {
    const [system, security, auditor] = administrators.map((role) =>
      testActor({ id: role, roles: [role], agencyCode: 'LJ-YS' }),
    ) as [Actor, Actor, Actor];
    const accountId = await open();
    const account = {
      loginName: 'three',
      displayName: '三员试',
      kind: 'staff',
      agencyCode: 'LJ-YS',
    } as const;
    for (const actor of [security, auditor]) {
      await expect(createAccount(ctx, actor, account)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(setAccountStatus(ctx, actor, accountId, 'disabled')).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    for (const actor of [system, auditor]) {
      await expect(grantRole(ctx, actor, accountId, grant('editor'))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    await expect(createAccount(ctx, system, account)).resolves.toMatchObject({ grants: [] });
    await expect(grantRole(ctx, security, accountId, grant('editor'))).resolves.toMatchObject({
      grants: [{ role: 'editor', state: 'active' }],
    });
    for (const actor of [system, security, auditor]) {
      expect(may(actor, 'case.view', { agencyCode: 'LJ-YS' })).toBe(false);
    }
    expect(may(auditor, 'audit.view', { agencyCode: 'LJ-YS' })).toBe(true);
  });

  test('nobody grants to himself, nor takes from himself', async () => {
    const accountId = await open('securityAdministrator');
    const { grants } = await grantRole(ctx, operator, accountId, grant('securityAdministrator'));
    const actor = await actorOf(accountId);
    await expect(
      grantRole(
        ctx,
        actor,
        accountId,
        grant('securityAdministrator', { agencyCode: 'LJ-YS', untilOn: day('2027-01-01') }),
      ),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(revokeRole(ctx, actor, { accountId, grantId: grants[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('of the whole platform are listed apart', async () => {
    const accountId = await open('auditor', null);
    expect((await listAdministrators(ctx, operator)).map(({ id }) => id)).toContain(accountId);
    await expect(open('staff', null)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('the last of 三员 is never lost', () => {
  const administrators = Object.keys(ADMINISTRATOR_ROLES) as AdministratorRole[];

  /** Two administrators of one kind on the platform, and everybody else of that kind disabled. */
  async function pairOf(kind: AdministratorRole) {
    const ids = [await open(kind, null), await open(kind, null)] as const;
    const grants = ids.map(async (id) => {
      const person = await grantRole(ctx, operator, id, grant(kind, { agencyCode: null }));
      return { accountId: id, grantId: person.grants[0]?.id ?? '' };
    });
    const [first, second] = (await Promise.all(grants)) as [Lost, Lost];
    const others = (await listAdministrators(ctx, operator)).filter(
      (it) => it.kind === kind && it.status === 'active' && !(ids as readonly string[]).includes(it.id),
    );
    for (const { id } of others) await setAccountStatus(ctx, operator, id, 'disabled');
    return { first, second };
  }
  interface Lost {
    readonly accountId: string;
    readonly grantId: string;
  }
  const codeOf = (error: unknown) => (error as DomainError).code;

  test.each(administrators)('%s: two parallel calls take one of two, not both', async (kind) => {
    const { first, second } = await pairOf(kind);
    const outcomes = await Promise.all([
      setAccountStatus(ctx, operator, first.accountId, 'disabled').then(() => 'done', codeOf),
      revokeRole(ctx, operator, second).then(() => 'done', codeOf),
    ]);
    expect(outcomes.toSorted()).toEqual(['NOT_IN_THIS_STATUS', 'done']);
    const left = (await listAdministrators(ctx, operator)).filter(
      (it) =>
        it.kind === kind &&
        it.status === 'active' &&
        it.grants.some(({ state, agencyCode }) => state === 'active' && agencyCode === null),
    );
    expect(left).toHaveLength(1);
  });

  test('nobody is left over who holds it to a day alone', async () => {
    const { first, second } = await pairOf('securityAdministrator');
    const third = await open('securityAdministrator', null);
    const untilOn = day('2026-06-30');
    const ending = grant('securityAdministrator', { agencyCode: null, untilOn });
    await grantRole(ctx, operator, third, ending);
    await revokeRole(ctx, operator, first);
    // The third stands in today, and nobody would from July on.
    await expect(revokeRole(ctx, operator, second)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
    await expect(setAccountStatus(ctx, operator, second.accountId, 'disabled')).rejects.toMatchObject({
      code: 'NOT_IN_THIS_STATUS',
    });
  });

  test('the first of a kind is not granted to a day', async () => {
    const { first, second } = await pairOf('systemAdministrator');
    const untilOn = day('2026-06-30');
    await revokeRole(ctx, operator, first);
    const again = grant('systemAdministrator', { agencyCode: null, fromOn: day('2026-03-03'), untilOn });
    await expect(grantRole(ctx, operator, second.accountId, again)).rejects.toMatchObject({
      code: 'NOT_IN_THIS_STATUS',
    });
  });

  test('one whose role begins later, or is of one agency, does not stand in', async () => {
    const { first, second } = await pairOf('auditor');
    const [later, local] = [await open('auditor', null), await open('auditor')];
    await grantRole(ctx, operator, later, grant('auditor', { agencyCode: null, fromOn: day('2026-03-03') }));
    await grantRole(ctx, operator, local, grant('auditor'));
    await revokeRole(ctx, operator, first);
    await expect(setAccountStatus(ctx, operator, second.accountId, 'disabled')).rejects.toMatchObject({
      code: 'NOT_IN_THIS_STATUS',
    });
    await expect(revokeRole(ctx, operator, second)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
    expect((await setAccountStatus(ctx, operator, local, 'disabled')).status).toBe('disabled');
    await revokeRole(on('2026-03-03'), operator, second);
  });
});

describe('a role', () => {
  test('holds from its first day to its last', async () => {
    const accountId = await open();
    const term = { fromOn: day('2026-03-03'), untilOn: day('2026-03-05') };
    await grantRole(ctx, operator, accountId, grant('officeHead', term));
    const held = async (today: string) => (await actorOf(accountId, today)).grants.length;
    expect(await Promise.all(['2026-03-02', '2026-03-03', '2026-03-05', '2026-03-06'].map(held))).toEqual([
      0, 1, 1, 0,
    ]);
  });

  test('ends at once when it is revoked, and stays on record', async () => {
    const accountId = await open();
    const { grants } = await grantRole(ctx, operator, accountId, grant('editor'));
    const revoked = await revokeRole(ctx, operator, { accountId, grantId: grants[0]?.id ?? '' });
    expect(revoked.grants).toMatchObject([{ role: 'editor', state: 'revoked' }]);
    expect((await actorOf(accountId)).grants).toEqual([]);
  });

  test('of a unit reaches this unit alone, and a liaison officer has one', async () => {
    const accountId = await open();
    await expect(grantRole(ctx, operator, accountId, grant('liaisonOfficer'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await grantRole(ctx, operator, accountId, grant('liaisonOfficer', { unitCode: 'BGS' }));
    const actor = await actorOf(accountId);
    expect(may(actor, 'case.view', { agencyCode: 'LJ-YS', unitCode: 'BGS' })).toBe(true);
    expect(may(actor, 'case.view', { agencyCode: 'LJ-YS', unitCode: 'FGK' })).toBe(false);
    expect(may(actor, 'case.view', { agencyCode: 'LJ-YS' })).toBe(false);
    expect(may(actor, 'case.view', { agencyCode: 'LJ-ZR', unitCode: 'BGS' })).toBe(false);
  });

  test('over a subtree reaches all below, and no other role does', async () => {
    const [supervisor, officer] = [await open('staff', 'LJ'), await open('staff', 'LJ')];
    await grantRole(ctx, operator, supervisor, grant('supervisor', { agencyCode: 'LJ' }));
    await grantRole(ctx, operator, officer, grant('disclosureOfficer', { agencyCode: 'LJ' }));
    expect((await actorOf(supervisor)).grants[0]?.agencyCodes).toEqual(['LJ', 'LJ-YS', 'LJ-ZR']);
    expect((await actorOf(officer)).grants[0]?.agencyCodes).toEqual(['LJ']);
    const { items } = await previewAccess(ctx, operator, 'LJ-ZR', { permission: 'report.view' });
    expect(items.map(({ account, role }) => [account.id, role])).toContainEqual([supervisor, 'supervisor']);
    expect(items.map(({ account }) => account.id)).not.toContain(officer);
  });

  test('is not granted for days past, twice, in an unknown unit, or to a disabled account', async () => {
    const accountId = await open();
    await grantRole(ctx, operator, accountId, grant('editor'));
    const refused = async (given: NewGrant) =>
      grantRole(ctx, operator, accountId, given).then(
        () => 'granted',
        (error: unknown) => (error as DomainError).code,
      );
    expect(await refused(grant('editor', { fromOn: day('2026-06-01') }))).toBe('ALREADY_EXISTS');
    expect(await refused(grant('dutyOfficer', { fromOn: day('2026-03-01') }))).toBe('INVALID_INPUT');
    expect(await refused(grant('dutyOfficer', { untilOn: day('2026-03-01') }))).toBe('INVALID_INPUT');
    expect(await refused(grant('dutyOfficer', { unitCode: 'NONE' }))).toBe('INVALID_INPUT');
    expect(await refused(grant('supervisor', { unitCode: 'BGS' }))).toBe('INVALID_INPUT');
    expect(await refused(grant('dutyOfficer', { agencyCode: null }))).toBe('INVALID_INPUT');
    await setAccountStatus(ctx, operator, accountId, 'disabled');
    expect(await refused(grant('dutyOfficer'))).toBe('NOT_IN_THIS_STATUS');
    expect(await loadActor(ctx, accountId)).toBeNull();
    await setAccountStatus(ctx, operator, accountId, 'active');
    expect((await actorOf(accountId)).grants).toMatchObject([{ role: 'editor' }]);
  });
});

describe('delegation during absence', () => {
  const leave = { reason: '年休假', fromOn: day('2026-03-03'), untilOn: day('2026-03-10') };

  async function pair() {
    const [absent, deputy] = [await open(), await open()];
    await grantRole(ctx, operator, absent, grant('officeHead'));
    await grantRole(ctx, operator, absent, grant('editor'));
    return { absent, deputy };
  }

  test('lends the named roles for its days, both see it, and who stands in for whom is known', async () => {
    const { absent, deputy } = await pair();
    const me = await actorOf(absent);
    const given = { fromAccountId: absent, toAccountId: deputy, roles: ['officeHead' as const], ...leave };
    const made = await delegateRoles(ctx, me, 'LJ-YS', given);
    expect(made).toMatchObject({ from: { id: absent }, to: { id: deputy }, state: 'future' });
    const lent = async (today: string) => (await actorOf(deputy, today)).grants;
    expect(await lent('2026-03-02')).toEqual([]);
    expect(await lent('2026-03-03')).toMatchObject([{ role: 'officeHead', onBehalfOf: absent }]);
    expect(await lent('2026-03-11')).toEqual([]);
    for (const id of [absent, deputy]) {
      const { delegations } = await myAccess(on('2026-03-03'), await actorOf(id, '2026-03-03'));
      expect(delegations).toMatchObject([{ id: made.id, state: 'active' }]);
    }
    const { items } = await previewAccess(on('2026-03-03'), operator, 'LJ-YS', {
      permission: 'report.publish',
    });
    expect(items).toContainEqual(
      expect.objectContaining({
        account: { id: deputy, name: expect.any(String) as string },
        onBehalfOf: { id: absent, name: me.name },
      }),
    );
    await endDelegation(on('2026-03-04'), await actorOf(deputy, '2026-03-04'), 'LJ-YS', made.id);
    expect(await lent('2026-03-04')).toEqual([]);
  });

  test('ends with the role that was lent', async () => {
    const { absent, deputy } = await pair();
    const given = { fromAccountId: absent, toAccountId: deputy, roles: ['editor' as const], ...leave };
    await delegateRoles(ctx, await actorOf(absent), 'LJ-YS', given);
    await setAccountStatus(ctx, operator, absent, 'disabled');
    expect((await actorOf(deputy, '2026-03-04')).grants).toEqual([]);
  });

  test('cannot pass on what one does not have, what was lent, or to who is not a colleague', async () => {
    const { absent, deputy } = await pair();
    const third = await open();
    const elsewhere = await open('staff', 'LJ-ZR');
    const auditor = await open('auditor');
    const me = await actorOf(absent);
    const given = { fromAccountId: absent, toAccountId: deputy, roles: ['officeHead' as const], ...leave };
    await delegateRoles(ctx, me, 'LJ-YS', given);
    const refused = async (actor: Actor, change: Partial<Parameters<typeof delegateRoles>[3]>) =>
      delegateRoles(ctx, actor, 'LJ-YS', { ...given, ...change }).then(
        () => 'delegated',
        (error: unknown) => (error as DomainError).code,
      );
    expect(await refused(me, { roles: ['agencyHead'] })).toBe('INVALID_INPUT');
    expect(await refused(me, { toAccountId: absent })).toBe('INVALID_INPUT');
    expect(await refused(me, { toAccountId: elsewhere })).toBe('INVALID_INPUT');
    expect(await refused(me, { toAccountId: auditor })).toBe('INVALID_INPUT');
    expect(await refused(me, { untilOn: day('2026-03-02') })).toBe('INVALID_INPUT');
    expect(await refused(me, { fromAccountId: deputy, toAccountId: third })).toBe('FORBIDDEN');
    const deputyNow = await actorOf(deputy, '2026-03-04');
    expect(await refused(deputyNow, { fromAccountId: deputy, toAccountId: third })).toBe('INVALID_INPUT');
    const security = testActor({ id: 'sec', roles: ['securityAdministrator'], agencyCode: 'LJ-YS' });
    expect(await refused(security, { toAccountId: third })).toBe('delegated');
    expect(await refused(security, { fromAccountId: auditor, toAccountId: third })).toBe('INVALID_INPUT');
  });
});

test('people of an agency are shown to those who may see them, with those from elsewhere who work in it', async () => {
  const guest = await open('staff', 'LJ-ZR');
  await grantRole(ctx, operator, guest, grant('legalityReviewer'));
  await grantRole(ctx, operator, guest, grant('editor', { agencyCode: 'LJ-ZR' }));
  const { items } = await listPeople(ctx, operator, 'LJ-YS');
  const shown = items.find(({ id }) => id === guest);
  expect(shown?.grants.map(({ role }) => role)).toEqual(['legalityReviewer']);
  const officer = testActor({ roles: ['disclosureOfficer'], agencyCode: 'LJ-YS' });
  await expect(listPeople(ctx, officer, 'LJ-YS')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const head = testActor({ roles: ['officeHead'], agencyCode: 'LJ-YS' });
  await expect(listPeople(ctx, head, 'LJ-ZR')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(
    createAccount(ctx, operator, {
      ...{ loginName: 'USER1', displayName: '同名者', kind: 'staff', agencyCode: 'LJ-YS' },
    }),
  ).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
});

test('the account of an applicant holds no role, by rule and by the database, and may do nothing of the staff', async () => {
  const accountId = 'applicant-1';
  const account = { accountId, loginName: 'applicant', displayName: '欧阳示范', kind: 'applicant' } as const;
  await inTransaction(db, (trx) => insertAccount(trx, { ...account, agencyId: null, createdBy: 'cli' }));
  await expect(grantRole(ctx, operator, accountId, grant('editor'))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  for (const accountKind of ['applicant', 'staff'] as const) {
    const row = { grantId: `to-${accountKind}`, accountId, accountKind, role: 'editor' } as const;
    const term = { agencyId: 'LJ-YS', unitId: null, fromOn: day('2026-03-02'), untilOn: null };
    await expect(
      inTransaction(db, (trx) => insertGrant(trx, { ...row, ...term, grantedBy: 'cli' })),
    ).rejects.toThrow(/constraint/);
  }
  const actor = await actorOf(accountId);
  expect(actor).toMatchObject({ kind: 'applicant', grants: [] });
  expect(PERMISSION_NAMES.filter((permission) => mayWithin(actor, permission))).toEqual([]);
  expect((await listPeople(ctx, operator, 'LJ-YS')).items.map(({ id }) => id)).not.toContain(accountId);
});
