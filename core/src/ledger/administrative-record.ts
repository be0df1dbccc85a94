import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyCodeSchema } from '../identity/agency-api.js';

/** What table 二 counts: documents, decisions, fees and procurement (国办公开办函〔2019〕60号, 〔2021〕30号). */
export const ADMINISTRATIVE_RECORD_KINDS = {
  rule: '规章',
  normativeDocument: '行政规范性文件',
  licensing: '行政许可决定',
  otherService: '其他对外管理服务决定',
  penalty: '行政处罚决定',
  coercion: '行政强制决定',
  adminFee: '行政事业性收费',
  procurement: '政府集中采购',
} as const;
export type AdministrativeRecordKind = keyof typeof ADMINISTRATIVE_RECORD_KINDS;
export const ADMINISTRATIVE_RECORD_KIND_NAMES = Object.keys(ADMINISTRATIVE_RECORD_KINDS) as [
  AdministrativeRecordKind,
  ...AdministrativeRecordKind[],
];
/** Kinds of which table 二 sums the money. */
export const KINDS_WITH_AMOUNT: readonly AdministrativeRecordKind[] = ['adminFee', 'procurement'];

const day = localDateSchema.nullable();

const recordFields = {
  kind: z.enum(ADMINISTRATIVE_RECORD_KIND_NAMES),
  title: z.string().trim().min(1, { error: '请填写名称。' }).max(300),
  number: z.string().trim().min(1).max(100).nullable(),
  /** Day made, decided, collected or concluded. */
  madeOn: localDateSchema,
  disclosedOn: day,
  /** Documents only: the first day on which it is no longer in force. */
  endedOn: day,
  /** Yuan, exact, as text; fees and procurement only. */
  amountYuan: z
    .string()
    .trim()
    .regex(/^\d{1,15}(?:\.\d{1,2})?$/, { error: '金额填元，最多两位小数，例如 251000 或者 251000.50。' })
    .nullable(),
};

export const administrativeRecordSchema = z.object({
  recordId: z
    .string()
    .trim()
    .min(1, { error: '请填写编号，例如决定书号、合同号。' })
    .max(100)
    .refine((id) => !id.startsWith('document:'), { error: '编号不能以“document:”开头。' }),
  ...recordFields,
});
export type NewAdministrativeRecord = z.infer<typeof administrativeRecordSchema>;

export const administrativeRecordChangeSchema = z.object(recordFields).omit({ kind: true });

/** What the records of a kind made in a year come to: the figures of table 二 that are sums over the year. */
export const recordFiguresSchema = z.object({
  kind: z.enum(ADMINISTRATIVE_RECORD_KIND_NAMES),
  count: z.number().int(),
  amountYuan: z.string().nullable(),
});

const shownRecord = z.object({
  recordId: z.string(),
  ...recordFields,
  /** The published document that it counts; such a record follows its document. */
  documentId: z.string().nullable(),
  /** Entered by mistake and taken back; null: it counts. */
  struck: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
});
export const administrativeRecordPageSchema = z.object({
  items: z.array(shownRecord),
  next: z.string().nullable(),
  figures: z.array(recordFiguresSchema),
});
export type AdministrativeRecordPage = z.infer<typeof administrativeRecordPageSchema>;

const agency = z.object({ code: agencyCodeSchema });

export const ADMINISTRATIVE_RECORD_ROUTES = {
  listAdministrativeRecords: {
    method: 'get',
    path: '/agencies/{code}/administrative-records',
    summary: '表二所依据的一类登记记录和一年的合计，新的在前',
    tag: 'ledger',
    permission: 'administrativeRecord.view',
    audit: { none: '文件、决定、收费和采购的名称与金额，是已公开或者应公开的信息。' },
    params: agency,
    query: z.object({
      kind: z.enum(ADMINISTRATIVE_RECORD_KIND_NAMES),
      year: z.coerce.number().int().min(2000).max(2100),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: administrativeRecordPageSchema,
  },
  createAdministrativeRecord: {
    method: 'post',
    path: '/agencies/{code}/administrative-records',
    summary: '登记一条表二所依据的记录',
    tag: 'ledger',
    permission: 'administrativeRecord.record',
    audit: 'record.registered',
    params: agency,
    body: administrativeRecordSchema,
    response: z.object({ recordId: z.string() }),
  },
  correctAdministrativeRecord: {
    method: 'put',
    path: '/agencies/{code}/administrative-records/{recordId}',
    summary: '更正一条登记记录；由公开的文件产生的，在文件里改',
    tag: 'ledger',
    permission: 'administrativeRecord.record',
    audit: 'record.corrected',
    params: agency.extend({ recordId: z.string().min(1).max(100) }),
    body: administrativeRecordChangeSchema,
    response: z.object({ recordId: z.string() }),
  },
  strikeAdministrativeRecord: {
    method: 'post',
    path: '/agencies/{code}/administrative-records/{recordId}/strike',
    summary: '划销一条登记错了的记录：不再计数，记录和已公布的报告不变，可以恢复',
    tag: 'ledger',
    permission: 'administrativeRecord.record',
    audit: 'record.struck',
    params: agency.extend({ recordId: z.string().min(1).max(100) }),
    body: z.object({
      reason: z.string().trim().min(2, { error: '请写明为什么划销。' }).max(500),
    }),
    response: z.object({ recordId: z.string() }),
  },
  restoreAdministrativeRecord: {
    method: 'delete',
    path: '/agencies/{code}/administrative-records/{recordId}/strike',
    summary: '恢复一条划销了的记录，重新计数',
    tag: 'ledger',
    permission: 'administrativeRecord.record',
    audit: 'record.restored',
    params: agency.extend({ recordId: z.string().min(1).max(100) }),
    response: z.object({ recordId: z.string() }),
  },
} as const satisfies Record<string, ApiRoute>;
