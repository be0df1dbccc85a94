import type { Agency, ReportSummary } from '@gongkai/core';
import { html } from 'hono/html';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import type { YearCount } from './public-reports.js';
import { listAddress, reportList } from './report-list-page.js';
import { REPORT_COLUMN } from './report-page.js';

export interface HomeParts {
  readonly agencies: readonly Agency[];
  readonly years: readonly YearCount[];
  /** The newest ones. */
  readonly reports: readonly ReportSummary[];
}

/** The platform's first page: what is published, and by whom. */
export function homePage(view: View, { agencies, years, reports }: HomeParts): Html {
  return pageFrame(view, {
    title: view.site.name,
    crumbs: [],
    column: {
      name: '首页',
      type: '政府信息公开',
      description: `${view.site.name}：各机关的政府信息公开内容`,
      keywords: '政府信息公开,年度报告',
    },
    body: html`<h1>${view.site.name}</h1>
      <h2>${REPORT_COLUMN.name}</h2>
      ${
        reports.length === 0
          ? html`<p class="empty">
              还没有公布年度报告。各机关应当在每年1月31日前公布上一年度的报告，公布后列在这里。
            </p>`
          : html`<nav aria-label="按年度查看">
                <ul class="filters">
                  ${years.map(
                    ({ year, count }) =>
                      html`<li>
                        <a href="${link(view, listAddress({ year }))}">${year}年（${count}份）</a>
                      </li>`,
                  )}
                </ul>
              </nav>
              ${reportList(view, reports)}
              <p><a href="${link(view, '/reports')}">查看全部年度报告</a></p>`
      }
      <h2>各机关</h2>
      ${
        agencies.length === 0
          ? html`<p class="empty">还没有登记机关。登记后，各机关的公开栏目从这里进入。</p>`
          : html`<ul class="list columns">
              ${agencies.map(
                ({ code, name }) => html`<li><a href="${link(view, `/agencies/${code}`)}">${name}</a></li>`,
              )}
            </ul>`
      }`,
  });
}
