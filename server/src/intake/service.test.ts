import { parseLocalDate, type DomainError, type NewIntake } from '@gongkai/core';
import { beforeEach, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase } from '../application/service.js';
import { getCaseLinks, getHandling } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import {
  addAttachment,
  discardIntakeDraft,
  forgetStaleDrafts,
  getIntakeDraft,
  getIntakeRecord,
  listAttachments,
  listIntakeDrafts,
  openAttachment,
  printIntake,
  printLabels,
  registerIntake,
  removeAttachment,
  saveIntakeDraft,
  uploadIntakePaper,
} from './service.js';

const { db } = await openTestDatabase();
const at = (instant: string) => testContext({ db, now: () => new Date(instant) });
/** Monday, 2 March 2026, noon in China. */
const ctx = at('2026-03-02T04:00:00Z');
await makeAgency(ctx);
const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
const duty = testActor({ id: 'duty', roles: ['dutyOfficer'], agencyCode: 'YSJ' });
const on = parseLocalDate;
const OWN = {
  name: '欧阳示范',
  identityKind: '居民身份证',
  identityNumber: '11010519491231002X',
  telephone: '13800001234',
} as const;
const OTHER = { name: '诸葛示例', identityKind: '居民身份证', identityNumber: '530102199205080116' } as const;

let made = 0;
let draft = { agencyCode: 'YSJ', draftId: '' };
beforeEach(() => {
  draft = { agencyCode: 'YSJ', draftId: `draft-of-test-${(made += 1)}` };
});

function intake(given: Partial<NewIntake> = {}): NewIntake {
  return {
    ...{ channel: 'counter', on: on('2026-03-02'), officeReceivedOn: null, mailNumber: '', sentFrom: '' },
    ...{ applicantClass: 'naturalPerson', applicants: [OWN], representative: 0, agent: null },
    ...{ requests: ['云山路改造项目的批复文件'], form: 'paper', route: 'pickUp', formOther: '', oral: null },
    ...{ contact: null, note: '', caseId: null, topic: null, unitCode: null, duplicateOf: null },
    ...given,
  };
}
const scan = (text: string) => ({ fileName: '申请书.txt', bytes: Buffer.from(text) });
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error as DomainError).message,
  );
}

test('two apply together at the counter: one case, the one they chose, the other beside him, the scan with it', async () => {
  await uploadIntakePaper(ctx, duty, { ...draft, kind: 'application' }, scan('申请书'));
  await uploadIntakePaper(ctx, duty, { ...draft, kind: 'election' }, scan('推选书'));
  const { caseIds } = await registerIntake(
    ctx,
    duty,
    draft,
    intake({ applicants: [OWN, OTHER], representative: 1 }),
  );
  expect(caseIds).toHaveLength(1);
  const of = { agencyCode: 'YSJ', caseId: caseIds[0] ?? '' };
  // 条例第三十一条第一项, 第三十三条: the day handed in; twenty working days from the next end on 30 March.
  expect(await getCase(ctx, officer, 'YSJ', of.caseId)).toMatchObject({
    ...{ receivedOn: '2026-03-02', dueOn: '2026-03-30', applicantName: '诸*' },
  });
  const { record } = await getIntakeRecord(ctx, officer, of);
  expect(record).toMatchObject({
    channel: 'counter',
    companions: [{ relation: 'coApplicant', name: '欧*' }],
    details: { provision: '纸质复印件，当面领取' },
    gaps: [],
  });
  const { items } = await listAttachments(ctx, officer, of);
  expect(items.map(({ kind }) => kind).sort()).toEqual(['application', 'election']);
  expect(items.every(({ isFromIntake }) => isFromIntake)).toBe(true);
  expect((await openAttachment(ctx, officer, 'YSJ', items[0]?.fileId ?? '')).fileName).toBe('申请书.txt');
  // Sent again, it is the same case, and the draft is no draft any more.
  expect(await registerIntake(ctx, duty, draft, intake())).toEqual({ caseIds });
  expect((await listIntakeDrafts(ctx, duty, 'YSJ')).items).toEqual([]);
  const rows = await db.selectFrom('applicationCase').select('caseId').execute();
  expect(rows).toHaveLength(1);
});

