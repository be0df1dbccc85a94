import { parseLocalDate, type DomainError, type LocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { createAccount, grantRole } from '../identity/service.js';
import { eraseRequestsOf } from '../personal-data/queries.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { tellOfHandling } from './reminders.js';
import {
  addHandlingEntry,
  answerByLink,
  countUnconfirmedCases,
  findAskedThirdParty,
  getHandling,
  hasHandlingEntry,
  listUnconfirmedCases,
  makeThirdPartyLink,
  overrideThirdParty,
  printConference,
  recordConsultationAnswer,
  recordConsultationReceipt,
  sendConsultation,
} from './service.js';

const { db } = await openTestDatabase();
let day = '2026-03-02';
const ctx = testContext({ db, now: () => new Date(`${day}T04:00:00Z`) });
await makeAgency(ctx);
const actor = testActor();
const { id: officerId } = await createAccount(ctx, actor, {
  ...{ loginName: 'officer', displayName: '示某', kind: 'staff', agencyCode: 'YSJ' },
});
await grantRole(ctx, actor, officerId, {
  ...{ role: 'disclosureOfficer', agencyCode: 'YSJ', unitCode: null, fromOn: ctx.today(), untilOn: null },
});
const on = (text: string): LocalDate => parseLocalDate(text);

let cases = 0;
async function newCase(receivedOn: string, channel: 'counter' | 'web' = 'counter') {
  cases += 1;
  const caseId = `A-${cases}`;
  await registerCase(ctx, actor, 'YSJ', {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null },
    ...{ request: '云山路改造项目的批复文件', unitCode: null },
    events: [{ type: 'submitted', on: on(receivedOn), channel }],
  });
  return { agencyCode: 'YSJ', caseId };
}
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error as DomainError).code,
  );
}
const ASKED = {
  ...{ addressee: '云泽示范建设公司', address: '', asked: '是否同意公开该项目的批复' },
} as const;

test('a consultation stops the clock until the answer, as the law reckons it', async () => {
  day = '2026-04-10';
  const at = await newCase('2026-03-02');
  const sent = await sendConsultation(ctx, actor, at, {
    ...{ ...ASKED, kind: 'thirdParty', sentOn: on('2026-03-09'), receivedOn: null },
  });
  expect(sent).toMatchObject({ standing: 'awaitingReceipt', lapseOn: null, addressee: ASKED.addressee });
  const of = { ...at, consultationId: sent.consultationId };
  const received = await recordConsultationReceipt(ctx, actor, of, on('2026-03-10'));
  // 15 working days after 03-10: 03-31.
  expect(received).toMatchObject({ receivedOn: '2026-03-10', lapseOn: '2026-03-31' });
  expect(received.derivation.at(-1)).toContain('2026-03-31');
  const answered = await recordConsultationAnswer(ctx, actor, of, {
    ...{ on: on('2026-03-20'), answer: 'objects', opinion: '涉及商业秘密' },
  });
  expect(answered).toMatchObject({ standing: 'answered', answer: 'objects', opinion: '涉及商业秘密' });
  // 条例第三十三条第三款: received 03-02, consulted 03-09, answered 03-20 (9 working days): base 03-30 becomes 04-13.
  const detail = await getCase(ctx, actor, 'YSJ', at.caseId);
  expect(detail.dueOn).toBe('2026-04-13');
  expect(await refusalOf(recordConsultationReceipt(ctx, actor, of, on('2026-03-11')))).toBe(
    'NOT_IN_THIS_STATUS',
  );

  // The public interest prevails only with reasons and a written notice to the third party, after it spoke.
  const reasons = '不公开将使居民无法知道工程的安全隐患，严重影响公共利益';
  expect(await refusalOf(overrideThirdParty(ctx, actor, of, { reasons, noticeOn: on('2026-03-19') }))).toBe(
    'INVALID_INPUT',
  );
  expect(
    (await overrideThirdParty(ctx, actor, of, { reasons, noticeOn: on('2026-03-23') })).override,
  ).toEqual({ reasons, noticeOn: '2026-03-23' });
});

