import { parseLocalDate, type Actor, type DomainError } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { createAccount, grantRole, saveStaff } from '../identity/service.js';
import { tellOfHandling } from './reminders.js';
import {
  answerUnitTask,
  assignUnitTask,
  getHandling,
  handOverUnitTask,
  listUnitTasks,
  openHandlingFile,
  remindUnitTask,
  uploadTaskFile,
  withdrawUnitTask,
} from './service.js';

const { db } = await openTestDatabase();
let day = '2026-02-06';
const ctx = testContext({ db, now: () => new Date(`${day}T04:00:00Z`) });
await makeAgency(ctx);
const operator = testActor();
await saveStaff(ctx, operator, 'YSJ', {
  units: ['FGK', 'GHK'].map((code) => ({ code, name: `${code}科` })),
});
await registerCase(ctx, operator, 'YSJ', {
  ...{ caseId: 'A-1', applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null },
  ...{ request: '云山路改造项目的批复文件', unitCode: 'BGS' },
  events: [{ type: 'submitted', on: parseLocalDate('2026-02-06'), channel: 'counter' }],
});

async function person(role: 'liaisonOfficer' | 'disclosureOfficer', unitCode: string | null): Promise<Actor> {
  const loginName = `${role}-${unitCode ?? 'office'}`;
  const { id } = await createAccount(ctx, operator, {
    ...{ loginName, displayName: '示某', kind: 'staff', agencyCode: 'YSJ' },
  });
  await grantRole(ctx, operator, id, {
    ...{ role, agencyCode: 'YSJ', unitCode, fromOn: ctx.today(), untilOn: null },
  });
  return testActor({ id, roles: [role], agencyCode: 'YSJ', ...(unitCode !== null && { unitCode }) });
}
const officer = await person('disclosureOfficer', null);
const ofFgk = await person('liaisonOfficer', 'FGK');
const ofGhk = await person('liaisonOfficer', 'GHK');
const CASE = { agencyCode: 'YSJ', caseId: 'A-1' };
const OPEN = { status: 'open', limit: 50 } as const;

