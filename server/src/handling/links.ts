import { randomUUID } from 'node:crypto';
import {
  DomainError,
  permit,
  permitWithin,
  recorderName,
  type Actor,
  type CaseEvent,
  type CaseLink,
  type CaseLinkKind,
  type Envelope,
  type LocalDate,
  type NewCase,
} from '@gongkai/core';
import { z } from 'zod';
import { getCase, placeOfCase, recordEventIn, registerCaseIn, requireCase } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { findParty, listSameApplicant, readParty } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { envelopeOf } from './envelopes.js';
import { insertLink, listLinks, submittedOn, type LinkRow } from './link-queries.js';
import { keepText, readTexts } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
/** Values that were checked when they were entered. */
type GivenDetails = NonNullable<NewCase['applicantDetails']>;
type Case = Awaited<ReturnType<typeof requireCase>>;
interface CaseAddress {
  readonly agencyCode: string;
  readonly caseId: string;
}

const linkTextSchema = z.object({ reason: z.string() });

/** What belongs to a case: its envelope, and the cases it is answered with, split from or a copy of. */
export async function getCaseLinks(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
): Promise<{ envelope: Envelope | null; links: CaseLink[] }> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireCase(ctx.db, actor, agencyCode, caseId);
  await recordLook(ctx, actor, {
    kind: 'handling.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: {},
  });
  const rows = await listLinks(ctx.db, agencyCode, caseId);
  const texts = await readTexts(
    ctx.db,
    ctx,
    agencyCode,
    rows.map(({ linkId }) => linkId),
    linkTextSchema,
  );
  return {
    envelope: await envelopeOf(ctx.db, agencyCode, caseId),
    links: rows.map((row) => {
      const isLeading = row.caseId === caseId;
      return {
        caseId: isLeading ? row.leadingCaseId : row.caseId,
        kind: row.kind,
        isLeading,
        reason: texts.get(row.linkId)?.reason ?? null,
        linkedOn: row.linkedOn,
        linkedBy: recorderName(row.linkedBy, row.displayName),
      };
    }),
  };
}

/** The cases that a letter of this one answers too; each is still counted and served by itself. */
export async function listMergedCaseIds(
  db: Connection,
  agencyCode: string,
  caseId: string,
): Promise<readonly string[]> {
  const rows = await listLinks(db, agencyCode, caseId);
  return rows
    .filter(({ kind, leadingCaseId }) => kind === 'merged' && leadingCaseId === caseId)
    .map((row) => row.caseId);
}

/** Answers others of the same applicant with this one, in one letter. @throws DomainError NOT_FOUND, INVALID_INPUT */
export async function mergeCases(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  { otherCaseIds, reason }: { readonly otherCaseIds: readonly string[]; readonly reason: string },
): Promise<{ linked: number }> {
  return inTransaction(ctx.db, async (db) => {
    const leading = await requireOwn(db, actor, at, 'case.correct');
    let linked = 0;
    for (const caseId of new Set(otherCaseIds)) {
      const other = await requireOwn(db, actor, { ...at, caseId }, 'case.correct');
      requireOpen(other);
      await requireSameApplicant(db, ctx, leading, other);
      if (await link(db, ctx, actor, { case: other, leading: at.caseId, kind: 'merged', reason }))
        linked += 1;
    }
    return { linked };
  });
}

/**
 * Parts of an application become applications of their own because the applicant agrees; without it a split changes the
 * number for the fee alone. Each was received when the whole was. @throws DomainError NOT_FOUND, INVALID_INPUT
 */
export async function splitCase(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  given: {
    readonly parts: readonly string[];
    readonly rest: string;
    readonly agreedOn: LocalDate;
    readonly agreedHow: string;
  },
): Promise<{ caseIds: string[] }> {
  const { parts, rest, agreedOn, agreedHow } = given;
  await requireOwn(ctx.db, actor, at, 'case.correct');
  if (agreedOn > ctx.today()) throw new DomainError('INVALID_INPUT', '申请人同意的日期不能在今天之后。');
  const { events } = await getCase(ctx, actor, at.agencyCode, at.caseId);
  const inForce = events.filter(({ correctedBy, isVoid }) => correctedBy === null && !isVoid);
  const receipt = inForce
    .map(({ event }) => event)
    .filter(({ type }) => type === 'submitted' || type === 'receiptConfirmed');
  return inTransaction(ctx.db, async (db) => {
    const whole = await requireOwn(db, actor, at, 'case.correct');
    requireOpen(whole);
    const party = await readParty(db, ctx.keyring, at.agencyCode, whole.partyId);
    const { name = null, ...details } = party ?? {};
    const reason = `申请人 ${agreedOn} 同意拆分（${agreedHow}）。本件办理：${rest}`;
    const caseIds: string[] = [];
    for (const request of parts) {
      const { caseId } = await registerCaseIn(db, ctx, actor, at.agencyCode, {
        ...{ applicantClass: whole.applicantClass, applicantName: name, request },
        ...{ topic: whole.topic, unitCode: whole.unitId, events: receipt },
        ...(name !== null && { applicantDetails: details as GivenDetails }),
      });
      caseIds.push(caseId);
      const part = await requireOwn(db, actor, { ...at, caseId }, 'case.correct');
      await link(db, ctx, actor, { case: part, leading: at.caseId, kind: 'split', reason });
    }
    return { caseIds };
  });
}

