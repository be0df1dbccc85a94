import { randomUUID } from 'node:crypto';
import {
  applicantActor,
  DomainError,
  type Agency,
  type CaseDetail,
  type CaseEvent,
  type NewCase,
  type Actor,
  maskName,
  permit,
  permitWithin,
  type LocalDate,
  type Permission,
} from '@gongkai/core';
import { tellApplicantIn } from '../applicant-mail/service.js';
import { auditRecordOf, recordAudit, recordLook } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { requireAgency } from '../identity/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { blindIndexes, openValue, readParty, sealRequest } from '../party/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { saveRequestCodes } from '../request-index/service.js';
import { isAnybodyKnown, saveApplicant } from './applicants.js';
import { decideStep } from './decide-step.js';
import { insertUnder, requireExisting, requireUnit, withClass } from './new-case.js';
import { findingsOfOldSystem } from './old-system-findings.js';
import { findOldSystemMatches } from './old-system-queries.js';
import { isOwnCase, placeOfCase, seesWholeRegister, visibilityOfCase } from './policy.js';
import { presentCase } from './present-case.js';
import { correctionsOf, type EventRecord, type ProjectionContext } from './project-case.js';
import {
  findCase,
  findImportName,
  insertEvents,
  listEvents,
  lockCase,
  recordOf,
  saveProjections,
  type CaseRow,
  type EventRow,
} from './queries.js';

export { addNotice, previewNotice } from './calendar-change.js';
export { listCaseTrace } from './case-trace.js';
export { getClockOverview } from './clock-overview.js';
export { listRedecisions } from './redecisions.js';
export {
  countListedCases,
  exportCases,
  listCases,
  resolveExport,
  walkResolved,
  type ResolvedFilter,
} from './list-cases.js';
export { listRegisterViews, removeRegisterView, saveRegisterView } from './register-views.js';
export { faultOfCase, loadCases } from './load-cases.js';
export type { CaseToLoad } from './load-queries.js';
export { getOwnCase, readOwnCase, type OwnCase } from './own-case.js';
export { placeOfCase } from './policy.js';
export { listExistingCaseIds } from './queries.js';
export { rebuildProjections, reprojectDue } from './reproject.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
type InnerContext = Omit<Context, 'db'>;

interface NextStep {
  readonly agencyCode: string;
  readonly caseId: string;
  readonly event: CaseEvent;
  /** The last record that the caller saw. */
  readonly lastSeq: number;
}

/** Cases of an old system that are named with one that resembles them. */
const MOST_MATCHES = 5;

/** Registers an application with the events known of it. @throws DomainError ALREADY_EXISTS, NOT_IN_THIS_STATUS */
export async function registerCase(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  input: NewCase,
): Promise<CaseDetail> {
  return inTransaction(ctx.db, (db) => registerCaseIn(db, ctx, actor, agencyCode, input));
}

/** `registerCase` inside the caller's transaction. */
export async function registerCaseIn(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  agencyCode: string,
  input: NewCase,
): Promise<CaseDetail> {
  const agency = await requireAgency(db, agencyCode);
  permit(actor, 'case.register', { agencyCode, unitCode: input.unitCode });
  const row = await enterCase(db, ctx, actor, agency, input, randomUUID());
  return presentFrom(db, ctx.keyring, row, agency, ctx.today());
}

/** `registerCaseIn` for a caller that shows nothing of the case. @returns its number, and that of its last record */
export async function enterCaseIn(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  agencyCode: string,
  input: NewCase,
): Promise<Pick<CaseRow, 'caseId' | 'lastSeq'>> {
  const agency = await requireAgency(db, agencyCode);
  permit(actor, 'case.register', { agencyCode, unitCode: input.unitCode });
  return enterCase(db, ctx, actor, agency, input, randomUUID());
}

/**
 * An application that its applicant submits himself, in the caller's transaction: he needs no permission, and is
 * written down as the party that the caller gives.
 */
export async function submitOwnCaseIn(
  db: Transaction,
  ctx: InnerContext,
  applicant: { readonly agencyCode: string; readonly partyId: string },
  input: NewCase,
): Promise<CaseDetail> {
  const { agencyCode, partyId } = applicant;
  const agency = await requireAgency(db, agencyCode);
  const row = await enterCase(db, ctx, applicantActor(partyId), agency, input, partyId);
  return presentFrom(db, ctx.keyring, row, agency, ctx.today());
}

/** What came by wire has no receipt on paper. */
function isOnline(event: CaseEvent): boolean {
  return event.type === 'submitted' && (event.channel === 'web' || event.channel === 'email');
}

