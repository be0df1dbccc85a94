import {
  describeAnswer,
  DomainError,
  LINK_KINDS,
  LINK_STATES,
  permitWithin,
  type Actor,
  type LinkQuery,
  type PublishedLink,
  type publishedLinksSchema,
} from '@gongkai/core';
import { z } from 'zod';
import { recordAudit } from '../audit/service.js';
import { listAgencies, requireAgency } from '../identity/service.js';
import {
  findLastLinkRun,
  findLink,
  findLinks,
  forgetUnusedLinks,
  linkIdOf,
  recordAnswer,
  recordLinks,
  tryAllLinks,
  tryLinks,
  walkLinksToTry,
  type WebLinkRow,
} from '../link-check/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob } from '../platform/jobs/job-kind.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { draftOf } from './document-source.js';
import { faultOfItem } from './internal-links.js';
import { answerOf, placedLinks } from './link-findings.js';
import {
  countPublishedLinks,
  deleteEndedLinks,
  listPublishedLinkRows,
  listUnreadVersions,
  replaceDocumentLinks,
  type PublishedLinkRow,
  type UnreadVersion,
} from './link-queries.js';
import { findDocument, listDocumentFiles, listScrubbed } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today' | 'web'>;

/** Somebody asked for an address to be tried once more. */
export const RECHECK_LINK_JOB = defineJob({
  name: 'publication.recheckLink',
  label: '再查一次链接',
  payload: z.object({ agencyId: z.string(), linkId: z.string() }),
  isAwaited: true,
});

const AT_ONCE = 100;
const MOST_EXPORTED = 20_000;
/** An address that was tried within the hour is not tried again for another draft. */
const FRESH_MS = 3_600_000;

/**
 * The nightly look at where everything published leads: takes in the links of what is new, looks up those to this
 * platform's own items, tries the others where the operator has turned it on, and forgets what nothing leads to any more.
 */
export async function checkPublishedLinks(ctx: Context, signal?: AbortSignal): Promise<void> {
  await inTransaction(ctx.db, deleteEndedLinks);
  for (const { code } of await listAgencies(ctx)) await takePublishedLinks(ctx, code, signal);
  await lookUpItems(ctx, signal);
  if (ctx.web.linkCheck.isOn) await tryAllLinks(ctx, signal);
  await forgetUnusedLinks(ctx);
}

/** Takes in where an agency's published versions lead, of those that were not read yet. */
export async function takePublishedLinks(
  ctx: Pick<Context, 'db' | 'now'>,
  agencyCode: string,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    const versions = await listUnreadVersions(ctx.db, agencyCode, AT_ONCE);
    for (const version of versions) await takeLinks(ctx, version);
    signal?.throwIfAborted();
    if (versions.length < AT_ONCE) return;
  }
}

/** Looks up the links of all agencies to items of this platform, without any network. */
export async function lookUpItems(
  ctx: Pick<Context, 'db' | 'now' | 'today'>,
  signal?: AbortSignal,
): Promise<void> {
  for await (const links of walkLinksToTry(ctx, 'internal')) {
    for (const link of links) await lookUp(ctx, link);
    signal?.throwIfAborted();
  }
}

async function takeLinks(ctx: Pick<Context, 'db' | 'now'>, at: UnreadVersion): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    const row = await findDocument(db, at.agencyId, at.documentId);
    if (row === undefined) return;
    const { body } = await draftOf(db, row, at.version);
    const scrubbed = await listScrubbed(db, at);
    const files = (await listDocumentFiles(db, at, at.version)).filter(({ fileId }) => !scrubbed.has(fileId));
    const places = placedLinks(body, files);
    await recordLinks(
      db,
      ctx,
      at.agencyId,
      places.flatMap(({ links }) => links),
    );
    const led = places.flatMap(({ place, links }) =>
      links.map(({ address }) => ({ place, linkId: linkIdOf(address) })),
    );
    await replaceDocumentLinks(db, at, led, ctx.now().toISOString());
  });
}

/** An item of this platform is looked up, never fetched. */
async function lookUp(ctx: Pick<Context, 'db' | 'now' | 'today'>, link: WebLinkRow): Promise<void> {
  const fault = await faultOfItem(ctx.db, link.address);
  await recordAnswer(ctx, link, fault === null ? { status: 200, fault } : { status: null, fault });
}

