import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { CHANNELS } from '../application/vocabulary.js';
import { consultationSchema } from './consultation-routes.js';
import { handlingEntrySchema } from './entry.js';
import { keptFileSchema } from './file-api.js';
import { unitTaskSchema } from './task-routes.js';

const ofCase = agencyParamsSchema.extend({ caseId: z.string() });

/** One entry of the handling with who made it and when; its text is null once it was erased. */
export const recordedEntrySchema = z.object({
  entryId: z.string(),
  kind: z.string(),
  on: localDateSchema,
  entry: handlingEntrySchema.nullable(),
  enteredAt: z.string(),
  enteredBy: z.string(),
  files: z.array(keptFileSchema),
});
export type RecordedEntry = z.infer<typeof recordedEntrySchema>;

/** All that the office did with a case beyond its events. */
export const caseHandlingSchema = z.object({
  tasks: z.array(unitTaskSchema),
  consultations: z.array(consultationSchema),
  entries: z.array(recordedEntrySchema),
  /** A search is on record, which a letter that says “不存在” needs. */
  hasSearchRecord: z.boolean(),
});
export type CaseHandling = z.infer<typeof caseHandlingSchema>;

/** Submitted by a channel whose receipt both sides must confirm, and not confirmed (条例第三十一条). */
export const unconfirmedCaseSchema = z.object({
  caseId: z.string(),
  unitCode: z.string().nullable(),
  submittedOn: localDateSchema,
  channel: z.enum(CHANNELS),
  attempts: z.number().int(),
  lastAttemptOn: localDateSchema.nullable(),
  /** The working day of submission is over. */
  isLate: z.boolean(),
});
export type UnconfirmedCase = z.infer<typeof unconfirmedCaseSchema>;

export const ENTRY_ROUTES = {
  getHandling: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/handling',
    summary: '一件申请的协办、征求意见、检索、联系、会商记录',
    tag: 'application',
    permission: 'case.view',
    audit: 'handling.viewed',
    params: ofCase,
    response: caseHandlingSchema,
  },
  addHandlingEntry: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/handling-entries',
    summary: '登记检索、联系、会商、信访转交、第三十五条的理由或者线下办理的涉密事项；登记后不能改',
    tag: 'application',
    permission: 'case.record',
    audit: 'handling.entered',
    params: ofCase,
    body: handlingEntrySchema,
    response: recordedEntrySchema,
  },
  uploadEntryFile: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/handling-entries/{entryId}/files',
    summary: '上传登记所附的材料',
    tag: 'application',
    permission: 'case.record',
    audit: 'file.uploaded',
    params: ofCase.extend({ entryId: z.string() }),
    body: 'upload',
    response: keptFileSchema,
  },
  listUnconfirmedCases: {
    method: 'get',
    path: '/agencies/{code}/unconfirmed-cases',
    summary: '已提交而双方尚未确认收到的申请，及联系的次数',
    tag: 'application',
    permission: 'case.view',
    audit: { none: '只有编号、日期和次数，没有个人信息。' },
    params: agencyParamsSchema,
    response: z.object({ items: z.array(unconfirmedCaseSchema) }),
  },
  countUnconfirmedCases: {
    method: 'get',
    path: '/agencies/{code}/unconfirmed-cases/count',
    summary: '尚未确认收到的申请件数，供监督',
    tag: 'application',
    permission: 'report.view',
    audit: { none: '只有件数。' },
    params: agencyParamsSchema,
    response: z.object({
      waiting: z.number().int(),
      late: z.number().int(),
      withoutAttempt: z.number().int(),
    }),
  },
} as const satisfies Record<string, ApiRoute>;
