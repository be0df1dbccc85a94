import { sql, type Kysely } from 'kysely';

/** Files without what they hid, beside those that were uploaded; and the role of a unit's head. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table document_file
      add column scrubbed_from text,
      add column removed jsonb,
      add foreign key (agency_id, scrubbed_from) references stored_file (agency_id, file_id)`.execute(db);
  await sql`alter table role_grant drop constraint role_grant_role_check`.execute(db);
  await sql`
    alter table role_grant
      add constraint role_grant_role_check check (role in ('disclosureOfficer', 'liaisonOfficer', 'unitHead',
        'secrecyReviewer', 'legalityReviewer', 'officeHead', 'agencyHead', 'editor', 'dutyOfficer', 'supervisor',
        'systemAdministrator', 'securityAdministrator', 'auditor')),
      add constraint role_grant_unit_head_check check (role <> 'unitHead' or unit_id is not null)`.execute(
    db,
  );
}
