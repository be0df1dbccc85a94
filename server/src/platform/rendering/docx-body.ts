import type {
  Block,
  Imprint,
  Letterhead,
  ParagraphRole,
  PrintedDocument,
  Signature,
  Table,
} from './document.js';
import { textWidth, twipsOfMm } from './docx-page.js';
import { CHARACTER, LINE } from './docx-styles.js';
import { paragraphXml, runsXml, textXml, twipsOf, type ParagraphOptions } from './docx-xml.js';
import {
  IMPRINT_RULE_MM,
  LETTERHEAD_MM,
  MARGIN_MM,
  RED,
  SIZE_POINTS,
  markPoints,
  pointsOf,
} from './measures.js';
import { aroundSignature, printedDay, signatureIndents } from './signature-place.js';

/** What the body is made of, in the order of the file. */
export type Piece =
  | {
      readonly kind: 'paragraph';
      readonly style: string;
      readonly content: string;
      readonly options: ParagraphOptions;
    }
  | { readonly kind: 'table'; readonly table: Table; readonly startsPage: boolean }
  | { readonly kind: 'imprint'; readonly xml: string };

/** Pages that lie or stand. */
export interface Section {
  readonly isLandscape: boolean;
  readonly pieces: Piece[];
}

const STYLE_OF_ROLE = {
  recipient: 'Recipient',
  body: 'OfficialBody',
  attachmentNote: 'AttachmentNote',
  note: 'Note',
  attachmentMark: 'AttachmentMark',
  caption: 'TableCaption',
  fine: 'Fine',
} as const satisfies Record<ParagraphRole, string>;

/** The body as sections, and of each of its lists whether it is numbered. */
export function bodyOf(document: PrintedDocument): {
  readonly sections: readonly Section[];
  readonly lists: readonly boolean[];
} {
  const { before, after } = aroundSignature(document.blocks);
  const lists: boolean[] = [];
  // The title of a wide table goes with it.
  const [first = false] = landscapeOf(before);
  const opensLying = first && document.letterhead === null;
  const sections: Section[] = [{ isLandscape: opensLying, pieces: openingPieces(document) }];
  const pieces = (): Piece[] => sections.at(-1)?.pieces ?? [];
  addBlocks(before, sections, lists);
  if (document.signature !== null) {
    turnUpright(sections);
    keepWithNext(pieces());
    pieces().push(...signaturePieces(document.signature));
  }
  addBlocks(after, sections, lists);
  if (document.imprint !== null) {
    turnUpright(sections);
    pieces().push(...imprintPieces(document.imprint, document.format === 'letter'));
  }
  return { sections, lists };
}

function turnUpright(sections: Section[]): void {
  if (sections.at(-1)?.isLandscape === true) sections.push({ isLandscape: false, pieces: [] });
}

function addBlocks(blocks: readonly Block[], sections: Section[], lists: boolean[]): void {
  const lying = landscapeOf(blocks);
  let startsPage = false;
  let last: Block | null = null;
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'pageBreak') {
      startsPage = true;
      continue;
    }
    const isLandscape = lying[index] ?? false;
    if (sections.at(-1)?.isLandscape !== isLandscape) {
      // A section without anything would be an empty page.
      if (sections.at(-1)?.pieces.length === 0) sections.pop();
      sections.push({ isLandscape, pieces: [] });
      startsPage = false;
    }
    sections.at(-1)?.pieces.push(...blockPieces(block, last, startsPage, lists));
    startsPage = false;
    last = block;
  }
}

/** Whether each block's page lies: what leads a wide table goes with it, and the small print below. */
function landscapeOf(blocks: readonly Block[]): boolean[] {
  const lying = blocks.map((block) => block.kind === 'table' && block.isLandscape);
  for (let index = blocks.length - 2; index >= 0; index -= 1) {
    const block = blocks[index];
    const leads =
      block?.kind === 'heading' ||
      (block?.kind === 'paragraph' && (block.role === 'caption' || block.role === 'attachmentMark'));
    if (leads) lying[index] = lying[index + 1] ?? false;
  }
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && block.kind === 'paragraph' && block.role === 'fine')
      lying[index] = lying[index - 1] ?? false;
  }
  return lying;
}

function blockPieces(
  block: Exclude<Block, { readonly kind: 'pageBreak' }>,
  last: Block | null,
  startsPage: boolean,
  lists: boolean[],
): Piece[] {
  switch (block.kind) {
    case 'heading':
      return [paragraph(`Heading${block.level}`, textXml(block.text), { startsPage })];
    case 'paragraph': {
      const isFirstNote =
        block.role === 'attachmentNote' && !(last?.kind === 'paragraph' && last.role === 'attachmentNote');
      return [
        paragraph(STYLE_OF_ROLE[block.role], runsXml(block.runs), {
          startsPage,
          ...(isFirstNote ? { spaceBefore: LINE } : {}),
          ...(block.role === 'attachmentMark' ? { spaceAfter: LINE } : {}),
        }),
      ];
    }
    case 'list': {
      const list = lists.push(block.isNumbered);
      return block.items.map((item, index) =>
        paragraph('OfficialList', textXml(item), { list, startsPage: startsPage && index === 0 }),
      );
    }
    case 'table': {
      if (block.caption === null) return [{ kind: 'table', table: block, startsPage }];
      const caption = paragraph('TableCaption', textXml(block.caption), { startsPage });
      return [caption, { kind: 'table', table: block, startsPage: false }];
    }
  }
}

