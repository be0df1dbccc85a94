import { randomUUID } from 'node:crypto';
import {
  DomainError,
  faultOfEntry,
  permit,
  redecisionOf,
  yearOf,
  type Actor,
  type RemedyDetail,
  type RemedyEntry,
} from '@gongkai/core';
import { listExistingCaseIds, recordEventIn, requireCase } from '../application/service.js';
import { recordAudit } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { presentRemedy } from './present-remedy.js';
import {
  insertOrder,
  insertRemedy,
  insertRemedyVersion,
  listOrders,
  lockRemedy,
  takeRemedyNumber,
  listExistingRemedyIds,
  updateRemedyRow,
  type RemedyRow,
} from './queries.js';
import { enteredRow, entryOf } from './remedy-row.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
type InnerContext = Omit<Context, 'db'>;

export interface RemedyPlace {
  readonly agencyCode: string;
  readonly remedyId: string;
}

/** Registers a reconsideration or a suit. @throws DomainError ALREADY_EXISTS, NOT_FOUND, INVALID_INPUT */
export async function registerRemedy(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  { remedyId: givenId, ...entry }: RemedyEntry & { readonly remedyId?: string | undefined },
): Promise<RemedyDetail> {
  permit(actor, 'remedy.record', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    await requireSound(db, ctx, agencyCode, entry);
    const remedyId = givenId ?? (await nextRemedyId(db, agencyCode, entry));
    const calendar = await loadCalendar(db, agencyCode);
    const row = enteredRow({ agencyId: agencyCode, remedyId, importId: null, version: 1 }, entry, calendar);
    if (!(await insertRemedy(db, row))) {
      throw new DomainError('ALREADY_EXISTS', `复议诉讼案件“${remedyId}”已经登记过，请核对编号。`, {
        remedyId,
      });
    }
    await keepVersion(db, ctx, actor, row);
    await recordAudit(db, ctx, actor, {
      kind: 'remedy.registered',
      agencyCode,
      subject: { type: 'remedy', id: remedyId },
      details: { caseId: entry.caseId },
    });
    await sendBack(db, ctx, actor, row, null);
    return presentRemedy(db, row, ctx.today());
  });
}

/** Enters a new state of a remedy; every earlier one is kept. @throws DomainError CHANGED_MEANWHILE, NOT_FOUND, INVALID_INPUT */
export async function updateRemedy(
  ctx: Context,
  actor: Actor,
  { agencyCode, remedyId }: RemedyPlace,
  { version, ...entry }: RemedyEntry & { readonly version: number },
): Promise<RemedyDetail> {
  permit(actor, 'remedy.record', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const before = await lockRemedy(db, agencyCode, remedyId);
    if (before === undefined) throw noSuchRemedy(remedyId);
    if (before.version !== version) {
      throw new DomainError(
        'CHANGED_MEANWHILE',
        '这件复议诉讼刚刚有人修改，您看到的不是最新情况。请刷新后核对，再保存。',
        { remedyId, version: before.version },
      );
    }
    await requireSound(db, ctx, agencyCode, entry);
    const calendar = await loadCalendar(db, agencyCode);
    const row = enteredRow({ ...before, version: version + 1 }, entry, calendar);
    await updateRemedyRow(db, row);
    await keepVersion(db, ctx, actor, row);
    await recordAudit(db, ctx, actor, {
      kind: 'remedy.changed',
      agencyCode,
      subject: { type: 'remedy', id: remedyId },
      details: { version: row.version, fields: changedFields(entryOf(before), entry) },
    });
    await sendBack(db, ctx, actor, row, entryOf(before));
    return presentRemedy(db, row, ctx.today());
  });
}

export function noSuchRemedy(remedyId: string): DomainError {
  return new DomainError('NOT_FOUND', `没有编号为“${remedyId}”的复议诉讼案件，请核对编号。`, { remedyId });
}

async function requireSound(
  db: Transaction,
  ctx: InnerContext,
  agencyCode: string,
  entry: RemedyEntry,
): Promise<void> {
  const fault = faultOfEntry(entry, ctx.today());
  if (fault !== null) throw new DomainError('INVALID_INPUT', fault);
  const { caseId } = entry;
  if (caseId !== null && !(await listExistingCaseIds(db, agencyCode, [caseId])).has(caseId)) {
    throw new DomainError('NOT_FOUND', `没有编号为“${caseId}”的申请，请核对编号。`, { caseId });
  }
}

/**
 * A result in force that orders a new answer opens the case again in the same transaction, with the order's own term.
 * Once for each order; where the organ has not answered at all yet, the case is open anyway and only the order is kept.
 */
async function sendBack(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  row: RemedyRow,
  before: RemedyEntry | null,
): Promise<void> {
  const calendar = await loadCalendar(db, row.agencyId);
  const ordered = redecisionOf(entryOf(row), calendar);
  if (ordered === null) return;
  if (before !== null && redecisionOf(before, calendar)?.on === ordered.on) return;
  const { agencyId, remedyId, caseId } = row;
  const known = await listOrders(db, agencyId, remedyId);
  if (known.some((order) => order.kind === 'redecide' && order.orderedOn === ordered.on)) return;
  const order = {
    ...{ agencyId, orderId: randomUUID(), remedyId, what: '对申请重新作出答复' },
    ...{ orderedOn: ordered.on, dueOn: ordered.dueOn, doneOn: null, proof: null },
    kind: 'redecide' as const,
  };
  await insertOrder(db, order);
  await recordAudit(db, ctx, actor, {
    kind: 'remedy.orderRecorded',
    agencyCode: agencyId,
    subject: { type: 'remedy', id: remedyId },
    details: { orderId: order.orderId, type: order.kind },
  });
  if (caseId === null) return;
  const { status, closedOn } = await requireCase(db, actor, agencyId, caseId);
  if (closedOn === null || status === 'withdrawn' || status === 'redeciding') return;
  const { by, on, redoDays } = ordered;
  await recordEventIn(db, ctx, actor, {
    ...{ agencyCode: agencyId, caseId, lastSeq: null },
    event: { type: 'overturned', on, by, redoDays },
  });
}

async function keepVersion(db: Transaction, ctx: InnerContext, actor: Actor, row: RemedyRow): Promise<void> {
  const { agencyId, remedyId, version } = row;
  const recorded = { recordedBy: actor.id, recordedAt: ctx.now().toISOString() };
  await insertRemedyVersion(db, { agencyId, remedyId, version, entry: entryOf(row), ...recorded });
}

function changedFields(before: RemedyEntry, after: RemedyEntry): string[] {
  const fields = (Object.keys(after) as (keyof RemedyEntry)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return fields;
}

async function nextRemedyId(db: Transaction, agencyCode: string, entry: RemedyEntry): Promise<string> {
  const filedOn = entry.stages[0]?.filedOn;
  if (filedOn === undefined) throw new Error('a remedy has a stage');
  const year = yearOf(filedOn);
  for (;;) {
    const number = await takeRemedyNumber(db, agencyCode, year);
    const remedyId = `${entry.kind === 'reconsideration' ? 'FY' : 'SS'}-${year}-${String(number).padStart(3, '0')}`;
    // Numbers given elsewhere, before an import, are passed over.
    if (!(await listExistingRemedyIds(db, agencyCode, [remedyId])).has(remedyId)) return remedyId;
  }
}
