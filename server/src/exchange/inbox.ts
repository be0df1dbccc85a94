import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { DomainError, type Intake } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { tell } from './messages.js';
import {
  findInboxApplication,
  insertInboxApplication,
  listInboxAgencies,
  updateInboxApplication,
  type InboxApplicationRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/** Without letters that look like digits: codes are read aloud. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const SUBMITTING = { free: 30, firstWait: 60, longestWait: 900, forgetAfter: 3600 };
const ASKING = { free: 10, firstWait: 30, longestWait: 900, forgetAfter: 7200 };

export interface InboxReceipt {
  readonly reference: string;
  readonly code: string;
}

/** Takes an application in for an office that cannot be reached from here. Its words wait under our key for the next package. */
export async function submitToInbox(
  ctx: Context,
  agencyCode: string,
  given: Omit<Intake, 'reference' | 'submittedOn'>,
  network: string,
): Promise<InboxReceipt> {
  const agency = (await listInboxAgencies(ctx.db)).find(({ agencyId }) => agencyId === agencyCode);
  if (agency === undefined) throw new DomainError('NOT_FOUND', '这里不受理向这个机关的申请。');
  await takeAttempt(ctx, [{ kind: 'inbox:submit', subject: network, policy: SUBMITTING }]);
  const submittedAt = ctx.now();
  const reference = `SJ-${ctx.today().replaceAll('-', '')}-${spell(6)}`;
  const code = spell(12).replaceAll(/(.{4})(?=.)/g, '$1-');
  await inTransaction(ctx.db, async (db) => {
    await insertInboxApplication(db, {
      ...{ agencyId: agencyCode, reference, submittedAt: submittedAt.toISOString() },
      ...{
        codeHash: codeHashOf(reference, code),
        handedOverAt: null,
        applicantConfirmedOn: null,
        state: null,
      },
    });
    const intake = { ...given, reference, submittedOn: ctx.today() };
    await tell(db, ctx, agency.nodeId, {
      ...{ id: `application ${reference}`, kind: 'application' },
      body: { agencyCode, intake },
    });
  });
  return { reference, code };
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
    throw new DomainError('NOT_FOUND', '编号或者查询码不对，请照回执核对。');
  await attemptSucceeded(ctx, ctx.db, [], [limit]);
  return found;
}

/** The applicant confirms the receipt (条例第三十一条); the office is told with the next package. */
export async function confirmAtInbox(ctx: Context, row: InboxApplicationRow): Promise<void> {
  if (row.applicantConfirmedOn !== null) return;
  const agency = (await listInboxAgencies(ctx.db)).find(({ agencyId }) => agencyId === row.agencyId);
  if (agency === undefined) throw new DomainError('NOT_FOUND', '这里不受理向这个机关的申请。');
  await inTransaction(ctx.db, async (db) => {
    const { agencyId: agencyCode, reference } = row;
    await updateInboxApplication(db, row, { applicantConfirmedOn: ctx.today() });
    await tell(db, ctx, agency.nodeId, {
      ...{ id: `confirmed ${reference}`, kind: 'confirmed' },
      body: { agencyCode, reference, on: ctx.today() },
    });
  });
}

function spell(count: number): string {
  return [...randomBytes(count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
