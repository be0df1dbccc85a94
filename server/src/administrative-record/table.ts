import type { AdministrativeRecordKind, LocalDate, Table2Column, Table2Row } from '@gongkai/core';

export interface AdministrativeRecordTable {
  agencyId: string;
  recordId: string;
  kind: AdministrativeRecordKind;
  title: string;
  number: string | null;
  /** Day made, decided, collected or concluded. */
  madeOn: LocalDate;
  disclosedOn: LocalDate | null;
  /** Day from which a document is no longer in force. */
  endedOn: LocalDate | null;
  /** Yuan, exact decimal as text; fees and procurement only. */
  amountYuan: string | null;
  importId: string | null;
  /** When it was struck as entered by mistake, by which account and why; null: it counts. */
  struckAt: string | null;
  struckBy: string | null;
  struckReason: string | null;
}

/**
 * A figure of table 二 counted in another system and vouched for; it is used where no records are kept. Append-only: of
 * a cell the latest version counts.
 */
export interface AttestedFigureTable {
  agencyId: string;
  year: number;
  rowKey: Table2Row;
  columnKey: Table2Column;
  version: number;
  value: string;
  sourceSystem: string;
  query: string;
  extractedOn: LocalDate;
  fileHash: string;
  responsibleUnit: string;
  signer: string;
  recordedBy: string;
  recordedAt: string;
}
