import { parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, recordEvent } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { createKeyring } from '../platform/secrets/keyring.js';
import { nodeKeysOf } from './node-keys.js';
import { makePackage } from './package-file.js';
import {
  addPeer,
  confirmAtInbox,
  exchangeStanding,
  exportPackages,
  importPackages,
  openInboxProgress,
  ownNode,
  submitToInbox,
  viewOfApplication,
} from './service.js';

const CODE = 'YSJ';
const officer = testActor();
let now = new Date('2026-03-02T04:00:00Z');
const clock = () => now;

/** An office and its inbox: two databases, two key files, and nothing between them but files. */
async function pair() {
  const [officeDb, inboxDb] = [await openTestDatabase(), await openTestDatabase()];
  const office = testContext({ db: officeDb.db, keyring: createKeyring(), now: clock });
  const inbox = testContext({ db: inboxDb.db, keyring: createKeyring(), now: clock });
  await makeAgency(office);
  await addPeer(office, { ...ownNode(inbox), name: '外网收件节点', role: 'inbox' });
  await addPeer(inbox, { ...ownNode(office), name: '云山局', role: 'office' });
  const fromOffice = async () => (await exportPackages(office)).map(({ content }) => content);
  const fromInbox = async () => (await exportPackages(inbox)).map(({ content }) => content);
  await importPackages(inbox, await fromOffice());
  return { office, inbox, fromOffice, fromInbox };
}

const nodes = await pair();
const REQUEST = '云山路改造的征收补偿方案';
const application = {
  applicantClass: 'naturalPerson',
  applicantName: '时敬之',
  applicantDetails: { telephone: '13900000000', address: '云山路9号' },
  request: REQUEST,
} as const;

