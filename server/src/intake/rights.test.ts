import { parseLocalDate, type DomainError, type NewRightsIntake } from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { draftCorrectionLetter, startCorrectionLetter } from '../letter/service.js';
import { openOnlineFile } from '../online-application/service.js';
import {
  answerRightsRequest,
  getRightsRequest,
  listRightsRequests,
  recordRightsContact,
} from '../rights-request/service.js';
import {
  getIntakeDraft,
  listIntakeDrafts,
  printRightsReceipt,
  registerRightsIntake,
  uploadIntakePaper,
} from './service.js';

const { db } = await openTestDatabase();
/** Monday, 2 March 2026, noon in China. */
const ctx = testContext({ db, now: () => new Date('2026-03-02T04:00:00Z') });
await makeAgency(ctx);
const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
const duty = testActor({ id: 'duty', roles: ['dutyOfficer'], agencyCode: 'YSJ' });
const liaison = testActor({ id: 'liaison', roles: ['liaisonOfficer'], agencyCode: 'YSJ' });
const on = parseLocalDate;

let made = 0;
const newDraft = () => ({ agencyCode: 'YSJ', draftId: `rights-of-test-${(made += 1)}` });

function demand(given: Partial<NewRightsIntake> = {}): NewRightsIntake {
  return {
    ...{ kind: 'correction', channel: 'counter', on: on('2026-03-02'), officeReceivedOn: null },
    ...{ mailNumber: '', sentFrom: '', oral: null, contact: null, note: '' },
    answers: {
      ...{ record: '参保证明里写我2019年断缴', 'correct-text': '2019年全年正常缴费', evidence: '缴费凭证' },
      ...{ name: '申小明', 'identity-kind': '居民身份证', 'identity-number': '11010519491231002X' },
      ...{ telephone: '13800001234', address: '云泽市示范路9号' },
    },
    ...given,
  };
}
const codeOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => (error as DomainError).code,
  );

// 条例第四十一条, 第三十一条第一项: handed in at the counter, received that day.
test('a demand on paper stands in the one register, with its scan, and is answered by the same letter', async () => {
  const draft = newDraft();
  await uploadIntakePaper(
    ctx,
    officer,
    { ...draft, kind: 'application' },
    {
      ...{ fileName: '更正申请.txt', bytes: Buffer.from('要求更正参保记录') },
    },
  );
  const { requestId } = await registerRightsIntake(ctx, officer, draft, demand());
  expect(requestId).toBe('YSJ-GZ-2026-0001');
  // Sent twice, it is once; and the draft is no draft any more.
  expect(await registerRightsIntake(ctx, officer, draft, demand())).toEqual({ requestId });
  expect(await listIntakeDrafts(ctx, officer, 'YSJ')).toEqual({ items: [] });
  expect(await getIntakeDraft(ctx, officer, draft)).toMatchObject({ rightsRequestId: requestId, typed: '' });
  const { items } = await listRightsRequests(ctx, officer, 'YSJ', { limit: 50 });
  expect(items).toMatchObject([
    { requestId, channel: 'counter', submittedOn: '2026-03-02', receivedOn: '2026-03-02', status: 'open' },
  ]);

  const found = await getRightsRequest(ctx, officer, 'YSJ', requestId);
  expect(found).toMatchObject({
    isTakenIn: true,
    gaps: [],
    files: [{ fileName: '更正申请.txt', label: '申请书' }],
  });
  expect(found.answers).toContainEqual({ label: '应当改成什么', text: '2019年全年正常缴费' });
  expect(found.events).toMatchObject([{ type: 'submitted', on: '2026-03-02' }]);
  const fileId = found.files[0]?.fileId ?? '';
  expect((await openOnlineFile(ctx, officer, 'YSJ', fileId)).fileName).toBe('更正申请.txt');
  expect(await codeOf(openOnlineFile(ctx, liaison, 'YSJ', fileId))).toBe('NOT_FOUND');

  const begun = await startCorrectionLetter(ctx, officer, 'YSJ', requestId);
  expect(begun.addressees).toMatchObject([{ name: '申小明', address: '云泽市示范路9号' }]);
  expect(begun.request).toContain('应当改为：2019年全年正常缴费');
  // The plain answer is for suggestions alone.
  const plain = { outcome: 'corrected', text: '已经更正。', lastSeq: 1 } as const;
  expect(await codeOf(answerRightsRequest(ctx, officer, 'YSJ', requestId, plain))).toBe('NOT_IN_THIS_STATUS');
  const letter = await draftCorrectionLetter(ctx, officer, 'YSJ', requestId, {
    draft: {
      ...{ letter: 'correctionOfRecord', addressees: begun.addressees, serviceWay: 'post', request: null },
      fields: {
        ...begun.fields,
        ...{ outcome: 'corrected', correctedOn: '2026-03-02', reasons: '原记录系录入错误' },
      },
    },
    correctsLetterId: null,
  });
  expect(letter).toMatchObject({ caseId: null, rightsRequestId: requestId, status: 'draft' });
  expect(await db.selectFrom('applicationCase').selectAll().execute()).toEqual([]);

  const paper = JSON.stringify(await printRightsReceipt(ctx, officer, { agencyCode: 'YSJ', requestId }));
  for (const said of [requestId, '2019年全年正常缴费', '更正申请.txt', '2026-03-02'])
    expect(paper).toContain(said);
  expect(await codeOf(printRightsReceipt(ctx, liaison, { agencyCode: 'YSJ', requestId }))).not.toBeNull();
});

