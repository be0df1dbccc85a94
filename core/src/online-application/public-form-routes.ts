import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { ONLINE_FORMS } from './forms.js';
import type { FormKind } from './form-model.js';

const kinds = Object.keys(ONLINE_FORMS) as [FormKind, ...FormKind[]];
const formOf = agencyParamsSchema.extend({ form: z.enum(kinds) });

/** Answers by the names of the fields, as `checkOnlineForm` tells them; a tick is `yes`. */
export const formAnswersSchema = z.object({
  answers: z.record(z.string().max(60), z.string().max(20_000)),
});

const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string().nullable(),
  kind: z.enum(['text', 'textarea', 'choice', 'select', 'tick']),
  isRequired: z.boolean(),
  most: z.number().int(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});

/** What a form asks after the answers so far, and what is wrong with them. */
export const checkedFormSchema = z.object({
  steps: z.array(z.object({ id: z.string(), title: z.string(), fields: z.array(fieldSchema) })),
  faults: z.array(z.object({ step: z.string(), field: z.string(), message: z.string() })),
});
export type CheckedForm = z.output<typeof checkedFormSchema>;

export const formReceiptSchema = z.object({
  number: z.string(),
  /** Told here and nowhere else: with the number it opens the progress. */
  queryCode: z.string(),
  submittedAt: z.string(),
});

export const progressLookupSchema = z.object({
  number: z.string().trim().min(1, { error: '请输入回执上的编号。' }).max(80),
  queryCode: z.string().trim().min(1, { error: '请输入回执上的查询码。' }).max(40),
});

/** As the applicant's page shows it; of a demand or a suggestion there are no terms. */
export const progressSchema = z.object({
  number: z.string(),
  agencyCode: z.string(),
  status: z.string(),
  dueOn: localDateSchema.nullable(),
  /** Until when the applicant has to act. */
  lapsesOn: localDateSchema.nullable(),
  /** Why the term ends on that day, a line a day. */
  derivation: z.array(z.string()),
  timeline: z.array(z.object({ on: localDateSchema, text: z.string() })),
  answer: z.string().nullable(),
});
export type PublicProgress = z.output<typeof progressSchema>;

export const PUBLIC_FORM_ROUTES = {
  checkOnlineForm: {
    method: 'post',
    path: '/agencies/{code}/online-forms/{form}/check',
    summary:
      '网上表单问什么、已填的有什么问题，什么都不保存：依申请公开、更正本人信息（条例第四十一条）、公开建议（第四十四条）',
    tag: 'application',
    isPublic: true,
    params: formOf,
    body: formAnswersSchema,
    response: checkedFormSchema,
  },
  submitOnlineForm: {
    method: 'post',
    path: '/agencies/{code}/online-forms/{form}',
    summary: '提交网上表单，得到编号和查询码；与网页提交是同一件事，附件请用网页上传',
    tag: 'application',
    isPublic: true,
    params: formOf,
    body: formAnswersSchema,
    response: formReceiptSchema,
  },
  lookUpProgress: {
    method: 'post',
    path: '/progress-lookups',
    summary: '用编号和查询码查询办到哪里；二者都不出现在地址里',
    tag: 'application',
    isPublic: true,
    body: progressLookupSchema,
    response: progressSchema,
  },
} as const satisfies Record<string, ApiRoute>;