async function enterCase(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  agency: Agency,
  input: NewCase,
  newPartyId: string,
): Promise<CaseRow> {
  const agencyCode = agency.code;
  requireExisting(agency, ctx.today());
  await requireUnit(db, agencyCode, input.unitCode);
  const context = await contextOf(db, agency, ctx.today());
  input.events.forEach(refuseExclusion);
  const events = withClass(input.events, input.applicantClass);
  const records = events.map((event, index) => ({ seq: index + 1, event, corrects: null }));
  const { projection } = decideStep([], records, context);
  const partyId = isAnybodyKnown(input) ? newPartyId : null;
  if (partyId !== null) {
    await saveApplicant(db, ctx.keyring, agencyCode, partyId, input);
  }
  const { years: _, itemFindings: _found, ...columns } = projection;
  const rowOf = (caseId: string): CaseRow => ({
    agencyId: agencyCode,
    caseId,
    partyId,
    ...sealRequest(ctx.keyring, 'case.request', { agencyId: agencyCode, recordId: caseId }, input.request),
    keyId: ctx.keyring.activeKeyId,
    topic: input.topic,
    unitId: input.unitCode,
    importId: null,
    lastSeq: records.length,
    ...columns,
  });
  const told = { actor, at: ctx.now(), reason: null };
  const row = await insertUnder(db, agencyCode, input, events, projection, rowOf, (row) => ({
    events: records.map((record) => eventRow(row, record, told)),
    record: auditRecordOf(ctx, actor, {
      kind: 'case.registered',
      agencyCode,
      subject: { type: 'case', id: row.caseId },
      details: { partyId, events: records.length },
    }),
  }));
  const { caseId } = row;
  await saveRequestCodes(db, ctx.keyring, [
    { agencyId: agencyCode, source: 'case', recordId: caseId, request: input.request },
  ]);
  const [submitted] = records;
  // Without an address nobody need ask the database for one.
  const hasMailAddress = input.applicantDetails?.email != null;
  if (submitted !== undefined && hasMailAddress && isOnline(submitted.event))
    await tellApplicantIn(db, { agencyCode, caseId }, submitted);
  if (input.unitCode !== null) {
    await notify(db, ctx, {
      kind: 'case.assigned',
      agencyCode,
      unitCode: input.unitCode,
      subjectId: caseId,
      except: actor.id,
      key: `${agencyCode}/${caseId}/${input.unitCode}`,
    });
  }
  return row;
}

/** Records what happened next. @throws DomainError CHANGED_MEANWHILE when `lastSeq` is not the last any more */
export async function recordEvent(ctx: Context, actor: Actor, step: NextStep): Promise<CaseDetail> {
  refuseExclusion(step.event);
  return inTransaction(ctx.db, (db) => recordEventIn(db, ctx, actor, step));
}

/**
 * `recordEvent` inside the caller's transaction, for what happens together with it (a letter that is served, a
 * consultation that is sent). A caller that read the case under its own lock gives `lastSeq` null.
 * @param permission what the step needs that the event belongs to; left out: that of recording
 */
export async function recordEventIn(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  step: Omit<NextStep, 'lastSeq'> & { readonly lastSeq: number | null },
  permission: Permission = 'case.record',
): Promise<CaseDetail> {
  return appendRecordIn(db, ctx, actor, permission, step, () => ({
    event: step.event,
    corrects: null,
    reason: null,
  }));
}

/** That an application counts nowhere is decided and signed, not recorded like any step. */
function refuseExclusion({ type }: CaseEvent): void {
  if (type !== 'duplicateExcluded') return;
  throw new DomainError('INVALID_INPUT', '认定同日重复提交要由负责人说明理由，请在“并案与重复提交”办理。');
}

/** What an applicant may record of his own case by himself. */
type OwnAct = 'receiptConfirmed' | 'supplement' | 'withdrawn';

/**
 * An act of the applicant on its own case, in the caller's transaction. The caller has proved which party he is; the
 * party must be that of the case. @throws DomainError NOT_FOUND for the case of another, NOT_IN_THIS_STATUS
 */
export async function recordOwnActIn(
  db: Transaction,
  ctx: InnerContext,
  applicant: { readonly agencyCode: string; readonly caseId: string; readonly partyId: string },
  event: Extract<CaseEvent, { type: OwnAct }>,
): Promise<CaseDetail> {
  const actor = applicantActor(applicant.partyId);
  const step = { ...applicant, lastSeq: null };
  return appendRecordIn(db, ctx, actor, 'ownAct', step, () => ({ event, corrects: null, reason: null }));
}

interface CorrectionStep {
  readonly agencyCode: string;
  readonly caseId: string;
  /** The record that is replaced. */
  readonly seq: number;
  readonly reason: string;
  readonly lastSeq: number | null;
}
type OuterStep<S> = S & { readonly lastSeq: number };

