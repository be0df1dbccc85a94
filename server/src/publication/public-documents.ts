import {
  DomainError,
  type DocumentDraft,
  type DocumentKind,
  type DutyItemKey,
  type LocalDate,
  type Validity,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { openFile, type OpenedFile } from '../storage/service.js';
import { draftOf } from './document-source.js';
import { publicVisibility } from './policy.js';
import {
  findDocument,
  listDocumentFiles,
  listPublishedVersions,
  listScrubbed,
  type DocumentFileRow,
  type DocumentRow,
} from './queries.js';

import {
  countByDuty,
  countPublicDocuments,
  listPublicAddresses,
  listPublicDocuments,
  countByMonth,
  listNewestPublic,
  listOpenDocuments,
  listPublicOfTopic,
  listRelated,
  listShownStates,
  type OpenDocument,
  type PublicDocument,
  type PublicFilter,
  type RelatedDocument,
  type ShownState,
} from './public-queries.js';

export {
  type OpenDocument,
  type ShownState,
  type PublicDocument,
  type PublicFilter,
  type RelatedDocument,
} from './public-queries.js';

type Context = Pick<AppContext, 'db'>;

/** A published document as its page shows it. */
export interface PublicItem {
  readonly kind: DocumentKind;
  readonly documentId: string;
  readonly agencyId: string;
  readonly indexNumber: string;
  readonly validity: Validity | null;
  readonly publishedAt: string;
  /** The version that is shown, and whether there is a later one. */
  readonly version: number;
  readonly isLatest: boolean;
  readonly draft: Omit<
    DocumentDraft,
    'modeReason' | 'withholdingGround' | 'interpretationPlan' | 'plannedForms' | 'needsConsent'
  >;
  readonly files: readonly Pick<DocumentFileRow, 'fileId' | 'fileName' | 'mediaType' | 'size' | 'pages'>[];
  readonly versions: readonly {
    readonly version: number;
    readonly publishedAt: string;
    readonly reason: string | null;
  }[];
  readonly related: readonly RelatedDocument[];
}

/** What stands where something was withdrawn: when and why, and nothing of what it said. */
export interface Withdrawn {
  readonly withdrawnOn: string;
  readonly reason: string;
}

/** @throws DomainError NOT_FOUND for what does not exist and for what is not public alike */
export async function findPublicItem(
  ctx: Context,
  agencyCode: string,
  documentId: string,
  version?: number,
): Promise<PublicItem | Withdrawn> {
  const row = await findDocument(ctx.db, agencyCode, documentId);
  if (row?.publishedVersion != null && row.withdrawnAt !== null)
    return { withdrawnOn: row.withdrawnAt, reason: row.withdrawalReason ?? '' };
  if (!row || !publicVisibility(row).showsContent) throw notFound();
  return itemOf(ctx, row, version);
}

async function itemOf(ctx: Context, row: DocumentRow, asked?: number): Promise<PublicItem> {
  const { agencyId, documentId, kind, indexNumber, validity, publishedAt, publishedVersion } = row;
  if (publishedVersion === null || publishedAt === null || indexNumber === null) throw notFound();
  const versions = (await listPublishedVersions(ctx.db, row)).map((it) => ({
    version: it.version,
    publishedAt: it.publishedAt ?? '',
    reason: it.changeReason,
  }));
  const version = asked ?? publishedVersion;
  if (!versions.some((it) => it.version === version)) throw notFound();
  const {
    modeReason: _,
    withholdingGround: _g,
    interpretationPlan: _p,
    plannedForms: _f,
    needsConsent: _c,
    ...draft
  } = await draftOf(ctx.db, row, version);
  return {
    ...{ agencyId, documentId, kind, indexNumber, validity, publishedAt, version, draft, versions },
    isLatest: version === publishedVersion,
    files: await listPublicFiles(ctx, row, version),
    related: await listRelated(ctx.db, agencyId, documentId),
  };
}

/** The files of a version, without those that were scrubbed since. */
async function listPublicFiles(ctx: Context, row: DocumentRow, version: number): Promise<DocumentFileRow[]> {
  const scrubbed = await listScrubbed(ctx.db, row);
  return (await listDocumentFiles(ctx.db, row, version)).filter(({ fileId }) => !scrubbed.has(fileId));
}

/** A file of a published version. @throws DomainError NOT_FOUND */
export async function openPublicFile(
  ctx: Pick<AppContext, 'db' | 'files'>,
  agencyCode: string,
  documentId: string,
  fileId: string,
): Promise<OpenedFile> {
  const row = await findDocument(ctx.db, agencyCode, documentId);
  if (!row || publicVisibility(row).files !== 'released') throw notFound();
  for (const { version } of await listPublishedVersions(ctx.db, row)) {
    const files = await listPublicFiles(ctx, row, version);
    if (files.some((file) => file.fileId === fileId)) {
      return openFile(ctx, agencyCode, fileId, {
        viewer: null,
        record: { kind: 'publishedDocument', agencyCode },
        reach: 'released',
      });
    }
  }
  throw notFound();
}

/** A page of an agency's list, the newest first, and how many there are. */
export async function listPublic(
  ctx: Context,
  filter: PublicFilter,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<{ readonly items: readonly PublicDocument[]; readonly total: number }> {
  const total = await countPublicDocuments(ctx.db, filter);
  const items = await listPublicDocuments(ctx.db, filter, { offset: (page - 1) * size, limit: size });
  return { items, total };
}

/** What is newest of all agencies. */
export function listNewest(ctx: Context, limit: number): Promise<readonly PublicDocument[]> {
  return listNewestPublic(ctx.db, limit);
}

const MOST_OF_TOPIC = 200;

/** An agency's public documents of a topic, the newest first. */
export function listOfTopic(
  ctx: Context,
  agencyCode: string,
  topic: string,
): Promise<readonly PublicDocument[]> {
  return listPublicOfTopic(ctx.db, agencyCode, topic, MOST_OF_TOPIC);
}

/** How many are public, by item of the catalogue. */
export async function countDuties(
  ctx: Context,
  agencyCode: string,
): Promise<ReadonlyMap<DutyItemKey, number>> {
  const rows = await countByDuty(ctx.db, agencyCode);
  return new Map(rows.map(({ duty, count }) => [duty, count]));
}

/** In which months documents were published, the newest first, with how many. */
export function countMonths(
  ctx: Context,
  filter: PublicFilter,
): Promise<readonly { readonly month: string; readonly count: number }[]> {
  return countByMonth(ctx.db, filter);
}

const ADDRESSES_AT_ONCE = 5_000;

/** What an agency has public now, in no order that means anything. */
export async function* walkOpenDocuments(ctx: Context, agencyCode: string): AsyncGenerator<OpenDocument> {
  let after = '';
  for (;;) {
    const rows = await listOpenDocuments(ctx.db, agencyCode, after, ADDRESSES_AT_ONCE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ADDRESSES_AT_ONCE) return;
    after = last.documentId;
  }
}

/** Every public address of a document, with the day of its publication. */
export async function* walkPublicAddresses(ctx: Context): AsyncGenerator<{
  readonly agencyId: string;
  readonly documentId: string;
  readonly publishedOn: LocalDate | string;
}> {
  let after: Parameters<typeof listPublicAddresses>[1] = null;
  for (;;) {
    const rows = await listPublicAddresses(ctx.db, after, ADDRESSES_AT_ONCE);
    for (const { agencyId, documentId, publishedAt } of rows) {
      yield { agencyId, documentId, publishedOn: (publishedAt ?? '').slice(0, 10) };
    }
    after = rows.at(-1) ?? null;
    if (rows.length < ADDRESSES_AT_ONCE) return;
  }
}

function notFound(): DomainError {
  return new DomainError(
    'NOT_FOUND',
    '没有这条信息，或者它还没有公开。可以用关键词搜索，或者从机关的栏目里查找。',
  );
}

/** How every document that is or was public is shown now. */
export async function* walkShownStates(ctx: Context): AsyncGenerator<ShownState> {
  let after: Pick<ShownState, 'agencyId' | 'documentId'> | null = null;
  for (;;) {
    const rows: ShownState[] = await listShownStates(ctx.db, after, ADDRESSES_AT_ONCE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ADDRESSES_AT_ONCE) return;
    after = last;
  }
}