describe('there and back', () => {
  let receipt: Awaited<ReturnType<typeof submitToInbox>>;
  let caseId = '';
  const progress = () => openInboxProgress(nodes.inbox, { ...receipt, network: '203.0.113.0/24' });

  test('an application is a case that was submitted on the day of the inbox, however late the package comes', async () => {
    receipt = await submitToInbox(nodes.inbox, CODE, application, '203.0.113.0/24');
    const packages = await nodes.fromInbox();
    now = new Date('2026-03-06T04:00:00Z');
    expect(await importPackages(nodes.office, packages)).toMatchObject({ applied: 1, altered: 0 });
    const { rows } = await sql<{ caseId: string }>`
      select case_id from exchange_case where agency_id = ${CODE} and reference = ${receipt.reference}`.execute(
      nodes.office.db,
    );
    caseId = rows[0]?.caseId ?? '';
    const found = await getCase(nodes.office, officer, CODE, caseId);
    expect(found.events[0]?.event).toMatchObject({ type: 'submitted', on: '2026-03-02', channel: 'web' });
    // Nobody has confirmed: it is not received yet (条例第三十一条).
    expect(found.receivedOn).toBeNull();
  });

  test('nothing of the person or the request can be read at the inbox or in a package after that', async () => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and (table_name like 'exchange%' or table_name like 'inbox%')`.execute(
      nodes.inbox.db,
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(
        nodes.inbox.db,
      );
      const all = rows.map(({ text }) => text).join('\n');
      for (const word of ['时敬之', '13900000000', '云山路', '征收补偿', receipt.code])
        expect(all, name).not.toContain(word);
    }
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::integer as count from exchange_message`.execute(nodes.inbox.db);
    expect(rows[0]?.count).toBe(0);
    for (const content of await nodes.fromInbox()) expect(content).not.toContain('时敬之');
  });

  test('both sides confirm; the day of the receipt and the term come back to the progress page', async () => {
    await confirmAtInbox(nodes.inbox, await progress());
    await importPackages(nodes.office, await nodes.fromInbox());
    const { rows } = await sql<{ on: string }>`
      select applicant_confirmed_on as "on" from exchange_case where agency_id = ${CODE}`.execute(
      nodes.office.db,
    );
    expect(rows[0]?.on).toBe('2026-03-06');
    const { events } = await getCase(nodes.office, officer, CODE, caseId);
    const lastSeq = events.at(-1)?.seq ?? 0;
    await recordEvent(nodes.office, officer, {
      ...{ agencyCode: CODE, caseId, lastSeq },
      event: { type: 'receiptConfirmed', on: parseLocalDate('2026-03-06') },
    });
    await importPackages(nodes.inbox, await nodes.fromOffice());
    // 20 working days from the day after 2026-03-06, with the day off of 04-06 (清明).
    const { state } = await viewOfApplication(nodes.inbox, await progress());
    expect(state).toMatchObject({ receivedOn: '2026-03-06', dueOn: '2026-04-03' });
  });

  test('what has arrived is acknowledged and goes no more', async () => {
    await importPackages(nodes.office, await nodes.fromInbox());
    await importPackages(nodes.inbox, await nodes.fromOffice());
    expect((await exchangeStanding(nodes.inbox))[0]?.unacknowledged.length).toBeLessThanOrEqual(1);
    expect((await exchangeStanding(nodes.inbox))[0]?.waiting).toEqual([]);
  });

  test('a wrong code opens nothing', async () => {
    const wrong = { reference: receipt.reference, code: 'AAAA-BBBB-CCCC', network: '198.51.100.0/24' };
    await expect(openInboxProgress(nodes.inbox, wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('on the way', () => {
  const casesOf = async () => {
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::integer as count from exchange_case`.execute(nodes.office.db);
    return rows[0]?.count ?? 0;
  };
  /** New packages of the inbox, one application each, and the number of the first. */
  const several = async (count: number) => {
    await importPackages(nodes.office, await nodes.fromInbox());
    await importPackages(nodes.inbox, await nodes.fromOffice());
    const first = ((await exchangeStanding(nodes.inbox))[0]?.lastSent ?? 0) + 1;
    let all: string[] = [];
    for (let number = 0; number < count; number += 1) {
      await submitToInbox(nodes.inbox, CODE, application, `net ${number}`);
      all = await nodes.fromInbox();
    }
    const packages = all.filter((content) => (JSON.parse(content) as { number: number }).number >= first);
    return { first, packages };
  };
  const incidents = async () =>
    ((await exchangeStanding(nodes.office))[0]?.incidents ?? []).map(({ kind, number, settledAt }) => [
      kind,
      number,
      settledAt !== null,
    ]);

  test('a lost package is noticed, what came after it waits, and the next export brings it again', async () => {
    const before = await casesOf();
    const { first, packages } = await several(3);
    const [one = '', , three = ''] = packages;
    expect(await importPackages(nodes.office, [one, three])).toMatchObject({ applied: 1, held: 1 });
    expect(await casesOf()).toBe(before + 1);
    expect(await incidents()).toContainEqual(['lost', first + 1, false]);
    expect(await importPackages(nodes.office, await nodes.fromInbox())).toMatchObject({ altered: 0 });
    expect(await casesOf()).toBe(before + 3);
    expect(await incidents()).toContainEqual(['lost', first + 1, true]);
  });

  test('packages in any order, each once', async () => {
    const before = await casesOf();
    const { first, packages } = await several(3);
    for (const content of [...packages].reverse()) await importPackages(nodes.office, [content]);
    expect(await casesOf()).toBe(before + 3);
    expect(await incidents()).toContainEqual(['reordered', first + 2, false]);
    expect(await importPackages(nodes.office, packages)).toMatchObject({ applied: 0, repeated: 3 });
    expect(await casesOf()).toBe(before + 3);
    expect(await incidents()).toContainEqual(['repeated', first, false]);
  });

  test('a package that was altered, or put together by somebody else, does nothing and is noted', async () => {
    const before = await casesOf();
    const { first, packages } = await several(1);
    const [content = ''] = packages;
    for (const [field, value] of [
      ['madeAt', '2026-03-01T00:00:00.000Z'],
      ['number', first + 1],
      ['text', Buffer.from('forged').toString('base64')],
    ] as const) {
      const altered = JSON.stringify({ ...(JSON.parse(content) as object), [field]: value });
      expect(await importPackages(nodes.office, [altered]), field).toMatchObject({ applied: 0, altered: 1 });
    }
    expect(await casesOf()).toBe(before);
    expect((await incidents()).filter(([kind]) => kind === 'altered')).toHaveLength(3);
    const keyring = createKeyring();
    const about = { number: first, previous: '', acknowledges: 0, madeAt: now.toISOString() };
    const foreign = makePackage(nodeKeysOf(keyring, keyring.activeKeyId), ownNode(nodes.office), about, []);
    expect(await importPackages(nodes.office, [foreign])).toMatchObject({ foreign: 1, applied: 0 });
    expect(await importPackages(nodes.office, [content])).toMatchObject({ applied: 1 });
    expect(await casesOf()).toBe(before + 1);
  });

  test('a package that comes a week after it was made is taken and noted', async () => {
    const { first, packages } = await several(1);
    now = new Date(now.getTime() + 8 * 86_400_000);
    expect(await importPackages(nodes.office, packages)).toMatchObject({ applied: 1 });
    expect(await incidents()).toContainEqual(['late', first, false]);
  });
});