test('one envelope, two applications: each from the signature of the mailroom, one scan for both', async () => {
  const later = at('2026-03-05T04:00:00Z');
  await uploadIntakePaper(later, officer, { ...draft, kind: 'envelope' }, scan('信封'));
  const { caseIds } = await registerIntake(
    later,
    officer,
    draft,
    intake({
      ...{ channel: 'registeredMail', on: on('2026-03-03'), officeReceivedOn: on('2026-03-05') },
      ...{ mailNumber: 'XA123456789CN', requests: ['规划文件', '环评文件'] },
    }),
  );
  expect(caseIds).toHaveLength(2);
  for (const caseId of caseIds) {
    // 第三十一条第二项: 3 March, though the office had it on 5 March; the twentieth working day is 31 March.
    expect(await getCase(later, officer, 'YSJ', caseId)).toMatchObject({
      ...{ receivedOn: '2026-03-03', dueOn: '2026-03-31' },
    });
    const { envelope } = await getCaseLinks(later, officer, { agencyCode: 'YSJ', caseId });
    expect(envelope).toMatchObject({ caseIds, officeReceivedOn: '2026-03-05' });
  }
  const [first = '', second = ''] = caseIds;
  const papers = await listAttachments(later, officer, { agencyCode: 'YSJ', caseId: first });
  const paper = papers.items[0];
  // The only scan of the envelope proves when it came.
  const removal = { agencyCode: 'YSJ', caseId: first, attachmentId: paper?.attachmentId ?? '' };
  expect(await refusalOf(removeAttachment(later, officer, removal, '扫描不清楚'))).toContain(
    '先添加正确的一份',
  );
  await addAttachment(later, officer, { agencyCode: 'YSJ', caseId: first, kind: 'envelope' }, scan('信封二'));
  expect(await refusalOf(removeAttachment(later, duty, removal, '扫描不清楚'))).not.toBeNull();
  const left = await removeAttachment(later, officer, removal, '扫描不清楚，已重扫');
  expect(left.items.find(({ attachmentId }) => attachmentId === removal.attachmentId)).toMatchObject({
    removedBy: 'officer',
    removalReason: '扫描不清楚，已重扫',
  });
  // The other case of the envelope keeps its scan.
  expect((await listAttachments(later, officer, { agencyCode: 'YSJ', caseId: second })).items).toMatchObject([
    { removedAt: null },
  ]);
  expect(await openAttachment(later, officer, 'YSJ', paper?.fileId ?? '')).toMatchObject({
    fileName: '申请书.txt',
  });
});

test('a fax waits until both sides have confirmed; a call at once is on record, by whoever takes it in', async () => {
  const call = { kind: 'contact', time: '11:20', way: 'telephone', purpose: 'confirm' } as const;
  const { caseIds } = await registerIntake(
    ctx,
    duty,
    draft,
    intake({
      ...{ channel: 'fax', sentFrom: '0999-7654321', requests: ['失业保险稳岗返还名单'] },
      contact: { ...call, on: on('2026-03-02'), hasReached: false, summary: '无人接听' },
    }),
  );
  const of = { agencyCode: 'YSJ', caseId: caseIds[0] ?? '' };
  expect(await getCase(ctx, officer, 'YSJ', of.caseId)).toMatchObject({
    ...{ status: 'unconfirmed', receivedOn: null, dueOn: null },
  });
  expect((await getHandling(ctx, officer, of)).entries).toMatchObject([
    { kind: 'contact', on: '2026-03-02' },
  ]);
  const reached = await registerIntake(
    ctx,
    duty,
    { ...draft, draftId: `${draft.draftId}-reached` },
    intake({
      ...{ channel: 'email', sentFrom: 'shifan@example.cn', requests: ['工伤认定规程'] },
      contact: { ...call, on: on('2026-03-02'), hasReached: true, summary: '本人确认' },
    }),
  );
  // 第三十一条第三项: the day of confirmation.
  expect(await getCase(ctx, officer, 'YSJ', reached.caseIds[0] ?? '')).toMatchObject({
    ...{ receivedOn: '2026-03-02', dueOn: '2026-03-30' },
  });
});

