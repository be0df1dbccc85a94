import { actorWithEveryRole, parseLocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { importLedger } from '../ledger-import/service.js';
import { getCase, registerCase } from './service.js';
import { TEST_KEYRING } from '../../testing/test-context.js';

const { db } = await openTestDatabase();
const actor = actorWithEveryRole('wenren', '闻人示文');
const ctx = {
  db,
  now: () => new Date('2025-03-03T04:00:00Z'),
  keyring: TEST_KEYRING,
  today: () => parseLocalDate('2025-03-03'),
};
await makeAgency({ db });
await makeAgency({ db }, { code: 'OTHER' });

const LEDGER = [
  '原编号,申请人,申请人类别,申请内容,收到日期',
  'OLD-1,欧阳示范,自然人,云山路扩建批复,2023-05-08',
  'OLD-2,司徒示例,自然人,云山路扩建批复,',
  'OLD-3,欧阳示范,自然人,另一件,2022-05-09',
  'OLD-4,,自然人,云山路扩建批复文件,2022-05-09',
  'SAME,欧阳示范,自然人,云山路扩建批复,2025-03-03',
].join('\r\n');
const file = { fileName: '旧系统.csv', bytes: new TextEncoder().encode(LEDGER) };
await importLedger(ctx, actor, { agencyCode: 'YSJ', kind: 'facts', file });

async function messagesOf(agency: string, applicantName: string | null, request: string, caseId: string) {
  await registerCase(ctx, actor, agency, {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName, request, topic: null, unitCode: null },
    events: [{ type: 'submitted', on: ctx.today(), channel: 'counter' }],
  });
  const { findings, events } = await getCase(ctx, actor, agency, caseId);
  expect(events).toHaveLength(1);
  return findings
    .filter(({ rule, severity }) => rule === 'inOldSystem' && severity === 'info')
    .map((it) => it.message);
}

test('a case names those of the old system with the same request or applicant, and not itself', async () => {
  expect(await messagesOf('YSJ', '欧阳示范', ' 云山路扩建批复\n', 'SAME')).toEqual([
    '旧系统中有同一申请人、同一申请内容的案件OLD-1（2023-05-08收到），请核对是否重复申请。',
    '旧系统中有同一申请内容的案件OLD-2（收到日期不详），请核对是否重复申请。',
    '旧系统中有同一申请人的案件OLD-3（2022-05-09收到），请核对是否重复申请。',
  ]);
});

test('nothing alike, and nothing of another agency', async () => {
  expect(await messagesOf('YSJ', null, '从未有人问过', 'NEW-1')).toEqual([]);
  expect(await messagesOf('OTHER', '欧阳示范', '云山路扩建批复', 'NEW-2')).toEqual([]);
});
