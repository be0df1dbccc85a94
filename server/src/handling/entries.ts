import { randomUUID } from 'node:crypto';
import {
  confirmBy,
  DomainError,
  handlingEntrySchema,
  localDateInChina,
  permit,
  permitWithin,
  recorderName,
  unitsWhere,
  type Actor,
  type CaseEvent,
  type CaseHandling,
  type HandlingEntry,
  type HandlingEntryKind,
  type KeptFile,
  type Permission,
  type RecordedEntry,
  type UnconfirmedCase,
} from '@gongkai/core';
import { placeOfCase, recordEventIn, requireCase } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { PrintedDocument } from '../platform/rendering/document.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { consultationsOf } from './consultations.js';
import {
  findEntry,
  hasEntry,
  insertEntry,
  listEntries,
  listUnconfirmed,
  type ListedEntry,
} from './entry-queries.js';
import { filesByRecord, keepFile } from './files.js';
import { conferenceMinutes, requireConference } from './minutes.js';
import { listTasks } from './task-queries.js';
import { keepText, readTexts } from './texts.js';
import { presentTasks } from './unit-tasks.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
interface CaseAddress {
  readonly agencyCode: string;
  readonly caseId: string;
}
/** More tasks than a case can have. */
const MOST_TASKS = 500;

/** What the office did with a case beyond its events; the look is on record. @throws DomainError NOT_FOUND */
export async function getHandling(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
): Promise<CaseHandling> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireCase(ctx.db, actor, agencyCode, caseId);
  await recordLook(ctx, actor, {
    kind: 'handling.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: {},
  });
  const rows = await listTasks(ctx.db, agencyCode, { units: null, caseId, limit: MOST_TASKS });
  return {
    tasks: await presentTasks(ctx.db, ctx, agencyCode, rows),
    consultations: await consultationsOf(ctx.db, ctx, agencyCode, caseId),
    entries: await presentEntries(ctx.db, ctx, agencyCode, await listEntries(ctx.db, agencyCode, caseId)),
    hasSearchRecord: await hasEntry(ctx.db, agencyCode, caseId, 'search'),
  };
}

/** Whether an entry of a kind is on the case's record, which some letters need. */
export function hasHandlingEntry(
  db: Connection,
  agencyCode: string,
  caseId: string,
  kind: HandlingEntryKind,
): Promise<boolean> {
  return hasEntry(db, agencyCode, caseId, kind);
}

/**
 * Enters what was done, for good, with the event that it is: reached to confirm, 条例第三十一条; reasons demanded or a
 * delayed term set, 第三十五条. @throws DomainError NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATUS
 */
export async function addHandlingEntry(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  entry: HandlingEntry,
): Promise<RecordedEntry> {
  return inTransaction(ctx.db, (db) => addHandlingEntryIn(db, ctx, actor, at, entry));
}

/** `addHandlingEntry` in the caller's transaction. @param permission what it takes; left out: that of recording */
export async function addHandlingEntryIn(
  db: Transaction,
  ctx: Omit<Context, 'db'>,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
  entry: HandlingEntry,
  permission: Permission = 'case.record',
): Promise<RecordedEntry> {
  const found = await requireCase(db, actor, agencyCode, caseId);
  permit(actor, permission, placeOfCase(found));
  if (entry.on > ctx.today()) throw new DomainError('INVALID_INPUT', '日期不能在今天之后，请核对。');
  if (entry.kind === 'excessJudgement' && !(await hasEntry(db, agencyCode, caseId, 'excess'))) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      '还没有要求申请人说明理由，不能判断理由是否合理（条例第三十五条）。请先登记“要求说明理由”。',
    );
  }
  const event = eventOf(entry, found.status === 'unconfirmed');
  if (event !== null) {
    await recordEventIn(db, ctx, actor, { agencyCode, caseId, event, lastSeq: null }, permission);
  }
  const row: ListedEntry = {
    agencyId: agencyCode,
    entryId: randomUUID(),
    caseId,
    kind: entry.kind,
    entryOn: entry.on,
    enteredAt: ctx.now().toISOString(),
    enteredBy: actor.id,
    displayName: actor.name,
  };
  const { displayName: _, ...inserted } = row;
  await insertEntry(db, inserted);
  await keepText(db, ctx, { agencyId: agencyCode, caseId, recordId: row.entryId }, entry);
  await recordAudit(db, ctx, actor, {
    kind: 'handling.entered',
    agencyCode,
    subject: { type: 'case', id: caseId },
    details: { entryId: row.entryId, entryKind: entry.kind },
  });
  const [recorded] = await presentEntries(db, ctx, agencyCode, [row]);
  if (recorded === undefined) throw noSuchEntry();
  return recorded;
}

