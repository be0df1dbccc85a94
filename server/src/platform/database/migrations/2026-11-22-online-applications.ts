import { sql, type Kysely } from 'kysely';

/** What the public fills in on the pages: drafts, what was sent, files, requests of Arts 41 and 44, the agency's guide. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // All that somebody typed is here under its key, and goes with the draft, or is erased with the case's request.
  await sql`
    create table online_text (
      agency_id text not null references agency (agency_id),
      text_id text not null,
      text_sealed bytea,
      key_id text,
      primary key (agency_id, text_id),
      constraint online_text_holds_no_plain_text check ((text_sealed is null) = (key_id is null))
    )`.execute(db);

  await sql`
    create table online_draft (
      agency_id text not null references agency (agency_id),
      draft_id text not null,
      form_kind text not null check (form_kind in ('application', 'correction', 'suggestion')),
      token_hash bytea not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      submitted_at timestamptz,
      submitted_id text,
      primary key (agency_id, draft_id),
      check ((submitted_at is null) = (submitted_id is null))
    )`.execute(db);
  // Whoever comes back has nothing but the code.
  await sql`create unique index online_draft_by_token on online_draft (agency_id, token_hash)`.execute(db);
  // Those whose time is over, of all agencies.
  await sql`create index online_draft_by_end on online_draft (expires_at)`.execute(db);

  await sql`
    create table online_file (
      agency_id text not null,
      file_id text not null,
      owner_id text not null,
      purpose text not null,
      added_at timestamptz not null,
      primary key (agency_id, file_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id)
    )`.execute(db);
  // The files of a draft, a case, an act or a request.
  await sql`create index online_file_by_owner on online_file (agency_id, owner_id, added_at)`.execute(db);

  await sql`
    create table online_application (
      agency_id text not null,
      case_id text not null,
      party_id text not null,
      code_hash bytea not null,
      submitted_at timestamptz not null,
      applicant_confirmed_on date,
      office_confirmed_on date,
      office_confirmed_by text,
      is_rated boolean not null default false,
      primary key (agency_id, case_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, party_id) references party (agency_id, party_id)
    )`.execute(db);

  await sql`
    create table online_act (
      agency_id text not null,
      act_id text not null,
      case_id text not null,
      kind text not null check (kind in ('supplement', 'withdrawn')),
      acted_at timestamptz not null,
      primary key (agency_id, act_id),
      foreign key (agency_id, case_id) references online_application (agency_id, case_id)
    )`.execute(db);
  await sql`create index online_act_by_case on online_act (agency_id, case_id, acted_at)`.execute(db);

  // Counts and nothing else: no answer can be led back to a person.
  await sql`
    create table satisfaction_count (
      agency_id text not null references agency (agency_id),
      month text not null,
      grade integer not null check (grade between 1 and 5),
      count integer not null check (count > 0),
      primary key (agency_id, month, grade)
    )`.execute(db);

  await sql`
    create table rights_request (
      agency_id text not null references agency (agency_id),
      request_id text not null,
      kind text not null check (kind in ('correction', 'suggestion')),
      code_hash bytea not null,
      submitted_on date not null,
      status text not null check (status in ('open', 'answered')),
      outcome text,
      last_seq integer not null,
      primary key (agency_id, request_id),
      check ((status = 'answered') = (outcome is not null))
    )`.execute(db);
  // The register of each kind, the newest first.
  await sql`
    create index rights_request_by_day on rights_request (agency_id, kind, submitted_on desc, request_id desc)`.execute(
    db,
  );
  // Append-only: the words of an event are in online_text under request and seq.
  await sql`
    create table rights_request_event (
      agency_id text not null,
      request_id text not null,
      seq integer not null,
      type text not null,
      occurred_on date not null,
      recorded_at timestamptz not null,
      recorded_by text not null,
      primary key (agency_id, request_id, seq),
      foreign key (agency_id, request_id) references rights_request (agency_id, request_id)
    )`.execute(db);
  await sql`
    create table rights_request_series (
      agency_id text not null references agency (agency_id),
      kind text not null,
      year integer not null,
      last_number integer not null,
      primary key (agency_id, kind, year)
    )`.execute(db);

  await sql`
    create table disclosure_guide (
      agency_id text not null primary key references agency (agency_id),
      content jsonb not null,
      revision integer not null,
      updated_on date not null,
      updated_by text not null
    )`.execute(db);
}
