import type { LocalDate, UnitTaskStatus } from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { UnitTaskTable } from './table.js';

export type UnitTaskRow = Selectable<UnitTaskTable>;
/** A task with the names of the accounts in it. */
export interface ListedTask extends UnitTaskRow {
  readonly assigneeName: string | null;
  readonly assignerName: string | null;
  readonly closerName: string | null;
  /** When the reply to the applicant is due. */
  readonly replyDueOn: LocalDate | null;
}

export async function insertUnitTask(db: Transaction, row: UnitTaskRow): Promise<void> {
  await db.insertInto('unitTask').values(row).execute();
}

export function findUnitTask(
  db: Connection,
  agencyId: string,
  taskId: string,
): Promise<UnitTaskRow | undefined> {
  return db
    .selectFrom('unitTask')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('taskId', '=', taskId)
    .executeTakeFirst();
}

/** The task, kept from every other writer until the transaction ends. */
export function lockUnitTask(
  db: Transaction,
  agencyId: string,
  taskId: string,
): Promise<UnitTaskRow | undefined> {
  return db
    .selectFrom('unitTask')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('taskId', '=', taskId)
    .forUpdate()
    .executeTakeFirst();
}

export async function closeUnitTask(
  db: Transaction,
  { agencyId, taskId }: Pick<UnitTaskRow, 'agencyId' | 'taskId'>,
  closed: { readonly status: UnitTaskStatus; readonly closedOn: LocalDate; readonly closedBy: string },
): Promise<void> {
  await db
    .updateTable('unitTask')
    .set(closed)
    .where('agencyId', '=', agencyId)
    .where('taskId', '=', taskId)
    .execute();
}

/** Which tasks of an agency; `units` null: of all. */
export interface TaskFilter {
  readonly units: readonly string[] | null;
  readonly status?: UnitTaskStatus;
  readonly caseId?: string;
  readonly taskId?: string;
  readonly dueThrough?: LocalDate;
  /** The last of the page before. */
  readonly after?: { readonly dueOn: LocalDate; readonly taskId: string };
  readonly limit: number;
}

/** Tasks, the earliest due first. */
export function listTasks(db: Connection, agencyId: string, filter: TaskFilter): Promise<ListedTask[]> {
  let query = db
    .selectFrom('unitTask as t')
    .innerJoin('applicationCase as c', (join) =>
      join.onRef('c.agencyId', '=', 't.agencyId').onRef('c.caseId', '=', 't.caseId'),
    )
    .leftJoin('account as assignee', 'assignee.accountId', 't.assigneeId')
    .leftJoin('account as assigner', 'assigner.accountId', 't.assignedBy')
    .leftJoin('account as closer', 'closer.accountId', 't.closedBy')
    .selectAll('t')
    .select([
      'assignee.displayName as assigneeName',
      'assigner.displayName as assignerName',
      'closer.displayName as closerName',
      'c.dueOn as replyDueOn',
    ])
    .where('t.agencyId', '=', agencyId)
    .orderBy('t.dueOn')
    .orderBy('t.taskId')
    .limit(filter.limit);
  const { units, status, caseId, taskId, dueThrough, after } = filter;
  if (units !== null) query = query.where('t.unitId', '=', sql<string>`any(${arrayLiteral(units)}::text[])`);
  if (status !== undefined) query = query.where('t.status', '=', status);
  if (caseId !== undefined) query = query.where('t.caseId', '=', caseId);
  if (taskId !== undefined) query = query.where('t.taskId', '=', taskId);
  if (dueThrough !== undefined) query = query.where('t.dueOn', '<=', dueThrough);
  if (after !== undefined) {
    query = query.where(sql<boolean>`(t.due_on, t.task_id) > (${after.dueOn}::date, ${after.taskId}::text)`);
  }
  return query.execute();
}
