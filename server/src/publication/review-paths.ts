import {
  checkReviewPath,
  DOCUMENT_KIND_NAMES,
  DomainError,
  pathOfKind,
  permit,
  permitWithin,
  REVIEW_STEP_NAMES,
  REVIEW_STEPS,
  type Actor,
  type DocumentKind,
  type ReviewPaths,
  type ReviewStep,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { listThoseWhoMay, requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { permissionOfStep } from './policy.js';
import { listReviewPathRows, saveReviewPath } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** The path of every kind in an agency, with who could take each step today (条例第十七条). @throws DomainError FORBIDDEN */
export async function listReviewPaths(
  ctx: Pick<Context, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
): Promise<ReviewPaths> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const rows = new Map((await listReviewPathRows(ctx.db, agencyCode)).map((row) => [row.kind, row]));
  const reviewers: ReviewPaths['reviewers'] = [];
  for (const step of REVIEW_STEP_NAMES) {
    const place = { agencyCode, unitCode: null };
    const able = await listThoseWhoMay(ctx.db, place, permissionOfStep(step), ctx.today());
    reviewers.push(
      ...able.map(({ account, role }) => ({ step, accountId: account.id, name: account.name, role })),
    );
  }
  return {
    paths: DOCUMENT_KIND_NAMES.map((kind) => {
      const row = rows.get(kind);
      const { configured, steps, mandatory } = pathOfKind(kind, row?.steps ?? null);
      return {
        ...{ kind, configured: configured === null ? null : [...configured] },
        ...{ steps: [...steps], mandatory: [...mandatory], opinionSteps: [...(row?.opinionSteps ?? [])] },
      };
    }),
    reviewers,
  };
}

/**
 * The steps of a kind in an agency, and those that need an opinion; drafts that are under review keep theirs.
 * @throws DomainError INVALID_INPUT for a path without a step that the law asks for
 */
export async function configureReviewPath(
  ctx: Pick<Context, 'db' | 'now'>,
  actor: Actor,
  agencyCode: string,
  kind: DocumentKind,
  steps: readonly ReviewStep[],
  opinionSteps: readonly ReviewStep[] = [],
): Promise<void> {
  permit(actor, 'document.configure', { agencyCode });
  const [fault] = checkReviewPath(kind, steps);
  if (fault) throw new DomainError('INVALID_INPUT', fault.message);
  const twice = steps.find((step, index) => steps.indexOf(step) !== index);
  if (twice) throw new DomainError('INVALID_INPUT', `“${REVIEW_STEPS[twice].label}”列了两次，请去掉一个。`);
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    await saveReviewPath(db, agencyCode, kind, { steps, opinionSteps });
    await recordAudit(db, ctx, actor, {
      kind: 'document.pathConfigured',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { kind, steps: [...steps], opinionSteps: [...opinionSteps] },
    });
  });
}
