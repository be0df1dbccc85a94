import {
  DOCUMENT_KINDS,
  DUTY_CATALOGUE,
  GENRES,
  VALIDITY_NAMES,
  VALIDITIES,
  type DocumentKind,
  type DutyItemKey,
} from '@gongkai/core';
import { z } from 'zod';

const KIND_LABELS = Object.values(DOCUMENT_KINDS).map(({ label }) => label);
const DUTY_KEYS = Object.keys(DUTY_CATALOGUE) as [DutyItemKey, ...DutyItemKey[]];
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** A public document as data: what its page says of it, without its text. Fields in the order of the table. */
export const openItemSchema = z.object({
  indexNumber: z.string().describe('索引号，从不重复使用'),
  title: z.string().describe('名称'),
  summary: z.string().describe('内容概述，没有的为空'),
  issuerCode: z.string().describe('发布机构在本平台的代码'),
  issuer: z.string().describe('发布机构现在的全称'),
  documentNumber: z.string().nullable().describe('文号，年份用六角括号'),
  topicCategory: z.string().nullable().describe('主题分类，两级之间用反斜线'),
  genre: z
    .string()
    .nullable()
    .describe(`体裁：${GENRES.join('、')}`),
  kind: z.string().describe(`种类：${KIND_LABELS.join('、')}`),
  duty: z.enum(DUTY_KEYS).describe('法定主动公开内容的栏目'),
  dutyLabel: z.string().describe('栏目的名称'),
  formedOn: day.describe('成文日期'),
  publishedAt: z.iso.datetime().describe('公开的时刻（UTC）'),
  version: z.number().int().describe('现行的是第几版'),
  validity: z.enum(VALIDITY_NAMES).nullable().describe('有效性；不是规章、规范性文件和政策的为空'),
  validityLabel: z
    .string()
    .nullable()
    .describe(`有效性的名称：${Object.values(VALIDITIES).join('、')}`),
  expiresOn: day.nullable().describe('有效期至'),
  address: z.string().describe('正文页面的地址'),
});
export type OpenItem = z.infer<typeof openItemSchema>;
export const OPEN_ITEM_FIELDS = Object.keys(openItemSchema.shape) as (keyof OpenItem)[];

/** One figure of a published annual report. */
export const openFigureSchema = z.object({
  agencyCode: z.string().describe('机关在本平台的代码'),
  agency: z.string().describe('报告上的机关名称'),
  year: z.number().int().describe('报告年度'),
  form: z.enum(['2019', '2021']).describe('报告格式'),
  version: z.number().int().describe('现行的是第几版'),
  publishedOn: day.describe('公布日期'),
  cell: z.string().describe('单元格的名字，各年、各机关相同，例如 table3.granted.naturalPerson'),
  label: z.string().describe('单元格在表里的名称'),
  value: z.number().nullable().describe('数字；报告里空着的为空'),
  address: z.string().describe('报告页面的地址'),
});
export type OpenFigure = z.infer<typeof openFigureSchema>;
export const OPEN_FIGURE_FIELDS = Object.keys(openFigureSchema.shape) as (keyof OpenFigure)[];

/** What the files hold, for programs: JSON Schema of an entry of each. */
export function openDataSchema(): unknown {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: '政府信息公开平台开放数据',
    $defs: {
      item: withoutDialect(z.toJSONSchema(openItemSchema, { target: 'draft-2020-12' })),
      figure: withoutDialect(z.toJSONSchema(openFigureSchema, { target: 'draft-2020-12' })),
    },
  };
}

function withoutDialect({ $schema: _, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return schema;
}

/** A field with what it means, for the page. */
export function describedFields(
  schema: typeof openItemSchema | typeof openFigureSchema,
): readonly (readonly [name: string, meaning: string])[] {
  const fields = Object.entries(schema.shape) as [string, z.ZodType][];
  return fields.map(([name, field]) => [name, field.description ?? '']);
}

export function kindLabel(kind: DocumentKind): string {
  return DOCUMENT_KINDS[kind].label;
}
