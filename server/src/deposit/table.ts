import type { DepositPlace, LocalDate } from '@gongkai/core';

/** Documents handed in at one place on one day (条例第二十五条). */
export interface DepositTable {
  agencyId: string;
  depositId: string;
  place: DepositPlace;
  receiver: string;
  deliveredOn: LocalDate;
  /** Of each document. */
  copies: number;
  isElectronic: boolean;
  receiptNumber: string | null;
  receiptOn: LocalDate | null;
  note: string | null;
  recordedBy: string;
  recordedAt: string;
}

/** A document of a deposit, in the version that was public then. */
export interface DepositDocumentTable {
  agencyId: string;
  depositId: string;
  documentId: string;
  place: DepositPlace;
  version: number;
}
