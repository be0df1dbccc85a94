import { randomUUID } from 'node:crypto';
import {
  DomainError,
  may,
  permit,
  permitWithin,
  recorderName,
  setTerm,
  taskTermWarning,
  unitsWhere,
  UNIT_TASK_STATUSES,
  type Actor,
  type HandOver,
  type KeptFile,
  type LocalDate,
  type NewUnitTask,
  type UnitTask,
  type UnitTaskStatus,
} from '@gongkai/core';
import { z } from 'zod';
import { localDateSchema } from '@gongkai/core';
import { placeOfCase, requireCase } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { listUnits, loadActor } from '../identity/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { filesByRecord, keepFile } from './files.js';
import { placeOfTask, seesTask } from './policy.js';
import {
  closeUnitTask,
  insertUnitTask,
  listTasks,
  lockUnitTask,
  type ListedTask,
  type TaskFilter,
  type UnitTaskRow,
} from './task-queries.js';
import { keepText, readTexts } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

const taskTextSchema = z.object({
  asked: z.string(),
  opinion: z.string().nullable().default(null),
  closeReason: z.string().nullable().default(null),
});

/** Gives a unit a sub-task of a case that is not closed. @throws DomainError NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATUS */
export async function assignUnitTask(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId }: { readonly agencyCode: string; readonly caseId: string },
  input: NewUnitTask,
): Promise<UnitTask> {
  return inTransaction(ctx.db, async (db) => {
    const found = await requireCase(db, actor, agencyCode, caseId);
    permit(actor, 'task.assign', placeOfCase(found));
    if (found.closedOn !== null && found.status !== 'redeciding') {
      throw new DomainError('NOT_IN_THIS_STATUS', '这件申请已经办结，不需要再交处室协办。');
    }
    await requirePlace(db, ctx, agencyCode, input);
    const today = ctx.today();
    const row: UnitTaskRow = {
      agencyId: agencyCode,
      taskId: randomUUID(),
      caseId,
      unitId: input.unitCode,
      assigneeId: input.assigneeId,
      status: 'open',
      assignedOn: today,
      assignedBy: actor.id,
      termDays: input.days,
      dueOn: setTerm(today, input.days, await loadCalendar(db, agencyCode)).dueOn,
      closedOn: null,
      closedBy: null,
      formerTaskId: null,
    };
    await insertUnitTask(db, row);
    await keepText(db, ctx, textPlace(row), { asked: input.asked });
    await recordAudit(db, ctx, actor, {
      kind: 'task.assigned',
      agencyCode,
      subject: { type: 'case', id: caseId },
      details: { taskId: row.taskId, unitCode: row.unitId },
    });
    await tellHandlers(db, ctx, row, 'task.assigned', { except: actor.id, key: row.taskId });
    return presentOne(db, ctx, row);
  });
}

/** Tasks of the units in which somebody handles them. @throws DomainError FORBIDDEN */
export async function listUnitTasks(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: { readonly status: UnitTaskStatus; readonly after?: string | undefined; readonly limit: number },
): Promise<{ items: UnitTask[]; next: string | null }> {
  permitWithin(actor, 'task.handle', agencyCode);
  const units = unitsWhere(actor, 'task.handle', agencyCode);
  const rows = await listTasks(ctx.db, agencyCode, {
    units: units === 'all' ? null : units,
    status: query.status,
    limit: query.limit,
    ...(query.after !== undefined && { after: parseKey(query.after) }),
  });
  await recordLook(ctx, actor, {
    kind: 'task.listed',
    agencyCode,
    subject: { type: 'cases', id: agencyCode },
    purpose: 'handling',
    details: { count: rows.length },
  });
  const last = rows.length < query.limit ? undefined : rows.at(-1);
  return {
    items: await presentTasks(ctx.db, ctx, agencyCode, rows),
    next: last === undefined ? null : `${last.dueOn}~${last.taskId}`,
  };
}

