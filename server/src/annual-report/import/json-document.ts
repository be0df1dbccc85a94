import { DomainError } from '@gongkai/core';
import { z } from 'zod';
import type { ReportDocument } from './document-blocks.js';
import { dropInvisibleCharacters } from './normalise-characters.js';
import { DocumentBuilder } from './table-builder.js';

const cellSchema = z.object({
  text: z.string(),
  value: z.union([z.number(), z.string()]).nullish(),
  columnSpan: z.number().int().min(1).max(1000).nullish(),
  rowSpan: z.number().int().min(1).max(65_534).nullish(),
});
const rowSchema = z.object({ cells: z.array(cellSchema) });
const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), runs: z.array(z.object({ text: z.string() })) }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()) }),
  z.object({ kind: z.literal('pageBreak') }),
  z.object({
    kind: z.literal('table'),
    caption: z.string().nullish(),
    head: z.array(rowSchema),
    body: z.array(rowSchema),
  }),
]);
const documentSchema = z.object({
  title: z.string(),
  blocks: z.array(blockSchema),
  signature: z.object({ organ: z.string(), signedOn: z.string() }).nullish(),
});

export function looksLikeJson(text: string): boolean {
  return /^\s*\{\s*"/.test(text);
}

/** A paper as json says it, in the order in which it is printed. Throws UNREADABLE_FILE for any other json. */
export function readJsonDocument(text: string): ReportDocument {
  const { title, blocks, signature } = parseDocument(text);
  const builder = new DocumentBuilder();
  const addLine = (line: string): void => {
    builder.addText(dropInvisibleCharacters(line));
    builder.breakLine();
  };
  addLine(title);
  for (const block of blocks) {
    if (block.kind === 'heading') addLine(block.text);
    else if (block.kind === 'paragraph') addLine(block.runs.map((run) => run.text).join(''));
    else if (block.kind === 'list') block.items.forEach(addLine);
    else if (block.kind === 'table') {
      if (block.caption != null) addLine(block.caption);
      builder.openTable();
      for (const row of [...block.head, ...block.body]) {
        builder.openRow();
        for (const cell of row.cells) {
          builder.openCell(cell.columnSpan ?? 1, cell.rowSpan ?? 1);
          builder.addText(dropInvisibleCharacters(figureOf(cell)));
        }
      }
      builder.closeTable();
    }
  }
  if (signature != null) {
    const [year = '', month = '', day = ''] = signature.signedOn.split('-');
    addLine(signature.organ);
    addLine(`${year}年${Number(month)}月${Number(day)}日`);
  }
  return { blocks: builder.finish(), titles: [title], publishedOn: null, publisher: null };
}

function parseDocument(text: string): z.infer<typeof documentSchema> {
  try {
    const parsed = documentSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DomainError('UNREADABLE_FILE', '这个 JSON 文件不完整或有语法错误。请重新下载后再上传。');
  }
  throw new DomainError(
    'UNREADABLE_FILE',
    '这个 JSON 文件不是本平台导出的年度报告。请上传报告的 json、docx、xlsx、pdf、网页或文本文件。',
  );
}

/** The figure of a cell: its number, which must be what its text shows; two different ones are no figure. */
function figureOf({ text, value }: z.infer<typeof cellSchema>): string {
  if (value == null) return text;
  const shown = text.replaceAll(/[,\s]/g, '');
  const isSame = /^[+-]?\d+(?:\.\d+)?$/.test(shown) && Number(shown) === Number(value);
  return isSame ? text : `${text}≠${value}`;
}
