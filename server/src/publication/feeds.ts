import { DOCUMENT_KINDS, VALIDITIES, type Agency, timeInChina } from '@gongkai/core';
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

/** RFC 4287. */
export function atomFeed({ site, agency, title, filter, items }: FeedParts): string {
  const origin = originOf(site);
  const self = `${origin}${itemListAddress(agency.code, filter, '.atom')}`;
  const updated = items[0]?.publishedAt ?? '1970-01-01T00:00:00Z';
  const entries = items.map((item) => {
    const address = `${origin}${itemAddress(agency.code, item.documentId)}`;
    return `<entry>
<id>${escapeXml(address)}</id>
<title>${escapeXml(item.title)}</title>
<link href="${escapeXml(address)}"/>
<published>${instant(item.publishedAt)}</published>
<updated>${instant(item.publishedAt)}</updated>
<summary>${escapeXml(item.summary)}</summary>
</entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${escapeXml(self)}</id>
<title>${escapeXml(title)}</title>
<link rel="self" href="${escapeXml(self)}"/>
<link href="${escapeXml(`${origin}${itemListAddress(agency.code, filter)}`)}"/>
<updated>${instant(updated)}</updated>
<author><name>${escapeXml(agency.name)}</name></author>
${entries.join('\n')}
</feed>
`;
}

/** JSON Feed 1.1. */
export function jsonFeed({ site, agency, title, filter, items }: FeedParts): string {
  const origin = originOf(site);
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    language: 'zh-CN',
    home_page_url: `${origin}${itemListAddress(agency.code, filter)}`,
    feed_url: `${origin}${itemListAddress(agency.code, filter, '.json')}`,
    authors: [{ name: agency.name }],
    items: items.map((item) => {
      const address = `${origin}${itemAddress(agency.code, item.documentId)}`;
      return {
        id: address,
        url: address,
        title: item.title,
        summary: item.summary,
        date_published: instant(item.publishedAt),
      };
    }),
  });
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

function instant(at: string | null): string {
  return new Date(at ?? 0).toISOString();
}
