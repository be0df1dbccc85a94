import { permit, type Actor, type Agency, type LocalDate } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { listAgencies, requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { effectiveEvents, projectCase, type EventRecord } from './project-case.js';
import {
  hasCasesDue,
  listEvents,
  lockCasesAfter,
  lockCasesDue,
  recordOf,
  saveProjections,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'today'>;

/** Cases in one transaction: enough to be fast, few enough that nobody waits long. */
const CASES_AT_ONCE = 1000;

/**
 * Brings up to today the cases that time alone has changed: carried over at the year's end, lapsed, overdue.
 * Cheap where there is none, so that a list or a report may call it first.
 * @returns how many were brought up to date
 */
export async function reprojectDue(ctx: Context, agencyCode?: string): Promise<number> {
  const today = ctx.today();
  let count = 0;
  for (const agency of await agenciesOf(ctx, agencyCode)) {
    while (await hasCasesDue(ctx.db, agency.code, today)) {
      const done = await inTransaction(ctx.db, async (db) => {
        const locked = await lockCasesDue(db, agency.code, today, CASES_AT_ONCE);
        await reprojectLocked(db, agency, locked, today);
        return locked.length;
      });
      // What is left is held by others, who bring it up to date themselves.
      if (done === 0) break;
      count += done;
    }
  }
  return count;
}

/**
 * Makes all projections anew from the events alone; the result equals the live rows. For a release with another
 * calendar or other rules, and to mend.
 * @returns how many cases were gone through
 * @throws DomainError FORBIDDEN
 */
export async function rebuildProjections(
  ctx: Context & Pick<AppContext, 'now'>,
  actor: Actor,
  agencyCode?: string,
): Promise<number> {
  permit(actor, 'settings.manage', { agencyCode: agencyCode ?? null });
  const today = ctx.today();
  let count = 0;
  for (const agency of await agenciesOf(ctx, agencyCode)) {
    let after: string | null = null;
    let cases = 0;
    do {
      const from: string | null = after;
      const locked: LockedCase[] = await inTransaction(ctx.db, async (db) => {
        const locked = await lockCasesAfter(db, agency.code, from, CASES_AT_ONCE);
        await reprojectLocked(db, agency, locked, today);
        return locked;
      });
      cases += locked.length;
      after = locked.at(-1)?.caseId ?? null;
    } while (after !== null);
    count += cases;
    await inTransaction(ctx.db, (db) =>
      recordAudit(db, ctx, actor, {
        kind: 'case.rebuilt',
        agencyCode: agency.code,
        subject: { type: 'cases', id: agency.code },
        details: { cases },
      }),
    );
  }
  return count;
}

interface LockedCase {
  readonly caseId: string;
  readonly lastSeq: number;
}

/** The records of cases, each case in its place even where it has none. */
export async function recordsOf(
  db: Connection,
  agencyCode: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly EventRecord[]>> {
  const byCase = new Map<string, EventRecord[]>(caseIds.map((caseId) => [caseId, []]));
  for (const row of await listEvents(db, agencyCode, caseIds)) byCase.get(row.caseId)?.push(recordOf(row));
  return byCase;
}

/** Writes what the events of locked cases say today. */
export async function reprojectLocked(
  db: Transaction,
  agency: Agency,
  locked: readonly LockedCase[],
  today: LocalDate,
): Promise<void> {
  if (locked.length === 0) return;
  const caseIds = locked.map(({ caseId }) => caseId);
  const byCase = await recordsOf(db, agency.code, caseIds);
  const context = { today, agencyKind: agency.kind, calendar: await loadCalendar(db, agency.code) };
  const cases = [...byCase].map(([caseId, records]) => ({
    caseId,
    lastSeq: records.at(-1)?.seq ?? 0,
    projection: projectCase(effectiveEvents(records), context),
  }));
  await saveProjections(db, agency.code, cases);
}

async function agenciesOf(ctx: Context, agencyCode: string | undefined): Promise<readonly Agency[]> {
  return agencyCode === undefined ? listAgencies(ctx) : [await requireAgency(ctx.db, agencyCode)];
}
