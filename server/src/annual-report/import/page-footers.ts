/**
 * Numbers of pages that an extraction left in the text ("- 4 -", "第 4 页 共 9 页"), also where they were glued to
 * a line of figures ("769- 5 -"). They become spaces, so that every offset stays what it was.
 * A number between dashes goes only if it belongs to a series of pages, or nothing else is on its line or it is
 * glued to words: "- 4 -" may also be two empty cells and a figure.
 */
export function blankPageFooters(text: string): string {
  const blanked = text.replace(
    /^[^\S\n]*(?:第\s*\d{1,3}\s*页(?:\s*[,/、]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*\/\s*\d{1,3}|[Pp]age\s*\d{1,3}(?:\s*of\s*\d{1,3})?)[^\S\n]*$/gm,
    (footer) => ' '.repeat(footer.length),
  );
  const found = [...blanked.matchAll(/(^|\n[^\S\n]*|[^\n])([-—·•~]\s?(\d{1,3})\s?[-—·•~])/g)].map((match) => {
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
    if ((startsLine && endsLine) || isInSeries || isGlued) {
      result =
        result.slice(0, footer.start) +
        ' '.repeat(footer.length) +
        result.slice(footer.start + footer.length);
    }
  });
  return result;
}
