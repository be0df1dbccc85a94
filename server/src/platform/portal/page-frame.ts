import { html, raw } from 'hono/html';
import { metaTags, type PageMeta } from './page-meta.js';
import type { Site } from './site.js';
import { STYLESHEET } from './stylesheet.js';
import { inTraditional } from './traditional.js';
import { keptChoices, link, linkToOtherScript, linkToOtherSize, type Html, type View } from './view.js';

/** A step of the breadcrumb; the last one is this page and has no address. */
export interface Crumb {
  readonly name: string;
  readonly address?: string;
}

export interface PageParts extends PageMeta {
  /** Of the browser's window; the site's name is added. */
  readonly title: string;
  /** After 首页; empty on the home page itself. */
  readonly crumbs: readonly Crumb[];
  /** With the page's one h1. */
  readonly body: Html;
  /** Of the agency's columns: beside the body on a wide screen, a folded menu above it on a phone. */
  readonly menu?: Html;
  /** The same content for programs that look again by themselves. */
  readonly feeds?: readonly { readonly title: string; readonly type: string; readonly address: string }[];
  /** What stands in the search field of the header; the search's own page has a field of its own below. */
  readonly typed?: string;
  /** The page's one script, a module of ours; no page that a server answers behind needs one. */
  readonly script?: string;
}

/** A whole public page: complete without scripts, on 320 px as on paper. */
export function pageFrame(
  view: View,
  { title, crumbs, body, menu, feeds = [], typed, script, ...meta }: PageParts,
): Html {
  const { site } = view;
  const isTraditional = view.isTraditional === true;
  const page = html`<!doctype html>
    <html lang="${isTraditional ? 'zh-Hant' : 'zh-CN'}" ${view.isLarge ? html` class="large"` : ''}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === site.name ? title : `${title} - ${site.name}`}</title>
        ${metaTags(site, meta)} ${site.isExport === true ? exportPolicy() : ''}
        <link rel="stylesheet" href="${STYLESHEET.path}" />
        ${feeds.map(
          (feed) =>
            html`<link rel="alternate" type="${feed.type}" title="${feed.title}" href="${feed.address}" />`,
        )}
        <link rel="icon" href="${site.emblem?.path ?? 'data:,'}" />
        ${script === undefined ? '' : html`<script type="module" src="${script}"></script>`}
      </head>
      <body>
        <a class="skip" href="#content">跳到正文</a>
        ${header(view, typed === undefined)} ${breadcrumb(view, crumbs)}
        <main id="content" tabindex="-1">
          ${site.isDemonstration ? demonstrationMark() : ''}
          ${
            menu === undefined
              ? body
              : html`<div class="agency">
                  ${menu}
                  <div>${body}</div>
                </div>`
          }
        </main>
        ${isTraditional ? html`<p class="width muted">繁體由系統自動轉換，以簡體字文本為準。</p>` : ''}
        ${footer(view)}
      </body>
    </html>`;
  if (!isTraditional) return page;
  // A page is escaped when it is put together; only its characters are others then.
  const converted = (whole: string) => raw(inTraditional(whole));
  return page instanceof Promise
    ? page.then((whole) => converted(whole.toString()))
    : converted(page.toString());
}

/** Another server sends the files, perhaps without our headers: the page itself says what it may load. */
function exportPolicy(): Html {
  return html`<meta
    http-equiv="Content-Security-Policy"
    content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'"
  />`;
}

/** Whatever is made up says so wherever it is shown. */
export function demonstrationMark(): Html {
  return html`<p class="demonstration"><strong>演示数据</strong>：机关、人员和数字均为虚构。</p>`;
}

function header(view: View, hasSearch: boolean): Html {
  const isInbox = view.site.isInbox === true;
  return html`<header class="site-header">
    <div class="width masthead">
      <a class="site-name" href="${link(view, '/')}">${emblemOf(view)}<span>${view.site.name}</span></a>
      ${hasSearch && !isInbox ? headerSearch(view) : ''}
    </div>
    <div class="site-nav">
      <nav class="width" aria-label="主要栏目">
        <ul>
          ${headerLine(link(view, '/'), '首页', 'Home')}
          ${isInbox ? headerLine(link(view, '/progress'), '查询办理进度', 'Progress') : siteLines(view, hasSearch)}
          ${
            view.isLarge
              ? headerLine(linkToOtherSize(view), '标准字号', 'Normal type')
              : headerLine(linkToOtherSize(view), '大字版', 'Large type')
          }
          ${view.site.isExport === true ? '' : otherScript(view)}
        </ul>
      </nav>
    </div>
  </header>`;
}

