import { randomBytes, randomUUID } from 'node:crypto';
import {
  actsOpenTo,
  applicantActor,
  DomainError,
  localDateInChina,
  newCaseSchema,
  settingOn,
  type Actor,
  type Intake,
  type LocalDate,
} from '@gongkai/core';
import { readOwnCase, recordOwnActIn, submitOwnCaseIn } from '../application/service.js';
import { listOwnFees } from '../handling/service.js';
import { letterSettings } from '../letter-template/service.js';
import { notify } from '../notification/service.js';
import { caseTextId, insertOnlineFile, keepText } from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { acceptFile, recordFile } from '../storage/service.js';
import { ownerOf, refuseUnlawful, requireOnline, tellOffice, type ProgressSession } from './progress.js';
import {
  countSatisfaction,
  findOnlineApplication,
  insertAct,
  insertOnlineApplication,
  updateOnlineApplication,
} from './queries.js';

type InnerContext = Pick<AppContext, 'keyring' | 'now' | 'today'>;

/** A case whose applicant is served by an inbox in another network. */
export interface InboxCase {
  readonly agencyCode: string;
  readonly caseId: string;
  readonly partyId: string;
}

/**
 * An application that an inbox took becomes a case like one that was sent here: submitted on the day of the inbox, received
 * when both sides have confirmed (条例第三十一条). Its query code is known at the inbox alone. @throws DomainError
 */
export async function enterFromInboxIn(
  db: Transaction,
  ctx: InnerContext,
  agencyCode: string,
  { intake, submittedAt }: { readonly intake: Intake; readonly submittedAt: string },
): Promise<InboxCase> {
  const partyId = randomUUID();
  const { applicantClass, applicantName, applicantDetails, representative, request, submittedOn } = intake;
  const input = newCaseSchema.parse({
    ...{ applicantClass, applicantName, request, topic: null, unitCode: null },
    ...(applicantDetails !== undefined && { applicantDetails }),
    ...(representative !== undefined && { representative }),
    events: [{ type: 'submitted', on: submittedOn, channel: 'web' }],
  });
  const { caseId } = await submitOwnCaseIn(db, ctx, { agencyCode, partyId }, input);
  await insertOnlineApplication(db, {
    ...{ agencyId: agencyCode, caseId, partyId, submittedAt, codeHash: randomBytes(32) },
    ...{ applicantConfirmedOn: null, officeConfirmedOn: null, officeConfirmedBy: null, isRated: false },
  });
  await notify(db, ctx, {
    ...{ kind: 'case.submittedOnline', agencyCode, subjectId: caseId },
    key: `${agencyCode}/${caseId}/submitted`,
  });
  return { agencyCode, caseId, partyId };
}

/** The applicant has confirmed at the inbox; the case is received on the later of both sides' days (条例第三十一条). */
export async function confirmFromInboxIn(
  db: Transaction,
  ctx: InnerContext,
  of: InboxCase,
  on: LocalDate,
): Promise<void> {
  const session = sessionOf(of);
  const online = await requireOnline(db, session);
  if (online.applicantConfirmedOn !== null) return;
  await updateOnlineApplication(db, online, { applicantConfirmedOn: on });
  const { evaluation } = await readOwnCase(db, ctx, of);
  const { officeConfirmedOn } = online;
  if (officeConfirmedOn !== null && evaluation.status === 'unconfirmed') {
    const later = on > officeConfirmedOn ? on : officeConfirmedOn;
    await recordOwnActIn(db, ctx, ownerOf(session), { type: 'receiptConfirmed', on: later });
  }
  await tellOffice(db, ctx, of.agencyCode, of.caseId, 'confirmed');
}

export interface InboxAct {
  readonly actId: string;
  readonly kind: 'supplement' | 'withdrawn' | 'feePaid';
  readonly actedAt: string;
  readonly text: string;
}

/**
 * What the applicant did at the inbox, on the day on which he did it there: a late package makes nobody late.
 * @throws DomainError NOT_IN_THIS_STATUS when the law has no room for it any more; the caller tells both sides
 */
