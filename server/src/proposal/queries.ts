import type { LocalDate, ProposalFigures, ProposalQuery } from '@gongkai/core';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { likePart } from '../platform/database/column-types.js';
import type { DayKey } from '../platform/database/instant-key.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ProposalTable } from './table.js';

export type ProposalRow = Selectable<ProposalTable> & { readonly isPublished: boolean };

/** @returns false when the number is taken */
export async function insertProposal(db: Transaction, row: Insertable<ProposalTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('proposal')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'year', 'proposer', 'number']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateProposal(
  db: Transaction,
  agencyId: string,
  proposalId: string,
  change: Updateable<ProposalTable>,
): Promise<void> {
  await db
    .updateTable('proposal')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('proposalId', '=', proposalId)
    .execute();
}

/** Stands on the portal today, beside `proposal`. */
const IS_PUBLISHED = sql<boolean>`exists (select from document d where d.agency_id = proposal.agency_id
  and d.document_id = proposal.document_id and d.published_version is not null and d.withdrawn_at is null)`;

export function findProposal(
  db: Connection,
  agencyId: string,
  proposalId: string,
): Promise<ProposalRow | undefined> {
  return db
    .selectFrom('proposal')
    .selectAll('proposal')
    .select(IS_PUBLISHED.as('isPublished'))
    .where('proposal.agencyId', '=', agencyId)
    .where('proposalId', '=', proposalId)
    .executeTakeFirst();
}

/** The agency's of a year, by the day on which they are due. */
export interface ProposalFilter extends Pick<ProposalQuery, 'year' | 'q' | 'proposer' | 'state' | 'result'> {
  readonly agencyId: string;
  readonly today: LocalDate;
}

export async function listProposalRows(
  db: Connection,
  { agencyId, today, year, q = '', proposer, state, result }: ProposalFilter,
  page: { readonly sort: ProposalQuery['sort']; readonly after: DayKey | null; readonly limit: number },
): Promise<ProposalRow[]> {
  const isDown = page.sort === '-dueOn';
  const states = {
    open: sql`p.answered_on is null`,
    overdue: sql`p.answered_on is null and p.due_on < ${today}::date`,
    answered: sql`p.answered_on is not null`,
    unpublished: sql`p.is_public and not p.is_published`,
  } as const;
  const words = q.trim();
  const conditions = [
    sql`true`,
    ...(proposer === undefined ? [] : [sql`p.proposer = ${proposer}`]),
    ...(state === undefined ? [] : [states[state]]),
    ...(result === undefined ? [] : [sql`p.result = ${result}`]),
    ...(words === '' ? [] : [sql`(p.number = ${words} or p.title like ${likePart(words)})`]),
    ...(page.after === null
      ? []
      : [
          sql`(p.due_on, p.proposal_id) ${isDown ? sql`<` : sql`>`} (${page.after.day}::date, ${page.after.id})`,
        ]),
  ];
  const direction = isDown ? sql`desc` : sql`asc`;
  const { rows } = await sql<ProposalRow>`
    select * from ${ofYear(agencyId, year)} p where ${sql.join(conditions, sql` and `)}
    order by p.due_on ${direction}, p.proposal_id ${direction} limit ${page.limit}`.execute(db);
  return rows;
}

/** A year in numbers, in one statement over it. */
export async function countProposalRows(
  db: Connection,
  { agencyId, year, today }: Pick<ProposalFilter, 'agencyId' | 'year' | 'today'>,
): Promise<ProposalFigures> {
  const { rows } = await sql<ProposalFigures>`
    select count(*)::int as received,
      (count(*) filter (where proposer = 'deputy'))::int as deputies,
      (count(*) filter (where proposer = 'member'))::int as members,
      count(answered_on)::int as answered,
      (count(*) filter (where answered_on <= due_on))::int as in_time,
      (count(*) filter (where is_published))::int as published,
      (count(*) filter (where answered_on is null and due_on < ${today}::date))::int as overdue
    from ${ofYear(agencyId, year)} p`.execute(db);
  const [figures] = rows;
  if (figures === undefined) throw new Error('A count gave no row');
  return figures;
}

function ofYear(agencyId: string, year: number) {
  return sql`(
    select proposal.*, ${IS_PUBLISHED} as is_published from proposal
    where proposal.agency_id = ${agencyId} and proposal.year = ${year})`;
}

/** Whether the agency has such a document, and it is a reply to a proposal. */
export async function isReplyDocument(
  db: Connection,
  agencyId: string,
  documentId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('document')
    .select('documentId')
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('kind', '=', 'proposalReply')
    .executeTakeFirst();
  return row !== undefined;
}
