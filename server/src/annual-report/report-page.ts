import {
  formatFileSize,
  EXPORT_FORMATS,
  EXPORT_FORMAT_NAMES,
  layoutOf,
  valueAt,
  type CellAddress,
  type FormLayout,
  type FormVersion,
  type PresentedReport,
  type PresentedSection,
  type ReportTables,
} from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { barChart } from '../platform/portal/bar-chart.js';
import { figureTable } from '../platform/portal/figure-table.js';
import { demonstrationMark, pageFrame } from '../platform/portal/page-frame.js';
import { gridOf, type TableGrid } from '../platform/portal/table-grid.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { areaPart, type PublicUnit } from './area-units-page.js';
import type { PublicFile } from './exported-file.js';
import { applicationsChart, decisionsChart, remediesChart, type ChartContent } from './chart-sentences.js';

/** The column that annual reports stand in, as the meta tags and the breadcrumb name it. */
export const REPORT_COLUMN = { name: '政府信息公开年报', type: '政府信息公开' } as const;

export function reportAddress(code: string, year: number, version?: number): string {
  const path = `/agencies/${code}/reports/${year}`;
  return version === undefined ? path : `${path}?version=${version}`;
}

export interface ReportPageParts {
  /** Of which there are published reports. */
  readonly years: readonly number[];
  readonly files: readonly PublicFile[];
  readonly units: readonly PublicUnit[];
  readonly menu: Html | undefined;
}

/** A published report as a page: years as tabs, six sections, three tables, what was accepted with reasons, versions. */
export function reportPage(
  view: View,
  report: PresentedReport,
  { years, files, units, menu }: ReportPageParts,
): Html {
  const title = `${report.agencyName}${report.year}年政府信息公开工作年度报告`;
  const published = report.versions.filter(({ status }) => status === 'published');
  const newest = Math.max(...published.map(({ version }) => version));
  return pageFrame(view, {
    title,
    crumbs: agencyCrumbs(
      { code: report.agencyCode, name: report.agencyName },
      { name: REPORT_COLUMN.name, address: `/reports?code=${report.agencyCode}` },
      { name: `${report.year}年` },
    ),
    ...(menu !== undefined && { menu }),
    article: {
      title,
      publishedOn: report.publishedOn ?? '',
      source: report.agencyName,
      column: REPORT_COLUMN,
    },
    body: html`${yearTabs(view, report, years)}
      <article class="report">
        <h1>${report.agencyName}<span class="paper-name">${report.year}年政府信息公开工作年度报告</span></h1>
        <p class="under-title">
          公布日期：<time datetime="${report.publishedOn ?? ''}">${report.publishedOn ?? ''}</time>
        </p>
        ${report.isDemonstration && !view.site.isDemonstration ? demonstrationMark() : ''}
        ${
          report.version < newest
            ? html`<p class="empty">
                这是第${report.version}版，之后有过修改。<a
                  href="${link(view, reportAddress(report.agencyCode, report.year))}"
                  >查看现行的第${newest}版</a
                >
              </p>`
            : ''
        }
        ${report.sections.map((section) => html`${sectionPart(section)}${tablePart(report, section.number)}`)}
        ${areaPart(view, report.year, units)} ${waiverPart(report)} ${downloadPart(view, files)}
        ${versionPart(view, report, published, newest)}
      </article>`,
  });
}

function yearTabs(view: View, report: PresentedReport, years: readonly number[]): Html {
  return html`<nav class="years" aria-label="各年度报告">
    <ul>
      ${years.map(
        (year) =>
          html`<li>
            <a
              href="${link(view, reportAddress(report.agencyCode, year))}"
              ${year === report.year ? html` aria-current="page"` : ''}
              >${year}年</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function sectionPart({ heading, text, number }: PresentedSection): Html {
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '');
  return html`${heading === '' ? '' : html`<h2 id="section-${number}">${heading}</h2>`}
    <div class="narrative">${paragraphs.map((line) => html`<p>${line.trim()}</p>`)}</div> `;
}

