import {
  DOCUMENT_KINDS,
  DUTY_CATALOGUE,
  VALIDITIES,
  VALIDITY_NAMES,
  type Agency,
  type DutyItemKey,
  type Validity,
  timeInChina,
} from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { filterSelect, filterTags, type FilterTag } from '../platform/portal/filters.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { pager } from '../platform/portal/pager.js';
import { keptChoices, link, type Html, type View } from '../platform/portal/view.js';
import { itemAddress, itemListAddress, type ItemFilter } from './addresses.js';
import { agencyMenu } from './duty-tree-page.js';
import type { PublicDocument } from './public-documents.js';

export const DUTY_COLUMN = { name: '法定主动公开内容', type: '政府信息公开' } as const;
export const PAGE_SIZE = 20;

/** Whether a document still holds, before anything else of it is read. */
export function validityBadge(validity: Validity | null): Html {
  return validity === null ? html`` : html`<span class="badge ${validity}">${VALIDITIES[validity]}</span> `;
}

/** Title left, day right, the document number below the title; `names`: of their agencies, where a list has several. */
export function documentList(
  view: View,
  items: readonly PublicDocument[],
  names?: ReadonlyMap<string, string>,
): Html {
  return html`<ul class="list">
    ${items.map(({ agencyId, documentId, title, documentNumber, validity, publishedAt }) => {
      const day = publishedAt === null ? '' : timeInChina(publishedAt).slice(0, 10);
      const below = [documentNumber, names?.get(agencyId)].filter((it) => it != null).join(' · ');
      return html`<li>
        <span
          >${validityBadge(validity)}<a href="${link(view, itemAddress(agencyId, documentId))}">${title}</a>${
            below === '' ? '' : html`<span class="document-number">${below}</span>`
          }</span
        ><time datetime="${day}">${day}</time>
      </li>`;
    })}
  </ul>`;
}

export interface ItemListParts {
  readonly agency: Agency;
  readonly filter: ItemFilter;
  readonly items: readonly PublicDocument[];
  readonly total: number;
  readonly page: number;
  /** Null: not shown on this page. */
  readonly counts: ReadonlyMap<DutyItemKey, number> | null;
  /** Years of which there may be items, the newest first. */
  readonly years: readonly number[];
  /** Of pages that are written to files: the months that lead further back; empty on the page of a month. */
  readonly months?: readonly { readonly month: string; readonly count: number }[];
}

/** The items of an agency's catalogue, twenty a page, narrowed down by filters that come off one by one. */
export function itemListPage(view: View, parts: ItemListParts): Html {
  const { agency, filter, items, counts } = parts;
  const column = filter.duty === undefined ? DUTY_COLUMN.name : DUTY_CATALOGUE[filter.duty].label;
  const { code, name } = agency;
  // What comes next is never in a month that is over.
  const { month: _, ...subscribed } = filter;
  return pageFrame(view, {
    title: `${column} - ${name}`,
    crumbs: agencyCrumbs(agency, { name: column }),
    column: {
      name: column,
      type: DUTY_COLUMN.type,
      description: `${name}主动公开的${column}`,
      keywords: `${name},${column},政府信息公开`,
    },
    feeds: [
      {
        title: `${name}${column}`,
        type: 'application/atom+xml',
        address: itemListAddress(code, subscribed, '.atom'),
      },
      {
        title: `${name}${column}`,
        type: 'application/feed+json',
        address: itemListAddress(code, subscribed, '.json'),
      },
    ],
    menu: agencyMenu(view, agency, { counts, place: filter.duty ?? 'items' }),
    body: html`<h1>${column}</h1>
      ${filter.duty === undefined ? '' : html`<p class="muted">依据：${DUTY_CATALOGUE[filter.duty].article}</p>`}
      ${view.site.isExport === true ? '' : filterForm(view, parts)} ${filterTags(view, tagsOf(code, filter))}
      <p class="muted" role="status">${howMany(view, parts)}</p>
      ${items.length === 0 ? emptyState(agency, column) : documentList(view, items)}
      ${
        leadsBack(view, filter)
          ? archive(view, parts)
          : pager(view, {
              page: parts.page,
              last: Math.ceil(parts.total / PAGE_SIZE),
              addressOf: (page) => itemListAddress(code, { ...filter, page }),
            })
      }
      <p class="other-forms">
        这个列表也可以
        <a href="${itemListAddress(code, subscribed, '.xlsx')}">下载为表格（xlsx）</a>、
        <a href="${itemListAddress(code, subscribed, '.atom')}">订阅（Atom）</a>。
      </p>`,
  });
}

