/** A cell that a spreadsheet would take for a formula, in full width too, is marked as text (CWE-1236). */
function csvCell(text: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A csv file in UTF-8 with the mark by which spreadsheets know it, row by row. */
export async function* writeCsv(
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<Uint8Array> {
  let chunk = '\ufeff';
  for await (const row of rows) {
    chunk += `${row.map(csvCell).join(',')}\r\n`;
    if (chunk.length < 64_000) continue;
    yield Buffer.from(chunk, 'utf8');
    chunk = '';
  }
  if (chunk !== '') yield Buffer.from(chunk, 'utf8');
}
