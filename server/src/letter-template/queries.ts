import { sql, type Selectable } from 'kysely';
import type { Letter, LocalDate } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { LetterSettingTable, LetterTemplateTable, TemplateBody } from './table.js';

export type TemplateRow = Selectable<LetterTemplateTable>;
export type SettingRow = Selectable<LetterSettingTable>;

/** All versions of a letter's text, the newest first. */
export function listVersions(db: Connection, agencyId: string, letter: Letter): Promise<TemplateRow[]> {
  return db
    .selectFrom('letterTemplate')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('letter', '=', letter)
    .orderBy('version', 'desc')
    .execute();
}

/** All versions of all letters of an agency, the newest first. */
export function listAllVersions(db: Connection, agencyId: string): Promise<TemplateRow[]> {
  return db
    .selectFrom('letterTemplate')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .orderBy('letter')
    .orderBy('version', 'desc')
    .execute();
}

/** The published text in use on a day. */
export function findVersionOn(
  db: Connection,
  agencyId: string,
  letter: Letter,
  on: LocalDate,
): Promise<TemplateRow | undefined> {
  return db
    .selectFrom('letterTemplate')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('letter', '=', letter)
    .where('effectiveFrom', '<=', on)
    .orderBy('effectiveFrom', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Locks the draft. */
export function lockDraft(
  db: Transaction,
  agencyId: string,
  letter: Letter,
): Promise<TemplateRow | undefined> {
  return db
    .selectFrom('letterTemplate')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('letter', '=', letter)
    .where('publishedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** @returns false when somebody else has begun one meanwhile */
export async function insertDraft(
  db: Transaction,
  draft: Pick<TemplateRow, 'agencyId' | 'letter' | 'writtenBy' | 'writtenAt'> & {
    readonly body: TemplateBody;
  },
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    insert into letter_template (agency_id, letter, version, body, revision, written_by, written_at)
    select ${draft.agencyId}, ${draft.letter}, coalesce(max(version), 0) + 1,
      ${JSON.stringify(draft.body)}::jsonb, 1, ${draft.writtenBy}, ${draft.writtenAt}::timestamptz
    from letter_template where agency_id = ${draft.agencyId} and letter = ${draft.letter}
    on conflict do nothing
    returning version`.execute(db);
  return rows.length === 1;
}

export async function updateDraft(
  db: Transaction,
  draft: Pick<TemplateRow, 'agencyId' | 'letter' | 'version' | 'revision' | 'writtenBy' | 'writtenAt'> & {
    readonly body: TemplateBody;
  },
): Promise<void> {
  const { agencyId, letter, version, body, revision, writtenBy, writtenAt } = draft;
  await db
    .updateTable('letterTemplate')
    .set({ body: JSON.stringify(body), revision, writtenBy, writtenAt })
    .where('agencyId', '=', agencyId)
    .where('letter', '=', letter)
    .where('version', '=', version)
    .execute();
}

export async function publishDraft(
  db: Transaction,
  draft: Pick<TemplateRow, 'agencyId' | 'letter' | 'version'>,
  published: {
    readonly effectiveFrom: LocalDate;
    readonly publishedBy: string;
    readonly publishedAt: string;
  },
): Promise<void> {
  await db
    .updateTable('letterTemplate')
    .set(published)
    .where('agencyId', '=', draft.agencyId)
    .where('letter', '=', draft.letter)
    .where('version', '=', draft.version)
    .execute();
}

export async function deleteDraft(
  db: Transaction,
  draft: Pick<TemplateRow, 'agencyId' | 'letter' | 'version'>,
): Promise<void> {
  await db
    .deleteFrom('letterTemplate')
    .where('agencyId', '=', draft.agencyId)
    .where('letter', '=', draft.letter)
    .where('version', '=', draft.version)
    .where('publishedAt', 'is', null)
    .execute();
}

/** In the order of the days that they hold from. */
export function listSettings(db: Connection, agencyId: string): Promise<SettingRow[]> {
  return db
    .selectFrom('letterSetting')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .orderBy('effectiveFrom')
    .execute();
}

export async function upsertSetting(
  db: Transaction,
  setting: Omit<SettingRow, 'body'> & { readonly body: SettingRow['body'] },
): Promise<void> {
  const values = { ...setting, body: JSON.stringify(setting.body) };
  await db
    .insertInto('letterSetting')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'effectiveFrom']).doUpdateSet({
        body: values.body,
        changedBy: values.changedBy,
        changedAt: values.changedAt,
      }),
    )
    .execute();
}
