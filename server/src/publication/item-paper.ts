import type { Agency } from '@gongkai/core';
import type { Block, PrintedDocument } from '../platform/rendering/document.js';
import { linesOf } from './item-page.js';
import type { PublicItem } from './public-documents.js';

/** A published document as a plain paper: its title, its number, its text; whose it is stands in the file's particulars. */
export function itemPaper(
  agency: Agency,
  { draft, indexNumber, publishedAt }: Pick<PublicItem, 'draft' | 'indexNumber' | 'publishedAt'>,
): PrintedDocument {
  const number: Block[] =
    draft.documentNumber === null
      ? []
      : [{ kind: 'paragraph', role: 'caption', runs: [{ text: draft.documentNumber }] }];
  return {
    title: draft.title,
    format: 'plain',
    metadata: {
      author: agency.name,
      subject: indexNumber,
      keywords: draft.keywords,
      createdAt: new Date(publishedAt).toISOString(),
    },
    letterhead: null,
    blocks: [
      ...number,
      ...linesOf(draft.body).map(({ level, text }): Block =>
        level === 0
          ? { kind: 'paragraph', role: 'body', runs: [{ text }] }
          : { kind: 'heading', level, text },
      ),
    ],
    signature: null,
    imprint: null,
  };
}
