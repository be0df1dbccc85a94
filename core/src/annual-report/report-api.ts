import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { FEE_FIGURE_NAMES } from '../fee/fee-year.js';
import { remedyPoliciesSchema } from '../remedy/remedy-policy.js';
import { FORM_VERSIONS } from './tables.js';

/** The report that a call of the API is about. */
export const reportParamsSchema = agencyParamsSchema.extend({
  year: z.coerce.number().int().min(2008).max(2100),
});

const cellValue = z.number().nullable();
const rows = z.record(z.string(), z.record(z.string(), cellValue));

/** The figures of a report: row → column → number or null, rows and columns as in `tables.ts`. */
export const tablesSchema = z.object({
  forms: z.object({ table2: z.enum(FORM_VERSIONS).nullable(), table3: z.enum(FORM_VERSIONS).nullable() }),
  table2: rows.nullable(),
  table3: rows.nullable(),
  table4: rows.nullable(),
  /** Sums of the processing fees of the year; absent where there is no register of them. */
  fees: z.record(z.enum(FEE_FIGURE_NAMES), z.number()).optional(),
  /** Counts of the ledgers that section 一 quotes, by the names of `LEDGER_FIGURES`. */
  ledgers: z.record(z.string(), z.number()).optional(),
});

/** A cell whose change would mend a finding. */
const cellChange = z.object({ cell: z.string(), value: cellValue, wouldBe: z.number() });

export const reportFindingSchema = z.object({
  /** Stable id of this finding in this report, to waive it by. */
  key: z.string(),
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  source: z.string().optional(),
  cells: z.array(z.string()),
  left: z.number().nullable(),
  right: z.number().nullable(),
  explainedBy: cellChange.optional(),
  /** Where no single cell explains it: two that do together. */
  explainedByPair: z.tuple([cellChange, cellChange]).optional(),
  waiver: z.object({ signer: z.string(), reason: z.string(), signedOn: localDateSchema }).nullable(),
});
export type PresentedFinding = z.infer<typeof reportFindingSchema>;

export const REPORT_STATUSES = { draft: '草稿', checked: '已核对', published: '已公布' } as const;
export type ReportStatus = keyof typeof REPORT_STATUSES;
const statuses = ['draft', 'checked', 'published'] as const;

/** A figure bound in the narrative: what stands in the text, its value now and the cells it comes from. */
export const boundFigureSchema = z.object({
  expression: z.string(),
  value: z.string(),
  cells: z.array(z.string()),
});

/** One section's text as edited (`template`, with bound figures as `{{…}}`) and as read. */
export const sectionSchema = z.object({
  number: z.number().int(),
  heading: z.string(),
  template: z.string(),
  text: z.string(),
  figures: z.array(boundFigureSchema),
  /** Grows with every change; send it back to change the text. */
  revision: z.number().int(),
  editedBy: z.string().nullable(),
  editedAt: z.string().nullable(),
});
export type PresentedSection = z.infer<typeof sectionSchema>;

/** The report of an agency and year as it stands now: live figures while it is not published, frozen ones after. */
export const reportSchema = z.object({
  agencyCode: z.string(),
  agencyName: z.string(),
  isDemonstration: z.boolean(),
  year: z.number().int(),
  form: z.enum(FORM_VERSIONS),
  version: z.number().int(),
  status: z.enum(statuses),
  publishedOn: localDateSchema.nullable(),
  publishedBy: z.string().nullable(),
  /** Day as of which the live figures were computed. */
  asOf: localDateSchema,
  tables: tablesSchema,
  /** By which 表四 is counted: of a published version as it was frozen with it. */
  remedyPolicies: remedyPoliciesSchema,
  sections: z.array(sectionSchema),
  findings: z.array(reportFindingSchema),
  notCheckable: z.array(z.object({ rule: z.string(), cells: z.array(z.string()), reason: z.string() })),
  /** Accounts that wrote a version that is not published, or handed it in: they do not publish it. */
  writerIds: z.array(z.string()),
  /** What keeps it from being published, in plain Chinese; empty: it may be. */
  obstacles: z.array(z.string()),
  /** Every version: number, status, day of publication. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      status: z.enum(statuses),
      publishedOn: localDateSchema.nullable(),
    }),
  ),
});
export type PresentedReport = z.infer<typeof reportSchema>;

export const reportSummarySchema = z.object({
  agencyCode: z.string(),
  agencyName: z.string(),
  year: z.number().int(),
  form: z.enum(FORM_VERSIONS),
  version: z.number().int(),
  status: z.enum(statuses),
  publishedOn: localDateSchema.nullable(),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;

const attestationSchema = z.object({
  sourceSystem: z.string(),
  query: z.string(),
  extractedOn: z.string(),
  fileHash: z.string(),
  responsibleUnit: z.string(),
  signer: z.string(),
});

/** What stands behind a cell. Cases and remedies come in pages of ids with their summaries elsewhere. */
export const cellSourceSchema = z.object({
  cell: z.string(),
  label: z.string(),
  value: cellValue,
  kind: z.enum(['cases', 'remedies', 'records', 'attestation', 'derived', 'ledger', 'sum', 'none']),
  /** Why the figure is what it is, in a sentence. */
  explanation: z.string(),
  ids: z.array(z.string()),
  /** Remedies, records and entries of ledgers of this page in short, where they are still on record. */
  rows: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      title: z.string(),
      startedOn: localDateSchema,
      endedOn: localDateSchema.nullable(),
      result: z.string().nullable(),
      /** The application that it is about. */
      caseId: z.string().nullable(),
      /** Entries of a ledger: how much each adds to the figure, and the document that it is about. */
      amount: z.number().optional(),
      documentId: z.string().nullable().optional(),
    }),
  ),
  next: z.string().nullable(),
  total: z.number().int(),
  attestation: attestationSchema.nullable(),
  /** Every attestation of the cell, the latest first. */
  attestations: z.array(
    attestationSchema.extend({
      version: z.number().int(),
      value: z.number(),
      recordedAt: z.string(),
      /** Id of the account; `recorderName` is who it is. */
      recordedBy: z.string(),
      recorderName: z.string(),
    }),
  ),
});
export type PresentedCellSource = z.infer<typeof cellSourceSchema>;

