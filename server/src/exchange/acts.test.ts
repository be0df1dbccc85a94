import { caseEventSchema, operatorActor, parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, recordEvent } from '../application/service.js';
import { makeThirdPartyLink, sendConsultation } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { createAccount, grantRole } from '../identity/service.js';
import { confirmOnlineReceipt, getOnlineApplication } from '../online-application/service.js';
import { createKeyring } from '../platform/secrets/keyring.js';
import { findOpinionAsked } from './inbox-acts.js';
import { tellOfTrouble } from './jobs.js';
import {
  actAtInbox,
  addPeer,
  answerAtInbox,
  confirmAtInbox,
  exchangeStanding,
  exportPackages,
  getExchange,
  importPackages,
  openInboxProgress,
  ownNode,
  purgeInbox,
  submitToInbox,
  viewOfApplication,
} from './service.js';

const CODE = 'YSJ';
/** Another for each test: the clock goes back between them. */
let network = '';
let count = 0;
const officer = testActor();
let now = new Date('2026-09-21T02:00:00Z');
/** Ten in the morning in China. */
const on = (day: string) => {
  now = new Date(`${day}T02:00:00Z`);
};
const clock = () => now;

const [officeDb, inboxDb] = [await openTestDatabase(), await openTestDatabase()];
const office = testContext({ db: officeDb.db, keyring: createKeyring(), now: clock });
const inbox = testContext({ db: inboxDb.db, keyring: createKeyring(), now: clock });
await makeAgency(office);
await addPeer(office, { ...ownNode(inbox), name: '外网收件节点', role: 'inbox' });
await addPeer(inbox, { ...ownNode(office), name: '云山局', role: 'office' });
for (const [loginName, role, agencyCode] of [
  ['gongkai', 'disclosureOfficer', CODE],
  ['xitong', 'systemAdministrator', null],
] as const) {
  const kind = agencyCode === null ? 'systemAdministrator' : 'staff';
  const account = { loginName, displayName: loginName, kind, agencyCode } as const;
  const { id } = await createAccount(office, operatorActor(), account);
  const grant = { role, agencyCode, unitCode: null, fromOn: office.today(), untilOn: null };
  await grantRole(office, operatorActor(), id, grant);
}
const contentsOf = async (ctx: typeof office) => (await exportPackages(ctx)).map(({ content }) => content);
const toOffice = async () => importPackages(office, await contentsOf(inbox));
const toInbox = async () => importPackages(inbox, await contentsOf(office));

interface Sent {
  readonly reference: string;
  readonly code: string;
  readonly caseId: string;
}
const rowOf = ({ reference, code }: Sent) => openInboxProgress(inbox, { reference, code, network });
const viewOf = async (sent: Sent) => viewOfApplication(inbox, await rowOf(sent));
const words = Buffer.from('补偿标准见云泽市规定。\n');

async function apply(files: readonly { fileName: string; bytes: Uint8Array }[] = []): Promise<Sent> {
  const application = {
    applicantClass: 'naturalPerson',
    applicantName: '时敬之',
    applicantDetails: { telephone: '13900000000' },
    request: '云山路改造的征收补偿方案',
  } as const;
  const receipt = await submitToInbox(inbox, CODE, application, network, files);
  await toOffice();
  const { rows } = await sql<{ caseId: string }>`
    select case_id from exchange_case where reference = ${receipt.reference}`.execute(office.db);
  return { ...receipt, caseId: rows[0]?.caseId ?? '' };
}

const caseOf = ({ caseId }: Sent) => getCase(office, officer, CODE, caseId);
async function happens(sent: Sent, event: Parameters<typeof recordEvent>[2]['event']) {
  const { events } = await caseOf(sent);
  const lastSeq = events.at(-1)?.seq ?? 0;
  return recordEvent(office, officer, { agencyCode: CODE, caseId: sent.caseId, lastSeq, event });
}

beforeEach(async () => {
  count += 1;
  network = `network ${count}`;
  on('2026-09-21');
  await toInbox();
});

describe('the day of receipt (条例第三十一条) with days between the networks', () => {
  test('the office confirms first; the applicant’s day at the inbox counts, though its package comes after a holiday', async () => {
    const sent = await apply();
    on('2026-09-23');
    await confirmOnlineReceipt(
      office,
      officer,
      { agencyCode: CODE, caseId: sent.caseId },
      { isAgreedByContact: false },
    );
    await toInbox();
    on('2026-09-28');
    expect((await viewOf(sent)).state?.officeConfirmedOn).toBe('2026-09-23');
    await confirmAtInbox(inbox, await rowOf(sent));
    // 国庆 1 to 7 October: the medium is carried on the 8th.
    on('2026-10-08');
    await toOffice();
    const { receivedOn, dueOn } = await caseOf(sent);
    expect(receivedOn).toBe('2026-09-28');
    // Working days from 29 September: 29, 30, 8-10 (10 is one by notice), 12-16, 19-23, 26-30 October.
    expect(dueOn).toBe('2026-10-30');
  });

  test('the applicant confirms first; the office’s later day counts', async () => {
    const sent = await apply();
    await confirmAtInbox(inbox, await rowOf(sent));
    await toOffice();
    on('2026-09-24');
    await confirmOnlineReceipt(
      office,
      officer,
      { agencyCode: CODE, caseId: sent.caseId },
      { isAgreedByContact: false },
    );
    expect((await caseOf(sent)).receivedOn).toBe('2026-09-24');
  });
});

