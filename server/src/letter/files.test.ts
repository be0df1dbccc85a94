import { letterQuerySchema } from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { saveStaff } from '../identity/service.js';
import { createApp } from '../platform/http/app.js';
import { mountPages, registerApi } from '../routes.js';
import { readPackage } from '../platform/rendering/testing/read-package.js';
import {
  attachToLetter,
  detachFromLetter,
  discardLetter,
  draftLetter,
  getLetter,
  listLetters,
  voidLetter,
} from './service.js';
import {
  AGENCY,
  applicant,
  approved,
  head,
  makeCase,
  officer,
  posted,
  refusal,
  scan,
  sealed,
  seen,
  setUpLetters,
} from './testing/letter-office.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
await saveStaff(ctx, testActor(), AGENCY, { units: ['FGK', 'GHK'].map((code) => ({ code, name: code })) });
await setUpLetters(ctx);
await makeCase(ctx, 'YSJ-1', '2026-02-06', 'FGK');
await makeCase(ctx, 'YSJ-2', '2026-02-06', 'GHK');
const first = await approved(ctx, 'YSJ-1', refusal());
const second = await sealed(ctx, 'YSJ-2', refusal());
await runJobsUntilIdle(ctx);

const liaison = testActor({ id: 'liaison', roles: ['liaisonOfficer'], agencyCode: AGENCY, unitCode: 'FGK' });
const appOf = (actor: ReturnType<typeof testActor> | null) =>
  createApp(ctx, { ...signedInAs(actor), api: registerApi(), mountPages });
const ask = (actor: ReturnType<typeof testActor> | null, path: string) =>
  appOf(actor).request(`http://localhost/letter-files/agencies/${AGENCY}/${path}`);
const all = letterQuerySchema.parse({});

test('a file of a letter is for whoever sees its case, and for nobody else', async () => {
  const { files } = await getLetter(ctx, officer, { agencyCode: AGENCY, letterId: first.letterId });
  const pdf = files.find(({ role }) => role === 'pdf');
  const path = `letters/${first.letterId}/files/${pdf?.fileId ?? ''}`;
  const answer = await ask(officer, path);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await ask(liaison, path)).status).toBe(200);
  const other = `letters/${second.letterId}/files/${second.files[0]?.fileId ?? ''}`;
  expect((await ask(liaison, other)).status).toBe(404);
  expect((await ask(null, path)).status).toBe(401);
  // A file of one letter is not found under another.
  expect((await ask(officer, `letters/${second.letterId}/files/${pdf?.fileId ?? ''}`)).status).toBe(404);
});

test('the proof of service and the cover for the post are printed for those who serve', async () => {
  for (const paper of ['receipt', 'label']) {
    const answer = await ask(officer, `letters/${second.letterId}/${paper}/0.pdf`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await ask(officer, `letters/${second.letterId}/${paper}/0.docx`)).status).toBe(200);
    expect((await ask(officer, `letters/${second.letterId}/${paper}/7.pdf`)).status).toBe(404);
    expect((await ask(liaison, `letters/${first.letterId}/${paper}/0.pdf`)).status).toBe(403);
  }
});

test('the register lists numbers, voided ones with their reason, and a unit sees its own cases only', async () => {
  await voidLetter(ctx, head, seen(first), '引用条款有误');
  const { items, total } = await listLetters(ctx, officer, AGENCY, { ...all, sort: 'number' });
  expect(total).toBe(2);
  expect(items.map(({ documentNumber, status, voidReason }) => [documentNumber, status, voidReason])).toEqual(
    [
      ['云山公开〔2026〕1号', 'voided', '引用条款有误'],
      ['云山公开〔2026〕2号', 'sealed', null],
    ],
  );
  const own = await listLetters(ctx, liaison, AGENCY, all);
  expect(own.items.map(({ caseId }) => caseId)).toEqual(['YSJ-1']);
  const waiting = await listLetters(ctx, officer, AGENCY, { ...all, waiting: 'service' });
  expect(waiting.items.map(({ caseId }) => caseId)).toEqual(['YSJ-2']);
  expect((await listLetters(ctx, officer, AGENCY, { ...all, q: '〕2号' })).items).toHaveLength(1);
  for (const sort of ['-number', '-createdAt'] as const) {
    const page = await listLetters(ctx, officer, AGENCY, { ...all, sort, limit: 1 });
    const next = await listLetters(ctx, officer, AGENCY, { ...all, sort, limit: 1, after: page.next ?? '' });
    const listed = [...page.items, ...next.items].map(({ caseId }) => caseId);
    // Both were begun at one instant of the test's clock, so only their numbers tell them apart.
    expect(sort === '-number' ? listed : [...listed].sort().reverse()).toEqual(['YSJ-2', 'YSJ-1']);
    expect(next.next).toBeNull();
  }
});

