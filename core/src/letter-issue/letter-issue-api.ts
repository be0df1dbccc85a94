import { z } from 'zod';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import { localDateSchema } from '../calendar/local-date.js';
import { pageOf } from '../identity/agency-api.js';
import { PART_ROLES, type LetterContent, type PartRole } from '../letter/letter-content.js';
import { REPRESENTATIVE_RELATIONS, type RepresentativeRelation } from '../personal-data/party-values.js';
import { LETTER_WAY_NAMES, RETURN_CAUSE_NAMES } from './letter-events.js';
import { LETTER_STATUS_NAMES, LETTER_STEP_NAMES } from './letter-status.js';

export const LETTER_KINDS = Object.keys(LETTERS) as [Letter, ...Letter[]];
const kinds = LETTER_KINDS;
const day = localDateSchema;
const reason = (what: string) =>
  z
    .string()
    .trim()
    .min(2, { error: `请说明${what}。` })
    .max(500);

/** Each joint applicant or agent, third party or organ, is served apart. */
export const letterAddresseeSchema = z.object({
  /** The party of the case that it is; its name stays hidden from those who may not see names in full. */
  partyId: z.string().nullable().default(null),
  /** As it is written after 主送. */
  name: z.string().trim().min(1, { error: '请填写收件人。' }).max(200),
  address: z.string().trim().max(300).nullable().default(null),
  postcode: z.string().trim().max(20).nullable().default(null),
  telephone: z.string().trim().max(40).nullable().default(null),
});
export type LetterAddressee = z.infer<typeof letterAddresseeSchema>;

/**
 * A letter as far as it is drafted. What it says may still be incomplete, so it is kept as it was typed; the rules of
 * the letter are asked when it is looked at and when it is submitted. Number, day and the agency's own texts are not
 * the drafter's.
 */
export const letterDraftSchema = z.object({
  letter: z.enum(kinds),
  addressees: z.array(letterAddresseeSchema).min(1, { error: '请填写收件人。' }).max(50),
  serviceWay: z.enum(['post', 'direct', 'electronic']).default('post'),
  /** The request summed up in the applicant's words; null: as it was registered. */
  request: z.string().trim().max(5000).nullable().default(null),
  /** The fields of `letterInputSchema` that are this kind's own. */
  fields: z.record(z.string(), z.unknown() as z.ZodType<z.core.util.JSONType>),
});
export type LetterDraft = z.infer<typeof letterDraftSchema>;

const partSchema = z.object({
  role: z.enum(Object.keys(PART_ROLES) as [PartRole, ...PartRole[]]),
  isMandatory: z.boolean(),
  items: z.array(z.number().int()),
  paragraphs: z.array(z.string()),
  table: z
    .object({
      columns: z.array(z.number()),
      head: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    })
    .optional(),
});

/** The text of a letter as a page shows it: what of `LetterContent` is read by people. */
export const letterTextSchema = z.object({
  title: z.string(),
  letterhead: z.string().nullable(),
  documentNumber: z.string().nullable(),
  addressee: z.string().nullable(),
  parts: z.array(partSchema),
  attachments: z.array(z.string()),
  appendices: z.array(z.object({ title: z.string(), parts: z.array(partSchema) })),
  signature: z.object({ organ: z.string(), signedOn: day, hasSeal: z.boolean() }).nullable(),
});
export type LetterText = z.infer<typeof letterTextSchema>;

/** What of a letter people read. */
export function letterTextOf(content: LetterContent): LetterText {
  return letterTextSchema.parse(content);
}

export const letterFaultSchema = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  source: z.string().optional(),
});

export const LETTER_FILE_ROLES = {
  attachment: '随文提供的信息',
  docx: '定稿（Word）',
  pdf: '定稿（PDF）',
  sealed: '盖章件',
  evidence: '送达凭证',
} as const;
export type LetterFileRole = keyof typeof LETTER_FILE_ROLES;

export const letterFileSchema = z.object({
  fileId: z.string(),
  role: z.enum(Object.keys(LETTER_FILE_ROLES) as [LetterFileRole, ...LetterFileRole[]]),
  fileName: z.string(),
  /** Bytes. */
  size: z.number().int(),
  sha256: z.string(),
});

export const letterServiceSchema = z.object({
  serviceId: z.string(),
  addressee: z.number().int(),
  way: z.enum(LETTER_WAY_NAMES),
  servedOn: day,
  trackingNumber: z.string().nullable(),
  evidenceFileId: z.string(),
  receivedOn: day.nullable(),
  returnedOn: day.nullable(),
  returnCause: z.enum(RETURN_CAUSE_NAMES).nullable(),
  /** What the carrier reported, the oldest first. */
  tracking: z.array(z.object({ on: day, note: z.string() })),
  recordedBy: z.string(),
});
export type PresentedService = z.infer<typeof letterServiceSchema>;

const person = z.string().nullable();
const relations = Object.keys(REPRESENTATIVE_RELATIONS) as [
  RepresentativeRelation,
  ...RepresentativeRelation[],
];

/** A letter in the register. */
export const letterSummarySchema = z.object({
  letterId: z.string(),
  /** Null: it answers a demand for correction (条例第四十一条). */
  caseId: z.string().nullable(),
  rightsRequestId: z.string().nullable(),
  kind: z.enum(kinds),
  status: z.enum(LETTER_STATUS_NAMES),
  documentNumber: z.string().nullable(),
  letterOn: day.nullable(),
  servedOn: day.nullable(),
  drafter: z.string(),
  approver: person,
  /** Of a voided number. */
  voidReason: z.string().nullable(),
  correctsNumber: z.string().nullable(),
});
export type LetterSummary = z.infer<typeof letterSummarySchema>;
export const letterPageSchema = pageOf(letterSummarySchema);

