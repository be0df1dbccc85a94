import { DOCUMENT_KINDS, VALIDITIES, type Agency, timeInChina } from '@gongkai/core';
import type { Feed } from '../platform/portal/feed.js';
import type { Site } from '../platform/portal/site.js';
import { escapeXml } from '../platform/rendering/office-package.js';
import type { SheetRow } from '../platform/spreadsheet/write-xlsx.js';
import { itemAddress, itemListAddress, type ItemFilter } from './addresses.js';
import type { PublicDocument } from './public-documents.js';

export interface FeedParts {
  readonly site: Site;
  readonly agency: Agency;
  /** Of the column. */
  readonly title: string;
  readonly filter: ItemFilter;
  readonly items: readonly PublicDocument[];
}

function originOf({ domain }: Site): string {
  return `https://${domain}`;
}

/** The items of a list as a feed; its own address ends with `form`. */
export function feedOf({ site, agency, title, filter, items }: FeedParts, form: '.atom' | '.json'): Feed {
  const origin = originOf(site);
  return {
    title,
    author: agency.name,
    page: `${origin}${itemListAddress(agency.code, filter)}`,
    self: `${origin}${itemListAddress(agency.code, filter, form)}`,
    entries: items.map((item) => {
      const address = `${origin}${itemAddress(agency.code, item.documentId)}`;
      const { title: name, summary, publishedAt } = item;
      return { id: address, address, title: name, summary, publishedAt };
    }),
  };
}

/** The list as a table: a row an item. */
export function itemRows(items: readonly PublicDocument[]): SheetRow[] {
  return items.map(({ indexNumber, title, documentNumber, kind, formedOn, publishedAt, validity }) => [
    indexNumber ?? '',
    title,
    documentNumber ?? '',
    DOCUMENT_KINDS[kind].label,
    formedOn,
    publishedAt === null ? '' : timeInChina(publishedAt),
    validity === null ? '' : VALIDITIES[validity],
  ]);
}
export const ITEM_HEAD: SheetRow = ['索引号', '标题', '文号', '种类', '成文日期', '公开时间', '有效性'];

/** What programs that read the whole site are asked: to leave out forms and single questions, and where the list of pages is. */
export function robotsText(site: Site): string {
  const closed = ['/api/', '/console/', '/sign-in', '/progress', '/search?'];
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    `Sitemap: ${originOf(site)}/sitemap.xml`,
    '',
  ].join('\n');
}

/** Addresses of the sitemap, as its protocol wants them. */
export function sitemapEntry(site: Site, address: string, changedOn?: string): string {
  const day = changedOn === undefined || changedOn === '' ? '' : `<lastmod>${changedOn}</lastmod>`;
  return `<url><loc>${escapeXml(`${originOf(site)}${address}`)}</loc>${day}</url>\n`;
}
