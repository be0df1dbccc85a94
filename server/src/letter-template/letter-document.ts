import { attachmentLines, type LetterContent, type LetterPart, type LetterTable } from '@gongkai/core';
import type { Block, PrintedDocument, TableRow } from '../platform/rendering/document.js';

/**
 * A letter in 信函格式 (GB/T 9704): the organ above the first rule, 文号 right below it, a place for the seal over organ
 * and day; forms without number are laid out plainly.
 */
export function letterDocument(content: LetterContent): PrintedDocument {
  const { signature, letterhead, documentNumber } = content;
  return {
    title: content.title,
    format: letterhead === null ? 'plain' : 'letter',
    metadata: {
      author: signature?.organ ?? letterhead ?? content.title,
      subject: documentNumber,
      keywords: [],
      createdAt: `${signature?.signedOn ?? '2000-01-01'}T00:00:00.000Z`,
    },
    letterhead: letterhead === null ? null : { organ: letterhead, documentNumber, urgency: null },
    blocks: [
      ...(content.addressee === null ? [] : [paragraph('recipient', content.addressee)]),
      ...content.parts.flatMap(partBlocks),
      ...attachmentLines(content.attachments).map((line) => paragraph('attachmentNote', line)),
      ...content.appendices.flatMap(({ title, parts }) => [
        { kind: 'pageBreak' } as const,
        paragraph('attachmentMark', '附件'),
        { kind: 'heading', level: 1, text: title } as const,
        ...parts.flatMap(partBlocks),
      ]),
    ],
    signature:
      signature === null
        ? null
        : { organ: signature.organ, signedOn: signature.signedOn, hasSeal: signature.hasSeal },
    imprint: null,
  };
}

function partBlocks(part: LetterPart): Block[] {
  const texts = part.paragraphs.map((text): Block =>
    part.role === 'itemHeading' ? { kind: 'heading', level: 1, text } : paragraph('body', text),
  );
  return part.table === undefined ? texts : [...texts, tableBlock(part.table)];
}

function paragraph(role: 'recipient' | 'body' | 'attachmentNote' | 'attachmentMark', text: string): Block {
  return { kind: 'paragraph', role, runs: [{ text }] };
}

function tableBlock({ columns, head, rows }: LetterTable): Block {
  const row = (cells: readonly string[], heads: boolean): TableRow => ({
    cells: cells.map((text, index) => ({
      text,
      ...(heads ? { heads: 'column' as const } : index === 0 ? { heads: 'row' as const } : {}),
    })),
  });
  return {
    kind: 'table',
    id: 'facts',
    caption: null,
    columns,
    isLandscape: false,
    head: head.length === 0 ? [] : [row(head, true)],
    body: rows.map((cells) => row(cells, false)),
  };
}
