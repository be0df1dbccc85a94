import { Parser } from 'htmlparser2';
import type { ReportDocument } from './document-blocks.js';
import { dropInvisibleCharacters } from './normalise-characters.js';
import { DocumentBuilder, parseSpan } from './table-builder.js';

const IGNORED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'select',
  'textarea',
  'iframe',
  'object',
]);
const BREAKING = new Set([
  'p',
  'div',
  'br',
  'li',
  'ul',
  'ol',
  'dl',
  'dt',
  'dd',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'section',
  'article',
  'header',
  'footer',
  'blockquote',
  'pre',
  'hr',
  'caption',
  'center',
  'form',
  'ucaptitle',
  'ucapcontent',
  'title',
]);
const TABLE_TAGS = new Set(['table', 'tr', 'td', 'th']);
const TITLE_TAGS = new Set(['ucaptitle', 'h1']);
const TITLE_NAMES = /^(?:articletitle|title|og:title)$/;
const DATE_NAMES = /^(?:pubdate|publishdate|publishtime|article:published_time|others)$/;
const PUBLISHER_NAMES = /^(?:contentsource|source)$/;
const CHUNK = 256 * 1024;

/**
 * A web page as blocks, read in one pass without building its tree. Scripts, styles and comments are left out;
 * an unclosed or nested table is read as a browser would show it. Throws FILE_TOO_LARGE on absurd tables.
 */
export function readHtmlDocument(html: string): ReportDocument {
  const builder = new DocumentBuilder();
  const titles: string[] = [];
  let ignored = 0;
  let pageTitle: string[] | null = null;
  let heading: string[] | null = null;
  let publishedOn: string | null = null;
  let publisher: string | null = null;

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'title') pageTitle = [];
        if (name === 'meta') {
          const key = (attributes.name ?? attributes.property ?? '').toLowerCase();
          const content = attributes.content ?? '';
          if (TITLE_NAMES.test(key)) titles.unshift(content);
          const date = DATE_NAMES.test(key) ? /(\d{4})-(\d{2})-(\d{2})/.exec(content)?.[0] : undefined;
          if (date !== undefined) publishedOn = date;
          if (PUBLISHER_NAMES.test(key)) publisher = content;
          return;
        }
        if (IGNORED.has(name)) ignored += 1;
        if (ignored > 0) return;
        if (TITLE_TAGS.has(name)) heading = [];
        if (name === 'table') builder.openTable();
        else if (name === 'tr') builder.openRow();
        else if (name === 'td' || name === 'th')
          builder.openCell(parseSpan(attributes.colspan, false), parseSpan(attributes.rowspan, true));
        else if (BREAKING.has(name)) builder.breakLine();
      },
      ontext(text) {
        pageTitle?.push(text);
        if (ignored > 0) return;
        const spaced = text.replace(/[\r\n\t ]+/g, ' ');
        heading?.push(spaced);
        builder.addText(dropInvisibleCharacters(spaced));
      },
      onclosetag(name, isImplied) {
        if (name === 'title' && pageTitle !== null) {
          titles.push(pageTitle.join(''));
          pageTitle = null;
        }
        if (IGNORED.has(name)) {
          ignored = Math.max(0, ignored - 1);
          return;
        }
        if (ignored > 0) return;
        if (TITLE_TAGS.has(name) && heading !== null) {
          titles.unshift(heading.join(''));
          heading = null;
        }
        if (TABLE_TAGS.has(name)) {
          // A stray </p> makes the parser close the cells around it; a browser keeps them open.
          if (isImplied) return;
          if (name === 'table') builder.closeTable();
          else if (name === 'tr') builder.closeRow();
          else builder.closeCell();
        } else if (BREAKING.has(name)) builder.breakLine();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  for (let start = 0; start < html.length; start += CHUNK) parser.write(html.slice(start, start + CHUNK));
  parser.end();
  return { blocks: builder.finish(), titles, publishedOn, publisher };
}