/** The unit's opinion; it may be given late, and never twice. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function answerUnitTask(
  ctx: Context,
  actor: Actor,
  at: TaskAddress,
  opinion: string,
): Promise<UnitTask> {
  return changeTask(ctx, actor, at, 'task.handle', async (db, row) => {
    await close(db, ctx, actor, row, 'answered', { opinion });
    await recordAudit(db, ctx, actor, {
      kind: 'task.answered',
      agencyCode: at.agencyCode,
      subject: { type: 'case', id: row.caseId },
      details: { taskId: row.taskId },
    });
    await notify(db, ctx, {
      kind: 'task.answered',
      agencyCode: at.agencyCode,
      subjectId: row.caseId,
      to: [row.assignedBy],
      except: actor.id,
      key: row.taskId,
    });
    return row;
  });
}

/** To another unit or person; the last day stays. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS, INVALID_INPUT */
export async function handOverUnitTask(
  ctx: Context,
  actor: Actor,
  at: TaskAddress,
  to: HandOver,
): Promise<UnitTask> {
  return changeTask(ctx, actor, at, 'task.handle', async (db, row, asked) => {
    await requirePlace(db, ctx, at.agencyCode, to);
    if (to.unitCode === row.unitId && to.assigneeId === row.assigneeId) {
      throw new DomainError('INVALID_INPUT', '请选择另一个处室或者另一位办理人员。');
    }
    await close(db, ctx, actor, row, 'handedOver', { closeReason: to.reason });
    const next: UnitTaskRow = {
      ...row,
      taskId: randomUUID(),
      unitId: to.unitCode,
      assigneeId: to.assigneeId,
      status: 'open',
      closedOn: null,
      closedBy: null,
      formerTaskId: row.taskId,
    };
    await insertUnitTask(db, next);
    await keepText(db, ctx, textPlace(next), { asked });
    await recordAudit(db, ctx, actor, {
      kind: 'task.handedOver',
      agencyCode: at.agencyCode,
      subject: { type: 'case', id: row.caseId },
      details: { taskId: next.taskId, formerTaskId: row.taskId, unitCode: next.unitId },
    });
    await tellHandlers(db, ctx, next, 'task.assigned', { except: actor.id, key: next.taskId });
    return next;
  });
}

/** Withdraws a task that is not needed any more. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function withdrawUnitTask(
  ctx: Context,
  actor: Actor,
  at: TaskAddress,
  reason: string,
): Promise<UnitTask> {
  return changeTask(ctx, actor, at, 'task.assign', async (db, row) => {
    await close(db, ctx, actor, row, 'withdrawn', { closeReason: reason });
    await recordAudit(db, ctx, actor, {
      kind: 'task.withdrawn',
      agencyCode: at.agencyCode,
      subject: { type: 'case', id: row.caseId },
      details: { taskId: row.taskId },
    });
    return row;
  });
}

/** Tells the handlers again, at most once a day. @returns how many were told @throws DomainError NOT_FOUND */
export async function remindUnitTask(ctx: Context, actor: Actor, at: TaskAddress): Promise<{ told: number }> {
  return inTransaction(ctx.db, async (db) => {
    const row = await requireOpenTask(db, actor, at, 'task.assign');
    const told = await tellHandlers(db, ctx, row, 'task.reminded', {
      key: `${row.taskId}/${ctx.today()}`,
      details: { dueOn: row.dueOn },
    });
    await recordAudit(db, ctx, actor, {
      kind: 'task.reminded',
      agencyCode: at.agencyCode,
      subject: { type: 'case', id: row.caseId },
      details: { taskId: row.taskId, count: told },
    });
    return { told };
  });
}

/** Material with the answer, while the task is open. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS, FILE_REFUSED */
export async function uploadTaskFile(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  at: TaskAddress,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<KeptFile> {
  const row = await inTransaction(ctx.db, (db) => requireOpenTask(db, actor, at, 'task.handle'));
  return keepFile(ctx, actor, textPlace(row), file);
}

/** Those who handle a task learn of it: the named person, else whoever is liaison officer of the unit. */
export function tellHandlers(
  db: Transaction,
  ctx: Pick<AppContext, 'now' | 'today'>,
  { agencyId, taskId, unitId, assigneeId }: UnitTaskRow,
  kind: 'task.assigned' | 'task.reminded' | 'task.due' | 'task.overdue',
  news: {
    readonly except?: string;
    readonly key: string;
    readonly details?: { readonly dueOn: LocalDate; readonly days?: number };
  },
): Promise<number> {
  return notify(db, ctx, {
    kind,
    agencyCode: agencyId,
    unitCode: unitId,
    subjectId: taskId,
    ...news,
    ...(assigneeId !== null && { to: [assigneeId] }),
  });
}

export interface TaskAddress {
  readonly agencyCode: string;
  readonly taskId: string;
}

async function changeTask(
  ctx: Context,
  actor: Actor,
  at: TaskAddress,
  permission: 'task.handle' | 'task.assign',
  change: (db: Transaction, row: UnitTaskRow, asked: string) => Promise<UnitTaskRow>,
): Promise<UnitTask> {
  return inTransaction(ctx.db, async (db) => {
    const row = await requireOpenTask(db, actor, at, permission);
    const texts = await readTexts(db, ctx, at.agencyCode, [row.taskId], taskTextSchema);
    return presentOne(db, ctx, await change(db, row, texts.get(row.taskId)?.asked ?? ''));
  });
}

async function requireOpenTask(
  db: Transaction,
  actor: Actor,
  { agencyCode, taskId }: TaskAddress,
  permission: 'task.handle' | 'task.assign',
): Promise<UnitTaskRow> {
  permitWithin(actor, permission, agencyCode);
  const row = await lockUnitTask(db, agencyCode, taskId);
  if (row === undefined || !seesTask(actor, row)) {
    const refused = row === undefined ? {} : { permission, agencyCode };
    throw new DomainError('NOT_FOUND', '没有这件协办任务，或者它不属于您的处室。', refused);
  }
  permit(actor, permission, placeOfTask(row));
  if (row.status === 'open') return row;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    `这件协办任务${UNIT_TASK_STATUSES[row.status]}，请刷新后重看。`,
  );
}

