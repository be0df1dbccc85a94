import {
  applicantTimeline,
  describeStep,
  DomainError,
  faultsOfStep,
  formSteps,
  ONLINE_FORMS,
  RIGHTS_OUTCOMES,
  STATUS_WORDS,
  type Answers,
  type CheckedForm,
  type FormKind,
  type PublicProgress,
} from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import { getOwnRightsRequest } from '../rights-request/service.js';
import type { AppContext } from '../platform/context.js';
import { findOpenDraft, onlineClosed, saveStep, startDraft, type Draft } from './draft.js';
import { getGuide } from './guide.js';
import { getProgress, openProgress } from './progress.js';
import { submitDraft, type Receipt } from './submit.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'site' | 'files' | 'audit'>;

interface GivenForm {
  readonly agencyCode: string;
  readonly kind: FormKind;
  readonly answers: Answers;
}

/** What a form asks after the answers so far, and what is wrong with them; nothing is kept. @throws DomainError NOT_FOUND */
export async function checkOnlineForm(
  ctx: Context,
  { agencyCode, kind, answers }: GivenForm,
): Promise<CheckedForm> {
  await requireAgency(ctx.db, agencyCode);
  const steps = formSteps(ONLINE_FORMS[kind], answers);
  return {
    steps: steps.map((step) => ({
      id: step.id,
      title: step.title,
      fields: step.fields(answers).map(({ name, label, hint, kind: how, most, missing, options = [] }) => ({
        ...{ name, label, hint: hint ?? null, kind: how, most, isRequired: missing !== undefined },
        options: options.map((option) => ({ value: option.value, label: option.label })),
      })),
    })),
    faults: steps.flatMap((step) =>
      faultsOfStep(step, answers).map(({ field, message }) => ({ step: step.id, field, message })),
    ),
  };
}

/**
 * Sends a form in one go: the same draft, the same pages and the same limits as in a browser.
 * @throws DomainError INVALID_INPUT with what is wrong, TOO_MANY_ATTEMPTS, NOT_IN_THIS_STATUS
 */
export async function submitOnlineForm(
  ctx: Context,
  given: GivenForm & { readonly network: string },
): Promise<Receipt> {
  const { agencyCode, kind, answers, network } = given;
  const { faults } = await checkOnlineForm(ctx, given);
  if (!(await getGuide(ctx, agencyCode)).isOnlineOpen) throw onlineClosed();
  if (faults.length > 0) {
    throw new DomainError('INVALID_INPUT', faults.map(({ message }) => message).join('\n'), {
      fields: faults.map(({ field }) => field).join(','),
    });
  }
  const code = await startDraft(ctx, { agencyCode, kind, network });
  const typed = new Map(Object.entries(answers));
  let draft = await requireDraft(ctx, agencyCode, kind, code);
  for (const { id } of formSteps(ONLINE_FORMS[kind], answers)) {
    const step = formSteps(ONLINE_FORMS[kind], { ...draft.answers, ...answers }).find((it) => it.id === id);
    if (step !== undefined) await saveStep(ctx, draft, step, typed);
    draft = await requireDraft(ctx, agencyCode, kind, code);
  }
  return submitDraft(ctx, draft, network);
}

async function requireDraft(ctx: Context, agencyCode: string, kind: FormKind, code: string): Promise<Draft> {
  const draft = await findOpenDraft(ctx, agencyCode, kind, code);
  if (draft === null) throw new Error('the draft that was begun is gone');
  return draft;
}

/** How far something has come, for who knows its number and query code. @throws DomainError NOT_FOUND, TOO_MANY_ATTEMPTS */
export async function lookUpProgress(
  ctx: Context,
  given: { readonly number: string; readonly queryCode: string; readonly network: string },
): Promise<PublicProgress> {
  const { number: asked, queryCode, network } = given;
  const session = await openProgress(ctx, { number: asked, code: queryCode, network });
  const { agencyCode, number, partyId } = session;
  if (partyId === null) {
    const of = await getOwnRightsRequest(ctx, agencyCode, number);
    return {
      ...{ number, agencyCode, dueOn: null, lapsesOn: null, derivation: [], timeline: [] },
      status: of.outcome === null ? '机关正在核实。' : RIGHTS_OUTCOMES[of.outcome],
      answer: of.events.findLast(({ type }) => type === 'answered')?.text ?? null,
    };
  }
  const { evaluation, events } = await getProgress(ctx, session);
  const { dueOn, lapsesOn, derivation, status } = evaluation;
  return {
    ...{ number, agencyCode, dueOn, lapsesOn, answer: null },
    status: STATUS_WORDS[status],
    derivation: derivation.map(describeStep),
    timeline: applicantTimeline(events).map(({ on, text }) => ({ on, text })),
  };
}