/** Replaces a recorded event by a corrected one; both stay on record. @throws DomainError CHANGED_MEANWHILE, NOT_FOUND */
export async function correctEvent(
  ctx: Context,
  actor: Actor,
  step: OuterStep<CorrectionStep & { readonly event: CaseEvent }>,
): Promise<CaseDetail> {
  refuseExclusion(step.event);
  return inTransaction(ctx.db, (db) => correctEventIn(db, ctx, actor, step));
}

/** `correctEvent` inside the caller's transaction; `permission` as in `recordEventIn`. */
export async function correctEventIn(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  step: CorrectionStep & { readonly event: CaseEvent },
  permission: Permission = 'case.correct',
): Promise<CaseDetail> {
  return appendRecordIn(db, ctx, actor, permission, step, (records) => {
    const corrected = latestRecord(records, step.seq);
    const event = keepClass(step.event, corrected.event);
    return { event, corrects: step.seq, reason: step.reason };
  });
}

/**
 * Says that a recorded event never happened; it stays on record. The application itself can't be undone so: without
 * it there is no case. @throws DomainError CHANGED_MEANWHILE, NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function voidEvent(
  ctx: Context,
  actor: Actor,
  step: OuterStep<CorrectionStep>,
): Promise<CaseDetail> {
  return inTransaction(ctx.db, (db) => voidEventIn(db, ctx, actor, step));
}

/** `voidEvent` inside the caller's transaction; `permission` as in `recordEventIn`. */
export async function voidEventIn(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  step: CorrectionStep,
  permission: Permission = 'case.correct',
): Promise<CaseDetail> {
  return appendRecordIn(db, ctx, actor, permission, step, (records) => {
    const { event, isVoid } = latestRecord(records, step.seq);
    if (isVoid === true) {
      throw new DomainError('NOT_IN_THIS_STATUS', `第 ${step.seq} 号就是作废记录，不需要再作废。`);
    }
    if (event.type === 'submitted') {
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        '申请人提交申请的记录不能作废：没有它就没有这件申请。日期、方式或者类别有误的，请更正。',
      );
    }
    return { event, corrects: step.seq, isVoid: true, reason: step.reason };
  });
}

