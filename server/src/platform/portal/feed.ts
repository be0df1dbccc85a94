import { escapeXml } from '../rendering/office-package.js';

export interface FeedEntry {
  /** Never another one's, and never another. */
  readonly id: string;
  readonly address: string;
  readonly title: string;
  readonly summary: string;
  readonly publishedAt: string | null;
}

/** A list of an agency as programs read it that look again by themselves; addresses are whole. */
export interface Feed {
  readonly title: string;
  readonly author: string;
  readonly page: string;
  readonly self: string;
  /** The newest first. */
  readonly entries: readonly FeedEntry[];
}

/** RFC 4287. */
export function atomOf({ title, author, page, self, entries }: Feed): string {
  const written = entries.map(
    ({ id, address, title: name, summary, publishedAt }) => `<entry>
<id>${escapeXml(id)}</id>
<title>${escapeXml(name)}</title>
<link href="${escapeXml(address)}"/>
<published>${instant(publishedAt)}</published>
<updated>${instant(publishedAt)}</updated>
<summary>${escapeXml(summary)}</summary>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${escapeXml(self)}</id>
<title>${escapeXml(title)}</title>
<link rel="self" href="${escapeXml(self)}"/>
<link href="${escapeXml(page)}"/>
<updated>${instant(entries[0]?.publishedAt ?? null)}</updated>
<author><name>${escapeXml(author)}</name></author>
${written.join('\n')}
</feed>
`;
}

/** JSON Feed 1.1. */
export function jsonFeedOf({ title, author, page, self, entries }: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    language: 'zh-CN',
    home_page_url: page,
    feed_url: self,
    authors: [{ name: author }],
    items: entries.map(({ id, address, title: name, summary, publishedAt }) => ({
      ...{ id, url: address, title: name, summary, date_published: instant(publishedAt) },
    })),
  });
}

function instant(at: string | null): string {
  return new Date(at ?? 0).toISOString();
}
