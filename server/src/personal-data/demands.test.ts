import { operatorActor, parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { verifyStoredChain } from '../audit/read-chain.js';
import { makeAnchor, signerOf } from '../audit/service.js';
import { discardLetter, draftCorrectionLetter, startCorrectionLetter } from '../letter/service.js';
import { officer, seen, setUpLetters } from '../letter/testing/letter-office.js';
import { queryCodeHash } from '../online-application/code.js';
import { newBrowser, openOnlineWorld } from '../online-application/testing/online-world.js';
import { insertOnlineFile } from '../online-record/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import {
  answerByLetterIn,
  answerRightsRequest,
  enterRightsRequest,
  getRightsRequest,
  listRightsRequests,
  recordRightsContact,
} from '../rights-request/service.js';
import { sweep } from '../storage/jobs.js';
import { storeFile } from '../storage/service.js';
import { eraseDueData, eraseRightsRequest, setRetentionTerm } from './service.js';

const world = await openOnlineWorld();
const { ctx } = world;
const { db } = ctx;
await setUpLetters(ctx);
const on = parseLocalDate('2026-03-02');
const CODE = 'ABCD-EFGH-JKLM';
const eraseOn = (day: string) => eraseDueData({ ...ctx, today: () => parseLocalDate(day) }, operatorActor());

interface Kept {
  readonly number: string;
  readonly fileId: string;
  readonly objectKey: string;
}

/** A demand or suggestion of a named person, with a call about it and a file. */
async function demandOf(kind: 'correction' | 'suggestion'): Promise<Kept> {
  world.at('2026-03-02T02:00:00Z');
  const lines = [
    { label: '姓名', text: '申小明', name: 'name' },
    { label: '电话', text: '13800001234', name: 'telephone' },
    { label: '哪条记录不准确', text: '参保证明里写我2019年断缴', name: 'record' },
    { label: '应当改成什么', text: '2019年全年正常缴费', name: 'correct-text' },
    { label: '证据', text: '缴费凭证', name: 'evidence' },
  ];
  const number = await inTransaction(db, (trx) =>
    enterRightsRequest(trx, ctx, testActor(), 'YSJ', {
      ...{ kind, channel: 'web', submittedOn: on, receivedOn: on, officeReceivedOn: null, lines },
      codeHashOf: (requestId) => queryCodeHash(ctx.keyring, 'YSJ', requestId, CODE),
    }),
  );
  const { fileId } = await storeFile(ctx, testActor(), {
    ...{ agencyCode: 'YSJ', purpose: 'onlineAttachment', fileName: '申小明的凭证.txt' },
    content: [Buffer.from(`申小明的缴费凭证 ${number}`)],
  });
  const addedAt = ctx.now().toISOString();
  await inTransaction(db, (trx) =>
    insertOnlineFile(trx, { agencyId: 'YSJ', fileId, ownerId: number, purpose: 'other', addedAt }),
  );
  await recordRightsContact(ctx, officer, 'YSJ', number, {
    ...{ kind: 'contact', on, time: '10:30', way: 'telephone', purpose: 'clarify', hasReached: true },
    ...{ summary: '申小明说凭证已寄出', lastSeq: 1 },
  });
  const { objectKey } = await db
    .selectFrom('storedFile')
    .select('objectKey')
    .where('fileId', '=', fileId)
    .executeTakeFirstOrThrow();
  return { number, fileId, objectKey };
}

async function answer({ number }: Kept): Promise<void> {
  const given = { outcome: 'willPublish', text: '申小明：清单4月公开。', lastSeq: 2 } as const;
  await answerRightsRequest(ctx, officer, 'YSJ', number, given);
}

/** What is left of it: sealed texts, files that belong to it, and whether the file can still be read. */
async function leftOf({ number, fileId, objectKey }: Kept) {
  const { rows } = await sql<{ texts: number; files: number; names: number }>`
    select
      (select count(*) from online_text where text_sealed is not null
        and (text_id = ${number} or text_id like ${`${number}:%`})) as texts,
      (select count(*) from online_file where owner_id = ${number}) as files,
      (select count(*) from stored_file where file_id = ${fileId} and file_name like '%申小明%') as names`.execute(
    db,
  );
  const keys: string[] = [];
  for await (const { key } of ctx.files.store.list()) keys.push(key);
  return { ...rows[0], isStored: keys.includes(objectKey) };
}
const WHOLE = { texts: 3, files: 1, names: 1, isStored: true };
const GONE = { texts: 0, files: 0, names: 0, isStored: false };

async function progressOf(number: string): Promise<string> {
  const browser = newBrowser(world);
  await browser.send(await browser.get('/progress'), '/progress', { number, code: CODE });
  const { text } = await browser.get('/progress/case');
  expect(faultsOf(parsePage(text))).toEqual([]);
  return text;
}

