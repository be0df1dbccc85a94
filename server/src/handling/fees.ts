import { randomInt, randomUUID } from 'node:crypto';
import {
  countFees,
  DomainError,
  feeOfCase,
  feeSentence,
  nextFeeStatus,
  PAYMENT_DAYS,
  permit,
  permitWithin,
  recorderName,
  setTerm,
  type Actor,
  type CaseFee,
  type CountedFees,
  type FeeBasis,
  type FeeQuote,
  type FeeStep,
  type FeeTotals,
  type LocalDate,
  type Permission,
} from '@gongkai/core';
import { z } from 'zod';
import { placeOfCase, recordEventIn, requireCase, voidEventIn } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { notify } from '../notification/service.js';
import { findParty, listSameApplicant } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  countItemsBefore,
  insertFee,
  listCaseFees,
  listFeesOfYear,
  lockFee,
  updateFee,
  type FeeRow,
  type ListedFee,
} from './fee-queries.js';
import { keepText, readTexts } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
interface CaseAddress {
  readonly agencyCode: string;
  readonly caseId: string;
}
export interface FeeAddress extends CaseAddress {
  readonly feeId: string;
}
interface FeeBase {
  readonly basis: FeeBasis;
  readonly quantity: number;
}

const feeTextSchema = z.object({ reason: z.string(), closeReason: z.string().nullable().default(null) });

/**
 * What the fee of a case is. By items the applicant's month is counted then and there over every channel, by the blind
 * index of its number; the count is shown and kept with no person, and looking at it is on record (capability D18).
 */
export async function quoteFee(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  base: FeeBase,
): Promise<FeeQuote> {
  permitWithin(actor, 'fee.handle', at.agencyCode);
  const quote = await quoteIn(ctx.db, ctx, actor, at, base);
  if (base.basis === 'perItem') {
    await recordLook(ctx, actor, {
      kind: 'party.frequencyViewed',
      agencyCode: at.agencyCode,
      subject: { type: 'case', id: at.caseId },
      purpose: 'handling',
      details: { count: quote.itemsBefore },
    });
  }
  return quote;
}

async function quoteIn(
  db: Connection,
  { keyring }: Pick<AppContext, 'keyring'>,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
  { basis, quantity }: FeeBase,
): Promise<FeeQuote> {
  const found = await requireCase(db, actor, agencyCode, caseId);
  permit(actor, 'fee.handle', placeOfCase(found));
  let itemsBefore = 0;
  if (basis === 'perItem') {
    const { receivedOn, partyId } = found;
    if (receivedOn === null) {
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        '还没有确认收到这件申请，不能按件计算（按收到的月份累计）。',
      );
    }
    const party = partyId === null ? undefined : await findParty(db, agencyCode, partyId);
    if (party === undefined) {
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        '这件申请没有登记申请人，数不出同一申请人当月的件数。请先登记申请人，或者按量收费。',
      );
    }
    const { partyIds } = await listSameApplicant(db, keyring, party);
    itemsBefore = await countItemsBefore(db, agencyCode, partyIds, { caseId, receivedOn });
  }
  const { amountYuan, brackets } = feeOfCase(basis, { before: itemsBefore, quantity });
  return { basis, quantity, itemsBefore, amountYuan, lines: [...brackets] };
}

