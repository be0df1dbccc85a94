import type { Agency } from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { describedFields, openFigureSchema, openItemSchema } from './open-item.js';

const COLUMN = { name: '开放数据', type: '政府信息公开' } as const;

/** Which files there are, what stands in them, and on what terms they may be used; `own`: the page of one agency. */
export function openDataPage(
  view: View,
  agencies: readonly Agency[],
  own?: { readonly agency: Agency; readonly menu: Html },
): Html {
  const title = own === undefined ? COLUMN.name : `${own.agency.name}${COLUMN.name}`;
  return pageFrame(view, {
    title,
    crumbs: own === undefined ? [{ name: COLUMN.name }] : agencyCrumbs(own.agency, { name: COLUMN.name }),
    ...(own !== undefined && { menu: own.menu }),
    column: {
      ...COLUMN,
      description: '各机关主动公开信息和年度报告数字的机器可读文件',
      keywords: '开放数据,政府信息公开,机器可读',
    },
    body: html`<h1>${title}</h1>
      <p>
        每个机关有两份数据：<strong>主动公开信息</strong>（公开目录，一条信息一行，不含正文）和<strong>年度报告数字</strong>（各年报告的每一个数字，一格一行），都有
        JSON 和 CSV（UTF-8）两种格式。文件在下载时生成：刚公开的已经在内，撤回的立即不在。
      </p>
      <h2>使用条件</h2>
      <p>
        可以免费下载、复制、传播和加工，商业使用也可以，不需要申请。使用时请注明来源“${view.site.name}”和下载日期，不要改变数字的原意；引用的是撤回、修改以前的内容的，请一并说明。数据按现状提供，以各机关页面上的内容为准。
      </p>
      <h2>下载</h2>
      ${
        agencies.length === 0
          ? html`<p class="empty">还没有登记机关。登记后，各机关的数据列在这里。</p>`
          : html`<ul class="list">
              ${agencies.map((agency) => filesOf(view, agency))}
            </ul>`
      }
      <h2>字段</h2>
      <p>
        供程序使用的说明：<a href="/open-data/schema.json">schema.json</a>（JSON Schema）。CSV
        的列与下面的次序相同。
      </p>
      ${fields('主动公开信息', describedFields(openItemSchema))}
      ${fields('年度报告数字', describedFields(openFigureSchema))}`,
  });
}

function filesOf(view: View, { code, name }: Agency): Html {
  const own = `/agencies/${encodeURIComponent(code)}`;
  const file = (path: string, what: string, format: string) =>
    html`<a href="${own}/open-data/${path}"><span class="hidden">${name}${what}</span>${format}</a> `;
  return html`<li>
    <a href="${link(view, own)}">${name}</a>
    <span class="downloads-of"
      >目录 ${file('items.json', '主动公开信息', 'JSON')}${file('items.csv', '主动公开信息', 'CSV')} 年报
      ${file('reports.json', '年度报告数字', 'JSON')}${file('reports.csv', '年度报告数字', 'CSV')}</span
    >
  </li>`;
}

function fields(name: string, described: readonly (readonly [string, string])[]): Html {
  return html`<h3>${name}</h3>
    <dl class="facts">
      ${described.map(
        ([field, meaning]) =>
          html`<div>
            <dt>${field}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>`;
}
