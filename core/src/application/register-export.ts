import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { caseQuerySchema } from './case-api.js';
import { registerColumnsSchema, registerFiltersSchema } from './register-view.js';

/** Files of the register that a job writes; paper is printed from the page. */
export const REGISTER_EXPORT_FORMATS = ['xlsx', 'csv'] as const;
export type RegisterExportFormat = (typeof REGISTER_EXPORT_FORMATS)[number];
export const REGISTER_EXPORT_STATUSES = { waiting: '正在导出', done: '已导出', failed: '没有导出' } as const;
export type RegisterExportStatus = keyof typeof REGISTER_EXPORT_STATUSES;
/** Days for which a finished file can be fetched; it is a copy of personal data, so it is not kept longer. */
export const REGISTER_EXPORT_DAYS = 7;

const statuses = Object.keys(REGISTER_EXPORT_STATUSES) as [RegisterExportStatus, ...RegisterExportStatus[]];

/** The register as it is shown: its filters, order and columns, or the cases chosen of it. */
export const newRegisterExportSchema = z.object({
  format: z.enum(REGISTER_EXPORT_FORMATS),
  columns: registerColumnsSchema,
  filters: registerFiltersSchema.extend({
    q: caseQuerySchema.shape.q,
    caseIds: caseQuerySchema.shape.caseIds,
  }),
});
export type NewRegisterExport = z.output<typeof newRegisterExportSchema>;

export const registerExportSchema = z.object({
  exportId: z.string(),
  format: z.enum(REGISTER_EXPORT_FORMATS),
  status: z.enum(statuses),
  /** Cases written, of those to be written; null: the number is not known before. */
  progress: z.object({ done: z.number(), total: z.number() }).nullable(),
  cases: z.number().int().nullable(),
  requestedAt: z.string(),
  /** Until when a finished file can be fetched. */
  keptUntil: z.string().nullable(),
});
export type RegisterExport = z.output<typeof registerExportSchema>;
export const registerExportsSchema = z.object({ items: z.array(registerExportSchema) });
export type RegisterExports = z.output<typeof registerExportsSchema>;

export const REGISTER_EXPORT_ROUTES = {
  startRegisterExport: {
    method: 'post',
    path: '/agencies/{code}/register-exports',
    summary: '按所显示的筛选、顺序和列导出台账，在后台写成文件；可以只导出选中的',
    tag: 'application',
    permission: 'ledger.export',
    audit: 'case.exported',
    params: agencyParamsSchema,
    body: newRegisterExportSchema,
    response: registerExportsSchema,
  },
  listRegisterExports: {
    method: 'get',
    path: '/agencies/{code}/register-exports',
    summary: '本人导出的台账文件：写到哪里，保留到哪一天',
    tag: 'application',
    permission: 'ledger.export',
    audit: { none: '只有件数和时间；文件另行下载，下载留痕。' },
    params: agencyParamsSchema,
    response: registerExportsSchema,
  },
} as const satisfies Record<string, ApiRoute>;