test('silence is told of once, by its own meaning, and nothing can override a consent', async () => {
  const at = await newCase('2026-03-02');
  const first = { sentOn: on('2026-03-09'), receivedOn: on('2026-03-10') };
  await sendConsultation(ctx, actor, at, { ...ASKED, ...first, kind: 'thirdParty' });
  const organ = await sendConsultation(ctx, actor, at, { ...ASKED, ...first, kind: 'coProducer' });
  const count = async (kind: string) =>
    (
      await sql<{ count: number }>`
        select count(*) as count from notification where kind = ${kind} and subject_id = ${at.caseId}`.execute(
        db,
      )
    ).rows[0]?.count;
  // The last day is 03-31; it is over on 04-01.
  day = '2026-03-31';
  await tellOfHandling(ctx);
  expect([await count('consultation.due'), await count('consultation.silent')]).toEqual([2, 0]);
  day = '2026-04-01';
  await tellOfHandling(ctx);
  await tellOfHandling(ctx);
  expect([await count('consultation.silent'), await count('consultation.consented')]).toEqual([1, 1]);
  const { consultations } = await getHandling(ctx, actor, at);
  expect(consultations.map(({ kind, standing }) => [kind, standing]).sort()).toEqual([
    ['coProducer', 'lapsedConsents'],
    ['thirdParty', 'lapsedAgencyDecides'],
  ]);
  const notice = { reasons: '公共利益的理由写在这里，十个字以上', noticeOn: on('2026-04-01') };
  const of = { ...at, consultationId: organ.consultationId };
  expect(await refusalOf(overrideThirdParty(ctx, actor, of, notice))).toBe('NOT_IN_THIS_STATUS');
});

test('a third party’s link shows what is asked and never who applied, answers once, and goes with a new one', async () => {
  day = '2026-03-12';
  const at = await newCase('2026-03-02');
  const { consultationId } = await sendConsultation(ctx, actor, at, {
    ...{ ...ASKED, kind: 'thirdParty', sentOn: on('2026-03-09'), receivedOn: on('2026-03-10') },
  });
  const of = { ...at, consultationId };
  const old = await makeThirdPartyLink(ctx, actor, of);
  const { token } = await makeThirdPartyLink(ctx, actor, of);
  expect(await findAskedThirdParty(ctx, 'YSJ', old.token)).toBeUndefined();
  const seen = await findAskedThirdParty(ctx, 'YSJ', token);
  expect(seen).toMatchObject({ asked: ASKED.asked, lapseOn: '2026-03-31', standing: 'awaitingAnswer' });
  expect(JSON.stringify(seen)).not.toMatch(/欧/);
  await answerByLink(ctx, actor, 'YSJ', token, { answer: 'agrees', opinion: '' });
  expect(await refusalOf(answerByLink(ctx, actor, 'YSJ', token, { answer: 'objects', opinion: '' }))).toBe(
    'NOT_IN_THIS_STATUS',
  );
  const { events } = await getCase(ctx, actor, 'YSJ', at.caseId);
  expect(events.at(-1)?.event).toMatchObject({ type: 'thirdPartyAnswered', on: '2026-03-12', agrees: true });
});

test('a web application waits to be confirmed, each attempt is evidence, and supervisors see numbers alone', async () => {
  day = '2026-03-12';
  const at = await newCase('2026-03-12', 'web');
  const other = await newCase('2026-03-11', 'web');
  const call = {
    kind: 'contact',
    on: on('2026-03-12'),
    time: '15:20',
    way: 'telephone',
    purpose: 'confirm',
    hasReached: false,
    summary: '无人接听',
  } as const;
  await addHandlingEntry(ctx, actor, at, call);
  const listed = await listUnconfirmedCases(ctx, actor, 'YSJ');
  expect(listed.items.map(({ caseId, attempts, isLate }) => [caseId, attempts, isLate])).toEqual([
    [other.caseId, 0, true],
    [at.caseId, 1, false],
  ]);
  const supervisor = testActor({ id: 's', roles: ['supervisor'], agencyCode: 'YSJ' });
  expect(await refusalOf(listUnconfirmedCases(ctx, supervisor, 'YSJ'))).toBe('FORBIDDEN');
  expect(await countUnconfirmedCases(ctx, supervisor, 'YSJ')).toEqual({
    ...{ waiting: 2, late: 1, withoutAttempt: 1 },
  });
  await addHandlingEntry(ctx, actor, at, { ...call, time: '16:40', hasReached: true, summary: '确认收到' });
  // 条例第三十一条: the day on which both sides confirm.
  expect(await getCase(ctx, actor, 'YSJ', at.caseId)).toMatchObject({ receivedOn: '2026-03-12' });
  expect(await countUnconfirmedCases(ctx, supervisor, 'YSJ')).toMatchObject({ waiting: 1 });
});