/** The first page of a list in files shows the newest; a page for each month leads further back. */
function leadsBack({ site }: View, { month }: ItemFilter): boolean {
  return site.isExport === true && month === undefined;
}

function howMany(view: View, { filter, items, total, page }: ItemListParts): string {
  if (leadsBack(view, filter) && total > items.length)
    return `共${total}条，下面是最新的${items.length}条，更早的按月份查看。`;
  return `共${total}条${total > PAGE_SIZE ? `，第${page}页` : ''}`;
}

/** The months that have something, a line a year. */
function archive(view: View, { agency, filter, months = [] }: ItemListParts): Html {
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  if (years.length === 0) return html``;
  return html`<nav class="archive" aria-label="按月份查看">
    <h2>按月份查看</h2>
    ${years.map(
      (year) =>
        html`<p>
          <strong>${year}年</strong>
          ${months
            .filter(({ month }) => month.startsWith(year))
            .map(
              ({ month, count }) =>
                html`<a href="${link(view, itemListAddress(agency.code, { ...filter, month }))}"
                  >${Number(month.slice(5))}月（${count}）</a
                > `,
            )}
        </p>`,
    )}
    <p>按种类、年份和词语查找，用<a href="${link(view, '/search')}">搜索</a>。</p>
  </nav>`;
}

function filterForm(view: View, { agency, filter, years }: ItemListParts): Html {
  return html`<form class="search" action="${itemListAddress(agency.code, {})}" method="get">
    ${filterSelect({
      ...{ name: 'year', label: '公开年份', none: '全部年份', chosen: filter.year },
      choices: years.map((year) => [String(year), `${year}年`]),
    })}
    ${filterSelect({
      ...{ name: 'kind', label: '种类', none: '全部种类', chosen: filter.kind },
      choices: Object.entries(DOCUMENT_KINDS).map(([kind, { label }]) => [kind, label]),
    })}
    ${filterSelect({
      ...{ name: 'validity', label: '有效性', none: '全部', chosen: filter.validity },
      choices: VALIDITY_NAMES.map((it) => [it, VALIDITIES[it]]),
    })}
    ${filter.duty === undefined ? '' : html`<input type="hidden" name="duty" value="${filter.duty}" />`}
    ${keptChoices(view)}
    <button type="submit">筛选</button>
  </form>`;
}

function tagsOf(code: string, filter: ItemFilter): (FilterTag | null)[] {
  const { duty, kind, validity, year, month } = filter;
  const tag = (name: keyof ItemFilter, text: string) => ({
    text,
    without: itemListAddress(code, { ...filter, [name]: undefined }),
  });
  return [
    duty === undefined ? null : tag('duty', `栏目：${DUTY_CATALOGUE[duty].label}`),
    year === undefined ? null : tag('year', `公开年份：${year}年`),
    month === undefined ? null : tag('month', `公开月份：${month.slice(0, 4)}年${Number(month.slice(5))}月`),
    kind === undefined ? null : tag('kind', `种类：${DOCUMENT_KINDS[kind].label}`),
    validity === undefined ? null : tag('validity', `有效性：${VALIDITIES[validity]}`),
  ];
}

function emptyState({ name }: Agency, column: string): Html {
  return html`<p class="empty">
    这里没有符合条件的信息。${column}由${name}负责公开；需要而没有找到的，可以
    <a href="/search">搜索全部信息</a>，或者向${name}申请公开。
  </p>`;
}
