import { existsOn, parseLocalDate, type Agency, type ReportSummary } from '@gongkai/core';
import { html } from 'hono/html';
import { link, type Html, type View } from '../platform/portal/view.js';

/** A unit of an area on the public page: whether its report of the year is published. */
export interface PublicUnit {
  readonly code: string;
  readonly name: string;
  readonly publishedOn: string | null;
}

/** The units directly below an agency at the end of a year, with what of them is published. */
export function publicUnits(
  agencies: readonly Agency[],
  published: readonly ReportSummary[],
  { code, year }: { readonly code: string; readonly year: number },
): PublicUnit[] {
  const onDay = parseLocalDate(`${year}-12-31`);
  const days = new Map(published.map(({ agencyCode, publishedOn }) => [agencyCode, publishedOn]));
  return agencies
    .filter((it) => it.parentCode === code && existsOn(it, onDay))
    .map((it) => ({ code: it.code, name: it.name, publishedOn: days.get(it.code) ?? null }));
}

/** The units of an area with their own reports; nothing where there are none. */
export function areaPart(view: View, year: number, units: readonly PublicUnit[]): Html {
  if (units.length === 0) return html``;
  const rows = units.map(
    ({ code, name, publishedOn }) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>
          ${
            publishedOn === null
              ? '未公布'
              : html`<a href="${link(view, `/agencies/${code}/reports/${year}`)}">${publishedOn}公布</a>`
          }
        </td>
      </tr>`,
  );
  return html`<section class="units">
    <h2>所属单位的年度报告</h2>
    <div class="table-scroll" role="region" aria-label="所属单位的年度报告" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">${year}年度报告</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}
