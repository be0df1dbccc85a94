import {
  DomainError,
  faultsOfStep,
  formSteps,
  ONLINE_FORMS,
  type Answers,
  type CheckedForm,
  type FormKind,
} from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import type { OnlineFileRow } from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import { draftCodeOfKey } from './code.js';
import {
  addDraftFile,
  findOpenDraft,
  onlineClosed,
  removeDraftFile,
  requireDraft,
  saveStep,
  startDraft,
  uploadedOf,
  type UploadToKeep,
} from './draft.js';
import { getGuide } from './guide.js';
import { receiptOf, submitDraft, type Receipt } from './submit.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'site' | 'files' | 'audit'>;

interface FormAddress {
  readonly agencyCode: string;
  readonly kind: FormKind;
}

interface GivenForm extends FormAddress {
  readonly answers: Answers;
}

/** What a form asks after the answers so far, and what is wrong with them; nothing is kept. @throws DomainError NOT_FOUND */
export async function checkOnlineForm(
  ctx: Context,
  { agencyCode, kind, answers }: GivenForm,
  files: readonly OnlineFileRow[] = [],
): Promise<CheckedForm> {
  await requireAgency(ctx.db, agencyCode);
  const steps = formSteps(ONLINE_FORMS[kind], answers);
  const uploaded = uploadedOf(files);
  return {
    steps: steps.map((step) => {
      const upload = step.upload?.(answers) ?? null;
      return {
        id: step.id,
        title: step.title,
        fields: step.fields(answers).map(({ name, label, hint, kind: how, most, missing, options = [] }) => ({
          ...{ name, label, hint: hint ?? null, kind: how, most, isRequired: missing !== undefined },
          options: options.map((option) => ({ value: option.value, label: option.label })),
        })),
        upload: upload && {
          ...{ purpose: upload.purpose, label: upload.label, isRequired: upload.missing !== undefined },
        },
      };
    }),
    faults: steps.flatMap((step) =>
      faultsOfStep(step, answers, uploaded).map(({ field, message }) => ({ step: step.id, field, message })),
    ),
  };
}

/** A form that is sent again within this time, under the same key or code, is the same one. */
const KEPT_MINUTES = 24 * 60;

/** By what the same form is known again: a key of the sender, or the code of a draft that was begun. */
interface SentAs {
  readonly key: string | undefined;
  readonly draftCode: string | undefined;
}

/**
 * Sends a form in one go: the same draft, the same pages and the same limits as in a browser. Sent again under the same key
 * with the same content, or of the same draft, it is one thing with one receipt.
 * @throws DomainError INVALID_INPUT with what is wrong, NOT_FOUND, TOO_MANY_ATTEMPTS, NOT_IN_THIS_STATUS
 */
export async function submitOnlineForm(
  ctx: Context,
  given: GivenForm & { readonly network: string },
  { key, draftCode }: SentAs,
): Promise<Receipt> {
  const { agencyCode, kind } = given;
  const begun = draftCode === undefined ? null : await requireDraft(ctx, agencyCode, kind, draftCode);
  const sent = begun && receiptOf(begun);
  if (sent !== null) return sent;
  const { faults } = await checkOnlineForm(ctx, given, begun?.files);
  if (!(await getGuide(ctx, agencyCode)).isOnlineOpen) throw onlineClosed();
  if (faults.length > 0) {
    throw new DomainError('INVALID_INPUT', faults.map(({ message }) => message).join('\n'), {
      fields: faults.map(({ field }) => field).join(','),
    });
  }
  const code = draftCode ?? (await codeOf(ctx, given, key));
  try {
    return await fillAndSend(ctx, given, code);
  } catch (error) {
    // The same form that came in twice at once: one sent it, the other is told the same.
    const draft = await findOpenDraft(ctx, agencyCode, kind, code);
    const receipt = draft && receiptOf(draft);
    if (receipt === null) throw error;
    return receipt;
  }
}

async function codeOf(
  ctx: Context,
  { agencyCode, kind, answers, network }: GivenForm & { readonly network: string },
  key: string | undefined,
): Promise<string> {
  const start = { agencyCode, kind, network };
  if (key === undefined) return startDraft(ctx, start);
  const content = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  const code = draftCodeOfKey(ctx.keyring, agencyCode, [kind, key, content]);
  const isKnown = (await findOpenDraft(ctx, agencyCode, kind, code)) !== null;
  return isKnown ? code : startDraft(ctx, start, code);
}

async function fillAndSend(
  ctx: Context,
  { agencyCode, kind, answers, network }: GivenForm & { readonly network: string },
  code: string,
): Promise<Receipt> {
  const typed = new Map(Object.entries(answers));
  let draft = await requireDraft(ctx, agencyCode, kind, code);
  const sent = receiptOf(draft);
  if (sent !== null) return sent;
  for (const { id } of formSteps(ONLINE_FORMS[kind], answers)) {
    const step = formSteps(ONLINE_FORMS[kind], { ...draft.answers, ...answers }).find((it) => it.id === id);
    if (step !== undefined) await saveStep(ctx, draft, step, typed);
    draft = await requireDraft(ctx, agencyCode, kind, code);
  }
  return submitDraft(ctx, draft, network, null, KEPT_MINUTES);
}

/** Begins a form that is to have files. @throws DomainError TOO_MANY_ATTEMPTS, NOT_IN_THIS_STATUS */
export async function beginOnlineForm(
  ctx: Context,
  start: FormAddress & { readonly network: string },
): Promise<{ draftCode: string }> {
  await requireAgency(ctx.db, start.agencyCode);
  return { draftCode: await startDraft(ctx, start) };
}

/** Takes a file in for a form that was begun. @throws DomainError NOT_FOUND, FILE_REFUSED, TOO_MANY_ATTEMPTS, INVALID_INPUT */
export async function uploadToOnlineForm(
  ctx: Context,
  { agencyCode, kind }: FormAddress,
  code: string,
  upload: UploadToKeep,
): Promise<DraftFiles> {
  await addDraftFile(ctx, await requireDraft(ctx, agencyCode, kind, code), upload);
  return filesOf(ctx, { agencyCode, kind }, code);
}

/** Takes a file of a form that was begun away again. @throws DomainError NOT_FOUND */
export async function removeFromOnlineForm(
  ctx: Context,
  { agencyCode, kind }: FormAddress,
  code: string,
  fileId: string,
): Promise<DraftFiles> {
  await removeDraftFile(ctx, await requireDraft(ctx, agencyCode, kind, code), fileId);
  return filesOf(ctx, { agencyCode, kind }, code);
}

interface DraftFiles {
  readonly files: { fileId: string; fileName: string; size: number; purpose: string }[];
}

async function filesOf(ctx: Context, { agencyCode, kind }: FormAddress, code: string): Promise<DraftFiles> {
  const { files } = await requireDraft(ctx, agencyCode, kind, code);
  return {
    files: files.map(({ fileId, fileName, size, purpose }) => ({ fileId, fileName, size, purpose })),
  };
}
