import { z } from 'zod';
import type { Block, PrintedDocument, TableCell } from './document.js';

const cellSchema = z.strictObject({
  text: z.string().describe('As shown.'),
  value: z
    .union([z.number(), z.string()])
    .optional()
    .describe('The figure; a decimal as text, every digit kept.'),
  id: z.string().optional().describe('Names the cell in `cells`.'),
  heads: z.enum(['column', 'row']).optional(),
  columnSpan: z.int().min(1).optional(),
  rowSpan: z.int().min(1).optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
});
const rowSchema = z.strictObject({ cells: z.array(cellSchema) });

const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level: z.int().min(1).max(4), text: z.string() }),
  z.strictObject({
    kind: z.literal('paragraph'),
    role: z.enum(['recipient', 'body', 'attachmentNote', 'note', 'attachmentMark', 'caption', 'fine']),
    runs: z.array(z.strictObject({ text: z.string(), isStrong: z.boolean().optional() })),
  }),
  z.strictObject({ kind: z.literal('list'), isNumbered: z.boolean(), items: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('pageBreak') }),
  z.strictObject({
    kind: z.literal('table'),
    id: z.string(),
    caption: z.string().nullable(),
    columns: z.array(z.number()).describe('Widths relative to each other, one a column.'),
    isLandscape: z.boolean(),
    head: z.array(rowSchema),
    body: z.array(rowSchema),
  }),
]);

/** A paper as json: what it says in the order in which it is printed, and its figures once more by name. */
export const jsonDocumentSchema = z.strictObject({
  schema: z.literal('gongkai-document/1').describe('Rises when a field changes its meaning.'),
  title: z.string(),
  format: z.enum(['official', 'letter', 'plain']),
  metadata: z.strictObject({
    author: z.string(),
    subject: z.string().nullable(),
    keywords: z.array(z.string()),
    createdAt: z.string(),
  }),
  letterhead: z
    .strictObject({
      organ: z.string(),
      documentNumber: z.string().nullable(),
      urgency: z.string().nullable(),
    })
    .nullable(),
  blocks: z.array(blockSchema),
  signature: z.strictObject({ organ: z.string(), signedOn: z.iso.date(), hasSeal: z.boolean() }).nullable(),
  imprint: z
    .strictObject({ copiesTo: z.array(z.string()), printedBy: z.string(), printedOn: z.iso.date() })
    .nullable(),
  cells: z
    .record(z.string(), z.union([z.number(), z.string()]).nullable())
    .describe('Every named cell of every table: its figure, null where it is empty.'),
});

/**
 * A paper as `jsonDocumentSchema` describes it, in UTF-8, its keys always in that order.
 * @throws RangeError when two cells have one name
 */
export function writeJson(document: PrintedDocument): Promise<Uint8Array> {
  return new Promise((resolve) => {
    resolve(jsonBytes(document));
  });
}

function jsonBytes(document: PrintedDocument): Uint8Array {
  const { author, subject, keywords, createdAt } = document.metadata;
  const { letterhead, signature, imprint } = document;
  const whole = {
    schema: 'gongkai-document/1',
    title: document.title,
    format: document.format,
    metadata: { author, subject, keywords, createdAt },
    letterhead: letterhead && {
      organ: letterhead.organ,
      documentNumber: letterhead.documentNumber,
      urgency: letterhead.urgency,
    },
    blocks: document.blocks.map(presentBlock),
    signature: signature && {
      organ: signature.organ,
      signedOn: signature.signedOn,
      hasSeal: signature.hasSeal,
    },
    imprint: imprint && {
      copiesTo: imprint.copiesTo,
      printedBy: imprint.printedBy,
      printedOn: imprint.printedOn,
    },
    cells: namedCells(document.blocks),
  };
  return new TextEncoder().encode(`${JSON.stringify(whole, null, 1)}\n`);
}

function presentBlock(block: Block): object {
  switch (block.kind) {
    case 'heading':
      return { kind: block.kind, level: block.level, text: block.text };
    case 'paragraph':
      return {
        kind: block.kind,
        role: block.role,
        runs: block.runs.map(({ text, isStrong }) => ({ text, isStrong })),
      };
    case 'list':
      return { kind: block.kind, isNumbered: block.isNumbered, items: block.items };
    case 'pageBreak':
      return { kind: block.kind };
    case 'table': {
      const { kind, id, caption, columns, isLandscape } = block;
      const [head, body] = [block.head, block.body].map((rows) =>
        rows.map(({ cells }) => ({ cells: cells.map(presentCell) })),
      );
      return { kind, id, caption, columns, isLandscape, head, body };
    }
  }
}

function presentCell({ text, value, id, heads, columnSpan, rowSpan, align }: TableCell): TableCell {
  // Absent fields are left out by JSON.stringify.
  return { text, value, id, heads, columnSpan, rowSpan, align } as TableCell;
}

function namedCells(blocks: readonly Block[]): Record<string, number | string | null> {
  const cells = new Map<string, number | string | null>();
  for (const block of blocks) {
    if (block.kind !== 'table') continue;
    for (const cell of [...block.head, ...block.body].flatMap((row) => row.cells)) {
      if (cell.id === undefined) continue;
      if (cells.has(cell.id)) throw new RangeError(`Two cells are named ${cell.id}`);
      cells.set(cell.id, cell.value ?? null);
    }
  }
  return Object.fromEntries(cells);
}