describe('what the applicant does at the inbox', () => {
  test('a supplement within its term holds, though it arrives after the term has ended (条例第三十条)', async () => {
    const sent = await apply();
    await happens(sent, { type: 'receiptConfirmed', on: parseLocalDate('2026-09-21') });
    await happens(sent, { type: 'correctionNotice', on: parseLocalDate('2026-09-21'), termDays: 5 });
    await toInbox();
    const view = await viewOf(sent);
    expect(view.open).toContain('supplement');
    expect(view.state?.status).toBe('awaitingApplicant');
    on('2026-09-28');
    await actAtInbox(inbox, view.row, {
      ...{ kind: 'supplement', text: '补充：补偿标准。', network },
      files: [
        { fileName: '补正材料.txt', bytes: words },
        { fileName: '授权委托书.txt', bytes: Buffer.from('委托时明远代为办理。') },
      ],
    });
    // Not yet at the office: the inbox lets nobody do it twice once the office knows, and shows that it waits.
    expect((await viewOf(sent)).acts[0]).toMatchObject({ kind: 'supplement', handedOverAt: null });
    on('2026-10-12');
    expect((await caseOf(sent)).status).toBe('lapsed');
    expect(await toOffice()).toMatchObject({ refused: 0, files: 2 });
    const { status, events } = await caseOf(sent);
    expect(status).toBe('processing');
    expect(events.at(-1)?.event).toMatchObject({ type: 'supplement', on: '2026-09-28' });
    const online = await getOnlineApplication(office, officer, CODE, sent.caseId);
    expect(online.acts[0]).toMatchObject({ kind: 'supplement', on: '2026-09-28', text: '补充：补偿标准。' });
    expect(online.files.map(({ fileName }) => fileName).sort()).toEqual(['授权委托书.txt', '补正材料.txt']);
    await toInbox();
    expect((await viewOf(sent)).open).not.toContain('supplement');
  });

  test('a withdrawal that meets a reply has no effect; its words stay, and both sides are told', async () => {
    const sent = await apply();
    await happens(sent, { type: 'receiptConfirmed', on: parseLocalDate('2026-09-21') });
    await toInbox();
    await actAtInbox(inbox, await rowOf(sent), { kind: 'withdrawn', text: '', files: [], network });
    on('2026-09-22');
    for (const event of [
      { type: 'decided', on: '2026-09-22', items: [{ finding: 'disclosed' }] },
      { type: 'served', on: '2026-09-22', way: 'electronic' },
    ])
      await happens(sent, caseEventSchema.parse(event));
    const before = await caseOf(sent);
    expect(await toOffice()).toMatchObject({ applied: 1, refused: 1 });
    expect((await caseOf(sent)).events).toHaveLength(before.events.length);
    const [node] = (await getExchange(office, officer, CODE)).nodes;
    expect(node?.refused[0]).toMatchObject({ kind: 'act', reference: sent.reference, actedOn: '2026-09-21' });
    await toInbox();
    expect((await viewOf(sent)).state?.refused[0]?.reason).toContain('已经作出答复');
  });

  test('a withdrawal in time ends the case on its day at the inbox', async () => {
    const sent = await apply();
    await actAtInbox(inbox, await rowOf(sent), { kind: 'withdrawn', text: '', files: [], network });
    on('2026-09-25');
    await toOffice();
    expect(await caseOf(sent)).toMatchObject({ status: 'withdrawn' });
    await toInbox();
    const { state, open } = await viewOf(sent);
    expect(state).toMatchObject({ status: 'withdrawn', closedOn: '2026-09-21' });
    expect(open).toEqual([]);
  });

  test('a file of no known kind is refused at once; one that comes with an application is with its case', async () => {
    const program = { fileName: '申请.pdf', bytes: Buffer.from('MZ\u0090\u0000 not a document') };
    await expect(apply([{ fileName: '线索.txt', bytes: words }, program])).rejects.toMatchObject({
      code: 'FILE_REFUSED',
    });
    const large = Buffer.concat([words, Buffer.alloc(5_000_000, 32)]);
    const sent = await apply([{ fileName: '线索.txt', bytes: large }]);
    const { files } = await getOnlineApplication(office, officer, CODE, sent.caseId);
    expect(files).toMatchObject([{ fileName: '线索.txt', size: large.byteLength, purpose: 'application' }]);
    const { rows } = await sql`select 1 from exchange_file_part`.execute(office.db);
    expect(rows).toEqual([]);
  });

  test('a third party answers by its own link on its day at the inbox (条例第三十二条)', async () => {
    const sent = await apply();
    await happens(sent, { type: 'receiptConfirmed', on: parseLocalDate('2026-09-21') });
    const place = { agencyCode: CODE, caseId: sent.caseId };
    const { consultationId } = await sendConsultation(office, officer, place, {
      ...{ kind: 'thirdParty', addressee: '云泽示范有限公司', address: '', asked: '拟公开补偿总额。' },
      ...{ sentOn: office.today(), receivedOn: office.today() },
    });
    const { token } = await makeThirdPartyLink(office, officer, { ...place, consultationId });
    expect(await findOpinionAsked(inbox, CODE, token, network)).toBeNull();
    await toInbox();
    const found = await findOpinionAsked(inbox, CODE, token, network);
    expect(found?.asked).toMatchObject({ addressee: '云泽示范有限公司', asked: '拟公开补偿总额。' });
    expect(JSON.stringify(found)).not.toMatch(/时敬之|征收补偿方案/);
    on('2026-09-24');
    await answerAtInbox(inbox, { agencyCode: CODE, token, answer: 'objects', opinion: '涉及商业秘密。' });
    await expect(
      answerAtInbox(inbox, { agencyCode: CODE, token, answer: 'agrees', opinion: '' }),
    ).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
    on('2026-09-30');
    expect(await toOffice()).toMatchObject({ refused: 0 });
    const { events } = await caseOf(sent);
    expect(events.at(-1)?.event).toMatchObject({
      type: 'thirdPartyAnswered',
      on: '2026-09-24',
      agrees: false,
    });
  });
});

