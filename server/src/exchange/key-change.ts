import { DomainError, operatorActor } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { MESSAGES } from './message-kinds.js';
import { tell } from './messages.js';
import { nodeIdOf, nodeKeysOf, type NodeKeys, type PublicNode } from './node-keys.js';
import {
  endPeerKeys,
  keepPeerKey,
  listPeerKeys,
  listPeers,
  lockPeer,
  updatePeer,
  type PeerRow,
} from './queries.js';
import { readPackage, type ExchangeMessage, type ExchangePackage } from './package-file.js';

type Context = Pick<AppContext, 'keyring' | 'now'> & Partial<Pick<AppContext, 'audit'>>;

/**
 * How a key changes while packages are on their way: the new one is told in a package that the old one signs. The other side
 * encrypts to the new one from then on, and its first package that does shows that it knows: only then is the new one signed
 * with, and the old one needed no more. Every package before that one was taken in before it.
 */
export async function announceNewKey(db: Transaction, ctx: Context, peer: PeerRow): Promise<void> {
  const { keyring } = ctx;
  const { nodeId, ownKeyId, nextKeyId } = peer;
  if (nextKeyId !== null || ownKeyId === keyring.activeKeyId) return;
  const next = nodeKeysOf(keyring, keyring.activeKeyId);
  await tell(db, ctx, nodeId, {
    ...{ id: `newKey ${next.nodeId}`, kind: 'newKey' },
    body: { nodeId: next.nodeId, signKey: next.signKey, boxKey: next.boxKey },
  });
  await updatePeer(db, nodeId, { nextKeyId: keyring.activeKeyId });
  await recordChange(db, ctx, nodeId, { isOwn: true, isInUse: false });
}

/** The other side, as packages for it are encrypted. Its number in our books stays that of its first key. */
export function presentKeyOf({ signKey, boxKey }: Pick<PeerRow, 'signKey' | 'boxKey'>): PublicNode {
  return { nodeId: nodeIdOf(signKey, boxKey), signKey, boxKey };
}

/** Our keys by what packages for us say; null: not for us. */
export function ownKeysFor(
  { keyring }: Pick<Context, 'keyring'>,
  { ownKeyId, nextKeyId }: PeerRow,
  to: string,
): NodeKeys | null {
  const keys = [ownKeyId, ...(nextKeyId === null ? [] : [nextKeyId])].map((id) => nodeKeysOf(keyring, id));
  return keys.find(({ nodeId }) => nodeId === to) ?? null;
}

/** Whose package it says that it is, whichever of its keys signed it. */
export async function findSender(db: Connection, from: string): Promise<PeerRow | null> {
  const peers = await listPeers(db);
  const former = (await listPeerKeys(db)).find(({ keyNodeId }) => keyNodeId === from);
  return (
    peers.find((peer) => presentKeyOf(peer).nodeId === from) ??
    peers.find(({ nodeId }) => nodeId === former?.nodeId) ??
    null
  );
}

/** The package, if a key of the other side signed it that was in use for its number; null: altered, or signed too late. */
export async function verifyPackage(
  db: Connection,
  peer: PeerRow,
  content: string,
): Promise<ExchangePackage | null> {
  const present = readPackage(content, presentKeyOf(peer));
  if (present !== null) return present;
  for (const { nodeId, keyNodeId, signKey, boxKey, untilNumber } of await listPeerKeys(db)) {
    if (nodeId !== peer.nodeId) continue;
    const given = readPackage(content, { nodeId: keyNodeId, signKey, boxKey });
    if (given !== null && (untilNumber === null || given.number <= untilNumber)) return given;
  }
  return null;
}

/** Encrypts to another key from now on, and takes what either signs until the first package comes that the new one signed. */
export async function takeNewKey(
  db: Transaction,
  ctx: Context,
  peer: PeerRow,
  { body }: ExchangeMessage,
): Promise<void> {
  const given = MESSAGES.newKey.parse(body);
  requireFitting(given);
  const present = presentKeyOf(peer);
  if (present.nodeId === given.nodeId) return;
  const { nodeId } = peer;
  await keepPeerKey(db, {
    ...{ nodeId, keyNodeId: present.nodeId, signKey: present.signKey, boxKey: present.boxKey },
    untilNumber: null,
  });
  await updatePeer(db, nodeId, { signKey: given.signKey, boxKey: given.boxKey });
  await recordChange(db, ctx, nodeId, { isOwn: false, isInUse: false });
}

/** What a package that was taken in says of the keys: the other side uses ours, or signs with its own new one. */
export async function noteKeysInUse(db: Transaction, ctx: Context, given: ExchangePackage, peer: PeerRow) {
  const { nodeId, nextKeyId, ownKeyId } = peer;
  if (nextKeyId !== null && nextKeyId !== ownKeyId) {
    if (nodeKeysOf(ctx.keyring, nextKeyId).nodeId === given.to) {
      await updatePeer(db, nodeId, { ownKeyId: nextKeyId, nextKeyId: null });
      await recordChange(db, ctx, nodeId, { isOwn: true, isInUse: true });
    }
  }
  if (given.from === presentKeyOf(peer).nodeId) await endPeerKeys(db, nodeId, given.number - 1);
}

/**
 * Knows another key of a node by hand, where it has lost its old one and can announce nothing: compared by eye as at the
 * beginning. What the old one signed is refused from then on. @throws DomainError NOT_FOUND, INVALID_INPUT
 */
export async function replacePeerKey(
  ctx: Pick<AppContext, 'db' | 'keyring' | 'now'>,
  nodeId: string,
  given: PublicNode,
): Promise<void> {
  requireFitting(given);
  const known = (await listPeers(ctx.db)).find((peer) => peer.nodeId === nodeId);
  if (known === undefined)
    throw new DomainError('NOT_FOUND', `没有登记过编号为 ${nodeId} 的节点，用 exchange status 查看编号。`);
  await inTransaction(ctx.db, async (db) => {
    const peer = await lockPeer(db, nodeId);
    const present = presentKeyOf(peer);
    if (present.nodeId === given.nodeId) return;
    await keepPeerKey(db, {
      ...{ nodeId, keyNodeId: present.nodeId, signKey: present.signKey, boxKey: present.boxKey },
      untilNumber: peer.lastReceived,
    });
    await endPeerKeys(db, nodeId, peer.lastReceived);
    await updatePeer(db, nodeId, { signKey: given.signKey, boxKey: given.boxKey });
    await recordChange(db, ctx, nodeId, { isOwn: false, isInUse: true });
  });
}

/** Names of the nodes with which a key of ours is still used. */
export async function exchangesUsing(db: Connection, keyId: string): Promise<string[]> {
  const peers = await listPeers(db);
  return peers
    .filter(({ ownKeyId, nextKeyId }) => ownKeyId === keyId || nextKeyId === keyId)
    .map(({ name }) => name);
}

function requireFitting({ nodeId, signKey, boxKey }: PublicNode): void {
  if (nodeIdOf(signKey, boxKey) !== nodeId)
    throw new DomainError('INVALID_INPUT', '对方的公钥和编号对不上，请重新取得公钥文件。');
}

async function recordChange(
  db: Transaction,
  ctx: Context,
  nodeId: string,
  details: { readonly isOwn: boolean; readonly isInUse: boolean },
): Promise<void> {
  const subject = { type: 'exchangeNode', id: nodeId } as const;
  await recordAudit(db, ctx, operatorActor(), {
    ...{ kind: 'exchange.keyChanged', details, agencyCode: null, subject },
  });
}
