import { DomainError } from '@gongkai/core';
import { recordAudit, recordLook } from '../audit/service.js';
import { openProgress, type ProgressSession } from '../online-application/service.js';
import { parseInstantKey } from '../platform/database/instant-key.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { subjectOf } from './account.js';
import {
  countBoundCases,
  deleteBoundCase,
  findBoundCase,
  insertBoundCase,
  listBoundCases,
  type BoundCase,
} from './case-queries.js';
import { isBoundCase } from './policy.js';
import type { ApplicantSession } from './session.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'files' | 'audit'>;

/** Cases of one page. */
const PAGE = 20;

export interface OwnCasesPage {
  readonly cases: readonly BoundCase[];
  readonly total: number;
  /** Where the next page begins; null: this is the last. */
  readonly next: string | null;
}

/** One's own cases, those added last first; the look is on record. @throws DomainError INVALID_INPUT */
export async function listOwnCases(
  ctx: Context,
  { actor, accountId }: ApplicantSession,
  before: string | undefined,
): Promise<OwnCasesPage> {
  const from = before === undefined ? null : parseInstantKey(before, '~');
  const rows = await listBoundCases(ctx.db, accountId, from, PAGE + 1);
  const cases = rows
    .slice(0, PAGE)
    .filter(({ agencyId, ...row }) => isBoundCase(actor, agencyId, [row.accountId]));
  await recordLook(ctx, actor, {
    kind: 'applicantAccount.casesListed',
    agencyCode: null,
    subject: subjectOf(accountId),
    purpose: 'ownRequest',
    details: { count: cases.length },
  });
  const last = rows.length > PAGE ? cases.at(-1) : undefined;
  return {
    cases,
    total: await countBoundCases(ctx.db, accountId),
    next: last === undefined ? null : `${last.boundAt}~${last.caseId}`,
  };
}

/** Every case of one's own, for the copy of the account. */
export async function listEveryOwnCase(
  ctx: Pick<Context, 'db'>,
  { actor, accountId }: ApplicantSession,
): Promise<BoundCase[]> {
  const rows = await listBoundCases(ctx.db, accountId, null, null);
  return rows.filter(({ agencyId, ...row }) => isBoundCase(actor, agencyId, [row.accountId]));
}

/** Adds a case with the number and the query code of its receipt. @throws DomainError NOT_FOUND, INVALID_INPUT, TOO_MANY_ATTEMPTS */
export async function bindWithCode(
  ctx: Context,
  session: ApplicantSession,
  given: { readonly number: string; readonly code: string; readonly network: string },
): Promise<void> {
  const { agencyCode, number, partyId } = await openProgress(ctx, given);
  if (partyId === null)
    throw new DomainError(
      'INVALID_INPUT',
      '这是更正要求或者公开建议的编号，这里只放申请。请在查询进度的页面查看。',
    );
  await inTransaction(ctx.db, (db) => bindIn(db, ctx, session, { agencyCode, caseId: number }));
}

/** Keeps a case with an account within the transaction that proves it to be its own. */
export async function bindIn(
  db: Transaction,
  ctx: Pick<AppContext, 'now'>,
  { accountId, actor }: ApplicantSession,
  { agencyCode, caseId }: { readonly agencyCode: string; readonly caseId: string },
): Promise<void> {
  const boundAt = ctx.now().toISOString();
  if (!(await insertBoundCase(db, { agencyId: agencyCode, caseId, accountId, boundAt }))) return;
  await recordAudit(db, ctx, actor, {
    kind: 'applicantAccount.caseBound',
    agencyCode,
    subject: subjectOf(accountId),
    details: { caseId },
  });
}

/** Takes a case out of the list; nothing happens to the case. @throws DomainError NOT_FOUND */
export async function releaseCase(
  ctx: Context,
  { accountId, actor }: ApplicantSession,
  { agencyCode, caseId }: { readonly agencyCode: string; readonly caseId: string },
): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    if (!(await deleteBoundCase(db, { agencyId: agencyCode, caseId, accountId }))) throw noSuchCase();
    await recordAudit(db, ctx, actor, {
      kind: 'applicantAccount.caseReleased',
      agencyCode,
      subject: subjectOf(accountId),
      details: { caseId },
    });
  });
}

/** What opens the progress page of one's own case, as its query code does. @throws DomainError NOT_FOUND */
export async function openOwnCase(
  ctx: Pick<Context, 'db'>,
  { actor }: ApplicantSession,
  { agencyCode, caseId }: { readonly agencyCode: string; readonly caseId: string },
): Promise<ProgressSession> {
  const found = await findBoundCase(ctx.db, agencyCode, caseId);
  if (found?.partyId == null || !isBoundCase(actor, agencyCode, found.accountIds)) throw noSuchCase();
  return { agencyCode, number: caseId, partyId: found.partyId };
}

function noSuchCase(): DomainError {
  return new DomainError('NOT_FOUND', '您的账号里没有这件申请。');
}
