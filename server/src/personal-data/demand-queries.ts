import { sql, type RawBuilder } from 'kysely';
import { cutoffOf, type Cutoffs } from '../platform/database/cutoff.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { erase, type Erasable, type ErasedOfAgency, type Eraser } from './queries.js';

/** Of the demand `of`, whether anything that was said or handed in is left. */
function holdsWords(of: string): RawBuilder<unknown> {
  const [agencyId, requestId] = [sql.ref(`${of}.agency_id`), sql.ref(`${of}.request_id`)];
  return sql`(exists (select from online_text t
      where t.agency_id = ${agencyId} and t.text_id = ${requestId} and t.text_sealed is not null)
    or exists (select from rights_request_event v
      join online_text t on t.agency_id = v.agency_id and t.text_id = v.request_id || ':' || v.seq
      where v.agency_id = ${agencyId} and v.request_id = ${requestId} and t.text_sealed is not null)
    or exists (select from online_file o where o.agency_id = ${agencyId} and o.owner_id = ${requestId}))`;
}

/** The demand `r` is over: answered, and no letter about it under way. */
const IS_OVER = sql`(r.status = 'answered' and not exists (
  select from letter l where l.agency_id = r.agency_id and l.rights_request_id = r.request_id
    and l.status not in ('served', 'voided', 'discarded')))`;

const ANSWERED_ON = sql`(select max(v.occurred_on) from rights_request_event v
  where v.agency_id = r.agency_id and v.request_id = r.request_id and v.type = 'answered')`;

/** What was filled in, what is on record of calls and answers, and the files; the row and its days stay to be counted. */
const demandsErasedBy = ({ at }: Eraser): Erasable => ({
  table: 'rights_request',
  id: 'request_id',
  emptied: sql`erased_at = ${at}::timestamptz`,
  isLeft: holdsWords('e'),
  also: [
    sql`texts as (
      update online_text t set text_sealed = null, key_id = null from (
        select agency_id, record_id as text_id from due
        union all
        select v.agency_id, v.request_id || ':' || v.seq from rights_request_event v
        join due on due.agency_id = v.agency_id and due.record_id = v.request_id) as said
      where t.agency_id = said.agency_id and t.text_id = said.text_id)`,
    sql`sent as (
      delete from online_file o using due
      where o.agency_id = due.agency_id and o.owner_id = due.record_id
      returning o.agency_id, o.file_id)`,
    sql`files as (
      update stored_file f set removed_at = ${at}::timestamptz, file_name = '（已清除）' from sent
      where f.agency_id = sent.agency_id and f.file_id = sent.file_id and f.removed_at is null)`,
  ],
});

/** Takes what was said in up to `limit` demands and suggestions away that were last answered by the day. */
export function eraseDueDemands(
  db: Transaction,
  cutoffs: Cutoffs,
  limit: number,
  eraser: Eraser,
): Promise<ErasedOfAgency[]> {
  return erase(
    db,
    demandsErasedBy(eraser),
    sql`select r.agency_id, r.request_id as record_id from rights_request r
      where ${IS_OVER} and ${ANSWERED_ON} <= ${cutoffOf('r.agency_id', cutoffs)} and ${holdsWords('r')}
      order by r.agency_id, r.request_id limit ${limit} for update of r skip locked`,
  );
}

/** Whether a demand is answered and no letter about it under way; undefined: there is none of the number. */
export async function isDemandOver(
  db: Connection,
  agencyId: string,
  requestId: string,
): Promise<boolean | undefined> {
  const { rows } = await sql<{ isOver: boolean }>`
    select ${IS_OVER} as is_over from rights_request r
    where r.agency_id = ${agencyId} and r.request_id = ${requestId}`.execute(db);
  return rows[0]?.isOver;
}

/** Takes what was said in one of them away. @returns how many lost something, none or one */
export async function eraseDemand(
  db: Transaction,
  agencyId: string,
  requestId: string,
  eraser: Eraser,
): Promise<number> {
  const erased = await erase(
    db,
    demandsErasedBy(eraser),
    sql`select r.agency_id, r.request_id as record_id from rights_request r
      where r.agency_id = ${agencyId} and r.request_id = ${requestId} for update`,
  );
  return erased.reduce((sum, { count }) => sum + count, 0);
}
