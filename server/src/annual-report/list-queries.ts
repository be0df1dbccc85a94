import { sql } from 'kysely';
import type { FormVersion, LocalDate, ReportStatus } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';

export interface PublishedReportRow {
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly year: number;
  readonly form: FormVersion;
  readonly version: number;
  readonly status: ReportStatus;
  readonly publishedOn: LocalDate;
}

/** Where a page ends: the order is newest published first, then agency and year. */
export interface PublishedKey {
  readonly publishedOn: string;
  readonly agencyCode: string;
  readonly year: number;
}

/** The latest published version of each agency and year. */
export async function listPublishedRows(
  db: Connection,
  filter: { readonly agencyCode?: string | undefined; readonly year?: number | undefined },
  after: PublishedKey | null,
  limit: number,
): Promise<readonly PublishedReportRow[]> {
  const { agencyCode, year } = filter;
  const ofAgency = agencyCode === undefined ? sql`` : sql`and r.agency_id = ${agencyCode}`;
  const ofYear = year === undefined ? sql`` : sql`and r.year = ${year}`;
  const behind =
    after === null
      ? sql``
      : sql`and (r.published_on < ${after.publishedOn} or (r.published_on = ${after.publishedOn}
          and (r.agency_id, r.year) > (${after.agencyCode}, ${after.year})))`;
  const { rows } = await sql<PublishedReportRow>`
    select r.agency_id as agency_code, coalesce((select f.name from agency_former_name f
        where f.agency_id = r.agency_id and f.until_on >= r.published_on order by f.until_on limit 1), a.name) as agency_name, r.year, r.form, r.version, r.status, r.published_on
    from annual_report r join agency a on a.agency_id = r.agency_id
    where r.status = 'published' ${ofAgency} ${ofYear} ${behind}
      and not exists (select from annual_report later where later.agency_id = r.agency_id and later.year = r.year
        and later.status = 'published' and later.version > r.version)
    order by r.published_on desc, r.agency_id, r.year limit ${limit}`.execute(db);
  return rows;
}

/** What decides how a published report is shown: its version and its finished files. */
export interface PublishedState {
  readonly agencyCode: string;
  readonly year: number;
  readonly versions: string;
  readonly files: string;
}

export async function listPublishedStates(db: Connection): Promise<readonly PublishedState[]> {
  const { rows } = await sql<PublishedState>`
    select r.agency_id as agency_code, r.year,
      string_agg(r.version || ':' || coalesce(r.published_on::text, ''), ' ' order by r.version) as versions,
      coalesce((select string_agg(e.version || ':' || e.format || ':' || e.part || ':' || f.sha256, ' '
          order by e.version, e.format, e.part)
        from report_export_file e
        join stored_file f on f.agency_id = e.agency_id and f.file_id = e.file_id and f.removed_at is null
        where e.agency_id = r.agency_id and e.year = r.year), '') as files
    from annual_report r
    where r.status = 'published'
    group by r.agency_id, r.year order by r.agency_id, r.year`.execute(db);
  return rows;
}

export async function countPublishedByYear(
  db: Connection,
): Promise<readonly { readonly year: number; readonly count: number }[]> {
  const { rows } = await sql<{ year: number; count: number }>`
    select year, count(distinct agency_id) as count from annual_report
    where status = 'published' group by year order by year desc`.execute(db);
  return rows;
}

/** Published reports, in the version that holds, that the search does not know. */
export async function listUnindexed(
  db: Connection,
  limit: number,
): Promise<
  readonly {
    readonly agencyId: string;
    readonly year: number;
    readonly version: number;
    readonly publishedAt: string;
  }[]
> {
  const { rows } = await sql<{ agencyId: string; year: number; version: number; publishedAt: string }>`
    select r.agency_id, r.year, max(r.version) as version,
      coalesce(max(r.published_at), max(r.published_on)::timestamptz) as published_at
    from annual_report r
    where r.status = 'published' and not exists (
      select from search_entry e
      where e.agency_id = r.agency_id and e.kind = 'report' and e.record_id = r.year::text
    )
    group by r.agency_id, r.year order by r.agency_id, r.year limit ${limit}`.execute(db);
  return rows;
}
