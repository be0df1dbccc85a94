import { parseLocalDate, type CaseEvent } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, recordEvent } from '../application/service.js';
import { getHandling, makeThirdPartyLink, openHandlingFile, sendConsultation } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { createKeyring } from '../platform/secrets/keyring.js';
import { answerRightsRequest, getRightsRequest, listRightsRequests } from '../rights-request/service.js';
import {
  addPeer,
  answerAtInbox,
  exchangeStanding,
  exportPackages,
  importPackages,
  openInboxProgress,
  ownNode,
  rateAtInbox,
  rightsStateOf,
  submitRightsToInbox,
  submitToInbox,
  viewOfApplication,
} from './service.js';

const CODE = 'YSJ';
const NETWORK = '203.0.113.0/24';
const officer = testActor();
let now = new Date('2026-03-02T02:00:00Z');
const on = (day: string): void => {
  now = new Date(`${day}T02:00:00Z`);
};
const [officeDb, inboxDb] = [await openTestDatabase(), await openTestDatabase()];
const office = testContext({ db: officeDb.db, keyring: createKeyring(), now: () => now });
const inbox = testContext({ db: inboxDb.db, keyring: createKeyring(), now: () => now });
await makeAgency(office);
await addPeer(office, { ...ownNode(inbox), name: '外网收件节点', role: 'inbox' });
await addPeer(inbox, { ...ownNode(office), name: '云山局', role: 'office' });
const contentsOf = async (ctx: typeof office) => (await exportPackages(ctx)).map(({ content }) => content);
const toOffice = async () => importPackages(office, await contentsOf(inbox));
const toInbox = async () => importPackages(inbox, await contentsOf(office));
await toInbox();
await sql`
  update inbox_agency set guide = jsonb_set(guide, '{isOnlineOpen}', 'true')`.execute(inbox.db);

const rowOf = (receipt: { readonly reference: string; readonly code: string }) =>
  openInboxProgress(inbox, { ...receipt, network: NETWORK });

async function caseIdOf(reference: string): Promise<string> {
  const { rows } = await sql<{ caseId: string }>`
    select case_id from exchange_case where reference = ${reference}`.execute(office.db);
  return rows[0]?.caseId ?? '';
}

async function record(caseId: string, event: CaseEvent): Promise<void> {
  const { events } = await getCase(office, officer, CODE, caseId);
  const lastSeq = events.at(-1)?.seq ?? 0;
  await recordEvent(office, officer, { agencyCode: CODE, caseId, lastSeq, event });
}

