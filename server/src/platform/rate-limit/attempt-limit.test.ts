import { expect, test } from 'vitest';
import { testContext } from '../../../testing/test-context.js';
import { openTestDatabase } from '../../../testing/test-database.js';
import { attemptSucceeded, forgetOldAttempts, takeAttempt, type AttemptLimit } from './attempt-limit.js';

const { db } = await openTestDatabase();
const START = Date.parse('2026-03-02T01:00:00Z');
let seconds = 0;
const ctx = testContext({ db, now: () => new Date(START + seconds * 1000) });

function limitOf(subject: string): AttemptLimit {
  return { kind: 'test', subject, policy: { free: 2, firstWait: 30, longestWait: 100, forgetAfter: 3600 } };
}
const tooMany = (wait: number): unknown =>
  expect.objectContaining({ code: 'TOO_MANY_ATTEMPTS', details: { seconds: wait } });

test('waits double, end to the second, and are not prolonged by attempts that were refused', async () => {
  const limits = [limitOf('one')];
  for (let attempt = 1; attempt <= 3; attempt += 1) await takeAttempt(ctx, limits);
  seconds = 10;
  await expect(takeAttempt(ctx, limits)).rejects.toEqual(tooMany(20));
  seconds = 29;
  await expect(takeAttempt(ctx, limits)).rejects.toEqual(tooMany(1));
  seconds = 30;
  await takeAttempt(ctx, limits);
  seconds = 89;
  await expect(takeAttempt(ctx, limits)).rejects.toEqual(tooMany(1));
  seconds = 90;
  await takeAttempt(ctx, limits);
  seconds = 189;
  await expect(takeAttempt(ctx, limits)).rejects.toEqual(tooMany(1));
  seconds = 190 + 3600;
  for (let attempt = 1; attempt <= 3; attempt += 1) await takeAttempt(ctx, limits);
  await expect(takeAttempt(ctx, limits)).rejects.toEqual(tooMany(30));
});

test('many attempts at once count each', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, () => takeAttempt(ctx, [limitOf('many')])),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

test('one of two limits refuses, and the other counts nothing', async () => {
  for (let attempt = 1; attempt <= 3; attempt += 1) await takeAttempt(ctx, [limitOf('office')]);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await expect(takeAttempt(ctx, [limitOf('clerk'), limitOf('office')])).rejects.toEqual(tooMany(30));
  }
  for (let attempt = 1; attempt <= 3; attempt += 1) await takeAttempt(ctx, [limitOf('clerk')]);
  await expect(takeAttempt(ctx, [limitOf('clerk')])).rejects.toEqual(tooMany(30));
});

test('many attempts at once under two limits count as many as are made, and no more', async () => {
  const both = (name: string) => [limitOf(`crowd-${name}`), limitOf('crowd')];
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) => takeAttempt(ctx, both(String(index % 2)))),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  const rejected = results.filter((it) => it.status === 'rejected');
  for (const { reason } of rejected) expect(reason).toEqual(tooMany(30));
  // What was refused counts nothing: six failures more are possible than were made.
  const made = await Promise.allSettled(
    ['0', '1'].flatMap((name) =>
      Array.from({ length: 3 }, () => takeAttempt(ctx, [limitOf(`crowd-${name}`)])),
    ),
  );
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

test('success forgets one’s own failures and takes back one of the address', async () => {
  const [own, address] = [limitOf('name'), limitOf('address')];
  for (let attempt = 1; attempt <= 3; attempt += 1) await takeAttempt(ctx, [own, address]);
  seconds += 30;
  await takeAttempt(ctx, [own, address]);
  await attemptSucceeded(ctx, db, [own], [address]);
  for (let attempt = 1; attempt <= 3; attempt += 1) await takeAttempt(ctx, [own]);
  await takeAttempt(ctx, [address]);
  await expect(takeAttempt(ctx, [address])).rejects.toEqual(tooMany(60));
});

test('neither names nor addresses stand in the table, and old rows go', async () => {
  await takeAttempt(ctx, [limitOf('203.0.113.9')]);
  const rows = await db.selectFrom('attemptLimit').selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
  for (const { subject } of rows) expect(subject).toHaveLength(32);
  seconds += 3599;
  await forgetOldAttempts(ctx);
  expect(await db.selectFrom('attemptLimit').selectAll().execute()).not.toEqual([]);
  seconds += 1;
  await forgetOldAttempts(ctx);
  expect(await db.selectFrom('attemptLimit').selectAll().execute()).toEqual([]);
});
