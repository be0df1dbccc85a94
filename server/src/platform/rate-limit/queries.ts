import { sql, type RawBuilder } from 'kysely';
import { arrayLiteral } from '../database/column-types.js';
import type { Connection } from '../database/schema.js';

export interface LimitKey {
  readonly kind: string;
  readonly subject: Uint8Array;
}
/** What becomes of attempts that succeeded. */
export interface Settlement {
  readonly forgotten: readonly LimitKey[];
  readonly returned: readonly LimitKey[];
  readonly now: Date;
}
export interface LimitStep extends LimitKey {
  /** Seconds to wait after the first, second … failure. */
  readonly waits: readonly number[];
  readonly forgetAfter: number;
}

/**
 * Counts one failure for each limit, unless the wait of any is not over. Always in the given order, so that nobody waits
 * for somebody who waits for him.
 * @returns how many each has now; null where none was counted, which for some of them alone happens when others count at
 * the same instant
 */
export async function countAttempts(
  db: Connection,
  steps: readonly LimitStep[],
  now: Date,
): Promise<(number | null)[]> {
  const at = sql`${now}::timestamptz`;
  const waitAfter = (failures: ReturnType<typeof sql>, waits: ReturnType<typeof sql>) =>
    sql`${at} + make_interval(secs => ${waits}[least(${failures}, cardinality(${waits}))])`;
  const failures = sql`case when l.forgotten_at <= ${at} then 1 else l.failures + 1 end`;
  const waits = sql`(select s.waits from step s where s.kind = l.kind and s.subject = l.subject)`;
  const values = steps.map(
    ({ kind, subject, waits, forgetAfter }, position) =>
      sql`(${sql.lit(position)}::int, ${kind}::text, ${subject}::bytea, ${arrayLiteral(waits)}::float8[], ${forgetAfter}::float8)`,
  );
  const { rows } = await sql<{ failures: number | null }>`
    with step (position, kind, subject, waits, forget_after) as (values ${sql.join(values)}),
    counted as (
      insert into attempt_limit as l (kind, subject, failures, next_attempt_at, forgotten_at)
      select kind, subject, 1, ${waitAfter(sql`1`, sql`step.waits`)}, ${at} + make_interval(secs => forget_after)
      from step
      where not exists (select from attempt_limit h join step s on s.kind = h.kind and s.subject = h.subject
        where h.next_attempt_at > ${at} and h.forgotten_at > ${at})
      order by position
      on conflict (kind, subject) do update
      set failures = ${failures}, next_attempt_at = ${waitAfter(failures, waits)}, forgotten_at = excluded.forgotten_at
      where l.next_attempt_at <= ${at} or l.forgotten_at <= ${at}
      returning l.kind, l.subject, l.failures
    )
    select c.failures from step s left join counted c on c.kind = s.kind and c.subject = s.subject
    order by s.position
  `.execute(db);
  return rows.map((row) => row.failures);
}

/** When the longest of the waits is over. */
export async function findNextAttempt(db: Connection, keys: readonly LimitKey[]): Promise<string | null> {
  const { rows } = await nextAttempt(keys).execute(db);
  return rows[0]?.nextAttemptAt ?? null;
}

/** The same as an expression of one row, for a statement that reads something else as well. */
export function nextAttempt(keys: readonly LimitKey[]): RawBuilder<{ nextAttemptAt: string | null }> {
  return sql`select max(next_attempt_at) as next_attempt_at from attempt_limit where ${isOneOf(keys)}`;
}

/** Forgets the failures of some limits, then takes one counted failure of the others back, with its wait. */
export async function settleAttempts(
  db: Connection,
  forgotten: readonly LimitKey[],
  returned: readonly LimitKey[],
  now: Date,
): Promise<void> {
  const { gone, settled } = settlement({ forgotten, returned, now }, sql<boolean>`true`);
  await sql`with gone as (${gone}) ${settled}`.execute(db);
}

/** What `settleAttempts` does where a condition holds, as two expressions of a statement; it names the first `gone`. */
export function settlement(
  { forgotten, returned, now }: Settlement,
  when: RawBuilder<boolean>,
): { readonly gone: RawBuilder<unknown>; readonly settled: RawBuilder<unknown> } {
  return {
    gone: sql`delete from attempt_limit where ${isOneOf(forgotten)} and ${when} returning 1`,
    // The count makes the first half come first, in the order in which they were counted.
    settled: sql`
      update attempt_limit set failures = failures - 1, next_attempt_at = ${now}::timestamptz
      where ${isOneOf(returned)} and failures > 0 and ${when} and (select count(*) from gone) >= 0`,
  };
}

function isOneOf(keys: readonly LimitKey[]) {
  if (keys.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${sql.join(
    keys.map(({ kind, subject }) => sql`(kind = ${kind} and subject = ${subject}::bytea)`),
    sql` or `,
  )})`;
}

export async function deleteForgottenAttempts(db: Connection, now: Date): Promise<void> {
  await db.deleteFrom('attemptLimit').where('forgottenAt', '<=', now.toISOString()).execute();
}
