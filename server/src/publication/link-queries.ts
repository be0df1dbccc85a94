import type { Finding, LinkFault, LinkKind, LinkQuery, LinkState, LocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { likePart } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';

/** A published version whose links were not taken in yet. */
export interface UnreadVersion {
  readonly agencyId: string;
  readonly documentId: string;
  readonly version: number;
}

export async function listUnreadVersions(
  db: Connection,
  agencyId: string,
  limit: number,
): Promise<UnreadVersion[]> {
  const { rows } = await sql<UnreadVersion>`
    select v.agency_id, v.document_id, v.version from document_version v
    join document d on d.agency_id = v.agency_id and d.document_id = v.document_id
      and d.published_version = v.version and d.withdrawn_at is null
    where v.agency_id = ${agencyId} and v.links_read_at is null and v.published_at is not null
    order by v.document_id limit ${limit}`.execute(db);
  return [...rows];
}

/** Writes what a version leads to in the place of what was written of it before. */
export async function replaceDocumentLinks(
  db: Transaction,
  { agencyId, documentId, version }: UnreadVersion,
  links: readonly { readonly linkId: string; readonly place: string }[],
  readAt: string,
): Promise<void> {
  await db
    .deleteFrom('documentLink')
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .execute();
  if (links.length > 0)
    await db
      .insertInto('documentLink')
      .values(links.map((link) => ({ ...link, agencyId, documentId, version })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await db
    .updateTable('documentVersion')
    .set({ linksReadAt: readAt })
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .execute();
}

/** What withdrawn and replaced versions led to is of no interest any more. */
export async function deleteEndedLinks(db: Transaction): Promise<void> {
  await sql`
    delete from document_link l using document d
    where d.agency_id = l.agency_id and d.document_id = l.document_id
      and (d.withdrawn_at is not null or d.published_version is distinct from l.version)`.execute(db);
}

/** A file of a document that was taken in before its links were kept. */
export interface UnreadFile {
  readonly agencyId: string;
  readonly documentId: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly objectKey: string;
  readonly mediaType: string;
  readonly size: number;
  readonly pages: number | null;
}

export async function listUnreadFiles(
  db: Connection,
  agencyId: string,
  checkVersion: string,
  after: string,
  limit: number,
): Promise<UnreadFile[]> {
  const { rows } = await sql<UnreadFile>`
    select f.agency_id, f.document_id, f.file_id, f.pages, s.file_name, s.object_key, s.media_type, s.size
    from document_file f join stored_file s on s.agency_id = f.agency_id and s.file_id = f.file_id
    where f.agency_id = ${agencyId} and (f.links is null or f.check_version is distinct from ${checkVersion})
      and f.file_id > ${after} and s.removed_at is null
    order by f.file_id limit ${limit}`.execute(db);
  return [...rows];
}

/** What came of reading a file again. */
export interface FileReading {
  readonly links: readonly string[];
  readonly pages: number | null;
  /** Null: it could not be read. */
  readonly findings: readonly Finding[] | null;
}

export async function updateFileReading(
  db: Transaction,
  { agencyId, documentId, fileId }: UnreadFile,
  { links, pages, findings }: FileReading,
  checkVersion: string,
): Promise<void> {
  await db
    .updateTable('documentFile')
    .set({
      ...{ links: JSON.stringify(links), pages, checkVersion },
      ...(findings !== null && { findings: JSON.stringify(findings) }),
    })
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('fileId', '=', fileId)
    .execute();
}

/** The published versions that have a file and whose links are to be taken in again. */
export async function forgetReading(db: Transaction, { agencyId, documentId }: UnreadFile): Promise<void> {
  await db
    .updateTable('documentVersion')
    .set({ linksReadAt: sql`null` })
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('linksReadAt', 'is not', null)
    .execute();
}

export interface PublishedLinkRow {
  readonly linkId: string;
  readonly address: string;
  readonly kind: LinkKind;
  readonly state: LinkState;
  readonly goneOn: LocalDate | null;
  readonly httpStatus: number | null;
  readonly fault: LinkFault | null;
  readonly tries: number;
  readonly checkedAt: string | null;
  readonly documentId: string;
  readonly title: string;
  readonly place: string;
}

/** What the public can see and follow. */
const SHOWN = sql`
  from document_link l
  join document d on d.agency_id = l.agency_id and d.document_id = l.document_id
    and d.published_version = l.version and d.withdrawn_at is null
  join web_link w on w.agency_id = l.agency_id and w.link_id = l.link_id`;

const ORDERS = {
  since: sql`w.gone_on nulls last, l.document_id, l.link_id, l.place`,
  '-since': sql`w.gone_on desc nulls last, l.document_id, l.link_id, l.place`,
  title: sql`d.title, l.document_id, l.link_id, l.place`,
} as const;

/** Without a state: what cannot be opened. `offset` because a person turns a few pages and no more. */
export async function listPublishedLinkRows(
  db: Connection,
  agencyId: string,
  { kind, state, q, until, sort }: Omit<LinkQuery, 'after' | 'limit'>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<PublishedLinkRow[]> {
  const part = likePart(q ?? '');
  const { rows } = await sql<PublishedLinkRow>`
    select w.link_id, w.address, w.kind, w.state, w.gone_on, w.http_status, w.fault, w.tries, w.checked_at,
      l.document_id, d.title, l.place ${SHOWN}
    where l.agency_id = ${agencyId}
      and ${state === undefined ? sql`w.state in ('failing', 'broken')` : sql`w.state = ${state}`}
      ${kind === undefined ? sql`` : sql`and w.kind = ${kind}`}
      ${until === undefined ? sql`` : sql`and w.gone_on <= ${until}::date`}
      ${q === undefined || q === '' ? sql`` : sql`and (w.address like ${part} or d.title like ${part})`}
    order by ${ORDERS[sort]} offset ${offset} limit ${limit}`.execute(db);
  return [...rows];
}

/** How many of the published links cannot be opened. */
export async function countPublishedLinks(
  db: Connection,
  agencyId: string,
): Promise<{ readonly broken: number; readonly failing: number }> {
  const { rows } = await sql<{ broken: number; failing: number }>`
    select count(*) filter (where w.state = 'broken') as broken,
      count(*) filter (where w.state = 'failing') as failing ${SHOWN}
    where l.agency_id = ${agencyId} and w.state in ('failing', 'broken')`.execute(db);
  return rows[0] ?? { broken: 0, failing: 0 };
}
