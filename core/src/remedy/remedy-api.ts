import { z } from 'zod';
import { ITEM_FINDINGS, LETTERS } from '../application/vocabulary.js';
import { TABLE4_COLUMNS } from '../annual-report/tables.js';
import { localDateSchema } from '../calendar/local-date.js';
import { pageOf } from '../identity/agency-api.js';
import { REMEDY_KINDS, REMEDY_LEVELS, REMEDY_OUTCOMES, REMEDY_ROLES, REMEDY_SIDES } from './remedy-case.js';
import { keysOf, remedyEntrySchema, remedyStageSchema } from './remedy-entry.js';

/** What a decision or judgment orders of the organ. */
export const REMEDY_ORDERS = {
  redecide: '重新作出答复',
  perform: '履行职责',
  correct: '采取补救措施',
  suggestion: '复议意见书、司法建议',
  payCosts: '负担费用',
} as const;
export type RemedyOrderKind = keyof typeof REMEDY_ORDERS;

/** Papers of a remedy. */
export const REMEDY_PAPERS = {
  application: '复议申请书、起诉状副本',
  answer: '答复书、答辩状',
  evidence: '证据和依据',
  decision: '复议决定书、裁判文书',
  compliance: '履行证明',
  other: '其他材料',
} as const;
export type RemedyPaperKind = keyof typeof REMEDY_PAPERS;

/** How a remedy stands, as the register is narrowed to it. */
export const REMEDY_STATES = {
  pending: '尚未审结',
  settled: '已经审结',
  answerDue: '待提交答复和证据',
  answerOverdue: '提交答复已逾期',
  orderOpen: '有待履行的决定或者裁判',
  orderOverdue: '履行已逾期',
} as const;
export type RemedyState = keyof typeof REMEDY_STATES;

export const remedySummarySchema = z.object({
  remedyId: z.string(),
  caseId: z.string().nullable(),
  kind: z.enum(keysOf(REMEDY_KINDS)),
  role: z.enum(keysOf(REMEDY_ROLES)),
  side: z.enum(keysOf(REMEDY_SIDES)),
  filedOn: localDateSchema,
  /** Of the latest proceeding. */
  level: z.enum(keysOf(REMEDY_LEVELS)),
  authority: z.string().nullable(),
  number: z.string().nullable(),
  settledOn: localDateSchema.nullable(),
  outcome: z.enum(keysOf(REMEDY_OUTCOMES)).nullable(),
  /** By when the organ answers with its evidence; null: it has answered, or holds no copy yet. */
  answerDueOn: localDateSchema.nullable(),
  /** Of the orders not yet complied with, the first to end. */
  orderDueOn: localDateSchema.nullable(),
});
export type RemedySummary = z.output<typeof remedySummarySchema>;
export const remedyPageSchema = pageOf(remedySummarySchema);

export const remedyOrderSchema = z.object({
  orderId: z.string(),
  kind: z.enum(keysOf(REMEDY_ORDERS)),
  what: z.string(),
  orderedOn: localDateSchema,
  dueOn: localDateSchema.nullable(),
  doneOn: localDateSchema.nullable(),
  proof: z.string().nullable(),
  isOverdue: z.boolean(),
});
export type RemedyOrder = z.output<typeof remedyOrderSchema>;

export const newOrderSchema = z.object({
  kind: z.enum(keysOf(REMEDY_ORDERS)),
  what: z.string().trim().min(1, { error: '请写明要求做什么，不写姓名。' }).max(500),
  orderedOn: localDateSchema,
  dueOn: localDateSchema.nullable().default(null),
});
export const complianceSchema = z.object({
  doneOn: localDateSchema,
  /** E.g. the number of the new answer. */
  proof: z.string().trim().min(1, { error: '请写明凭证，例如新答复的文号。' }).max(200),
});

export const remedyLessonSchema = z.object({
  lessonId: z.string(),
  remedyId: z.string(),
  /** The ground that it is about, in this letter alone where there is one. */
  ground: z.enum(ITEM_FINDINGS).nullable(),
  /** The letter whose text it is about. */
  letter: z.enum(keysOf(LETTERS)).nullable(),
  text: z.string(),
  learntOn: localDateSchema,
});
export type RemedyLesson = z.output<typeof remedyLessonSchema>;
export const newLessonSchema = z
  .object({
    ground: z.enum(ITEM_FINDINGS).nullable().default(null),
    letter: z.enum(keysOf(LETTERS)).nullable().default(null),
    text: z.string().trim().min(5, { error: '请用一两句话写明应当怎样做，不写当事人姓名。' }).max(1000),
  })
  .refine(({ ground, letter }) => ground !== null || letter !== null, {
    path: ['ground'],
    error: '请选择这条教训针对哪一种情形，或者哪一种文书。',
  });
export type NewLesson = z.output<typeof newLessonSchema>;

export const remedyPaperSchema = z.object({
  fileId: z.string(),
  kind: z.enum(keysOf(REMEDY_PAPERS)),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  addedAt: z.string(),
});

export const remedyDetailSchema = remedySummarySchema.extend({
  version: z.number().int(),
  stages: z.array(
    remedyStageSchema.extend({
      /** Null until the copy has arrived. */
      answer: z
        .object({ dueOn: localDateSchema, source: z.string(), derivation: z.array(z.string()) })
        .nullable(),
    }),
  ),
  /** The column of table 四 in each year that counts it. */
  counted: z.array(z.object({ year: z.number().int(), column: z.enum(TABLE4_COLUMNS) })),
  /** The case's answer must be made anew by then. */
  redecision: z.object({ on: localDateSchema, dueOn: localDateSchema }).nullable(),
  orders: z.array(remedyOrderSchema),
  lessons: z.array(remedyLessonSchema),
  papers: z.array(remedyPaperSchema),
  versions: z.array(
    z.object({ version: z.number().int(), recordedAt: z.string(), recorderName: z.string() }),
  ),
});
export type RemedyDetail = z.output<typeof remedyDetailSchema>;

export const remedyQuerySchema = z.object({
  kind: z.enum(keysOf(REMEDY_KINDS)).optional(),
  outcome: z.enum(keysOf(REMEDY_OUTCOMES)).optional(),
  state: z.enum(keysOf(REMEDY_STATES)).optional(),
  /** Filed in the year, or not settled before it. */
  year: z.coerce.number().int().min(2008).max(2100).optional(),
  caseId: z.string().max(60).optional(),
  sort: z.enum(['filedOn', '-filedOn', 'answerDueOn', '-answerDueOn']).default('-filedOn'),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RemedyQuery = z.output<typeof remedyQuerySchema>;

export const newRemedySchema = remedyEntrySchema.extend({
  /** Left out: the next number of the year. */
  remedyId: z
    .string()
    .trim()
    .regex(/^[^\s/?#%]{1,60}$/u, { error: '编号不能有空格和 / ? # %，最长60位。' })
    .optional(),
});