/** @throws DomainError NOT_FOUND, ALREADY_EXISTS, NOT_IN_THIS_STATUS where nothing is to be paid */
export async function proposeFee(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  { reason, ...base }: FeeBase & { readonly reason: string },
): Promise<CaseFee> {
  return inTransaction(ctx.db, async (db) => {
    const { basis, quantity, itemsBefore, amountYuan } = await quoteIn(db, ctx, actor, at, base);
    const found = await requireCase(db, actor, at.agencyCode, at.caseId);
    if (found.closedOn !== null)
      throw new DomainError('NOT_IN_THIS_STATUS', '这件申请已经办结，不能再收费。');
    if (amountYuan === 0) {
      throw new DomainError('NOT_IN_THIS_STATUS', '没有超过免费的件数或者页数，不收费（条例第四十二条）。');
    }
    const row: FeeRow = {
      ...{ agencyId: at.agencyCode, feeId: randomUUID(), caseId: at.caseId },
      ...{ basis, quantity, itemsBefore, amountYuan, status: 'proposed' },
      ...{ proposedBy: actor.id, proposedOn: ctx.today(), approvedBy: null, approvedOn: null },
      ...{ paymentCode: null, noticeOn: null, noticeReceivedOn: null, noticeSeq: null },
      ...{ paidOn: null, receiptNumber: null, waivedBy: null, waivedOn: null },
      ...{ refundedBy: null, refundedOn: null, refundedYuan: null },
    };
    if (!(await insertFee(db, row))) {
      throw new DomainError('ALREADY_EXISTS', '这件申请已有一笔信息处理费，按件、按量只能选一种，不能再收。');
    }
    await keepText(db, ctx, textPlace(row), { reason });
    await auditFee(db, ctx, actor, row, 'fee.proposed');
    await notify(db, ctx, {
      ...{ kind: 'fee.proposed', agencyCode: at.agencyCode, unitCode: found.unitId, subjectId: at.caseId },
      ...{ except: actor.id, key: row.feeId },
    });
    return presentOne(db, ctx, row);
  });
}

/** Whoever proposed a fee does not approve it. @throws DomainError NOT_FOUND, FORBIDDEN, NOT_IN_THIS_STATUS */
export async function decideFee(
  ctx: Context,
  actor: Actor,
  at: FeeAddress,
  { isApproved, reason }: { readonly isApproved: boolean; readonly reason: string },
): Promise<CaseFee> {
  return step(ctx, actor, at, isApproved ? 'approve' : 'return', 'fee.approve', async (db, row) => {
    if (row.proposedBy === actor.id) {
      throw new DomainError('FORBIDDEN', '提出收费的人不能审批这笔收费，请由其他负责人审批。');
    }
    if (!isApproved && reason === '') throw new DomainError('INVALID_INPUT', '退回的，请说明理由。');
    await auditFee(db, ctx, actor, row, 'fee.decided');
    if (reason !== '') await addReason(db, ctx, row, reason);
    // The notice may be a letter, whose text is fixed before it goes out: the code is known from here on.
    const paymentCode = isApproved ? newPaymentCode(ctx.today()) : null;
    return { approvedBy: actor.id, approvedOn: ctx.today(), paymentCode };
  });
}

/** The notice reaches the applicant and stops the clock. @throws DomainError NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATUS */
export async function notifyFee(
  ctx: Context,
  actor: Actor,
  at: FeeAddress,
  given: {
    readonly on: LocalDate;
    readonly receivedOn: LocalDate | null;
    readonly paymentCode?: string | undefined;
  },
): Promise<CaseFee> {
  const { on, receivedOn } = given;
  requirePast(ctx, on);
  requirePast(ctx, receivedOn ?? on);
  if (receivedOn !== null && receivedOn < on) {
    throw new DomainError('INVALID_INPUT', `申请人收到的日期不能早于通知的日期 ${on}，请核对。`);
  }
  return step(ctx, actor, at, 'notify', 'fee.handle', async (db, row) => {
    const event = { type: 'feeNotice', on, ...(receivedOn !== null && { receivedOn }) } as const;
    const { events } = await recordEventIn(db, ctx, actor, { ...of(at), event, lastSeq: null });
    await auditFee(db, ctx, actor, row, 'fee.notified');
    return {
      ...{ paymentCode: given.paymentCode ?? row.paymentCode ?? newPaymentCode(on) },
      ...{ noticeOn: on, noticeReceivedOn: receivedOn },
      noticeSeq: events.at(-1)?.seq ?? null,
    };
  });
}