/** Tries where a draft leads, for those who review it. */
export async function checkDraftLinks(
  ctx: Context,
  { agencyId, documentId }: { readonly agencyId: string; readonly documentId: string },
  signal?: AbortSignal,
): Promise<void> {
  const row = await findDocument(ctx.db, agencyId, documentId);
  if (row === undefined || !ctx.web.linkCheck.isOn) return;
  const { body } = await draftOf(ctx.db, row);
  const places = placedLinks(body, await listDocumentFiles(ctx.db, row, row.version));
  const links = places.flatMap((place) => place.links).filter(({ kind }) => kind === 'external');
  await inTransaction(ctx.db, (db) => recordLinks(db, ctx, agencyId, links));
  const fresh = new Date(ctx.now().getTime() - FRESH_MS).toISOString();
  const due = (await findLinks(ctx.db, agencyId, links)).filter(
    ({ checkedAt }) => checkedAt === null || checkedAt < fresh,
  );
  await tryLinks(ctx, due, signal);
}

/** The job behind `recheckLink`. */
export async function tryLinkAgain(
  ctx: Context,
  { agencyId, linkId }: { readonly agencyId: string; readonly linkId: string },
  signal?: AbortSignal,
): Promise<void> {
  const link = await findLink(ctx.db, agencyId, linkId);
  if (link === undefined) return;
  if (link.kind === 'internal') await lookUp(ctx, link);
  else if (ctx.web.linkCheck.isOn) await tryLinks(ctx, [link], signal);
}

/** Asks a job to try an address now. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS where outside addresses are not tried */
export async function recheckLink(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  linkId: string,
): Promise<{ isAsked: true }> {
  permitWithin(actor, 'document.draft', agencyCode);
  return inTransaction(ctx.db, async (db) => {
    const link = await findLink(db, agencyCode, linkId);
    if (link === undefined) throw new DomainError('NOT_FOUND', '没有这个链接，请刷新后再看。');
    if (link.kind === 'external' && !ctx.web.linkCheck.isOn)
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        '本系统没有开启站外链接检查。需要时请管理员设置 GONGKAI_LINK_CHECK。',
      );
    await enqueue(db, RECHECK_LINK_JOB, { agencyId: agencyCode, linkId }, `${agencyCode}/${linkId}`);
    await recordAudit(db, ctx, actor, {
      kind: 'document.linkRechecked',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { linkId },
    });
    return { isAsked: true };
  });
}

/** Where an agency's published documents lead; without a state, what cannot be opened. @throws DomainError FORBIDDEN */
export async function listPublishedLinks(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  { after, limit, ...query }: LinkQuery,
): Promise<z.input<typeof publishedLinksSchema>> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const offset = after === undefined ? 0 : Number(after);
  const rows = await listPublishedLinkRows(ctx.db, agencyCode, query, { offset, limit: limit + 1 });
  const run = await findLastLinkRun(ctx.db);
  return {
    items: rows.slice(0, limit).map(presentLink),
    next: rows.length > limit ? String(offset + limit) : null,
    total: null,
    isOn: ctx.web.linkCheck.isOn,
    lastRun: run ? { at: run.startedAt, tried: run.tried, reachedNothing: run.reachedNothing } : null,
    ...(await countPublishedLinks(ctx.db, agencyCode)),
  };
}

function presentLink({ httpStatus, fault, ...row }: PublishedLinkRow): PublishedLink {
  return { ...row, answer: describeAnswer(answerOf({ httpStatus, fault })) };
}

/** The same rows as a sheet. @throws DomainError FORBIDDEN */
export async function exportPublishedLinks(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  { after: _, limit: _l, ...query }: LinkQuery,
): Promise<AsyncIterable<Uint8Array>> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const found = await listPublishedLinkRows(ctx.db, agencyCode, query, { offset: 0, limit: MOST_EXPORTED });
  const rows = found
    .map(presentLink)
    .map((it) => [
      ...[
        it.address,
        LINK_KINDS[it.kind],
        LINK_STATES[it.state],
        it.answer,
        it.goneOn ?? '',
        String(it.tries),
      ],
      ...[it.title, it.documentId, it.place === 'body' ? '正文' : it.place],
    ]);
  const head = ['链接', '种类', '状态', '检查结果', '发现打不开', '检查次数', '信息', '编号', '位置'];
  return writeXlsx([
    { name: '失效链接', widths: [60, 10, 18, 24, 12, 10, 50, 24, 30], rows: [head, ...rows] },
  ]);
}
