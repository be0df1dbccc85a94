import { html } from 'hono/html';
import { link, type Html, type View } from './view.js';

/** The way through the pages of a list; nothing where there is one. `addressOf`: of a page by its number. */
export function pager(
  view: View,
  {
    page,
    last,
    addressOf,
  }: { readonly page: number; readonly last: number; readonly addressOf: (page: number) => string },
): Html {
  if (last <= 1) return html``;
  const to = (target: number, label: string) =>
    html`<a href="${link(view, addressOf(target))}">${label}</a> `;
  return html`<nav class="pager" aria-label="翻页">
    <p>
      ${page > 1 ? html`${to(1, '首页')}${to(page - 1, '上一页')}` : ''}<span>第${page}页，共${last}页</span>
      ${page < last ? html`${to(page + 1, '下一页')}${to(last, '末页')}` : ''}
    </p>
  </nav>`;
}
