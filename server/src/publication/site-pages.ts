import type { Agency } from '@gongkai/core';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';

/** Pages about the site itself: where everything is, and how it can be read without seeing or without a mouse. */
export function mountSitePages(app: Hono, ctx: AppContext): void {
  mountPage(app, ctx, '/site-map', async ({ view }) => siteMapPage(view, await listAgencies(ctx)));
  mountPage(app, ctx, '/accessibility', ({ view }) => accessibilityPage(view));
}

/** The columns of the platform, each with its English name. */
const COLUMNS = [
  ['/', '首页', 'Home'],
  ['/search', '搜索', 'Search'],
  ['/reports', '政府信息公开年报', 'Annual reports'],
  ['/apply', '依申请公开', 'Request information'],
  ['/progress', '申请进度查询', 'Track a request'],
  ['/open-data', '开放数据', 'Open data'],
  ['/accessibility', '无障碍说明', 'Accessibility'],
  ['/privacy', '个人信息保护说明', 'Privacy'],
  ['/status', '系统状态', 'Status'],
] as const;

function siteMapPage(view: View, agencies: readonly Agency[]): Html {
  return pageFrame(view, {
    title: '网站地图',
    crumbs: [{ name: '网站地图' }],
    body: html`<h1>网站地图</h1>
      <h2>平台</h2>
      <ul class="list columns">
        ${COLUMNS.map(
          ([address, name, english]) =>
            html`<li>
              <a href="${link(view, address)}">${name} <span class="english" lang="en">${english}</span></a>
            </li>`,
        )}
      </ul>
      <h2>各机关</h2>
      ${
        agencies.length === 0
          ? html`<p class="empty">还没有登记机关。登记后，各机关的栏目列在这里。</p>`
          : html`<ul class="list places">
              ${agencies.map(({ code, name }) => agencyLines(view, code, name))}
            </ul>`
      }`,
  });
}

function agencyLines(view: View, code: string, name: string): Html {
  const own = `/agencies/${encodeURIComponent(code)}`;
  const lines = [
    [`${own}/guide`, '指南'],
    [`${own}/rules`, '制度'],
    [`${own}/items`, '法定主动公开内容'],
    [`${own}/standard-catalogue`, '标准目录'],
    [`${own}/regulations`, '规章和规范性文件'],
    [`${own}/cleanup-rounds`, '清理结果'],
    [`/reports?code=${encodeURIComponent(code)}`, '年报'],
    [`${own}/apply`, '依申请公开'],
    [`${own}/open-data`, '开放数据'],
  ] as const;
  return html`<li>
    <a href="${link(view, own)}">${name}</a>
    <span>
      ${lines.map(
        ([address, text]) =>
          html`<a href="${link(view, address)}"><span class="hidden">${name}</span>${text}</a> `,
      )}
    </span>
  </li>`;
}

function accessibilityPage(view: View): Html {
  const { contact, faultReportUrl } = view.site;
  return pageFrame(view, {
    title: '无障碍说明',
    crumbs: [{ name: '无障碍说明' }],
    body: html`<h1>无障碍说明 <span class="english" lang="en">Accessibility</span></h1>
      <p>
        本平台的公开页面按《无障碍环境建设法》和《网页内容无障碍指南》（WCAG 2.2）AA
        级制作，公开的信息不需要脚本、插件和账号就能读到。
      </p>
      <h2>大字版</h2>
      <p>
        每一页右上方的“大字版”把字放大到约一倍半，一直保持到换回“标准字号”；也可以用浏览器放大到400%，页面会重新排列，不用左右拖动。
      </p>
      <h2>键盘</h2>
      <p>
        用 Tab 键依次到达每个链接和输入框，Enter
        键打开；每一页的第一个链接是“跳到正文”。宽的表格可以用方向键在表内移动。
      </p>
      <h2>读屏软件</h2>
      <p>
        每一页只有一个一级标题，栏目、位置、翻页都有名称；年度报告的数字与表头相连，图表都有一句话说明同样的内容。
      </p>
      <h2>附件</h2>
      <p>有的附件是扫描件，读屏软件读不出来。需要可读文本的，可以向公开该信息的机关提出。</p>
      <h2>遇到问题</h2>
      <p>
        ${contact === null ? '请与公开该信息的机关联系，联系方式在它的政府信息公开指南里。' : `请联系：${contact}。`}${
          faultReportUrl === null ? '' : html`也可以<a href="${faultReportUrl}">为政府网站找错</a>。`
        }
      </p>`,
  });
}
