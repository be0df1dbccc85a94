import {
  may,
  permit,
  permitWithin,
  type Actor,
  type AuditEvent,
  type AuditState,
  type AuditVerification,
} from '@gongkai/core';
import { z } from 'zod';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob } from '../platform/jobs/job-kind.js';
import { findJob } from '../platform/jobs/service.js';
import { countPending, findLastAnchor, findLastBlock, listChains } from './queries.js';
import { anchorSchema, headsOf, publicKeyById, readAnchor } from './anchor.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { verifyStoredChain } from './read-chain.js';
import {
  PLATFORM_CHAIN,
  recordAudit,
  recordLook,
  type AuditContext,
  type AuditedActor,
} from './record-audit.js';
import { listFound } from './search-queries.js';
import { sealChain } from './seal-records.js';
import type { ChainVerdict } from './verify-chain.js';

type Context = AuditContext & { readonly db: Connection };

/** The chains that an auditor answers for, and the last anchor of all. */
export async function auditState(ctx: Context, actor: Actor): Promise<AuditState> {
  permitWithin(actor, 'audit.view');
  await recordLook(ctx, actor, {
    kind: 'audit.stateViewed',
    agencyCode: null,
    subject: { type: 'audit', id: PLATFORM_CHAIN },
    details: {},
  });
  const chains: AuditState['chains'] = [];
  for (const chain of await listChains(ctx.db)) {
    const agencyCode = agencyOf(chain);
    if (!may(actor, 'audit.view', { agencyCode })) continue;
    const block = await findLastBlock(ctx.db, chain);
    if (!block) continue;
    const { last: records, number: blocks, sealedAt: lastSealedAt, hash } = block;
    const waiting = await countPending(ctx.db, chain);
    chains.push({ agencyCode, records, blocks, lastSealedAt, waiting, hash });
  }
  const anchor = await findLastAnchor(ctx.db);
  if (!anchor) return { chains, lastAnchor: null };
  const { anchorId, madeAt, keyId, document } = anchor;
  const count = anchorSchema.parse(JSON.parse(document)).chains.length;
  return { chains, lastAnchor: { anchorId, madeAt, keyId, chains: count } };
}

function agencyOf(chain: string): string | null {
  return chain === PLATFORM_CHAIN ? null : chain;
}

export const verifyChainJob = defineJob({
  name: 'audit.verify',
  label: '核验审计链',
  isAwaited: true,
  payload: z.object({ chain: z.string(), actorId: z.string() }),
  maxAttempts: 2,
});

/** Asks for a chain to be followed by a job. */
export async function beginVerification(
  ctx: Context,
  actor: Actor,
  agencyCode: string | null,
): Promise<AuditVerification> {
  permit(actor, 'audit.view', { agencyCode });
  const chain = agencyCode ?? PLATFORM_CHAIN;
  const verificationId = await inTransaction(ctx.db, async (db) => {
    await recordAudit(db, ctx, actor, {
      kind: 'audit.verificationAsked',
      agencyCode,
      subject: { type: 'audit', id: chain },
      details: {},
    });
    return enqueue(db, verifyChainJob, { chain, actorId: actor.id });
  });
  return { verificationId, status: 'waiting', records: null, isIntact: null, firstBroken: null };
}

/** How the job stands; its verdict is a record of the chain itself. @throws DomainError NOT_FOUND */
export async function findVerification(
  ctx: Context,
  actor: Actor,
  agencyCode: string | null,
  verificationId: string,
): Promise<AuditVerification> {
  permit(actor, 'audit.view', { agencyCode });
  const chain = agencyCode ?? PLATFORM_CHAIN;
  const { status } = await findJob(
    ctx,
    verificationId,
    ({ kind, payload }) =>
      kind === verifyChainJob.name && verifyChainJob.payload.safeParse(payload).data?.chain === chain,
  );
  const filter = {
    chain,
    kinds: ['audit.verified'] as const,
    subjectType: 'job' as const,
    subjectId: verificationId,
  };
  const [found] = await listFound(ctx.db, filter, null, 1);
  const event = found && (JSON.parse(found.text) as AuditEvent);
  if (event?.kind === 'audit.verified') return { verificationId, status: 'done', ...event.details };
  const isOver = status !== 'waiting' && status !== 'running';
  return {
    verificationId,
    status: isOver ? 'failed' : status,
    records: null,
    isIntact: null,
    firstBroken: null,
  };
}

/** Follows a chain against the last anchor in the database and writes the verdict into the chain. */
export async function verifyByJob(
  ctx: Context & { readonly keyring: Keyring },
  actor: AuditedActor,
  chain: string,
  jobId: string,
): Promise<ChainVerdict> {
  // What a broken chain can't take any more keeps waiting; that is no reason not to say so.
  await sealChain(ctx, chain).catch(() => 0);
  const anchor = await findLastAnchor(ctx.db);
  const key = anchor && publicKeyById(ctx.keyring, anchor.keyId);
  const anchors = anchor && key !== null ? headsOf([readAnchor(anchor.document, key)], chain) : [];
  const verdict = await verifyStoredChain(ctx.db, chain, anchors);
  await recordLook(ctx, actor, {
    kind: 'audit.verified',
    agencyCode: agencyOf(chain),
    subject: { type: 'job', id: jobId },
    outcome: verdict.fault === null ? 'done' : 'failed',
    details: {
      records: verdict.records,
      isIntact: verdict.fault === null,
      firstBroken: verdict.fault?.seq ?? null,
    },
  });
  return verdict;
}