export async function actFromInboxIn(
  db: Transaction,
  ctx: InnerContext,
  of: InboxCase,
  { actId, kind, actedAt, text }: InboxAct,
): Promise<void> {
  const session = sessionOf(of);
  await requireOnline(db, session);
  const on = localDateInChina(new Date(actedAt));
  const { evaluation, events } = await readOwnCase(db, ctx, of);
  if (kind === 'supplement' && !actsOpenTo(evaluation, events).includes('supplement'))
    throw new DomainError('NOT_IN_THIS_STATUS', '机关没有在等补正，或者已经收到补正。');
  if (kind === 'withdrawn' && events.some(({ type }) => type === 'decided'))
    throw new DomainError('NOT_IN_THIS_STATUS', '撤回转到以前，机关已经作出答复，撤回没有生效。');
  if (kind !== 'feePaid') {
    const after = await recordOwnActIn(db, ctx, ownerOf(session), { type: kind, on });
    refuseUnlawful(kind, after);
  }
  await keepActIn(db, ctx, of, { actId, kind, actedAt, text });
}

/** The words of an act, whether it could be done or not: nothing that was handed in is lost. */
export async function keepActIn(
  db: Transaction,
  ctx: InnerContext,
  { agencyCode, caseId }: InboxCase,
  { actId, kind, actedAt, text }: InboxAct,
): Promise<void> {
  await insertAct(db, { agencyId: agencyCode, actId, caseId, kind, actedAt });
  if (text !== '') await keepText(db, ctx, agencyCode, `act:${actId}`, text);
  await tellOffice(db, ctx, agencyCode, caseId, actId);
}

/** How the applicant found the handling; only the count of the month is kept, and that this case has answered. */
export async function rateFromInboxIn(
  db: Transaction,
  ctx: InnerContext,
  of: InboxCase,
  { grade, on }: { readonly grade: number; readonly on: LocalDate },
): Promise<void> {
  const session = sessionOf(of);
  const online = await requireOnline(db, session);
  if (online.isRated) return;
  const { evaluation } = await readOwnCase(db, ctx, of);
  if (evaluation.status !== 'closed')
    throw new DomainError('NOT_IN_THIS_STATUS', '机关还没有答复，答复以后再评价。');
  await updateOnlineApplication(db, online, { isRated: true });
  await countSatisfaction(db, of.agencyCode, on.slice(0, 7), grade);
}

/** A file that came with a demand for correction or a suggestion. @throws DomainError FILE_REFUSED */
export async function attachToRightsFromInbox(
  ctx: InnerContext & Pick<AppContext, 'db' | 'files' | 'audit'>,
  agencyCode: string,
  requestId: string,
  file: FileFromInbox,
): Promise<void> {
  // Who demands it is known to the office by words alone: the request itself stands for it.
  await keepFile(ctx, applicantActor(requestId), { agencyCode, ownerId: requestId }, file);
}

/** A file that came with an application or a supplement at the inbox, looked through as every other. @throws DomainError FILE_REFUSED */
export async function attachFromInbox(
  ctx: InnerContext & Pick<AppContext, 'db' | 'files' | 'audit'>,
  { agencyCode, caseId, partyId }: InboxCase,
  file: FileFromInbox,
): Promise<void> {
  await keepFile(ctx, applicantActor(partyId), { agencyCode, ownerId: caseTextId(caseId) }, file);
}

async function keepFile(
  ctx: InnerContext & Pick<AppContext, 'db' | 'files' | 'audit'>,
  actor: Actor,
  { agencyCode, ownerId }: { readonly agencyCode: string; readonly ownerId: string },
  file: FileFromInbox,
): Promise<void> {
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'onlineAttachment', fileName: file.fileName, content: [file.bytes] },
  });
  await inTransaction(ctx.db, async (db) => {
    const { fileId } = await recordFile(db, ctx, actor, accepted);
    await insertOnlineFile(db, {
      ...{ agencyId: agencyCode, fileId, ownerId, purpose: file.purpose },
      addedAt: ctx.now().toISOString(),
    });
  });
}

interface FileFromInbox {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly purpose: string;
}

/** What the applicant's page elsewhere needs of a case. @throws DomainError NOT_FOUND: it is nobody's any more */
export async function readInboxProgress(
  db: Connection,
  ctx: Pick<AppContext, 'keyring' | 'today'>,
  of: InboxCase,
) {
  const { agencyCode, caseId } = of;
  const own = await readOwnCase(db, ctx, of);
  const online = await findOnlineApplication(db, agencyCode, caseId);
  if (online === undefined) throw new DomainError('NOT_FOUND', '没有这件申请，请核对编号。');
  return {
    ...own,
    online,
    acts: actsOpenTo(own.evaluation, own.events).filter((act) => !(act === 'rate' && online.isRated)),
    fees: await listOwnFees(db, { agencyCode, caseId }),
    setting: settingOn(await letterSettings(db, agencyCode), ctx.today()),
  };
}

function sessionOf({ agencyCode, caseId, partyId }: InboxCase): ProgressSession {
  return { agencyCode, number: caseId, partyId };
}
