import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { ONLINE_FORMS } from './forms.js';
import type { FormKind } from './form-model.js';
import {
  idempotencyKeySchema,
  OWN_CASE_ROUTES,
  progressLookupSchema,
  progressSchema,
} from './own-case-routes.js';

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
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      fields: z.array(fieldSchema),
      /** Files that the page takes. */
      upload: z.object({ purpose: z.string(), label: z.string(), isRequired: z.boolean() }).nullable(),
    }),
  ),
  faults: z.array(z.object({ step: z.string(), field: z.string(), message: z.string() })),
});
export type CheckedForm = z.output<typeof checkedFormSchema>;

export const formReceiptSchema = z.object({
  number: z.string(),
  /** Told here and nowhere else: with the number it opens the progress. */
  queryCode: z.string(),
  submittedAt: z.string(),
});

const draftCode = z.string({ error: '请写明开始填写时得到的 draft-code。' }).max(60);
const draftFilesSchema = z.object({
  files: z.array(
    z.object({ fileId: z.string(), fileName: z.string(), size: z.number().int(), purpose: z.string() }),
  ),
});

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
  beginOnlineForm: {
    method: 'post',
    path: '/agencies/{code}/online-forms/{form}/drafts',
    summary: '开始填写，得到 draft-code；14天内没有提交的自动删除',
    tag: 'application',
    isPublic: true,
    params: formOf,
    response: z.object({ draftCode: z.string() }),
  },
  uploadToOnlineForm: {
    method: 'post',
    path: '/agencies/{code}/online-forms/{form}/files',
    summary: '为填写中的表单上传一个附件；purpose 见各页的 upload',
    tag: 'application',
    isPublic: true,
    params: formOf,
    headers: z.object({ 'draft-code': draftCode }),
    query: z.object({ purpose: z.string().regex(/^[a-z]{1,40}$/i) }),
    body: 'upload',
    response: draftFilesSchema,
  },
  removeFromOnlineForm: {
    method: 'delete',
    path: '/agencies/{code}/online-forms/{form}/files/{fileId}',
    summary: '撤下填写中的表单的一个附件',
    tag: 'application',
    isPublic: true,
    params: formOf.extend({ fileId: z.string() }),
    headers: z.object({ 'draft-code': draftCode }),
    response: draftFilesSchema,
  },
  submitOnlineForm: {
    method: 'post',
    path: '/agencies/{code}/online-forms/{form}',
    summary:
      '提交网上表单，得到编号和查询码，与网页提交是同一件事；同一个 Idempotency-Key、同样的内容在24小时内只算一件；有附件的，先开始填写、上传，再带 draft-code 提交',
    tag: 'application',
    isPublic: true,
    params: formOf,
    headers: z.object({ 'idempotency-key': idempotencyKeySchema, 'draft-code': draftCode.optional() }),
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
  ...OWN_CASE_ROUTES,
} as const satisfies Record<string, ApiRoute>;
