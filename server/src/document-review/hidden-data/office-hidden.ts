import { posix } from 'node:path';
import type { HiddenItem } from '@gongkai/core';
import { openZip, type OpenZip } from '../../platform/files/zip-file.js';
import type { FileSource } from '../../platform/files/file-source.js';
import { imageAsShown } from './image-hidden.js';
import { isSomebody } from './somebody.js';
import { hiddenStylesOf, wordAsShown } from './word-hidden.js';
import {
  sharedTextsAsUsed,
  sheetAsShown,
  sheetItem,
  sheetsOf,
  usedTextsOf,
  workbookAsShown,
} from './workbook-hidden.js';
import {
  attributeOf,
  bytesOf,
  plainText,
  shortened,
  withoutElements,
  xmlTokens,
  type XmlToken,
} from './xml-tokens.js';

type Report = (item: HiddenItem) => void;

/** A part of a package as it may be published. */
export interface CleanPart {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

const WORD_TEXT = /^word\/(?:document\d*|header\d*|footer\d*|footnotes|endnotes|glossary\/document)\.xml$/;
const SHEET = /^xl\/(?:worksheets|chartsheets|dialogsheets|macrosheets)\/[^/]+\.xml$/;
const COMMENTS =
  /^(?:word\/(?:comments\w*|people)\.xml|xl\/comments\d*\.xml|xl\/comments\/.*|xl\/threadedComments\/.*|xl\/persons\/.*)$/;
const OWN_PROPERTIES = /^docProps\/(?:custom\.xml|thumbnail\.\w+)$/;
const EMBEDDED = /^(?:word|xl|ppt)\/(?:embeddings\/.+|pivotCache\/pivotCacheRecords\d+\.xml)$/;
const MEDIA = /\/media\/[^/]+\.(?:jpe?g|png)$/i;
/** Images larger than this inside of a document go on as they are. */
const MOST_IMAGE_BYTES = 64_000_000;

/** The parts of a docx or xlsx without what nobody sees; `report` hears of each as the parts are read to their ends. */
export async function* cleanParts(source: FileSource, report: Report): AsyncGenerator<CleanPart> {
  const zip = await openZip(source);
  try {
    const names = new Set(zip.entries.map(({ fileName }) => fileName));
    const tokensOf = (name: string) => tokensOfPart(zip, name);
    const workbook = names.has('xl/workbook.xml') ? await readWorkbook(names, tokensOf) : null;
    const styles = names.has('word/styles.xml')
      ? await hiddenStylesOf(tokensOf('word/styles.xml'))
      : new Set<string>();
    const dropped = droppedParts([...names], workbook?.hiddenParts ?? new Set());
    for (const sheet of workbook?.sheets ?? []) if (sheet.isHidden) report(sheetItem(sheet));
    for (const name of dropped) await reportDropped(name, tokensOf, report);
    for (const entry of zip.entries) {
      const name = entry.fileName;
      if (name.endsWith('/') || dropped.has(name)) continue;
      if (EMBEDDED.test(name)) report({ rule: 'hidden.embedded', detail: name });
      const bytes = () => zip.read(entry);
      const xml = (filter: (tokens: AsyncIterable<XmlToken>) => AsyncIterable<XmlToken>): CleanPart => ({
        name,
        content: bytesOf(filter(xmlTokens(bytes()))),
      });
      if (name === '[Content_Types].xml') yield xml((tokens) => withoutTypes(tokens, dropped));
      else if (name.endsWith('.rels')) yield xml((tokens) => withoutLinks(tokens, name, dropped));
      else if (WORD_TEXT.test(name)) yield xml((tokens) => wordAsShown(tokens, styles, report));
      else if (name === 'word/settings.xml') yield xml(withoutWordTraces);
      else if (name === 'docProps/core.xml' || name === 'docProps/app.xml')
        yield xml((tokens) => propertiesAsShown(tokens, report));
      else if (workbook !== null && name === 'xl/workbook.xml')
        yield xml((tokens) => workbookAsShown(tokens, workbook.sheets));
      else if (workbook !== null && name === 'xl/sharedStrings.xml' && workbook.used !== null) {
        const { used } = workbook;
        yield xml((tokens) => sharedTextsAsUsed(tokens, used));
      } else if (workbook !== null && SHEET.test(name))
        yield xml((tokens) => sheetAsShown(tokens, workbook, report));
      else if (MEDIA.test(name) && entry.uncompressedSize <= MOST_IMAGE_BYTES)
        yield { name, content: cleanImage(bytes(), report) };
      else yield { name, content: bytes() };
    }
  } finally {
    zip.close();
  }
}

async function* tokensOfPart(zip: OpenZip, name: string): AsyncGenerator<XmlToken> {
  const entry = zip.entries.find(({ fileName }) => fileName === name);
  if (entry !== undefined) yield* xmlTokens(zip.read(entry));
}

type TokensOf = (name: string) => AsyncGenerator<XmlToken>;

/** What of a workbook must be known before its parts go by. */
async function readWorkbook(names: ReadonlySet<string>, tokensOf: TokensOf) {
  const sheets = await sheetsOf(tokensOf('xl/workbook.xml'));
  const targets = new Map<string, string>();
  for await (const token of tokensOf('xl/_rels/workbook.xml.rels')) {
    if (token.name !== 'Relationship') continue;
    targets.set(attributeOf(token, 'Id') ?? '', targetOf('xl', attributeOf(token, 'Target') ?? ''));
  }
  const partOf = (relationId: string) => targets.get(relationId) ?? '';
  const hiddenParts = new Set(sheets.filter(({ isHidden }) => isHidden).map((it) => partOf(it.relationId)));
  const shown = [...names].filter((name) => SHEET.test(name) && !hiddenParts.has(name));
  const hasComments = [...names].some((name) => COMMENTS.test(name));
  // Formulas over sheets that go would break, and they say what stood there.
  const keepsFormulas =
    hiddenParts.size === 0 && ![...names].some((name) => name.startsWith('xl/externalLinks/'));
  const hiddenCells: HiddenItem[] = [];
  const used = new Set<number>();
  for (const part of shown) {
    const tokens = sheetAsShown(tokensOf(part), { keepsFormulas, hasComments }, (item) => {
      hiddenCells.push(item);
    });
    await usedTextsOf(tokens, used);
  }
  const isLess = hiddenCells.length > 0 || hiddenParts.size > 0;
  return { sheets, hiddenParts, hasComments, keepsFormulas, used: isLess ? used : null };
}

function targetOf(folder: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(folder, target));
}

