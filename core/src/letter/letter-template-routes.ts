import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { letterSettingSchema } from './letter-setting.js';
import { letterTemplateSchema } from './letter-template.js';

const letterSchema = z.enum(Object.keys(LETTERS) as [Letter, ...Letter[]]);
const findings = z.array(
  z.object({
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    source: z.string().optional(),
  }),
);

/** Title, parts and slip: what an agency writes itself. */
export const templateTextSchema = letterTemplateSchema.pick({ title: true, parts: true, appendix: true });
export type TemplateText = z.infer<typeof templateTextSchema>;

const versionSchema = z.object({
  version: z.number().int(),
  effectiveFrom: localDateSchema,
  publishedAt: z.string(),
  writtenBy: z.string(),
  publishedBy: z.string(),
  text: templateTextSchema,
});
export type TemplateVersion = z.infer<typeof versionSchema>;

const draftSchema = z.object({
  version: z.number().int(),
  /** Counts the savings; the next one names it. */
  revision: z.number().int(),
  writtenBy: z.string(),
  writtenAt: z.string(),
  text: templateTextSchema,
});

export const letterTextStateSchema = z.object({
  letter: letterSchema,
  /** The shipped text, version 0. */
  shipped: templateTextSchema,
  draft: draftSchema.nullable(),
  /** The newest first. */
  versions: z.array(versionSchema),
  /** Of the versions, the one in use today; 0: the shipped text. */
  inUse: z.number().int(),
  /** What the draft lacks, or the text in use where there is no draft. */
  findings,
});
export type LetterTextState = z.infer<typeof letterTextStateSchema>;

export const letterTextListSchema = z.object({
  items: z.array(
    z.object({
      letter: letterSchema,
      inUse: z.number().int(),
      effectiveFrom: localDateSchema.nullable(),
      hasDraft: z.boolean(),
      /** Errors that keep the draft from being used. */
      errors: z.number().int(),
    }),
  ),
});

export const templatePreviewSchema = z.object({ lines: z.array(z.string()), findings });

const agency = agencyParamsSchema;
const ofLetter = agency.extend({ letter: letterSchema });

export const LETTER_TEMPLATE_ROUTES = {
  listLetterTemplates: {
    method: 'get',
    path: '/agencies/{code}/letter-templates',
    summary: '本机关各种文书的文本：用的是哪一版，有没有草稿',
    tag: 'application',
    permission: 'letterTemplate.view',
    audit: { none: '文本中没有个人信息。' },
    params: agency,
    response: letterTextListSchema,
  },
  getLetterTemplate: {
    method: 'get',
    path: '/agencies/{code}/letter-templates/{letter}',
    summary: '一种文书的文本、草稿和各版本，以及检查结果',
    tag: 'application',
    permission: 'letterTemplate.view',
    audit: { none: '文本中没有个人信息。' },
    params: ofLetter,
    response: letterTextStateSchema,
  },
  saveLetterTemplate: {
    method: 'put',
    path: '/agencies/{code}/letter-templates/{letter}/draft',
    summary: '保存草稿；没有草稿的新建一版，不影响正在使用的文本',
    tag: 'application',
    permission: 'letterTemplate.edit',
    audit: 'letterTemplate.saved',
    params: ofLetter,
    /** `revision`: the one that was changed; null: begins a draft. */
    body: z.object({ revision: z.number().int().nullable(), text: templateTextSchema }),
    response: letterTextStateSchema,
  },
  discardLetterTemplate: {
    method: 'delete',
    path: '/agencies/{code}/letter-templates/{letter}/draft',
    summary: '放弃草稿',
    tag: 'application',
    permission: 'letterTemplate.edit',
    audit: 'letterTemplate.discarded',
    params: ofLetter,
    response: letterTextStateSchema,
  },
  publishLetterTemplate: {
    method: 'post',
    path: '/agencies/{code}/letter-templates/{letter}/publish',
    summary: '启用草稿：从所定日期起使用；缺少必备部分的不能启用，拟稿人不能启用自己的文本',
    tag: 'application',
    permission: 'letterTemplate.publish',
    audit: 'letterTemplate.published',
    params: ofLetter,
    body: z.object({ revision: z.number().int(), effectiveFrom: localDateSchema }),
    response: letterTextStateSchema,
  },
  previewLetterTemplate: {
    method: 'post',
    path: '/agencies/{code}/letter-templates/{letter}/preview',
    summary: '用一段文本试排一件文书；可以取一件真实申请的编号、日期和内容，申请人姓名遮盖',
    tag: 'application',
    permission: 'letterTemplate.view',
    audit: 'letterTemplate.previewed',
    params: ofLetter,
    body: z.object({ text: templateTextSchema, caseId: z.string().nullable(), on: localDateSchema }),
    response: templatePreviewSchema,
  },
  listLetterSettings: {
    method: 'get',
    path: '/agencies/{code}/letter-settings',
    summary: '文书固定信息：复议机关、法院、联系方式、文号格式，按生效日期',
    tag: 'application',
    permission: 'letterTemplate.view',
    audit: { none: '机关自己的公开信息。' },
    params: agency,
    response: z.object({ items: z.array(letterSettingSchema) }),
  },
  saveLetterSetting: {
    method: 'put',
    path: '/agencies/{code}/letter-settings',
    summary: '登记一个日期起的文书固定信息；同一日期的替换原来的',
    tag: 'application',
    permission: 'letterTemplate.publish',
    audit: 'letterSetting.saved',
    params: agency,
    body: letterSettingSchema,
    response: z.object({ items: z.array(letterSettingSchema) }),
  },
} as const satisfies Record<string, ApiRoute>;
