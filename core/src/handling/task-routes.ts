import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { keptFileSchema } from './file-api.js';
import { UNIT_TASK_STATUS_NAMES } from './unit-task.js';

const agency = agencyParamsSchema;
const ofCase = agency.extend({ caseId: z.string() });
const ofTask = agency.extend({ taskId: z.string() });
const reason = z.string().trim().min(2, { error: '请说明理由。' }).max(500);

/** A sub-task as whoever handles or assigned it sees it; it says nothing of the applicant. */
export const unitTaskSchema = z.object({
  taskId: z.string(),
  caseId: z.string(),
  unitCode: z.string(),
  /** The account it is given to by name; null: whoever is of the unit. */
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  asked: z.string().nullable(),
  status: z.enum(UNIT_TASK_STATUS_NAMES),
  assignedOn: localDateSchema,
  assignedBy: z.string(),
  dueOn: localDateSchema,
  derivation: z.array(z.string()),
  isOverdue: z.boolean(),
  answeredOn: localDateSchema.nullable(),
  answeredBy: z.string().nullable(),
  opinion: z.string().nullable(),
  /** Why it was handed over or withdrawn. */
  closeReason: z.string().nullable(),
  /** The task that this one was handed over from. */
  formerTaskId: z.string().nullable(),
  files: z.array(keptFileSchema),
  /** A hint for whoever assigns; null: nothing to say. */
  warning: z.string().nullable(),
});
export type UnitTask = z.infer<typeof unitTaskSchema>;

export const newUnitTaskSchema = z.object({
  unitCode: z.string().min(1, { error: '请选择承办协助的处室。' }).max(40),
  assigneeId: z.string().max(200).nullable().default(null),
  asked: z.string().trim().min(2, { error: '请写明要协办什么。' }).max(4000),
  days: z.number().int().min(1, { error: '期限至少一个工作日。' }).max(60),
});
export type NewUnitTask = z.infer<typeof newUnitTaskSchema>;

export const handOverSchema = z.object({
  unitCode: z.string().min(1).max(40),
  assigneeId: z.string().max(200).nullable().default(null),
  reason,
});
export type HandOver = z.infer<typeof handOverSchema>;

export const taskAnswerSchema = z.object({
  opinion: z.string().trim().min(2, { error: '请填写协办意见。' }).max(8000),
});
export const taskWithdrawalSchema = z.object({ reason });

export const TASK_ROUTES = {
  listUnitTasks: {
    method: 'get',
    path: '/agencies/{code}/unit-tasks',
    summary: '协办任务：联络员只见本处室的',
    tag: 'application',
    permission: 'task.handle',
    audit: 'task.listed',
    params: agency,
    query: z.object({
      status: z.enum(UNIT_TASK_STATUS_NAMES).default('open'),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(unitTaskSchema), next: z.string().nullable() }),
  },
  assignUnitTask: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/unit-tasks',
    summary: '交处室协办，按工作日定期限，不停止计算答复期限',
    tag: 'application',
    permission: 'task.assign',
    audit: 'task.assigned',
    params: ofCase,
    body: newUnitTaskSchema,
    response: unitTaskSchema,
  },
  answerUnitTask: {
    method: 'post',
    path: '/agencies/{code}/unit-tasks/{taskId}/answer',
    summary: '答复协办任务',
    tag: 'application',
    permission: 'task.handle',
    audit: 'task.answered',
    params: ofTask,
    body: taskAnswerSchema,
    response: unitTaskSchema,
  },
  handOverUnitTask: {
    method: 'post',
    path: '/agencies/{code}/unit-tasks/{taskId}/hand-over',
    summary: '移交其他处室或者人员，期限不变',
    tag: 'application',
    permission: 'task.handle',
    audit: 'task.handedOver',
    params: ofTask,
    body: handOverSchema,
    response: unitTaskSchema,
  },
  remindUnitTask: {
    method: 'post',
    path: '/agencies/{code}/unit-tasks/{taskId}/reminders',
    summary: '催办',
    tag: 'application',
    permission: 'task.assign',
    audit: 'task.reminded',
    params: ofTask,
    response: z.object({ told: z.number().int() }),
  },
  withdrawUnitTask: {
    method: 'post',
    path: '/agencies/{code}/unit-tasks/{taskId}/withdrawal',
    summary: '撤销协办任务',
    tag: 'application',
    permission: 'task.assign',
    audit: 'task.withdrawn',
    params: ofTask,
    body: taskWithdrawalSchema,
    response: unitTaskSchema,
  },
  uploadTaskFile: {
    method: 'post',
    path: '/agencies/{code}/unit-tasks/{taskId}/files',
    summary: '上传协办材料',
    tag: 'application',
    permission: 'task.handle',
    audit: 'file.uploaded',
    params: ofTask,
    body: 'upload',
    response: keptFileSchema,
  },
} as const satisfies Record<string, ApiRoute>;
