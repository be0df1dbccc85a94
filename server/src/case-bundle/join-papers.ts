import { PDFDocument, StandardFonts, type PDFPage } from 'pdf-lib';

const A4: [number, number] = [595.28, 841.89];
const MARGIN = 42;
/** A png is unpacked to draw it, four bytes a pixel and more than once: a small file may take gigabytes. A3 at 300 dpi has 17 million. */
const MOST_PIXELS = 30_000_000;

/** A paper that was received, as it lies in the store. */
export interface ReceivedPaper {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The paper as a pdf of its own; null: it is damaged, locked, too large to unpack or of a kind that has no pages. */
export async function pagesOf({ mediaType, bytes }: ReceivedPaper): Promise<PDFDocument | null> {
  try {
    if (mediaType === 'application/pdf') return await PDFDocument.load(bytes, { updateMetadata: false });
    if (mediaType !== 'image/png' && mediaType !== 'image/jpeg') return null;
    if (mediaType === 'image/png' && pixelsOfPng(bytes) > MOST_PIXELS) return null;
    const paper = await PDFDocument.create();
    const image = mediaType === 'image/png' ? await paper.embedPng(bytes) : await paper.embedJpg(bytes);
    const [width, height] = A4;
    const { width: w, height: h } = image.scaleToFit(width - 2 * MARGIN, height - 2 * MARGIN);
    paper.addPage(A4).drawImage(image, { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h });
    return paper;
  } catch {
    return null;
  }
}

/** As its head says: width and height stand behind the signature, the length and the name of the first part. */
function pixelsOfPng(bytes: Uint8Array): number {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return head.getUint32(16) * head.getUint32(20);
}

/** Papers one after another, their pages numbered through at the foot. */
export async function joinPapers(
  papers: readonly PDFDocument[],
  {
    title,
    author,
    createdAt,
  }: { readonly title: string; readonly author: string; readonly createdAt: string },
): Promise<Uint8Array> {
  const joined = await PDFDocument.create({ updateMetadata: false });
  for (const paper of papers) {
    for (const page of await joined.copyPages(paper, paper.getPageIndices())) joined.addPage(page);
  }
  const font = await joined.embedFont(StandardFonts.Helvetica);
  for (const [index, page] of joined.getPages().entries()) {
    drawNumber(page, `- ${index + 1} -`, (text) =>
      page.drawText(text, { x: placeOf(page, font.widthOfTextAtSize(text, 10)), y: 18, size: 10, font }),
    );
  }
  joined.setTitle(title);
  joined.setAuthor(author);
  joined.setProducer('gongkai');
  joined.setCreationDate(new Date(createdAt));
  joined.setModificationDate(new Date(createdAt));
  return joined.save();
}

function drawNumber(page: PDFPage, text: string, draw: (text: string) => void): void {
  // What a paper leaves switched on in its graphics must not move the number.
  page.resetPosition();
  draw(text);
}

function placeOf(page: PDFPage, width: number): number {
  return (page.getWidth() - width) / 2;
}
