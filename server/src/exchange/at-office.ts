import { localDateInChina, type LocalDate } from '@gongkai/core';
import { answerByLinkIn, BY_LINK, consultationOfLink } from '../handling/service.js';
import {
  actFromInboxIn,
  confirmFromInboxIn,
  enterFromInboxIn,
  keepActIn,
  rateFromInboxIn,
  type InboxCase,
} from '../online-application/service.js';
import { ANONYMOUS } from '../audit/service.js';
import { enterRightsRequest } from '../rights-request/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { seal } from '../platform/secrets/seal.js';
import { MESSAGES, type MessageBody } from './message-kinds.js';
import type { ExchangeMessage } from './package-file.js';
import { findExchangeRights, insertExchangeRights } from './rights-queries.js';
import { findCase, insertCase, insertFilePart, updateCase, type PeerRow } from './queries.js';

type InnerContext = Pick<AppContext, 'keyring' | 'now' | 'today'>;

export const FILE_USE = { purpose: 'exchange-file', agencyId: null };

/** What a message is about, for the one who reads that it was refused. */
export interface MessageSubject {
  readonly agencyId: string | null;
  readonly reference: string | null;
  readonly actedOn: LocalDate | null;
}

/** Does what an inbox says. @throws DomainError, ZodError: what it asks for cannot be done; the transaction is of no use then */
export async function obeyInbox(
  db: Transaction,
  ctx: InnerContext,
  peer: PeerRow,
  { kind, body }: ExchangeMessage,
): Promise<void> {
  switch (kind) {
    case 'application':
      return enter(db, ctx, peer, MESSAGES.application.parse(body));
    case 'applicantFile':
      return keepPart(db, ctx, MESSAGES.applicantFile.parse(body));
    case 'confirmed': {
      const { agencyCode, reference, on } = MESSAGES.confirmed.parse(body);
      const of = await caseOf(db, agencyCode, reference);
      await updateCase(db, { agencyId: agencyCode, reference }, { applicantConfirmedOn: on });
      return confirmFromInboxIn(db, ctx, of, on);
    }
    case 'act': {
      const { agencyCode, reference, ...act } = MESSAGES.act.parse(body);
      return actFromInboxIn(db, ctx, await caseOf(db, agencyCode, reference), act);
    }
    case 'opinion': {
      const { agencyCode, token, answer, opinion, on } = MESSAGES.opinion.parse(body);
      return answerByLinkIn(db, ctx, BY_LINK, agencyCode, token, { answer, opinion, on });
    }
    case 'opinionFile':
      return keepOpinionPart(db, ctx, MESSAGES.opinionFile.parse(body));
    case 'rightsRequest':
      return enterRights(db, ctx, peer, MESSAGES.rightsRequest.parse(body));
    case 'rating': {
      const { agencyCode, reference, grade, on } = MESSAGES.rating.parse(body);
      return rateFromInboxIn(db, ctx, await caseOf(db, agencyCode, reference), { grade, on });
    }
    default:
      throw new UnknownMessageError(kind);
  }
}

/** A newer release of the other side says what this one does not know. */
export class UnknownMessageError extends Error {
  constructor(kind: string) {
    super(`本版本不认识“${kind}”消息，请升级后请对方再次导出。`);
    this.name = 'UnknownMessageError';
  }
}

/** Whom a refused message was about, and the words of an act that came with it: they stay with the case. */
export async function keepRefused(
  db: Transaction,
  ctx: InnerContext,
  { kind, body }: ExchangeMessage,
  reason: string,
): Promise<MessageSubject> {
  const act = kind === 'act' ? MESSAGES.act.safeParse(body).data : undefined;
  if (act !== undefined) {
    const { agencyCode: agencyId, reference, actedAt } = act;
    const found = await findCase(db, agencyId, reference);
    if (found?.partyId != null) {
      const of = { agencyCode: agencyId, caseId: found.caseId, partyId: found.partyId };
      await keepActIn(db, ctx, of, { ...act, text: `（没有生效：${reason}）${act.text}` });
    }
    return { agencyId, reference, actedOn: localDateInChina(new Date(actedAt)) };
  }
  const said = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const text = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, 100) : null);
  const intake = kind === 'application' ? MESSAGES.application.safeParse(body).data?.intake : undefined;
  const actedOn = kind === 'confirmed' ? MESSAGES.confirmed.safeParse(body).data?.on : intake?.submittedOn;
  return {
    agencyId: text(said.agencyCode),
    reference: intake?.reference ?? text(said.reference),
    actedOn: actedOn ?? null,
  };
}

