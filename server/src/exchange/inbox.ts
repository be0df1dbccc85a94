import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { addDays, DomainError, type Intake } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { detectType, endsAs } from '../platform/files/detect-type.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import {
  deleteClosedBefore,
  findInboxApplication,
  insertInboxApplication,
  listInboxAgencies,
  updateInboxApplication,
  type InboxAgencyRow,
  type InboxApplicationRow,
} from './inbox-queries.js';
import type { MessageBody } from './message-kinds.js';
import { filePartsOf, tell } from './messages.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/** Without letters that look like digits: codes are read aloud. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const SUBMITTING = { free: 30, firstWait: 60, longestWait: 900, forgetAfter: 3600 };
const ASKING = { free: 10, firstWait: 30, longestWait: 900, forgetAfter: 7200 };

export interface InboxReceipt {
  readonly reference: string;
  readonly code: string;
}

/** A file that somebody sent over a page. */
export interface GivenFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** The agency that something is handed in for. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS, INVALID_INPUT, TOO_MANY_ATTEMPTS */
async function admitSubmission(
  ctx: Context,
  agencyCode: string,
  network: string,
  files: readonly GivenFile[],
): Promise<InboxAgencyRow> {
  const agency = await requireOpenAgency(ctx, agencyCode);
  for (const file of files) await requireReadable(file);
  await takeAttempt(ctx, [{ kind: 'inbox:submit', subject: network, policy: SUBMITTING }]);
  return agency;
}

/** Takes an application in for an office that cannot be reached from here. Its words wait under our key for the next package. */
export async function submitToInbox(
  ctx: Context,
  agencyCode: string,
  given: Omit<Intake, 'reference' | 'submittedOn'>,
  network: string,
  files: readonly GivenFile[] = [],
): Promise<InboxReceipt> {
  const agency = await admitSubmission(ctx, agencyCode, network, files);
  const submittedAt = ctx.now().toISOString();
  const { reference, code } = newReceipt(ctx);
  await inTransaction(ctx.db, async (db) => {
    const codeHash = codeHashOf(reference, code);
    await insertInboxApplication(db, {
      ...{ agencyId: agencyCode, reference, submittedAt, codeHash },
      ...{ handedOverAt: null, applicantConfirmedOn: null },
    });
    const intake = { ...given, reference, submittedOn: ctx.today() };
    await tell(db, ctx, agency.nodeId, {
      ...{ id: `application ${reference}`, kind: 'application' },
      body: { agencyCode, intake, submittedAt },
    });
    for (const file of files)
      await tellFile(db, ctx, agency.nodeId, { agencyCode, reference, purpose: 'application' }, file);
  });
  return { reference, code };
}

/** Takes a demand for correction or a suggestion in (条例第四十一条、第四十四条); it is no application. */
export async function submitRightsToInbox(
  ctx: Context,
  agencyCode: string,
  { kind, lines }: Pick<MessageBody<'rightsRequest'>, 'kind' | 'lines'>,
  network: string,
  files: readonly GivenFile[] = [],
): Promise<InboxReceipt> {
  const agency = await admitSubmission(ctx, agencyCode, network, files);
  const { reference, code } = newReceipt(ctx);
  await inTransaction(ctx.db, async (db) => {
    await insertInboxApplication(db, {
      ...{ agencyId: agencyCode, reference, kind, submittedAt: ctx.now().toISOString() },
      ...{ codeHash: codeHashOf(reference, code), handedOverAt: null, applicantConfirmedOn: null },
    });
    await tell(db, ctx, agency.nodeId, {
      ...{ id: `application ${reference}`, kind: 'rightsRequest' },
      body: { agencyCode, reference, kind, on: ctx.today(), lines: [...lines] },
    });
    for (const file of files)
      await tellFile(db, ctx, agency.nodeId, { agencyCode, reference, purpose: 'evidence' }, file);
  });
  return { reference, code };
}

function newReceipt({ today }: Pick<Context, 'today'>): InboxReceipt {
  const reference = `SJ-${today().replaceAll('-', '')}-${spell(6)}`;
  return { reference, code: spell(12).replaceAll(/(.{4})(?=.)/g, '$1-') };
}

