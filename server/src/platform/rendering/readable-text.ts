/** Latin text without a space would leave the line when it is longer than this: where it may break is marked. */
const LONG_WORD = { onPage: /[!-~]{24,}/g, inCell: /[!-~]{9,}/g };
const PIECE = { onPage: /[!-~]{1,12}/g, inCell: /[!-~]{1,4}/g };
const BREAK = '\u200b';
const WITHOUT_SHAPE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu;

/** Line ends and spaces of one kind, and no sign without a shape on paper. A figure is not broken in a cell. */
export function readable(text: string, place: 'onPage' | 'inCell' = 'onPage'): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[^\S\n\u3000]/g, ' ')
    .replace(WITHOUT_SHAPE, '')
    .replace(LONG_WORD[place], (word) => BREAK + (word.match(PIECE[place]) ?? []).join(BREAK) + BREAK);
}

export function readableOrNull(text: string | null): string | null {
  return text === null ? null : readable(text);
}