describe('the page of the exchange', () => {
  test('silence for three days and a gap are told; a healed gap is not', async () => {
    await apply();
    expect((await exchangeStanding(office))[0]?.warnings).toEqual([]);
    on('2026-09-24');
    expect((await exchangeStanding(office))[0]?.warnings).toMatchObject([{ kind: 'silent', days: 3 }]);
    expect(await tellOfTrouble(office)).toBe(2);
    expect(await tellOfTrouble(office)).toBe(0);
    const before = (await exchangeStanding(inbox))[0]?.lastSent ?? 0;
    await submitToInbox(
      inbox,
      CODE,
      { applicantClass: 'naturalPerson', applicantName: '时敬之', request: '规划' },
      network,
    );
    await contentsOf(inbox);
    await submitToInbox(
      inbox,
      CODE,
      { applicantClass: 'naturalPerson', applicantName: '时敬之', request: '预算' },
      network,
    );
    const all = await contentsOf(inbox);
    const numberOf = (content: string) => (JSON.parse(content) as { number: number }).number;
    await importPackages(
      office,
      all.filter((content) => numberOf(content) === before + 2),
    );
    const [gap] = (await exchangeStanding(office))[0]?.warnings ?? [];
    expect(gap).toEqual({ kind: 'gap', days: null, numbers: [before + 1] });
    await importPackages(office, all);
    expect((await exchangeStanding(office))[0]?.warnings).toEqual([]);
  });

  test('whoever may not see it is refused', async () => {
    const nobody = { kind: 'person', id: 'p', name: '无权的人', grants: [] } as const;
    await expect(getExchange(office, nobody, CODE)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a case is let go of at the inbox when its days after closing are over, with all that was kept', async () => {
    const sent = await apply();
    await actAtInbox(inbox, await rowOf(sent), { kind: 'withdrawn', text: '', files: [], network });
    await toOffice();
    await toInbox();
    on('2026-12-20');
    await purgeInbox(inbox, 90);
    expect((await rowOf(sent)).reference).toBe(sent.reference);
    on('2026-12-21');
    await purgeInbox(inbox, 90);
    await expect(rowOf(sent)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { rows } = await sql`select 1 from inbox_act where reference = ${sent.reference}`.execute(inbox.db);
    expect(rows).toEqual([]);
  });

  test('export, import, refused package and gap are on record on both sides', async () => {
    on('2026-09-22');
    await submitToInbox(
      inbox,
      CODE,
      { applicantClass: 'naturalPerson', applicantName: '时敬之', request: '年报' },
      network,
    );
    const [content = ''] = (await contentsOf(inbox)).slice(-1);
    const altered = JSON.stringify({ ...(JSON.parse(content) as object), text: 'Zm9yZ2Vk' });
    expect(await importPackages(office, [altered])).toMatchObject({ altered: 1 });
    const kinds = await recordedKinds(office.db);
    for (const kind of ['exported', 'gapFound', 'imported', 'packageRefused', 'peerAdded'])
      expect(kinds).toContain(`exchange.${kind}`);
    expect(await recordedKinds(inbox.db)).toContain('exchange.exported');
  });
});
