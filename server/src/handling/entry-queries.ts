import {
  CHANNELS_NEEDING_CONFIRMATION,
  type Channel,
  type HandlingEntryKind,
  type LocalDate,
} from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { HandlingEntryTable } from './table.js';

export type EntryRow = Selectable<HandlingEntryTable>;
export type ListedEntry = EntryRow & { readonly displayName: string | null };

export async function insertEntry(db: Transaction, row: EntryRow): Promise<void> {
  await db.insertInto('handlingEntry').values(row).execute();
}

/** The entries of a case with who made them, as they were entered. */
export function listEntries(db: Connection, agencyId: string, caseId: string): Promise<ListedEntry[]> {
  return db
    .selectFrom('handlingEntry')
    .leftJoin('account', 'account.accountId', 'handlingEntry.enteredBy')
    .selectAll('handlingEntry')
    .select('account.displayName')
    .where('handlingEntry.agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .orderBy('enteredAt')
    .orderBy('entryId')
    .execute();
}

export function findEntry(db: Connection, agencyId: string, entryId: string): Promise<EntryRow | undefined> {
  return db
    .selectFrom('handlingEntry')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('entryId', '=', entryId)
    .executeTakeFirst();
}

export async function hasEntry(
  db: Connection,
  agencyId: string,
  caseId: string,
  kind: HandlingEntryKind,
): Promise<boolean> {
  const row = await db
    .selectFrom('handlingEntry')
    .select('entryId')
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .where('kind', '=', kind)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface UnconfirmedRow {
  readonly caseId: string;
  readonly unitId: string | null;
  readonly submittedOn: LocalDate;
  readonly channel: Channel;
  readonly attempts: number;
  readonly lastAttemptOn: LocalDate | null;
}

/** Cases that wait for both sides to confirm, the longest first; `units` null: of the whole agency. */
export async function listUnconfirmed(
  db: Connection,
  agencyId: string,
  units: readonly string[] | null,
): Promise<UnconfirmedRow[]> {
  const within = units === null ? sql`` : sql`and c.unit_id = any(${arrayLiteral(units)}::text[])`;
  const { rows } = await sql<UnconfirmedRow>`
    select c.case_id, c.unit_id, s.submitted_on, s.channel, a.attempts, a.last_attempt_on
    from application_case c
    cross join lateral (
      -- The submission as it was last corrected.
      select e.occurred_on as submitted_on, e.payload ->> 'channel' as channel
      from case_event e
      where e.agency_id = c.agency_id and e.case_id = c.case_id and e.type = 'submitted'
      order by e.seq desc limit 1
    ) s
    cross join lateral (
      select count(*) as attempts, max(h.entry_on) as last_attempt_on
      from handling_entry h
      where h.agency_id = c.agency_id and h.case_id = c.case_id and h.kind = 'contact'
    ) a
    where c.agency_id = ${agencyId} and c.status = 'unconfirmed'
      and s.channel = any(${arrayLiteral(CHANNELS_NEEDING_CONFIRMATION)}::text[]) ${within}
    order by s.submitted_on, c.case_id limit 1000`.execute(db);
  return rows;
}