/** The step of the case that an entry is; null: it is none. */
function eventOf(entry: HandlingEntry, isUnconfirmed: boolean): CaseEvent | null {
  switch (entry.kind) {
    case 'contact':
      return entry.purpose === 'confirm' && entry.hasReached && isUnconfirmed
        ? { type: 'receiptConfirmed', on: entry.on }
        : null;
    case 'excess':
      return { type: 'reasonsDemanded', on: entry.on };
    case 'excessJudgement':
      return entry.delayedUntil === null
        ? null
        : { type: 'delayNotice35', on: entry.on, until: entry.delayedUntil };
    default:
      return null;
  }
}

/** @throws DomainError NOT_FOUND, FILE_REFUSED; NOT_IN_THIS_STATUS for a matter handled off line */
export async function uploadEntryFile(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  { agencyCode, caseId, entryId }: CaseAddress & { readonly entryId: string },
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<KeptFile> {
  const found = await requireCase(ctx.db, actor, agencyCode, caseId);
  permit(actor, 'case.record', placeOfCase(found));
  const row = await findEntry(ctx.db, agencyCode, entryId);
  if (row?.caseId !== caseId) throw noSuchEntry();
  if (row.kind === 'secrecyDetermination')
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      '线下办理的涉密事项不能上传文件：本系统不是涉密系统，材料在线下保管。',
    );
  return keepFile(ctx, actor, { agencyId: agencyCode, caseId, recordId: entryId }, file);
}

/** The minutes of a conference as a paper; the look is on record. @throws DomainError NOT_FOUND */
export async function printConference(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  entryId: string,
): Promise<PrintedDocument> {
  permitWithin(actor, 'case.view', agencyCode);
  const row = await findEntry(ctx.db, agencyCode, entryId);
  if (row === undefined) throw noSuchEntry();
  const { caseId, enteredAt, enteredBy } = row;
  await requireCase(ctx.db, actor, agencyCode, caseId);
  await recordLook(ctx, actor, {
    kind: 'handling.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: {},
  });
  const texts = await readTexts(ctx.db, ctx, agencyCode, [entryId], handlingEntrySchema);
  const [signed] = (await listEntries(ctx.db, agencyCode, caseId)).filter((it) => it.entryId === entryId);
  return conferenceMinutes(requireConference(texts.get(entryId)), {
    agencyName: (await requireAgency(ctx.db, agencyCode)).name,
    caseId,
    signedBy: recorderName(enteredBy, signed?.displayName ?? null),
    signedOn: localDateInChina(new Date(enteredAt)),
    madeAt: ctx.now().toISOString(),
  });
}

/** Web, e-mail, fax and plain letters that wait to be confirmed, of the units that somebody sees. */
export async function listUnconfirmedCases(
  ctx: Pick<Context, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
): Promise<{ items: UnconfirmedCase[] }> {
  permitWithin(actor, 'case.view', agencyCode);
  const units = unitsWhere(actor, 'case.view', agencyCode);
  const rows = await listUnconfirmed(ctx.db, agencyCode, units === 'all' ? null : units);
  const calendar = await loadCalendar(ctx.db, agencyCode);
  return {
    items: rows.map(({ unitId, ...row }) => ({
      ...row,
      unitCode: unitId,
      isLate: ctx.today() > confirmBy(row.submittedOn, calendar),
    })),
  };
}

/** The same as numbers, for those who supervise (条例第四十六条). */
export async function countUnconfirmedCases(
  ctx: Pick<Context, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
): Promise<{ waiting: number; late: number; withoutAttempt: number }> {
  permitWithin(actor, 'report.view', agencyCode);
  const rows = await listUnconfirmed(ctx.db, agencyCode, null);
  const calendar = await loadCalendar(ctx.db, agencyCode);
  return {
    waiting: rows.length,
    late: rows.filter(({ submittedOn }) => ctx.today() > confirmBy(submittedOn, calendar)).length,
    withoutAttempt: rows.filter(({ attempts }) => attempts === 0).length,
  };
}

async function presentEntries(
  db: Connection,
  ctx: Pick<AppContext, 'keyring'>,
  agencyId: string,
  rows: readonly ListedEntry[],
): Promise<RecordedEntry[]> {
  const ids = rows.map(({ entryId }) => entryId);
  const texts = await readTexts(db, ctx, agencyId, ids, handlingEntrySchema);
  const files = await filesByRecord(db, agencyId, ids);
  return rows.map(({ entryId, kind, entryOn, enteredAt, enteredBy, displayName }) => ({
    entryId,
    kind,
    on: entryOn,
    entry: texts.get(entryId) ?? null,
    enteredAt,
    enteredBy: recorderName(enteredBy, displayName),
    files: [...(files.get(entryId) ?? [])],
  }));
}

function noSuchEntry(): DomainError {
  return new DomainError('NOT_FOUND', '没有这条记录，请刷新后重看。');
}
