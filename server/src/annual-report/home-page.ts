import type { Agency, ReportSummary } from '@gongkai/core';
import { html } from 'hono/html';
import { agencyGroups, type AgencyGroup } from '../platform/portal/agency-groups.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import type { YearCount } from './public-reports.js';
import { listAddress, reportList } from './report-list-page.js';
import { REPORT_COLUMN } from './report-page.js';

/** What the first page shows of columns that other slices keep. */
export interface HomeColumns {
  /** The search of the page. */
  readonly finder: Html;
  readonly newest: Html;
}

export interface HomeParts {
  readonly agencies: readonly Agency[];
  readonly years: readonly YearCount[];
  /** The newest ones. */
  readonly reports: readonly ReportSummary[];
  readonly columns: HomeColumns;
}

/** What somebody may come for, each with what is behind it. */
const SERVICES = [
  ['/apply', '依申请公开', 'Request information', '没有公开的信息，可以向机关申请'],
  ['/progress', '申请进度', 'Track a request', '凭编号和查询码，看办到哪一步、什么时候答复'],
  ['#agencies', '公开指南', 'Guides', '各机关公开什么、在哪里查阅、怎样申请'],
  ['/reports', '年度报告', 'Annual reports', '各机关每年公开了多少、收到和办理了多少申请'],
  ['/open-data', '开放数据', 'Open data', '目录和报告数字的机器可读文件'],
] as const;

/** The platform's first page: find something, what is new, what can be done here, and every agency's column. */
export function homePage(view: View, { agencies, years, reports, columns }: HomeParts): Html {
  return pageFrame(view, {
    title: view.site.name,
    crumbs: [],
    typed: '',
    column: {
      name: '首页',
      type: '政府信息公开',
      description: `${view.site.name}：各机关的政府信息公开内容`,
      keywords: '政府信息公开,依申请公开,年度报告',
    },
    body: html`<div class="finder">
        <h1>${view.site.name}</h1>
        ${columns.finder}
      </div>
      <div class="home">
        <section class="newest" aria-labelledby="newest">
          <h2 id="newest">最新公开</h2>
          ${columns.newest}
        </section>
        <section class="services" aria-labelledby="services">
          <h2 id="services">服务</h2>
          <ul>
            ${SERVICES.map(
              ([address, name, english, what]) =>
                html`<li>
                  <a href="${address.startsWith('#') ? address : link(view, address)}"
                    >${name} <span class="english" lang="en">${english}</span></a
                  >
                  <span class="what">${what}</span>
                </li>`,
            )}
          </ul>
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
                  <p class="more"><a href="${link(view, '/reports')}">查看全部年度报告</a></p>`
          }
        </section>
      </div>
      <h2 id="agencies">各机关</h2>
      ${
        agencies.length === 0
          ? html`<p class="empty">还没有登记机关。登记后，各机关的公开栏目从这里进入。</p>`
          : agencyGroups(agencies).map((group) => agencyGroup(view, group))
      }`,
  });
}

/** The government first, then its departments. */
function agencyGroup(view: View, { area, name, agencies }: AgencyGroup<Agency>): Html {
  return html`<h3>
      ${area === null ? name : html`<a href="${link(view, `/agencies/${area.code}`)}">${name}</a>`}
    </h3>
    ${
      agencies.length === 0
        ? ''
        : html`<ul class="list columns">
            ${agencies.map(
              ({ code, name: own }) => html`<li><a href="${link(view, `/agencies/${code}`)}">${own}</a></li>`,
            )}
          </ul>`
    }`;
}
