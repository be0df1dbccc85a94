import {
  canBeWaived,
  decideReview,
  DomainError,
  permit,
  REVIEW_STEPS,
  type Actor,
  type DocumentDetail,
  type PlacedFinding,
  type ReviewAction,
  type ReviewStep,
} from '@gongkai/core';
import { z } from 'zod';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob } from '../platform/jobs/job-kind.js';
import { about } from './draft-document.js';
import { draftOf, findingsOf, lockForWork, recordAct } from './document-source.js';
import { permissionOfStep, placeOfDocument } from './policy.js';
import { needsOpinion, openFindings, presentDocument } from './present-document.js';
import { insertWaiver, updateDocument, type DocumentRow } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Tries where a document that was handed in leads, so that its reviewers see it. */
export const DRAFT_LINKS_JOB = defineJob({
  name: 'publication.checkDraftLinks',
  label: '检查送审文稿的链接',
  payload: z.object({ agencyId: z.string(), documentId: z.string() }),
});

/** What somebody does with a document under review, and the step that he saw waiting. */
export interface ReviewedStep {
  readonly agencyCode: string;
  readonly documentId: string;
  readonly action: ReviewAction;
  readonly opinion: string | null;
  /** Null outside of a review. */
  readonly seenStep: ReviewStep | null;
}

/**
 * Takes the next step of the path. A draft with blocking findings is not submitted: the reviewers would sign what may not be
 * published. @throws DomainError CHANGED_MEANWHILE, NOT_IN_THIS_STATUS, FORBIDDEN, INVALID_INPUT
 */
export async function reviewDocument(
  ctx: Context,
  actor: Actor,
  given: ReviewedStep,
): Promise<DocumentDetail> {
  const { agencyCode, documentId, action, opinion, seenStep } = given;
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.view', { agencyCode, documentId });
    permit(actor, permissionFor(row, action), placeOfDocument(row));
    if (row.step !== seenStep) {
      throw new DomainError(
        'CHANGED_MEANWHILE',
        `这份文稿已经到了${row.step === null ? '别的环节' : `“${REVIEW_STEPS[row.step].label}”`}，您看到的不是最新情况。请刷新后再办理。`,
      );
    }
    if (action === 'return' && (opinion ?? '').trim().length < 2) {
      throw new DomainError('INVALID_INPUT', '退回文稿请写明理由和需要修改的地方。');
    }
    if (action === 'approve') await requireOpinion(db, row, opinion);
    const next = decideReview({ ...row, needsConsent: row.steps.includes('consent') }, action, actor.id);
    if (action === 'submit') {
      await requireNoOpenFinding(db, row, ctx);
      await enqueue(db, DRAFT_LINKS_JOB, { agencyId: agencyCode, documentId }, `${agencyCode}/${documentId}`);
    }
    await updateDocument(db, row, {
      ...next,
      ...(next.status === 'filed' && { reassessOn: nextReassessment(ctx.today()) }),
    });
    await recordAct(db, ctx, actor, row, action, opinion);
    const { version, step } = row;
    await (action === 'submit' || action === 'revoke'
      ? recordAudit(db, ctx, actor, {
          ...about(row),
          kind: action === 'submit' ? 'document.submitted' : 'document.revoked',
          details: { version },
        })
      : recordAudit(db, ctx, actor, {
          ...about(row),
          kind: action === 'approve' ? 'document.approved' : 'document.returned',
          details: { version, step: step ?? '' },
        }));
    return presentDocument(db, actor, { ...row, ...next }, ctx.today());
  });
}

/** @throws DomainError INVALID_INPUT where the agency lets nobody take the step without an opinion */
async function requireOpinion(db: Connection, row: DocumentRow, opinion: string | null): Promise<void> {
  const { step } = row;
  if (step === null || (opinion ?? '').trim().length >= 2 || !(await needsOpinion(db, row))) return;
  throw new DomainError(
    'INVALID_INPUT',
    `本机关规定“${REVIEW_STEPS[step].label}”必须写明意见，请填写后再通过。`,
  );
}

/** Accepts one finding of the newest version under somebody's name. @throws DomainError INVALID_INPUT when it cannot be */
export async function waiveFinding(
  ctx: Context,
  actor: Actor,
  given: Pick<PlacedFinding, 'rule' | 'place' | 'message'> & {
    readonly agencyCode: string;
    readonly documentId: string;
    readonly reason: string;
  },
): Promise<DocumentDetail> {
  const { agencyCode, documentId, rule, place, message, reason } = given;
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.waive', { agencyCode, documentId });
    permit(actor, 'document.waive', placeOfDocument(row));
    const found = (await findingsOf(db, row, await draftOf(db, row), ctx.today())).find(
      (finding) => finding.rule === rule && finding.place === place && finding.message === message,
    );
    if (!found) throw new DomainError('NOT_FOUND', '检查结果里已经没有这一项，请刷新后再看。');
    if (!canBeWaived(found)) {
      throw new DomainError(
        'INVALID_INPUT',
        '这一项不能签字接受，必须处理：涉密标志、公开属性的理由和依据都在此列。',
      );
    }
    if (row.authors.includes(actor.id)) {
      throw new DomainError('FORBIDDEN', '您是这份文稿的起草人，不能自己接受检查结果。请由其他负责人签字。');
    }
    const { version } = row;
    await insertWaiver(db, {
      ...{ agencyId: agencyCode, documentId, version, rule, place, message, reason },
      waivedBy: actor.id,
      waivedAt: ctx.now().toISOString(),
    });
    await recordAct(db, ctx, actor, row, 'waive', `${message} 理由：${reason}`);
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'document.findingWaived',
      details: { version, rule },
    });
    return presentDocument(db, actor, row, ctx.today());
  });
}

/** Without open errors. @throws DomainError NOT_IN_THIS_STATUS that names them */
export async function requireNoOpenFinding(
  db: Parameters<typeof openFindings>[0],
  row: DocumentRow,
  ctx: Pick<Context, 'today'>,
): Promise<void> {
  const open = (await openFindings(db, row, await draftOf(db, row), ctx.today())).filter(
    ({ severity, waivedBy }) => severity === 'error' && waivedBy === null,
  );
  if (open.length === 0) return;
  const [first] = open;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    `公开前检查还有${open.length}处必须处理：${first?.message ?? ''}${open.length > 1 ? '等' : ''}请修改，或者由负责人签字接受并说明理由。`,
    { findings: open.length },
  );
}

function permissionFor(row: DocumentRow, action: ReviewAction) {
  if (action === 'submit' || action === 'revoke' || row.step === null) return 'document.draft';
  return permissionOfStep(row.step);
}

/** A year later (条例第十八条 sets no period; yearly is the practice). */
export function nextReassessment<D extends string>(today: D): D {
  return `${Number(today.slice(0, 4)) + 1}${today.slice(4) === '-02-29' ? '-03-01' : today.slice(4)}` as D;
}
