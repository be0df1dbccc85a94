import {
  CLEANUP_RESULT_NAMES,
  CLEANUP_RESULTS,
  DomainError,
  REGULATION_KINDS,
  timeInChina,
  type Agency,
} from '@gongkai/core';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { madeDownload } from '../platform/http/download.js';
import { agencyCrumbs, NO_MENU, type AgencyMenuOf } from '../platform/portal/agency-column.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { exportCleanup, findPublishedRound, listPublishedRounds, type PublishedRound } from './service.js';

export const CLEANUP_COLUMN = '规章、规范性文件清理结果';

/** The published clean-ups of an agency: the list of them, each with its results, and as a sheet. */
export function mountCleanupPages(app: Hono, ctx: AppContext, menuOf: AgencyMenuOf = NO_MENU): void {
  mountPage(app, ctx, '/agencies/:code/cleanup-rounds', async ({ view, param }) => {
    const agency = await requireAgencyPage(ctx, param('code'));
    const rounds = await listPublishedRounds(ctx, agency.code);
    return pageFrame(view, {
      title: `${agency.name}${CLEANUP_COLUMN}`,
      crumbs: agencyCrumbs(agency, { name: CLEANUP_COLUMN }),
      menu: await menuOf(view, agency, 'cleanups'),
      body: html`<h1>${CLEANUP_COLUMN}</h1>
        ${
          rounds.length === 0
            ? html`<p class="empty">${agency.name}还没有公布清理结果。清理后由${agency.name}公布在这里。</p>`
            : html`<ul class="list">
                ${rounds.map(({ roundId, title, publishedAt }) => {
                  const day = timeInChina(publishedAt).slice(0, 10);
                  return html`<li>
                    <a href="${link(view, roundAddress(agency, roundId))}">${title}</a
                    ><time datetime="${day}">${day}</time>
                  </li>`;
                })}
              </ul>`
        }`,
    });
  });

  mountPage(app, ctx, '/agencies/:code/cleanup-rounds/:roundId', async ({ view, param }) => {
    const agency = await requireAgencyPage(ctx, param('code'));
    const round = await findPublishedRound(ctx, { agencyCode: agency.code, roundId: param('roundId') });
    return pageFrame(view, {
      title: round.title,
      crumbs: agencyCrumbs(
        agency,
        { name: CLEANUP_COLUMN, address: `/agencies/${agency.code}/cleanup-rounds` },
        { name: round.title },
      ),
      menu: await menuOf(view, agency, 'cleanups'),
      body: roundBody(view, agency, round),
    });
  });

  app.get('/agencies/:code/cleanup-rounds/:roundId/results.xlsx', async (c) => {
    const agency = await requireAgencyPage(ctx, c.req.param('code'));
    const { title, content } = await exportCleanup(ctx, {
      agencyCode: agency.code,
      roundId: c.req.param('roundId'),
    });
    return madeDownload(content, `${title}.xlsx`);
  });
}

function roundAddress(agency: Agency, roundId: string): string {
  return `/agencies/${encodeURIComponent(agency.code)}/cleanup-rounds/${encodeURIComponent(roundId)}`;
}

function roundBody(view: View, agency: Agency, round: PublishedRound): Html {
  const { entries } = round;
  return html`<h1>${round.title}</h1>
    <p>${round.scope}</p>
    <p class="muted">
      清理${round.asOf}现行有效的文件${entries.length}件，${timeInChina(round.publishedAt)}公布。<a
        href="${roundAddress(agency, round.roundId)}/results.xlsx"
        >下载清理结果（xlsx）</a
      >
    </p>
    ${CLEANUP_RESULT_NAMES.map((result) => {
      const own = entries.filter((entry) => entry.result === result);
      return own.length === 0
        ? ''
        : html`<h2 id="${result}">${CLEANUP_RESULTS[result]}（${own.length}件）</h2>
            <div class="table-scroll" role="region" aria-labelledby="${result}" tabindex="0">
              <table>
                <thead>
                  <tr>
                    ${['种类', '标题', '文号', '制定日期', '理由'].map(
                      (head) => html`<th scope="col">${head}</th>`,
                    )}
                  </tr>
                </thead>
                <tbody>
                  ${own.map(
                    (it) =>
                      html`<tr>
                        <td>${REGULATION_KINDS[it.kind]}</td>
                        <th scope="row">${titleOf(view, agency, it)}</th>
                        <td>${it.number ?? '—'}</td>
                        <td>${it.madeOn}</td>
                        <td>${it.reason ?? '—'}${it.endedOn === null ? '' : `（自${it.endedOn}起）`}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`;
    })}`;
}

function titleOf(view: View, agency: Agency, it: PublishedRound['entries'][number]): Html {
  if (!it.isPublic || it.documentId === null) return html`${it.title}`;
  const address = `/agencies/${encodeURIComponent(agency.code)}/items/${encodeURIComponent(it.documentId)}`;
  return html`<a href="${link(view, address)}">${it.title}</a>`;
}

async function requireAgencyPage(ctx: AppContext, code: string): Promise<Agency> {
  const agency = (await listAgencies(ctx)).find((it) => it.code === code);
  if (agency === undefined) throw new DomainError('NOT_FOUND', '本平台没有这个机关。');
  return agency;
}