export const sectionEditSchema = z.object({
  template: z.string().max(100_000, { error: '正文过长，请精简到十万字以内。' }),
  revision: z.number().int(),
});
export const waiverSchema = z.object({
  key: z.string().min(1),
  signer: z.string().min(2, { error: '请填写签字人。' }).max(100),
  reason: z.string().min(4, { error: '请写明理由，公布时会随报告一并印出。' }).max(1000),
});
export const attestedFigureSchema = z.object({
  row: z.string(),
  column: z.string(),
  value: z.number(),
  sourceSystem: z.string().min(1),
  query: z.string().min(1),
  extractedOn: localDateSchema,
  fileHash: z.string().min(1),
  responsibleUnit: z.string().min(1),
  signer: z.string().min(1),
});

/** One cell that differs between two states of a report, and the cases that make the difference. */
export const cellDifferenceSchema = z.object({
  cell: z.string(),
  label: z.string(),
  before: cellValue,
  after: cellValue,
  added: z.array(z.string()),
  removed: z.array(z.string()),
});
/** Published figures against the live ones. */
export const differenceReportSchema = z.object({
  version: z.number().int(),
  publishedOn: localDateSchema.nullable(),
  differences: z.array(cellDifferenceSchema),
  /** How 表四 was counted then, and how it is now. */
  remedyPolicies: z.object({ before: remedyPoliciesSchema, after: remedyPoliciesSchema }),
  /** Cases whose place changed: before, after, and in words why. */
  cases: z.array(
    z.object({
      caseId: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  /** How many cases moved; `cases` and the ids of the cells name no more than the first thousand. */
  casesTotal: z.number().int(),
});
export type DifferenceReport = z.infer<typeof differenceReportSchema>;

/** Two reports side by side, cell by cell, and how much of the prose is reused. */
export const comparisonSchema = z.object({
  left: z.object({ name: z.string(), year: z.number().int().nullable() }),
  right: z.object({ name: z.string(), year: z.number().int().nullable() }),
  cells: z.array(z.object({ cell: z.string(), label: z.string(), left: cellValue, right: cellValue })),
  reuse: z.array(
    z.object({
      number: z.number().int(),
      heading: z.string(),
      /** Share of the right text's characters that stand in runs of 13 or more in the left one, 0–1. */
      share: z.number(),
      passages: z.array(z.string()),
    }),
  ),
});
export type ReportComparison = z.infer<typeof comparisonSchema>;

/** A published report read from an uploaded file, kept beside the computed ones. */
export const importedReportSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  fileHash: z.string(),
  importedAt: z.string(),
  agency: z.string().nullable(),
  year: z.number().int().nullable(),
  form: z.string(),
  tables: tablesSchema,
  raw: z.unknown(),
  problems: z.array(
    z.object({
      kind: z.string(),
      message: z.string(),
      cell: z.string().optional(),
      text: z.string().optional(),
    }),
  ),
  findings: z.array(reportFindingSchema.omit({ key: true, waiver: true })),
  notCheckable: z.array(z.object({ rule: z.string(), cells: z.array(z.string()), reason: z.string() })),
});
export type ImportedReport = z.infer<typeof importedReportSchema>;
