import { DomainError, DUTY_CATALOGUE } from '@gongkai/core';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { madeDownload } from '../platform/http/download.js';
import { agencyCrumbs, NO_MENU, type AgencyMenuOf } from '../platform/portal/agency-column.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link } from '../platform/portal/view.js';
import { exportCatalogue, readPublicCatalogue } from './service.js';

export const CATALOGUE_COLUMN = '基层政务公开标准目录';

/** The standard catalogue of an agency as a page and as a workbook. */
export function mountStandardCatalogue(app: Hono, ctx: AppContext, menuOf: AgencyMenuOf = NO_MENU): void {
  mountPage(app, ctx, '/agencies/:code/standard-catalogue', async ({ view, param }) => {
    const agency = await requireAgencyPage(ctx, param('code'));
    const catalogue = await readPublicCatalogue(ctx, agency.code);
    const own = `/agencies/${encodeURIComponent(agency.code)}`;
    const fields = [...new Set((catalogue?.items ?? []).map(({ field }) => field))];
    return pageFrame(view, {
      title: `${agency.name}${CATALOGUE_COLUMN}`,
      crumbs: agencyCrumbs(agency, { name: CATALOGUE_COLUMN }),
      menu: await menuOf(view, agency, 'catalogue'),
      body: html`<h1>${CATALOGUE_COLUMN}</h1>
        ${
          catalogue === null
            ? html`<p class="empty">
                ${agency.name}还没有发布标准目录。目录由${agency.name}编制并公开在这里。
              </p>`
            : html`<p>
                  共${catalogue.classes}类${catalogue.items.length}项。<a
                    href="${own}/standard-catalogue.xlsx"
                    >下载目录（xlsx）</a
                  >
                </p>
                <nav aria-label="领域">
                  <ul class="filters">
                    ${fields.map((field, index) => html`<li><a href="#field-${index}">${field}</a></li>`)}
                  </ul>
                </nav>
                ${fields.map(
                  (field, index) =>
                    html`<h2 id="field-${index}">${field}</h2>
                      <div class="table-scroll" role="region" aria-labelledby="field-${index}" tabindex="0">
                        <table class="held-first catalogue">
                          <thead>
                            <tr>
                              ${[
                                '公开事项',
                                '公开内容',
                                '公开依据',
                                '公开时限',
                                '公开主体',
                                '公开渠道和载体',
                                '公开对象',
                                '公开方式',
                                '公开层级',
                                '已公开',
                              ].map((head) => html`<th scope="col">${head}</th>`)}
                            </tr>
                          </thead>
                          <tbody>
                            ${catalogue.items
                              .filter((item) => item.field === field)
                              .map(
                                (item) =>
                                  html`<tr>
                                    <th scope="row">
                                      <span class="matter">${item.matter}</span>${item.detail}
                                    </th>
                                    <td>${item.content}</td>
                                    <td>${item.basis}</td>
                                    <td>${item.term}</td>
                                    <td>${item.bearer}</td>
                                    <td>${item.channels}</td>
                                    <td>${item.audience}</td>
                                    <td>${item.mode}</td>
                                    <td>${item.level}</td>
                                    <td>
                                      ${item.published.map(
                                        ({ documentId, title }) =>
                                          html`<a
                                              href="${link(view, `${own}/items/${encodeURIComponent(documentId)}`)}"
                                              >${title}</a
                                            ><br />`,
                                      )}${item.duties.map(
                                        (duty) =>
                                          html`<a href="${link(view, `${own}/items?duty=${duty}`)}"
                                              >${DUTY_CATALOGUE[duty].label}</a
                                            ><br />`,
                                      )}${item.published.length + item.duties.length === 0 ? '还没有' : ''}
                                    </td>
                                  </tr>`,
                              )}
                          </tbody>
                        </table>
                      </div>`,
                )}`
        }`,
    });
  });

  app.get('/agencies/:code/standard-catalogue.xlsx', async (c) => {
    const agency = await requireAgencyPage(ctx, c.req.param('code'));
    const chunks = await exportCatalogue(ctx, agency.code);
    return madeDownload(chunks, `${agency.name}${CATALOGUE_COLUMN}.xlsx`);
  });
}

async function requireAgencyPage(ctx: AppContext, code: string) {
  const agency = (await listAgencies(ctx)).find((it) => it.code === code);
  if (agency === undefined) throw new DomainError('NOT_FOUND', '本平台没有这个机关。');
  return agency;
}
