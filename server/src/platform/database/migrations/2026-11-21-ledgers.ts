import { sql, type Kysely } from 'kysely';

/** Agencies, cases as events with their projections, remedies, records, imports and annual reports. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table agency (
      agency_id text primary key,
      name text not null,
      kind text not null check (kind in ('localDepartment', 'localGovernment', 'stateCouncilDepartment', 'verticalSystem')),
      parent_id text references agency (agency_id),
      has_rule_making_power boolean not null default false,
      scope text not null default 'organ' check (scope in ('organ', 'area')),
      is_demonstration boolean not null default false,
      exists_from date,
      exists_until date
    )`.execute(db);
  // A supervisor opens the agencies below it.
  await sql`create index agency_by_parent on agency (parent_id)`.execute(db);
  await sql`
    create table unit (
      agency_id text not null references agency (agency_id),
      unit_id text not null,
      name text not null,
      primary key (agency_id, unit_id)
    )`.execute(db);
  await sql`
    create table officer (
      agency_id text not null references agency (agency_id),
      officer_id text not null,
      name text not null,
      title text not null,
      unit_id text,
      primary key (agency_id, officer_id),
      foreign key (agency_id, unit_id) references unit (agency_id, unit_id)
    )`.execute(db);

  await sql`
    create table ledger_import (
      agency_id text not null references agency (agency_id),
      import_id text not null,
      kind text not null check (kind in ('cases', 'facts', 'remedies', 'administrativeRecords')),
      file_name text not null,
      file_hash text not null,
      status text not null check (status in ('running', 'done', 'refused')),
      rows_total integer not null,
      rows_done integer not null,
      faults jsonb not null default '[]',
      started_by text not null,
      started_at timestamptz not null default now(),
      finished_at timestamptz,
      primary key (agency_id, import_id)
    )`.execute(db);
  // The same file a second time is recognised, whatever its name.
  await sql`
    create unique index ledger_import_once on ledger_import (agency_id, kind, file_hash)
    where status = 'done'`.execute(db);

  await sql`
    create table party (
      agency_id text not null references agency (agency_id),
      party_id text not null,
      applicant_class text not null,
      name text,
      primary key (agency_id, party_id)
    )`.execute(db);
  await sql`
    create table application_case (
      agency_id text not null references agency (agency_id),
      case_id text not null,
      party_id text,
      request text,
      topic text,
      unit_id text,
      import_id text,
      last_seq integer not null,
      applicant_class text not null,
      received_on date,
      due_on date,
      lapses_on date,
      closed_on date,
      status text not null,
      outcome_row text,
      item_findings jsonb not null default '[]',
      in_time boolean,
      reproject_on date,
      primary key (agency_id, case_id),
      foreign key (agency_id, party_id) references party (agency_id, party_id),
      foreign key (agency_id, unit_id) references unit (agency_id, unit_id),
      foreign key (agency_id, import_id) references ledger_import (agency_id, import_id)
    )`.execute(db);
  // The register by receipt, newest or oldest first; the id makes the order total for paging by key. A case without
  // the day counts as later than every day, so that one comparison of keys walks them all.
  await sql`
    create index application_case_by_receipt on application_case
    (agency_id, coalesce(received_on, 'infinity'::date), case_id)`.execute(db);
  // The register by clock.
  await sql`
    create index application_case_by_due on application_case
    (agency_id, coalesce(due_on, 'infinity'::date), case_id)`.execute(db);
  // Those of one status, newest or oldest first; and the open ones.
  await sql`
    create index application_case_by_status on application_case
    (agency_id, status, coalesce(received_on, 'infinity'::date), case_id)`.execute(db);
  // Cases that time alone changes: read every day, few rows.
  await sql`
    create index application_case_to_reproject on application_case (agency_id, reproject_on)
    where reproject_on is not null`.execute(db);

  // The next number of a case that is registered here, by year; its row is the last lock of the registration.
  await sql`
    create table case_series (
      agency_id text not null references agency (agency_id),
      year integer not null,
      last_number integer not null,
      primary key (agency_id, year)
    )`.execute(db);

  await sql`
    create table case_event (
      agency_id text not null,
      case_id text not null,
      seq integer not null,
      occurred_on date not null,
      recorded_at timestamptz not null default now(),
      recorded_by text not null,
      type text not null,
      payload jsonb not null,
      payload_version integer not null,
      corrects integer,
      reason text,
      primary key (agency_id, case_id, seq),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, case_id, corrects) references case_event (agency_id, case_id, seq)
    )`.execute(db);

  await sql`
    create table case_year (
      agency_id text not null,
      year integer not null,
      case_id text not null,
      applicant_class text not null,
      is_new boolean not null,
      is_carried_in boolean not null,
      outcome_row text,
      is_carried_out boolean not null,
      primary key (agency_id, year, case_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      check (is_new <> is_carried_in),
      check ((outcome_row is null) = is_carried_out)
    )`.execute(db);
  // The report's GROUP BY reads this index alone; a cell's cases are a range of it.
  await sql`
    create index case_year_by_place on case_year
    (agency_id, year, applicant_class, is_new, outcome_row, case_id)
    include (is_carried_in, is_carried_out)`.execute(db);
  // Where a case stands in every year.
  await sql`create index case_year_by_case on case_year (agency_id, case_id)`.execute(db);

  await sql`
    create table remedy (
      agency_id text not null references agency (agency_id),
      remedy_id text not null,
      case_id text,
      kind text not null check (kind in ('reconsideration', 'directSuit', 'suitAfterReconsideration')),
      role text not null check (role in ('originalOrgan', 'reconsiderationAuthority')),
      filed_on date not null,
      concluded_on date,
      outcome text,
      instances jsonb,
      import_id text,
      primary key (agency_id, remedy_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, import_id) references ledger_import (agency_id, import_id)
    )`.execute(db);
  // Table 四 of a year reads what was filed up to its end and not concluded before it.
  await sql`create index remedy_by_filing on remedy (agency_id, filed_on, concluded_on)`.execute(db);

  await sql`
    create table administrative_record (
      agency_id text not null references agency (agency_id),
      record_id text not null,
      kind text not null,
      title text not null,
      number text,
      made_on date not null,
      disclosed_on date,
      ended_on date,
      amount_yuan numeric,
      import_id text,
      primary key (agency_id, record_id),
      foreign key (agency_id, import_id) references ledger_import (agency_id, import_id)
    )`.execute(db);
  // Table 二 counts a kind by year: of making, of disclosure, of repeal.
  await sql`create index administrative_record_by_day on administrative_record (agency_id, kind, made_on)`.execute(
    db,
  );
  await sql`
    create index administrative_record_by_disclosure on administrative_record (agency_id, kind, disclosed_on)
    where disclosed_on is not null`.execute(db);
  await sql`
    create index administrative_record_by_end on administrative_record (agency_id, kind, ended_on)
    where ended_on is not null`.execute(db);
  await sql`
    create table attested_figure (
      agency_id text not null references agency (agency_id),
      year integer not null,
      row_key text not null,
      column_key text not null,
      value numeric not null,
      source_system text not null,
      query text not null,
      extracted_on date not null,
      file_hash text not null,
      responsible_unit text not null,
      signer text not null,
      recorded_by text not null,
      primary key (agency_id, year, row_key, column_key)
    )`.execute(db);
  await sql`
    create table imported_fact (
      agency_id text not null references agency (agency_id),
      fact_id text not null,
      import_id text not null,
      case_number text not null,
      applicant_class text not null,
      party_id text,
      request text,
      received_on date,
      closed_on date,
      outcome_row text,
      rest jsonb not null default '{}',
      primary key (agency_id, fact_id),
      foreign key (agency_id, import_id) references ledger_import (agency_id, import_id),
      foreign key (agency_id, party_id) references party (agency_id, party_id)
    )`.execute(db);
  // Carry-over asks which facts were open at a year's end.
  await sql`create index imported_fact_by_close on imported_fact (agency_id, closed_on, received_on)`.execute(
    db,
  );

  await sql`
    create table annual_report (
      agency_id text not null references agency (agency_id),
      year integer not null,
      version integer not null,
      form text not null check (form in ('2019', '2021')),
      status text not null check (status in ('draft', 'checked', 'published')),
      tables jsonb,
      sources jsonb,
      findings jsonb,
      as_of date,
      published_on date,
      published_by text,
      created_at timestamptz not null default now(),
      primary key (agency_id, year, version),
      check ((status = 'published') = (tables is not null and published_on is not null))
    )`.execute(db);
  // The public list: newest published first, over all agencies.
  await sql`
    create index annual_report_published on annual_report (published_on desc, agency_id, year, version)
    where status = 'published'`.execute(db);
  await sql`
    create table report_section (
      agency_id text not null,
      year integer not null,
      version integer not null,
      number integer not null,
      heading text not null,
      template text not null,
      published_text text,
      revision integer not null,
      edited_by text,
      edited_at timestamptz,
      primary key (agency_id, year, version, number),
      foreign key (agency_id, year, version) references annual_report (agency_id, year, version)
    )`.execute(db);
  await sql`
    create table report_section_revision (
      agency_id text not null,
      year integer not null,
      version integer not null,
      number integer not null,
      revision integer not null,
      template text not null,
      edited_by text,
      edited_at timestamptz,
      primary key (agency_id, year, version, number, revision),
      foreign key (agency_id, year, version, number) references report_section (agency_id, year, version, number)
    )`.execute(db);
  await sql`
    create table report_waiver (
      agency_id text not null,
      year integer not null,
      version integer not null,
      finding_key text not null,
      signer text not null,
      reason text not null,
      signed_on date not null,
      primary key (agency_id, year, version, finding_key),
      foreign key (agency_id, year, version) references annual_report (agency_id, year, version)
    )`.execute(db);
  await sql`
    create table report_case (
      agency_id text not null,
      year integer not null,
      version integer not null,
      case_id text not null,
      applicant_class text not null,
      is_new boolean not null,
      is_carried_in boolean not null,
      outcome_row text,
      is_carried_out boolean not null,
      primary key (agency_id, year, version, case_id),
      foreign key (agency_id, year, version) references annual_report (agency_id, year, version)
    )`.execute(db);
  await sql`
    create table imported_report (
      agency_id text not null references agency (agency_id),
      imported_report_id text not null,
      file_name text not null,
      file_hash text not null,
      year integer,
      reading jsonb not null,
      imported_by text not null,
      imported_at timestamptz not null default now(),
      primary key (agency_id, imported_report_id),
      unique (agency_id, file_hash)
    )`.execute(db);
}