/** Parts that go, with the links that are theirs alone. */
function droppedParts(names: readonly string[], hiddenParts: ReadonlySet<string>): ReadonlySet<string> {
  const hasComments = names.some((name) => name.startsWith('xl/comments'));
  const goes = (name: string): boolean =>
    COMMENTS.test(name) ||
    name.startsWith('xl/revisions/') ||
    name.startsWith('xl/externalLinks/') ||
    OWN_PROPERTIES.test(name) ||
    hiddenParts.has(name) ||
    (hasComments && /^xl\/drawings\/vmlDrawing\d+\.vml$/.test(name)) ||
    (hiddenParts.size > 0 && name === 'xl/calcChain.xml');
  const owners = new Set(names.filter(goes));
  const ownerOf = (name: string) => name.replace(/_rels\/([^/]+)\.rels$/, '$1');
  return new Set(
    names.filter((name) => owners.has(name) || (name.endsWith('.rels') && owners.has(ownerOf(name)))),
  );
}

async function reportDropped(name: string, tokensOf: TokensOf, report: Report): Promise<void> {
  if (name.startsWith('xl/revisions/')) report({ rule: 'hidden.revision', detail: name });
  if (/^xl\/externalLinks\/[^/]+\.xml$/.test(name)) report({ rule: 'hidden.link', detail: name });
  if (name === 'docProps/custom.xml') {
    for await (const token of tokensOf(name))
      if (token.name === 'property' && token.kind === 'open')
        report({
          rule: 'hidden.author',
          detail: shortened(`自定义属性：${attributeOf(token, 'name') ?? ''}`),
        });
  }
  if (!/^(?:word\/comments\.xml|xl\/comments.*\.xml)$/.test(name)) return;
  const rest = withoutElements(
    tokensOf(name),
    (it) => it.name === 'comment',
    (it, text) => {
      report({ rule: 'hidden.comment', detail: shortened(`${attributeOf(it, 'author') ?? ''} ${text}`) });
      return undefined;
    },
  );
  while ((await rest.next()).done !== true);
}

function withoutTypes(tokens: AsyncIterable<XmlToken>, dropped: ReadonlySet<string>) {
  return withoutElements(
    tokens,
    (token) => token.name === 'Override' && dropped.has((attributeOf(token, 'PartName') ?? '').slice(1)),
  );
}

function withoutLinks(tokens: AsyncIterable<XmlToken>, name: string, dropped: ReadonlySet<string>) {
  const folder = posix.dirname(posix.dirname(name));
  return withoutElements(tokens, (token) => {
    if (token.name !== 'Relationship') return false;
    if (attributeOf(token, 'TargetMode') === 'External')
      return (attributeOf(token, 'Type') ?? '').endsWith('/attachedTemplate');
    return dropped.has(targetOf(folder === '.' ? '' : folder, attributeOf(token, 'Target') ?? ''));
  });
}

const WORD_TRACES = new Set(['trackRevisions', 'rsids', 'attachedTemplate', 'docVars', 'mailMerge']);

function withoutWordTraces(tokens: AsyncIterable<XmlToken>) {
  return withoutElements(tokens, ({ name }) => WORD_TRACES.has(name));
}

/** Properties that name people and places; the title of a document and the program that wrote it stay. */
const PERSONAL_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['creator', '作者'],
  ['lastModifiedBy', '最后修改者'],
  ['description', '备注'],
  ['keywords', '标记'],
  ['Manager', '经理'],
  ['Company', '单位'],
  ['HyperlinkBase', '链接基址'],
  ['Template', '模板'],
]);
/** They name sheets that went. */
const LISTS = new Set(['TitlesOfParts', 'HeadingPairs']);
const QUIET = new Set(['Template', 'keywords']);

function propertiesAsShown(tokens: AsyncIterable<XmlToken>, report: Report) {
  return withoutElements(
    tokens,
    ({ name }) => PERSONAL_PROPERTIES.has(name) || LISTS.has(name),
    ({ name }, text) => {
      const label = PERSONAL_PROPERTIES.get(name);
      const value = plainText(text).trim();
      if (label !== undefined && !QUIET.has(name) && isSomebody(value))
        report({ rule: 'hidden.author', detail: shortened(`${label}：${value}`) });
      return undefined;
    },
  );
}

async function* cleanImage(content: AsyncIterable<Uint8Array>, report: Report): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  yield imageAsShown(Buffer.concat(pieces), report);
}
