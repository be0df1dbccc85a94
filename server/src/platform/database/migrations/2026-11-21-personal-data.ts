import { sql, type Kysely } from 'kysely';

/**
 * Personal data as ciphertext beside the id of its key. What stood here before is sealed by the program when it has
 * opened the key file; statements alone cannot. Until then the old columns keep it, and refuse anything new.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index party_by_name`.execute(db);
  await sql`drop index imported_fact_by_request`.execute(db);
  await sql`
    alter table party
      add column name_sealed bytea,
      add column name_index bytea,
      add column identity_kind_sealed bytea,
      add column identity_number_sealed bytea,
      add column identity_number_index bytea,
      add column organisation_code_sealed bytea,
      add column organisation_code_index bytea,
      add column telephone_sealed bytea,
      add column telephone_index bytea,
      add column address_sealed bytea,
      add column email_sealed bytea,
      add column key_id text,
      add column represented_party_id text,
      add column relation text,
      add constraint party_represents
        foreign key (agency_id, represented_party_id) references party (agency_id, party_id),
      add constraint party_holds_no_plain_text check (name is null) not valid`.execute(db);
  await sql`
    alter table application_case
      add column request_sealed bytea,
      add column request_index bytea,
      add column key_id text,
      add constraint application_case_holds_no_plain_text check (request is null) not valid`.execute(db);
  await sql`
    alter table imported_fact
      add column request_sealed bytea,
      add column request_index bytea,
      add column rest_sealed bytea,
      add column key_id text,
      add constraint imported_fact_holds_no_plain_text check (request is null and rest = '{}') not valid`.execute(
    db,
  );
  // Who is of this name: the old system's cases, and the register searched by a name or a number.
  await sql`
    create index party_by_name_index on party (agency_id, name_index) where name_index is not null`.execute(
    db,
  );
  await sql`
    create index party_by_identity_number on party (agency_id, identity_number_index)
    where identity_number_index is not null`.execute(db);
  await sql`
    create index party_by_organisation_code on party (agency_id, organisation_code_index)
    where organisation_code_index is not null`.execute(db);
  await sql`
    create index party_by_telephone on party (agency_id, telephone_index)
    where telephone_index is not null`.execute(db);
  // Who acts for a party goes with it.
  await sql`
    create index party_by_represented on party (agency_id, represented_party_id)
    where represented_party_id is not null`.execute(db);
  // The cases of a party.
  await sql`
    create index application_case_by_party on application_case (agency_id, party_id)
    where party_id is not null`.execute(db);
  await sql`
    create index imported_fact_by_request_index on imported_fact (agency_id, request_index)
    where request_index is not null`.execute(db);
}