// 个人信息保护法第四十七条第一款第一项、第二项: 处理目的已实现、保存期限已届满的，应当删除.
test('ten years after the answer everything that was said in a demand is gone, and it still counts', async () => {
  const [due, open] = [await demandOf('suggestion'), await demandOf('suggestion')];
  await answer(due);
  expect(await progressOf(due.number)).toContain('参保证明里写我2019年断缴');
  await eraseOn('2036-03-01');
  expect(await leftOf(due)).toEqual(WHOLE);
  const listed = async () =>
    (await listRightsRequests(ctx, officer, 'YSJ', { limit: 50 })).items.map((item) => ({ ...item }));
  const before = await listed();

  expect(await eraseOn('2036-03-02')).toBe(1);
  world.at('2036-03-04T02:00:00Z');
  await sweep(ctx);
  expect(await leftOf(due)).toEqual(GONE);
  // What is not answered is still needed, however old.
  expect(await leftOf(open)).toMatchObject({ texts: 2, files: 1, isStored: true });
  expect(await listed()).toEqual(before);
  const found = await getRightsRequest(ctx, officer, 'YSJ', due.number);
  expect(found).toMatchObject({ isErased: true, status: 'answered', outcome: 'willPublish', gaps: [] });
  expect([found.answers, found.files]).toEqual([[], []]);
  expect(found.events.map(({ type, text }) => [type, text])).toEqual([
    ['submitted', null],
    ['noted', null],
    ['answered', null],
  ]);
  const page = await progressOf(due.number);
  expect(page).toContain('已按规定删除');
  expect(page).not.toContain('申小明');

  // Done again, nothing is left to do, and nothing more is on record.
  const recorded = await db.selectFrom('auditPending').selectAll().execute();
  expect(await eraseOn('2036-03-02')).toBe(0);
  expect(await db.selectFrom('auditPending').selectAll().execute()).toEqual(recorded);
  expect(await recordedKinds(db)).toContain('rightsRequest.erased');
  expect(JSON.stringify(recorded.map(({ text }) => text))).not.toMatch(/申小明|断缴/);
  const anchor = await makeAnchor(ctx, testActor(), signerOf(ctx.keyring));
  for (const { chain } of anchor.chains) expect((await verifyStoredChain(db, chain)).fault).toBeNull();
}, 60_000);

// 条例第四十一条, 行政诉讼法第四十六条第二款: five years is the longest time in which a suit can come.
test('an agency keeps it five to ten years, by its own table', async () => {
  const at = { agencyCode: 'YSJ', kind: 'rightsRequest' } as const;
  for (const amount of [4, 11])
    await expect(
      setRetentionTerm(ctx, testActor(), at, { amount, basis: '保管期限表' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const kept = await demandOf('suggestion');
  await answer(kept);
  await setRetentionTerm(ctx, testActor(), at, { amount: 5, basis: '云档函〔2026〕3号' });
  await eraseOn('2031-03-01');
  expect(await leftOf(kept)).toEqual(WHOLE);
  await eraseOn('2031-03-02');
  expect(await leftOf(kept)).toMatchObject({ texts: 0, files: 0, names: 0 });
  await setRetentionTerm(ctx, testActor(), at, { amount: null, basis: '' });
});

test('while a letter about it is under way nothing goes, by the term or before it', async () => {
  const kept = await demandOf('correction');
  const at = { agencyId: 'YSJ', requestId: kept.number };
  const input = {
    ...{ letter: 'correctionOfRecord', outcome: 'corrected', reasons: '录入错误' },
    ...{ record: '断缴', evidence: '凭证', correctedOn: on },
  } as Parameters<typeof answerByLetterIn>[4]['input'];
  await inTransaction(db, (trx) =>
    answerByLetterIn(trx, ctx, officer, at, { input, documentNumber: null, on }),
  );
  const begun = await startCorrectionLetter(ctx, officer, 'YSJ', kept.number);
  const draft = await draftCorrectionLetter(ctx, officer, 'YSJ', kept.number, {
    draft: {
      ...{ letter: 'correctionOfRecord', addressees: begun.addressees, serviceWay: 'post', request: null },
      fields: begun.fields,
    },
    correctsLetterId: null,
  });
  await eraseOn('2040-01-01');
  expect(await leftOf(kept)).toEqual(WHOLE);
  const early = () => eraseRightsRequest(ctx, testActor(), 'YSJ', kept.number, 'purposeReached');
  await expect(early()).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  await discardLetter(ctx, officer, seen(draft));
  expect(await early()).toEqual({ erased: 1 });
  expect(await leftOf(kept)).toMatchObject({ texts: 0, files: 0, names: 0 });
  expect(await early()).toEqual({ erased: 0 });
});

test('before its term only the head of the office erases, and only what is answered', async () => {
  const kept = await demandOf('suggestion');
  const asked = (id: string, role: 'officeHead' | 'disclosureOfficer', number = kept.number) =>
    eraseRightsRequest(
      ctx,
      testActor({ id, roles: [role], agencyCode: 'YSJ' }),
      'YSJ',
      number,
      'purposeReached',
    );
  await expect(asked('head', 'officeHead')).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  await answer(kept);
  await expect(asked('clerk', 'disclosureOfficer')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(asked('head', 'officeHead', 'YSJ-JY-2026-9999')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await leftOf(kept)).toEqual(WHOLE);
  expect(await asked('head', 'officeHead')).toEqual({ erased: 1 });
  expect(await leftOf(kept)).toMatchObject({ texts: 0, files: 0 });
});
