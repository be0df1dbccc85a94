import type { Agency } from '@gongkai/core';
import { html } from 'hono/html';
import type { AppContext } from '../platform/context.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { itemListAddress } from './addresses.js';
import { dutyTree } from './duty-tree-page.js';
import { documentList } from './item-list-page.js';
import { countDuties, listPublic } from './public-documents.js';

const NEWEST = 8;

/** 法定主动公开内容 of an agency: the tree with counts, and what is newest. */
export async function dutyColumn(
  ctx: Pick<AppContext, 'db'>,
  view: View,
  agency: Agency,
): Promise<{ readonly entry: { readonly name: string; readonly address: string }; readonly body: Html }> {
  const counts = await countDuties(ctx, agency.code);
  const { items, total } = await listPublic(ctx, { agencyId: agency.code }, { page: 1, size: NEWEST });
  return {
    entry: { name: `法定主动公开内容（${total}）`, address: itemListAddress(agency.code, {}) },
    body: html`<h2 id="duties">法定主动公开内容</h2>
      ${dutyTree(view, agency, counts)}
      ${
        items.length === 0
          ? html`<p class="empty">
              ${agency.name}还没有在本平台公开信息。信息应当自形成或者变更之日起20个工作日内公开，由${agency.name}负责，公开后列在这里。
            </p>`
          : html`<h3>最新公开</h3>
              ${documentList(view, items)}
              <p><a href="${link(view, itemListAddress(agency.code, {}))}">查看全部${total}条</a></p>`
      }`,
  };
}
