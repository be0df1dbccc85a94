import { sql, type Selectable } from 'kysely';
import type { ExportFinding, ExportFormat, FormVersion, ReportTables } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ReportExportTable } from './table.js';

export interface ExportKey {
  readonly agencyId: string;
  readonly year: number;
  readonly version: number;
}

export type ExportRow = Selectable<ReportExportTable>;

export async function listExportRows(db: Connection, key: ExportKey): Promise<ExportRow[]> {
  return db
    .selectFrom('reportExport')
    .selectAll()
    .where('agencyId', '=', key.agencyId)
    .where('year', '=', key.year)
    .where('version', '=', key.version)
    .orderBy('format')
    .execute();
}

export interface ExportFileRow {
  readonly format: ExportFormat;
  readonly part: number;
  readonly fileId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

export async function listExportFileRows(db: Connection, key: ExportKey): Promise<ExportFileRow[]> {
  return db
    .selectFrom('reportExportFile as e')
    .innerJoin('storedFile as f', (join) =>
      join.onRef('f.agencyId', '=', 'e.agencyId').onRef('f.fileId', '=', 'e.fileId'),
    )
    .select(['e.format', 'e.part', 'e.fileId', 'f.fileName', 'f.mediaType', 'f.size', 'f.sha256'])
    .where('e.agencyId', '=', key.agencyId)
    .where('e.year', '=', key.year)
    .where('e.version', '=', key.version)
    .where('f.removedAt', 'is', null)
    .orderBy('e.part')
    .execute();
}

/** Asks for a format, anew if it was asked for before. */
export async function putExport(
  db: Transaction,
  row: ExportKey & {
    readonly format: ExportFormat;
    readonly sourceDigest: string;
    readonly jobId: string;
    readonly requestedBy: string;
  },
): Promise<void> {
  const { sourceDigest, jobId, requestedBy } = row;
  const asked = { sourceDigest, jobId, requestedBy, requestedAt: sql<string>`now()` };
  await db
    .insertInto('reportExport')
    .values({ ...row, ...asked, status: 'waiting', findings: '[]' })
    .onConflict((conflict) =>
      conflict
        .columns(['agencyId', 'year', 'version', 'format'])
        .doUpdateSet({ ...asked, status: 'waiting', findings: '[]', finishedAt: null }),
    )
    .execute();
}

export async function updateExport(
  db: Connection,
  key: ExportKey,
  format: ExportFormat,
  change: {
    readonly status: 'running' | 'done' | 'failed';
    readonly sourceDigest?: string;
    readonly findings?: readonly ExportFinding[];
  },
): Promise<void> {
  const { findings, ...rest } = change;
  await db
    .updateTable('reportExport')
    .set({
      ...rest,
      finishedAt: change.status === 'running' ? null : sql<string>`now()`,
      ...(findings !== undefined && { findings: JSON.stringify(findings) }),
    })
    .where('agencyId', '=', key.agencyId)
    .where('year', '=', key.year)
    .where('version', '=', key.version)
    .where('format', '=', format)
    .execute();
}

/** @returns the ids of the files that were the format's until now */
export async function replaceExportFiles(
  db: Transaction,
  key: ExportKey,
  format: ExportFormat,
  fileIds: readonly string[],
): Promise<string[]> {
  const { agencyId, year, version } = key;
  const before = await db
    .deleteFrom('reportExportFile')
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .where('version', '=', version)
    .where('format', '=', format)
    .returning('fileId')
    .execute();
  if (fileIds.length > 0) {
    await db
      .insertInto('reportExportFile')
      .values(fileIds.map((fileId, part) => ({ agencyId, year, version, format, part, fileId })))
      .execute();
  }
  return before.map(({ fileId }) => fileId);
}

/** A unit below an area, with the tables of its newest published version of the year. */
export interface MemberRow {
  readonly agencyId: string;
  readonly name: string;
  readonly form: FormVersion;
  readonly tables: ReportTables;
}

/** How many units below an area have published their report of the year; an organ that is no area has none. */
export async function countMembers(db: Connection, agencyId: string, year: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recursive below as (
      select agency_id, scope from agency where parent_id = ${agencyId}
        and exists (select from agency area where area.agency_id = ${agencyId} and area.scope = 'area')
      union
      select a.agency_id, a.scope from agency a join below b on a.parent_id = b.agency_id
    )
    select count(*) as count from below b
    where b.scope = 'organ' and exists (select from annual_report r
      where r.agency_id = b.agency_id and r.year = ${year} and r.status = 'published')`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The next units below the area with the figures that they published for the year, by code. */
export async function listMembers(
  db: Connection,
  agencyId: string,
  year: number,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    with recursive below as (
      select agency_id, name, scope from agency where parent_id = ${agencyId}
      union
      select a.agency_id, a.name, a.scope from agency a join below b on a.parent_id = b.agency_id
    )
    select b.agency_id, b.name, r.form, r.tables
    from below b join lateral (
      select form, tables from annual_report r
      where r.agency_id = b.agency_id and r.year = ${year} and r.status = 'published'
      order by r.version desc limit 1
    ) r on true
    where b.scope = 'organ' and b.agency_id > ${after}
    order by b.agency_id limit ${limit}`.execute(db);
  return rows;
}
