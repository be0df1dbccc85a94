import { Readable } from 'node:stream';
import {
  agencyCodeSchema,
  DOCUMENT_KIND_NAMES,
  DomainError,
  DUTY_CATALOGUE,
  DUTY_ITEM_KEYS,
  GENRES,
  VALIDITY_NAMES,
  yearOf,
  type Agency,
} from '@gongkai/core';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { downloadResponse, madeDownload, webStream } from '../platform/http/download.js';
import { atomOf, jsonFeedOf } from '../platform/portal/feed.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { writePaper } from '../platform/rendering/paper.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { countChoices, findFrequentWords, searchPublic, suggest } from '../search/service.js';
import { agencyMenuOf } from './agency-column-page.js';
import type { ItemFilter } from './addresses.js';
import { itemAddress, itemListAddress } from './addresses.js';
import { feedOf, ITEM_HEAD, itemRows, robotsText, sitemapEntry } from './feeds.js';
import { DUTY_COLUMN, itemListPage, PAGE_SIZE } from './item-list-page.js';
import { itemPage, withdrawnPage } from './item-page.js';
import { itemPaper } from './item-paper.js';
import {
  countDuties,
  countMonths,
  findPublicItem,
  listOfTopic,
  listPublic,
  openPublicFile,
  walkPublicAddresses,
  type PublicDocument,
} from './public-documents.js';
import { RULES_TOPIC, rulesPage } from './rules-page.js';
import { searchPage } from './search-page.js';
import { SUGGEST_SCRIPT } from './suggest-script.js';

const FEED_SIZE = 50;
const ROWS_AT_ONCE = 1_000;
/** With fewer hits other words are offered too. */
const FEW_HITS = 5;
/** Pages of a list that anybody turns; further back a filter leads. */
const LAST_PAGE = 500;
/** The first year of whatever can be published here. */
const FIRST_YEAR = 2008;
/** Anybody may keep it, but asks each time: what is withdrawn is gone at once. */
const ASKED_EACH_TIME = 'public, no-cache';

const pageSchema = z.coerce.number().int().min(1).max(LAST_PAGE);
const monthSchema = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const yearSchema = z.coerce.number().int().min(FIRST_YEAR).max(2100);

const KEPT = { keptFor: 'agency' } as const;

