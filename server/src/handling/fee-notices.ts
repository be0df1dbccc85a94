import {
  FEE_BASES,
  feeOfCase,
  PAYMENT_DAYS,
  setTerm,
  type FeeBasis,
  type FeeStatus,
  type LocalDate,
} from '@gongkai/core';
import { loadCalendar } from '../calendar/service.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { findFeeToNotice, listCaseFees, lockFeeToNotice, updateFee, type FeeRow } from './fee-queries.js';

interface CaseAddress {
  readonly agencyCode: string;
  readonly caseId: string;
}

/** What a fee notice says of the approved fee of its case. Yuan. */
export interface FeeToNotice {
  readonly basis: FeeBasis;
  readonly totalYuan: number;
  readonly paymentCode: string | null;
  readonly lines: readonly {
    readonly what: string;
    readonly quantity: number;
    readonly yuanEach: number;
    readonly yuan: number;
  }[];
}

/** The fee that a notice of the case would tell of; null: none is approved. */
export async function feeToNotice(
  db: Connection,
  { agencyCode, caseId }: CaseAddress,
): Promise<FeeToNotice | null> {
  const row = await findFeeToNotice(db, agencyCode, caseId);
  if (row === undefined) return null;
  const { basis, amountYuan, paymentCode } = row;
  return { basis, paymentCode, totalYuan: amountYuan, lines: linesOf(row) };
}

/** The brackets that cost something, in words. */
function linesOf({
  basis,
  quantity,
  itemsBefore,
}: Pick<FeeRow, 'basis' | 'quantity' | 'itemsBefore'>): FeeToNotice['lines'] {
  const unit = basis === 'perItem' ? '当月第{}件' : '第{}页';
  const charged = feeOfCase(basis, { before: itemsBefore, quantity }).brackets.filter(
    ({ yuanEach }) => yuanEach > 0,
  );
  return charged.map(({ from, to, yuanEach, count, amountYuan: yuan }) => ({
    what: unit.replace('{}', to === null ? `${from}起` : `${from}—${to}`),
    ...{ quantity: count, yuanEach, yuan },
  }));
}

/**
 * The letter of the notice was served, or its day of receipt became known: the fee stands as noticed, by the record that
 * the letter wrote. A case without an approved fee keeps the record alone.
 */
export async function noticeFeeIn(
  db: Transaction,
  { agencyCode, caseId }: CaseAddress,
  notice: { readonly on: LocalDate; readonly receivedOn: LocalDate | null; readonly seq: number },
): Promise<void> {
  const row = await lockFeeToNotice(db, agencyCode, caseId);
  if (row === undefined) return;
  await updateFee(db, row, {
    ...{ status: 'noticed', noticeOn: notice.on, noticeReceivedOn: notice.receivedOn, noticeSeq: notice.seq },
  });
}

/** The letter came back by the organ's own fault: there was no notice. */
export async function unnoticeFeeIn(
  db: Transaction,
  { agencyCode, caseId }: CaseAddress,
  seq: number,
): Promise<void> {
  const row = await lockFeeToNotice(db, agencyCode, caseId);
  if (row?.noticeSeq !== seq || row.status !== 'noticed') return;
  await updateFee(db, row, { status: 'approved', noticeOn: null, noticeReceivedOn: null, noticeSeq: null });
}

/** A fee as whoever applied may see it: from its notice on, nothing of who proposed or approved it and why. */
export interface OwnFee {
  readonly status: Extract<FeeStatus, 'noticed' | 'paid' | 'waived' | 'refunded'>;
  /** By items or by pages, in words. */
  readonly basis: string;
  readonly lines: FeeToNotice['lines'];
  readonly amountYuan: number;
  readonly paymentCode: string | null;
  readonly noticeOn: LocalDate;
  readonly payBy: LocalDate;
  readonly derivation: readonly string[];
  readonly paidOn: LocalDate | null;
  readonly receiptNumber: string | null;
  readonly waivedOn: LocalDate | null;
  readonly refundedOn: LocalDate | null;
  readonly refundedYuan: number | null;
}

/** The fees of a case that its applicant has been told of; the caller has proved whose case it is. */
export async function listOwnFees(db: Connection, { agencyCode, caseId }: CaseAddress): Promise<OwnFee[]> {
  const rows = await listCaseFees(db, agencyCode, caseId);
  const calendar = await loadCalendar(db, agencyCode);
  return rows.flatMap((row): OwnFee[] => {
    const { status, noticeOn } = row;
    if (noticeOn === null || status === 'proposed' || status === 'approved' || status === 'returned')
      return [];
    const { dueOn, derivation } = setTerm(row.noticeReceivedOn ?? noticeOn, PAYMENT_DAYS, calendar);
    return [
      {
        ...{ status, basis: FEE_BASES[row.basis], lines: linesOf(row), amountYuan: row.amountYuan },
        ...{ paymentCode: row.paymentCode, noticeOn, payBy: dueOn, derivation },
        ...{ paidOn: row.paidOn, receiptNumber: row.receiptNumber, waivedOn: row.waivedOn },
        ...{ refundedOn: row.refundedOn, refundedYuan: row.refundedYuan },
      },
    ];
  });
}
