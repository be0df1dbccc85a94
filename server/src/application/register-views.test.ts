import { parseLocalDate, registerFiltersSchema, type RegisterView } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { listRegisterViews, removeRegisterView, saveRegisterView } from './service.js';

const { db } = await openTestDatabase();
const ctx = { ...testContext({ db }), today: () => parseLocalDate('2026-03-02') };
const mine = testActor({ id: 'shen', roles: ['disclosureOfficer'] });
const other = testActor({ id: 'wu', roles: ['disclosureOfficer'] });
const OVERDUE: RegisterView = {
  name: '超期的',
  filters: { overdue: true, year: 2026, sort: 'dueOn' },
  columns: ['caseId', 'dueOn', 'status'],
};

beforeAll(async () => {
  await makeAgency(ctx);
});

test('a view is kept for the person alone, replaced under its name, and removed', async () => {
  await saveRegisterView(ctx, mine, 'YSJ', OVERDUE);
  await saveRegisterView(ctx, mine, 'YSJ', { ...OVERDUE, name: '', columns: ['caseId'] });
  await saveRegisterView(ctx, mine, 'YSJ', { ...OVERDUE, columns: ['caseId', 'dueOn'] });
  expect((await listRegisterViews(ctx, mine, 'YSJ')).items).toEqual([
    { ...OVERDUE, name: '', columns: ['caseId'] },
    { ...OVERDUE, columns: ['caseId', 'dueOn'] },
  ]);
  expect((await listRegisterViews(ctx, other, 'YSJ')).items).toEqual([]);
  expect((await removeRegisterView(ctx, mine, 'YSJ', '超期的')).items).toHaveLength(1);
});

test('words that were searched for are never kept: they may be a name', () => {
  expect(registerFiltersSchema.parse({ q: '欧阳示范', overdue: true })).toEqual({ overdue: true });
});
