import { sql, type Selectable } from 'kysely';
import type { DocumentStatus, InterpretationForm } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { PublicationSettingTable } from './table.js';

export type PublicationSettingRow = Selectable<PublicationSettingTable>;

/** Written under the agency's lock, so that no two take one number. */
export async function insertSetting(
  db: Transaction,
  row: Omit<PublicationSettingRow, 'words'> & { readonly words: string },
): Promise<void> {
  await db.insertInto('publicationSetting').values(row).execute();
}

export async function lockSettings(db: Transaction, agencyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`publication-setting:${agencyId}`}, 0))`.execute(
    db,
  );
}

export function findSetting(db: Connection, agencyId: string): Promise<PublicationSettingRow | undefined> {
  return db
    .selectFrom('publicationSetting')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Versions of the setting, the newest first, without their words. */
export function listSettingVersions(
  db: Connection,
  agencyId: string,
): Promise<
  { version: number; savedAt: string; savedBy: string; displayName: string | null; words: number }[]
> {
  return db
    .selectFrom('publicationSetting')
    .leftJoin('account', 'account.accountId', 'publicationSetting.savedBy')
    .select([
      'version',
      'savedAt',
      'savedBy',
      'account.displayName',
      sql<number>`jsonb_array_length(words)`.as('words'),
    ])
    .where('publicationSetting.agencyId', '=', agencyId)
    .orderBy('version', 'desc')
    .limit(50)
    .execute();
}

export interface InterpretationRow {
  readonly documentId: string;
  readonly title: string;
  readonly form: InterpretationForm | null;
  readonly status: DocumentStatus;
  readonly version: number;
  readonly isPublic: boolean;
}

/** What explains a document in its newest version, published or not. */
export async function listInterpretations(
  db: Connection,
  agencyId: string,
  documentId: string,
): Promise<InterpretationRow[]> {
  const named = JSON.stringify([{ kind: 'interprets', documentId }]);
  const { rows } = await sql<InterpretationRow>`
    select d.document_id, v.draft ->> 'title' as title, v.draft ->> 'interpretationForm' as form, d.status, d.version,
      d.published_version is not null and d.withdrawn_at is null as is_public
    from document d
    join document_version v on v.agency_id = d.agency_id and v.document_id = d.document_id and v.version = d.version
    where d.agency_id = ${agencyId} and d.kind = 'interpretation' and v.draft -> 'relations' @> ${named}::jsonb
    order by d.formed_on, d.document_id limit 50`.execute(db);
  return [...rows];
}

/** Policies published since a day that nothing public explains, in the order of ids, after one. */
export async function listUnexplained(
  db: Connection,
  agencyId: string,
  { since, after, limit }: { readonly since: string; readonly after: string; readonly limit: number },
): Promise<{ documentId: string; unitId: string | null; publishedAt: string }[]> {
  const { rows } = await sql<{ documentId: string; unitId: string | null; publishedAt: string }>`
    select d.document_id, d.unit_id, d.published_at from document d
    where d.agency_id = ${agencyId} and d.kind in ('rule', 'normativeDocument') and d.published_version is not null
      and d.withdrawn_at is null and d.published_at >= ${since}::timestamptz and d.document_id > ${after}
      and not exists (select from document_relation r
        join document i on i.agency_id = r.agency_id and i.document_id = r.document_id
        where r.agency_id = d.agency_id and r.to_document_id = d.document_id and r.kind = 'interprets'
          and i.published_version is not null and i.withdrawn_at is null)
    order by d.document_id limit ${limit}`.execute(db);
  return [...rows];
}
