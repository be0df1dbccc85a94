import { sql, type Kysely } from 'kysely';

const ADMINISTRATORS = sql.raw(`('systemAdministrator', 'securityAdministrator', 'auditor')`);

/** Accounts, roles from day to day, delegation, and what became of agencies and units. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table unit
      add column exists_from date,
      add column exists_until date,
      add constraint unit_lasts check (exists_until >= exists_from)`.execute(db);

  // Accounts and what they may do belong to the platform, not to one agency: a person can act for several.
  await sql`
    create table account (
      account_id text primary key,
      login_name text not null,
      display_name text not null,
      kind text not null check (kind in ('staff', 'systemAdministrator', 'securityAdministrator', 'auditor', 'applicant')),
      status text not null default 'active' check (status in ('active', 'disabled')),
      agency_id text references agency (agency_id),
      officer_id text,
      created_by text not null,
      created_at timestamptz not null default now(),
      disabled_by text,
      disabled_at timestamptz,
      foreign key (agency_id, officer_id) references officer (agency_id, officer_id),
      check (kind <> 'staff' or agency_id is not null),
      check (kind <> 'applicant' or agency_id is null)
    )`.execute(db);
  // Sign-in finds an account by the name as it is typed; two names that differ in case alone would be confused.
  await sql`create unique index account_by_login_name on account (lower(login_name))`.execute(db);
  // Roles and delegations refer to the kind as well, so that it cannot change under them.
  await sql`create unique index account_of_kind on account (account_id, kind)`.execute(db);
  // The people of an agency, listed.
  await sql`create index account_by_agency on account (agency_id, login_name)`.execute(db);

  await sql`
    create table role_grant (
      grant_id text primary key,
      account_id text not null,
      account_kind text not null,
      role text not null check (role in ('disclosureOfficer', 'liaisonOfficer', 'secrecyReviewer', 'legalityReviewer',
        'officeHead', 'agencyHead', 'editor', 'dutyOfficer', 'supervisor',
        'systemAdministrator', 'securityAdministrator', 'auditor')),
      agency_id text references agency (agency_id),
      unit_id text,
      from_on date not null,
      until_on date,
      granted_by text not null,
      granted_at timestamptz not null default now(),
      revoked_by text,
      revoked_at timestamptz,
      foreign key (account_id, account_kind) references account (account_id, kind),
      foreign key (agency_id, unit_id) references unit (agency_id, unit_id),
      constraint administrators_are_apart check (case when role in ${ADMINISTRATORS}
        then account_kind = role else account_kind = 'staff' end),
      constraint nobody_grants_to_himself check (granted_by <> account_id),
      constraint only_administrators_reach_everywhere check (agency_id is not null or role in ${ADMINISTRATORS}),
      constraint grant_lasts check (until_on >= from_on),
      check (role <> 'liaisonOfficer' or unit_id is not null),
      check (unit_id is null or role not in ('supervisor', 'systemAdministrator', 'securityAdministrator', 'auditor'))
    )`.execute(db);
  // Each call loads the roles of who calls.
  await sql`create index role_grant_by_account on role_grant (account_id)`.execute(db);
  // The roles in an agency, and the liaison officers of its units.
  await sql`create index role_grant_by_agency on role_grant (agency_id, unit_id, role)`.execute(db);

  await sql`
    create table delegation (
      agency_id text not null references agency (agency_id),
      delegation_id text not null,
      account_kind text not null default 'staff' check (account_kind = 'staff'),
      from_account_id text not null,
      to_account_id text not null,
      roles jsonb not null,
      reason text not null,
      from_on date not null,
      until_on date not null,
      made_by text not null,
      made_at timestamptz not null default now(),
      revoked_by text,
      revoked_at timestamptz,
      primary key (agency_id, delegation_id),
      foreign key (from_account_id, account_kind) references account (account_id, kind),
      foreign key (to_account_id, account_kind) references account (account_id, kind),
      check (from_account_id <> to_account_id),
      constraint delegation_lasts check (until_on >= from_on)
    )`.execute(db);
  // Each call loads what was delegated to who calls; both sides see it in their list.
  await sql`create index delegation_by_deputy on delegation (to_account_id)`.execute(db);
  await sql`create index delegation_by_absent on delegation (from_account_id)`.execute(db);

  await sql`
    create table agency_former_name (
      agency_id text not null references agency (agency_id),
      until_on date not null,
      name text not null,
      primary key (agency_id, until_on)
    )`.execute(db);
  await sql`
    create table agency_succession (
      agency_id text not null references agency (agency_id),
      successor_id text not null references agency (agency_id),
      from_on date not null,
      kind text not null check (kind in ('merged', 'split')),
      basis text not null,
      primary key (agency_id, successor_id),
      check (agency_id <> successor_id)
    )`.execute(db);
  // Roles in an agency reach those that it succeeded.
  await sql`create index agency_succession_by_successor on agency_succession (successor_id)`.execute(db);
}
