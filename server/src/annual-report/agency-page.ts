import type { Agency, ReportSummary } from '@gongkai/core';
import { html } from 'hono/html';
import { demonstrationMark, pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { reportList } from './report-list-page.js';
import { REPORT_COLUMN } from './report-page.js';

/** Columns of an agency that other slices keep: lines of its menu before and after the reports, and what its first page shows. */
export interface AgencyColumns {
  readonly before: readonly ColumnEntry[];
  readonly after: readonly ColumnEntry[];
  readonly body: Html;
}
/** A line of the menu. */
export interface ColumnEntry {
  readonly name: string;
  readonly address: string;
}

/** An agency's own columns; of the skeleton only what exists is shown. */
export function agencyPage(
  view: View,
  agency: Agency,
  reports: readonly ReportSummary[],
  columns: AgencyColumns,
): Html {
  const { code, name } = agency;
  return pageFrame(view, {
    title: `${name}政府信息公开`,
    crumbs: [{ name }],
    column: {
      ...REPORT_COLUMN,
      description: `${name}公布的政府信息`,
      keywords: `${name},政府信息公开,年度报告`,
    },
    body: html`<div class="agency">
      <nav class="agency-columns" aria-label="${name}的栏目">
        <ul>
          <li><a href="${link(view, `/agencies/${code}`)}" aria-current="page">政府信息公开</a></li>
          ${columns.before.map((entry) => columnLine(view, entry))}
          <li><a href="#reports">${REPORT_COLUMN.name}</a></li>
          ${columns.after.map((entry) => columnLine(view, entry))}
        </ul>
      </nav>
      <div>
        <h1>${name}</h1>
        ${agency.isDemonstration && !view.site.isDemonstration ? demonstrationMark() : ''} ${columns.body}
        <h2 id="reports">${REPORT_COLUMN.name}</h2>
        ${
          reports.length === 0
            ? html`<p class="empty">
                ${name}还没有在本平台公布年度报告。报告由${name}负责在每年1月31日前公布，公布后列在这里。
              </p>`
            : reportList(view, reports)
        }
      </div>
    </div>`,
  });
}

function columnLine(view: View, { name, address }: ColumnEntry): Html {
  return html`<li><a href="${link(view, address)}">${name}</a></li>`;
}
