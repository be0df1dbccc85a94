import {
  DomainError,
  REGULATION_KIND_NAMES,
  REGULATION_KINDS,
  VALIDITIES,
  VALIDITY_NAMES,
  type Agency,
} from '@gongkai/core';
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { madeDownload } from '../platform/http/download.js';
import { agencyCrumbs, NO_MENU, type AgencyMenuOf } from '../platform/portal/agency-column.js';
import { atomOf, jsonFeedOf, type Feed } from '../platform/portal/feed.js';
import { filterSelect, filterTags } from '../platform/portal/filters.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { pager } from '../platform/portal/pager.js';
import { keptChoices, link, type Html, type View } from '../platform/portal/view.js';
import {
  CHANGE_LABELS,
  exportPublicRegulations,
  listPublicRegulations,
  type PublicRegulation,
  type PublicRegulationFilter,
} from './public-regulations.js';

export const REGULATION_COLUMN = '规章和规范性文件';
const PAGE_SIZE = 50;
const FEED_SIZE = 50;
/** More than any agency has in force; pages written to files have no second one. */
const ALL = 100_000;
const ASKED_EACH_TIME = 'public, no-cache';

/** The public ledger of 立改废: what an agency made, amended and repealed, as a page, feeds and a sheet (国办发〔2018〕37号). */
export function mountRegulationPages(app: Hono, ctx: AppContext, menuOf: AgencyMenuOf = NO_MENU): void {
  mountPage(app, ctx, '/agencies/:code/regulations', async ({ view, param, query }) => {
    const agency = await requireAgencyPage(ctx, param('code'));
    const filter = filterOf(query);
    const page = Math.max(1, Math.trunc(Number(query('page') ?? 1)) || 1);
    const isWhole = view.site.isExport === true;
    const { items, total } = await listPublicRegulations(ctx, agency.code, filter, {
      offset: isWhole ? 0 : (page - 1) * PAGE_SIZE,
      limit: isWhole ? ALL : PAGE_SIZE,
    });
    const last = isWhole ? 1 : Math.ceil(total / PAGE_SIZE);
    return listPage(view, agency, {
      filter,
      items,
      total,
      page,
      last,
      menu: await menuOf(view, agency, 'regulations'),
    });
  });

  const feed = async (c: Context, form: '.atom' | '.json'): Promise<Feed> => {
    const agency = await requireAgencyPage(ctx, c.req.param('code') ?? '');
    const filter = filterOf((name) => c.req.query(name));
    const page = { offset: 0, limit: FEED_SIZE };
    const { items } = await listPublicRegulations(ctx, agency.code, filter, page);
    const origin = `https://${ctx.site.domain}`;
    return {
      title: `${agency.name}：${REGULATION_COLUMN}`,
      author: agency.name,
      page: `${origin}${listAddress(agency, filter)}`,
      self: `${origin}${listAddress(agency, filter, form)}`,
      entries: items.map((it) => {
        const address = `${origin}${addressOf(agency, it) ?? listAddress(agency, {})}`;
        return {
          // Amended and later repealed it is told of twice.
          id: `${origin}${listAddress(agency, {})}#${encodeURIComponent(it.recordId)}-${it.change}-${it.changedOn}`,
          ...{ address, title: `${CHANGE_LABELS[it.change]}：${it.title}` },
          summary: [REGULATION_KINDS[it.kind], it.number, VALIDITIES[it.validity]]
            .filter((part) => part !== null)
            .join('，'),
          publishedAt: `${it.changedOn}T00:00:00+08:00`,
        };
      }),
    };
  };
  app.get('/agencies/:code/regulations.atom', async (c) =>
    c.body(atomOf(await feed(c, '.atom')), 200, {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': ASKED_EACH_TIME,
    }),
  );
  app.get('/agencies/:code/regulations.json', async (c) =>
    c.body(jsonFeedOf(await feed(c, '.json')), 200, {
      'content-type': 'application/feed+json; charset=utf-8',
      'cache-control': ASKED_EACH_TIME,
    }),
  );
  app.get('/agencies/:code/regulations.xlsx', async (c) => {
    const agency = await requireAgencyPage(ctx, c.req.param('code'));
    const chunks = exportPublicRegulations(
      ctx,
      agency.code,
      filterOf((name) => c.req.query(name)),
    );
    return madeDownload(chunks, `${agency.name}${REGULATION_COLUMN}.xlsx`);
  });
}

function filterOf(query: (name: string) => string | undefined): PublicRegulationFilter {
  return {
    kind: z.enum(REGULATION_KIND_NAMES).safeParse(query('kind')).data,
    validity: z.enum(VALIDITY_NAMES).safeParse(query('validity')).data,
  };
}

