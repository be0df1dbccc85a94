import { z } from 'zod';
import { APPLICANT_CLASSES, OUTCOME_ROWS } from '../annual-report/tables.js';
import { localDateSchema } from '../calendar/local-date.js';
import { pageOf } from '../identity/agency-api.js';
import { parseAnswerTime } from '../statistics/answer-time.js';
import { PERIOD_TEXT, parseEventPeriod } from '../statistics/period.js';
import { partyValuesSchema, representativeSchema } from '../personal-data/party-values.js';
import { CASE_EVENT_LABELS } from './labels.js';
import {
  CASE_STATUSES,
  CHANNELS,
  ITEM_FINDINGS,
  caseEventSchema,
  type CaseEventType,
  type CaseStatus,
} from './vocabulary.js';

const statuses = Object.keys(CASE_STATUSES) as [CaseStatus, ...CaseStatus[]];

const eventTypes = Object.keys(CASE_EVENT_LABELS) as [CaseEventType, ...CaseEventType[]];

/** A case in a list: projections of its events. */
export const caseSummarySchema = z.object({
  caseId: z.string(),
  applicantClass: z.enum(APPLICANT_CLASSES),
  /** Masked; the full name is shown when a purpose was stated. */
  applicantName: z.string().nullable(),
  request: z.string().nullable(),
  topic: z.string().nullable(),
  unitCode: z.string().nullable(),
  receivedOn: localDateSchema.nullable(),
  dueOn: localDateSchema.nullable(),
  closedOn: localDateSchema.nullable(),
  status: z.enum(statuses),
  row: z.enum(OUTCOME_ROWS).nullable(),
  inTime: z.boolean().nullable(),
  lapsesOn: localDateSchema.nullable(),
  channel: z.enum(CHANNELS).nullable(),
  isExtended: z.boolean(),
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;
export const casePageSchema = pageOf(caseSummarySchema);

/** A step: whether it is lawful today, else why not and by which article; the last day on which it is in time. */
export const nextStepSchema = z.object({
  type: z.enum(eventTypes),
  isLawful: z.boolean(),
  reason: z.string().nullable(),
  article: z.string().nullable(),
  by: localDateSchema.nullable(),
});

export const yearPlaceSchema = z.object({
  isNew: z.boolean(),
  isCarriedIn: z.boolean(),
  row: z.enum(OUTCOME_ROWS).nullable(),
  isCarriedOut: z.boolean(),
});

/** One recorded event; `correctedBy` names the later record that replaced or voided it, so that it no longer counts. */
export const recordedEventSchema = z.object({
  seq: z.number().int(),
  recordedAt: z.string(),
  /** Id of the account; `recorderName` is who it is. */
  recordedBy: z.string(),
  recorderName: z.string(),
  event: caseEventSchema,
  corrects: z.number().int().nullable(),
  correctedBy: z.number().int().nullable(),
  /** It says that the record it corrects never happened; its event is that record's. */
  isVoid: z.boolean(),
  reason: z.string().nullable(),
});
export type RecordedEvent = z.infer<typeof recordedEventSchema>;

/** A case with its events, its evaluation today, and why it stands in which cell of which year. */
export const caseDetailSchema = caseSummarySchema.extend({
  agencyCode: z.string(),
  events: z.array(recordedEventSchema),
  years: z.record(z.string(), yearPlaceSchema),
  letters: z.array(z.string()),
  remedies: z.array(
    z.object({ items: z.array(z.number().int()), route: z.string(), authority: z.string().optional() }),
  ),
  findings: z.array(
    z.object({ rule: z.string(), severity: z.string(), message: z.string(), source: z.string().optional() }),
  ),
  /** Plain Chinese lines, by year: which cells the case is counted in, and because of which event. */
  reasons: z.record(z.string(), z.array(z.string())),
  /** Derivation of the due date, one line a day. */
  derivation: z.array(z.string()),
  provisional: z.boolean(),
  missingYears: z.array(z.number().int()),
  importedFrom: z.string().nullable(),
  nextSteps: z.array(nextStepSchema),
});
export type CaseDetail = z.infer<typeof caseDetailSchema>;

export const newCaseSchema = z.object({
  caseId: z.string().min(1).max(60).optional(),
  applicantClass: z.enum(APPLICANT_CLASSES),
  applicantName: z.string().min(1).max(200).nullable().default(null),
  /** What else is known of the applicant; kept when a name is. */
  applicantDetails: partyValuesSchema.optional(),
  representative: representativeSchema.optional(),
  /** Who else acts for the applicant or applies together with it. */
  companions: z.array(representativeSchema).max(60).optional(),
  request: z.string().min(1, { error: '请填写所需政府信息的名称或者特征描述。' }).max(5000),
  topic: z.string().max(50).nullable().default(null),
  unitCode: z.string().max(40).nullable().default(null),
  events: z.array(caseEventSchema).min(1, { error: '请至少登记提交申请的事件。' }),
});
export type NewCase = z.infer<typeof newCaseSchema>;

/** Replaces one recorded event by a corrected one; both stay on record. */
export const eventCorrectionSchema = z.object({
  event: caseEventSchema,
  reason: z.string().min(2, { error: '请说明更正的理由。' }).max(500),
});
export type EventCorrection = z.infer<typeof eventCorrectionSchema>;

/** Says that a recorded event never happened; it stays on record. */
export const eventVoidingSchema = z.object({
  reason: z.string().min(2, { error: '请说明作废的理由。' }).max(500),
});

/** Orders of the register; `nextDue`: the queue, open cases alone, by the next day on which somebody must act. */
export const CASE_SORTS = [
  ...(['receivedOn', '-receivedOn', 'dueOn', '-dueOn', 'closedOn', '-closedOn'] as const),
  ...(['status', '-status', 'unit', '-unit', 'nextDue'] as const),
] as const;
export const DUE_SPANS = ['today', 'week'] as const;

/** In a filter: those that have none. */
export const HAS_NONE = '-';

/** Filters of the register; every list is paged on the server. */
export const caseQuerySchema = z.object({
  year: z.coerce.number().int().min(2008).max(2100).optional(),
  /** Address of a cell of table 三, e.g. `table3.granted.total`; needs `year`. */
  cell: z.string().optional(),
  status: z.enum(statuses).optional(),
  applicantClass: z.enum(APPLICANT_CLASSES).optional(),
  finding: z.enum(ITEM_FINDINGS).optional(),
  overdue: z.stringbool().optional(),
  /** Part of the request or the number, or a whole name, document number, organisation's code or telephone. */
  q: z.string().max(100).optional(),
  /** `-`: of no unit. */
  unitCode: z.string().max(40).optional(),
  channel: z.enum(CHANNELS).optional(),
  /** `-`: of none. */
  topic: z.string().max(50).optional(),
  isExtended: z.stringbool().optional(),
  /** Open cases whose reply or whose applicant's term ends today, or by the Sunday of this week. */
  due: z.enum(DUE_SPANS).optional(),
  isOpen: z.stringbool().optional(),
  /** Received, or closed, in a year (`2026`) or a quarter (`2026-Q3`); the second copy of one application is neither. */
  receivedIn: z.string().regex(PERIOD_TEXT, { error: '请写成 2026 或者 2026-Q3。' }).optional(),
  closedIn: z.string().regex(PERIOD_TEXT, { error: '请写成 2026 或者 2026-Q3。' }).optional(),
  outcomeRow: z.enum(OUTCOME_ROWS).optional(),
  /** Of the closed ones: the term was kept, or was not. */
  wasInTime: z.stringbool().optional(),
  /** Extended, billed or paid in a year or a quarter, such as `extension@2026-Q3`. */
  eventIn: z
    .string()
    .refine((text) => parseEventPeriod(text) !== null, {
      error: '请写成 extension@2026 或者 extension@2026-Q3。',
    })
    .optional(),
  /** Answered in a year or a quarter within a band of working days, such as `6-10@2026-Q3`. */
  answeredIn: z
    .string()
    .refine((text) => parseAnswerTime(text) !== null, { error: '请写成 6-10@2026 或者 6-10@2026-Q3。' })
    .optional(),
  /** Numbers that were chosen, between commas. */
  caseIds: z.string().max(30_000).optional(),
  sort: z.enum(CASE_SORTS).default('-receivedOn'),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CaseQuery = z.infer<typeof caseQuerySchema>;

/** The filters by which cases are counted. Not by a name: how many cases somebody has is told with the list, on record. */
export const caseCountQuerySchema = caseQuerySchema.omit({ q: true, sort: true, after: true, limit: true });
export type CaseCountQuery = z.infer<typeof caseCountQuerySchema>;
