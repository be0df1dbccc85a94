import type { Agency, ReportSummary } from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { filterSelect, filterTags, type FilterTag } from '../platform/portal/filters.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { keptChoices, link, type Html, type View } from '../platform/portal/view.js';
import type { PublicReportPage, YearCount } from './public-reports.js';
import { REPORT_COLUMN, reportAddress } from './report-page.js';

/** What the list is narrowed down to. */
export interface ReportFilter {
  readonly code?: string | undefined;
  readonly year?: number | undefined;
}

export interface ReportListParts {
  readonly filter: ReportFilter;
  readonly page: PublicReportPage;
  readonly isFirst: boolean;
  readonly agencies: readonly Agency[];
  readonly years: readonly YearCount[];
  /** Of the agency that the list is narrowed down to. */
  readonly menu: Html | undefined;
}

/** Published reports: title left, day right; filters that can be taken off one by one. */
export function reportListPage(
  view: View,
  { filter, page, isFirst, agencies, years, menu }: ReportListParts,
): Html {
  const agency = agencies.find(({ code }) => code === filter.code);
  return pageFrame(view, {
    title: '政府信息公开工作年度报告',
    crumbs:
      agency === undefined
        ? [{ name: REPORT_COLUMN.name }]
        : agencyCrumbs(agency, { name: REPORT_COLUMN.name }),
    ...(menu !== undefined && { menu }),
    column: {
      ...REPORT_COLUMN,
      description: '各机关公布的政府信息公开工作年度报告',
      keywords: '政府信息公开,年度报告,年报',
    },
    body: html`<h1>政府信息公开工作年度报告</h1>
      ${view.site.isExport === true ? yearLinks(view, years) : filterForm(view, filter, agencies, years)}
      ${filterTags(view, tagsOf(filter, agency?.name))} ${howMany(filter, years)}
      ${page.items.length === 0 ? emptyState(filter, agency?.name) : reportList(view, page.items)}
      ${pager(view, filter, page.next, isFirst)}`,
  });
}

/** Counted by years already; of one agency its years are all in sight. */
function howMany({ code, year }: ReportFilter, years: readonly YearCount[]): Html {
  const total = years.reduce((sum, of) => (year === undefined || of.year === year ? sum + of.count : sum), 0);
  return code === undefined && total > 0 ? html`<p class="muted" role="status">共${total}份</p>` : html``;
}

/** In files no form is answered: a page a year, and each agency has its own on its first page. */
function yearLinks(view: View, years: readonly YearCount[]): Html {
  return html`<nav aria-label="按年度查看">
    <ul class="filters">
      ${years.map(
        ({ year, count }) =>
          html`<li><a href="${link(view, listAddress({ year }))}">${year}年（${count}份）</a></li>`,
      )}
    </ul>
  </nav>`;
}

function filterForm(
  view: View,
  filter: ReportFilter,
  agencies: readonly Agency[],
  years: readonly YearCount[],
): Html {
  return html`<form class="search" action="/reports" method="get">
    ${filterSelect({
      ...{ name: 'code', label: '机关', none: '全部机关', chosen: filter.code },
      choices: agencies.map(({ code, name }) => [code, name]),
    })}
    ${filterSelect({
      ...{ name: 'year', label: '年度', none: '全部年度', chosen: filter.year },
      choices: years.map(({ year }) => [String(year), `${year}年`]),
    })}
    ${keptChoices(view)}
    <button type="submit">查询</button>
  </form>`;
}

function tagsOf({ code, year }: ReportFilter, agencyName: string | undefined): (FilterTag | null)[] {
  return [
    code === undefined ? null : { text: `机关：${agencyName ?? code}`, without: listAddress({ year }) },
    year === undefined ? null : { text: `年度：${year}年`, without: listAddress({ code }) },
  ];
}

export function reportList(view: View, reports: readonly ReportSummary[]): Html {
  return html`<ul class="list">
    ${reports.map(
      ({ agencyCode, agencyName, year, publishedOn }) =>
        html`<li>
          <a href="${link(view, reportAddress(agencyCode, year))}"
            >${agencyName}${year}年政府信息公开工作年度报告</a
          ><time datetime="${publishedOn ?? ''}">${publishedOn ?? ''}</time>
        </li>`,
    )}
  </ul>`;
}

function emptyState({ code, year }: ReportFilter, agencyName: string | undefined): Html {
  if (code === undefined && year === undefined) {
    return html`<p class="empty">
      还没有公布年度报告。各机关应当在每年1月31日前公布上一年度的报告，公布后列在这里。
    </p>`;
  }
  const who = agencyName ?? code ?? '各机关';
  return html`<p class="empty">没有符合条件的报告。${who}的年度报告由该机关负责公布，公布后列在这里。</p>`;
}

function pager(view: View, filter: ReportFilter, next: string | null, isFirst: boolean): Html {
  if (next === null && isFirst) return html``;
  return html`<nav class="pager" aria-label="翻页">
    <p>
      ${
        isFirst ? '' : html`<a href="${link(view, listAddress(filter))}">回到第一页</a> `
      }${next === null ? '' : html`<a href="${link(view, listAddress({ ...filter, after: next }))}">下一页</a>`}
    </p>
  </nav>`;
}

export function listAddress({ code, year, after }: ReportFilter & { readonly after?: string }): string {
  const query = new URLSearchParams();
  if (code !== undefined) query.set('code', code);
  if (year !== undefined) query.set('year', String(year));
  if (after !== undefined) query.set('after', after);
  const text = query.toString();
  return text === '' ? '/reports' : `/reports?${text}`;
}
