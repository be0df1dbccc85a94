import { caseEventSchema, parseLocalDate, type LetterDraft } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, recordEvent } from '../application/service.js';
import { decideFee, proposeFee } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { createInboxApp } from '../inbox-server.js';
import {
  AGENCY,
  head,
  officer,
  posted,
  refusal,
  scan,
  sealed,
  seen,
  setUpLetters,
} from '../letter/testing/letter-office.js';
import {
  approveLetter,
  decideSeal,
  draftCorrectionLetter,
  keepSealedLetter,
  requestSeal,
  startCorrectionLetter,
  startLetter,
  submitLetter,
} from '../letter/service.js';
import { getOnlineApplication } from '../online-application/service.js';
import { createKeyring } from '../platform/secrets/keyring.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import { openBrowser } from '../sign-in/testing/browser.js';
import {
  actAtInbox,
  addPeer,
  exportPackages,
  importPackages,
  openInboxProgress,
  ownNode,
  submitRightsToInbox,
  submitToInbox,
} from './service.js';

let now = new Date('2026-03-02T02:00:00Z');
const on = (day: string) => {
  now = new Date(`${day}T02:00:00Z`);
};
const [officeDb, inboxDb] = [await openTestDatabase(), await openTestDatabase()];
const office = testContext({ db: officeDb.db, keyring: createKeyring(), now: () => now });
const inbox = testContext({ db: inboxDb.db, keyring: createKeyring(), now: () => now });
await makeAgency(office);
await setUpLetters(office, AGENCY, { payment: { payee: '临江市财政局', how: '凭缴款码在银行缴纳' } });
await addPeer(office, { ...ownNode(inbox), name: '外网收件节点', role: 'inbox' });
await addPeer(inbox, { ...ownNode(office), name: '云山局', role: 'office' });
const contentsOf = async (ctx: typeof office) => (await exportPackages(ctx)).map(({ content }) => content);
const toOffice = async () => importPackages(office, await contentsOf(inbox));
const toInbox = async () => importPackages(inbox, await contentsOf(office));
const app = createInboxApp(inbox);

async function received() {
  on('2026-03-02');
  await toInbox();
  const application = {
    applicantClass: 'naturalPerson',
    applicantName: '时敬之',
    applicantDetails: { telephone: '13900000000', address: '云山路9号' },
    request: '2025年人员考核结果',
  } as const;
  const receipt = await submitToInbox(inbox, AGENCY, application, 'net');
  await toOffice();
  const { rows } = await sql<{ caseId: string }>`
    select case_id from exchange_case where reference = ${receipt.reference}`.execute(office.db);
  const caseId = rows[0]?.caseId ?? '';
  const { events } = await getCase(office, testActor(), AGENCY, caseId);
  await recordEvent(office, testActor(), {
    ...{ agencyCode: AGENCY, caseId, lastSeq: events.length },
    event: caseEventSchema.parse({ type: 'receiptConfirmed', on: '2026-03-02' }),
  });
  return { ...receipt, caseId };
}

async function open({ reference, code }: { readonly reference: string; readonly code: string }) {
  const browser = openBrowser(app);
  await browser.send(await browser.get('/progress'), '/progress', { reference, code });
  return browser;
}

test('a served reply can be downloaded at the inbox by its applicant alone, and is sealed there', async () => {
  const sent = await received();
  on('2026-03-05');
  const { addressees } = await startLetter(office, head, AGENCY, sent.caseId, 'replyRefuse');
  const letter = await sealed(office, sent.caseId, refusal({ addressees }));
  await toInbox();
  // Approved and sealed is not yet served: nothing of it is outside.
  expect((await (await open(sent)).get('/progress/case')).text).not.toContain('机关发给您的文书');
  await posted(office, letter, '2026-03-05');
  await runJobsUntilIdle(office);
  await toInbox();
  const browser = await open(sent);
  const page = await browser.get('/progress/case');
  expect(faultsOf(parsePage(page.text))).toEqual([]);
  expect(page.text).toContain(letter.documentNumber ?? 'no number');
  // Art 16 refusals since 2024 go to reconsideration first.
  expect(page.text).toContain('应当先自知道该答复之日起60日内申请行政复议');
  expect(page.text).not.toMatch(/时敬之|人员考核结果/);
  const [, href = ''] = /href="(\/progress\/files\/[^"]+)"/.exec(page.text) ?? [];
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const file = await app.request(`http://localhost${href}`, { headers: { cookie } });
  expect(file.status).toBe(200);
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await app.request(`http://localhost${href}`)).status).toBe(303);
  const { rows } = await sql<{ text: string }>`
    select encode(content_sealed, 'escape') as text from inbox_file_part`.execute(inbox.db);
  expect(rows.length).toBeGreaterThan(0);
  for (const { text } of rows) expect(text).not.toContain('%PDF');
});

