import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyCodeSchema } from '../identity/agency-api.js';
import { DUTY_ITEM_KEYS } from '../publication/duty-catalogue.data.js';

/** How far what an item asks for is really public. */
export const COVERAGES = {
  covered: '已公开',
  late: '超过期限没有公开',
  none: '没有公开的内容',
  unlinked: '没有关联',
} as const;
export type Coverage = keyof typeof COVERAGES;
const COVERAGE_NAMES = Object.keys(COVERAGES) as [Coverage, ...Coverage[]];

const linkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), target: z.string().min(1).max(60) }),
  z.object({ kind: z.literal('column'), target: z.enum(DUTY_ITEM_KEYS) }),
]);
export type CatalogueLink = z.infer<typeof linkSchema>;

/** What stands behind the links of an item. */
export interface LinkedContent {
  readonly publicCount: number;
  /** Linked, not public, and past its last day. */
  readonly lateCount: number;
}

/** 条例第二十六条: an item whose documents are past their day is late even where others of it are public. */
export function coverageOf(links: number, { publicCount, lateCount }: LinkedContent): Coverage {
  if (links === 0) return 'unlinked';
  if (lateCount > 0) return 'late';
  return publicCount > 0 ? 'covered' : 'none';
}

export const catalogueItemSchema = z.object({
  itemKey: z.string(),
  field: z.string(),
  matter: z.string(),
  detail: z.string(),
  content: z.string(),
  basis: z.string(),
  term: z.string(),
  bearer: z.string(),
  channels: z.string(),
  audience: z.string(),
  mode: z.string(),
  level: z.string(),
  links: z.array(z.object({ kind: z.enum(['document', 'column']), target: z.string(), title: z.string() })),
  publicCount: z.number().int(),
  coverage: z.enum(COVERAGE_NAMES),
});
export type PresentedCatalogueItem = z.infer<typeof catalogueItemSchema>;

export const catalogueSchema = z.object({
  /** Null: none was imported yet. */
  version: z.number().int().nullable(),
  fileName: z.string().nullable(),
  importedAt: z.string().nullable(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      fileName: z.string(),
      importedAt: z.string(),
      importedBy: z.string(),
    }),
  ),
  /** 类: fields with their matters; 项: items. */
  classes: z.number().int(),
  items: z.array(catalogueItemSchema),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

const agency = z.object({ code: agencyCodeSchema });

export const CATALOGUE_ROUTES = {
  getCatalogue: {
    method: 'get',
    path: '/agencies/{code}/standard-catalogue',
    summary: '现行标准目录：事项、关联的公开内容和覆盖情况',
    tag: 'publication',
    permission: 'document.view',
    audit: { none: '目录是公开的，不含个人信息。' },
    params: agency,
    response: catalogueSchema,
  },
  importCatalogue: {
    method: 'post',
    path: '/agencies/{code}/standard-catalogue',
    summary: '导入一版标准目录（xlsx），全部成功才生效',
    tag: 'publication',
    permission: 'catalogue.manage',
    audit: 'catalogue.imported',
    params: agency,
    body: 'upload',
    response: catalogueSchema,
  },
  linkCatalogueItem: {
    method: 'put',
    path: '/agencies/{code}/standard-catalogue/links',
    summary: '一个事项的公开内容在哪里：文件或者栏目',
    tag: 'publication',
    permission: 'catalogue.manage',
    audit: 'catalogue.linked',
    params: agency,
    body: z.object({ itemKey: z.string().min(1).max(400), links: z.array(linkSchema).max(100) }),
    response: catalogueSchema,
  },
} as const satisfies Record<string, ApiRoute>;
