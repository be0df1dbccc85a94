import { actorWithEveryRole, parseLocalDate, type NewCase } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { getAreaReport } from './service.js';

const { db } = await openTestDatabase();
const actor = actorWithEveryRole('wenren', '闻人示文');
const ctx = testContext({ db, now: () => new Date('2025-03-03T04:00:00Z') });

// 城市 with two departments (one without any figures, one merged away) and a district with a department of its own.
await makeAgency(ctx, { code: 'CITY', name: '城市（演示）', scope: 'area' });
for (const [code, name] of [
  ['CITY-A', '甲局（演示）'],
  ['CITY-B', '乙局（演示）'],
] as const) {
  await makeAgency(ctx, { code, name, parentCode: 'CITY' });
}
await makeAgency(ctx, {
  ...{ code: 'CITY-OLD', name: '旧局（演示）', parentCode: 'CITY' },
  existsUntil: parseLocalDate('2024-06-30'),
});
await makeAgency(ctx, { code: 'CITY-D', name: '城区（演示）', scope: 'area', parentCode: 'CITY' });
await makeAgency(ctx, { code: 'CITY-D-A', name: '城区甲局（演示）', parentCode: 'CITY-D' });

const received: NewCase = {
  applicantClass: 'naturalPerson',
  applicantName: null,
  request: '批复文件',
  topic: null,
  unitCode: null,
  events: [{ type: 'submitted', on: parseLocalDate('2024-05-06'), channel: 'counter' }],
};
const CASES = { CITY: 1, 'CITY-A': 3, 'CITY-D': 2, 'CITY-D-A': 5 };
for (const [code, count] of Object.entries(CASES)) {
  for (let n = 0; n < count; n += 1) await registerCase(ctx, actor, code, received);
}

test('an area counts its own organ and every unit below, each once', async () => {
  const report = await getAreaReport(ctx, actor, 'CITY', 2024);
  expect(report.own.table3?.newReceived?.total).toBe(1);
  expect(report.tables.table3?.newReceived).toMatchObject({ naturalPerson: 11, total: 11 });
  expect(
    report.members.map(({ code, standing, isCounted, tables }) => [
      code,
      standing,
      isCounted,
      tables?.table3?.newReceived?.total ?? null,
    ]),
  ).toEqual([
    ['CITY-A', 'live', true, 3],
    ['CITY-B', 'unfiled', false, null],
    // The district's own two cases and its department's five.
    ['CITY-D', 'live', true, 7],
    ['CITY-OLD', 'dissolved', true, 0],
  ]);
  expect(report.findings.filter(({ rule }) => rule === 'R-1').map(({ message }) => message)).toEqual([
    '“乙局（演示）”未报送年度报告，汇总数不含该单位。',
  ]);
  // A unit that ended in 2024 is none of 2025.
  const later = await getAreaReport(ctx, actor, 'CITY', 2025);
  expect(later.members.map(({ code }) => code)).not.toContain('CITY-OLD');
});

test('an organ has no sum', async () => {
  await expect(getAreaReport(ctx, actor, 'CITY-A', 2024)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
