import {
  daysOfPeriod,
  DomainError,
  localDateInChina,
  permit,
  type Actor,
  documentDraftSchema,
  type CandidateDecision,
  type DocumentDraft,
  type HotSpot,
} from '@gongkai/core';
import { listExistingCaseIds } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { openValue } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { draftDocumentIn, getDocument } from '../publication/service.js';
import { findAlike } from '../similarity/service.js';
import {
  linkDocument,
  listCasesOfDocument,
  listDecisions,
  listDisclosed,
  listPartyDigests,
  lockCandidate,
  saveDecision,
  type DecidedCandidate,
  type DisclosedCase,
} from './hot-spot-queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/** Cases of a year that are compared with one another at most. */
const MOST_EXAMINED = 1000;
const FEWEST_APPLICANTS = 2;

interface Cluster {
  readonly first: DisclosedCase;
  readonly request: string;
  readonly cases: DisclosedCase[];
}

/**
 * Information that several applicants asked for and were given in a year (条例第四十四条): candidates for publishing. It
 * counts applicants and shows none.
 */
export async function listHotSpots(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  year: number,
): Promise<{ items: HotSpot[]; examined: number }> {
  permit(actor, 'topic.manage', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const period = { agencyId: agencyCode, ...daysOfPeriod({ year, quarter: null }) };
  const disclosed = await listDisclosed(ctx.db, period, MOST_EXAMINED);
  const clusters = await clustersOf(ctx, agencyCode, disclosed);
  const partyIds = clusters.flatMap(({ cases }) => cases.flatMap(({ partyId }) => partyId ?? []));
  const digests = await listPartyDigests(ctx.db, agencyCode, partyIds);
  const decisions = new Map((await listDecisions(ctx.db, agencyCode)).map((row) => [row.candidateId, row]));
  const items = clusters
    .map(({ first, request, cases }): HotSpot => {
      const caseIds = cases.map(({ caseId }) => caseId);
      const decided = decisions.get(first.caseId);
      return {
        ...{ candidateId: first.caseId, request, caseIds },
        applicants: new Set(cases.map(({ partyId, caseId }) => digests.get(partyId ?? '') ?? caseId)).size,
        firstReceivedOn: first.receivedOn,
        lastReceivedOn: cases.at(-1)?.receivedOn ?? null,
        decision:
          decided === undefined
            ? null
            : {
                ...{ decision: decided.decision, reason: decided.reason },
                decidedOn: localDateInChina(new Date(decided.decidedAt)),
                newCases: caseIds.filter((caseId) => !decided.caseIds.includes(caseId)).length,
                document: documentOf(decided),
              },
      };
    })
    .filter(({ applicants }) => applicants >= FEWEST_APPLICANTS)
    .sort((a, b) => b.applicants - a.applicants || a.candidateId.localeCompare(b.candidateId));
  await recordLook(ctx, actor, {
    kind: 'case.similarSought',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: 'handling',
    details: { cases: items.slice(0, 100).map(({ candidateId }) => candidateId), shown: ['request'] },
  });
  return { items, examined: disclosed.length };
}

function documentOf({ documentId, title, status }: DecidedCandidate) {
  return documentId === null || title === null || status === null ? null : { documentId, title, status };
}

/** Each case joins the earliest one that asks for the same; one that nobody asked for before begins its own. */
async function clustersOf(
  ctx: Context,
  agencyCode: string,
  disclosed: readonly DisclosedCase[],
): Promise<Cluster[]> {
  const clusterOf = new Map<string, Cluster>();
  const known = new Map(disclosed.map((it) => [it.caseId, it]));
  for (const it of disclosed) {
    if (clusterOf.has(it.caseId)) continue;
    const place = { agencyId: agencyCode, recordId: it.caseId };
    const request = openValue(ctx.keyring, 'case.request', place, it.requestSealed) ?? '';
    const cluster: Cluster = { first: it, request, cases: [it] };
    clusterOf.set(it.caseId, cluster);
    const alike = await findAlike(
      ctx,
      agencyCode,
      request,
      ({ source, recordId }) => source === 'case' && known.has(recordId) && !clusterOf.has(recordId),
    );
    for (const { grade, recordId } of alike) {
      const other = known.get(recordId);
      if (grade !== 'same' || other === undefined) continue;
      cluster.cases.push(other);
      clusterOf.set(recordId, cluster);
    }
  }
  const clusters = [...new Set(clusterOf.values())];
  for (const { cases } of clusters) {
    cases.sort(
      (a, b) => (a.receivedOn ?? '').localeCompare(b.receivedOn ?? '') || a.caseId.localeCompare(b.caseId),
    );
  }
  return clusters;
}

/** Records what the office decided, and why. @throws DomainError NOT_FOUND */
export async function decideHotSpot(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  candidateId: string,
  given: {
    readonly decision: CandidateDecision;
    readonly reason: string;
    readonly caseIds: readonly string[];
  },
): Promise<{ candidateId: string }> {
  permit(actor, 'topic.manage', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const named = [...new Set([candidateId, ...given.caseIds])];
    const known = await listExistingCaseIds(db, agencyCode, named);
    if (known.size !== named.length) {
      throw new DomainError('NOT_FOUND', '其中有的申请不在本机关的台账里，请刷新后重新选择。');
    }
    await saveDecision(db, {
      ...{ agencyId: agencyCode, candidateId, caseIds: given.caseIds },
      ...{ decision: given.decision, reason: given.reason },
      ...{ decidedBy: actor.id, decidedAt: ctx.now().toISOString() },
    });
    await recordAudit(db, ctx, actor, {
      kind: 'hotSpot.decided',
      agencyCode,
      subject: { type: 'case', id: candidateId },
      details: { decision: given.decision, cases: given.caseIds.length },
    });
    return { candidateId };
  });
}

/**
 * Opens a draft to publish what several people asked for (条例第四十四条); candidate and document lead to each other. The
 * draft says nothing of who asked. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS, FORBIDDEN
 */
export async function draftFromHotSpot(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  candidateId: string,
  given: Pick<DocumentDraft, 'kind' | 'title' | 'duty' | 'formedOn' | 'responsibleUnit'>,
): Promise<{ documentId: string }> {
  permit(actor, 'topic.manage', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const candidate = await lockCandidate(db, agencyCode, candidateId);
    if (candidate?.decision !== 'candidate') {
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        '这项信息还没有列为主动公开候选，请先记录决定，再起草文稿。',
      );
    }
    if (candidate.documentId !== null) {
      throw new DomainError('NOT_IN_THIS_STATUS', '已经为这项信息起草了文稿，请在多人申请的信息中打开。', {
        documentId: candidate.documentId,
      });
    }
    const draft = documentDraftSchema.parse({ ...given, mode: 'proactive' });
    const { documentId } = await draftDocumentIn(db, ctx, actor, agencyCode, draft);
    await linkDocument(db, candidate, documentId);
    return { documentId };
  });
}

/** The numbers of the cases that a document goes back to, for who sees the document. @throws DomainError NOT_FOUND */
export async function listAskingCases(
  ctx: Pick<AppContext, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
  documentId: string,
): Promise<{ caseIds: string[] }> {
  await getDocument(ctx, actor, agencyCode, documentId);
  return { caseIds: [...(await listCasesOfDocument(ctx.db, agencyCode, documentId))].sort() };
}
