import { html } from 'hono/html';
import type { Site } from './site.js';

/** A piece of a page, escaped already. Anything else that is put into a template is escaped there. */
export type Html = ReturnType<typeof html>;

/** How this visitor sees the pages; it travels in the address, so that no cookie is needed. */
export interface View {
  readonly site: Site;
  readonly isLarge: boolean;
  /** In traditional characters, made from the simplified ones. */
  readonly isTraditional?: boolean;
  /** Path and query of this page without these choices. */
  readonly address: string;
}

const LARGE = ['size', 'large'] as const;
const TRADITIONAL = ['script', 'hant'] as const;

/** The view that an address asks for. */
export function viewOf(site: Site, url: string): View {
  const { pathname, searchParams } = new URL(url);
  const isLarge = searchParams.get(LARGE[0]) === LARGE[1];
  const isTraditional = searchParams.get(TRADITIONAL[0]) === TRADITIONAL[1];
  searchParams.delete(LARGE[0]);
  searchParams.delete(TRADITIONAL[0]);
  const query = searchParams.toString();
  return { site, isLarge, isTraditional, address: query === '' ? pathname : `${pathname}?${query}` };
}

/** An address of ours that keeps the visitor's choices. */
export function link(view: View, address: string): string {
  return choicesOf(view).reduce(
    (sofar, [name, value]) => `${sofar}${sofar.includes('?') ? '&' : '?'}${name}=${value}`,
    address,
  );
}

/** The visitor's choices in a form that is sent as an address. */
export function keptChoices(view: View): Html {
  return html`${choicesOf(view).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )}`;
}

function choicesOf({ isLarge, isTraditional = false }: View): (readonly [string, string])[] {
  return [...(isLarge ? [LARGE] : []), ...(isTraditional ? [TRADITIONAL] : [])];
}

/** This page in the other size. */
export function linkToOtherSize(view: View): string {
  return link({ ...view, isLarge: !view.isLarge }, view.address);
}

/** This page in the other characters. */
export function linkToOtherScript(view: View): string {
  return link({ ...view, isTraditional: view.isTraditional !== true }, view.address);
}
