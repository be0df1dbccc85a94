import { parseLocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { addHandlingEntry, uploadEntryFile } from '../handling/service.js';
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

test('a refusal for a state secret waits for who determined it, when and on what basis (条例第十四条)', async () => {
  await makeCase(ctx, 'N-2');
  const item = { finding: 'refused.stateSecret', reasons: '由定密机关依法确定，尚未解密' };
  const whole = refusal({ fields: { items: [{ ...item, asked: '某项目的立项文件' }] } });
  // A withheld part rests on the same record as a whole item.
  const part = refusal({
    letter: 'replyPartial',
    fields: {
      items: [
        {
          asked: '某项目的立项文件',
          finding: 'partiallyGranted',
          attachments: ['立项文件（节录）'],
          withheld: [{ ...item, what: '第三章' }],
        },
      ],
    },
  });
  for (const draft of [whole, part])
    await expect(submitted(ctx, 'N-2', draft)).rejects.toThrow('线下办理的涉密事项');
  const entry = {
    kind: 'secrecyDetermination',
    on: parseLocalDate('2026-02-27'),
    determinedBy: '云泽市某局 定密责任人',
    determinedOn: parseLocalDate('2024-05-06'),
    basis: '某行业国家秘密事项范围第三项',
    offlineNumber: '线下-2026-003',
  } as const;
  const at = { agencyCode: AGENCY, caseId: 'N-2' };
  // Nothing is determined after the day on which it is entered, and a marking is no neutral number.
  for (const wrong of [
    { ...entry, determinedOn: parseLocalDate('2026-02-28') },
    { ...entry, offlineNumber: '机密★10年' },
  ])
    await expect(addHandlingEntry(ctx, officer, at, wrong)).rejects.toThrow();
  const { entryId } = await addHandlingEntry(ctx, officer, at, entry);
  const file = { fileName: '定密依据.txt', bytes: Buffer.from('定密依据') };
  await expect(uploadEntryFile(ctx, officer, { ...at, entryId }, file)).rejects.toThrow('不能上传文件');
  expect((await submitted(ctx, 'N-2', whole)).status).toBe('submitted');
});