/** The whole amount: a part of it changes nothing. @throws DomainError NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATUS */
export async function payFee(
  ctx: Context,
  actor: Actor,
  at: FeeAddress,
  paid: { readonly on: LocalDate; readonly amountYuan: number; readonly receiptNumber: string },
): Promise<CaseFee> {
  requirePast(ctx, paid.on);
  return step(ctx, actor, at, 'pay', 'fee.handle', async (db, row) => {
    if (paid.amountYuan !== row.amountYuan) {
      throw new DomainError(
        'INVALID_INPUT',
        `应缴 ${row.amountYuan} 元，登记的是 ${paid.amountYuan} 元。足额缴费后才登记，答复期限自足额缴费的次日重新计算。`,
      );
    }
    const event = { type: 'feePaid', on: paid.on } as const;
    await recordEventIn(db, ctx, actor, { ...of(at), event, lastSeq: null });
    await auditFee(db, ctx, actor, row, 'fee.paid');
    return { paidOn: paid.on, receiptNumber: paid.receiptNumber };
  });
}

/** Charged no more; a notice that was sent is void, so that the clock runs as if there had been none. */
export async function waiveFee(ctx: Context, actor: Actor, at: FeeAddress, reason: string): Promise<CaseFee> {
  return step(ctx, actor, at, 'waive', 'fee.approve', async (db, row) => {
    if (row.noticeSeq !== null) {
      const voided = { ...of(at), seq: row.noticeSeq, reason: '减免信息处理费，收费通知作废', lastSeq: null };
      await voidEventIn(db, ctx, actor, voided, 'fee.approve');
    }
    await addReason(db, ctx, row, reason);
    await auditFee(db, ctx, actor, row, 'fee.waived');
    return { waivedBy: actor.id, waivedOn: ctx.today() };
  });
}

/** Pays back what was paid in error or too much; the course of the case stays. @throws DomainError INVALID_INPUT */
export async function refundFee(
  ctx: Context,
  actor: Actor,
  at: FeeAddress,
  refund: { readonly on: LocalDate; readonly amountYuan: number; readonly reason: string },
): Promise<CaseFee> {
  requirePast(ctx, refund.on);
  return step(ctx, actor, at, 'refund', 'fee.approve', async (db, row) => {
    if (refund.amountYuan > row.amountYuan) {
      throw new DomainError('INVALID_INPUT', `已缴 ${row.amountYuan} 元，退还的不能超过这个数。`);
    }
    await addReason(db, ctx, row, refund.reason);
    await auditFee(db, ctx, actor, row, 'fee.refunded');
    return { refundedBy: actor.id, refundedOn: refund.on, refundedYuan: refund.amountYuan };
  });
}

/** The fees of a case. @throws DomainError NOT_FOUND */
export async function listFees(ctx: Context, actor: Actor, at: CaseAddress): Promise<{ items: CaseFee[] }> {
  permitWithin(actor, 'case.view', at.agencyCode);
  await requireCase(ctx.db, actor, at.agencyCode, at.caseId);
  const rows = await listCaseFees(ctx.db, at.agencyCode, at.caseId);
  return { items: await presentFees(ctx.db, ctx, at.agencyCode, rows) };
}

/** Sums of a year and the sentence of section 六; null: nothing was billed or paid. */
export async function getFeeTotals(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  year: number,
): Promise<FeeTotals & { sentence: string | null }> {
  permitWithin(actor, 'report.view', agencyCode);
  const { totals } = await countFeesOfYear(ctx.db, agencyCode, year);
  return { ...totals, sentence: feeSentence(totals, year) };
}

/** What the register of fees says of a year, with the cases behind each sum. */
export async function countFeesOfYear(
  db: Connection,
  agencyCode: string,
  year: number,
): Promise<CountedFees> {
  return countFees(await listFeesOfYear(db, agencyCode, year), year);
}

async function step(
  ctx: Context,
  actor: Actor,
  at: FeeAddress,
  name: FeeStep,
  permission: Permission,
  work: (db: Transaction, row: FeeRow) => Promise<Partial<FeeRow>>,
): Promise<CaseFee> {
  return inTransaction(ctx.db, async (db) => {
    const found = await requireCase(db, actor, at.agencyCode, at.caseId);
    permit(actor, permission, placeOfCase(found));
    const row = await lockFee(db, at.agencyCode, at.feeId);
    if (row?.caseId !== at.caseId) throw new DomainError('NOT_FOUND', '没有这笔信息处理费，请刷新后重看。');
    const status = nextFeeStatus(row.status, name);
    const changed = { ...(await work(db, row)), status };
    await updateFee(db, row, changed);
    return presentOne(db, ctx, row);
  });
}

