import type { DocumentBlock, ReportDocument } from './document-blocks.js';
import { normaliseForMatching } from './normalise-characters.js';
import { readDocument } from './read-document.js';
import { figuresOf, understand, type FiguresReading } from './understand-document.js';

/** The tables of one organ within an appendix, under the line that names it. */
export interface MemberReading {
  readonly number: number;
  readonly name: string;
  readonly figures: FiguresReading;
}

/** 附表12 某某局; what follows under the same number, such as a table's caption, belongs to it. */
const HEAD = /^附表\s*(\d{1,5})\s+(\S.*)$/;

interface Part {
  readonly number: number;
  readonly name: string;
  readonly blocks: DocumentBlock[];
}

function divide(blocks: readonly DocumentBlock[]): Part[] {
  const parts: Part[] = [];
  let open: Part | null = null;
  for (const block of blocks) {
    const head = block.kind === 'text' ? HEAD.exec(normaliseForMatching(block.text).trim()) : null;
    if (head !== null && block.kind === 'text') {
      const number = Number(head[1]);
      const name = block.text.trim().replace(/^附表\s*\d{1,5}\s+/, '');
      open = parts.find((part) => part.number === number) ?? null;
      if (open === null) parts.push((open = { number, name, blocks: [] }));
    } else open?.blocks.push(block);
  }
  return parts;
}

/**
 * Reads the official tables of many organs out of one file, as `readReport` reads those of one.
 * Throws DomainError UNREADABLE_FILE or FILE_TOO_LARGE.
 */
export async function readAppendix(bytes: Uint8Array): Promise<MemberReading[]> {
  const { document } = await readDocument(bytes);
  const others = document.otherOrder === undefined ? null : divide(document.otherOrder());
  return divide(document.blocks).map(({ number, name, blocks }) => {
    const other = others?.find((part) => part.number === number)?.blocks;
    const paper: ReportDocument = {
      blocks,
      ...(other !== undefined && { otherOrder: () => other }),
      titles: [],
      publishedOn: null,
      publisher: null,
    };
    return { number, name, figures: figuresOf(understand(paper)) };
  });
}