/** The record with the number, which no later one has replaced. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
function latestRecord(records: readonly EventRecord[], seq: number): EventRecord {
  const found = records.find((record) => record.seq === seq);
  if (!found) throw new DomainError('NOT_FOUND', `案件没有第 ${seq} 号记录，请刷新后重看。`);
  const later = correctionsOf(records).get(seq);
  if (later === undefined) return found;
  const isVoided = records.some((record) => record.seq === later && record.isVoid === true);
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    isVoided
      ? `第 ${seq} 号记录已由第 ${later} 号作废。其实有此事的，请更正第 ${later} 号，写回当时的情况。`
      : `第 ${seq} 号记录已由第 ${later} 号更正，请改第 ${later} 号。`,
  );
}

/** A case that one may see. @throws DomainError NOT_FOUND */
export async function requireCase(
  db: Connection,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<CaseRow> {
  const row = await findCase(db, agencyCode, caseId);
  if (!row) throw caseNotFound(caseId);
  if (!visibilityOfCase(actor, row).isKnown) throw caseNotFound(caseId, row);
  return row;
}

/** A case with all that follows from its events today. @throws DomainError NOT_FOUND */
export async function getCase(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<CaseDetail> {
  permitWithin(actor, 'case.view', agencyCode);
  const agency = await requireAgency(ctx.db, agencyCode);
  const row = await requireCase(ctx.db, actor, agencyCode, caseId);
  await recordLook(ctx, actor, {
    kind: 'case.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: { partyId: row.partyId, shown: ['request'] },
  });
  const detail = await presentFrom(ctx.db, ctx.keyring, row, agency, ctx.today());
  if (!seesWholeRegister(actor, agencyCode)) return detail;
  const party = await readParty(ctx.db, ctx.keyring, agencyCode, row.partyId);
  const asked = {
    agencyId: agencyCode,
    caseId,
    requestIndexes: blindIndexes(ctx.keyring, 'case.request', agencyCode, detail.request),
    nameIndexes: blindIndexes(ctx.keyring, 'party.name', agencyCode, party?.name ?? null),
  };
  const matches = await findOldSystemMatches(ctx.db, asked, MOST_MATCHES);
  return { ...detail, findings: [...detail.findings, ...findingsOfOldSystem(matches)] };
}

/** Locks the case, decides in core, writes the record and what follows from it: one transaction. */
async function appendRecordIn(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  permission: Permission | 'ownAct',
  step: { readonly agencyCode: string; readonly caseId: string; readonly lastSeq: number | null },
  recordFrom: (
    records: readonly EventRecord[],
  ) => Omit<EventRecord, 'seq'> & { readonly reason: string | null },
): Promise<CaseDetail> {
  const { agencyCode, caseId } = step;
  const agency = await requireAgency(db, agencyCode);
  const row = await lockCase(db, agencyCode, caseId);
  if (!row) throw caseNotFound(caseId);
  if (!visibilityOfCase(actor, row).isKnown) throw caseNotFound(caseId, row);
  if (permission === 'ownAct') {
    if (!isOwnCase(actor, row)) throw caseNotFound(caseId);
  } else permit(actor, permission, placeOfCase(row));
  if (step.lastSeq !== null && row.lastSeq !== step.lastSeq) {
    throw new DomainError(
      'CHANGED_MEANWHILE',
      '这件申请刚刚有新的记录，您看到的不是最新情况。请刷新后核对，再登记。',
      {
        caseId,
        lastSeq: row.lastSeq,
      },
    );
  }
  const context = await contextOf(db, agency, ctx.today());
  const before = (await listEvents(db, agencyCode, [caseId])).map(recordOf);
  const { reason, ...told } = recordFrom(before);
  const record = { ...told, seq: row.lastSeq + 1 };
  const { projection } = decideStep(before, [record], context);
  await insertEvents(db, [eventRow(row, record, { actor, at: ctx.now(), reason })]);
  await saveProjections(db, agencyCode, [{ caseId, lastSeq: record.seq, projection }]);
  const { seq, corrects, isVoid } = record;
  if (corrects === null) await tellApplicantIn(db, step, record);
  const { type } = record.event;
  const about = { agencyCode, subject: { type: 'case', id: caseId } } as const;
  await (corrects === null
    ? recordAudit(db, ctx, actor, { ...about, kind: 'case.eventRecorded', details: { seq, type } })
    : recordAudit(db, ctx, actor, {
        ...about,
        kind: isVoid === true ? 'case.eventVoided' : 'case.eventCorrected',
        details: { seq, corrects, type },
      }));
  return presentFrom(db, ctx.keyring, row, agency, context.today);
}

function eventRow(
  { agencyId, caseId }: CaseRow,
  { seq, event, corrects, isVoid = false }: EventRecord,
  told: { readonly actor: Actor; readonly at: Date; readonly reason: string | null },
): Omit<EventRow, 'displayName'> {
  return {
    agencyId,
    caseId,
    seq,
    occurredOn: event.on,
    recordedAt: told.at.toISOString(),
    recordedBy: told.actor.id,
    type: event.type,
    payload: event,
    payloadVersion: 1,
    corrects,
    isVoid,
    reason: told.reason,
  };
}

function keepClass(event: CaseEvent, corrected: CaseEvent): CaseEvent {
  // A correction of the day must not part a consultation from its answer.
  if (event.type === corrected.type && 'ref' in corrected && !('ref' in event)) {
    return { ...event, ref: corrected.ref } as CaseEvent;
  }
  if (event.type !== 'submitted' || event.applicantClass !== undefined) return event;
  return { ...event, applicantClass: corrected.type === 'submitted' ? corrected.applicantClass : undefined };
}

async function presentFrom(
  db: Connection,
  keyring: Keyring,
  row: CaseRow,
  agency: Agency,
  today: LocalDate,
): Promise<CaseDetail> {
  const { agencyId, caseId, partyId, importId } = row;
  const party = await readParty(db, keyring, agencyId, partyId);
  return presentCase(
    {
      row,
      events: await listEvents(db, agencyId, [caseId]),
      applicantName: maskName(party?.name ?? null),
      request: openValue(keyring, 'case.request', { agencyId, recordId: caseId }, row.requestSealed),
      importedFrom: importId === null ? null : await findImportName(db, agencyId, importId),
    },
    await contextOf(db, agency, today),
  );
}

async function contextOf(
  db: Connection,
  { code, kind }: Agency,
  today: LocalDate,
): Promise<ProjectionContext> {
  return { today, agencyKind: kind, calendar: await loadCalendar(db, code) };
}

/** @param hidden the case, where it is there and none of the actor's business: put on record as refused */
function caseNotFound(caseId: string, hidden?: { readonly agencyId: string }): DomainError {
  const refused = hidden && { permission: 'case.view', agencyCode: hidden.agencyId };
  return new DomainError('NOT_FOUND', `没有编号为“${caseId}”的申请，请核对编号。`, { caseId, ...refused });
}
