import type { Block, Paragraph, PrintedDocument } from './document.js';
import { FACES } from './fonts.js';
import {
  CHARACTER_POINTS,
  IMPRINT_RULE_MM,
  LANDSCAPE_MARGIN_MM,
  LETTERHEAD_MM,
  LINE_POINTS,
  MARGIN_MM,
  markPoints,
  PAGE_NUMBER_BELOW_TYPE_AREA_MM,
  PAPER_MM,
  pointsOf,
  RED,
  SIZE_POINTS,
  TYPE_AREA_MM,
} from './measures.js';
import { readable, readableOrNull } from './readable-text.js';
import { aroundSignature, printedDay } from './signature-place.js';
import { titleLines } from './title-lines.js';
import { TABLE_SPACE, typstTable } from './typst-table.js';

/** Of 二号 on a line, with a little room. */
const CHARACTERS_OF_TITLE = Math.floor(pointsOf(TYPE_AREA_MM.width) / SIZE_POINTS.二号);

/** What the Typst template gets: plain data, so that no text of a document is ever read as markup. */
export function paperOf(document: PrintedDocument): unknown {
  const { before, after } = aroundSignature(document.blocks);
  const { letterhead, signature, imprint, metadata } = document;
  return {
    title: document.title.replaceAll('\n', ''),
    titleLines: titleLines(document.title, CHARACTERS_OF_TITLE).map((line) => readable(line)),
    format: document.format,
    author: metadata.author,
    subject: metadata.subject,
    keywords: metadata.keywords,
    letterhead: letterhead && {
      organ: readable(letterhead.organ),
      documentNumber: readableOrNull(letterhead.documentNumber),
      urgency: readableOrNull(letterhead.urgency),
    },
    before: blocksOf(before),
    after: blocksOf(after),
    signature: signature && {
      organ: readable(signature.organ),
      day: printedDay(signature.signedOn),
      hasSeal: signature.hasSeal,
    },
    imprint: imprint && {
      copiesTo: imprint.copiesTo.map((text) => readable(text)),
      printedBy: readable(imprint.printedBy),
      day: printedDay(imprint.printedOn),
    },
    faces: FACES,
    measures: {
      paper: PAPER_MM,
      margin: MARGIN_MM,
      landscapeMargin: LANDSCAPE_MARGIN_MM,
      typeArea: TYPE_AREA_MM,
      linePoints: LINE_POINTS,
      characterPoints: CHARACTER_POINTS,
      sizes: SIZE_POINTS,
      red: RED,
      letterhead: LETTERHEAD_MM,
      markPoints: letterhead && markPoints(letterhead.organ),
      imprintRule: IMPRINT_RULE_MM,
      table: TABLE_SPACE,
      pageNumberBelowTypeArea: PAGE_NUMBER_BELOW_TYPE_AREA_MM,
    },
  };
}

function blocksOf(blocks: readonly Block[]): unknown[] {
  return blocks.map((block, index) => {
    switch (block.kind) {
      case 'heading':
        return { ...block, text: readable(block.text) };
      case 'list':
        return { ...block, items: block.items.map((text) => readable(text)) };
      case 'paragraph':
        return paragraphOf(block, blocks[index - 1]);
      case 'table':
        return typstTable(block);
      case 'pageBreak':
        return block;
    }
  });
}

function paragraphOf(paragraph: Paragraph, previous: Block | undefined): unknown {
  const runs = paragraph.runs.map((run) => ({ ...run, text: readable(run.text) }));
  if (paragraph.role !== 'attachmentNote') return { ...paragraph, runs };
  // What wraps hangs under the first character of the attachment's name, so its lead is measured apart.
  const text = runs.map((run) => run.text).join('');
  const lead = /^(附件[：:]\s*)?(\d+[.．]\s*)?/.exec(text)?.[0] ?? '';
  const isContinued = previous?.kind === 'paragraph' && previous.role === 'attachmentNote';
  return {
    kind: 'attachmentNote',
    lead,
    text: text.slice(lead.length),
    isContinued: isContinued && !lead.startsWith('附件'),
  };
}
