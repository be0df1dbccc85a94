import type {
  CellSource,
  FigureAddress,
  FormVersion,
  LocalDate,
  RemedyPolicies,
  ReportStatus,
} from '@gongkai/core';
import type { ReportReading } from './import/report-reading.js';

/** What stood behind tables 二 and 四 and the sums of the fees when a version was published. */
export type FrozenSources = Readonly<Partial<Record<FigureAddress, CellSource>>>;

/** A reading of an imported report as JSON keeps it. */
export type StoredReading = Omit<ReportReading, 'cutBySum'> & { readonly cutBySum: readonly string[] };

/** One version of a report, without its figures. */
export interface ReportVersion {
  readonly version: number;
  readonly form: FormVersion;
  readonly status: ReportStatus;
  readonly publishedOn: LocalDate | null;
  readonly publishedBy: string | null;
  readonly asOf: LocalDate | null;
  /** Keys of the warnings that were shown when it was handed in for checking. */
  readonly seenFindings: readonly string[];
  /** Digest of figures, texts and findings as checked. */
  readonly checkedDigest: string | null;
  /** Accounts that wrote it or handed it in. */
  readonly writerIds: readonly string[];
  /** Frozen at publication; null before. */
  readonly remedyPolicies: RemedyPolicies | null;
}

/** A section as it stands, with the text as published once it is. */
export interface SectionState {
  readonly number: number;
  readonly heading: string;
  readonly template: string;
  readonly publishedText: string | null;
  readonly revision: number;
  readonly editedBy: string | null;
  readonly editedAt: string | null;
}

/** Who answers for a finding that stays, and why. It covers the finding with the figures that the signer saw. */
export interface SignedWaiver {
  readonly findingKey: string;
  readonly rule: string;
  readonly message: string;
  readonly signer: string;
  readonly reason: string;
  readonly signedOn: LocalDate;
}
