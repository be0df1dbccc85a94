import type { LocalDate, Table2Column, Table2Row } from '@gongkai/core';

/** What table 二 counts: documents, decisions, fees and procurement. */
export const ADMINISTRATIVE_RECORD_KINDS = {
  rule: '规章',
  normativeDocument: '行政规范性文件',
  licensing: '行政许可决定',
  otherService: '其他对外管理服务决定',
  penalty: '行政处罚决定',
  coercion: '行政强制决定',
  adminFee: '行政事业性收费',
  procurement: '政府集中采购',
} as const;
export type AdministrativeRecordKind = keyof typeof ADMINISTRATIVE_RECORD_KINDS;

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
