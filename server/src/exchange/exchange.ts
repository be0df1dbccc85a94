import { DomainError, operatorActor, type AuditEntry } from '@gongkai/core';
import { ZodError } from 'zod';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inSavepoint, inTransaction } from '../platform/database/with-transaction.js';
import { unseal } from '../platform/secrets/seal.js';
import { obeyOffice } from './at-inbox.js';
import { keepRefused, obeyInbox, UnknownCaseError, UnknownMessageError } from './at-office.js';
import { takeInFiles } from './incoming-files.js';
import {
  announceNewKey,
  findSender,
  noteKeysInUse,
  ownKeysFor,
  presentKeyOf,
  takeNewKey,
  verifyPackage,
} from './key-change.js';
import { markHandedOver } from './inbox-queries.js';
import { bodyOf, MESSAGE_USE } from './messages.js';
import { nodeIdOf, nodeKeysOf, type PublicNode } from './node-keys.js';
import {
  digestOfPackage,
  makePackage,
  openPackage,
  parsePackage,
  type ExchangeMessage,
  type ExchangePackage,
} from './package-file.js';
import {
  countRefusals,
  deleteMessages,
  findPackage,
  insertPackage,
  insertPeer,
  insertRefusal,
  listMessages,
  listOpenPackages,
  listPeers,
  lockPeer,
  noteIncident,
  settleLost,
  settlePackages,
  updatePeer,
  type IncidentRow,
  type PeerRow,
} from './queries.js';
import { tellInbox } from './tell-inbox.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'site' | 'files' | 'audit'>;
type InnerContext = Pick<AppContext, 'keyring' | 'now' | 'today' | 'audit'>;

/** A package holds no more, so that it fits into the memory of both sides and onto small media. */
const MESSAGES_A_PACKAGE = 500;
const BYTES_A_PACKAGE = 24_000_000;
const LATE_MS = 7 * 86_400_000;

/** What this node gives the other side once, by a way that can be trusted. */
export function ownNode({ keyring }: Pick<Context, 'keyring'>): PublicNode {
  const { nodeId, signKey, boxKey } = nodeKeysOf(keyring, keyring.activeKeyId);
  return { nodeId, signKey, boxKey };
}

/** Knows another node from now on. @throws DomainError INVALID_INPUT, ALREADY_EXISTS */
export async function addPeer(
  ctx: Pick<Context, 'db' | 'keyring' | 'now'>,
  peer: PublicNode & { readonly name: string; readonly role: PeerRow['role'] },
): Promise<void> {
  if (nodeIdOf(peer.signKey, peer.boxKey) !== peer.nodeId)
    throw new DomainError('INVALID_INPUT', '对方的公钥和编号对不上，请重新取得公钥文件。');
  const known = (await listPeers(ctx.db)).some(({ nodeId }) => nodeId === peer.nodeId);
  if (known) throw new DomainError('ALREADY_EXISTS', '已经登记过这个节点。');
  const { nodeId, name, role, signKey, boxKey } = peer;
  await inTransaction(ctx.db, async (db) => {
    await insertPeer(db, {
      ...{ nodeId, name, role, signKey, boxKey },
      ...{ ownKeyId: ctx.keyring.activeKeyId, addedAt: ctx.now().toISOString() },
    });
    await record(db, ctx, nodeId, { kind: 'exchange.peerAdded', details: {} });
  });
}

/** A file for a node. */
export interface PackageFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Makes packages of what waits, or of the bare acknowledgement, and gives them with every earlier one that the other side
 * has not acknowledged: what was lost on its way goes again by itself.
 */
export async function exportPackages(ctx: Context): Promise<PackageFile[]> {
  const files: PackageFile[] = [];
  for (const found of await listPeers(ctx.db)) {
    const { nodeId } = found;
    await inTransaction(ctx.db, async (db) => announceNewKey(db, ctx, await lockPeer(db, nodeId)));
    if (found.role === 'inbox') await tellInbox(ctx, found);
    while (await inTransaction(ctx.db, async (db) => packMessages(db, ctx, await lockPeer(db, nodeId))));
    const [own, to] = [nodeKeysOf(ctx.keyring, found.ownKeyId), presentKeyOf(found)];
    const numbers: number[] = [];
    for (const { number, content } of await listOpenPackages(ctx.db, nodeId, 'out')) {
      if (content === null) continue;
      numbers.push(number);
      files.push({
        name: `gongkai-${own.nodeId}-${to.nodeId}-${String(number).padStart(6, '0')}.exchange`,
        content,
      });
    }
    await inTransaction(ctx.db, async (db) => {
      await updatePeer(db, nodeId, { lastExportedAt: ctx.now().toISOString() });
      const details = { count: numbers.length, first: numbers[0] ?? 0, last: numbers.at(-1) ?? 0 };
      await record(db, ctx, nodeId, { kind: 'exchange.exported', details });
    });
  }
  return files;
}

