import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { addDays, localDateSchema, type LocalDate } from '../calendar/local-date.js';
import { agencyCodeSchema, pageOf } from '../identity/agency-api.js';
import type { DocumentKind } from '../publication/document-vocabulary.js';

/** Where published documents are handed in for whoever comes to read them (条例第二十五条). */
export const DEPOSIT_PLACES = {
  archive: '国家档案馆',
  library: '公共图书馆',
  serviceHall: '政务服务大厅',
} as const;
export type DepositPlace = keyof typeof DEPOSIT_PLACES;
export const DEPOSIT_PLACE_NAMES = Object.keys(DEPOSIT_PLACES) as [DepositPlace, ...DepositPlace[]];

/** Copies of a document for each place, unless the desk says otherwise. */
export const USUAL_COPIES = 3;
/** 条例第二十五条 says 及时 and no number: after so many days from publication it is shown as late. */
export const DEPOSIT_DAYS = 30;
/** Kinds that are handed in on paper; the others are read on the platform. */
export const DEPOSITED_KINDS = [
  'rule',
  'normativeDocument',
  'policy',
] as const satisfies readonly DocumentKind[];

/** The last day on which a document should have been handed in. */
export function depositDueOn(publishedOn: LocalDate): LocalDate {
  return addDays(publishedOn, DEPOSIT_DAYS);
}

const name = z.string().trim().min(1, { error: '请填写接收单位或者接收人。' }).max(100);

export const newDepositSchema = z.object({
  place: z.enum(DEPOSIT_PLACE_NAMES),
  receiver: name,
  deliveredOn: localDateSchema,
  /** Of each document. */
  copies: z.number().int().min(1).max(1000).default(USUAL_COPIES),
  /** An electronic copy went along. */
  isElectronic: z.boolean().default(false),
  note: z.string().trim().max(500).nullable().default(null),
  documentIds: z.array(z.string().min(1).max(60)).min(1, { error: '请选择要登记的文件。' }).max(200),
});
export type NewDeposit = z.infer<typeof newDepositSchema>;

export const depositReceiptSchema = z.object({
  receiptNumber: z.string().trim().min(1, { error: '请填写回执编号。' }).max(60),
  receiptOn: localDateSchema,
});
export type DepositReceipt = z.infer<typeof depositReceiptSchema>;

const depositedDocument = z.object({
  documentId: z.string(),
  title: z.string(),
  documentNumber: z.string().nullable(),
});

export const depositSchema = z.object({
  depositId: z.string(),
  place: z.enum(DEPOSIT_PLACE_NAMES),
  receiver: z.string(),
  deliveredOn: localDateSchema,
  copies: z.number().int(),
  isElectronic: z.boolean(),
  receiptNumber: z.string().nullable(),
  receiptOn: localDateSchema.nullable(),
  note: z.string().nullable(),
  recordedBy: z.string(),
  documents: z.array(depositedDocument),
});
export type Deposit = z.infer<typeof depositSchema>;

/** What was handed in within a year, as reports quote it. */
export const depositFiguresSchema = z.object({
  year: z.number().int(),
  deposits: z.number().int(),
  documents: z.number().int(),
  copies: z.number().int(),
  withoutReceipt: z.number().int(),
});
export type DepositFigures = z.infer<typeof depositFiguresSchema>;

/** What a register can be narrowed to. */
export const DEPOSIT_STATES = { withReceipt: '有回执', withoutReceipt: '没有回执' } as const;
export type DepositState = keyof typeof DEPOSIT_STATES;
const STATE_NAMES = Object.keys(DEPOSIT_STATES) as [DepositState, ...DepositState[]];

export const depositQuerySchema = z.object({
  year: z.coerce.number().int().min(2008).max(2100),
  place: z.enum(DEPOSIT_PLACE_NAMES).optional(),
  state: z.enum(STATE_NAMES).optional(),
  sort: z.enum(['-deliveredOn', 'deliveredOn']).default('-deliveredOn'),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DepositQuery = z.infer<typeof depositQuerySchema>;

export const depositRegisterSchema = pageOf(depositSchema).extend({
  figures: depositFiguresSchema,
  /** All that wait, though only the first are listed. */
  awaitingTotal: z.number().int(),
  /** Published and not handed in everywhere yet, the latest due last. */
  awaiting: z.array(
    depositedDocument.extend({
      publishedOn: localDateSchema,
      dueOn: localDateSchema,
      isOverdue: z.boolean(),
      missing: z.array(z.enum(DEPOSIT_PLACE_NAMES)),
    }),
  ),
});
export type DepositRegister = z.infer<typeof depositRegisterSchema>;

const agency = z.object({ code: agencyCodeSchema });
const ofDeposit = agency.extend({ depositId: z.string().min(1).max(60) });

export const DEPOSIT_ROUTES = {
  listDeposits: {
    method: 'get',
    path: '/agencies/{code}/deposits',
    summary: '一年的送交登记簿（按接收单位、回执筛选）、份数和还没有送交的文件',
    tag: 'publication',
    permission: 'document.view',
    audit: { none: '已公开文件的送交情况，不含个人信息。' },
    params: agency,
    query: depositQuerySchema,
    response: depositRegisterSchema,
  },
  createDeposit: {
    method: 'post',
    path: '/agencies/{code}/deposits',
    summary: '登记一次送交',
    tag: 'publication',
    permission: 'deposit.record',
    audit: 'deposit.recorded',
    params: agency,
    body: newDepositSchema,
    response: depositSchema,
  },
  recordDepositReceipt: {
    method: 'put',
    path: '/agencies/{code}/deposits/{depositId}/receipt',
    summary: '登记送交的回执',
    tag: 'publication',
    permission: 'deposit.record',
    audit: 'deposit.receiptRecorded',
    params: ofDeposit,
    body: depositReceiptSchema,
    response: depositSchema,
  },
} as const satisfies Record<string, ApiRoute>;
