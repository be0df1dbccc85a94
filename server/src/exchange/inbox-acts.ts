import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { DomainError } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { Download } from '../platform/http/download.js';
import { FILE_TYPES } from '../platform/files/file-types.js';
import { takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { seal, unseal } from '../platform/secrets/seal.js';
import { LETTER_USE, OPINION_USE, STATE_USE } from './at-inbox.js';
import { requireInboxAgency, requireReadable, tellFile, type GivenFile } from './inbox.js';
import {
  answerOpinion,
  findInboxApplication,
  findInboxPart,
  findOpinion,
  insertInboxAct,
  updateInboxApplication,
  listInboxActs,
  listInboxParts,
  type InboxActRow,
  type InboxApplicationRow,
} from './inbox-queries.js';
import {
  inboxProgressSchema,
  inboxRightsSchema,
  MESSAGES,
  type InboxProgress,
  type InboxRights,
  type MessageBody,
  type OpinionAsked,
} from './message-kinds.js';
import { filePartsOf, tell } from './messages.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

const SESSION_MINUTES = 30;
const SESSION_USE = { purpose: 'inbox-session', agencyId: null };
const UPLOADING = { free: 20, firstWait: 60, longestWait: 900, forgetAfter: 3600 };
const ANSWERING = { free: 10, firstWait: 30, longestWait: 900, forgetAfter: 7200 };

/** The number that was opened by its code, as the browser keeps it: nothing of it can be read or altered there. */
export function sealInboxSession(
  { keyring, now }: Pick<Context, 'keyring' | 'now'>,
  reference: string,
): string {
  const until = now().getTime() + SESSION_MINUTES * 60_000;
  return seal(keyring, SESSION_USE, Buffer.from(JSON.stringify({ reference, until }))).toString('base64url');
}

/** Null: none, over, not made here, or what it opened is gone. */
export async function openInboxSession(
  ctx: Context,
  kept: string | undefined,
): Promise<InboxApplicationRow | null> {
  if (kept === undefined) return null;
  try {
    const text = unseal(ctx.keyring, SESSION_USE, Buffer.from(kept, 'base64url')).toString();
    const { reference, until } = JSON.parse(text) as { reference: string; until: number };
    if (until <= ctx.now().getTime()) return null;
    return (await findInboxApplication(ctx.db, reference)) ?? null;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** An application as its page here shows it. */
export interface InboxView {
  readonly row: InboxApplicationRow;
  /** What the office said last; null: nothing yet. */
  readonly state: InboxProgress | null;
  readonly acts: readonly InboxActRow[];
  /** Letters of which every part has come. */
  readonly ready: ReadonlySet<string>;
  /** What can be done now. */
  readonly open: readonly InboxAct[];
}
type InboxAct = 'confirm' | 'rate' | InboxActRow['kind'];

/** A demand or a suggestion as its page here shows it. @returns null: the office has not said anything yet */
export function rightsStateOf(
  { keyring }: Pick<Context, 'keyring'>,
  { stateSealed }: InboxApplicationRow,
): InboxRights | null {
  if (stateSealed === null) return null;
  return inboxRightsSchema.parse(JSON.parse(unseal(keyring, STATE_USE, stateSealed).toString()));
}

export async function viewOfApplication(ctx: Context, row: InboxApplicationRow): Promise<InboxView> {
  const state = stateOf(ctx, row);
  const acts = await listInboxActs(ctx.db, row);
  const ready = await readyFiles(ctx, row, state?.letters ?? []);
  return { row, state, acts, ready, open: openActs(row, state, acts) };
}

type InboxLetters = InboxProgress['letters'];

function lettersOf(ctx: Pick<Context, 'keyring'>, row: InboxApplicationRow): InboxLetters {
  const state = row.kind === 'application' ? stateOf(ctx, row) : rightsStateOf(ctx, row);
  return state?.letters ?? [];
}

/** The files of letters of which every part has come. */
async function readyFiles(
  { db }: Pick<Context, 'db'>,
  row: InboxApplicationRow,
  letters: InboxLetters,
): Promise<ReadonlySet<string>> {
  if (letters.length === 0) return new Set();
  const come = await listInboxParts(db, row);
  const ready = letters
    .flatMap(({ files }) => files)
    .filter(({ fileId, parts }) => come.filter((part) => part.fileId === fileId).length === parts);
  return new Set(ready.map(({ fileId }) => fileId));
}

/** A demand or a suggestion with its letters, as its page shows it. */
export interface InboxRightsView {
  readonly row: InboxApplicationRow;
  /** What the office said last; null: nothing yet. */
  readonly state: InboxRights | null;
  readonly ready: ReadonlySet<string>;
}

export async function viewOfRights(ctx: Context, row: InboxApplicationRow): Promise<InboxRightsView> {
  const state = rightsStateOf(ctx, row);
  return { row, state, ready: await readyFiles(ctx, row, state?.letters ?? []) };
}

/** What the applicant can do here. What he did and the office does not know yet cannot be done twice. */
function openActs(
  { applicantConfirmedOn, isRated }: InboxApplicationRow,
  state: InboxProgress | null,
  acts: readonly InboxActRow[],
): InboxAct[] {
  const isWithdrawn = acts.some(({ kind }) => kind === 'withdrawn');
  const said = (kind: string): boolean => state?.acts.includes(kind) ?? false;
  const mayRate = !isRated && said('rate');
  const paysNow = state?.fees.some(({ status }) => status === 'noticed') ?? false;
  if (isWithdrawn) return [];
  return [
    ...(applicantConfirmedOn === null && (state === null || said('confirm')) ? (['confirm'] as const) : []),
    ...(said('supplement') ? (['supplement'] as const) : []),
    ...(paysNow ? (['feePaid'] as const) : []),
    ...(state === null || said('withdraw') ? (['withdrawn'] as const) : []),
    ...(mayRate ? (['rate'] as const) : []),
  ];
}

function stateOf({ keyring }: Pick<Context, 'keyring'>, { stateSealed }: InboxApplicationRow) {
  if (stateSealed === null) return null;
  return inboxProgressSchema.parse(JSON.parse(unseal(keyring, STATE_USE, stateSealed).toString()));
}

export interface GivenAct {
  readonly kind: InboxActRow['kind'];
  readonly text: string;
  readonly files: readonly GivenFile[];
  readonly network: string;
}

/** What the applicant does, for the next package; it counts from today. @throws DomainError NOT_IN_THIS_STATUS, INVALID_INPUT, FILE_REFUSED */
export async function actAtInbox(
  ctx: Context,
  row: InboxApplicationRow,
  { kind, text, files, network }: GivenAct,
): Promise<void> {
  const words = text.trim();
  if (words === '' && files.length === 0 && kind !== 'withdrawn')
    throw new DomainError('INVALID_INPUT', '请写明内容，或者选择要上传的文件。');
  if (words.length > 5000)
    throw new DomainError('INVALID_INPUT', `最多5000字，现有${words.length}字，请改为上传文件。`);
  const view = await viewOfApplication(ctx, row);
  if (!view.open.includes(kind))
    throw new DomainError('NOT_IN_THIS_STATUS', '按这里收到的办理情况，现在不能这样办。请刷新后重看。');
  if (files.length > 0)
    await takeAttempt(ctx, [{ kind: 'inbox:upload', subject: network, policy: UPLOADING }]);
  for (const file of files) await requireReadable(file);
  const { nodeId } = await requireInboxAgency(ctx, row.agencyId);
  const { agencyId: agencyCode, reference } = row;
  const actId = randomUUID();
  const actedAt = ctx.now().toISOString();
  await inTransaction(ctx.db, async (db) => {
    await insertInboxAct(db, { agencyId: agencyCode, reference, actId, kind, actedAt, handedOverAt: null });
    await tell(db, ctx, nodeId, {
      ...{ id: `act ${actId}`, kind: 'act' },
      body: { agencyCode, reference, actId, kind, actedAt, text: words },
    });
    for (const file of files) await tellFile(db, ctx, nodeId, { agencyCode, reference, purpose: kind }, file);
  });
}

/** How the applicant found the handling; the grade goes with the next package and is kept nowhere here. */
export async function rateAtInbox(ctx: Context, row: InboxApplicationRow, grade: number): Promise<void> {
  if (!Number.isInteger(grade) || grade < 1 || grade > 5)
    throw new DomainError('INVALID_INPUT', '请选择满意程度。');
  if (!(await viewOfApplication(ctx, row)).open.includes('rate'))
    throw new DomainError('NOT_IN_THIS_STATUS', '机关还没有答复，或者已经评价过。');
  const { agencyId: agencyCode, reference } = row;
  const { nodeId } = await requireInboxAgency(ctx, agencyCode);
  await inTransaction(ctx.db, async (db) => {
    await updateInboxApplication(db, row, { isRated: true });
    const body = { agencyCode, reference, grade, on: ctx.today() };
    await tell(db, ctx, nodeId, { id: `rating ${reference}`, kind: 'rating', body });
  });
}

/** A letter of the office that has wholly come. @throws DomainError NOT_FOUND */
export async function openInboxLetter(
  ctx: Context,
  row: InboxApplicationRow,
  fileId: string,
): Promise<Download> {
  const letters = lettersOf(ctx, row);
  const ready = await readyFiles(ctx, row, letters);
  const file = letters.flatMap(({ files }) => files).find((it) => it.fileId === fileId);
  if (file === undefined || !ready.has(fileId))
    throw new DomainError('NOT_FOUND', '没有这个文件，或者还没有转来。');
  const parts: Buffer[] = [];
  for (let part = 0; part < file.parts; part += 1) {
    const sealed = await findInboxPart(ctx.db, row, fileId, part);
    if (sealed === null) throw new DomainError('NOT_FOUND', '这个文件还没有全部转来，请过几天再看。');
    parts.push(unseal(ctx.keyring, LETTER_USE, sealed));
  }
  const bytes = Buffer.concat(parts);
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    throw new DomainError('UNREADABLE_FILE', '这个文件在转来的路上损坏了，请与机关联系。');
  const { fileName, size, sha256 } = file;
  return {
    ...{ fileName, size, sha256, mediaType: typeOf(fileName) },
    read: (range) =>
      Promise.resolve(
        Readable.from([range === undefined ? bytes : bytes.subarray(range.start, range.end + 1)]),
      ),
  };
}

function typeOf(fileName: string): string {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const found = Object.entries(FILE_TYPES).find(([, { endings }]) =>
    (endings as readonly string[]).includes(ending),
  );
  return found?.[0] ?? 'application/octet-stream';
}

/** Somebody who is asked for an opinion, by his own link; null: it opens nothing here. */
export async function findOpinionAsked(
  ctx: Context,
  agencyCode: string,
  token: string,
  network: string,
): Promise<{ readonly asked: Omit<OpinionAsked, 'linkHash'> | null } | null> {
  if (token === '') return null;
  await takeAttempt(ctx, [{ kind: 'inbox:opinion', subject: network, policy: ANSWERING }]);
  const row = await findOpinion(ctx.db, agencyCode, hashOf(token));
  if (row === undefined) return null;
  if (row.isOver || row.answeredAt !== null || row.askedSealed === null) return { asked: null };
  const text = unseal(ctx.keyring, OPINION_USE, row.askedSealed).toString();
  const schema = MESSAGES.opinions.shape.items.element.omit({ linkHash: true });
  return { asked: schema.parse(JSON.parse(text)) };
}

/** The answer of the one who was asked, on its day here (条例第三十二条). @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function answerAtInbox(
  ctx: Context,
  given: Pick<MessageBody<'opinion'>, 'agencyCode' | 'token' | 'answer' | 'opinion'>,
  files: readonly GivenFile[] = [],
): Promise<void> {
  for (const file of files) await requireReadable(file);
  const { agencyCode, token } = given;
  const linkHash = hashOf(token);
  const row = await findOpinion(ctx.db, agencyCode, linkHash);
  if (row === undefined) throw new DomainError('NOT_FOUND', '这个链接不能用了。');
  await inTransaction(ctx.db, async (db) => {
    if (!(await answerOpinion(db, row, ctx.now().toISOString())))
      throw new DomainError('NOT_IN_THIS_STATUS', '这次征求意见已经结束，不能再在网上答复。');
    // The files first: the link may be used up by the answer.
    for (const file of files) await tellOpinionFile(db, ctx, row.nodeId, { agencyCode, token }, file);
    const body = { ...given, on: ctx.today() };
    await tell(db, ctx, row.nodeId, { id: `opinion ${linkHash}`, kind: 'opinion', body });
  });
}

async function tellOpinionFile(
  db: Transaction,
  ctx: Context,
  nodeId: string,
  about: { readonly agencyCode: string; readonly token: string },
  file: GivenFile,
): Promise<void> {
  for (const part of filePartsOf(file)) {
    const id = `opinionFile ${part.fileId} ${part.part}`;
    await tell(db, ctx, nodeId, { id, kind: 'opinionFile', body: { ...about, ...part } });
  }
}

/** As the office keeps its links. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
