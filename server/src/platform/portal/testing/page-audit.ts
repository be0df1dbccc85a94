import { DomUtils, parseDocument } from 'htmlparser2';

/** A page taken apart for a test. */
export interface ParsedPage {
  /** Elements of a tag, in order. */
  readonly all: (tag: string) => Element[];
  readonly text: string;
}
export type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

export function parsePage(html: string): ParsedPage {
  const document = parseDocument(html);
  return {
    all: (tag) => DomUtils.getElementsByTagName(tag, document),
    text: DomUtils.textContent(document),
  };
}

export function textOf(element: Element): string {
  return DomUtils.textContent(element).trim();
}

/** What every public page must have, as a list of what it lacks. */
export function faultsOf({ all }: ParsedPage): string[] {
  const elements = all('*');
  const ids = elements.flatMap(({ attribs }) => (attribs.id === undefined ? [] : [attribs.id]));
  const known = new Set(ids);
  const headings = elements.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ name }) => Number(name[1]));
  const references = elements.flatMap(({ attribs }) =>
    ['headers', 'aria-labelledby', 'aria-describedby', 'for'].flatMap(
      (name) => attribs[name]?.split(' ') ?? [],
    ),
  );
  const labelled = new Set(all('label').map(({ attribs }) => attribs.for));
  const faults: [boolean, string][] = [
    [all('html')[0]?.attribs.lang !== 'zh-CN', 'no lang'],
    [headings.filter((level) => level === 1).length !== 1, 'not exactly one h1'],
    [
      headings.some((level, index) => level > (headings[index - 1] ?? 0) + 1),
      'a level of headings is left out',
    ],
    [all('main').length !== 1, 'not exactly one main'],
    [all('title').map(textOf).join('') === '', 'no title'],
    [known.size !== ids.length, 'an id is there twice'],
    [references.some((id) => !known.has(id)), 'a reference leads nowhere'],
    [all('td').some(({ attribs }) => !attribs.headers), 'a figure without headers'],
    [
      [...all('select'), ...all('input')].some(
        ({ attribs }) => attribs.type !== 'hidden' && !labelled.has(attribs.id),
      ),
      'a field without a label',
    ],
    [all('a').some((a) => textOf(a) === '' || !a.attribs.href), 'a link without text or address'],
    [
      all('nav').length > 1 && all('nav').some(({ attribs }) => !attribs['aria-label']),
      'a nav without a name',
    ],
    [all('script').length + all('style').length > 0, 'a script or style inside'],
    [
      elements.some(
        ({ attribs }) => 'style' in attribs || Object.keys(attribs).some((n) => n.startsWith('on')),
      ),
      'an inline style or handler',
    ],
  ];
  return faults.flatMap(([isFault, name]) => (isFault ? [name] : []));
}
