import {
  formatFileSize,
  DOCUMENT_KINDS,
  DUTY_CATALOGUE,
  INTERPRETATION_FORMS,
  VALIDITIES,
  type Agency,
  timeInChina,
} from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { FILE_TYPES, type MediaType } from '../platform/files/file-types.js';
import { fileAddress, itemAddress, itemListAddress, textAddress } from './addresses.js';
import { DUTY_COLUMN, validityBadge } from './item-list-page.js';
import type { PublicItem, RelatedDocument, Withdrawn } from './public-documents.js';

/** A published document: what it is, whether it holds, its text, its files, what belongs to it. */
export function itemPage(view: View, agency: Agency, item: PublicItem): Html {
  const { draft, documentId, isLatest, publishedAt, versions, version } = item;
  const shown = versions.find((it) => it.version === version);
  const column = DUTY_CATALOGUE[draft.duty].label;
  return pageFrame(view, {
    title: draft.title,
    crumbs: agencyCrumbs(
      agency,
      { name: column, address: itemListAddress(agency.code, { duty: draft.duty }) },
      { name: '正文' },
    ),
    article: {
      title: draft.title,
      publishedOn: timeInChina(shown?.publishedAt ?? publishedAt),
      source: agency.name,
      column: { name: column, type: DUTY_COLUMN.type },
      ...(draft.keywords.length > 0 && { keywords: draft.keywords.join(',') }),
      ...(draft.summary !== '' && { description: draft.summary }),
      address: itemAddress(agency.code, documentId),
    },
    feeds: (['.atom', '.json'] as const).map((form) => ({
      title: `${agency.name}${column}`,
      type: form === '.atom' ? 'application/atom+xml' : 'application/feed+json',
      address: itemListAddress(agency.code, { duty: draft.duty }, form),
    })),
    body: html`<article class="item">
      ${metadata(agency, item)}
      ${
        isLatest
          ? ''
          : html`<p class="notice">
              您看到的是第${version}版，不是现行内容。<a
                href="${link(view, itemAddress(agency.code, documentId))}"
                >查看现行内容</a
              >
            </p>`
      }
      <h1>${validityBadge(item.validity)}${draft.title}</h1>
      ${draft.documentNumber === null ? '' : html`<p class="item-number">${draft.documentNumber}</p>`}
      <div class="item-body">${bodyOf(draft.body)}</div>
      ${attachments(agency, item)} ${relatedOf(view, agency, item.related)} ${versionsOf(view, agency, item)}
      <p class="tools">
        <span
          >下载正文：${(['docx', 'pdf'] as const).map(
            (format) =>
              html`<a href="${textAddress(agency.code, documentId, { version, format })}" download
                >${format}<span class="hidden">（${draft.title}）</span></a
              > `,
          )}</span
        >
        <span>打印：用浏览器的打印功能，页头、栏目和按钮不会印出来</span>
        <span>本页地址：${`https://${view.site.domain}${itemAddress(agency.code, documentId)}`}</span>
      </p>
      <p class="back">
        <a href="${link(view, itemListAddress(agency.code, { duty: draft.duty }))}">回到${column}</a>
      </p>
    </article>`,
  });
}

/** What stands where something was withdrawn: nothing of what it said. */
export function withdrawnPage(view: View, agency: Agency, { withdrawnOn, reason }: Withdrawn): Html {
  return pageFrame(view, {
    title: '已撤回的信息',
    crumbs: agencyCrumbs(agency, { name: '已撤回的信息' }),
    body: html`<h1>这条信息已经撤回</h1>
      <p>${agency.name}于${timeInChina(withdrawnOn)}撤回了这条信息。</p>
      <p>理由：${reason}</p>
      <p><a href="${link(view, itemListAddress(agency.code, {}))}">查看${agency.name}公开的信息</a></p>`,
  });
}

/** Two pairs a row, one on a phone; what is not known is left out. */
function metadata(agency: Agency, { draft, indexNumber, kind, publishedAt, validity }: PublicItem): Html {
  const pairs: readonly (readonly [string, string | null])[] = [
    ['索引号', indexNumber],
    ['主题分类', draft.topic],
    ['发布机构', agency.name],
    ['成文日期', draft.formedOn],
    ['发布日期', timeInChina(publishedAt)],
    ['文号', draft.documentNumber],
    ['有效性', validity === null ? null : VALIDITIES[validity]],
    ['种类', DOCUMENT_KINDS[kind].label],
    ['体裁', draft.genre],
    ['公开方式', '主动公开'],
    ['施行日期', draft.effectiveOn],
    ['有效期至', draft.expiresOn],
    ['关键词', draft.keywords.length === 0 ? null : draft.keywords.join('、')],
    ['内容概述', draft.summary === '' ? null : draft.summary],
  ];
  return html`<dl class="item-meta">
    ${pairs.map(([name, value]) =>
      value === null
        ? ''
        : html`<div class="${name === '内容概述' ? 'wide' : ''}">
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
    )}
  </dl>`;
}

const FIRST_LEVEL = /^[一二三四五六七八九十百]+、/u;
const SECOND_LEVEL = /^（[一二三四五六七八九十百]+）/u;
/** A heading says what follows; a paragraph that begins like one is longer. */
const LONGEST_HEADING = 40;

/** The lines of a text, each a heading of a level or a paragraph (0). */
export function linesOf(body: string): { readonly level: 0 | 1 | 2; readonly text: string }[] {
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => {
      const isShort = text.length <= LONGEST_HEADING && !/[。；]./u.test(text);
      if (isShort && FIRST_LEVEL.test(text)) return { level: 1, text };
      return { level: isShort && SECOND_LEVEL.test(text) ? 2 : 0, text };
    });
}

function bodyOf(body: string): Html[] {
  return linesOf(body).map(({ level, text }) => {
    if (level === 1) return html`<h2>${text}</h2>`;
    return level === 2 ? html`<h3>${text}</h3>` : html`<p>${text}</p>`;
  });
}

function attachments(agency: Agency, { documentId, files }: PublicItem): Html {
  if (files.length === 0) return html``;
  return html`<section aria-labelledby="files-title">
    <h2 id="files-title">附件</h2>
    <ul class="files">
      ${files.map(
        ({ fileId, fileName, mediaType, size, pages }) =>
          html`<li>
            <a href="${fileAddress(agency.code, documentId, fileId)}">${fileName}</a>
            <span class="muted"
              >${FILE_TYPES[mediaType as MediaType].label}，${formatFileSize(size)}${pages === null ? '' : `，${pages}页`}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

const RELATIONS = {
  'interprets from': '政策解读',
  'interprets to': '解读的文件',
  'amends to': '修改的文件',
  'amends from': '修改本文件的文件',
  'repeals to': '废止的文件',
  'repeals from': '废止本文件的文件',
  'related to': '相关文件',
  'related from': '相关文件',
} as const satisfies Record<`${RelatedDocument['kind']} ${RelatedDocument['direction']}`, string>;

function relatedOf(view: View, agency: Agency, related: readonly RelatedDocument[]): Html[] {
  const titles = [...new Set(Object.values(RELATIONS))];
  return titles.flatMap((title) => {
    const own = related.filter(({ kind, direction }) => RELATIONS[`${kind} ${direction}`] === title);
    return own.length === 0
      ? []
      : [
          html`<section>
            <h2>${title}</h2>
            <ul>
              ${own.map(
                ({ documentId, title: name, form }) =>
                  html`<li>
                    <a href="${link(view, itemAddress(agency.code, documentId))}">${name}</a>${
                      form === null
                        ? ''
                        : html` <span class="muted">${INTERPRETATION_FORMS[form].label}</span>`
                    }
                  </li>`,
              )}
            </ul>
          </section>`,
        ];
  });
}

function versionsOf(view: View, agency: Agency, { documentId, version, versions }: PublicItem): Html {
  if (versions.length < 2) return html``;
  return html`<section aria-labelledby="versions-title">
    <h2 id="versions-title">历次公开</h2>
    <ol class="versions" reversed>
      ${versions.map((it) => {
        const label = `第${it.version}版，${timeInChina(it.publishedAt)}`;
        return html`<li>
          ${
            it.version === version
              ? html`<strong>${label}</strong>`
              : html`<a href="${link(view, itemAddress(agency.code, documentId, it.version))}">${label}</a>`
          }${it.reason === null ? '' : html`：${it.reason}`}
        </li>`;
      })}
    </ol>
  </section>`;
}