async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error as DomainError).code,
  );
}
async function news(kind: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from notification where kind = ${kind}`.execute(db);
  return rows[0]?.count ?? 0;
}

test('a unit answers within working days, its own liaison officer alone sees the task, and the clock runs on', async () => {
  const task = await assignUnitTask(ctx, officer, CASE, {
    ...{ unitCode: 'FGK', assigneeId: null, asked: '请核对批复由谁制作', days: 7 },
  });
  // received 2026-02-06, +7 working days is 02-24: the Spring Festival is off, 02-14 is a make-up day.
  expect(task).toMatchObject({ dueOn: '2026-02-24', status: 'open', isOverdue: false, warning: null });
  expect(task.derivation.at(-1)).toContain('2026-02-24');
  expect(await news('task.assigned')).toBe(1);

  const at = { agencyCode: 'YSJ', taskId: task.taskId };
  expect((await listUnitTasks(ctx, ofFgk, 'YSJ', OPEN)).items).toHaveLength(1);
  expect((await listUnitTasks(ctx, ofGhk, 'YSJ', OPEN)).items).toEqual([]);
  expect(await refusalOf(answerUnitTask(ctx, ofGhk, at, '不是我们的'))).toBe('NOT_FOUND');
  // The task is not the case: its unit sees what is asked, not who applied.
  expect(await refusalOf(getHandling(ctx, ofFgk, CASE))).toBe('NOT_FOUND');

  const file = { fileName: '说明.txt', bytes: Buffer.from('批复由规划科制作') };
  const { fileId } = await uploadTaskFile(ctx, ofFgk, at, file);
  const answered = await answerUnitTask(ctx, ofFgk, at, '由本处室制作，可以公开');
  expect(answered).toMatchObject({
    ...{ status: 'answered', opinion: '由本处室制作，可以公开', answeredOn: '2026-02-06' },
    files: [{ fileId, fileName: '说明.txt' }],
  });
  expect((await openHandlingFile(ctx, ofFgk, 'YSJ', fileId)).size).toBe(file.bytes.length);
  expect(await refusalOf(openHandlingFile(ctx, ofGhk, 'YSJ', fileId))).toBe('NOT_FOUND');
  expect(await refusalOf(answerUnitTask(ctx, ofFgk, at, '再答一次'))).toBe('NOT_IN_THIS_STATUS');
  const { rows } = await sql<{ dueOn: string }>`
    select due_on::text as due_on from application_case where case_id = 'A-1'`.execute(db);
  // 条例第三十三条第三款: only third parties and other organs stop the clock; 20 working days end on 03-12 .
  expect(rows).toEqual([{ dueOn: '2026-03-12' }]);
});

test('a task handed over keeps its last day, one withdrawn says why, and one that ends too late is warned of', async () => {
  const given = { unitCode: 'FGK', assigneeId: null, asked: '请核对批复由谁制作', days: 20 };
  const task = await assignUnitTask(ctx, officer, CASE, given);
  expect(task.warning).toContain('2026-03-12');
  const at = { agencyCode: 'YSJ', taskId: task.taskId };
  const moved = await handOverUnitTask(ctx, ofFgk, at, {
    ...{ unitCode: 'GHK', assigneeId: ofGhk.id, reason: '职责在规划科' },
  });
  expect(moved).toMatchObject({
    ...{ unitCode: 'GHK', assigneeId: ofGhk.id, status: 'open', dueOn: task.dueOn, asked: given.asked },
    formerTaskId: task.taskId,
  });
  expect(await refusalOf(handOverUnitTask(ctx, ofFgk, at, { ...given, reason: '再移交' }))).toBe(
    'NOT_IN_THIS_STATUS',
  );
  // Somebody who handles no tasks of that unit can't be given one.
  const next = { agencyCode: 'YSJ', taskId: moved.taskId };
  const wrong = { unitCode: 'GHK', assigneeId: ofFgk.id, reason: '换人' };
  expect(await refusalOf(handOverUnitTask(ctx, ofGhk, next, wrong))).toBe('INVALID_INPUT');
  expect(await remindUnitTask(ctx, officer, next)).toEqual({ told: 1 });
  // Once a day.
  expect(await remindUnitTask(ctx, officer, next)).toEqual({ told: 0 });
  expect(await refusalOf(withdrawUnitTask(ctx, ofGhk, next, '不想办'))).toBe('FORBIDDEN');
  expect(await withdrawUnitTask(ctx, officer, next, '已从档案查得')).toMatchObject({
    ...{ status: 'withdrawn', closeReason: '已从档案查得' },
  });
});

test('an overdue task raises the alarm for its unit and for whoever assigned it, once', async () => {
  await assignUnitTask(ctx, officer, CASE, {
    ...{ unitCode: 'FGK', assigneeId: null, asked: '请核对', days: 3 },
  });
  // 02-09, 02-10, 02-11: the third working day.
  day = '2026-02-11';
  await tellOfHandling(ctx);
  expect(await news('task.due')).toBe(1);
  day = '2026-02-12';
  await tellOfHandling(ctx);
  await tellOfHandling(ctx);
  expect([await news('task.overdue'), await news('task.assignedOverdue')]).toEqual([1, 1]);
  const { items } = await listUnitTasks(ctx, ofFgk, 'YSJ', OPEN);
  expect(items.map(({ isOverdue }) => isOverdue)).toEqual([true]);
});

test('what a task says is under a key and nowhere else', async () => {
  const { rows } = await sql<{ held: string }>`
    select encode(text_sealed, 'escape') as held from handling_text
    union all select details::text from notification`.execute(db);
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.filter(({ held }) => held.includes('批复') || held.includes('核对'))).toEqual([]);
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      'task.listed',
      'task.assigned',
      'task.answered',
      'task.handedOver',
      'task.reminded',
      'task.withdrawn',
    ]),
  );
});
