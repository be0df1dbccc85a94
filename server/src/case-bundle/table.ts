import type { ArchiveRetention, BundleKind, BundleStatus, CaseBundle, LocalDate } from '@gongkai/core';
import type { ColumnType } from 'kysely';

/** The papers of a case as one file: asked for, made by a job, kept. */
export interface CaseBundleTable {
  agencyId: string;
  bundleId: string;
  caseId: string;
  kind: BundleKind;
  status: BundleStatus;
  jobId: string;
  fileId: string | null;
  pages: number | null;
  apart: ColumnType<CaseBundle['apart'], string, string>;
  requestedBy: string;
  requestedAt: string;
  finishedAt: string | null;
}

/** A closed case that is archived. */
export interface CaseArchiveTable {
  agencyId: string;
  caseId: string;
  bundleId: string;
  retention: ArchiveRetention;
  archivedOn: LocalDate;
  archivedBy: string;
}

/** A volume after the first of a bundle that is bound in several. */
export interface CaseBundleVolumeTable {
  agencyId: string;
  bundleId: string;
  volume: number;
  fileId: string;
  pages: number;
}

export interface ArchiveRetentionTable {
  agencyId: string;
  retention: ArchiveRetention;
  /** Pages of a volume of a case file at most. */
  volumePages: number;
}
