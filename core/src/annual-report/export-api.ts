import { z } from 'zod';

/** The formats in which a report leaves the office, as people call them. */
export const EXPORT_FORMATS = {
  docx: 'Word 文档',
  pdf: 'PDF',
  html: '网页',
  xlsx: 'Excel 工作簿',
  json: 'JSON 数据',
} as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;
export const EXPORT_FORMAT_NAMES = Object.keys(EXPORT_FORMATS) as [ExportFormat, ...ExportFormat[]];

export const EXPORT_STATUSES = {
  waiting: '等待',
  running: '正在导出并回读',
  done: '已导出，回读一致',
  failed: '未导出',
} as const;
export type ExportStatus = keyof typeof EXPORT_STATUSES;

/** A place where a written file said otherwise than the database; with any, no file is kept. */
export const exportFindingSchema = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  format: z.enum(EXPORT_FORMAT_NAMES),
  /** The cell's address, or where else it stands: `section.1`, `title`, `file`. */
  place: z.string(),
  expected: z.string().nullable(),
  found: z.string().nullable(),
});
export type ExportFinding = z.infer<typeof exportFindingSchema>;

/** A finished file: `part` 0 is the report, those after hold the tables of an area's units. */
export const exportedFileSchema = z.object({
  part: z.number().int(),
  fileName: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int(),
  sha256: z.string(),
  /** Where whoever may see the report gets it. */
  address: z.string(),
});
export type ExportedFile = z.infer<typeof exportedFileSchema>;

/** One format of one version of a report: how far it is, and its files or what was wrong with them. */
export const reportExportSchema = z.object({
  format: z.enum(EXPORT_FORMAT_NAMES),
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Files written and read back, of all formats asked for together; null before it begins. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  findings: z.array(exportFindingSchema),
  /** What else kept it from being done. */
  error: z.string().nullable(),
  files: z.array(exportedFileSchema),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type PresentedExport = z.infer<typeof reportExportSchema>;

export const reportExportsSchema = z.object({
  version: z.number().int(),
  items: z.array(reportExportSchema),
});
export type PresentedExports = z.infer<typeof reportExportsSchema>;

export const exportRequestSchema = z.object({
  /** Without it the latest version, which may be a draft. */
  version: z.number().int().min(1).optional(),
  formats: z.array(z.enum(EXPORT_FORMAT_NAMES)).min(1, { error: '请至少选择一种格式。' }).max(5),
});
