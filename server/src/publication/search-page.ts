import {
  GENRES,
  TOPIC_CATEGORIES,
  VALIDITIES,
  VALIDITY_NAMES,
  type Agency,
  type Validity,
  timeInChina,
} from '@gongkai/core';
import { html } from 'hono/html';
import { filterSelect, filterTags, type FilterTag } from '../platform/portal/filters.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { SEARCHED_KINDS, type FoundPage, type MarkedText, type SearchHit } from '../search/service.js';
import { itemAddress } from './addresses.js';
import { validityBadge } from './item-list-page.js';

export interface SearchParts {
  readonly typed: string;
  readonly agency?: string | undefined;
  readonly topic?: string | undefined;
  readonly genre?: string | undefined;
  readonly validity?: Validity | undefined;
  readonly year?: number | undefined;
  readonly page: number;
  readonly agencies: readonly Agency[];
  readonly years: readonly number[];
  /** Null: nothing was asked for. */
  readonly found: FoundPage | null;
}

export type SearchTerms = Pick<SearchParts, 'typed' | 'agency' | 'topic' | 'genre' | 'validity' | 'year'> & {
  readonly page?: number;
};

export function searchAddress({ typed, ...rest }: SearchTerms): string {
  const query = new URLSearchParams({ q: typed });
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && !(name === 'page' && value === 1)) query.set(name, String(value));
  }
  return `/search?${query.toString()}`;
}

/** What the public finds, the valid, titled and recent first. */
export function searchPage(view: View, parts: SearchParts): Html {
  const { typed, found, page } = parts;
  return pageFrame(view, {
    title: typed === '' ? '搜索' : `搜索：${typed}`,
    crumbs: [{ name: '搜索' }],
    column: {
      name: '搜索',
      type: '政府信息公开',
      description: '搜索各机关主动公开的政府信息',
      keywords: '政府信息公开,搜索',
    },
    typed,
    ...(view.site.isExport === true && { script: STATIC_SEARCH_SCRIPT }),
    body:
      view.site.isExport === true
        ? staticSearch(view, parts)
        : html`<h1>搜索政府信息</h1>
            ${searchForm(view, parts)} ${filterTags(view, tagsOf(parts))}
            ${
              found === null
                ? html`<p class="empty">
                    请输入要找的内容：两个字以上的词、文件标题里的字，或者文号，例如“失业保险”“〔2019〕12号”。几个词用空格隔开；整句可以加引号。
                  </p>`
                : found.hits.length === 0
                  ? html`<p class="empty">
                      没有找到“${typed}”。可以换一个说法、少写几个字，或者去掉筛选条件；确实没有公开的，可以向机关申请公开。
                    </p>`
                  : html`${found.isLoose ? html`<p class="muted" role="status">没有完全符合的，下面是相近的结果。</p>` : ''}
                      <ol class="hits" start="${(page - 1) * 20 + 1}">
                        ${found.hits.map((hit) => hitOf(view, parts.agencies, hit))}
                      </ol>`
            }
            ${found === null ? '' : pager(view, parts, found.isMore)}`,
  });
}

/** Where the script of a search without a server is, and what it reads. */
export const STATIC_SEARCH_SCRIPT = '/assets/search.js';

/** The search of pages that were written to files: the reader's own browser looks into an index in small files. */
function staticSearch({ isLarge }: View, { agencies, years }: SearchParts): Html {
  return html`<h1>搜索政府信息</h1>
    <noscript>
      <p class="notice">
        本站是静态网页，搜索要由浏览器运行脚本；其他页面都不需要脚本。不能运行脚本的，请从各机关的栏目按分类和月份查找。
      </p>
    </noscript>
    <form class="search" action="/search" method="get" role="search" id="static-search">
      <p class="words">
        <label for="words">要找的内容</label><input id="words" name="q" type="search" maxlength="100" />
      </p>
      ${filterSelect({
        ...{ name: 'agency', label: '机关', none: '全部机关', chosen: undefined },
        choices: agencies.map(({ code, name }) => [code, name]),
      })}
      ${filterSelect({
        ...{ name: 'year', label: '公开年份', none: '全部年份', chosen: undefined },
        choices: years.map((year) => [String(year), `${year}年`]),
      })}
      ${isLarge ? html`<input type="hidden" name="size" value="large" />` : ''}
      <button type="submit">搜索</button>
    </form>
    <p class="muted" role="status" id="search-status">
      搜索需要浏览器运行脚本。请输入两个字以上的词，几个词用空格隔开。
    </p>
    <ol class="hits" id="search-hits"></ol>
    <p id="search-more"></p>`;
}