test('the register is written as a file with the reasons of voided numbers', async () => {
  const answer = await ask(officer, 'letters.csv?sort=number');
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).toContain('云山公开〔2026〕1号');
  expect(text).toContain('引用条款有误');
  expect((await ask(liaison, 'letters.csv')).status).toBe(403);
});

test('a liaison officer who may not see names in full gets them masked, in draft and text', async () => {
  const { partyId } = await db
    .selectFrom('applicationCase')
    .select('partyId')
    .where('caseId', '=', 'YSJ-1')
    .executeTakeFirstOrThrow();
  const draft = refusal();
  const [to] = draft.addressees;
  if (to === undefined) throw new Error('no addressee');
  const letter = await approved(ctx, 'YSJ-1', { ...draft, addressees: [{ ...to, partyId }] });
  const shown = await getLetter(ctx, liaison, { agencyCode: AGENCY, letterId: letter.letterId });
  expect(JSON.stringify([shown.draft, shown.text])).not.toContain('欧阳示范');
  expect(shown.text?.addressee).toContain('欧*');
  expect(letter.text?.addressee).toContain('欧阳示范');
});

test('a file goes with a draft and is taken back, a draft is put aside, and each leaves its record', async () => {
  const draft = { draft: refusal(), correctsLetterId: null };
  const begun = await draftLetter(ctx, officer, AGENCY, 'YSJ-2', draft);
  const kept = await attachToLetter(ctx, officer, seen(begun), scan('预算表'));
  expect(kept.files.map(({ role, fileName }) => [role, fileName])).toEqual([['attachment', '预算表.pdf']]);
  const fileId = kept.files[0]?.fileId ?? '';
  const taken = await detachFromLetter(ctx, officer, seen(kept), fileId);
  expect(taken.files).toEqual([]);
  await expect(detachFromLetter(ctx, officer, seen(taken), fileId)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect((await discardLetter(ctx, officer, seen(taken))).status).toBe('discarded');
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['letter.listed', 'letter.fileKept', 'letter.fileTaken', 'letter.discarded']),
  );
});

test('each joint applicant has a proof of service of his own, with what was registered of it', async () => {
  await makeCase(ctx, 'YSJ-3', '2026-02-06', 'GHK');
  const both = [applicant(), { ...applicant('司马示理'), address: '临江市示范路10号' }];
  const letter = await sealed(ctx, 'YSJ-3', refusal({ addressees: both }));
  const on = letter.letterOn ?? '';
  const served = await posted(ctx, letter, on);
  const linesOf = async (addressee: number, service?: string): Promise<string> => {
    const query = service === undefined ? '' : `?service=${service}`;
    const answer = await ask(officer, `letters/${letter.letterId}/receipt/${addressee}.docx${query}`);
    const file = await readPackage(new Uint8Array(await answer.arrayBuffer()));
    return file.root('word/document.xml').text;
  };
  const [service] = served.services;
  const first = await linesOf(0, service?.serviceId);
  for (const said of ['送达回证', '欧阳示范', '临江市示范路9号', letter.documentNumber ?? '']) {
    expect(first).toContain(said);
  }
  expect(first).toContain('邮件号码1000000000001');
  expect(first).toContain('交邮之日为送达日');
  expect(first).not.toContain('司马示理');
  const second = await linesOf(1);
  expect(second).toContain('司马示理');
  expect(second).not.toContain('欧阳示范');
  expect(second).not.toContain('1000000000001');
  // The service of one is not the other's.
  const wrong = `letters/${letter.letterId}/receipt/1.docx?service=${service?.serviceId ?? ''}`;
  expect((await ask(officer, wrong)).status).toBe(404);
  expect(await recordedKinds(db)).toContain('letter.printed');
});