/** @returns whether there may be more to pack */
async function packMessages(db: Transaction, ctx: InnerContext, peer: PeerRow): Promise<boolean> {
  const waiting = await listMessages(db, peer.nodeId, MESSAGES_A_PACKAGE, BYTES_A_PACKAGE);
  if (waiting.length === 0 && peer.lastReceived === peer.toldAcknowledged) return false;
  const messages = waiting.map(({ messageId: id, kind, bodySealed }) => ({
    ...{ id, kind },
    body: bodyOf(unseal(ctx.keyring, MESSAGE_USE, bodySealed).toString()),
  }));
  const number = peer.lastSent + 1;
  const madeAt = ctx.now().toISOString();
  const about = { number, previous: peer.lastDigest, acknowledges: peer.lastReceived, madeAt };
  const content = makePackage(nodeKeysOf(ctx.keyring, peer.ownKeyId), presentKeyOf(peer), about, messages);
  const digest = digestOfPackage(content);
  const { nodeId } = peer;
  await insertPackage(db, { nodeId, direction: 'out', number, digest, content, madeAt, settledAt: null });
  for (const { id } of messages) await markHandedOver(db, id, madeAt);
  const last = waiting.at(-1);
  if (last !== undefined) await deleteMessages(db, nodeId, last.seq);
  await updatePeer(db, nodeId, { lastSent: number, lastDigest: digest, toldAcknowledged: peer.lastReceived });
  return last !== undefined;
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
  /** Messages that could not be done. */
  refused: number;
  /** Files of applicants that were looked through and put to their cases. */
  files: number;
}

/** Takes in packages in any order, each once. What is missing, altered, repeated or late is noted. */
export async function importPackages(ctx: Context, contents: readonly string[]): Promise<ImportResult> {
  const result: ImportResult = {
    applied: 0,
    repeated: 0,
    altered: 0,
    held: 0,
    foreign: 0,
    refused: 0,
    files: 0,
  };
  const peers = await listPeers(ctx.db);
  const before = await countRefusals(ctx.db);
  const numberOf = (content: string): number => parsePackage(content)?.number ?? 0;
  for (const content of [...contents].sort((a, b) => numberOf(a) - numberOf(b))) {
    const claimed = parsePackage(content);
    const peer = claimed === null ? null : await findSender(ctx.db, claimed.from);
    if (claimed === null || peer === null || !(await isForUs(ctx, peer, claimed, content))) {
      result.foreign += 1;
      continue;
    }
    const outcome = await inTransaction(ctx.db, (db) => takeIn(db, ctx, peer.nodeId, content));
    result[outcome] += 1;
  }
  for (const { nodeId } of peers) {
    const applied = await inTransaction(ctx.db, async (db) => {
      const count = await applyHeld(db, ctx, nodeId);
      if (contents.length > 0) await updatePeer(db, nodeId, { lastImportedAt: ctx.now().toISOString() });
      return count;
    });
    result.applied += applied;
    result.held -= applied;
  }
  result.held = Math.max(0, result.held);
  const files = await takeInFiles(ctx);
  result.files = files.accepted;
  result.refused = (await countRefusals(ctx.db)) - before;
  return result;
}

/** Encrypted to a key of ours that is in use, or one that was taken in before, whatever key it was for. */
async function isForUs(
  ctx: Context,
  peer: PeerRow,
  { to, number }: ExchangePackage,
  content: string,
): Promise<boolean> {
  if (ownKeysFor(ctx, peer, to) !== null) return true;
  const known = await findPackage(ctx.db, { nodeId: peer.nodeId, direction: 'in', number });
  return known?.digest === digestOfPackage(content);
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
  const given = await verifyPackage(db, peer, content);
  const notedAt = ctx.now().toISOString();
  const note = (kind: IncidentRow['kind'], number: number) =>
    noteOnce(db, ctx, { nodeId, kind, number, digest, notedAt, settledAt: null });
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
    await noteOnce(db, ctx, { nodeId, kind: 'lost', number: missing, digest: '', notedAt, settledAt: null });
  }
  return 'held';
}