/** The application becomes a case that was submitted on the day on which the inbox took it (条例第三十一条). */
async function enter(
  db: Transaction,
  ctx: InnerContext,
  { nodeId }: PeerRow,
  { agencyCode, intake, submittedAt }: MessageBody<'application'>,
): Promise<void> {
  const { reference } = intake;
  if ((await findCase(db, agencyCode, reference)) !== undefined) return;
  const { caseId, partyId } = await enterFromInboxIn(db, ctx, agencyCode, { intake, submittedAt });
  await insertCase(db, { agencyId: agencyCode, reference, nodeId, caseId, partyId });
}

/** It is in the register of demands, submitted on the day of the inbox; its query code is known there alone. */
async function enterRights(
  db: Transaction,
  ctx: InnerContext,
  { nodeId }: PeerRow,
  { agencyCode, reference, kind, on, lines }: MessageBody<'rightsRequest'>,
): Promise<void> {
  if ((await findExchangeRights(db, agencyCode, reference)) !== undefined) return;
  const requestId = await enterRightsRequest(db, ctx, ANONYMOUS, agencyCode, {
    ...{ kind, lines, channel: 'web', submittedOn: on, receivedOn: null, officeReceivedOn: null },
    codeHashOf: null,
  });
  await insertExchangeRights(db, { agencyId: agencyCode, reference, nodeId, requestId });
}

/** Kept under the consultation: its link may be used up when the file is looked through. @throws DomainError NOT_FOUND */
async function keepOpinionPart(
  db: Transaction,
  { keyring }: InnerContext,
  { agencyCode, token, fileId, part, parts, fileName, content }: MessageBody<'opinionFile'>,
): Promise<void> {
  const at = await consultationOfLink(db, agencyCode, token);
  await insertFilePart(db, {
    ...{ agencyId: agencyCode, reference: opinionReference(at), fileId, part, parts },
    aboutSealed: seal(keyring, FILE_USE, Buffer.from(JSON.stringify({ fileName, purpose: 'opinion' }))),
    contentSealed: seal(keyring, FILE_USE, Buffer.from(content, 'base64')),
  });
}

/** Under what the files of a third party wait: no number of an application has a stroke. */
function opinionReference({ caseId, consultationId }: OpinionPlace): string {
  return `opinion/${consultationId}/${caseId}`;
}
export function readOpinionReference(reference: string): OpinionPlace | null {
  const [, consultationId, caseId] = /^opinion\/([^/]+)\/(.+)$/.exec(reference) ?? [];
  return consultationId === undefined || caseId === undefined ? null : { caseId, consultationId };
}
interface OpinionPlace {
  readonly caseId: string;
  readonly consultationId: string;
}

async function keepPart(
  db: Transaction,
  { keyring }: InnerContext,
  given: MessageBody<'applicantFile'>,
): Promise<void> {
  const { agencyCode, reference, fileId, part, parts, fileName, purpose, content } = given;
  if ((await findExchangeRights(db, agencyCode, reference)) === undefined)
    await caseOf(db, agencyCode, reference);
  await insertFilePart(db, {
    ...{ agencyId: agencyCode, reference, fileId, part, parts },
    aboutSealed: seal(keyring, FILE_USE, Buffer.from(JSON.stringify({ fileName, purpose }))),
    contentSealed: seal(keyring, FILE_USE, Buffer.from(content, 'base64')),
  });
}

async function caseOf(db: Transaction, agencyCode: string, reference: string): Promise<InboxCase> {
  const found = await findCase(db, agencyCode, reference);
  if (found?.partyId == null) throw new UnknownCaseError();
  return { agencyCode, caseId: found.caseId, partyId: found.partyId };
}

/** Its application was refused, or never came. */
export class UnknownCaseError extends Error {
  constructor() {
    super('没有这件申请：它没有登记成案件。');
    this.name = 'UnknownCaseError';
  }
}
