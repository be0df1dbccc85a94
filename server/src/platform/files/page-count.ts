import type { FileSource } from './file-source.js';
import type { MediaType } from './file-types.js';
import { openPdf } from './pdf-source.js';
import { openZip, type OpenZip } from './zip-file.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Where a Word file keeps how many pages it had when it was last saved. */
const PARTICULARS = 'docProps/app.xml';
const MOST_PARTICULARS = 100_000;

/** How many pages a pdf has, or a Word file had when it was saved. Null: not to be told, as of tables and pictures. */
export async function countPages(source: FileSource, type: MediaType): Promise<number | null> {
  try {
    if (type === 'application/pdf') return await pagesOfPdf(source);
    return type === DOCX ? await pagesOfDocx(source) : null;
  } catch {
    // What cannot be read is told by the check of the file.
    return null;
  }
}

async function pagesOfPdf(source: FileSource): Promise<number> {
  const task = await openPdf(source);
  try {
    return (await task.promise).numPages;
  } finally {
    await task.destroy();
  }
}

async function pagesOfDocx(source: FileSource): Promise<number | null> {
  const zip = await openZip(source);
  try {
    return await pagesOfZip(zip);
  } finally {
    zip.close();
  }
}

/** How many pages an open Word file had when it was saved; null: it does not say. */
export async function pagesOfZip(zip: Pick<OpenZip, 'entries' | 'read'>): Promise<number | null> {
  const entry = zip.entries.find(({ fileName }) => fileName === PARTICULARS);
  if (entry === undefined || entry.uncompressedSize > MOST_PARTICULARS) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.read(entry)) chunks.push(chunk);
  const pages = Number(/<Pages>(\d{1,5})<\/Pages>/.exec(Buffer.concat(chunks).toString('utf8'))?.[1] ?? 0);
  return pages > 0 ? pages : null;
}
