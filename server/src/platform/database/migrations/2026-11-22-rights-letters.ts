import { sql, type Kysely } from 'kysely';

/** A letter answers an application, or a demand for correction of a record (条例第四十一条), which is none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table letter alter column case_id drop not null`.execute(db);
  await sql`alter table letter add column rights_request_id text`.execute(db);
  await sql`
    alter table letter
      add foreign key (agency_id, rights_request_id) references rights_request (agency_id, request_id),
      add constraint letter_answers_one check ((case_id is null) <> (rights_request_id is null))`.execute(db);
  // The letters of a demand, for its page and its person.
  await sql`
    create index letter_of_rights_request on letter (agency_id, rights_request_id)
    where rights_request_id is not null`.execute(db);
  // As before, and what it answers stands as well, whichever of the two it is.
  await sql`
    create or replace function refuse_letter_edit() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if old.content_hash is null then return old; end if;
      elsif old.content_hash is null
        or (new.content_hash, new.letter_on, new.kind, new.approved_by)
          = (old.content_hash, old.letter_on, old.kind, old.approved_by)
        and (new.document_number, new.series, new.series_year, new.number, new.case_id, new.rights_request_id)
          is not distinct from
          (old.document_number, old.series, old.series_year, old.number, old.case_id, old.rights_request_id)
      then return new;
      end if;
      raise exception 'A letter stands as it was approved: % refused', tg_op using errcode = 'insufficient_privilege';
    end $$`.execute(db);
}