/** Beside the name, which says the same: read aloud it is there once. */
function emblemOf({ site: { emblem } }: View): Html | '' {
  if (emblem === undefined || emblem === null) return '';
  const { path, width, height } = emblem;
  return html`<img src="${path}" width="${width}" height="${height}" alt="${emblem.alt}" />`;
}

function siteLines(view: View, hasSearch: boolean): Html {
  return html`${headerLine(link(view, '/reports'), '年度报告', 'Reports')}
  ${headerLine(link(view, '/apply'), '依申请公开', 'Requests')}
  ${headerLine(link(view, '/progress'), '查进度', 'Progress')}
  ${hasSearch ? '' : headerLine(link(view, '/search'), '搜索', 'Search')}
  ${headerLine(link(view, '/accessibility'), '无障碍', 'Accessibility', 'apart')}`;
}

/** Named in the characters that it leads to. */
function otherScript(view: View): Html {
  const [name, lang] = view.isTraditional === true ? ['简体', 'zh-CN'] : ['繁體', 'zh-Hant'];
  return html`<li>
    <a href="${linkToOtherScript(view)}" hreflang="${lang}"
      ><span lang="${lang}">${name}</span>
      <span class="english" lang="en">${lang === 'zh-CN' ? 'Simplified' : 'Traditional'}</span></a
    >
  </li>`;
}

function headerLine(address: string, name: string, english: string, place?: 'apart'): Html {
  return html`<li ${place === undefined ? '' : html` class="${place}"`}>
    <a href="${address}">${name} <span class="english" lang="en">${english}</span></a>
  </li>`;
}

/** One search field that works from every page. */
function headerSearch(view: View): Html {
  return html`<form class="header-search" action="/search" method="get" role="search">
    <label class="hidden" for="site-search">搜索政府信息</label>
    <input id="site-search" name="q" type="search" maxlength="100" placeholder="搜索政府信息" />
    ${keptChoices(view)}
    <button type="submit">搜索</button>
  </form>`;
}

function breadcrumb(view: View, crumbs: readonly Crumb[]): Html {
  if (crumbs.length === 0) return html``;
  return html`<nav class="breadcrumb width" aria-label="当前位置">
    <ol>
      <li><a href="${link(view, '/')}">首页</a></li>
      ${crumbs.map(({ name, address }) =>
        address === undefined
          ? html`<li aria-current="page">${name}</li>`
          : html`<li><a href="${link(view, address)}">${name}</a></li>`,
      )}
    </ol>
  </nav>`;
}

/** What the guideline asks of a footer, as far as the operator has configured it. */
const FOOTER_LINES = [
  ['organiser', '主办单位'],
  ['operator', '承办单位'],
  ['contact', '联系方式'],
  ['code', '网站标识码'],
  ['icpRecord', 'ICP备案'],
  ['policeRecord', '公安备案'],
] as const satisfies readonly (readonly [keyof Site, string])[];

function footer(view: View): Html {
  const { site } = view;
  const lines = FOOTER_LINES.flatMap(([key, label]) => {
    const value = site[key];
    return value === null ? [] : [html`<li>${label}：${value}</li>`];
  });
  return html`<footer class="site-footer">
    <div class="width">
      ${
        lines.length > 0
          ? html`<ul>
              ${lines}
            </ul>`
          : ''
      }
      <ul>
        ${
          site.isInbox === true
            ? ''
            : html`<li><a href="${link(view, '/site-map')}">网站地图</a></li>
                <li><a href="${link(view, '/open-data')}">开放数据</a></li>`
        }
        <li><a href="${link(view, '/privacy')}">个人信息保护说明</a></li>
        <li><a href="${link(view, '/status')}">系统状态</a></li>
        ${site.faultReportUrl === null ? '' : html`<li><a href="${site.faultReportUrl}">我为政府网站找错</a></li>`}
      </ul>
    </div>
  </footer>`;
}
