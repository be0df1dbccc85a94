import type {
  ApplicantClass,
  ExportFinding,
  ExportFormat,
  ExportStatus,
  FormVersion,
  LocalDate,
  OutcomeRow,
  PresentedFinding,
  RemedyPolicies,
  ReportStatus,
  ReportTables,
} from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';
import type { FrozenSources, StoredReading } from './report-version.js';

type Json<T> = ColumnType<T, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>;

/** One version of an agency's report of a year; figures are frozen when it is published and live before. */
export interface AnnualReportTable {
  agencyId: string;
  year: number;
  version: number;
  form: FormVersion;
  status: ReportStatus;
  /** Frozen at publication: the tables and what stood behind tables 二 and 四. */
  tables: JsonOrNull<ReportTables>;
  sources: JsonOrNull<FrozenSources>;
  findings: JsonOrNull<readonly PresentedFinding[]>;
  /** By which table 四 was counted, frozen with it. */
  remedyPolicies: JsonOrNull<RemedyPolicies>;
  asOf: LocalDate | null;
  publishedOn: LocalDate | null;
  publishedAt: string | null;
  publishedBy: string | null;
  /** Keys of the warnings that were shown when it was handed in for checking. */
  seenFindings: Json<readonly string[]>;
  /** Digest of figures, texts and findings as checked: with others it must be checked again. */
  checkedDigest: string | null;
  createdAt: Generated<string>;
  /** Accounts that wrote it or handed it in. */
  writerIds: ColumnType<readonly string[], never, string>;
}

/** The text of one section with figures bound as `{{…}}`; `revision` guards against lost edits. */
export interface ReportSectionTable {
  agencyId: string;
  year: number;
  version: number;
  number: number;
  heading: string;
  template: string;
  /** The text as published, figures filled in. */
  publishedText: string | null;
  revision: number;
  editedBy: string | null;
  editedAt: string | null;
}

/** Earlier states of a section's text: nothing typed is lost. */
export interface ReportSectionRevisionTable {
  agencyId: string;
  year: number;
  version: number;
  number: number;
  revision: number;
  template: string;
  editedBy: string | null;
  editedAt: string | null;
}

/** A finding accepted by name and with a reason, printed with the report. */
export interface ReportWaiverTable {
  agencyId: string;
  year: number;
  version: number;
  findingKey: string;
  /** The finding as the signer saw it; with other figures it is another finding. */
  rule: string;
  message: string;
  signer: string;
  reason: string;
  signedOn: LocalDate;
}

/** The case's place as it was published: from it each cell's case ids follow. */
export interface ReportCaseTable {
  agencyId: string;
  year: number;
  version: number;
  caseId: string;
  applicantClass: ApplicantClass;
  isNew: boolean;
  isCarriedIn: boolean;
  outcomeRow: OutcomeRow | null;
  isCarriedOut: boolean;
  /** The case's last event then: later ones explain what differs. */
  lastSeq: number;
}

/** What a figure of a ledger counted when the version that quotes it was published. */
export interface ReportLedgerEntryTable {
  agencyId: string;
  year: number;
  version: number;
  /** A name of `LEDGER_FIGURES`. */
  figure: string;
  place: string;
  entryId: string;
  kind: string;
  title: string;
  happenedOn: LocalDate;
  note: string | null;
  amount: number;
  documentId: string | null;
}

/** A published report read from a file, with the raw text beside what was read. */
export interface ImportedReportTable {
  agencyId: string;
  importedReportId: string;
  fileName: string;
  fileHash: string;
  year: number | null;
  reading: Json<StoredReading>;
  importedBy: string;
  importedAt: Generated<string>;
}

/** One format of a version as a file: asked for, written, read back. */
export interface ReportExportTable {
  agencyId: string;
  year: number;
  version: number;
  format: ExportFormat;
  status: ExportStatus;
  /** Digest of all that is printed: of a draft that has changed, another file is written. */
  sourceDigest: string;
  jobId: string | null;
  /** What reading back showed; then there is no file. */
  findings: Json<readonly ExportFinding[]>;
  requestedBy: string;
  requestedAt: string;
  finishedAt: string | null;
}

/** A finished file of an export; part 0 is the report itself. */
export interface ReportExportFileTable {
  agencyId: string;
  year: number;
  version: number;
  format: ExportFormat;
  part: number;
  fileId: string;
}