/** The public pages of documents: lists, items, files, feeds, the sitemap and the search. */
export function mountPublicationPages(app: Hono, ctx: AppContext): void {
  mountPage(
    app,
    ctx,
    '/agencies/:code/items',
    async ({ view, param, query }) => {
      const agency = await requireAgency(ctx, param('code'));
      const filter = filterOf(query);
      const page = pageSchema.safeParse(query('page')).data ?? 1;
      const list = await listPublic(ctx, { agencyId: agency.code, ...filter }, { page, size: PAGE_SIZE });
      // Written to files, a list stays as it is while others grow: the counts stand on the first page alone.
      const isNarrowed = Object.values(filter).some((value) => value !== undefined);
      const counts = ctx.site.isExport === true && isNarrowed ? null : await countDuties(ctx, agency.code);
      const months =
        ctx.site.isExport === true && filter.month === undefined
          ? await countMonths(ctx, { agencyId: agency.code, ...filter })
          : [];
      return itemListPage(view, { agency, filter, ...list, page, counts, months, years: yearsUntil(ctx) });
    },
    KEPT,
  );

  mountPage(
    app,
    ctx,
    '/agencies/:code/items/:documentId',
    async ({ view, param, query }) => {
      const version = z.coerce.number().int().min(1).optional().safeParse(query('version'));
      if (!version.success) throw notFound('没有这一版。');
      const code = param('code');
      const [agency, item] = await Promise.all([
        requireAgency(ctx, code),
        findPublicItem(ctx, code, param('documentId'), version.data),
      ]);
      if ('withdrawnOn' in item) return { gone: withdrawnPage(view, agency, item) };
      return itemPage(view, agency, item);
    },
    KEPT,
  );

  mountPage(
    app,
    ctx,
    '/agencies/:code/rules',
    async ({ view, param, query }) => {
      const agency = await requireAgency(ctx, param('code'));
      const items = await listOfTopic(ctx, agency.code, RULES_TOPIC);
      const page = pageSchema.safeParse(query('page')).data ?? 1;
      return rulesPage(view, agency, { items, page, counts: await countDuties(ctx, agency.code) });
    },
    KEPT,
  );

  app.get('/agencies/:code/items/:documentId/:file{text-\\d+\\.(?:docx|pdf)}', async (c) => {
    const { code, documentId, file } = c.req.param();
    const agency = await requireAgency(ctx, code);
    const item = await findPublicItem(ctx, agency.code, documentId, Number(/\d+/.exec(file)?.[0]));
    if ('withdrawnOn' in item) throw notFound('这条信息已经撤回。');
    const format = file.endsWith('.pdf') ? 'pdf' : 'docx';
    return madeDownload(
      await writePaper(itemPaper(agency, item), format, ctx.fonts),
      `${item.draft.title}.${format}`,
    );
  });

  app.get('/agencies/:code/items/:documentId/files/:fileId', async (c) => {
    const { code, documentId, fileId } = c.req.param();
    const file = await openPublicFile(ctx, code, documentId, fileId);
    const response = await downloadResponse(file, {
      range: c.req.header('range'),
      ifRange: c.req.header('if-range'),
    });
    response.headers.set('cache-control', ASKED_EACH_TIME);
    return response;
  });

  mountPage(app, ctx, '/search', async ({ view, query }) => {
    const typed = (query('q') ?? '').slice(0, 100);
    const page = pageSchema.safeParse(query('page')).data ?? 1;
    const terms = {
      agency: agencyCodeSchema.safeParse(query('agency')).data,
      topic: query('topic') === '' ? undefined : query('topic')?.slice(0, 60),
      genre: z.enum(GENRES).safeParse(query('genre')).data,
      validity: z.enum(VALIDITY_NAMES).safeParse(query('validity')).data,
      year: yearSchema.safeParse(query('year')).data,
    };
    const { agency: agencyId, ...filter } = terms;
    const found = await searchPublic(ctx.db, typed, { agencyId, ...filter }, { page, size: PAGE_SIZE });
    const agencies = await listAgencies(ctx);
    const own = agencies.find(({ code }) => code === agencyId);
    const isExact = found !== null && !found.isLoose && found.hits.length > 0;
    return searchPage(view, {
      ...{ typed, ...terms, page, agencies, years: yearsUntil(ctx), found },
      counts: isExact ? await countChoices(ctx.db, typed, { agencyId, ...filter }) : null,
      frequent: ctx.site.isExport === true ? [] : await findFrequentWords(ctx.db),
      suggestions: found === null || found.hits.length >= FEW_HITS ? [] : await suggest(ctx.db, typed),
      ...(own !== undefined && { menu: await agencyMenuOf(ctx)(view, own, 'search') }),
    });
  });
  app.get('/search/suggestions', async (c) => {
    const typed = (c.req.query('q') ?? '').slice(0, 100);
    return c.json({ suggestions: await suggest(ctx.db, typed) }, 200, { 'cache-control': ASKED_EACH_TIME });
  });
  app.get(SUGGEST_SCRIPT.path, (c) =>
    c.body(SUGGEST_SCRIPT.text, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );

  mountFeeds(app, ctx);
  mountSitemap(app, ctx);
  app.get('/robots.txt', (c) =>
    c.text(robotsText(ctx.site), 200, { 'cache-control': 'public, max-age=3600' }),
  );
}

function mountFeeds(app: Hono, ctx: AppContext): void {
  const feed = async (c: Context) => {
    const agency = await requireAgency(ctx, c.req.param('code') ?? '');
    const filter = filterOf((name) => c.req.query(name));
    const { items } = await listPublic(
      ctx,
      { agencyId: agency.code, ...filter },
      { page: 1, size: FEED_SIZE },
    );
    const column = filter.duty === undefined ? DUTY_COLUMN.name : DUTY_CATALOGUE[filter.duty].label;
    return { site: ctx.site, agency, title: `${agency.name}：${column}`, filter, items };
  };
  app.get('/agencies/:code/items.atom', async (c) =>
    c.body(atomOf(feedOf(await feed(c), '.atom')), 200, {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': ASKED_EACH_TIME,
    }),
  );
  app.get('/agencies/:code/items.json', async (c) =>
    c.body(jsonFeedOf(feedOf(await feed(c), '.json')), 200, {
      'content-type': 'application/feed+json; charset=utf-8',
      'cache-control': ASKED_EACH_TIME,
    }),
  );
  app.get('/agencies/:code/items.xlsx', async (c) => {
    const agency = await requireAgency(ctx, c.req.param('code'));
    const filter = filterOf((name) => c.req.query(name));
    const sheet = {
      name: '主动公开信息',
      widths: [24, 60, 24, 16, 12, 18, 8],
      rows: sheetRows(ctx, agency, filter),
    };
    return madeDownload(writeXlsx([sheet]), `${agency.name}主动公开信息.xlsx`);
  });
}

async function* sheetRows(ctx: AppContext, agency: Agency, filter: ItemFilter) {
  yield ITEM_HEAD;
  for (let page = 1; ; page += 1) {
    const { items }: { readonly items: readonly PublicDocument[] } = await listPublic(
      ctx,
      { agencyId: agency.code, ...filter },
      { page, size: ROWS_AT_ONCE },
    );
    yield* itemRows(items);
    if (items.length < ROWS_AT_ONCE) return;
  }
}

function mountSitemap(app: Hono, ctx: AppContext): void {
  app.get('/sitemap.xml', (c) =>
    c.body(webStream(Readable.from(sitemap(ctx), { objectMode: false })), 200, {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': ASKED_EACH_TIME,
    }),
  );
}

async function* sitemap(ctx: AppContext): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n';
  for (const address of ['/', '/reports']) yield sitemapEntry(ctx.site, address);
  for (const { code } of await listAgencies(ctx)) {
    yield sitemapEntry(ctx.site, `/agencies/${code}`);
    for (const column of ['guide', 'rules']) yield sitemapEntry(ctx.site, `/agencies/${code}/${column}`);
    yield sitemapEntry(ctx.site, itemListAddress(code, {}));
    yield sitemapEntry(ctx.site, `/agencies/${code}/standard-catalogue`);
    yield sitemapEntry(ctx.site, `/agencies/${code}/regulations`);
    yield sitemapEntry(ctx.site, `/agencies/${code}/cleanup-rounds`);
  }
  for await (const { agencyId, documentId, publishedOn } of walkPublicAddresses(ctx)) {
    yield sitemapEntry(ctx.site, itemAddress(agencyId, documentId), publishedOn);
  }
  yield '</urlset>\n';
}

/** A filter that means nothing is left out: a list is a better answer than an error. */
function filterOf(query: (name: string) => string | undefined): ItemFilter {
  return {
    duty: z.enum(DUTY_ITEM_KEYS).safeParse(query('duty')).data,
    kind: z.enum(DOCUMENT_KIND_NAMES).safeParse(query('kind')).data,
    validity: z.enum(VALIDITY_NAMES).safeParse(query('validity')).data,
    year: yearSchema.safeParse(query('year')).data,
    month: monthSchema.safeParse(query('month')).data,
  };
}

function yearsUntil(ctx: AppContext): number[] {
  const last = yearOf(ctx.today());
  return Array.from({ length: last - FIRST_YEAR + 1 }, (_, index) => last - index);
}

async function requireAgency(ctx: AppContext, code: string): Promise<Agency> {
  const agency = (await listAgencies(ctx)).find((it) => it.code === code);
  if (agency === undefined) throw notFound('本平台没有这个机关。');
  return agency;
}

function notFound(message: string): DomainError {
  return new DomainError('NOT_FOUND', message);
}
