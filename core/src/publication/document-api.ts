import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';
import { HIDDEN_DATA_RULE_NAMES } from '../document-review/hidden-data.js';
import { agencyCodeSchema, pageOf } from '../identity/agency-api.js';
import { ROLE_NAMES } from '../identity/role.js';
import { DUTY_ITEM_KEYS } from './duty-catalogue.data.js';
import {
  DISCLOSURE_MODE_NAMES,
  DOCUMENT_KIND_NAMES,
  GENRES,
  VALIDITY_NAMES,
  WITHHOLDING_GROUND_NAMES,
} from './document-vocabulary.js';
import { DOCUMENT_STATUS_NAMES, REVIEW_STEP_NAMES } from './review-path.js';
import { INTERPRETATION_FORM_NAMES } from './interpretation.js';
import { isTopicCategory } from './topic-categories.data.js';

const optionalText = (most: number) => z.string().trim().min(1).max(most).nullable().default(null);
const optionalDay = localDateSchema.nullable().default(null);

/**
 * What a drafter says of a document: the metadata of its page (条例第十二条 asks for index, title, summary and the day of
 * formation), its 公开属性 and its text. Days of the future are refused where they tell what has happened.
 */
export const documentDraftSchema = z.object({
  kind: z.enum(DOCUMENT_KIND_NAMES),
  title: z.string().trim().min(2, { error: '请填写标题。' }).max(300),
  summary: z.string().trim().max(1000).default(''),
  documentNumber: optionalText(60),
  genre: z.enum(GENRES).nullable().default(null),
  topic: z.string().refine(isTopicCategory, { error: '请从主题分类表中选择。' }).nullable().default(null),
  keywords: z.array(z.string().trim().min(1).max(30)).max(10).default([]),
  duty: z.enum(DUTY_ITEM_KEYS),
  responsibleUnit: z.string().max(40).nullable().default(null),
  /** 成文日期; with a change, the day of the change is told beside it. */
  formedOn: localDateSchema,
  changedOn: optionalDay,
  effectiveOn: optionalDay,
  expiresOn: optionalDay,
  mode: z.enum(DISCLOSURE_MODE_NAMES),
  withholdingGround: z.enum(WITHHOLDING_GROUND_NAMES).nullable().default(null),
  /** Why it is not published on one's own initiative. */
  modeReason: optionalText(1000),
  needsConsent: z.boolean().default(false),
  /** How it will be interpreted, by whom and when; asked for where the kind needs it. */
  interpretationPlan: optionalText(2000),
  /** The forms that the plan names, of “1+2+X”. */
  plannedForms: z.array(z.enum(INTERPRETATION_FORM_NAMES)).max(10).default([]),
  /** Of an interpretation: its form. */
  interpretationForm: z.enum(INTERPRETATION_FORM_NAMES).nullable().default(null),
  /** Paragraphs, one a line; a line that starts with 一、 or （一） is a heading. */
  body: z.string().max(400_000).default(''),
  /** Documents that this one interprets, amends or repeals. */
  relations: z
    .array(
      z.object({
        kind: z.enum(['interprets', 'amends', 'repeals', 'related']),
        documentId: z.string().min(1).max(60),
      }),
    )
    .max(50)
    .default([]),
});
export type DocumentDraft = z.infer<typeof documentDraftSchema>;
export type GivenDocumentDraft = z.input<typeof documentDraftSchema>;

export const documentFindingSchema = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  source: z.string().optional(),
  /** Where it was found: `body`, a field, or a file's name. */
  place: z.string(),
  /** Who accepted it, and why; null: nobody. */
  waivedBy: z.string().nullable(),
  waiverReason: z.string().nullable(),
});
export type DocumentFinding = z.infer<typeof documentFindingSchema>;