test('a search is on record before information is said not to exist; texts go with the request', async () => {
  day = '2026-03-12';
  const at = await newCase('2026-03-02');
  expect(await hasHandlingEntry(db, 'YSJ', at.caseId, 'search')).toBe(false);
  const entry = await addHandlingEntry(ctx, actor, at, {
    ...{ kind: 'search', on: on('2026-03-05'), searcher: '档案室 闻人示文', systems: ['公文系统', '档案室'] },
    ...{ words: ['云山路', '批复'], range: '2015—2026年', hasFound: false, found: '没有检索到' },
  });
  expect(entry.entry).toMatchObject({ systems: ['公文系统', '档案室'] });
  expect(await hasHandlingEntry(db, 'YSJ', at.caseId, 'search')).toBe(true);
  await inTransaction(db, (trx) =>
    eraseRequestsOf(trx, 'YSJ', at.caseId, { id: actor.id, at: '2026-03-12T02:00:00Z' }),
  );
  const { entries, hasSearchRecord: has } = await getHandling(ctx, actor, at);
  expect([entries[0]?.entry, entries[0]?.on, has]).toEqual([null, '2026-03-05', true]);
});

test('reasons are judged after they were demanded, and only good ones delay the reply (条例第三十五条)', async () => {
  day = '2026-03-12';
  const at = await newCase('2026-03-02');
  const judgement = {
    kind: 'excessJudgement',
    on: on('2026-03-12'),
    given: '研究需要',
    isReasonable: true,
    why: '理由成立',
    delayedUntil: on('2026-05-29'),
  } as const;
  expect(await refusalOf(addHandlingEntry(ctx, actor, at, judgement))).toBe('NOT_IN_THIS_STATUS');
  await addHandlingEntry(ctx, actor, at, {
    ...{ kind: 'excess', on: on('2026-03-09'), termDays: 10, why: '本月已就同一事项申请一百二十件' },
  });
  await addHandlingEntry(ctx, actor, at, judgement);
  const { dueOn, findings } = await getCase(ctx, actor, 'YSJ', at.caseId);
  expect(dueOn).toBe('2026-05-29');
  expect(findings.map(({ rule }) => rule)).not.toContain('reasonsNotDemanded');
});

test('a conference is signed by whoever enters it, and its minutes name who took part, the risk and the conclusion', async () => {
  day = '2026-03-12';
  const at = await newCase('2026-03-02');
  const { entryId } = await addHandlingEntry(ctx, actor, at, {
    ...{ kind: 'conference', on: on('2026-03-10'), question: '批复能否全部公开', risk: 'high' },
    participants: [
      { name: '闻人示文', office: '办公室', opinion: '可以公开' },
      { name: '顾示文', office: '法规科', opinion: '区分处理' },
    ],
    ...{ riskReason: '同类案件曾被纠正', conclusion: '区分处理后公开' },
  });
  const minutes = await printConference(ctx, actor, 'YSJ', entryId);
  const text = JSON.stringify(minutes.blocks);
  for (const words of [
    'A-',
    '批复能否全部公开',
    '顾示文',
    '法规科',
    '较高',
    '区分处理后公开',
    '2026-03-12',
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain('欧阳示范');
  const stranger = testActor({ id: 'x', roles: ['liaisonOfficer'], agencyCode: 'YSJ', unitCode: 'BGS' });
  expect(await refusalOf(printConference(ctx, stranger, 'YSJ', entryId))).toBe('NOT_FOUND');
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      'consultation.sent',
      'consultation.received',
      'consultation.answered',
      'consultation.overridden',
      'consultation.linkMade',
      'handling.viewed',
      'handling.entered',
    ]),
  );
});