function searchForm({ isLarge }: View, parts: SearchParts): Html {
  return html`<form class="search" action="/search" method="get" role="search">
    <p class="words">
      <label for="words">要找的内容</label
      ><input id="words" name="q" type="search" maxlength="100" value="${parts.typed}" />
    </p>
    ${filterSelect({
      ...{ name: 'agency', label: '机关', none: '全部机关', chosen: parts.agency },
      choices: parts.agencies.map(({ code, name }) => [code, name]),
    })}
    ${filterSelect({
      ...{ name: 'topic', label: '主题分类', none: '全部主题', chosen: parts.topic },
      choices: Object.keys(TOPIC_CATEGORIES).map((it) => [it, it]),
    })}
    ${filterSelect({
      ...{ name: 'genre', label: '体裁', none: '全部体裁', chosen: parts.genre },
      choices: GENRES.map((it) => [it, it]),
    })}
    ${filterSelect({
      ...{ name: 'validity', label: '有效性', none: '全部', chosen: parts.validity },
      choices: VALIDITY_NAMES.map((it) => [it, VALIDITIES[it]]),
    })}
    ${filterSelect({
      ...{ name: 'year', label: '公开年份', none: '全部年份', chosen: parts.year },
      choices: parts.years.map((it) => [String(it), `${it}年`]),
    })}
    ${isLarge ? html`<input type="hidden" name="size" value="large" />` : ''}
    <button type="submit">搜索</button>
  </form>`;
}

function tagsOf(parts: SearchParts): (FilterTag | null)[] {
  const { typed, agency, topic, genre, validity, year } = parts;
  const terms: SearchTerms = { typed, agency, topic, genre, validity, year };
  const name = parts.agencies.find(({ code }) => code === agency)?.name ?? agency;
  const tag = (of: keyof SearchTerms, text: string) => ({
    text,
    without: searchAddress({ ...terms, [of]: undefined }),
  });
  return [
    agency === undefined ? null : tag('agency', `机关：${name ?? ''}`),
    topic === undefined ? null : tag('topic', `主题：${topic}`),
    genre === undefined ? null : tag('genre', `体裁：${genre}`),
    validity === undefined ? null : tag('validity', `有效性：${VALIDITIES[validity]}`),
    year === undefined ? null : tag('year', `公开年份：${year}年`),
  ];
}

function marked(pieces: readonly MarkedText[]): Html[] {
  return pieces.map(({ text, isFound }) => (isFound ? html`<mark>${text}</mark>` : html`${text}`));
}

function hitOf(view: View, agencies: readonly Agency[], hit: SearchHit): Html {
  const day = timeInChina(hit.publishedAt).slice(0, 10);
  const name = agencies.find(({ code }) => code === hit.agencyId)?.name ?? hit.agencyId;
  return html`<li>
    ${validityBadge(hit.validity as Validity | null)}<a
      href="${link(view, itemAddress(hit.agencyId, hit.recordId))}"
      >${marked(hit.title)}</a
    >
    <p class="excerpt">${hit.place === null ? '' : html`附件“${hit.place}”：`}${marked(hit.excerpt)}</p>
    <p class="muted">${SEARCHED_KINDS[hit.kind]} · ${name} · <time datetime="${day}">${day}</time></p>
  </li>`;
}

function pager(view: View, parts: SearchParts, isMore: boolean): Html {
  const { typed, agency, topic, genre, validity, year, page } = parts;
  if (page === 1 && !isMore) return html``;
  const to = (target: number, label: string) =>
    html`<a href="${link(view, searchAddress({ typed, agency, topic, genre, validity, year, page: target }))}"
      >${label}</a
    > `;
  return html`<nav class="pager" aria-label="翻页">
    <p>
      ${page > 1 ? to(page - 1, '上一页') : ''}<span>第${page}页</span>
      ${isMore ? to(page + 1, '下一页') : ''}
    </p>
  </nav>`;
}
