import { createHash } from 'node:crypto';
import {
  canBeWaived,
  CHECK_VERSION,
  DomainError,
  FINDING_PLACES,
  FINDING_SEVERITIES,
  findingsOfTexts,
  findWrongWords,
  isRechecked,
  localDateInChina,
  permit,
  permitWithin,
  recorderName,
  type Actor,
  type PlacedFinding,
  type PublishedFinding,
  type publishedFindingsSchema,
  type PublishedFindingQuery,
  type SettledFinding,
  type WrongWord,
} from '@gongkai/core';
import type { z } from 'zod';
import { recordAudit } from '../audit/service.js';
import { listAgencies, requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { textsOfFiles } from '../search/service.js';
import { about } from './draft-document.js';
import { draftOf, lockForWork } from './document-source.js';
import {
  countOpenFindings,
  countUnchecked,
  listPublishedFindingRows,
  listUnchecked,
  replaceFindings,
  settleFinding,
  type ShownFindingRow,
} from './finding-queries.js';
import { placeOfDocument } from './policy.js';
import { loadWords } from './publication-setting.js';
import { findDocument, listDocumentFiles, listScrubbed, listWaivers, type DocumentRow } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;

const AT_ONCE = 100;
const MOST_EXPORTED = 20_000;

/** Of the rules that ship and of an agency's words: what was checked under another basis is checked again. */
function basisOf(words: readonly WrongWord[]): string {
  return createHash('sha256')
    .update(JSON.stringify([CHECK_VERSION, words]))
    .digest('hex');
}

/** Holds everything that an agency has public against the rules and words of now. @returns how many documents */
export async function recheckPublished(
  ctx: Context,
  agencyId: string,
  signal?: AbortSignal,
): Promise<number> {
  const words = await loadWords(ctx.db, agencyId);
  const basis = basisOf(words);
  let count = 0;
  for (;;) {
    const versions = await listUnchecked(ctx.db, agencyId, basis, AT_ONCE);
    for (const version of versions) {
      await inTransaction(ctx.db, async (db) => {
        const foundAt = ctx.now().toISOString();
        const row = await findDocument(db, agencyId, version.documentId);
        if (row === undefined) return;
        const found = (await findIn(db, row, version.version, words)).map(
          ({ place, rule, message, severity }) => ({
            ...{ agencyId, ...version, place, rule, message, severity, foundAt },
          }),
        );
        await replaceFindings(db, agencyId, version, found, { basis, checkedAt: foundAt });
      });
      signal?.throwIfAborted();
    }
    count += versions.length;
    if (versions.length < AT_ONCE) return count;
  }
}

/** The same for every agency: the rules that ship have changed, or something was published since. */
export async function recheckAllPublished(ctx: Context, signal?: AbortSignal): Promise<void> {
  for (const { code } of await listAgencies(ctx)) await recheckPublished(ctx, code, signal);
}

/**
 * What a published version holds, without what somebody accepted before it was published. Words of files are looked for in
 * their text as it is searched; what else a file holds was found when it was read last, for the text that is kept has no columns.
 */
async function findIn(
  db: Connection,
  row: DocumentRow,
  version: number,
  words: readonly WrongWord[],
): Promise<PlacedFinding[]> {
  const draft = await draftOf(db, row, version);
  const scrubbed = await listScrubbed(db, row);
  const files = (await listDocumentFiles(db, row, version)).filter(({ fileId }) => !scrubbed.has(fileId));
  const record = { agencyId: row.agencyId, kind: 'document', recordId: row.documentId } as const;
  const found = [
    ...findingsOfTexts(draft, words),
    ...files.flatMap(({ fileName, findings }) =>
      findings.filter(({ rule }) => !rule.startsWith('words.')).map((it) => ({ ...it, place: fileName })),
    ),
    ...(await textsOfFiles(db, record)).flatMap(({ place, text }) =>
      findWrongWords(text, words).map((it) => ({ ...it, place })),
    ),
  ].filter(({ rule }) => isRechecked(rule));
  const waivers = await listWaivers(db, { ...row, version });
  const open = found.filter(
    (it) =>
      !canBeWaived(it) ||
      !waivers.some(
        ({ rule, place, message }) => rule === it.rule && place === it.place && message === it.message,
      ),
  );
  return [...new Map(open.map((it) => [`${it.place}\n${it.rule}\n${it.message}`, it])).values()];
}

/** What a later check found in an agency's published documents. @throws DomainError FORBIDDEN */
export async function listPublishedFindings(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  { after, limit, ...query }: PublishedFindingQuery,
): Promise<z.input<typeof publishedFindingsSchema>> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const offset = after === undefined ? 0 : Number(after);
  const rows = await listPublishedFindingRows(ctx.db, agencyCode, query, { offset, limit: limit + 1 });
  return {
    items: rows.slice(0, limit).map(presentFinding),
    next: rows.length > limit ? String(offset + limit) : null,
    total: null,
    open: await countOpenFindings(ctx.db, agencyCode),
    waiting: await countUnchecked(ctx.db, agencyCode, basisOf(await loadWords(ctx.db, agencyCode))),
  };
}

function presentFinding({ displayName, ...row }: ShownFindingRow): PublishedFinding {
  const { documentId, title, version, place, rule, severity, message, foundAt, settledReason } = row;
  return {
    ...{ documentId, title, version, place, rule, severity, message, foundAt, settledReason },
    settledBy: row.settledBy === null ? null : recorderName(row.settledBy, displayName),
  };
}

/** The same rows as a sheet. @throws DomainError FORBIDDEN */
export async function exportPublishedFindings(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  { after: _, limit: _l, ...query }: PublishedFindingQuery,
): Promise<AsyncIterable<Uint8Array>> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const found = await listPublishedFindingRows(ctx.db, agencyCode, query, {
    offset: 0,
    limit: MOST_EXPORTED,
  });
  const rows = found
    .map(presentFinding)
    .map((it) => [
      ...[it.title, it.documentId, String(it.version), FINDING_PLACES[it.place] ?? it.place],
      ...[it.severity === 'error' ? FINDING_SEVERITIES.error : FINDING_SEVERITIES.warning, it.message],
      ...[localDateInChina(new Date(it.foundAt)), it.settledBy ?? '', it.settledReason ?? ''],
    ]);
  const head = ['信息', '编号', '版本', '位置', '程度', '检查结果', '发现', '核对人', '核对结果'];
  return writeXlsx([
    { name: '公开后复查', widths: [50, 24, 8, 30, 12, 60, 12, 16, 40], rows: [head, ...rows] },
  ]);
}

/** Says of a finding that somebody has looked, and with what result; what is public stays as it is. @throws DomainError NOT_FOUND */
export async function settlePublishedFinding(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  documentId: string,
  { place, rule, message, reason }: SettledFinding,
): Promise<{ isSettled: true }> {
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.waive', { agencyCode, documentId });
    permit(actor, 'document.waive', placeOfDocument(row));
    const version = row.publishedVersion ?? 0;
    const isSettled = await settleFinding(
      db,
      { agencyId: agencyCode, documentId, version, place, rule, message },
      { settledBy: actor.id, settledAt: ctx.now().toISOString(), settledReason: reason },
    );
    if (!isSettled) throw new DomainError('NOT_FOUND', '复查结果里已经没有这一项，请刷新后再看。');
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'document.findingSettled',
      details: { version, rule },
    });
    return { isSettled: true };
  });
}
