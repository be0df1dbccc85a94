/** Addresses in a page that the portal has drawn: the same page functions write attributes in quotes, escaped. */
const ATTRIBUTE = /\s(href|src|action)="([^"]*)"/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};

function unescape(text: string): string {
  return text.replaceAll(/&(?:amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Our own address in a page, without what follows `#`. */
export interface FoundLink {
  readonly attribute: 'href' | 'src' | 'action';
  readonly address: string;
}

/** What a link becomes; `download`: what the file is to be called where it is saved. */
export interface NewLink {
  readonly url: string;
  readonly download?: string;
}

/** Every address of ours in a page. */
export function linksOf(html: string): FoundLink[] {
  return [...html.matchAll(ATTRIBUTE)].flatMap(([, attribute = '', value = '']) => {
    const address = ownAddress(unescape(value));
    return address === null
      ? []
      : [{ attribute: attribute as FoundLink['attribute'], address: address.address }];
  });
}

/** The page with every address of ours replaced. */
export function replaceLinks(html: string, replace: (link: FoundLink) => NewLink): string {
  return html.replaceAll(ATTRIBUTE, (whole, attribute: FoundLink['attribute'], value: string) => {
    const own = ownAddress(unescape(value));
    if (own === null) return whole;
    const { url, download } = replace({ attribute, address: own.address });
    const saved = download === undefined ? '' : ` download="${escape(download)}"`;
    return ` ${attribute}="${escape(`${url}${own.hash}`)}"${saved}`;
  });
}

function ownAddress(value: string): { readonly address: string; readonly hash: string } | null {
  if (!value.startsWith('/') || value.startsWith('//')) return null;
  const at = value.indexOf('#');
  return at === -1 ? { address: value, hash: '' } : { address: value.slice(0, at), hash: value.slice(at) };
}

/** Full addresses in feeds, in the sitemap and in robots.txt. What identifies an entry of a feed stays as it is. */
export function replaceOrigins(text: string, origin: string, replace: (address: string) => string): string {
  const escaped = origin.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(
    `(href="|<loc>|"(?:url|home_page_url|feed_url)":"|Sitemap: )${escaped}([^"<\\s]*)`,
    'g',
  );
  return text.replaceAll(pattern, (_, before: string, address: string) => {
    const isXml = before === 'href="' || before === '<loc>';
    const made = replace(isXml ? unescape(address) : address);
    return `${before}${isXml ? escape(made) : made}`;
  });
}
