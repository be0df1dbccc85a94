import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema, pageOf } from '../identity/agency-api.js';

/** Why the papers of a case are put together. */
export const BUNDLE_KINDS = { evidence: '复议诉讼案卷', archive: '归档案卷' } as const;
export type BundleKind = keyof typeof BUNDLE_KINDS;
export const BUNDLE_STATUSES = { waiting: '等待', done: '已生成', failed: '没有生成' } as const;
export type BundleStatus = keyof typeof BUNDLE_STATUSES;

/** How long a closed case is kept (机关文件材料归档范围和文书档案保管期限规定); which applies is the agency's own schedule. */
export const ARCHIVE_RETENTIONS = { permanent: '永久', years30: '30年', years10: '10年' } as const;
export type ArchiveRetention = keyof typeof ARCHIVE_RETENTIONS;

const kinds = Object.keys(BUNDLE_KINDS) as [BundleKind, ...BundleKind[]];
const statuses = Object.keys(BUNDLE_STATUSES) as [BundleStatus, ...BundleStatus[]];
const retentions = Object.keys(ARCHIVE_RETENTIONS) as [ArchiveRetention, ...ArchiveRetention[]];

export const caseBundleSchema = z.object({
  bundleId: z.string(),
  kind: z.enum(kinds),
  status: z.enum(statuses),
  progress: z.object({ done: z.number(), total: z.number() }).nullable(),
  pages: z.number().int().nullable(),
  /** Pages of each volume; one volume is one file. */
  volumes: z.array(z.number().int()),
  /** Papers that cannot stand in one pdf; the index names them, they are handed over beside it. */
  apart: z.array(z.object({ name: z.string(), sha256: z.string(), reason: z.string() })),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type CaseBundle = z.output<typeof caseBundleSchema>;

export const caseArchiveSchema = z.object({
  retention: z.enum(retentions),
  archivedOn: localDateSchema,
  bundleId: z.string(),
});
export const caseBundlesSchema = z.object({
  items: z.array(caseBundleSchema),
  /** Null: not archived. */
  archive: caseArchiveSchema.nullable(),
});
export type CaseBundles = z.output<typeof caseBundlesSchema>;

/** How closed cases are kept: for how long, and how many pages of them are bound in one volume. */
export const USUAL_VOLUME_PAGES = 200;
export const archiveSettingSchema = z.object({
  retention: z.enum(retentions),
  volumePages: z
    .number()
    .int()
    .min(20, { error: '每卷至少 20 页。' })
    .max(2000, { error: '每卷最多 2000 页。' })
    .default(USUAL_VOLUME_PAGES),
});
export type ArchiveSetting = z.output<typeof archiveSettingSchema>;

const caseToArchiveSchema = z.object({ caseId: z.string(), closedOn: localDateSchema });

const agency = agencyParamsSchema;
const ofCase = agency.extend({ caseId: z.string() });

export const CASE_BUNDLE_ROUTES = {
  listCaseBundles: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/bundles',
    summary: '一件申请的案卷：生成到哪里，是否归档',
    tag: 'application',
    permission: 'case.bundle',
    audit: { none: '只有编号和页数；案卷另行下载，下载留痕。' },
    params: ofCase,
    response: caseBundlesSchema,
  },
  makeCaseBundle: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/bundles',
    summary: '把申请的全部文书、证明、检索和联系记录、留痕、期限推导合成一个带目录和页码的 PDF',
    tag: 'application',
    permission: 'case.bundle',
    audit: 'case.bundleRequested',
    params: ofCase,
    response: caseBundlesSchema,
  },
  archiveCase: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/archive',
    summary: '已办结的申请合成一个文件归档（条例第四十五条）',
    tag: 'application',
    permission: 'case.archive',
    audit: 'case.bundleRequested',
    params: ofCase,
    response: caseBundlesSchema,
  },
  listCasesToArchive: {
    method: 'get',
    path: '/agencies/{code}/cases-to-archive',
    summary: '已办结、尚未归档的申请，先办结的在前，和本机关的保管期限',
    tag: 'application',
    permission: 'case.archive',
    audit: { none: '只有编号和日期。' },
    params: agency,
    query: z.object({
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: pageOf(caseToArchiveSchema).extend(archiveSettingSchema.shape),
  },
  setArchiveRetention: {
    method: 'put',
    path: '/agencies/{code}/archive-retention',
    summary: '按本机关归档范围和保管期限表设定申请案卷的保管期限，每卷最多多少页',
    tag: 'application',
    permission: 'case.archive',
    audit: 'case.retentionSet',
    params: agency,
    body: archiveSettingSchema,
    response: archiveSettingSchema,
  },
} as const satisfies Record<string, ApiRoute>;