/** An agency that takes applications over the net now. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function requireOpenAgency(
  ctx: Pick<Context, 'db'>,
  agencyCode: string,
): Promise<InboxAgencyRow> {
  const agency = await requireInboxAgency(ctx, agencyCode);
  if (agency.guide?.isOnlineOpen === true) return agency;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    `${agency.name}现在不在这里受理申请，请当面提交或者邮寄，地址见它的公开指南。`,
  );
}

/** @throws DomainError NOT_FOUND */
export async function requireInboxAgency(
  ctx: Pick<Context, 'db'>,
  agencyCode: string,
): Promise<InboxAgencyRow> {
  const agency = (await listInboxAgencies(ctx.db)).find(({ agencyId }) => agencyId === agencyCode);
  if (agency === undefined) throw new DomainError('NOT_FOUND', '这里不受理向这个机关的申请。');
  return agency;
}

/** The office looks it through again; what could never be taken is told at once. @throws DomainError FILE_REFUSED */
export async function requireReadable({ fileName, bytes }: GivenFile): Promise<void> {
  const type = await detectType(bytes, bytes.subarray(0, 4100), fileName);
  if (type !== null && endsAs(fileName, type)) return;
  throw new DomainError(
    'FILE_REFUSED',
    '这里不能上传这种文件，或者名称的结尾与内容不符。可以上传：PDF、OFD、Word、Excel、图片、文本；不能带宏。',
  );
}

/** A file of the applicant for the next packages, in parts; its words are under our key until then. */
export async function tellFile(
  db: Transaction,
  ctx: Pick<Context, 'keyring'>,
  nodeId: string,
  about: { readonly agencyCode: string; readonly reference: string; readonly purpose: string },
  file: GivenFile,
): Promise<void> {
  for (const part of filePartsOf(file)) {
    const id = `file ${part.fileId} ${part.part}`;
    await tell(db, ctx, nodeId, { id, kind: 'applicantFile', body: { ...about, ...part } });
  }
}

/** 60 random bits: they cannot be found from their digest. */
function codeHashOf(reference: string, code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(`inbox:${reference}:${plain}`).digest();
}

/** What belongs to a number and its code. @throws DomainError NOT_FOUND, TOO_MANY_ATTEMPTS */
export async function openInboxProgress(
  ctx: Context,
  given: { readonly reference: string; readonly code: string; readonly network: string },
): Promise<InboxApplicationRow> {
  const reference = given.reference.normalize('NFKC').trim().toUpperCase();
  const limit = { kind: 'inbox:query', subject: given.network, policy: ASKING };
  await takeAttempt(ctx, [limit]);
  const found = await findInboxApplication(ctx.db, reference);
  const due = codeHashOf(reference, given.code);
  if (!timingSafeEqual(due, Buffer.from(found?.codeHash ?? Buffer.alloc(32))) || found === undefined)
    throw new DomainError('NOT_FOUND', '编号或者查询码不对，请照回执核对；办结以后满期限的，这里已经删除。');
  await attemptSucceeded(ctx, ctx.db, [], [limit]);
  return found;
}

/** The applicant confirms the receipt (条例第三十一条); the office is told with the next package. */
export async function confirmAtInbox(ctx: Context, row: InboxApplicationRow): Promise<void> {
  if (row.applicantConfirmedOn !== null) return;
  const { nodeId } = await requireInboxAgency(ctx, row.agencyId);
  await inTransaction(ctx.db, async (db) => {
    const { agencyId: agencyCode, reference } = row;
    await updateInboxApplication(db, row, { applicantConfirmedOn: ctx.today() });
    await tell(db, ctx, nodeId, {
      ...{ id: `confirmed ${reference}`, kind: 'confirmed' },
      body: { agencyCode, reference, on: ctx.today() },
    });
  });
}

/**
 * Lets go of what was closed so many days ago, with its letters: the applicant had the term for reconsideration (60 days) and
 * more to download them. @returns how many
 */
export function purgeInbox(ctx: Pick<Context, 'db' | 'today'>, keptDays: number): Promise<number> {
  return inTransaction(ctx.db, (db) => deleteClosedBefore(db, addDays(ctx.today(), -keptDays)));
}

function spell(count: number): string {
  return [...randomBytes(count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
