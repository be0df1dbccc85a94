import type { LetterContent, LetterPart, LetterTable } from './letter-content.js';
import { dayText } from './letter-words.js';

/** 附件：1. … , as the lines below the text. GB/T 9704 */
export function attachmentLines(attachments: readonly string[]): string[] {
  if (attachments.length === 1) return [`附件：${attachments[0] ?? ''}`];
  return attachments.map((name, index) => `${index === 0 ? '附件：' : ''}${index + 1}. ${name}`);
}

/** The letter as plain lines, for reading aloud, comparing versions and searching. */
export function letterLines(content: LetterContent): string[] {
  return [
    content.title,
    ...(content.isNumbered ? [content.documentNumber ?? '（文号待编）'] : []),
    ...(content.addressee === null ? [] : [content.addressee]),
    ...content.parts.flatMap(linesOf),
    ...attachmentLines(content.attachments),
    ...(content.signature === null
      ? []
      : [content.signature.organ, dayText(content.signature.signedOn) ?? '']),
    ...content.appendices.flatMap(({ title, parts }) => [title, ...parts.flatMap(linesOf)]),
  ];
}

function linesOf({ paragraphs, table }: LetterPart): string[] {
  return [...paragraphs, ...(table === undefined ? [] : tableLines(table))];
}

function tableLines({ head, rows }: LetterTable): string[] {
  return [...(head.length === 0 ? [] : [head]), ...rows].map((cells) => cells.join(' | '));
}
