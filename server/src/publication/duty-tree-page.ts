import { DUTY_CATALOGUE, DUTY_ITEM_KEYS, type Agency, type DutyItemKey } from '@gongkai/core';
import { html } from 'hono/html';
import type { ColumnPlace } from '../platform/portal/agency-column.js';
import { foldedMenu } from '../platform/portal/folded-menu.js';
import { keptChoices, link, type Html, type View } from '../platform/portal/view.js';
import { itemListAddress } from './addresses.js';

/** The items of the catalogue that an agency must fill: all organs, and those of its own level (条例第二十一条). */
function dutiesOf(agency: Pick<Agency, 'kind'>): DutyItemKey[] {
  return DUTY_ITEM_KEYS.filter((key) => {
    const { bearer } = DUTY_CATALOGUE[key];
    return bearer === 'everyOrgan' || (bearer === 'cityOrCounty' && agency.kind === 'localGovernment');
  });
}

/** Whose duties stand together in the tree. */
const GROUPS = [
  { name: '各机关都应当公开的', article: '条例第二十条', bearers: ['everyOrgan'] },
  {
    name: '设区的市、县级政府还应当公开的',
    article: '条例第二十一条',
    bearers: ['cityOrCounty'],
  },
  { name: '乡镇政府还应当公开的', article: '条例第二十一条', bearers: ['township'] },
] as const;

type Counts = ReadonlyMap<DutyItemKey, number> | null;

/** Every item of the catalogue with how many there are (null: not said); also the empty ones, so that a lack is seen. */
function dutyTree(
  view: View,
  agency: Pick<Agency, 'code' | 'kind'>,
  counts: Counts,
  current?: DutyItemKey,
): Html {
  const shown = DUTY_ITEM_KEYS.filter((key) => dutiesOf(agency).includes(key) || counts?.has(key));
  const groups = GROUPS.map((group) => ({
    ...group,
    duties: shown.filter((key) => group.bearers.some((bearer) => bearer === DUTY_CATALOGUE[key].bearer)),
  })).filter(({ duties }) => duties.length > 0);
  return html`${groups.map(
    ({ name, article, duties }) =>
      html`<p class="group">${groups.length > 1 ? `${name}（${article}）` : article}</p>
        <ul class="duty-tree">
          ${duties.map((duty) => dutyLine(view, agency, duty, { counts, isCurrent: duty === current }))}
        </ul>`,
  )}`;
}

function dutyLine(
  view: View,
  { code }: Pick<Agency, 'code'>,
  duty: DutyItemKey,
  { counts, isCurrent }: { readonly counts: Counts; readonly isCurrent: boolean },
): Html {
  return html`<li>
    <a href="${link(view, itemListAddress(code, { duty }))}" ${isCurrent ? html` aria-current="page"` : ''}
      >${DUTY_CATALOGUE[duty].label}</a
    >
    ${counts === null ? '' : html`<span class="count">${counts.get(duty) ?? 0}</span>`}
  </li>`;
}

/**
 * The columns of every agency in the one order (国办公开办函〔2019〕61号), the tree of the catalogue inside of its own: beside
 * the page on a wide screen, a menu at its top on a phone.
 */
export function agencyMenu(
  view: View,
  agency: Pick<Agency, 'code' | 'kind' | 'name' | 'emblem'>,
  { counts, place }: { readonly counts: Counts; readonly place: ColumnPlace },
): Html {
  const own = `/agencies/${encodeURIComponent(agency.code)}`;
  const total = counts === null ? null : [...counts.values()].reduce((sum, count) => sum + count, 0);
  const line = (name: string, address: string, of: ColumnPlace) =>
    html`<a href="${link(view, address)}" ${of === place ? html` aria-current="page"` : ''}>${name}</a>`;
  const duty = DUTY_ITEM_KEYS.find((key) => key === place);
  const menu = html`<ul class="skeleton">
    <li>${line('政府信息公开', own, 'home')}</li>
    <li>${line('政府信息公开指南', `${own}/guide`, 'guide')}</li>
    <li>${line('政府信息公开制度', `${own}/rules`, 'rules')}</li>
    <li>
      <span class="with-count"
        >${line('法定主动公开内容', itemListAddress(agency.code, {}), 'items')}${
          total === null ? '' : html` <span class="count">${total}</span>`
        }</span
      >
      ${dutyTree(view, agency, counts, duty)}
      <p class="group">
        ${line('基层政务公开标准目录', `${own}/standard-catalogue`, 'catalogue')}<br />${line('规章和规范性文件', `${own}/regulations`, 'regulations')}<br />${line('规章、规范性文件清理结果', `${own}/cleanup-rounds`, 'cleanups')}
      </p>
    </li>
    <li>${line('政府信息公开年报', `/reports?code=${encodeURIComponent(agency.code)}`, 'reports')}</li>
    <li>${line('依申请公开', `${own}/apply`, 'apply')}</li>
    <li>${line('开放数据', `${own}/open-data`, 'openData')}</li>
  </ul>`;
  return html`<div class="agency-columns">
    ${ownEmblem(agency)} ${view.site.isExport === true || place === 'search' ? '' : ownSearch(view, agency)}
    <nav aria-label="${agency.name}的栏目">${foldedMenu('栏目和目录', menu)}</nav>
  </div>`;
}

/** The agency's own picture with its name, which says the same. */
function ownEmblem({ emblem, name }: Pick<Agency, 'emblem' | 'name'>): Html {
  if (emblem === undefined) return html``;
  const { path, width, height } = emblem;
  return html`<p class="agency-emblem">
    <img src="${path}" width="${width}" height="${height}" alt="" /><span>${name}</span>
  </p>`;
}

/** The search among what this agency published. */
function ownSearch(view: View, { code, name }: Pick<Agency, 'code' | 'name'>): Html {
  return html`<form class="own-search" action="/search" method="get" role="search">
    <label class="hidden" for="own-words">在${name}的信息里找</label>
    <input id="own-words" name="q" type="search" maxlength="100" placeholder="在本机关的信息里找" />
    <input type="hidden" name="agency" value="${code}" />
    ${keptChoices(view)}
    <button type="submit">搜索</button>
  </form>`;
}