export const documentSummarySchema = z.object({
  documentId: z.string(),
  indexNumber: z.string().nullable(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  kind: z.enum(DOCUMENT_KIND_NAMES),
  mode: z.enum(DISCLOSURE_MODE_NAMES),
  status: z.enum(DOCUMENT_STATUS_NAMES),
  step: z.enum(REVIEW_STEP_NAMES).nullable(),
  validity: z.enum(VALIDITY_NAMES).nullable(),
  formedOn: localDateSchema,
  /** The last day for publication; null: nothing is to be published, or it is. */
  dueOn: localDateSchema.nullable(),
  publishedAt: z.string().nullable(),
});
export type DocumentSummary = z.infer<typeof documentSummarySchema>;
export const documentPageSchema = pageOf(documentSummarySchema);

export const documentActSchema = z.object({
  act: z.string(),
  step: z.enum(REVIEW_STEP_NAMES).nullable(),
  actorName: z.string(),
  at: z.string(),
  opinion: z.string().nullable(),
  version: z.number().int(),
});

export const documentDetailSchema = documentSummarySchema.extend({
  agencyCode: z.string(),
  version: z.number().int(),
  draft: documentDraftSchema,
  steps: z.array(z.enum(REVIEW_STEP_NAMES)),
  acts: z.array(documentActSchema),
  files: z.array(
    z.object({
      fileId: z.string(),
      fileName: z.string(),
      mediaType: z.string(),
      size: z.number(),
      /** It hides something that can be taken out. */
      mayScrub: z.boolean(),
      /** What was taken out of it; null: it is as it was uploaded. */
      scrubbed: z.string().nullable(),
    }),
  ),
  findings: z.array(documentFindingSchema),
  /** Derivation of the last day for publication, a line a day. */
  derivation: z.array(z.string()),
  /** What explains it, however far that has come; and what of 1+2+X is missing on the portal. Null: it needs none. */
  interpretations: z
    .object({
      items: z.array(
        z.object({
          documentId: z.string(),
          title: z.string(),
          form: z.enum(INTERPRETATION_FORM_NAMES).nullable(),
          status: z.enum(DOCUMENT_STATUS_NAMES),
          version: z.number().int(),
          isPublic: z.boolean(),
        }),
      ),
      core: z.number().int(),
      other: z.number().int(),
      missing: z.array(z.enum(INTERPRETATION_FORM_NAMES)),
    })
    .nullable(),
  /** What the asking person may do now. */
  mayEdit: z.boolean(),
  mayReview: z.boolean(),
  /** Whether nobody may pass the step it is at without an opinion. */
  needsOpinion: z.boolean(),
  mayPublish: z.boolean(),
  mayWithdraw: z.boolean(),
});
export type DocumentDetail = z.infer<typeof documentDetailSchema>;

/** What a file hides, shortened; for those who see the draft. */
export const hiddenDataSchema = z.object({
  items: z.array(z.object({ rule: z.enum(HIDDEN_DATA_RULE_NAMES), detail: z.string() })),
});

export const documentQuerySchema = z.object({
  status: z.enum(DOCUMENT_STATUS_NAMES).optional(),
  kind: z.enum(DOCUMENT_KIND_NAMES).optional(),
  mode: z.enum(DISCLOSURE_MODE_NAMES).optional(),
  validity: z.enum(VALIDITY_NAMES).optional(),
  overdue: z.stringbool().optional(),
  /** In review, at a step that the one who asks may take. */
  waitsForMe: z.stringbool().optional(),
  sort: z.enum(['-formedOn', 'formedOn', 'dueOn', '-publishedAt']).default('-formedOn'),
  q: z.string().max(100).optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DocumentQuery = z.infer<typeof documentQuerySchema>;

export const agencyOfDocument = z.object({ code: agencyCodeSchema });

const reviewSteps = z.array(z.enum(REVIEW_STEP_NAMES));

/** The steps of a kind as an agency sets them, and those that nobody takes without an opinion. */
export const reviewPathSchema = z.object({
  kind: z.enum(DOCUMENT_KIND_NAMES),
  steps: reviewSteps.min(1).max(10),
  opinionSteps: reviewSteps.max(10).default([]),
});

export const reviewPathsSchema = z.object({
  paths: z.array(
    z.object({
      kind: z.enum(DOCUMENT_KIND_NAMES),
      configured: reviewSteps.nullable(),
      steps: reviewSteps,
      mandatory: reviewSteps,
      opinionSteps: reviewSteps,
    }),
  ),
  /** Who could take each step today, with the role by which. */
  reviewers: z.array(
    z.object({
      step: z.enum(REVIEW_STEP_NAMES),
      accountId: z.string(),
      name: z.string(),
      role: z.enum(ROLE_NAMES),
    }),
  ),
});
export type ReviewPaths = z.infer<typeof reviewPathsSchema>;
