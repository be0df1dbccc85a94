import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { listLetterSeries, voidLetter } from './service.js';
import { approved, head, makeCase, officer, refusal, seen, setUpLetters } from './testing/letter-office.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
await setUpLetters(ctx, 'YSJ', {
  numberSchemeByLetter: { extensionNotice: '云山延期〔{年}〕{号}号' },
});
const year = Number(ctx.today().slice(0, 4));

test('an agency that has not written a letter this year has no series yet', async () => {
  expect(await listLetterSeries(ctx, officer, 'YSJ')).toEqual({ year, items: [] });
});

test('a voided number stays and is not given again; a letter with its own scheme has its own numbers', async () => {
  for (const caseId of ['YSJ-1', 'YSJ-2', 'YSJ-3']) await makeCase(ctx, caseId);
  const first = await approved(ctx, 'YSJ-1', refusal());
  await voidLetter(ctx, head, seen(first), '文书写错了收件人');
  const second = await approved(ctx, 'YSJ-2', refusal());
  expect(second.documentNumber).toBe(`云山公开〔${year}〕2号`);
  const extension = await approved(
    ctx,
    'YSJ-3',
    refusal({ letter: 'extensionNotice', fields: { reasons: '需要检索的档案数量大', days: 20 } }),
  );
  expect(extension.documentNumber).toBe(`云山延期〔${year}〕1号`);
  expect((await listLetterSeries(ctx, head, 'YSJ')).items).toEqual([
    { scheme: '云山公开〔{年}〕{号}号', lastNumber: 2, voided: 1 },
    { scheme: '云山延期〔{年}〕{号}号', lastNumber: 1, voided: 0 },
  ]);
});
