import { DomainError } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { unseal } from '../platform/secrets/seal.js';
import { bodyOf, MESSAGE_USE, obey, tellChanges } from './messages.js';
import { nodeIdOf, nodeKeysOf, type NodeKeys, type PublicNode } from './node-keys.js';
import { digestOfPackage, makePackage, openPackage, parsePackage, readPackage } from './package-file.js';
import {
  countMessages,
  deleteMessages,
  findPackage,
  insertPackage,
  insertPeer,
  listIncidents,
  listMessages,
  listOpenPackages,
  listPeers,
  lockPeer,
  markHandedOver,
  noteIncident,
  settleLost,
  settlePackages,
  updatePeer,
  type IncidentRow,
  type PeerRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
type InnerContext = Omit<Context, 'db'>;

const MESSAGES_A_PACKAGE = 500;
const LATE_MS = 7 * 86_400_000;

/** What this node gives the other side once, by a way that can be trusted. */
export function ownNode({ keyring }: Pick<Context, 'keyring'>): PublicNode {
  const { nodeId, signKey, boxKey } = nodeKeysOf(keyring, keyring.activeKeyId);
  return { nodeId, signKey, boxKey };
}

/** Knows another node from now on. @throws DomainError INVALID_INPUT, ALREADY_EXISTS */
export async function addPeer(
  ctx: Context,
  peer: PublicNode & { readonly name: string; readonly role: PeerRow['role'] },
): Promise<void> {
  if (nodeIdOf(peer.signKey, peer.boxKey) !== peer.nodeId)
    throw new DomainError('INVALID_INPUT', '对方的公钥和编号对不上，请重新取得公钥文件。');
  const known = (await listPeers(ctx.db)).some(({ nodeId }) => nodeId === peer.nodeId);
  if (known) throw new DomainError('ALREADY_EXISTS', '已经登记过这个节点。');
  const { nodeId, name, role, signKey, boxKey } = peer;
  await inTransaction(ctx.db, (db) =>
    insertPeer(db, {
      ...{ nodeId, name, role, signKey, boxKey },
      ...{ ownKeyId: ctx.keyring.activeKeyId, addedAt: ctx.now().toISOString() },
    }),
  );
}

/** A file for a node. */
export interface PackageFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Makes a package of what waits, or of the bare acknowledgement, and gives it with every earlier one that the other side
 * has not acknowledged: what was lost on its way goes again by itself.
 */
export async function exportPackages(ctx: Context): Promise<PackageFile[]> {
  const files: PackageFile[] = [];
  for (const { nodeId } of await listPeers(ctx.db)) {
    await inTransaction(ctx.db, async (db) => {
      const peer = await lockPeer(db, nodeId);
      await tellChanges(db, ctx, peer);
      await packMessages(db, ctx, peer);
    });
    for (const { number, content } of await listOpenPackages(ctx.db, nodeId, 'out')) {
      if (content === null) continue;
      const own = ownKeys(ctx, await peerOf(ctx, nodeId));
      files.push({
        name: `gongkai-${own.nodeId}-${nodeId}-${String(number).padStart(6, '0')}.exchange`,
        content,
      });
    }
  }
  return files;
}

async function packMessages(db: Transaction, ctx: InnerContext, peer: PeerRow): Promise<void> {
  const rows = await listMessages(db, peer.nodeId, MESSAGES_A_PACKAGE);
  if (rows.length === 0 && peer.lastReceived === peer.toldAcknowledged) return;
  const messages = rows.map(({ messageId: id, kind, bodySealed }) => ({
    ...{ id, kind },
    body: bodyOf(unseal(ctx.keyring, MESSAGE_USE, bodySealed).toString()),
  }));
  const number = peer.lastSent + 1;
  const madeAt = ctx.now().toISOString();
  const about = { number, previous: peer.lastDigest, acknowledges: peer.lastReceived, madeAt };
  const content = makePackage(ownKeys(ctx, peer), peer, about, messages);
  const digest = digestOfPackage(content);
  const { nodeId } = peer;
  await insertPackage(db, { nodeId, direction: 'out', number, digest, content, madeAt, settledAt: null });
  for (const { id, kind } of messages) {
    if (kind === 'application') await markHandedOver(db, id, madeAt);
  }
  const last = rows.at(-1);
  if (last !== undefined) await deleteMessages(db, nodeId, last.seq);
  await updatePeer(db, nodeId, { lastSent: number, lastDigest: digest, toldAcknowledged: peer.lastReceived });
}

/** What an import did with the files it was given. */
export interface ImportResult {
  applied: number;
  repeated: number;
  altered: number;
  /** Kept until the ones before them come. */
  held: number;
  /** Of no node that is known, or for somebody else. */
  foreign: number;
}

/** Takes in packages in any order, each once. What is missing, altered, repeated or late is noted. */
export async function importPackages(ctx: Context, contents: readonly string[]): Promise<ImportResult> {
  const result: ImportResult = { applied: 0, repeated: 0, altered: 0, held: 0, foreign: 0 };
  const peers = await listPeers(ctx.db);
  const numberOf = (content: string): number => parsePackage(content)?.number ?? 0;
  for (const content of [...contents].sort((a, b) => numberOf(a) - numberOf(b))) {
    const claimed = parsePackage(content);
    const peer = peers.find(({ nodeId }) => nodeId === claimed?.from);
    if (claimed === null || peer === undefined || claimed.to !== ownKeys(ctx, peer).nodeId) {
      result.foreign += 1;
      continue;
    }
    const outcome = await inTransaction(ctx.db, (db) => takeIn(db, ctx, peer.nodeId, content));
    result[outcome] += 1;
  }
  for (const { nodeId } of peers) {
    const applied = await inTransaction(ctx.db, (db) => applyHeld(db, ctx, nodeId));
    result.applied += applied;
    result.held -= applied;
  }
  return result;
}

async function takeIn(
  db: Transaction,
  ctx: InnerContext,
  nodeId: string,
  content: string,
): Promise<'applied' | 'repeated' | 'altered' | 'held'> {
  const peer = await lockPeer(db, nodeId);
  const digest = digestOfPackage(content);
  const claimed = parsePackage(content);
  const given = readPackage(content, peer);
  const notedAt = ctx.now().toISOString();
  const note = (kind: IncidentRow['kind'], number: number) =>
    noteIncident(db, { nodeId, kind, number, digest, notedAt, settledAt: null });
  if (given === null) {
    await note('altered', claimed?.number ?? 0);
    return 'altered';
  }
  const { number, madeAt } = given;
  const known = await findPackage(db, { nodeId, direction: 'in', number });
  if (known !== undefined) {
    const isSame = known.digest === digest;
    await note(isSame ? 'repeated' : 'altered', number);
    return isSame ? 'repeated' : 'altered';
  }
  if (number === peer.lastReceived + 1 && given.previous !== peer.receivedDigest) {
    await note('altered', number);
    return 'altered';
  }
  if (ctx.now().getTime() - Date.parse(madeAt) > LATE_MS) await note('late', number);
  await insertPackage(db, { nodeId, direction: 'in', number, digest, content, madeAt, settledAt: null });
  if (number === peer.lastReceived + 1) return (await apply(db, ctx, peer, content)) ? 'applied' : 'altered';
  await note('reordered', number);
  for (let missing = peer.lastReceived + 1; missing < number; missing += 1) {
    if ((await findPackage(db, { nodeId, direction: 'in', number: missing })) !== undefined) continue;
    await noteIncident(db, { nodeId, kind: 'lost', number: missing, digest: '', notedAt, settledAt: null });
  }
  return 'held';
}

/** Does all that a package says, in the transaction that remembers it. @returns false: it does not follow the one before */
async function apply(db: Transaction, ctx: InnerContext, peer: PeerRow, content: string): Promise<boolean> {
  const given = readPackage(content, peer);
  if (given === null) return false;
  const { nodeId } = peer;
  const digest = digestOfPackage(content);
  const at = ctx.now().toISOString();
  if (given.previous !== peer.receivedDigest) {
    await noteIncident(db, {
      nodeId,
      kind: 'altered',
      number: given.number,
      digest,
      notedAt: at,
      settledAt: null,
    });
    return false;
  }
  for (const message of openPackage(ownKeys(ctx, peer), given)) await obey(db, ctx, peer, message);
  await updatePeer(db, nodeId, { lastReceived: given.number, receivedDigest: digest });
  await settlePackages(db, nodeId, 'in', given.number, at);
  await settlePackages(db, nodeId, 'out', given.acknowledges, at);
  await settleLost(db, nodeId, given.number, at);
  return true;
}

/** Packages that waited for one that has come now. */
async function applyHeld(db: Transaction, ctx: InnerContext, nodeId: string): Promise<number> {
  let count = 0;
  for (const { number, content } of await listOpenPackages(db, nodeId, 'in')) {
    const peer = await lockPeer(db, nodeId);
    if (content === null || number !== peer.lastReceived + 1) break;
    if (!(await apply(db, ctx, peer, content))) break;
    count += 1;
  }
  return count;
}

function ownKeys({ keyring }: InnerContext, { ownKeyId }: PeerRow): NodeKeys {
  return nodeKeysOf(keyring, ownKeyId);
}

async function peerOf(ctx: Context, nodeId: string): Promise<PeerRow> {
  const peer = (await listPeers(ctx.db)).find((it) => it.nodeId === nodeId);
  if (peer === undefined) throw new DomainError('NOT_FOUND', '没有登记过这个节点。');
  return peer;
}

/** How the exchange with each node stands. */
export interface PeerStanding extends Pick<
  PeerRow,
  'nodeId' | 'name' | 'role' | 'lastSent' | 'lastReceived'
> {
  readonly unacknowledged: readonly number[];
  readonly waitingMessages: number;
  readonly incidents: readonly IncidentRow[];
}

export async function exchangeStanding(ctx: Pick<Context, 'db'>): Promise<PeerStanding[]> {
  const incidents = await listIncidents(ctx.db);
  const standings: PeerStanding[] = [];
  for (const { nodeId, name, role, lastSent, lastReceived } of await listPeers(ctx.db)) {
    standings.push({
      ...{ nodeId, name, role, lastSent, lastReceived },
      unacknowledged: (await listOpenPackages(ctx.db, nodeId, 'out')).map(({ number }) => number),
      waitingMessages: await countMessages(ctx.db, nodeId),
      incidents: incidents.filter((incident) => incident.nodeId === nodeId),
    });
  }
  return standings;
}
