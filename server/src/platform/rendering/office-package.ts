import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A part of a docx or xlsx package. Its XML may come in pieces, so that a large part is never held whole. */
export interface PackagePart {
  /** Path in the package: `word/document.xml`. */
  readonly name: string;
  /** Media type, of which the common beginning `application/vnd.openxmlformats-` may be left out. */
  readonly type: string;
  readonly xml: string | Iterable<string> | AsyncIterable<string>;
  readonly relationships?: readonly Relationship[];
}

/** A link from one part to another. */
export interface Relationship {
  readonly id: string;
  /** Last word of the relationship's type, such as `styles`, or the whole of it. */
  readonly type: string;
  /** Relative to the folder of the part. */
  readonly target: string;
}

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const PIECE = 64_000;

/**
 * The bytes of an office package, as its parts come. Equal parts give equal bytes.
 * @throws what reading a part throws, to whom reads the bytes
 */
export function writePackage(
  parts: readonly PackagePart[],
  relationships: readonly Relationship[],
): AsyncIterable<Uint8Array> {
  // No clock goes into the file. A zip keeps local time without its zone, so this day is the same everywhere.
  const entry = { mtime: new Date(1980, 0, 1), mode: 0o100_644, forceDosTimestamp: true };
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  zip.on('error', (error: Error) => output.destroy(error));
  const add = (name: string, xml: string): void =>
    zip.addBuffer(Buffer.from(XML_HEAD + xml, 'utf8'), name, entry);
  const overrides = parts.map(
    ({ name, type }) =>
      `<Override PartName="/${name}" ContentType="${type.includes('/') ? type : `application/vnd.openxmlformats-${type}`}"/>`,
  );
  add(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
  );
  add('_rels/.rels', relationshipsXml(relationships));
  for (const { name, xml, relationships: links } of parts) {
    if (links !== undefined) add(name.replace(/([^/]+)$/, '_rels/$1.rels'), relationshipsXml(links));
    if (typeof xml === 'string') add(name, xml);
    else {
      const stream = Readable.from(pieces(xml), { objectMode: false });
      stream.on('error', (error) => output.destroy(error));
      zip.addReadStream(stream, name, entry);
    }
  }
  zip.end();
  return output;
}

/** All pieces of a file as one. */
export async function wholeFile(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const whole: Uint8Array[] = [];
  for await (const piece of pieces) whole.push(piece);
  return new Uint8Array(Buffer.concat(whole));
}

/** Parts that every kind of package has: who made it, what it is about. */
export function propertyParts(properties: {
  readonly title: string;
  readonly author: string;
  readonly subject: string | null;
  readonly keywords: readonly string[];
  readonly createdAt: string;
}): { readonly parts: readonly PackagePart[]; readonly relationships: readonly Relationship[] } {
  const { title, author, subject, keywords } = properties;
  const createdAt = `${new Date(properties.createdAt).toISOString().slice(0, 19)}Z`;
  const time = (name: string): string =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${createdAt}</dcterms:${name}>`;
  return {
    parts: [
      {
        name: 'docProps/core.xml',
        type: 'package.core-properties+xml',
        xml: `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title>${subject === null ? '' : `<dc:subject>${escapeXml(subject)}</dc:subject>`}<dc:creator>${escapeXml(author)}</dc:creator>${keywords.length === 0 ? '' : `<cp:keywords>${escapeXml(keywords.join('；'))}</cp:keywords>`}<dc:language>zh-CN</dc:language>${time('created')}${time('modified')}</cp:coreProperties>`,
      },
      {
        name: 'docProps/app.xml',
        type: 'officedocument.extended-properties+xml',
        xml: '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>gongkai</Application></Properties>',
      },
    ],
    relationships: [
      {
        id: 'rIdCore',
        type: `${PACKAGE}/relationships/metadata/core-properties`,
        target: 'docProps/core.xml',
      },
      { id: 'rIdApp', type: 'extended-properties', target: 'docProps/app.xml' },
    ],
  };
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML holds it, without the signs that it can't hold. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

function relationshipsXml(relationships: readonly Relationship[]): string {
  const links = relationships.map(
    ({ id, type, target }) =>
      `<Relationship Id="${id}" Type="${type.includes('/') ? type : `${RELATIONSHIPS}/${type}`}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`;
}

async function* pieces(xml: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = XML_HEAD;
  for await (const text of xml) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece, 'utf8');
    piece = '';
  }
  yield Buffer.from(piece, 'utf8');
}
