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
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { filterSelect, filterTags, type FilterChoice, type FilterTag } from '../platform/portal/filters.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { keptChoices, link, type Html, type View } from '../platform/portal/view.js';
import {
  SEARCHED_KINDS,
  type ChoiceCounts,
  type FoundPage,
  type MarkedText,
  type SearchHit,
} from '../search/service.js';
import { itemAddress } from './addresses.js';
import { validityBadge } from './item-list-page.js';
import { SUGGEST_SCRIPT } from './suggest-script.js';

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
  /** Null: nothing was counted. */
  readonly counts?: ChoiceCounts | null;
  /** Words that others look for, and which find something. */
  readonly frequent?: readonly string[];
  /** Other words and titles like what was typed. */
  readonly suggestions?: readonly string[];
  /** Of the agency that the search is narrowed down to. */
  readonly menu?: Html;
}

const HITS_A_PAGE = 20;

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
  const { typed, found, menu } = parts;
  const agency = parts.agencies.find(({ code }) => code === parts.agency);
  return pageFrame(view, {
    title: typed === '' ? '搜索' : `搜索：${typed}`,
    crumbs: agency === undefined ? [{ name: '搜索' }] : agencyCrumbs(agency, { name: '搜索' }),
    ...(menu !== undefined && { menu }),
    column: {
      name: '搜索',
      type: '政府信息公开',
      description: '搜索各机关主动公开的政府信息',
      keywords: '政府信息公开,搜索',
    },
    typed,
    script: view.site.isExport === true ? STATIC_SEARCH_SCRIPT : SUGGEST_SCRIPT.path,
    body:
      view.site.isExport === true
        ? staticSearch(view, parts)
        : html`<h1>搜索政府信息</h1>
            ${searchForm(view, parts)} ${filterTags(view, tagsOf(parts))} ${result(view, parts)}
            ${found === null ? '' : pager(view, parts, found)}`,
  });
}

function result(view: View, parts: SearchParts): Html {
  const { typed, found, page, counts, frequent = [], suggestions = [] } = parts;
  if (found === null) {
    return html`<p class="empty">
        请输入要找的内容：两个字以上的词、文件标题里的字，或者文号，例如“失业保险”“〔2019〕12号”。几个词用空格隔开；整句可以加引号。
      </p>
      ${wordLinks(view, '常找的', frequent)}`;
  }
  if (found.hits.length === 0) {
    return html`<p class="empty">
        没有找到“${typed}”。可以换一个说法、少写几个字，或者去掉筛选条件；确实没有公开的，可以<a
          href="${link(view, '/apply')}"
          >向机关申请公开</a
        >。
      </p>
      ${wordLinks(view, '您是不是要找', suggestions)} ${wordLinks(view, '常找的', frequent)}`;
  }
  const shown = new Set(found.hits.map(({ title }) => title.map(({ text }) => text).join('')));
  const others = suggestions.filter((words) => !shown.has(words));
  return html`<p class="muted" role="status">${howMany(found, counts ?? null)}</p>
    ${wordLinks(view, '也可以找', others)}
    <ol class="hits" start="${(page - 1) * HITS_A_PAGE + 1}">
      ${found.hits.map((hit) => hitOf(view, parts.agencies, hit))}
    </ol>`;
}

function howMany({ isLoose }: FoundPage, counts: ChoiceCounts | null): string {
  if (isLoose) return '没有完全符合的，下面是相近的结果。';
  if (counts === null) return '';
  return counts.isPart
    ? '结果很多，下面先列有效的、标题里有的和新的；各筛选条件后面的数是其中一部分的条数。'
    : `共${counts.total}条。有效的、标题里有的在前，新的在前。`;
}

function wordLinks(view: View, name: string, words: readonly string[]): Html {
  if (words.length === 0) return html``;
  return html`<p class="often">
    ${name}：${words.map((word) => html`<a href="${link(view, searchAddress({ typed: word }))}">${word}</a> `)}
  </p>`;
}

/** A choice with how many hits it leaves; what leaves none is not offered, unless it is in force. */
function counted(
  choices: readonly FilterChoice[],
  counts: ReadonlyMap<string, number> | undefined,
  chosen: string | number | undefined,
): readonly FilterChoice[] {
  if (counts === undefined) return choices;
  return choices
    .filter(([value]) => counts.has(value) || value === String(chosen ?? ''))
    .map(([value, label]) => [value, `${label}（${counts.get(value) ?? 0}）`]);
}

/** The search field by itself, for a page that has no filters. */
export function searchBox(
  view: View,
  {
    typed,
    label,
    words,
  }: { readonly typed: string; readonly label: string; readonly words: readonly string[] },
): Html {
  return html`<form class="search-box" action="/search" method="get" role="search">
    <label class="hidden" for="words">${label}</label
    ><input
      id="words"
      name="q"
      type="search"
      maxlength="100"
      value="${typed}"
      list="word-list"
      autocomplete="off"
      placeholder="标题、内容里的词，或者文号"
    />
    ${wordList(words)} ${keptChoices(view)}
    <button type="submit">搜索</button>
  </form>`;
}

