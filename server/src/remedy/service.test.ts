import {
  actorWithEveryRole,
  operatorActor,
  newLessonSchema,
  parseLocalDate,
  remedyEntrySchema,
  type RemedyEntry,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { listRemediesOfYear } from '../annual-report/figure-queries.js';
import { liveOf, loadReport } from '../annual-report/head-queries.js';
import { getCase, registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { createAccount, grantRole } from '../identity/service.js';
import { tellOfDueRemedies } from './jobs.js';
import {
  addRemedyLesson,
  addRemedyOrder,
  addRemedyPaper,
  exportRemedies,
  fulfilRemedyOrder,
  getRemedy,
  lessonsOf,
  listRemedies,
  openRemedyPaper,
  registerRemedy,
  updateRemedy,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-03-20T04:00:00Z') });
const officer = actorWithEveryRole('wenren', '闻人示文');
const day = parseLocalDate;
await makeAgency(ctx);
const AGENCY = 'YSJ';

async function answeredCase(): Promise<string> {
  const { caseId } = await registerCase(ctx, officer, AGENCY, {
    ...{
      applicantClass: 'naturalPerson',
      applicantName: null,
      request: '批复文件',
      topic: null,
      unitCode: null,
    },
    events: [
      { type: 'submitted', on: day('2026-01-05'), channel: 'counter' },
      { type: 'decided', on: day('2026-01-20'), items: [{ finding: 'refused.internalAffairs' }] },
      { type: 'served', on: day('2026-01-21') },
    ],
  });
  return caseId;
}

function entry(given: object): RemedyEntry {
  return remedyEntrySchema.parse({ kind: 'reconsideration', role: 'originalOrgan', ...given });
}
const reconsideration = (given: object = {}) => ({
  ...{ level: 'reconsideration', authority: '云泽市人民政府（演示）', number: '云政复〔2026〕7号' },
  ...{ filedOn: '2026-02-02', procedure: 'simplified', copyReceivedOn: '2026-02-05' },
  ...given,
});

test('the answer to a reconsideration is due in 5 or 10 working days, that to a court in 15 days', async () => {
  // 行政复议法 54, 88: the Spring Festival of 2026 is off from 15 to 23 February, 14 and 28 February are worked.
  const simplified = await registerRemedy(ctx, officer, AGENCY, entry({ stages: [reconsideration()] }));
  expect(simplified.remedyId).toBe('FY-2026-001');
  expect(simplified.answerDueOn).toBe('2026-02-12');
  const ordinary = await registerRemedy(
    ctx,
    officer,
    AGENCY,
    entry({ stages: [reconsideration({ procedure: 'ordinary' })] }),
  );
  // 6, 9, 10, 11, 12, 13, 14, then 24, 25, 26 February.
  expect(ordinary.answerDueOn).toBe('2026-02-26');
  const [stage] = ordinary.stages;
  expect(stage?.answer?.source).toBe('行政复议法第四十八、八十八条');
  expect(stage?.answer?.derivation.at(-1)).toBe('2026-02-26（周四） 期限届满日');
  // 行政诉讼法 67: 15 days after 1 February is the 16th, a day off; the next working day is the 24th.
  const suit = await registerRemedy(
    ctx,
    officer,
    AGENCY,
    entry({
      kind: 'directSuit',
      stages: [{ level: 'first', filedOn: '2026-01-30', copyReceivedOn: '2026-02-01' }],
    }),
  );
  expect(suit.remedyId).toBe('SS-2026-003');
  expect(suit.answerDueOn).toBe('2026-02-24');

  const page = await listRemedies(ctx, officer, AGENCY, {
    ...{ state: 'answerOverdue', sort: 'answerDueOn', limit: 2 },
  });
  expect(page.items.map(({ remedyId }) => remedyId)).toEqual(['FY-2026-001', 'SS-2026-003']);
  const rest = await listRemedies(ctx, officer, AGENCY, {
    ...{ state: 'answerOverdue', sort: 'answerDueOn', limit: 2, after: page.next ?? '' },
  });
  expect([rest.items.map(({ remedyId }) => remedyId), rest.next]).toEqual([['FY-2026-002'], null]);

  const answered = entry({ stages: [reconsideration({ answeredOn: '2026-02-12' })] });
  const updated = await updateRemedy(
    ctx,
    officer,
    { agencyCode: AGENCY, remedyId: 'FY-2026-001' },
    { ...answered, version: 1 },
  );
  expect([updated.answerDueOn, updated.version, updated.versions.length]).toEqual([null, 2, 2]);
  await expect(
    updateRemedy(ctx, officer, { agencyCode: AGENCY, remedyId: 'FY-2026-001' }, { ...answered, version: 1 }),
  ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
});

test('the office is told of a term that ends, once for each threshold', async () => {
  const { id } = await createAccount(ctx, operatorActor(), {
    ...{ loginName: 'ziju', displayName: '子车示范', kind: 'staff', agencyCode: AGENCY },
  });
  await grantRole(ctx, operatorActor(), id, {
    ...{ role: 'disclosureOfficer', agencyCode: AGENCY, unitCode: null, fromOn: ctx.today(), untilOn: null },
  });
  const { remedyId } = await registerRemedy(
    ctx,
    officer,
    AGENCY,
    entry({ stages: [reconsideration({ filedOn: '2026-03-16', copyReceivedOn: '2026-03-17' })] }),
  );
  expect((await getRemedy(ctx, officer, { agencyCode: AGENCY, remedyId })).answerDueOn).toBe('2026-03-24');
  // Two overdue from before, and this one with three working days left (20, 23, 24).
  expect(await tellOfDueRemedies(ctx)).toBe(3);
  expect(await tellOfDueRemedies(ctx)).toBe(0);
});

test('a decision in force that annuls the answer sends the case back at once, with its own term', async () => {
  const caseId = await answeredCase();
  const { remedyId } = await registerRemedy(
    ctx,
    officer,
    AGENCY,
    entry({ caseId, stages: [reconsideration({ answeredOn: '2026-02-10' })] }),
  );
  const place = { agencyCode: AGENCY, remedyId };
  const decided = reconsideration({
    ...{ answeredOn: '2026-02-10', concludedOn: '2026-03-03', outcome: 'revoked' },
  });
  // Not served yet: nothing binds.
  await updateRemedy(ctx, officer, place, { ...entry({ caseId, stages: [decided] }), version: 1 });
  expect((await getCase(ctx, officer, AGENCY, caseId)).status).toBe('closed');
  const inForce = { ...decided, effectiveOn: '2026-03-05', redecideBy: '2026-03-19' };
  const sent = await updateRemedy(ctx, officer, place, {
    ...entry({ caseId, stages: [inForce] }),
    version: 2,
  });
  const detail = await getCase(ctx, officer, AGENCY, caseId);
  expect(detail.status).toBe('redeciding');
  expect(detail.dueOn).toBe('2026-03-19');
  expect(detail.events.at(-1)?.event).toEqual({
    ...{ type: 'overturned', on: '2026-03-05', by: 'reconsideration', redoDays: 10 },
  });
  expect(sent.orders).toMatchObject([
    { kind: 'redecide', orderedOn: '2026-03-05', dueOn: '2026-03-19', isOverdue: true },
  ]);
  expect(sent.counted).toEqual([{ year: 2026, column: 'corrected' }]);
  // The same result entered again opens nothing twice.
  await updateRemedy(ctx, officer, place, { ...entry({ caseId, stages: [inForce] }), version: 3 });
  expect((await getCase(ctx, officer, AGENCY, caseId)).events).toHaveLength(4);

  const done = await fulfilRemedyOrder(
    ctx,
    officer,
    { ...place, orderId: sent.orders[0]?.orderId ?? '' },
    { doneOn: day('2026-03-18'), proof: '云示公开〔2026〕9号' },
  );
  expect(done.orders[0]).toMatchObject({ doneOn: '2026-03-18', isOverdue: false });
  const lesson = {
    ground: 'refused.internalAffairs',
    letter: null,
    text: '说明为何属于内部事务，不能只引条文。',
  } as const;
  await addRemedyLesson(ctx, officer, place, lesson);
  expect(await lessonsOf(db, AGENCY, ['refused.internalAffairs'])).toMatchObject([{ ...lesson, remedyId }]);
  expect(await lessonsOf(db, AGENCY, ['notExist'])).toEqual([]);
  // A lesson of a letter's own text needs no ground; one of neither is none.
  const ofLetter = { ground: null, letter: 'extensionNotice', text: '写明延期的理由和批准人。' } as const;
  await addRemedyLesson(ctx, officer, place, ofLetter);
  expect(await lessonsOf(db, AGENCY, null)).toEqual(
    expect.arrayContaining([expect.objectContaining({ ...ofLetter, remedyId }) as unknown]),
  );
  expect(newLessonSchema.safeParse({ text: ofLetter.text }).error?.issues[0]?.message).toContain('请选择');
});

test('without a term in the judgment the new answer is due in 20 working days; the second instance decides', async () => {
  const caseId = await answeredCase();
  const first = {
    ...{ level: 'first', filedOn: '2026-02-02', concludedOn: '2026-02-10', outcome: 'claimDismissed' },
  };
  const second = {
    ...{ level: 'second', filedOn: '2026-02-12', concludedOn: '2026-03-02', outcome: 'revoked' },
    effectiveOn: '2026-03-02',
  };
  const suit = entry({ caseId, kind: 'directSuit', stages: [first, second] });
  const detail = await registerRemedy(ctx, officer, AGENCY, { ...suit, remedyId: 'SS-A' });
  expect(detail.redecision).toEqual({ on: '2026-03-02', dueOn: '2026-03-30' });
  expect((await getCase(ctx, officer, AGENCY, caseId)).dueOn).toBe('2026-03-30');
  // A suit of two instances is one case, with the result of the first (policy of the report).
  expect(detail.counted).toEqual([{ year: 2026, column: 'upheld' }]);
  // The organ that was only the reconsideration authority answers nothing anew, and does not count it.
  const joined = await registerRemedy(ctx, officer, AGENCY, {
    ...suit,
    ...{ caseId: null, role: 'reconsiderationAuthority', remedyId: 'SS-B' },
  });
  expect([joined.redecision, joined.counted]).toEqual([null, []]);
});

test('a suit over silence keeps its order; the case is open anyway', async () => {
  const { caseId } = await registerCase(ctx, officer, AGENCY, {
    ...{ applicantClass: 'naturalPerson', applicantName: null, request: '清单', topic: null, unitCode: null },
    events: [{ type: 'submitted', on: day('2026-01-05'), channel: 'counter' }],
  });
  const stage = reconsideration({
    ...{ concludedOn: '2026-03-03', outcome: 'orderedToPerform', effectiveOn: '2026-03-05' },
  });
  const detail = await registerRemedy(ctx, officer, AGENCY, entry({ caseId, stages: [stage] }));
  expect(detail.orders).toMatchObject([{ kind: 'redecide', dueOn: '2026-04-02' }]);
  expect((await getCase(ctx, officer, AGENCY, caseId)).status).toBe('processing');
});

test('the report reads the same remedies, whichever of its two ways it takes', async () => {
  const counted = await listRemediesOfYear(db, AGENCY, 2026);
  expect(counted.map(({ remedyId }) => remedyId)).toContain('SS-A');
  const loaded = await loadReport(db, AGENCY, 2026, ctx.today());
  expect(loaded && liveOf(loaded)?.remedies).toEqual(counted);
});

test('a judgment is kept and handed out only to who may see the remedy', async () => {
  const place = { agencyCode: AGENCY, remedyId: 'SS-A' };
  const file = { fileName: '判决书.txt', bytes: Buffer.from('判决') };
  await expect(addRemedyPaper(ctx, officer, place, 'decision', file)).rejects.toMatchObject({
    code: 'FILE_REFUSED',
  });
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const kept = await addRemedyPaper(ctx, officer, place, 'decision', { fileName: '判决书.png', bytes: png });
  const fileId = kept.papers[0]?.fileId ?? '';
  expect(kept.papers).toMatchObject([{ kind: 'decision', fileName: '判决书.png', size: png.length }]);
  const opened = await openRemedyPaper(ctx, officer, place, fileId);
  const chunks: Buffer[] = [];
  for await (const chunk of await opened.read()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).equals(png)).toBe(true);
  const liaison = testActor({ roles: ['liaisonOfficer'], agencyCode: AGENCY, unitCode: 'FGK' });
  await expect(openRemedyPaper(ctx, liaison, place, fileId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(openRemedyPaper(ctx, officer, { ...place, remedyId: 'SS-B' }, fileId)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('the register leaves as it is shown', async () => {
  let text = '';
  for await (const chunk of await exportRemedies(
    ctx,
    officer,
    AGENCY,
    { sort: 'filedOn', kind: 'directSuit' },
    'csv',
  ))
    text += Buffer.from(chunk).toString();
  const lines = text
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/);
  expect(lines[0]).toContain('复议机关或者法院');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['SS-2026-003', 'SS-A', 'SS-B']);
});

test('a remedy that contradicts itself, its case or another one is refused', async () => {
  const register = (given: object, stage: object = {}) =>
    registerRemedy(ctx, officer, AGENCY, entry({ stages: [reconsideration(stage)], ...given }));
  const invalid = { code: 'INVALID_INPUT' };
  await expect(
    registerRemedy(ctx, officer, AGENCY, { ...entry({ stages: [reconsideration()] }), remedyId: 'SS-A' }),
  ).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  await expect(register({ caseId: 'NOBODY' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(register({}, { concludedOn: '2026-02-01', outcome: 'upheld' })).rejects.toMatchObject(invalid);
  await expect(register({}, { outcome: 'upheld' })).rejects.toMatchObject(invalid);
  await expect(register({}, { filedOn: '2026-03-21' })).rejects.toMatchObject(invalid);
  await expect(register({}, { copyReceivedOn: null, answeredOn: '2026-02-10' })).rejects.toMatchObject(
    invalid,
  );
  await expect(register({ kind: 'directSuit' })).rejects.toMatchObject(invalid);
  await expect(
    register({ stages: [reconsideration(), { level: 'first', filedOn: '2026-03-01' }] }),
  ).rejects.toMatchObject(invalid);
  const order = { kind: 'perform', what: '履行', orderedOn: day('2026-03-21'), dueOn: null } as const;
  await expect(
    addRemedyOrder(ctx, officer, { agencyCode: AGENCY, remedyId: 'SS-A' }, order),
  ).rejects.toMatchObject(invalid);
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      'remedy.registered',
      'remedy.changed',
      'remedy.orderRecorded',
      'remedy.orderFulfilled',
      'remedy.lessonRecorded',
    ]),
  );
});