function paragraph(style: string, content: string, options: ParagraphOptions = {}): Piece {
  return { kind: 'paragraph', style, content, options };
}

/** The text before the signature may not leave it alone on a page. */
function keepWithNext(pieces: Piece[]): void {
  const last = pieces.at(-1);
  if (last?.kind === 'paragraph') {
    pieces[pieces.length - 1] = { ...last, options: { ...last.options, keepsWithNext: true } };
  }
}

function openingPieces({ title, format, letterhead }: PrintedDocument): Piece[] {
  const head =
    letterhead === null
      ? []
      : format === 'letter'
        ? letterNumberPieces(letterhead)
        : format === 'official'
          ? officialPieces(letterhead)
          : [];
  const spaceBefore = head.length === 0 ? {} : { spaceBefore: 2 * LINE };
  return [...head, paragraph('Title', textXml(title), spaceBefore)];
}

/** Organ, number and the red rule; the urgency stands at the very top. */
function officialPieces({ organ, documentNumber, urgency }: Letterhead): Piece[] {
  const points = markPoints(organ);
  const top = twipsOfMm(LETTERHEAD_MM.official.markBelowTypeArea) - (urgency === null ? 0 : LINE);
  const size = `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
  // Of a line's height half of what its text leaves lies below the text.
  const below = pointsOf(LETTERHEAD_MM.official.ruleBelowNumber) - (LINE / 20 - SIZE_POINTS.三号) / 2;
  return [
    ...(urgency === null ? [] : [paragraph('Urgency', textXml(urgency))]),
    paragraph('OrganMark', textXml(organ, size), { spaceBefore: top, exactLine: twipsOf(points) }),
    paragraph('DocumentNumber', textXml(documentNumber ?? ''), {
      spaceBefore: 2 * LINE,
      align: 'center',
      borders: { bottom: { size: 12, color: RED, space: Math.round(below) } },
    }),
  ];
}

/** Below the first rule of a letter, which is in the header: urgency at the left edge, number at the right. */
function letterNumberPieces({ documentNumber, urgency }: Letterhead): Piece[] {
  if (documentNumber === null && urgency === null) return [];
  const left =
    urgency === null ? '' : textXml(urgency, '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/>');
  return [
    paragraph('DocumentNumber', left + textXml(`\t${documentNumber ?? ''}`), {
      rightTab: textWidth(false),
      spaceBefore: 120,
    }),
  ];
}

function signaturePieces(signature: Signature): Piece[] {
  const indents = signatureIndents(signature);
  const at = (characters: number): ParagraphOptions => ({
    right: Math.round(characters * CHARACTER),
    rightCharacters: Math.round(characters * 100),
  });
  return [
    paragraph('Signature', textXml(signature.organ), {
      ...at(indents.organ),
      keepsWithNext: true,
      spaceBefore: (signature.hasSeal ? 2 : 1) * LINE,
    }),
    paragraph('Signature', textXml(printedDay(signature.signedOn)), at(indents.day)),
  ];
}

/**
 * 版记 at the foot of the last page; that of a letter has neither rules nor the line of who printed it. It is placed by
 * the edge of the paper: where a table is placed by the type area that it fills, LibreOffice leaves it below the text.
 */
function imprintPieces({ copiesTo, printedBy, printedOn }: Imprint, isLetter: boolean): Piece[] {
  const width = textWidth(false);
  const character = twipsOf(SIZE_POINTS.四号);
  const copies = paragraphXml('Imprint', textXml(`抄送：${copiesTo.join('，')}。`), {
    left: 4 * character,
    hanging: 3 * character,
    right: character,
  });
  const printed = paragraphXml('Imprint', textXml(`${printedBy}\t${printedDay(printedOn)}印发`), {
    left: character,
    right: character,
    rightTab: width - character,
  });
  const lines = [...(copiesTo.length === 0 ? [] : [copies]), ...(isLetter ? [] : [printed])];
  if (lines.length === 0) return [];
  const rule = (side: string, millimetres: number): string =>
    `<w:${side} w:val="single" w:sz="${Math.round(pointsOf(millimetres) * 8)}" w:space="0" w:color="000000"/>`;
  const { outer, inner } = IMPRINT_RULE_MM;
  const rules = `<w:tblBorders>${rule('top', outer)}${rule('bottom', outer)}${rule('insideH', inner)}</w:tblBorders>`;
  const rows = lines.map(
    (line) =>
      `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${line}</w:tc></w:tr>`,
  );
  const place = `<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="${twipsOfMm(MARGIN_MM.left)}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>`;
  const xml = `<w:tbl><w:tblPr>${place}<w:tblW w:w="${width}" w:type="dxa"/>${isLetter ? '' : rules}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar><w:tblCaption w:val="版记"/></w:tblPr><w:tblGrid><w:gridCol w:w="${width}"/></w:tblGrid>${rows.join('')}</w:tbl>`;
  return [{ kind: 'imprint', xml }];
}