function listAddress(
  { code }: Pick<Agency, 'code'>,
  filter: PublicRegulationFilter & { readonly page?: number },
  form: '' | '.atom' | '.json' | '.xlsx' = '',
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter))
    if (value !== undefined && value !== 1) query.set(name, String(value));
  const text = query.toString();
  return `/agencies/${encodeURIComponent(code)}/regulations${form}${text === '' ? '' : `?${text}`}`;
}

/** Null: it was published before this platform and is known by its entry alone. */
function addressOf({ code }: Agency, { documentId }: PublicRegulation): string | null {
  if (documentId === null) return null;
  return `/agencies/${encodeURIComponent(code)}/items/${encodeURIComponent(documentId)}`;
}

interface ListParts {
  readonly filter: PublicRegulationFilter;
  readonly items: readonly PublicRegulation[];
  readonly total: number;
  readonly page: number;
  readonly last: number;
  readonly menu: Html;
}

function listPage(view: View, agency: Agency, { filter, items, total, page, last, menu }: ListParts): Html {
  const name = `${agency.name}${REGULATION_COLUMN}`;
  const { kind, validity } = filter;
  return pageFrame(view, {
    title: name,
    crumbs: agencyCrumbs(agency, { name: REGULATION_COLUMN }),
    column: {
      name: REGULATION_COLUMN,
      type: '政府信息公开',
      description: `${agency.name}制定、修改、废止的规章和行政规范性文件`,
      keywords: `${agency.name},规章,规范性文件,有效性`,
    },
    feeds: [
      { title: name, type: 'application/atom+xml', address: listAddress(agency, filter, '.atom') },
      { title: name, type: 'application/feed+json', address: listAddress(agency, filter, '.json') },
    ],
    menu,
    body: html`<h1>${REGULATION_COLUMN}</h1>
      <p class="muted">依据：条例第二十条第（一）项。制定、修改、废止都列在这里，最近变动的在前。</p>
      ${view.site.isExport === true ? '' : filterForm(view, agency, filter)}
      ${filterTags(view, [
        kind === undefined
          ? null
          : { text: `种类：${REGULATION_KINDS[kind]}`, without: listAddress(agency, { validity }) },
        validity === undefined
          ? null
          : { text: `有效性：${VALIDITIES[validity]}`, without: listAddress(agency, { kind }) },
      ])}
      <p class="muted" role="status">共${total}件</p>
      ${
        items.length === 0
          ? html`<p class="empty">
              这里没有符合条件的文件。规章和行政规范性文件由${agency.name}负责公开，公开后列在这里。
            </p>`
          : regulationTable(view, agency, items)
      }
      ${pager(view, { page, last, addressOf: (target) => listAddress(agency, { ...filter, page: target }) })}
      <p class="other-forms">
        这个列表也可以
        <a href="${listAddress(agency, filter, '.xlsx')}">下载为表格（xlsx）</a>、
        <a href="${listAddress(agency, filter, '.atom')}">订阅（Atom）</a>。
      </p>`,
  });
}

function filterForm(view: View, agency: Agency, { kind, validity }: PublicRegulationFilter): Html {
  return html`<form class="search" action="${listAddress(agency, {})}" method="get">
    ${filterSelect({
      ...{ name: 'kind', label: '种类', none: '全部种类', chosen: kind },
      choices: REGULATION_KIND_NAMES.map((it) => [it, REGULATION_KINDS[it]]),
    })}
    ${filterSelect({
      ...{ name: 'validity', label: '有效性', none: '全部', chosen: validity },
      choices: VALIDITY_NAMES.map((it) => [it, VALIDITIES[it]]),
    })}
    ${keptChoices(view)}
    <button type="submit">筛选</button>
  </form>`;
}

function regulationTable(view: View, agency: Agency, items: readonly PublicRegulation[]): Html {
  const heads = ['标题', '文号', '种类', '有效性', '制定日期', '最近变动'];
  return html`<div class="table-scroll" role="region" aria-label="${REGULATION_COLUMN}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${items.map((it) => {
          const address = addressOf(agency, it);
          return html`<tr>
            <th scope="row">
              ${address === null ? it.title : html`<a href="${link(view, address)}">${it.title}</a>`}
            </th>
            <td>${it.number ?? '—'}</td>
            <td>${REGULATION_KINDS[it.kind]}</td>
            <td><span class="badge ${it.validity}">${VALIDITIES[it.validity]}</span></td>
            <td>${it.madeOn}</td>
            <td>${it.changedOn}${CHANGE_LABELS[it.change]}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

async function requireAgencyPage(ctx: AppContext, code: string): Promise<Agency> {
  const agency = (await listAgencies(ctx)).find((it) => it.code === code);
  if (agency === undefined) throw new DomainError('NOT_FOUND', '本平台没有这个机关。');
  return agency;
}