const letterDetailShape = letterSummarySchema.extend({
  agencyCode: z.string(),
  version: z.number().int(),
  draft: letterDraftSchema,
  /** Compiled as of today while it is a draft, as it was frozen afterwards; null: it cannot be compiled yet. */
  text: letterTextSchema.nullable(),
  faults: z.array(letterFaultSchema),
  /** SHA-256 of the frozen text. */
  contentHash: z.string().nullable(),
  copies: z.number().int().nullable(),
  correctsLetterId: z.string().nullable(),
  atApproval: z.string().nullable(),
  atService: z.string().nullable(),
  history: z.array(
    z.object({ step: z.string(), at: z.string(), by: z.string(), note: z.string().nullable() }),
  ),
  services: z.array(letterServiceSchema),
  /** Indexes of addressees to whom it must still be sent. */
  toServe: z.array(z.number().int()),
  files: z.array(letterFileSchema),
  isRendered: z.boolean(),
  /** Steps that the reader may take now. */
  steps: z.array(z.enum(LETTER_STEP_NAMES)),
});
/* Named, so that the table of routes does not spell them out at each call. */
/* eslint-disable @typescript-eslint/no-empty-object-type */
export interface LetterDetail extends z.output<typeof letterDetailShape> {}
export interface GivenLetterDetail extends z.input<typeof letterDetailShape> {}
/* eslint-enable @typescript-eslint/no-empty-object-type */
export const letterDetailSchema: z.ZodType<LetterDetail, GivenLetterDetail> = letterDetailShape;

/** What a letter of a kind starts from: what the case already says. */
export const letterStartSchema = z.object({
  /** None where the letter goes to somebody whom the case does not name. */
  addressees: z.array(letterAddresseeSchema),
  /** Who acts for the applicant, to be served apart where the authorisation says so. */
  others: z.array(z.object({ relation: z.enum(relations), addressee: letterAddresseeSchema })),
  request: z.string().nullable(),
  dueOn: day.nullable(),
  /** Fields of the letter that are known already. */
  fields: letterDraftSchema.shape.fields,
});
export type LetterStart = z.infer<typeof letterStartSchema>;

export const letterPreviewSchema = z.object({
  text: letterTextSchema.nullable(),
  faults: z.array(letterFaultSchema),
});
export type LetterPreview = z.infer<typeof letterPreviewSchema>;

export const letterQuerySchema = z.object({
  caseId: z.string().optional(),
  rightsRequestId: z.string().optional(),
  kind: z.enum(kinds).optional(),
  status: z.enum(LETTER_STATUS_NAMES).optional(),
  /** What waits: for approval, for the seal, for service. */
  waiting: z.enum(['approval', 'seal', 'service']).optional(),
  /** Year of the number. */
  year: z.coerce.number().int().min(2008).max(2100).optional(),
  /** Part of the document number or the case's number. */
  q: z.string().trim().max(60).optional(),
  sort: z.enum(['-createdAt', 'createdAt', '-number', 'number']).default('-createdAt'),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LetterQuery = z.infer<typeof letterQuerySchema>;

/** How far the numbers of each scheme have come in the year of the letters that are written today. */
export const letterSeriesSchema = z.object({
  year: z.number().int(),
  items: z.array(
    z.object({
      scheme: z.string(),
      lastNumber: z.number().int(),
      /** Numbers that stay with a voided letter and its reason. */
      voided: z.number().int(),
    }),
  ),
});
export type LetterSeries = z.infer<typeof letterSeriesSchema>;

const version = z.number().int();
const seenVersion = z.coerce.number().int();

export const letterBodies = {
  draft: z.object({ draft: letterDraftSchema, correctsLetterId: z.string().nullable().default(null) }),
  save: z.object({ draft: letterDraftSchema, version }),
  step: z.object({ version }),
  withReason: z.object({ version, reason: reason('理由') }),
  sealDecision: z.discriminatedUnion('approves', [
    z.object({ approves: z.literal(true), version }),
    z.object({ approves: z.literal(false), version, reason: reason('不同意用印的理由') }),
  ]),
  tracking: z
    .object({
      version,
      on: day,
      note: z.string().trim().min(1, { error: '请填写投递情况。' }).max(200),
      /** The addressee has it since that day. */
      isReceived: z.boolean().default(false),
    })
    .strict(),
  returned: z.object({
    version,
    on: day,
    cause: z.enum(RETURN_CAUSE_NAMES),
    note: z.string().trim().max(200).default(''),
  }),
} as const;

export const letterUploadQueries = {
  attachment: z.object({ version: seenVersion }),
  sealed: z.object({
    version: seenVersion,
    copies: z.coerce.number().int().min(1, { error: '请填写盖章份数。' }).max(999),
  }),
  service: z.object({
    version: seenVersion,
    addressee: z.coerce.number().int().min(0),
    way: z.enum(LETTER_WAY_NAMES),
    on: day,
    trackingNumber: z.string().trim().max(60).optional(),
    /** False: the step is in the case's timeline already. */
    recordsEvent: z.stringbool().default(true),
  }),
} as const;
