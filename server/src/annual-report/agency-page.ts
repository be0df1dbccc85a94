import type { Agency, ReportSummary } from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { demonstrationMark, pageFrame } from '../platform/portal/page-frame.js';
import type { Html, View } from '../platform/portal/view.js';
import { reportList } from './report-list-page.js';
import { REPORT_COLUMN } from './report-page.js';

/** What an agency's first page shows of columns that other slices keep. */
export interface AgencyColumns {
  /** Of all columns. */
  readonly menu: Html;
  readonly body: Html;
}

/** An agency's first page: the menu of its columns, what is newest, its reports. */
export function agencyPage(
  view: View,
  agency: Agency,
  reports: readonly ReportSummary[],
  { menu, body }: AgencyColumns,
): Html {
  const { name } = agency;
  return pageFrame(view, {
    title: `${name}政府信息公开`,
    crumbs: agencyCrumbs(agency),
    column: {
      ...REPORT_COLUMN,
      name: '政府信息公开',
      description: `${name}公布的政府信息`,
      keywords: `${name},政府信息公开,年度报告`,
    },
    menu,
    body: html`<h1>${name}</h1>
      ${agency.isDemonstration && !view.site.isDemonstration ? demonstrationMark() : ''} ${body}
      <h2 id="reports">${REPORT_COLUMN.name}</h2>
      ${
        reports.length === 0
          ? html`<p class="empty">
              ${name}还没有在本平台公布年度报告。报告由${name}负责在每年1月31日前公布，公布后列在这里。
            </p>`
          : reportList(view, reports)
      }`,
  });
}