// 条例第三十一条第二、三项: fax, e-mail and ordinary letters are received when both sides have confirmed.
test('a fax waits for both sides: a call in vain is on record, the one that reached the person is the day of receipt', async () => {
  const contact: NonNullable<NewRightsIntake['contact']> = {
    kind: 'contact',
    on: on('2026-03-02'),
    time: '10:20',
    way: 'telephone',
    purpose: 'confirm',
    hasReached: false,
    summary: '无人接听',
  };
  const { requestId } = await registerRightsIntake(
    ctx,
    duty,
    newDraft(),
    demand({ channel: 'fax', contact }),
  );
  // Who takes it in at the desk need not be who handles it.
  expect(await codeOf(getRightsRequest(ctx, duty, 'YSJ', requestId))).not.toBeNull();
  const waiting = await getRightsRequest(ctx, officer, 'YSJ', requestId);
  expect(waiting).toMatchObject({ receivedOn: null, lastSeq: 2 });
  expect(waiting.events[1]).toMatchObject({
    type: 'noted',
    text: expect.stringContaining('无人接听') as string,
  });

  const reached = { ...contact, time: '11:00', hasReached: true, summary: '确认收到传真', lastSeq: 2 };
  expect(await codeOf(recordRightsContact(ctx, officer, 'YSJ', requestId, { ...reached, lastSeq: 1 }))).toBe(
    'CHANGED_MEANWHILE',
  );
  const early = { ...reached, on: on('2026-03-01') };
  expect(await codeOf(recordRightsContact(ctx, officer, 'YSJ', requestId, early))).toBe('INVALID_INPUT');
  const known = await recordRightsContact(ctx, officer, 'YSJ', requestId, reached);
  expect(known).toMatchObject({ receivedOn: '2026-03-02', status: 'open', lastSeq: 3 });
  // A later call changes nothing of it.
  const later = { ...reached, summary: '补问证据', lastSeq: 3 };
  const after = await recordRightsContact(ctx, officer, 'YSJ', requestId, later);
  expect(after.events.map(({ type }) => type)).toEqual(['submitted', 'noted', 'received', 'noted']);
});

// 条例第三十一条第二项: the signature counts, the hand-over is kept apart. 第四十四条第二款: nobody needs to say who he is.
test('a suggestion by registered mail keeps both days and is answered plainly; a missing piece turns nobody away', async () => {
  const { requestId } = await registerRightsIntake(
    ctx,
    officer,
    newDraft(),
    demand({
      ...{ kind: 'suggestion', channel: 'registeredMail', on: on('2026-02-27'), mailNumber: 'XA1CN' },
      ...{ officeReceivedOn: on('2026-03-02'), answers: { subject: '各街道养老服务设施清单' } },
    }),
  );
  expect(requestId).toBe('YSJ-JY-2026-0001');
  expect(await getRightsRequest(ctx, officer, 'YSJ', requestId)).toMatchObject({
    ...{ submittedOn: '2026-02-27', receivedOn: '2026-02-27', officeReceivedOn: '2026-03-02', gaps: [] },
  });
  const given = { outcome: 'willPublish', text: '清单将于4月公开。', lastSeq: 1 } as const;
  expect(await answerRightsRequest(ctx, officer, 'YSJ', requestId, given)).toMatchObject({
    status: 'answered',
  });

  const bare = await registerRightsIntake(
    ctx,
    officer,
    newDraft(),
    demand({ answers: { record: '户籍地址有误' } }),
  );
  const { gaps } = await getRightsRequest(ctx, officer, 'YSJ', bare.requestId);
  expect(gaps).toContain('证据');
  const future = demand({ on: on('2026-03-03') });
  expect(await codeOf(registerRightsIntake(ctx, officer, newDraft(), future))).toBe('INVALID_INPUT');
  expect(await codeOf(registerRightsIntake(ctx, liaison, newDraft(), demand()))).toBe('FORBIDDEN');
});

test('nothing of the person stands outside the sealed words, and every act is on record', async () => {
  const kept = JSON.stringify([
    await db.selectFrom('rightsRequest').selectAll().execute(),
    await db.selectFrom('rightsRequestEvent').selectAll().execute(),
    await db.selectFrom('auditPending').select('text').execute(),
  ]);
  expect(kept).not.toMatch(/申小明|断缴|13800001234|无人接听/);
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['rightsRequest.submitted', 'rightsRequest.contacted', 'rightsRequest.answered']),
  );
});
