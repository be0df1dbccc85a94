import { DUTY_CATALOGUE, DUTY_ITEM_KEYS, type Agency, type DutyItemKey } from '@gongkai/core';
import { html } from 'hono/html';
import { link, type Html, type View } from '../platform/portal/view.js';
import { itemListAddress } from './addresses.js';

/** The items of the catalogue that an agency must fill: all organs, and those of its own level (条例第二十一条). */
function dutiesOf(agency: Pick<Agency, 'kind'>): DutyItemKey[] {
  return DUTY_ITEM_KEYS.filter((key) => {
    const { bearer } = DUTY_CATALOGUE[key];
    return bearer === 'everyOrgan' || (bearer === 'cityOrCounty' && agency.kind === 'localGovernment');
  });
}

/** Every item of the catalogue with how many there are (null: not said); also the empty ones, so that a lack is seen. */
export function dutyTree(
  view: View,
  agency: Pick<Agency, 'code' | 'kind'>,
  counts: ReadonlyMap<DutyItemKey, number> | null,
  current?: DutyItemKey,
): Html {
  const shown = DUTY_ITEM_KEYS.filter((key) => dutiesOf(agency).includes(key) || counts?.has(key));
  return html`<ul class="duty-tree">
    ${shown.map(
      (duty) =>
        html`<li>
          <a
            href="${link(view, itemListAddress(agency.code, { duty }))}"
            ${duty === current ? html` aria-current="page"` : ''}
            >${DUTY_CATALOGUE[duty].label}</a
          >
          ${counts === null ? '' : html`<span class="count">${counts.get(duty) ?? 0}</span>`}
        </li>`,
    )}
  </ul>`;
}
