import type { Agency, DutyItemKey } from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { pager } from '../platform/portal/pager.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { agencyMenu } from './duty-tree-page.js';
import { documentList, PAGE_SIZE } from './item-list-page.js';
import type { PublicDocument } from './public-documents.js';

/** The topic of documents about disclosure itself, in the list of topics. */
export const RULES_TOPIC = '综合政务\\政务公开';
const RULES_COLUMN = { name: '政府信息公开制度', type: '政府信息公开' } as const;

/** 政府信息公开制度 of an agency: what it published about disclosure itself. */
export function rulesPage(
  view: View,
  agency: Agency,
  {
    items,
    page,
    counts,
  }: {
    readonly items: readonly PublicDocument[];
    /** From 1; written to files all stand on one page. */
    readonly page: number;
    readonly counts: ReadonlyMap<DutyItemKey, number>;
  },
): Html {
  const own = `/agencies/${encodeURIComponent(agency.code)}`;
  return pageFrame(view, {
    title: `${agency.name}${RULES_COLUMN.name}`,
    crumbs: agencyCrumbs(agency, { name: RULES_COLUMN.name }),
    column: {
      ...RULES_COLUMN,
      description: `${agency.name}关于政府信息公开的制度`,
      keywords: `${agency.name},政府信息公开制度`,
    },
    menu: agencyMenu(view, agency, { counts, place: 'rules' }),
    body: html`<h1>${RULES_COLUMN.name}</h1>
      <p>
        各机关公开政府信息都依照《中华人民共和国政府信息公开条例》（国务院令第711号）。${agency.name}自己制定的制度列在下面。
      </p>
      ${
        items.length === 0
          ? html`<p class="empty">
              ${agency.name}还没有公开自己的政府信息公开制度。制度由${agency.name}负责公开，主题分类为“综合政务\\政务公开”的文件公开后列在这里；怎样获取信息见<a
                href="${link(view, `${own}/guide`)}"
                >政府信息公开指南</a
              >。
            </p>`
          : view.site.isExport === true
            ? documentList(view, items)
            : html`<p class="muted" role="status">共${items.length}件</p>
                ${documentList(view, items.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE))}
                ${pager(view, {
                  page,
                  last: Math.ceil(items.length / PAGE_SIZE),
                  addressOf: (target) => `${own}/rules${target === 1 ? '' : `?page=${target}`}`,
                })}`
      }`,
  });
}
