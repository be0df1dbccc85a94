import { z } from 'zod';
import { CHANNELS } from '../application/vocabulary.js';
import { localDateSchema } from '../calendar/local-date.js';
import { contactEntrySchema } from '../handling/entry.js';
import { pageOf } from '../identity/agency-api.js';
import type { InputOf } from '../letter/letter-input.js';

/** What became of a demand for correction (条例第四十一条) or a suggestion (第四十四条第二款). */
export const RIGHTS_OUTCOMES = {
  corrected: '已经更正',
  forwarded: '已转送有权更正的行政机关',
  referred: '不属于本机关职能，请向有权更正的行政机关提出',
  notCorrected: '经审核记录准确，不予更正',
  willPublish: '属于主动公开范围，已经或者将主动公开',
  alreadyPublic: '已经主动公开',
  notPublished: '经审核不属于主动公开范围',
} as const;
export type RightsOutcome = keyof typeof RIGHTS_OUTCOMES;

export const RIGHTS_KINDS = { correction: '更正记录', suggestion: '建议公开' } as const;
export type RightsKind = keyof typeof RIGHTS_KINDS;
export const RIGHTS_STATUSES = { open: '待办理', answered: '已答复' } as const;

/** The outcomes that each kind can have. */
export const OUTCOMES_OF_KIND = {
  correction: ['corrected', 'forwarded', 'referred', 'notCorrected'],
  suggestion: ['willPublish', 'alreadyPublic', 'notPublished'],
} as const satisfies Record<RightsKind, readonly RightsOutcome[]>;

/** What became of a demand, by what its letter says (条例第四十一条). */
export const OUTCOME_OF_CORRECTION_LETTER = {
  corrected: 'corrected',
  notCorrected: 'notCorrected',
  forwarded: 'forwarded',
  directed: 'referred',
} as const satisfies Record<InputOf<'correctionOfRecord'>['outcome'], RightsOutcome>;

/** Letters of the kind in a number, such as YSJ-GZ-2026-0001. */
export const RIGHTS_NUMBER_MARKS = { correction: 'GZ', suggestion: 'JY' } as const satisfies Record<
  RightsKind,
  string
>;

const outcomes = Object.keys(RIGHTS_OUTCOMES) as [RightsOutcome, ...RightsOutcome[]];
export const RIGHTS_KIND_NAMES = Object.keys(RIGHTS_KINDS) as [RightsKind, ...RightsKind[]];

export const rightsRequestSummarySchema = z.object({
  requestId: z.string(),
  kind: z.enum(RIGHTS_KIND_NAMES),
  /** Came over the public pages, or was taken in at the desk. */
  channel: z.enum(CHANNELS),
  submittedOn: localDateSchema,
  /** Null until both sides have confirmed (条例第三十一条). */
  receivedOn: localDateSchema.nullable(),
  status: z.enum(['open', 'answered']),
  outcome: z.enum(outcomes).nullable(),
});
export const rightsRequestPageSchema = pageOf(rightsRequestSummarySchema);
export const rightsFileSchema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
});
export const rightsRequestSchema = rightsRequestSummarySchema.extend({
  /** The office entered it, not the person. */
  isTakenIn: z.boolean(),
  /** What was said was erased when its term was over (个人信息保护法第四十七条); the number and the outcome stay. */
  isErased: z.boolean(),
  /** When registered mail came to the disclosure office; null where it is not known apart. */
  officeReceivedOn: localDateSchema.nullable(),
  /** What is still missing, by the labels of the form; it was registered all the same. */
  gaps: z.array(z.string()),
  /** What was filled in, field by field, in the words of the form. */
  answers: z.array(z.object({ label: z.string(), text: z.string() })),
  events: z.array(
    z.object({
      seq: z.number().int(),
      type: z.enum(['submitted', 'received', 'noted', 'answered', 'reopened']),
      on: localDateSchema,
      recordedBy: z.string(),
      text: z.string().nullable(),
    }),
  ),
  files: z.array(rightsFileSchema.extend({ label: z.string() })),
  lastSeq: z.number().int(),
});
export type RightsRequest = z.infer<typeof rightsRequestSchema>;
export type RightsRequestSummary = z.infer<typeof rightsRequestSummarySchema>;

export const rightsRequestQuerySchema = z.object({
  kind: z.enum(RIGHTS_KIND_NAMES).optional(),
  status: z.enum(['open', 'answered']).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const rightsAnswerSchema = z.object({
  outcome: z.enum(outcomes),
  /** What the person is told. */
  text: z.string().trim().min(4, { error: '请写明答复的内容。' }).max(4000),
  lastSeq: z.number().int(),
});
export type RightsAnswer = z.infer<typeof rightsAnswerSchema>;

/** A call or talk with the person; by one that reached it, both sides may confirm the receipt. */
export const rightsContactSchema = contactEntrySchema.extend({ lastSeq: z.number().int() });
export type RightsContact = z.infer<typeof rightsContactSchema>;
