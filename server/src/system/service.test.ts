import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { actorWithEveryRole, ROLE_NAMES, EVERY_AGENCY, type Actor, type Role } from '@gongkai/core';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { discardJob, listFailedJobs, retryJob } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const LABELS = new Map([['report.export', '导出年度报告']]);

beforeEach(async () => {
  await sql`delete from job`.execute(db);
  await sql`
    insert into job (job_id, kind, payload, status, run_at, attempt, max_attempts, error, finished_at)
    values ('j1', 'report.export', '{}', 'failed', now(), 5, 5, '文件读不出来。', '2026-03-01T00:00:00Z'),
      ('j2', 'older.kind', '{}', 'failed', now(), 5, 5, null, '2026-02-01T00:00:00Z')`.execute(db);
});

function actorAs(role: Role): Actor {
  const grant = {
    role,
    agencyCode: EVERY_AGENCY,
    unitCode: null,
    agencyCodes: [EVERY_AGENCY],
    onBehalfOf: null,
  };
  return { kind: 'person', id: role, name: role, grants: [grant] };
}

test('failed jobs by their Chinese names, those of an older program by what they are', async () => {
  const { items } = await listFailedJobs(ctx, actorWithEveryRole('u', '周敏'), { limit: 10 }, LABELS);
  expect(items.map(({ label, error }) => [label, error])).toEqual([
    ['导出年度报告', '文件读不出来。'],
    ['older.kind', null],
  ]);
});

test('only the system administrator sees, retries and discards them', async () => {
  for (const role of ROLE_NAMES) {
    const actor = actorAs(role);
    const isAllowed = role === 'systemAdministrator';
    const outcomes = await Promise.allSettled([
      listFailedJobs(ctx, actor, { limit: 10 }, LABELS),
      retryJob(ctx, actor, 'j1', LABELS),
      discardJob(ctx, actor, 'j2', LABELS),
    ]);
    expect([role, outcomes.map(({ status }) => status === 'fulfilled')]).toEqual([
      role,
      [isAllowed, isAllowed, isAllowed],
    ]);
  }
});

test('a step is recorded with who took it, in its own transaction', async () => {
  const actor = actorAs('systemAdministrator');
  expect(await retryJob(ctx, actor, 'j1', LABELS)).toMatchObject({ status: 'waiting', attempt: 0 });
  expect(await discardJob(ctx, actor, 'j2', LABELS)).toMatchObject({ status: 'discarded' });
  await expect(retryJob(ctx, actor, 'j2', LABELS)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  const { rows } = await sql`
    select kind, subject_id from audit_pending where actor_id = 'systemAdministrator' and kind like 'job.%'
      and subject_id in ('j1', 'j2') order by kind`.execute(db);
  expect(rows).toEqual(
    expect.arrayContaining([
      { kind: 'job.discarded', subjectId: 'j2' },
      { kind: 'job.retried', subjectId: 'j1' },
    ]),
  );
});
