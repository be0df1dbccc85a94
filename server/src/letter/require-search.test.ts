import { parseLocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { addHandlingEntry } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { AGENCY, makeCase, officer, refusal, setUpLetters, submitted } from './testing/letter-office.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-03-02T04:00:00Z') });
await makeAgency(ctx);
await setUpLetters(ctx);

test('a letter that says “不存在” waits for a search on the record of the case (条例第三十六条第四项)', async () => {
  await makeCase(ctx, 'N-1');
  const draft = refusal({
    letter: 'replyNotExist',
    fields: {
      items: [
        {
          asked: '1998年人员考核结果',
          finding: 'notExist',
          searchRecord: { reference: '记录1', searchedOn: '2026-02-27', scope: '档案室全部卷宗' },
        },
      ],
    },
  });
  // The letter may say that a search was made; without its record nobody could prove it.
  await expect(submitted(ctx, 'N-1', draft)).rejects.toThrow('检索记录');
  await addHandlingEntry(
    ctx,
    officer,
    { agencyCode: AGENCY, caseId: 'N-1' },
    {
      kind: 'search',
      on: parseLocalDate('2026-02-27'),
      searcher: '档案室',
      systems: ['档案室'],
      words: ['考核'],
      range: '1998年',
      hasFound: false,
      found: '没有检索到',
    },
  );
  expect((await submitted(ctx, 'N-1', draft)).status).toBe('submitted');
});
