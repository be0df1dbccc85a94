import { z } from 'zod';
import { APPLICANT_CLASSES, OUTCOME_ROWS } from '../annual-report/tables.js';
import { CASE_STATUSES, type CaseStatus } from '../application/vocabulary.js';
import { localDateSchema } from '../calendar/local-date.js';
import { partyValuesSchema, representativeSchema } from '../personal-data/party-values.js';

const statuses = Object.keys(CASE_STATUSES) as [CaseStatus, ...CaseStatus[]];

/** What another system's calls carry beside their body. */
export const clientHeadersSchema = z.object({
  /** `Bearer` and the key that the agency's administrator handed out. */
  authorization: z.string().max(300).optional(),
});
export const intakeHeadersSchema = clientHeadersSchema.extend({
  /** Chosen by the caller, one for each application: the same key with the same body is answered alike. */
  'idempotency-key': z
    .string({ error: '请在 Idempotency-Key 头写明幂等键，每件申请一个。' })
    .regex(/^[\x21-\x7e]{8,200}$/, { error: '幂等键用 8 到 200 个可见的 ASCII 字符。' }),
});

/** The caller's own number of the application; it names no person. */
const referenceSchema = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,80}$/, { error: '来件编号用字母、数字、点、横线，最长80位。' });

/** An application that was made to another system, such as a province's portal. */
export const intakeSchema = z.object({
  reference: referenceSchema,
  /** The day on which the applicant submitted it there. */
  submittedOn: localDateSchema,
  applicantClass: z.enum(APPLICANT_CLASSES),
  applicantName: z.string().trim().min(1).max(200),
  applicantDetails: partyValuesSchema.optional(),
  representative: representativeSchema.optional(),
  request: z.string().trim().min(1, { error: '请填写所需政府信息的名称或者特征描述。' }).max(5000),
});
export type Intake = z.output<typeof intakeSchema>;

/** How a case stands, for the system it came from: nothing of a person, nothing of how it is handled inside. */
export const intakeStatusSchema = z.object({
  reference: z.string(),
  caseId: z.string(),
  status: z.enum(statuses),
  receivedOn: localDateSchema.nullable(),
  dueOn: localDateSchema.nullable(),
  closedOn: localDateSchema.nullable(),
  row: z.enum(OUTCOME_ROWS).nullable(),
  /** Goes up with every record: of two messages the higher one is the later. */
  version: z.number().int(),
});
export type IntakeStatus = z.output<typeof intakeStatusSchema>;

export const intakeAnswerSchema = z.object({
  reference: z.string(),
  caseId: z.string(),
  receivedAt: z.string(),
});
export type IntakeAnswer = z.output<typeof intakeAnswerSchema>;
export const intakeParamsSchema = z.object({ reference: referenceSchema });

/** Another system that may hand in applications. */
export const integrationClientSchema = z.object({
  clientId: z.string(),
  name: z.string(),
  /** The end of the key, to tell keys apart. */
  keyHint: z.string(),
  createdAt: z.string(),
  rotatedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Where it is told of changes; null: nowhere. */
  webhookUrl: z.string().nullable(),
  intakes: z.number().int(),
});
export type IntegrationClient = z.output<typeof integrationClientSchema>;

/** A client with a secret that is shown this once and never again. */
export const shownSecretSchema = z.object({ client: integrationClientSchema, secret: z.string() });
export type ShownSecret = z.output<typeof shownSecretSchema>;

export const newClientSchema = z.object({
  name: z.string().trim().min(2, { error: '请写明是哪个系统，例如“省政务服务平台”。' }).max(100),
});
export const webhookSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: '请填写完整的地址，以 https:// 开头。' }).max(500),
});

export const DELIVERY_STATUSES = {
  waiting: '等待送出',
  done: '已送达',
  failed: '未送达',
  ended: '不再送出',
} as const;
export type DeliveryStatus = keyof typeof DELIVERY_STATUSES;

export const deliverySchema = z.object({
  deliveryId: z.string(),
  clientId: z.string(),
  caseId: z.string(),
  version: z.number().int(),
  status: z.enum(Object.keys(DELIVERY_STATUSES) as [DeliveryStatus, ...DeliveryStatus[]]),
  attempts: z.number().int(),
  /** What the other side answered last; null: it could not be reached. */
  httpStatus: z.number().int().nullable(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
});
export type IntegrationDelivery = z.output<typeof deliverySchema>;