test('a fee is told with its code and term; that it was paid comes back as the applicant’s word', async () => {
  const sent = await received();
  const at = { agencyCode: AGENCY, caseId: sent.caseId };
  const { feeId } = await proposeFee(office, officer, at, {
    basis: 'perPage',
    quantity: 101,
    reason: '内部理由',
  });
  await decideFee(office, head, { ...at, feeId }, { isApproved: true, reason: '' });
  on('2026-03-10');
  const { addressees } = await startLetter(office, head, AGENCY, sent.caseId, 'feeNotice');
  const draft = { letter: 'feeNotice', addressees, serviceWay: 'post', request: null, fields: {} } as const;
  await posted(office, await sealed(office, sent.caseId, draft), '2026-03-10');
  await toInbox();
  const { text } = await (await open(sent)).get('/progress/case');
  // 101 pages: 70 at 10 yuan, one at 20; payable within 20 working days of 2026-03-10.
  expect(text).toContain('720元');
  expect(text).toContain('2026-04-08');
  expect(text).not.toContain('内部理由');
  on('2026-03-18');
  const row = await openInboxProgress(inbox, { ...sent, network: 'net' });
  await actAtInbox(inbox, row, { kind: 'feePaid', text: '3月18日银行柜台缴纳', files: [], network: 'net' });
  await toOffice();
  const { acts } = await getOnlineApplication(office, officer, AGENCY, sent.caseId);
  expect(acts).toMatchObject([{ kind: 'feePaid', on: '2026-03-18', text: '3月18日银行柜台缴纳' }]);
  // His word moves no clock: the office registers the payment when the money is there.
  expect((await getCase(office, testActor(), AGENCY, sent.caseId)).status).toBe('awaitingApplicant');
});

// 条例第四十一条: 审核属实的，应当予以更正并告知申请人.
test('a demand for correction that is answered by its letter shows and hands out the letter at the inbox', async () => {
  const another = await received();
  on('2026-03-19');
  const lines = [
    { name: 'record', label: '不准确的记录', text: '参保证明里写我2019年断缴' },
    { name: 'correct-text', label: '应当改成什么', text: '2019年全年正常缴费' },
    { name: 'evidence', label: '证据', text: '缴费凭证编号2019-77' },
    { name: 'name', label: '姓名或者单位名称', text: '时敬之' },
  ];
  const sent = await submitRightsToInbox(inbox, AGENCY, { kind: 'correction', lines }, 'net');
  await toOffice();
  const { rows } = await sql<{ requestId: string }>`
    select request_id from exchange_rights where reference = ${sent.reference}`.execute(office.db);
  const requestId = rows[0]?.requestId ?? '';
  const begun = await startCorrectionLetter(office, officer, AGENCY, requestId);
  const [addressee] = begun.addressees;
  if (addressee === undefined) throw new Error('whoever demanded it is not addressed');
  const draft: LetterDraft = {
    ...{ letter: 'correctionOfRecord', serviceWay: 'post', request: null },
    addressees: [{ ...addressee, address: '云山路9号' }],
    fields: { ...begun.fields, outcome: 'corrected', correctedOn: '2026-03-19', reasons: '原记录系录入错误' },
  };
  const drafted = await draftCorrectionLetter(office, officer, AGENCY, requestId, {
    ...{ draft, correctsLetterId: null },
  });
  const approved = await approveLetter(
    office,
    head,
    seen(await submitLetter(office, officer, seen(drafted))),
  );
  const asked = await requestSeal(office, officer, seen(approved));
  const allowed = await decideSeal(office, head, seen(asked), { approves: true });
  const letter = await keepSealedLetter(office, officer, seen(allowed), 2, scan('sealed'));
  await toInbox();
  expect((await (await open(sent)).get('/progress/case')).text).not.toContain('机关发给您的文书');

  await posted(office, letter, '2026-03-19');
  await runJobsUntilIdle(office);
  await toInbox();
  const browser = await open(sent);
  const page = await browser.get('/progress/case');
  expect(faultsOf(parsePage(page.text))).toEqual([]);
  for (const said of ['已经更正', '机关发给您的文书', '信息更正告知书', letter.documentNumber ?? 'no number'])
    expect(page.text).toContain(said);
  const [, href = ''] = /href="(\/progress\/files\/[^"]+)"/.exec(page.text) ?? [];
  const cookieOf = ({ cookies }: typeof browser) => [...cookies].map((pair) => pair.join('=')).join('; ');
  const file = await app.request(`http://localhost${href}`, { headers: { cookie: cookieOf(browser) } });
  expect(file.status).toBe(200);
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  // It is of nobody else, whatever else he has opened here.
  const other = await open(another);
  const refused = await app.request(`http://localhost${href}`, { headers: { cookie: cookieOf(other) } });
  expect(refused.status).toBe(404);
  // Told once: a second export has nothing new.
  const before = (await openInboxProgress(inbox, { ...sent, network: 'net' })).stateVersion;
  await toInbox();
  expect((await openInboxProgress(inbox, { ...sent, network: 'net' })).stateVersion).toBe(before);
  expect(parseLocalDate('2026-03-19')).toBe(
    (await openInboxProgress(inbox, { ...sent, network: 'net' })).closedOn,
  );
});
