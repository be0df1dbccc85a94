import { html } from 'hono/html';
import { link, type Html, type View } from './view.js';

/** One choice of a list's filter: what the address says, and what the reader sees. */
export type FilterChoice = readonly [value: string, label: string];

/** A filter of a public list: a labelled choice whose first line takes it off. */
export function filterSelect({
  name,
  label,
  none,
  choices,
  chosen,
}: {
  readonly name: string;
  readonly label: string;
  /** `全部年份` */
  readonly none: string;
  readonly choices: readonly FilterChoice[];
  readonly chosen: string | number | undefined;
}): Html {
  return html`<p>
    <label for="${name}">${label}</label
    ><select id="${name}" name="${name}">
      <option value="">${none}</option>
      ${choices.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === String(chosen ?? '') ? html` selected` : ''}>
            ${text}
          </option>`,
      )}
    </select>
  </p>`;
}

/** A filter in force, and the address of the list without it. */
export interface FilterTag {
  readonly text: string;
  readonly without: string;
}

/** The filters in force, each to be taken off by itself; nothing where there is none. */
export function filterTags(view: View, tags: readonly (FilterTag | null)[]): Html {
  const inForce = tags.filter((tag) => tag !== null);
  if (inForce.length === 0) return html``;
  return html`<ul class="filters in-force" aria-label="正在使用的筛选条件">
    ${inForce.map(
      ({ text, without }) =>
        html`<li>
          ${text} <a href="${link(view, without)}">去掉<span class="hidden">“${text}”</span></a>
        </li>`,
    )}
  </ul>`;
}