interface TablePlan {
  readonly table: keyof FormLayout;
  readonly caption: string;
  readonly chart: (tables: ReportTables, form: PresentedReport['form']) => ChartContent | null;
}
/** Which table stands in which section. */
const TABLES: Readonly<Record<number, TablePlan>> = {
  2: { table: 'table2', caption: '表二 主动公开政府信息情况', chart: decisionsChart },
  3: {
    table: 'table3',
    caption: '表三 收到和处理政府信息公开申请情况（单位：件）',
    chart: applicationsChart,
  },
  4: {
    table: 'table4',
    caption: '表四 政府信息公开行政复议、行政诉讼情况（单位：件）',
    chart: remediesChart,
  },
};

const grids = new Map<string, TableGrid>();

/** The printed forms never change while the program runs. */
function gridFor(form: FormVersion, table: keyof FormLayout): TableGrid {
  const key = `${form}.${table}`;
  const grid = grids.get(key) ?? gridOf(layoutOf(form)[table], table);
  grids.set(key, grid);
  return grid;
}

function tablePart(report: PresentedReport, section: number): Html {
  const plan = TABLES[section];
  if (plan === undefined) return html``;
  const tables = report.tables as ReportTables;
  if (tables[plan.table] === null) return html`<p class="empty">本年度报告没有这张表。</p>`;
  const form = (plan.table === 'table4' ? null : tables.forms[plan.table]) ?? report.form;
  const chart = plan.chart(tables, form);
  return html`${chart === null ? '' : barChart(chart.bars, chart.sentence)}
  ${figureTable({
    grid: gridFor(form, plan.table),
    caption: plan.caption,
    idPrefix: plan.table,
    valueOf: (cell: CellAddress) => valueAt(tables, cell),
  })}`;
}

/** A report may be published over a finding, if somebody signs for it; readers see who and why. */
function waiverPart({ findings }: PresentedReport): Html {
  const waived = findings.flatMap(({ message, waiver }) => (waiver === null ? [] : [{ message, ...waiver }]));
  if (waived.length === 0) return html``;
  return html`<h2>数据说明</h2>
    <p>下列核对结果经签字人说明理由后保留。</p>
    <ol class="notes">
      ${waived.map(
        ({ message, reason, signer, signedOn }) =>
          html`<li>
            ${message}<br />说明：${reason}（${signer}，<time datetime="${signedOn}">${signedOn}</time>）
          </li>`,
      )}
    </ol>`;
}

/** Every file was read back and compared with the published figures before it was offered. */
function downloadPart(view: View, files: readonly PublicFile[]): Html {
  if (files.length === 0) return html``;
  const ordered = EXPORT_FORMAT_NAMES.flatMap((format) => files.filter((file) => file.format === format));
  return html`<section class="downloads">
    <h2>下载</h2>
    <ul class="list">
      ${ordered.map(
        ({ format, part, fileName, size, address }) =>
          html`<li>
            <a href="${link(view, address)}" download="${fileName}"
              >${EXPORT_FORMATS[format]}${part === 0 ? '' : `（附表第${part}册）`}</a
            ><span>${format}，${formatFileSize(size)}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}

function versionPart(
  view: View,
  { agencyCode, year, version: shown }: PresentedReport,
  published: PresentedReport['versions'],
  newest: number,
): Html {
  if (published.length < 2) return html``;
  const items = [...published]
    .sort((a, b) => b.version - a.version)
    .map(({ version, publishedOn }) => {
      const name = `第${version}版${version === newest ? '（现行）' : ''}`;
      const address = reportAddress(agencyCode, year, version === newest ? undefined : version);
      return html`<li>
        ${
          version === shown
            ? html`<span>${name}，本页</span>`
            : html`<a href="${link(view, address)}">${name}</a>`
        }<time datetime="${publishedOn ?? ''}">${publishedOn ?? ''}</time>
      </li>`;
    });
  return html`<section class="versions">
    <h2>各版本</h2>
    <ul class="list">
      ${items}
    </ul>
  </section>`;
}
