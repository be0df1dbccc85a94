import { randomUUID } from 'node:crypto';
import {
  answerLines,
  appliedAnswers,
  companionsOf,
  DomainError,
  formSteps,
  newCaseOf,
  newCaseSchema,
  ONLINE_FORMS,
  wholeParty,
  type Answers,
} from '@gongkai/core';
import { submitOwnCaseIn } from '../application/service.js';
import { ANONYMOUS } from '../audit/service.js';
import { notify } from '../notification/service.js';
import { saveNewParty } from '../party/service.js';
import { caseTextId, deleteText, keepText, moveOnlineFiles } from '../online-record/service.js';
import { enterRightsRequest } from '../rights-request/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { queryCodeHash, queryCodeOf } from './code.js';
import { alreadySent, incompleteStep, onlineClosed, type Draft } from './draft.js';
import { getGuide } from './guide.js';
import { takeTurn } from './limits.js';
import { insertOnlineApplication, lockDraft, updateDraft } from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'site' | 'files' | 'audit'>;
type InnerContext = Omit<Context, 'db'>;

/** What else happens in the transaction that enters an application, for whoever sent it. */
export type AfterSubmit = (
  db: Transaction,
  submitted: { readonly agencyCode: string; readonly caseId: string },
) => Promise<void>;

/** How long the browser that sent a form can open its receipt again. */
const RECEIPT_MINUTES = 120;

/** What a form became. The query code is told here and nowhere else. */
export interface Receipt {
  readonly number: string;
  readonly queryCode: string;
  readonly submittedAt: string;
}

/**
 * Sends a draft: the application becomes a case from submission, unconfirmed until both sides confirm (条例第三十一条), and
 * the office is told at once. Sent twice, it is one case with one receipt.
 * @throws DomainError INVALID_INPUT while something is missing, TOO_MANY_ATTEMPTS, NOT_IN_THIS_STATUS
 */
export async function submitDraft(
  ctx: Context,
  draft: Draft,
  network: string,
  after: AfterSubmit | null = null,
  keepMinutes: number = RECEIPT_MINUTES,
): Promise<Receipt> {
  const known = receiptOf(draft);
  if (known !== null) return known;
  const { agencyId, draftId, formKind } = draft.row;
  if (!(await getGuide(ctx, agencyId)).isOnlineOpen) throw onlineClosed();
  const missing = incompleteStep(draft);
  if (missing !== null)
    throw new DomainError('INVALID_INPUT', `“${missing.title}”一页还没有填好，请填好再提交。`, {
      step: missing.id,
    });
  await takeTurn(ctx, 'submit', network);
  return inTransaction(ctx.db, async (db) => {
    const locked = await lockDraft(db, agencyId, draftId);
    if (locked === undefined) throw alreadySent();
    const sent = receiptOf({ ...draft, row: locked });
    if (sent !== null) return sent;
    const answers = appliedAnswers(ONLINE_FORMS[formKind], draft.answers);
    const queryCode = queryCodeOf(draft.code);
    const now = ctx.now();
    const submittedAt = now.toISOString();
    const number =
      formKind === 'application'
        ? await enterApplication(db, ctx, agencyId, answers, { queryCode, draftId })
        : await enterRightsRequest(db, ctx, ANONYMOUS, agencyId, {
            ...{ kind: formKind, channel: 'web', lines: linesOf(draft, answers) },
            ...{ submittedOn: ctx.today(), receivedOn: null, officeReceivedOn: null },
            codeHashOf: (requestId) => queryCodeHash(ctx.keyring, agencyId, requestId, queryCode),
          });
    if (formKind !== 'application') await moveOnlineFiles(db, agencyId, draftId, number);
    if (formKind === 'application') await after?.(db, { agencyCode: agencyId, caseId: number });
    await deleteText(db, agencyId, draftId);
    const expiresAt = new Date(now.getTime() + keepMinutes * 60_000).toISOString();
    await updateDraft(db, locked, { submittedAt, submittedId: number, expiresAt });
    return { number, queryCode, submittedAt };
  });
}

/** The receipt of a draft that was sent; null: it was not. */
export function receiptOf({ row, code }: Draft): Receipt | null {
  const { submittedAt, submittedId: number } = row;
  return submittedAt === null || number === null
    ? null
    : { number, queryCode: queryCodeOf(code), submittedAt: new Date(submittedAt).toISOString() };
}

/** Answers that are kept with the case; the applicant's own values are the party's and nowhere else. */
const KEPT_WITH_CASE = /^(form|form-other|route|fax|help|contact-person|item-\d+)$/;

async function enterApplication(
  db: Transaction,
  ctx: InnerContext,
  agencyId: string,
  answers: Answers,
  { queryCode, draftId }: { readonly queryCode: string; readonly draftId: string },
): Promise<string> {
  const partyId = randomUUID();
  const input = newCaseSchema.parse(newCaseOf(answers, ctx.today()));
  const { caseId } = await submitOwnCaseIn(db, ctx, { agencyCode: agencyId, partyId }, input);
  for (const { relation, values } of companionsOf(answers)) {
    await saveNewParty(db, ctx.keyring, {
      ...{ agencyId, partyId: randomUUID(), applicantClass: input.applicantClass },
      values: wholeParty(values),
      represents: { partyId, relation },
    });
  }
  await insertOnlineApplication(db, {
    ...{ agencyId, caseId, partyId, submittedAt: ctx.now().toISOString() },
    codeHash: queryCodeHash(ctx.keyring, agencyId, caseId, queryCode),
    ...{ applicantConfirmedOn: null, officeConfirmedOn: null, officeConfirmedBy: null, isRated: false },
  });
  const kept = Object.fromEntries(Object.entries(answers).filter(([name]) => KEPT_WITH_CASE.test(name)));
  await keepText(db, ctx, agencyId, caseTextId(caseId), JSON.stringify(kept));
  await moveOnlineFiles(db, agencyId, draftId, caseTextId(caseId));
  await notify(db, ctx, {
    kind: 'case.submittedOnline',
    agencyCode: agencyId,
    subjectId: caseId,
    key: `${agencyId}/${caseId}/submitted`,
  });
  return caseId;
}

function linesOf({ row }: Draft, answers: Answers) {
  return formSteps(ONLINE_FORMS[row.formKind], answers).flatMap((step) => answerLines(step, answers));
}
