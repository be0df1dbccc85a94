import { expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from './factory.js';
import { createAgency, getAgency, listAgencies, requireAgency, saveStaff, updateAgency } from './service.js';

const { db } = await openTestDatabase();
const ctx = { db };

test('agencies form a tree, each with its units and officers', async () => {
  const city = await makeAgency(ctx, {
    code: 'LJ',
    name: '临江市人民政府（演示）',
    kind: 'localGovernment',
    scope: 'area',
  });
  const office = await makeAgency(ctx, { code: 'LJ-YS', parentCode: 'LJ' });
  expect(await listAgencies(ctx)).toEqual([city, office]);
  expect(await getAgency(ctx, 'LJ-YS')).toEqual({
    ...office,
    units: [{ code: 'BGS', name: '办公室' }],
    officers: [{ id: 'wenren', name: '闻人示文', title: '主任', unitCode: 'BGS' }],
  });
});

test('a code is given once, and a parent must exist', async () => {
  const office = await requireAgency(db, 'LJ-YS');
  await expect(createAgency(ctx, office)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  await expect(createAgency(ctx, { ...office, code: 'NEW', parentCode: 'NOBODY' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(getAgency(ctx, 'NOBODY')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an agency may be renamed, but not stand below itself', async () => {
  const city = await requireAgency(db, 'LJ');
  await updateAgency(ctx, { ...city, name: '临江市政府（演示）' });
  expect((await requireAgency(db, 'LJ')).name).toBe('临江市政府（演示）');
  await expect(updateAgency(ctx, { ...city, parentCode: 'LJ-YS' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});

test('staff is renamed in place, and an officer needs a known unit', async () => {
  await saveStaff(ctx, 'LJ-YS', {
    units: [{ code: 'BGS', name: '综合办公室' }],
    officers: [{ id: 'ouyang', name: '欧阳示范', title: '科员', unitCode: 'BGS' }],
  });
  const { units, officers } = await getAgency(ctx, 'LJ-YS');
  expect(units).toEqual([{ code: 'BGS', name: '综合办公室' }]);
  expect(officers.map(({ id }) => id)).toEqual(['ouyang', 'wenren']);
  const stray = { id: 'x', name: '无处室', title: '科员', unitCode: 'NONE' };
  await expect(saveStaff(ctx, 'LJ-YS', { officers: [stray] })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});
