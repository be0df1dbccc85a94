import type { Block, Signature } from './document.js';

/** A day in figures without leading zeros: 2026年3月5日 (GB/T 9704-2012 7.3.5). */
export function printedDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** Empty characters right of the organ's name and of the date. */
export interface SignatureIndents {
  readonly organ: number;
  readonly day: number;
}

/**
 * Where the signature stands, in characters from the right edge (GB/T 9704-2012 7.3.5). With a seal the date is four
 * in and the name centred above it; without, the name is two in and the date begins two right of the name's beginning,
 * unless it is the longer: then the date is two in and the name moves.
 */
export function signatureIndents({ organ, signedOn, hasSeal }: Signature): SignatureIndents {
  const name = widthOf(organ);
  const day = widthOf(printedDay(signedOn));
  if (hasSeal) {
    const indent = Math.max(4, (name - day) / 2);
    return { organ: indent - (name - day) / 2, day: indent };
  }
  return day > name ? { organ: 4 + day - name, day: 2 } : { organ: 2, day: name - day };
}

/** In characters: figures and Latin letters take half of one. */
function widthOf(text: string): number {
  return [...text].reduce((width, sign) => width + (sign <= '\u02ff' ? 0.5 : 1), 0);
}

/** What stands before the signature and what after: 附注 and the pages of 附件. */
export function aroundSignature(blocks: readonly Block[]): {
  before: readonly Block[];
  after: readonly Block[];
} {
  const first = blocks.findIndex(
    (block) => block.kind === 'paragraph' && (block.role === 'note' || block.role === 'attachmentMark'),
  );
  // A page break in front of an attachment belongs to it.
  const end = first < 0 ? blocks.length : blocks[first - 1]?.kind === 'pageBreak' ? first - 1 : first;
  return { before: blocks.slice(0, end), after: blocks.slice(end) };
}