async function close(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  row: UnitTaskRow,
  status: UnitTaskStatus,
  words: { readonly opinion?: string; readonly closeReason?: string },
): Promise<void> {
  const { agencyId, taskId } = row;
  const known = await readTexts(db, ctx, agencyId, [taskId], taskTextSchema);
  await closeUnitTask(db, row, { status, closedOn: ctx.today(), closedBy: actor.id });
  await keepText(db, ctx, textPlace(row), { asked: '', ...known.get(taskId), ...words });
}

/** A unit of the agency, and a person who handles its tasks. */
async function requirePlace(
  db: Connection,
  ctx: Pick<AppContext, 'today'>,
  agencyCode: string,
  { unitCode, assigneeId }: { readonly unitCode: string; readonly assigneeId: string | null },
): Promise<void> {
  const units = await listUnits(db, agencyCode);
  if (!units.some(({ code }) => code === unitCode)) {
    throw new DomainError('INVALID_INPUT', `没有登记代码为“${unitCode}”的处室，请先登记处室或者改选。`);
  }
  if (assigneeId === null) return;
  const assignee = await loadActor({ db, today: ctx.today }, assigneeId);
  if (may(assignee, 'task.handle', { agencyCode, unitCode })) return;
  throw new DomainError('INVALID_INPUT', '这位人员不能办理该处室的协办任务，请改选，或者只交给处室。');
}

function textPlace({ agencyId, caseId, taskId }: Pick<UnitTaskRow, 'agencyId' | 'caseId' | 'taskId'>) {
  return { agencyId, caseId, recordId: taskId };
}

function parseKey(after: string): NonNullable<TaskFilter['after']> {
  const [day = '', taskId = ''] = after.split('~');
  const dueOn = localDateSchema.safeParse(day);
  if (!dueOn.success) throw new DomainError('INVALID_INPUT', '列表的位置不对，请从第一页重新看。');
  return { dueOn: dueOn.data, taskId };
}

async function presentOne(db: Connection, ctx: Context, row: UnitTaskRow): Promise<UnitTask> {
  const { agencyId, taskId } = row;
  const [found] = await listTasks(db, agencyId, { units: null, taskId, limit: 1 });
  const [task] = await presentTasks(db, ctx, agencyId, found === undefined ? [] : [found]);
  if (task === undefined) throw new DomainError('NOT_FOUND', '没有这件协办任务。');
  return task;
}

/** Tasks with what they ask and say, and how they stand today. */
export async function presentTasks(
  db: Connection,
  ctx: Pick<AppContext, 'keyring' | 'today'>,
  agencyId: string,
  rows: readonly ListedTask[],
): Promise<UnitTask[]> {
  const ids = rows.map(({ taskId }) => taskId);
  const texts = await readTexts(db, ctx, agencyId, ids, taskTextSchema);
  const files = await filesByRecord(db, agencyId, ids);
  const today = ctx.today();
  const calendar = await loadCalendar(db, agencyId);
  return rows.map((row) => {
    const text = texts.get(row.taskId);
    const { dueOn, derivation } = setTerm(row.assignedOn, row.termDays, calendar);
    const isOpen = row.status === 'open';
    return {
      taskId: row.taskId,
      caseId: row.caseId,
      unitCode: row.unitId,
      assigneeId: row.assigneeId,
      assigneeName: row.assigneeName,
      asked: text?.asked ?? null,
      status: row.status,
      assignedOn: row.assignedOn,
      assignedBy: recorderName(row.assignedBy, row.assignerName),
      dueOn,
      derivation: [...derivation],
      isOverdue: (row.closedOn ?? today) > dueOn,
      answeredOn: row.status === 'answered' ? row.closedOn : null,
      answeredBy:
        row.status === 'answered' && row.closedBy !== null
          ? recorderName(row.closedBy, row.closerName)
          : null,
      opinion: text?.opinion ?? null,
      closeReason: text?.closeReason ?? null,
      formerTaskId: row.formerTaskId,
      files: [...(files.get(row.taskId) ?? [])],
      warning: isOpen ? taskTermWarning(dueOn, row.replyDueOn) : null,
    };
  });
}