/** Does all that a package says, in the transaction that remembers it. @returns false: it does not follow the one before */
async function apply(db: Transaction, ctx: InnerContext, peer: PeerRow, content: string): Promise<boolean> {
  const given = await verifyPackage(db, peer, content);
  if (given === null) return false;
  const { nodeId } = peer;
  const digest = digestOfPackage(content);
  const at = ctx.now().toISOString();
  const { number } = given;
  if (given.previous !== peer.receivedDigest) {
    await noteOnce(db, ctx, { nodeId, kind: 'altered', number, digest, notedAt: at, settledAt: null });
    return false;
  }
  const own = ownKeysFor(ctx, peer, given.to);
  if (own === null) return false;
  const messages = openPackage(own, given);
  let refused = 0;
  for (const message of messages) refused += (await obey(db, ctx, peer, number, message)) ? 0 : 1;
  await noteKeysInUse(db, ctx, given, await lockPeer(db, nodeId));
  await updatePeer(db, nodeId, { lastReceived: number, receivedDigest: digest });
  await settlePackages(db, nodeId, 'in', number, at);
  await settlePackages(db, nodeId, 'out', given.acknowledges, at);
  await settleLost(db, nodeId, number, at);
  const details = { packageNumber: number, count: messages.length, refused };
  await record(db, ctx, nodeId, { kind: 'exchange.imported', details });
  return true;
}

/** Does what a message says; one that cannot be done is noted, and what came with it in the package is done all the same. */
async function obey(
  db: Transaction,
  ctx: InnerContext,
  peer: PeerRow,
  number: number,
  message: ExchangeMessage,
): Promise<boolean> {
  try {
    await inSavepoint(db, () =>
      message.kind === 'newKey'
        ? takeNewKey(db, ctx, peer, message)
        : peer.role === 'inbox'
          ? obeyInbox(db, ctx, peer, message)
          : obeyOffice(db, ctx, peer, message),
    );
    return true;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    const subject = await keepRefused(db, ctx, message, reason);
    const { nodeId } = peer;
    await insertRefusal(db, {
      ...{ nodeId, messageId: message.id, number, kind: message.kind, ...subject, reason },
      notedAt: ctx.now().toISOString(),
    });
    return false;
  }
}

/** Why it could not be done, in words that name nobody; null: a fault of the program or the database. */
function reasonOf(error: unknown): string | null {
  if (
    error instanceof DomainError ||
    error instanceof UnknownCaseError ||
    error instanceof UnknownMessageError
  )
    return error.message;
  return error instanceof ZodError ? '内容不合规定，本版本读不懂。' : null;
}

const RECORDED = { altered: 'exchange.packageRefused', lost: 'exchange.gapFound' } as const;

/** An incident, and its record in the audit the first time that it is seen. */
async function noteOnce(db: Transaction, ctx: InnerContext, row: IncidentRow): Promise<void> {
  const isNew = await noteIncident(db, row);
  if (!isNew || !(row.kind === 'altered' || row.kind === 'lost')) return;
  await record(db, ctx, row.nodeId, { kind: RECORDED[row.kind], details: { packageNumber: row.number } });
}

type ExchangeEntry = Extract<AuditEntry, { readonly kind: `exchange.${string}` }>;
type WithoutPlace<Entry> = Entry extends ExchangeEntry ? Pick<Entry, 'kind' | 'details'> : never;

/** Whoever carries the packages does it on the command line; the chain of the platform holds it. */
async function record(
  db: Transaction,
  ctx: Pick<InnerContext, 'now'> & Partial<InnerContext>,
  nodeId: string,
  given: WithoutPlace<ExchangeEntry>,
): Promise<void> {
  const subject = { type: 'exchangeNode', id: nodeId } as const;
  await recordAudit(db, ctx, operatorActor(), { ...given, agencyCode: null, subject });
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