/** Where the script of a search without a server is, and what it reads. */
export const STATIC_SEARCH_SCRIPT = '/assets/search.js';

/** The search of pages that were written to files: the reader's own browser looks into an index in small files. */
function staticSearch(view: View, { agencies, years }: SearchParts): Html {
  return html`<h1>搜索政府信息</h1>
    <p class="notice" id="search-needs-script">
      本站是静态网页，搜索要由浏览器运行脚本；其他页面都不需要脚本。不能运行脚本的，请从各机关的栏目按分类和月份查找。
    </p>
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
      ${keptChoices(view)}
      <button type="submit">搜索</button>
    </form>
    <p class="muted" role="status" id="search-status">
      搜索需要浏览器运行脚本。请输入两个字以上的词，几个词用空格隔开。
    </p>
    <ol class="hits" id="search-hits"></ol>
    <p id="search-more"></p>`;
}

function searchForm(view: View, parts: SearchParts): Html {
  // Of what is only like it nothing is counted, and with nothing found every choice stays.
  const counts = parts.counts != null && parts.counts.total > 0 ? parts.counts : null;
  return html`<form class="search facets" action="/search" method="get" role="search">
    <p class="words">
      <label for="words">要找的内容</label
      ><input
        id="words"
        name="q"
        type="search"
        maxlength="100"
        value="${parts.typed}"
        list="word-list"
        autocomplete="off"
      /><button type="submit">搜索</button>
    </p>
    ${wordList(parts.frequent ?? [])}
    ${filterSelect({
      ...{ name: 'agency', label: '机关', none: '全部机关', chosen: parts.agency },
      choices: counted(
        parts.agencies.map(({ code, name }) => [code, name]),
        counts?.agencyId,
        parts.agency,
      ),
    })}
    ${filterSelect({
      ...{ name: 'topic', label: '主题分类', none: '全部主题', chosen: parts.topic },
      choices: counted(
        Object.keys(TOPIC_CATEGORIES).map((it) => [it, it]),
        counts?.topic,
        parts.topic,
      ),
    })}
    ${filterSelect({
      ...{ name: 'genre', label: '体裁', none: '全部体裁', chosen: parts.genre },
      choices: counted(
        GENRES.map((it) => [it, it]),
        counts?.genre,
        parts.genre,
      ),
    })}
    ${filterSelect({
      ...{ name: 'validity', label: '有效性', none: '全部', chosen: parts.validity },
      choices: counted(
        VALIDITY_NAMES.map((it) => [it, VALIDITIES[it]]),
        counts?.validity,
        parts.validity,
      ),
    })}
    ${filterSelect({
      ...{ name: 'year', label: '公开年份', none: '全部年份', chosen: parts.year },
      choices: counted(
        parts.years.map((it) => [String(it), `${it}年`]),
        counts?.year,
        parts.year,
      ),
    })}
    ${keptChoices(view)}
    <p><button class="secondary" type="submit">按条件筛选</button></p>
  </form>`;
}

/** Suggestions that the browser offers while somebody types; the page's script replaces them by better ones. */
function wordList(words: readonly string[]): Html {
  return html`<datalist id="word-list">
    ${words.map((word) => html`<option value="${word}"></option>`)}
  </datalist>`;
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

/** A report is found by its year, everything else is an item. */
function hitAddress({ kind, agencyId, recordId }: SearchHit): string {
  return kind === 'report'
    ? `/agencies/${encodeURIComponent(agencyId)}/reports/${encodeURIComponent(recordId)}`
    : itemAddress(agencyId, recordId);
}

function hitOf(view: View, agencies: readonly Agency[], hit: SearchHit): Html {
  const day = timeInChina(hit.publishedAt).slice(0, 10);
  const name = agencies.find(({ code }) => code === hit.agencyId)?.name ?? hit.agencyId;
  return html`<li>
    ${validityBadge(hit.validity as Validity | null)}<a href="${link(view, hitAddress(hit))}"
      >${marked(hit.title)}</a
    >
    <p class="excerpt">${hit.place === null ? '' : html`附件“${hit.place}”：`}${marked(hit.excerpt)}</p>
    <p class="muted">${SEARCHED_KINDS[hit.kind]} · ${name} · <time datetime="${day}">${day}</time></p>
  </li>`;
}

function pager(view: View, parts: SearchParts, { isMore, isLoose }: FoundPage): Html {
  const { typed, agency, topic, genre, validity, year, page, counts } = parts;
  if (page === 1 && !isMore) return html``;
  // How many there are is known only where every one was counted.
  const last = isLoose || counts == null || counts.isPart ? null : Math.ceil(counts.total / HITS_A_PAGE);
  const to = (target: number, label: string) =>
    html`<a href="${link(view, searchAddress({ typed, agency, topic, genre, validity, year, page: target }))}"
      >${label}</a
    > `;
  return html`<nav class="pager" aria-label="翻页">
    <p>
      ${page > 1 ? to(page - 1, '上一页') : ''}<span>第${page}页${last === null ? '' : `，共${last}页`}</span>
      ${isMore ? to(page + 1, '下一页') : ''}
    </p>
  </nav>`;
}
