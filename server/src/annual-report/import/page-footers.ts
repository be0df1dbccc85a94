/** "4 / 9" on a line of its own, if other lines count up to the same total; else it is a row with an empty cell. */
function blankPagesOfTotal(text: string): string {
  const pattern = /^[^\S\n]*(\d{1,3})[^\S\n]*\/[^\S\n]*(\d{1,3})[^\S\n]*$/gm;
  const pages = [...text.matchAll(pattern)].map((match) => ({ page: Number(match[1]), total: match[2] }));
  const isSeries =
    pages.length >= 2 &&
    pages.every(
      (each, index) => each.total === pages[0]?.total && each.page === (pages[0]?.page ?? 0) + index,
    );
  return isSeries ? text.replace(pattern, (footer) => ' '.repeat(footer.length)) : text;
}

/**
 * Numbers of pages that an extraction left in the text ("- 4 -", "第 4 页 共 9 页"), also where they were glued to
 * a line of figures ("769- 5 -"). They become spaces, so that every offset stays what it was.
 * A number between dashes goes only if it belongs to a series of pages or is glued to something: "- 4 -" may also
 * be two empty cells and a figure.
 */
export function blankPageFooters(text: string): string {
  const blanked = blankPagesOfTotal(
    text.replace(
      /^[^\S\n]*(?:第[^\S\n]*\d{1,3}[^\S\n]*页(?:[^\S\n]*[,/、]?[^\S\n]*共[^\S\n]*\d{1,3}[^\S\n]*页)?|[Pp]age[^\S\n]*\d{1,3}(?: of \d{1,3})?)[^\S\n]*$/gm,
      (footer) => ' '.repeat(footer.length),
    ),
  );
  const found = [
    ...blanked.matchAll(/(^|\n[^\S\n]*|[^\n])([-—·•~][^\S\n]?([1-9]\d{0,2})[^\S\n]?[-—·•~])/g),
  ].map((match) => {
    const start = match.index + (match[1] ?? '').length;
    return { start, length: (match[2] as string).length, page: Number(match[3]) };
  });
  let result = blanked;
  found.forEach((footer, index) => {
    const before = blanked[footer.start - 1];
    const after = blanked[footer.start + footer.length];
    const startsLine = /(?:^|\n)[^\S\n]*$/.test(blanked.slice(Math.max(0, footer.start - 20), footer.start));
    const endsLine = /^[^\S\n]*(?:\n|$)/.test(
      blanked.slice(footer.start + footer.length, footer.start + footer.length + 20),
    );
    if (!startsLine && !endsLine) return;
    const isInSeries =
      found[index - 1]?.page === footer.page - 1 || found[index + 1]?.page === footer.page + 1;
    const isGlued =
      (!startsLine && before !== undefined && !/[\s|/—-]/.test(before)) ||
      (!endsLine && after !== undefined && !/[\s|/—\d-]/.test(after));
    if (isInSeries || isGlued) {
      result =
        result.slice(0, footer.start) +
        ' '.repeat(footer.length) +
        result.slice(footer.start + footer.length);
    }
  });
  return result;
}
