import { nameOn, operatorActor, parseLocalDate, type NewSuccession } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from './factory.js';
import {
  createAccount,
  createAgency,
  getAgency,
  grantRole,
  listAgencies,
  loadActor,
  renameAgency,
  requireAgency,
  saveStaff,
  saveUnit,
  succeedAgency,
  updateAgency,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const operator = operatorActor();
const day = parseLocalDate;

const NEW = {
  name: '临江市云山新区管理局（演示）',
  kind: 'localDepartment',
  hasRuleMakingPower: false,
  scope: 'organ',
  existsFrom: null,
} as const;

test('agencies form a tree, each with its units and officers', async () => {
  const city = await makeAgency(ctx, {
    code: 'LJ',
    name: '临江市人民政府（演示）',
    kind: 'localGovernment',
    scope: 'area',
  });
  const office = await makeAgency(ctx, { code: 'LJ-YS', parentCode: 'LJ' });
  expect(await listAgencies(ctx)).toEqual([city, office]);
  expect(await getAgency(ctx, operator, 'LJ-YS')).toEqual({
    ...office,
    units: [{ code: 'BGS', name: '办公室', existsFrom: null, existsUntil: null, liaisonOfficers: [] }],
    officers: [{ id: 'wenren', name: '闻人示文', title: '主任', unitCode: 'BGS' }],
    formerNames: [],
    successors: [],
    predecessors: [],
  });
});

test('a code is given once, and a parent must exist', async () => {
  const office = { ...NEW, code: 'LJ-YS', parentCode: 'LJ' };
  await expect(createAgency(ctx, operator, office)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  await expect(
    createAgency(ctx, operator, { ...office, code: 'NEW', parentCode: 'NOBODY' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(getAgency(ctx, operator, 'NOBODY')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an agency may change its place in the tree, but not stand below itself', async () => {
  const { kind, scope, hasRuleMakingPower } = await requireAgency(db, 'LJ');
  await expect(
    updateAgency(ctx, operator, 'LJ', { kind, scope, hasRuleMakingPower, parentCode: 'LJ-YS' }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await updateAgency(ctx, operator, 'LJ', { kind, scope, hasRuleMakingPower: true, parentCode: null });
  expect((await requireAgency(db, 'LJ')).hasRuleMakingPower).toBe(true);
});

test('staff is renamed in place, and an officer needs a known unit', async () => {
  await saveStaff(ctx, operator, 'LJ-YS', {
    units: [{ code: 'BGS', name: '综合办公室' }],
    officers: [{ id: 'ouyang', name: '欧阳示范', title: '科员', unitCode: 'BGS' }],
  });
  const { units, officers } = await getAgency(ctx, operator, 'LJ-YS');
  expect(units).toMatchObject([{ code: 'BGS', name: '综合办公室' }]);
  expect(officers.map(({ id }) => id)).toEqual(['ouyang', 'wenren']);
  const stray = { id: 'x', name: '无处室', title: '科员', unitCode: 'NONE' };
  await expect(saveStaff(ctx, operator, 'LJ-YS', { officers: [stray] })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});

test('a unit has days, and shows its liaison officers of today', async () => {
  const unit = { name: '法规科', existsFrom: day('2025-01-01'), existsUntil: null };
  await expect(
    saveUnit(ctx, operator, 'LJ-YS', 'FG', { ...unit, existsUntil: day('2024-12-31') }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await saveUnit(ctx, operator, 'LJ-YS', 'FG', unit);
  const { id } = await createAccount(ctx, operator, {
    ...{ loginName: 'lianluo.fg', displayName: '端木示联', kind: 'staff', agencyCode: 'LJ-YS' },
  });
  const role = { role: 'liaisonOfficer', agencyCode: 'LJ-YS', unitCode: 'FG' } as const;
  await grantRole(ctx, operator, id, { ...role, fromOn: day('2026-03-02'), untilOn: day('2026-03-03') });
  const liaisonOn = async (today: string) => {
    const { units } = await getAgency({ db, today: () => day(today) }, operator, 'LJ-YS');
    return units.find(({ code }) => code === 'FG')?.liaisonOfficers;
  };
  expect(await liaisonOn('2026-03-01')).toEqual([]);
  expect(await liaisonOn('2026-03-03')).toEqual([{ id, name: '端木示联' }]);
  expect(await liaisonOn('2026-03-04')).toEqual([]);
});

test('a renamed agency keeps its earlier names for papers of their days', async () => {
  await makeAgency(ctx, { code: 'LJ-GT', name: '临江市国土资源局（演示）', parentCode: 'LJ' });
  const renamed = await renameAgency(ctx, operator, 'LJ-GT', {
    ...{ name: '临江市自然资源局（演示）', fromOn: day('2019-01-10') },
  });
  expect(nameOn(renamed.name, renamed.formerNames, day('2019-01-09'))).toBe('临江市国土资源局（演示）');
  expect(nameOn(renamed.name, renamed.formerNames, day('2019-01-10'))).toBe('临江市自然资源局（演示）');
  const again = await renameAgency(ctx, operator, 'LJ-GT', {
    ...{ name: '临江市自然资源和规划局（演示）', fromOn: day('2024-05-01') },
  });
  expect(
    ['2018-06-01', '2024-04-30', '2026-01-01'].map((it) => nameOn(again.name, again.formerNames, day(it))),
  ).toEqual(['临江市国土资源局（演示）', '临江市自然资源局（演示）', '临江市自然资源和规划局（演示）']);
  for (const fromOn of ['2024-04-30', '2026-03-03']) {
    const wrong = renameAgency(ctx, operator, 'LJ-GT', { name: '另一名称', fromOn: day(fromOn) });
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
});

describe('a merged agency', () => {
  const merging: NewSuccession = {
    kind: 'merged',
    successorCodes: ['LJ-WL'],
    fromOn: day('2026-02-01'),
    basis: '临江市机构改革方案（演示）',
    ...{ continues: false, units: [], restTo: null },
  };

  test('ends the day before, and its successor answers for what was running', async () => {
    await makeAgency(ctx, { code: 'LJ-LY', name: '临江市旅游局（演示）', parentCode: 'LJ' });
    await makeAgency(ctx, { code: 'LJ-WL', name: '临江市文化和旅游局（演示）', parentCode: 'LJ' });
    const { id } = await createAccount(ctx, operator, {
      ...{ loginName: 'gongkai.wl', displayName: '公孙示文', kind: 'staff', agencyCode: 'LJ-WL' },
    });
    const term = { unitCode: null, fromOn: day('2026-03-02'), untilOn: null };
    await grantRole(ctx, operator, id, { role: 'disclosureOfficer', agencyCode: 'LJ-WL', ...term });
    const reached = async () => (await loadActor(ctx, id))?.grants.map(({ agencyCodes }) => agencyCodes);
    expect(await reached()).toEqual([['LJ-WL']]);

    const merged = await succeedAgency(ctx, operator, 'LJ-LY', merging);
    expect(merged).toMatchObject({
      existsUntil: '2026-01-31',
      successors: [{ code: 'LJ-WL', name: '临江市文化和旅游局（演示）', fromOn: '2026-02-01' }],
    });
    expect((await getAgency(ctx, operator, 'LJ-WL')).predecessors).toMatchObject([{ code: 'LJ-LY' }]);
    expect(await reached()).toEqual([['LJ-LY', 'LJ-WL']]);
  });

  test('is not succeeded twice, by itself, in a circle, by two as a merger, or by one that does not exist then', async () => {
    const wrong: readonly (readonly [string, NewSuccession])[] = [
      ['LJ-LY', merging],
      ['LJ-WL', { ...merging, successorCodes: ['LJ-WL'] }],
      ['LJ-WL', { ...merging, successorCodes: ['LJ-LY'], fromOn: day('2025-12-01') }],
      ['LJ-WL', { ...merging, successorCodes: ['LJ-YS', 'LJ-GT'] }],
      ['LJ-WL', { ...merging, kind: 'split', successorCodes: ['LJ-YS'] }],
      ['LJ-WL', { ...merging, successorCodes: ['LJ-LY'], fromOn: day('2026-02-02') }],
    ];
    for (const [code, given] of wrong) {
      const attempt = succeedAgency(ctx, operator, code, given);
      await expect(attempt).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  test('may be split, and go on with what it keeps', async () => {
    const split = await succeedAgency(ctx, operator, 'LJ-WL', {
      ...{ kind: 'split', successorCodes: ['LJ-YS'], fromOn: day('2026-03-01') },
      ...{ basis: '临江市机构改革方案（演示）', continues: true },
    });
    expect(split).toMatchObject({ existsUntil: null, successors: [{ code: 'LJ-YS', kind: 'split' }] });
  });
});

test('only the system administrator changes agencies, each in what is his', async () => {
  const own = testActor({ roles: ['systemAdministrator'], agencyCode: 'LJ-YS' });
  const { kind, scope, hasRuleMakingPower, parentCode } = await requireAgency(db, 'LJ-YS');
  const change = { kind, scope, hasRuleMakingPower, parentCode };
  await expect(updateAgency(ctx, own, 'LJ-YS', change)).resolves.toMatchObject({ code: 'LJ-YS' });
  await expect(updateAgency(ctx, own, 'LJ-YS', { ...change, parentCode: null })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await expect(updateAgency(ctx, own, 'LJ-GT', change)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  for (const role of ['securityAdministrator', 'auditor', 'officeHead', 'agencyHead'] as const) {
    const other = testActor({ roles: [role], agencyCode: 'LJ-YS' });
    await expect(updateAgency(ctx, other, 'LJ-YS', change)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      createAgency(ctx, other, { ...NEW, code: 'LJ-XX', parentCode: 'LJ-YS' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});
