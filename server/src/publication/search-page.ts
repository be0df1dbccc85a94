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
            ${searchForm(view, parts)} ${filterTags(view, parts)}
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
      <p>
        <label for="agency">机关</label
        ><select id="agency" name="agency">
          <option value="">全部机关</option>
          ${agencies.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}
        </select>
      </p>
      <p>
        <label for="year">公开年份</label
        ><select id="year" name="year">
          <option value="">全部年份</option>
          ${years.map((year) => html`<option value="${year}">${year}年</option>`)}
        </select>
      </p>
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
  const option = (value: string, label: string, chosen: string | undefined) =>
    html`<option value="${value}" ${value === chosen ? html` selected` : ''}>${label}</option>`;
  return html`<form class="search" action="/search" method="get" role="search">
    <p class="words">
      <label for="words">要找的内容</label
      ><input id="words" name="q" type="search" maxlength="100" value="${parts.typed}" />
    </p>
    <p>
      <label for="agency">机关</label
      ><select id="agency" name="agency">
        ${option('', '全部机关', undefined)}${parts.agencies.map(({ code, name }) => option(code, name, parts.agency))}
      </select>
    </p>
    <p>
      <label for="topic">主题分类</label
      ><select id="topic" name="topic">
        ${option('', '全部主题', undefined)}${Object.keys(TOPIC_CATEGORIES).map((it) => option(it, it, parts.topic))}
      </select>
    </p>
    <p>
      <label for="genre">体裁</label
      ><select id="genre" name="genre">
        ${option('', '全部体裁', undefined)}${GENRES.map((it) => option(it, it, parts.genre))}
      </select>
    </p>
    <p>
      <label for="validity">有效性</label
      ><select id="validity" name="validity">
        ${option('', '全部', undefined)}${VALIDITY_NAMES.map((it) => option(it, VALIDITIES[it], parts.validity))}
      </select>
    </p>
    <p>
      <label for="year">公开年份</label
      ><select id="year" name="year">
        ${option('', '全部年份', undefined)}${parts.years.map((it) =>
          option(String(it), `${it}年`, parts.year === undefined ? undefined : String(parts.year)),
        )}
      </select>
    </p>
    ${isLarge ? html`<input type="hidden" name="size" value="large" />` : ''}
    <button type="submit">搜索</button>
  </form>`;
}

function filterTags(view: View, parts: SearchParts): Html {
  const { typed, agency, topic, genre, validity, year } = parts;
  const terms: SearchTerms = { typed, agency, topic, genre, validity, year };
  const name = parts.agencies.find(({ code }) => code === agency)?.name ?? agency;
  const tags = [
    ...(agency === undefined ? [] : [{ text: `机关：${name ?? ''}`, rest: { ...terms, agency: undefined } }]),
    ...(topic === undefined ? [] : [{ text: `主题：${topic}`, rest: { ...terms, topic: undefined } }]),
    ...(genre === undefined ? [] : [{ text: `体裁：${genre}`, rest: { ...terms, genre: undefined } }]),
    ...(validity === undefined
      ? []
      : [{ text: `有效性：${VALIDITIES[validity]}`, rest: { ...terms, validity: undefined } }]),
    ...(year === undefined ? [] : [{ text: `公开年份：${year}年`, rest: { ...terms, year: undefined } }]),
  ];
  if (tags.length === 0) return html``;
  return html`<ul class="filters" aria-label="正在使用的筛选条件">
    ${tags.map(
      ({ text, rest }) =>
        html`<li>
          ${text} <a href="${link(view, searchAddress(rest))}">去掉<span class="hidden">“${text}”</span></a>
        </li>`,
    )}
  </ul>`;
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
