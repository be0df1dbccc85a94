import { DomainError } from '@gongkai/core';
import { Parser } from 'htmlparser2';
import type { ReportDocument } from './document-blocks.js';
import { dropInvisibleCharacters } from './normalise-characters.js';
import { DocumentBuilder } from './table-builder.js';

const IGNORED = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'mc:Fallback',
  'w:pPrChange',
  'w:rPrChange',
  'w:tblGridChange',
  'w:delText',
]);

/**
 * A Word document as blocks: its main text only, in one pass over document.xml, deleted text left out.
 * Cells merged downwards are repeated as `fromAbove`, as in a web page with rowspan.
 * Throws UNREADABLE_FILE when there is no document in it.
 */
export function readWordXml(chunks: readonly Uint8Array[]): ReportDocument {
  const builder = new DocumentBuilder();
  const decoder = new TextDecoder('utf-8');
  let ignored = 0;
  let isInText = false;
  let columnSpan = 1;
  let isContinued = false;
  let isCellPending = false;
  const seen = { document: false };

  const openPendingCell = (): void => {
    if (!isCellPending) return;
    isCellPending = false;
    builder.openCell(columnSpan, 1, isContinued);
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (IGNORED.has(name)) ignored += 1;
        if (ignored > 0) return;
        switch (name) {
          case 'w:document':
            seen.document = true;
            break;
          case 'w:tbl':
            openPendingCell();
            builder.openTable();
            break;
          case 'w:tr':
            builder.openRow();
            break;
          case 'w:tc':
            columnSpan = 1;
            isContinued = false;
            isCellPending = true;
            break;
          case 'w:gridSpan':
            columnSpan = Math.max(1, Math.min(1000, Number.parseInt(attributes['w:val'] ?? '1', 10) || 1));
            break;
          case 'w:vMerge':
            isContinued = (attributes['w:val'] ?? 'continue') !== 'restart';
            break;
          case 'w:p':
            openPendingCell();
            break;
          case 'w:t':
            isInText = true;
            break;
          case 'w:tab':
            builder.addText(' ');
            break;
          case 'w:br':
          case 'w:cr':
            builder.breakLine();
            break;
          case 'w:noBreakHyphen':
            builder.addText('-');
            break;
          default:
        }
      },
      ontext(text) {
        if (isInText && ignored === 0) builder.addText(dropInvisibleCharacters(text));
      },
      onclosetag(name) {
        if (IGNORED.has(name)) {
          ignored = Math.max(0, ignored - 1);
          return;
        }
        if (ignored > 0) return;
        if (name === 'w:t') isInText = false;
        else if (name === 'w:p') builder.breakLine();
        else if (name === 'w:tc') {
          openPendingCell();
          builder.closeCell();
        } else if (name === 'w:tr') builder.closeRow();
        else if (name === 'w:tbl') builder.closeTable();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
  parser.end(decoder.decode());
  if (!seen.document) {
    throw new DomainError(
      'UNREADABLE_FILE',
      '这个 Word 文件里没有正文，可能已损坏。请在 Word 中重新保存后再上传。',
    );
  }
  return { blocks: builder.finish(), titles: [], publishedOn: null, publisher: null };
}
