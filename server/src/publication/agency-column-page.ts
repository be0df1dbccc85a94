import type { Agency } from '@gongkai/core';
import { html } from 'hono/html';
import type { AppContext } from '../platform/context.js';
import type { AgencyMenuOf } from '../platform/portal/agency-column.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { itemListAddress } from './addresses.js';
import { agencyMenu } from './duty-tree-page.js';
import { documentList } from './item-list-page.js';
import { countDuties, listPublic } from './public-documents.js';

const NEWEST = 8;

/** The menu for pages that other slices keep. Written to files they stay as they are while others grow: without counts. */
export function agencyMenuOf(ctx: Pick<AppContext, 'db'>): AgencyMenuOf {
  return async (view, agency, place) =>
    agencyMenu(view, agency, {
      counts: view.site.isExport === true ? null : await countDuties(ctx, agency.code),
      place,
    });
}

/** An agency's columns, for its first page: the menu of all, and what it published last. */
export async function agencyColumn(
  ctx: Pick<AppContext, 'db'>,
  view: View,
  agency: Agency,
): Promise<{ readonly menu: Html; readonly body: Html }> {
  const counts = await countDuties(ctx, agency.code);
  const { items, total } = await listPublic(ctx, { agencyId: agency.code }, { page: 1, size: NEWEST });
  const own = `/agencies/${encodeURIComponent(agency.code)}`;
  return {
    menu: agencyMenu(view, agency, { counts, place: 'home' }),
    body: html`<h2>最新公开</h2>
      ${
        items.length === 0
          ? html`<p class="empty">
              ${agency.name}还没有在本平台公开信息。信息应当自形成或者变更之日起20个工作日内公开，由${agency.name}负责，公开后列在这里。
            </p>`
          : html`${documentList(view, items)}
              <p class="more">
                <a href="${link(view, itemListAddress(agency.code, {}))}">查看全部${total}条</a>
              </p>`
      }
      <h2>没有找到需要的信息</h2>
      <p>
        先看<a href="${link(view, `${own}/guide`)}">政府信息公开指南</a>；没有公开的，可以向${agency.name}<a
          href="${link(view, `${own}/apply`)}"
          >申请公开</a
        >，已经申请的可以<a href="${link(view, '/progress')}">查进度</a>。
      </p>`,
  };
}