test('an oral application is printed as it was read back; a receipt tells whoever may know the name', async () => {
  const oral = { hardship: '视力障碍，不能书写', hasReadBack: true, agreed: 'fingerprint' } as const;
  const { caseIds } = await registerIntake(
    ctx,
    duty,
    draft,
    intake({ channel: 'oral', oral, applicants: [{ name: '欧阳示范' }], form: null, route: null }),
  );
  const of = { agencyCode: 'YSJ', caseId: caseIds[0] ?? '' };
  const textOf = async (actor: typeof duty, paper: 'receipt' | 'oral-record') =>
    JSON.stringify(await printIntake(ctx, actor, of, paper));
  expect(await textOf(duty, 'oral-record')).toMatch(/视力障碍，不能书写.*已向申请人宣读.*申请人按指印/s);
  const receipt = await textOf(duty, 'receipt');
  expect(receipt).toContain('欧阳示范');
  // 第三十条: what is missing is asked for once within seven working days, by 11 March.
  expect(receipt).toContain('申请人的身份证明、联系方式、信息的形式要求、获取信息的方式、途径');
  expect(receipt).toContain('2026-03-11');
  const liaison = testActor({ id: 'legal', roles: ['legalityReviewer'], agencyCode: 'YSJ' });
  expect(await textOf(liaison, 'receipt')).not.toContain('欧阳示范');
});

test('what was typed outlives a lost session, is seen by its writer alone and sealed, and goes after a week', async () => {
  await saveIntakeDraft(ctx, duty, draft, '{"name":"欧阳示范"}');
  await uploadIntakePaper(ctx, duty, { ...draft, kind: 'identity' }, scan('身份证'));
  expect(await getIntakeDraft(ctx, duty, draft)).toMatchObject({
    ...{ typed: '{"name":"欧阳示范"}', papers: [{ kind: 'identity' }], caseIds: null },
  });
  expect(await refusalOf(getIntakeDraft(ctx, officer, draft))).toContain('没有这份收件草稿');
  expect(await refusalOf(saveIntakeDraft(ctx, officer, draft, '{}'))).toContain('没有这份收件草稿');
  const kept = await db.selectFrom('intakeText').select('textSealed').execute();
  expect(kept.every(({ textSealed }) => !Buffer.from(textSealed ?? []).includes('欧阳示范'))).toBe(true);
  expect(await forgetStaleDrafts(at('2026-03-08T04:00:00Z'))).toBe(0);
  // The sent ones of the tests before are forgotten too.
  expect(await forgetStaleDrafts(at('2026-03-15T04:00:00Z'))).toBeGreaterThan(0);
  expect(await refusalOf(getIntakeDraft(ctx, duty, draft))).toContain('没有这份收件草稿');
  const next = { ...draft, draftId: `${draft.draftId}-next` };
  await saveIntakeDraft(ctx, duty, next, '{}');
  expect(await discardIntakeDraft(ctx, duty, next)).toEqual({ isRemoved: true });
});

test('labels for the post name whom they can, and say for whom there is no address', async () => {
  const address = '云泽市云山路8号';
  const { caseIds } = await registerIntake(ctx, duty, draft, intake({ applicants: [{ ...OWN, address }] }));
  const bare = await registerIntake(ctx, duty, { ...draft, draftId: `${draft.draftId}-bare` }, intake());
  const chosen = [...caseIds, ...bare.caseIds];
  const printed = JSON.stringify(await printLabels(ctx, officer, 'YSJ', chosen));
  expect(printed).toContain('云泽市云山路8号\\n欧阳示范 收');
  expect(printed).toContain(`没有通信地址：${bare.caseIds[0] ?? ''}`);
  expect(await refusalOf(printLabels(ctx, duty, 'YSJ', chosen))).not.toBeNull();
});

test('nothing is taken in on a day to come, and what fails leaves the draft as it was', async () => {
  await saveIntakeDraft(ctx, duty, draft, '{"request":"批复"}');
  expect(await refusalOf(registerIntake(ctx, duty, draft, intake({ on: on('2026-03-03') })))).toContain(
    '今天之后',
  );
  expect(
    await refusalOf(registerIntake(ctx, duty, draft, intake({ duplicateOf: 'YSJ-2026-999999' }))),
  ).toContain('没有编号为');
  expect((await getIntakeDraft(ctx, duty, draft)).typed).toBe('{"request":"批复"}');
});

test('every act of the desk is on record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      ...['attachment.removed', 'case.registered', 'envelope.registered', 'file.downloaded'],
      ...[
        'file.uploaded',
        'handling.entered',
        'handling.viewed',
        'intake.draftDiscarded',
        'intake.draftOpened',
        'intake.printed',
      ],
    ]),
  );
});