/**
 * One text of one applicant that came twice on one day is one application: the copy leaves 新收 by a reason that a head
 * signs; everything else that looks alike stays counted (law as of 国办公开办函〔2021〕30号).
 * @throws DomainError NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATUS
 */
export async function excludeDuplicate(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  { ofCaseId, reason }: { readonly ofCaseId: string; readonly reason: string },
): Promise<{ ofCaseId: string }> {
  return inTransaction(ctx.db, async (db) => {
    const copy = await requireOwn(db, actor, at, 'case.approve');
    const kept = await requireOwn(db, actor, { ...at, caseId: ofCaseId }, 'case.approve');
    if (copy.caseId === kept.caseId) throw new DomainError('INVALID_INPUT', '请填写另一件申请的编号。');
    if (kept.status === 'duplicate' || kept.status === 'withdrawn') {
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        `“${ofCaseId}”已经撤回或者并入别的申请，不能再把这件并入它。`,
      );
    }
    await requireSameApplicant(db, ctx, copy, kept);
    const days = [
      await submittedOn(db, at.agencyCode, copy.caseId),
      await submittedOn(db, at.agencyCode, kept.caseId),
    ];
    if (days[0] !== days[1]) {
      throw new DomainError('INVALID_INPUT', '两件申请不是同一天提交的，不属于同日重复提交，应当分别计数。');
    }
    if (!isSameText(copy, kept)) {
      throw new DomainError('INVALID_INPUT', '两件申请的内容不一致，不属于重复提交，应当分别计数。');
    }
    const event: CaseEvent = { type: 'duplicateExcluded', on: ctx.today(), ofCaseId };
    const step = { ...at, event, lastSeq: null };
    await recordEventIn(db, ctx, actor, step, 'case.approve');
    await link(db, ctx, actor, { case: copy, leading: ofCaseId, kind: 'duplicate', reason });
    return { ofCaseId };
  });
}

/** By the blind index of the normalised text: nothing is opened to compare. */
function isSameText(a: Case, b: Case): boolean {
  if (a.requestIndex === null || b.requestIndex === null) return false;
  return Buffer.from(a.requestIndex).equals(Buffer.from(b.requestIndex));
}

async function requireSameApplicant(
  db: Connection,
  { keyring }: Pick<AppContext, 'keyring'>,
  a: Case,
  b: Case,
): Promise<void> {
  const party = a.partyId === null ? undefined : await findParty(db, a.agencyId, a.partyId);
  const { partyIds } =
    party === undefined ? { partyIds: [] as readonly string[] } : await listSameApplicant(db, keyring, party);
  if (b.partyId !== null && partyIds.includes(b.partyId)) return;
  throw new DomainError(
    'INVALID_INPUT',
    `“${b.caseId}”的申请人与这件的不是同一人，或者没有登记，不能并在一起。请核对编号和申请人信息。`,
    { caseId: b.caseId },
  );
}

function requireOpen({ closedOn, caseId }: Case): void {
  if (closedOn === null) return;
  throw new DomainError('NOT_IN_THIS_STATUS', `“${caseId}”已经办结，不能再并案或者拆分。`, { caseId });
}

async function requireOwn(
  db: Connection,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
  permission: 'case.correct' | 'case.approve',
): Promise<Case> {
  permitWithin(actor, permission, agencyCode);
  const found = await requireCase(db, actor, agencyCode, caseId);
  permit(actor, permission, placeOfCase(found));
  return found;
}

async function link(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  given: {
    readonly case: Case;
    readonly leading: string;
    readonly kind: CaseLinkKind;
    readonly reason: string;
  },
): Promise<boolean> {
  const { agencyId, caseId } = given.case;
  const row: LinkRow = {
    ...{ agencyId, linkId: randomUUID(), caseId, leadingCaseId: given.leading, kind: given.kind },
    ...{ linkedOn: ctx.today(), linkedBy: actor.id },
  };
  if (caseId === given.leading) throw new DomainError('INVALID_INPUT', '请填写另一件申请的编号。');
  if (!(await insertLink(db, row))) return false;
  await keepText(db, ctx, { agencyId, caseId, recordId: row.linkId }, { reason: given.reason });
  await recordAudit(db, ctx, actor, {
    kind: 'case.linked',
    agencyCode: agencyId,
    subject: { type: 'case', id: caseId },
    details: { leadingCaseId: given.leading, link: given.kind },
  });
  return true;
}
