import type { html } from 'hono/html';
import type { Site } from './site.js';

/** A piece of a page, escaped already. Anything else that is put into a template is escaped there. */
export type Html = ReturnType<typeof html>;

/** How this visitor sees the pages; it travels in the address, so that no cookie is needed. */
export interface View {
  readonly site: Site;
  readonly isLarge: boolean;
  /** Path and query of this page without the choice of size. */
  readonly address: string;
}

const LARGE = 'size=large';

/** The view that an address asks for. */
export function viewOf(site: Site, url: string): View {
  const { pathname, searchParams } = new URL(url);
  const isLarge = searchParams.get('size') === 'large';
  searchParams.delete('size');
  const query = searchParams.toString();
  return { site, isLarge, address: query === '' ? pathname : `${pathname}?${query}` };
}

/** An address of ours that keeps the visitor's choice of size. */
export function link({ isLarge }: View, address: string): string {
  return isLarge ? withLarge(address) : address;
}

/** This page in the other size. */
export function linkToOtherSize({ isLarge, address }: View): string {
  return isLarge ? address : withLarge(address);
}

function withLarge(address: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${LARGE}`;
}
