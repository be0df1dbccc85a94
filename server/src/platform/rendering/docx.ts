import type { PrintedDocument } from './document.js';
import { bodyOf, type Section } from './docx-body.js';
import { furnitureParts, sectionXml, textWidth } from './docx-page.js';
import { fontTableXml, numberingXml, settingsXml, stylesXml } from './docx-styles.js';
import { tableXml } from './docx-table.js';
import { WORD, paragraphXml } from './docx-xml.js';
import { RELATIONSHIPS, propertyParts, wholeFile, writePackage, type PackagePart } from './office-package.js';

const TYPE = 'officedocument.wordprocessingml.';

/**
 * A Word file in the measures and faces of GB/T 9704. Equal documents give equal bytes; however long the tables are, no
 * more than a piece of their XML is held.
 * @throws RangeError for a row with more cells than its table has columns
 */
export async function writeDocx(document: PrintedDocument): Promise<Uint8Array> {
  const { sections, lists } = bodyOf(document);
  const furniture = furnitureParts(document);
  const linked: { id: string; kind: string; part: PackagePart }[] = [
    {
      id: 'rIdStyles',
      kind: 'styles',
      part: { name: 'word/styles.xml', type: `${TYPE}styles+xml`, xml: stylesXml() },
    },
    {
      id: 'rIdSettings',
      kind: 'settings',
      part: { name: 'word/settings.xml', type: `${TYPE}settings+xml`, xml: settingsXml() },
    },
    {
      id: 'rIdFonts',
      kind: 'fontTable',
      part: { name: 'word/fontTable.xml', type: `${TYPE}fontTable+xml`, xml: fontTableXml() },
    },
    ...(lists.length === 0
      ? []
      : [
          {
            id: 'rIdNumbering',
            kind: 'numbering',
            part: { name: 'word/numbering.xml', type: `${TYPE}numbering+xml`, xml: numberingXml(lists) },
          },
        ]),
    ...furniture.map(({ id, ...part }) => ({
      id,
      kind: part.type.includes('header') ? 'header' : 'footer',
      part,
    })),
  ];
  const main: PackagePart = {
    name: 'word/document.xml',
    type: `${TYPE}document.main+xml`,
    xml: documentXml(document, sections),
    relationships: linked.map(({ id, kind, part }) => ({
      id,
      type: kind,
      target: part.name.replace('word/', ''),
    })),
  };
  const properties = propertyParts({ title: document.title, ...document.metadata });
  return wholeFile(
    writePackage(
      [main, ...linked.map(({ part }) => part), ...properties.parts],
      [{ id: 'rIdDocument', type: 'officeDocument', target: main.name }, ...properties.relationships],
    ),
  );
}

function* documentXml(document: PrintedDocument, sections: readonly Section[]): Generator<string> {
  yield `<w:document xmlns:w="${WORD}" xmlns:r="${RELATIONSHIPS}"><w:body>`;
  for (const [index, section] of sections.entries()) {
    const end = sectionXml(document, section.isLandscape, index === 0);
    const isLast = index === sections.length - 1;
    yield* sectionPieces(section, isLast ? null : end);
    if (isLast) yield end;
  }
  yield '</w:body></w:document>';
}

/** Word joins tables that touch and wants a paragraph below the last: a line of one point is put there. */
const SEAM = paragraphXml('Rule', '');

function* sectionPieces({ pieces, isLandscape }: Section, end: string | null): Generator<string> {
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    if (piece.kind === 'paragraph') {
      const closing = next === undefined && end !== null ? { section: end } : {};
      yield paragraphXml(piece.style, piece.content, { ...piece.options, ...closing });
      continue;
    }
    if (piece.kind === 'table') yield* tableXml(piece.table, textWidth(isLandscape), piece.startsPage);
    else yield piece.xml;
    if (next === undefined && end !== null) yield paragraphXml('Rule', '', { section: end });
    else if (next?.kind !== 'paragraph') yield SEAM;
  }
}
