import { sql } from 'kysely';
import { arrayLiteral } from '../database/column-types.js';
import type { Connection, Transaction } from '../database/schema.js';

export interface LimitKey {
  readonly kind: string;
  readonly subject: Uint8Array;
}
export interface LimitStep extends LimitKey {
  /** Seconds to wait after the first, second … failure. */
  readonly waits: readonly number[];
  readonly forgetAfter: number;
}

/** Counts one failure, unless the wait after an earlier one is not over. @returns how many there are now; null when it was not counted */
export async function countAttempt(db: Transaction, step: LimitStep, now: Date): Promise<number | null> {
  const { kind, subject, waits, forgetAfter } = step;
  const at = sql`${now}::timestamptz`;
  const waitAfter = (failures: ReturnType<typeof sql>) => sql`
    ${at} + make_interval(secs => (${arrayLiteral(waits)}::float8[])[least(${failures}, ${sql.lit(waits.length)})])`;
  const failures = sql`case when l.forgotten_at <= ${at} then 1 else l.failures + 1 end`;
  const forgottenAt = sql`${at} + make_interval(secs => ${forgetAfter}::float8)`;
  const { rows } = await sql<{ failures: number }>`
    insert into attempt_limit as l (kind, subject, failures, next_attempt_at, forgotten_at)
    values (${kind}, ${subject}::bytea, 1, ${waitAfter(sql`1`)}, ${forgottenAt})
    on conflict (kind, subject) do update
    set failures = ${failures}, next_attempt_at = ${waitAfter(failures)}, forgotten_at = excluded.forgotten_at
    where l.next_attempt_at <= ${at} or l.forgotten_at <= ${at}
    returning failures
  `.execute(db);
  return rows[0]?.failures ?? null;
}

export async function findNextAttempt(db: Connection, { kind, subject }: LimitKey): Promise<string | null> {
  const row = await db
    .selectFrom('attemptLimit')
    .select('nextAttemptAt')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.nextAttemptAt ?? null;
}

export async function deleteAttempts(db: Connection, { kind, subject }: LimitKey): Promise<void> {
  await db.deleteFrom('attemptLimit').where('kind', '=', kind).where('subject', '=', subject).execute();
}

/** Takes one counted failure back, with its wait. */
export async function returnAttempt(db: Connection, { kind, subject }: LimitKey, now: Date): Promise<void> {
  await db
    .updateTable('attemptLimit')
    .set((row) => ({ failures: row('failures', '-', 1), nextAttemptAt: now.toISOString() }))
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('failures', '>', 0)
    .execute();
}

export async function deleteForgottenAttempts(db: Connection, now: Date): Promise<void> {
  await db.deleteFrom('attemptLimit').where('forgottenAt', '<=', now.toISOString()).execute();
}
