import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { keyStandings, sealEverythingAnew, withoutKey } from '../personal-data/service.js';
import { operatorActor } from '@gongkai/core';
import { createKeyring, rotateKeyring, type Keyring } from '../platform/secrets/keyring.js';
import {
  addPeer,
  exchangeStanding,
  exportPackages,
  importPackages,
  openInboxProgress,
  ownNode,
  replacePeerKey,
  submitToInbox,
  viewOfApplication,
} from './service.js';

const CODE = 'YSJ';
const NETWORK = '203.0.113.0/24';
const now = () => new Date('2026-03-02T04:00:00Z');
const actor = operatorActor();
const application = {
  applicantClass: 'naturalPerson',
  applicantName: '时敬之',
  applicantDetails: { telephone: '13900000000', address: '云山路9号' },
  request: '云山路改造的征收补偿方案',
} as const;

/** An office and its inbox, each with a key that can be changed, and packages that are carried by hand. */
async function pair() {
  const [officeDb, inboxDb] = [await openTestDatabase(), await openTestDatabase()];
  const keys = { office: createKeyring(), inbox: createKeyring() };
  const dbs = { office: officeDb.db, inbox: inboxDb.db };
  type Side = keyof typeof keys;
  const ctx = (side: Side) => testContext({ db: dbs[side], keyring: keys[side], now });
  await makeAgency(ctx('office'));
  await addPeer(ctx('office'), { ...ownNode(ctx('inbox')), name: '外网收件节点', role: 'inbox' });
  await addPeer(ctx('inbox'), { ...ownNode(ctx('office')), name: '云山局', role: 'office' });
  const send = async (side: Side) => (await exportPackages(ctx(side))).map(({ content }) => content);
  const take = (side: Side, packages: readonly string[]) => importPackages(ctx(side), packages);
  await take('inbox', await send('office'));
  return {
    ctx,
    send,
    take,
    /** A new master key beside the old one, with everything sealed anew, as `gongkai key rotate` does. */
    rotate: async (side: Side) => {
      const old = keys[side].activeKeyId;
      keys[side] = rotateKeyring(keys[side]);
      await sealEverythingAnew(ctx(side), actor);
      return old;
    },
    remove: async (side: Side, keyId: string) => {
      keys[side] = await withoutKey(ctx(side), keyId);
    },
    setKeys: (side: Side, keyring: Keyring) => {
      keys[side] = keyring;
    },
    submit: () => submitToInbox(ctx('inbox'), CODE, application, NETWORK),
    cases: async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from exchange_case`.execute(dbs.office);
      return rows[0]?.count ?? 0;
    },
    progress: async (receipt: { reference: string; code: string }) =>
      viewOfApplication(
        ctx('inbox'),
        await openInboxProgress(ctx('inbox'), { ...receipt, network: NETWORK }),
      ),
  };
}

const nodes = await pair();
const losing = await pair();
const robbed = await pair();
const forgetful = await pair();

describe('the key of the inbox changes', () => {
  test('what it keeps is sealed under the new key, and the old one is needed until the office uses the new', async () => {
    const { ctx, send, take, rotate, remove, submit, progress, cases } = nodes;
    const first = await submit();
    await take('office', await send('inbox'));
    await take('inbox', await send('office'));
    // Waits for the next package while the key changes.
    const second = await submit();
    const old = await rotate('inbox');
    expect(await keyStandings(ctx('inbox'))).toMatchObject([
      { keyId: old, rows: 0, exchanges: ['云山局'] },
      { isActive: true, exchanges: [] },
    ]);
    expect((await progress(first)).state).not.toBeNull();
    await expect(remove('inbox', old)).rejects.toThrow('与“云山局”的交换还在用');

    const announced = await send('inbox');
    expect(await take('office', announced)).toMatchObject({ applied: 1, altered: 0, foreign: 0, refused: 0 });
    expect(await cases()).toBe(2);
    await expect(remove('inbox', old)).rejects.toThrow('与“云山局”的交换还在用');
    expect(await take('inbox', await send('office'))).toMatchObject({ applied: 1, altered: 0, foreign: 0 });
    // Told, then in use: at the office the other side's change, at the inbox its own.
    expect(await recordedKinds(ctx('inbox').db)).toContain('exchange.keyChanged');
    expect(await recordedKinds(ctx('office').db)).toContain('exchange.keyChanged');
    await remove('inbox', old);
    expect([...ctx('inbox').keyring.keys.keys()]).not.toContain(old);

    // With the new key alone: everything is there, and both ways go on under the same books.
    expect((await progress(first)).state).not.toBeNull();
    expect((await progress(second)).state).not.toBeNull();
    await submit();
    expect(await take('office', await send('inbox'))).toMatchObject({ applied: 1, altered: 0, foreign: 0 });
    expect(await cases()).toBe(3);
    const [peer, ...others] = await exchangeStanding(ctx('office'));
    expect(others).toEqual([]);
    expect(peer?.incidents).toEqual([]);
  });

  test('the package with the new key is lost, comes late, comes twice: nothing else is, and nothing is missed', async () => {
    const { ctx, send, take, rotate, remove, submit, cases } = losing;
    await submit();
    const before = await send('inbox');
    const old = await rotate('inbox');
    await submit();
    const lost = await send('inbox');
    expect(lost).toHaveLength(2);
    // Only a later package arrives; it waits, because two are missing before it.
    await submit();
    const later = await send('inbox');
    expect(await take('office', later.slice(2))).toMatchObject({ applied: 0, held: 1 });
    expect(await cases()).toBe(0);
    // The office does not know of the new key yet: what it sends is for the old one, and is read.
    expect(await take('inbox', await send('office'))).toMatchObject({ altered: 0, foreign: 0 });
    await expect(remove('inbox', old)).rejects.toThrow('云山局');
    // The first one comes late, and the rest goes again with the next export.
    expect(await take('office', before)).toMatchObject({ applied: 1 });
    expect(await take('office', await send('inbox'))).toMatchObject({ altered: 0, foreign: 0 });
    expect(await cases()).toBe(3);
    expect(await take('office', lost)).toMatchObject({ repeated: 2, altered: 0, applied: 0, foreign: 0 });
    const answer = await send('office');
    expect(await take('inbox', answer)).toMatchObject({ altered: 0, foreign: 0 });
    await remove('inbox', old);
    // A copy of what was for the old key is known by its digest, not altered and not somebody else's.
    expect(await take('inbox', answer)).toMatchObject({ applied: 0, altered: 0, foreign: 0 });
    expect(await take('office', before)).toMatchObject({ repeated: 1, altered: 0, foreign: 0 });
    const [peer] = await exchangeStanding(ctx('office'));
    expect(peer?.incidents.filter(({ settledAt, kind }) => kind === 'lost' && settledAt === null)).toEqual(
      [],
    );
  });
});

test('the key of the office changes, then both at once', async () => {
  const { send, take, rotate, remove, submit, cases, progress } = nodes;
  const before = await cases();
  const oldOffice = await rotate('office');
  const receipt = await submit();
  await take('office', await send('inbox'));
  await take('inbox', await send('office'));
  await take('office', await send('inbox'));
  await remove('office', oldOffice);
  expect((await progress(receipt)).state).not.toBeNull();

  const [second, secondOfInbox] = [await rotate('office'), await rotate('inbox')];
  await submit();
  const [fromInbox, fromOffice] = [await send('inbox'), await send('office')];
  await take('office', fromInbox);
  await take('inbox', fromOffice);
  await take('office', await send('inbox'));
  await take('inbox', await send('office'));
  await remove('office', second);
  await remove('inbox', secondOfInbox);
  expect(await cases()).toBe(before + 2);
  await submit();
  expect(await take('office', await send('inbox'))).toMatchObject({ altered: 0, foreign: 0 });
  expect(await cases()).toBe(before + 3);
});

test('what the old key signs after the new one is in use is refused', async () => {
  const { ctx, send, take, rotate, submit, cases, setKeys } = robbed;
  const stolen = ctx('inbox').keyring;
  await rotate('inbox');
  await take('office', await send('inbox'));
  await take('inbox', await send('office'));
  await submit();
  await take('office', await send('inbox'));
  expect(await cases()).toBe(1);
  // Somebody with the old key file writes the next package as the inbox would have.
  const present = ctx('inbox').keyring;
  await sql`update exchange_peer set own_key_id = ${stolen.activeKeyId}`.execute(ctx('inbox').db);
  setKeys('inbox', {
    activeKeyId: stolen.activeKeyId,
    keys: new Map([...present.keys, ...stolen.keys]),
  });
  await submit();
  const forged = (await send('inbox')).slice(-1);
  expect(await take('office', forged)).toMatchObject({ applied: 0, altered: 1 });
  expect(await cases()).toBe(1);
});

test('a node that has lost its key file is known by another key, compared by hand', async () => {
  const { ctx, send, take, submit, cases, setKeys } = forgetful;
  await submit();
  await take('office', await send('inbox'));
  const [peer] = await exchangeStanding(ctx('office'));
  setKeys('inbox', createKeyring());
  await sql`update exchange_peer set own_key_id = ${ctx('inbox').keyring.activeKeyId}`.execute(
    ctx('inbox').db,
  );
  await replacePeerKey(ctx('office'), peer?.nodeId ?? '', ownNode(ctx('inbox')));
  await submit();
  const packages = await send('inbox');
  expect(await take('office', packages.slice(-1))).toMatchObject({ applied: 1, altered: 0, foreign: 0 });
  expect(await cases()).toBe(2);
});