async function addReason(db: Transaction, ctx: Context, row: FeeRow, closeReason: string): Promise<void> {
  const known = (await readTexts(db, ctx, row.agencyId, [row.feeId], feeTextSchema)).get(row.feeId);
  await keepText(db, ctx, textPlace(row), { reason: known?.reason ?? '', closeReason });
}

function auditFee(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  { agencyId, caseId, feeId, amountYuan }: FeeRow,
  kind: 'fee.proposed' | 'fee.decided' | 'fee.notified' | 'fee.paid' | 'fee.waived' | 'fee.refunded',
): Promise<void> {
  return recordAudit(db, ctx, actor, {
    kind,
    agencyCode: agencyId,
    subject: { type: 'case', id: caseId },
    details: { feeId, amountYuan },
  });
}

/** Twenty digits: the day, eleven by chance, and the sum of all as a check against slips of the pen. */
function newPaymentCode(on: LocalDate): string {
  const digits = `${on.replaceAll('-', '')}${String(randomInt(10 ** 11)).padStart(11, '0')}`;
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function requirePast({ today }: Pick<AppContext, 'today'>, day: LocalDate): void {
  if (day > today()) throw new DomainError('INVALID_INPUT', '日期不能在今天之后，请核对。');
}

function of({ agencyCode, caseId }: CaseAddress): CaseAddress {
  return { agencyCode, caseId };
}

function textPlace({ agencyId, caseId, feeId }: Pick<FeeRow, 'agencyId' | 'caseId' | 'feeId'>) {
  return { agencyId, caseId, recordId: feeId };
}

async function presentOne(
  db: Connection,
  ctx: Context,
  { agencyId, caseId, feeId }: FeeRow,
): Promise<CaseFee> {
  const rows = await listCaseFees(db, agencyId, caseId);
  const presented = await presentFees(db, ctx, agencyId, rows);
  const fee = presented.find((it) => it.feeId === feeId);
  if (fee === undefined) throw new DomainError('NOT_FOUND', '没有这笔信息处理费，请刷新后重看。');
  return fee;
}

async function presentFees(
  db: Connection,
  ctx: Pick<AppContext, 'keyring'>,
  agencyId: string,
  rows: readonly ListedFee[],
): Promise<CaseFee[]> {
  const ids = rows.map(({ feeId }) => feeId);
  const texts = await readTexts(db, ctx, agencyId, ids, feeTextSchema);
  const calendar = await loadCalendar(db, agencyId);
  return rows.map((row) => {
    const { basis, quantity, itemsBefore, amountYuan } = row;
    const startsOn = row.noticeReceivedOn ?? row.noticeOn;
    const term = startsOn === null ? null : setTerm(startsOn, PAYMENT_DAYS, calendar);
    return {
      ...{ feeId: row.feeId, status: row.status, basis, quantity, itemsBefore, amountYuan },
      lines: [...feeOfCase(basis, { before: itemsBefore, quantity }).brackets],
      reason: texts.get(row.feeId)?.reason ?? null,
      closeReason: texts.get(row.feeId)?.closeReason ?? null,
      proposedOn: row.proposedOn,
      proposedBy: recorderName(row.proposedBy, row.proposerName),
      approvedOn: row.approvedOn,
      approvedBy: row.approvedBy === null ? null : recorderName(row.approvedBy, row.approverName),
      paymentCode: row.paymentCode,
      noticeOn: row.noticeOn,
      noticeReceivedOn: row.noticeReceivedOn,
      payBy: term?.dueOn ?? null,
      derivation: [...(term?.derivation ?? [])],
      paidOn: row.paidOn,
      receiptNumber: row.receiptNumber,
      waivedOn: row.waivedOn,
      refundedOn: row.refundedOn,
      refundedYuan: row.refundedYuan,
    };
  });
}