/** Every table of a database as text: what must not stand there is looked for in all of it. */
async function textOf(ctx: typeof office, names: string): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name like ${names}`.execute(ctx.db);
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(
        ctx.db,
      );
      return rows.map(({ text }) => text).join('\n');
    }),
  );
  return texts.join('\n');
}

test('how somebody was satisfied is counted at the office once, and who said what is kept nowhere', async () => {
  const receipt = await submitToInbox(
    inbox,
    CODE,
    { applicantClass: 'naturalPerson', applicantName: '时敬之', request: '云山路改造方案' },
    NETWORK,
  );
  await toOffice();
  const caseId = await caseIdOf(receipt.reference);
  expect((await viewOfApplication(inbox, await rowOf(receipt))).open).not.toContain('rate');
  await expect(rateAtInbox(inbox, await rowOf(receipt), 5)).rejects.toMatchObject({
    code: 'NOT_IN_THIS_STATUS',
  });
  await record(caseId, { type: 'receiptConfirmed', on: parseLocalDate('2026-03-02') });
  await record(caseId, {
    type: 'decided',
    on: parseLocalDate('2026-03-02'),
    items: [{ finding: 'disclosed' }],
  });
  await record(caseId, { type: 'served', on: parseLocalDate('2026-03-02'), way: 'direct' });
  await toInbox();
  expect((await viewOfApplication(inbox, await rowOf(receipt))).open).toContain('rate');
  on('2026-03-31');
  await rateAtInbox(inbox, await rowOf(receipt), 4);
  await expect(rateAtInbox(inbox, await rowOf(receipt), 1)).rejects.toMatchObject({
    code: 'NOT_IN_THIS_STATUS',
  });
  // The package is carried for days: the month is that in which it was said.
  on('2026-04-07');
  const packages = await contentsOf(inbox);
  expect(await importPackages(office, packages)).toMatchObject({ refused: 0 });
  await importPackages(office, packages);
  const { rows } = await sql`select agency_id, month, grade, count from satisfaction_count`.execute(
    office.db,
  );
  expect(rows).toEqual([{ agencyId: CODE, month: '2026-03', grade: 4, count: 1 }]);
  await toInbox();
  expect((await viewOfApplication(inbox, await rowOf(receipt))).open).not.toContain('rate');
});

test('a demand for correction comes into its register on its day, with its file; the result goes back (条例第四十一条)', async () => {
  on('2026-04-08');
  const lines = [
    { name: 'record', label: '不准确的记录', text: '云山路9号房屋档案的面积' },
    { name: 'evidence', label: '证据', text: '不动产权证书' },
    { name: 'name', label: '姓名或者单位名称', text: '时敬之' },
  ];
  const file = { fileName: '证书.txt', bytes: Buffer.from('不动产权证书的内容') };
  const receipt = await submitRightsToInbox(inbox, CODE, { kind: 'correction', lines }, NETWORK, [file]);
  const packages = await contentsOf(inbox);
  for (const word of ['时敬之', '房屋档案', '不动产权'])
    expect(await textOf(inbox, 'inbox%'), word).not.toContain(word);
  on('2026-04-14');
  const taken = await importPackages(office, packages);
  expect((await exchangeStanding(office))[0]?.refusals).toEqual([]);
  expect(taken).toMatchObject({ refused: 0, files: 1 });
  expect(await importPackages(office, packages)).toMatchObject({ applied: 0, repeated: packages.length });
  const { items } = await listRightsRequests(office, officer, CODE, { limit: 20 });
  // No application, and in no row of 表三: it is in the register of demands alone, on the day of the inbox.
  expect(items).toMatchObject([{ kind: 'correction', submittedOn: '2026-04-08', status: 'open' }]);
  const { requestId = '' } = items[0] ?? {};
  const found = await getRightsRequest(office, officer, CODE, requestId);
  expect(found.answers).toContainEqual({ label: '不准确的记录', text: '云山路9号房屋档案的面积' });
  expect(found.files.map(({ fileName }) => fileName)).toEqual(['证书.txt']);
  await toInbox();
  expect(rightsStateOf(inbox, await rowOf(receipt))).toMatchObject({
    requestId,
    status: 'open',
    outcome: null,
  });
});

test('a suggestion to publish is answered at the office, and the answer read at the inbox (条例第四十四条)', async () => {
  on('2026-04-15');
  const lines = [{ name: 'subject', label: '建议公开的信息', text: '公交线路调整方案' }];
  const receipt = await submitRightsToInbox(inbox, CODE, { kind: 'suggestion', lines }, NETWORK);
  await toOffice();
  const { items } = await listRightsRequests(office, officer, CODE, { kind: 'suggestion', limit: 20 });
  const { requestId = '' } = items[0] ?? {};
  await answerRightsRequest(office, officer, CODE, requestId, {
    ...{ outcome: 'willPublish', text: '将于本月公布。', lastSeq: 1 },
  });
  await toInbox();
  const row = await rowOf(receipt);
  expect(rightsStateOf(inbox, row)).toMatchObject({
    ...{ requestId, status: 'answered', outcome: 'willPublish', answeredOn: '2026-04-15' },
    events: [{ on: '2026-04-15', text: '将于本月公布。' }],
  });
  expect(row.closedOn).toBe('2026-04-15');
  // Told once: nothing more of it waits at the office.
  await toOffice();
  await exportPackages(office);
  expect((await exchangeStanding(office))[0]?.waiting).toEqual([]);
});

test('a third party hands in a file with its answer (条例第三十二条)', async () => {
  on('2026-04-16');
  const { reference } = await submitToInbox(
    inbox,
    CODE,
    { applicantClass: 'naturalPerson', applicantName: '时敬之', request: '云山路的批复' },
    NETWORK,
  );
  await toOffice();
  const caseId = await caseIdOf(reference);
  await record(caseId, { type: 'receiptConfirmed', on: parseLocalDate('2026-04-16') });
  const place = { agencyCode: CODE, caseId };
  const { consultationId } = await sendConsultation(office, officer, place, {
    ...{ kind: 'thirdParty', addressee: '云泽示范有限公司', address: '', asked: '拟公开批复。' },
    ...{ sentOn: office.today(), receivedOn: office.today() },
  });
  const { token } = await makeThirdPartyLink(office, officer, { ...place, consultationId });
  await toInbox();
  const answer = { agencyCode: CODE, token, answer: 'objects', opinion: '涉及商业秘密。' } as const;
  await expect(
    answerAtInbox(inbox, answer, [{ fileName: '程序.exe', bytes: Buffer.from('MZ\u0000\u0001') }]),
  ).rejects.toMatchObject({ code: 'FILE_REFUSED' });
  await answerAtInbox(inbox, answer, [{ fileName: '说明.txt', bytes: Buffer.from('工艺参数属于商业秘密') }]);
  expect(await toOffice()).toMatchObject({ refused: 0, files: 1 });
  const { consultations } = await getHandling(office, officer, place);
  expect(consultations[0]).toMatchObject({ answer: 'objects', opinion: '涉及商业秘密。' });
  const [kept] = consultations[0]?.files ?? [];
  expect(kept?.fileName).toBe('说明.txt');
  expect((await openHandlingFile(office, officer, CODE, kept?.fileId ?? '')).size).toBeGreaterThan(0);
});
