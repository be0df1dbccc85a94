import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';

/** A line of text as it stands on the page, in millimetres from its upper left corner. */
export interface PrintedLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** In points. */
  readonly size: number;
}

export interface PrintedPage {
  readonly width: number;
  readonly height: number;
  /** From top to bottom. */
  readonly lines: readonly PrintedLine[];
  /** Pieces of text as the file holds them, with the direction of those that are turned. */
  readonly pieces: readonly PrintedLine[];
}

/** What a tagged file says about its own build. */
export interface TaggedNode {
  readonly role: string;
  readonly children: readonly (TaggedNode | { readonly type: string })[];
}

/** Of one line, in millimetres: positions in the file are rounded. */
const SAME_LINE = 0.3;
const packageFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  return getDocument({
    data: Uint8Array.from(bytes),
    cMapUrl: `${join(packageFolder, 'cmaps')}/`,
    standardFontDataUrl: `${join(packageFolder, 'standard_fonts')}/`,
    verbosity: 0,
  }).promise;
}

export async function pagesOf(bytes: Uint8Array): Promise<PrintedPage[]> {
  const document = await openPdf(bytes);
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    pages.push(await pageOf(await document.getPage(number)));
  }
  return pages;
}

/** Every text of the file without its spaces and line ends, which depend on where lines break. */
export function wordsOf(pages: readonly PrintedPage[]): string {
  return pages
    .flatMap(({ lines }) => lines.map(({ text }) => text))
    .join('')
    .replace(/\s/g, '');
}

/** The build of the whole file: each page repeats it with its own content alone. */
export async function rolesOf(bytes: Uint8Array, page = 1): Promise<string[]> {
  const tree: unknown = await (await (await openPdf(bytes)).getPage(page)).getStructTree();
  const roles = (node: TaggedNode): string[] => [
    node.role,
    ...node.children.flatMap((child) => ('role' in child ? roles(child) : [])),
  ];
  return roles(tree as TaggedNode);
}

async function pageOf(page: PDFPageProxy): Promise<PrintedPage> {
  const [, , width = 0, height = 0] = page.view;
  const { items } = await page.getTextContent();
  const pieces = items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [x = 0, y = 0] = item.transform.slice(4) as number[];
    const line: PrintedLine = {
      text: item.str,
      left: millimetres(x),
      right: millimetres(x + item.width),
      baseline: millimetres(height - y),
      size: item.height,
    };
    return [line];
  });
  return { width: millimetres(width), height: millimetres(height), lines: linesOf(pieces), pieces };
}

function linesOf(pieces: readonly PrintedLine[]): PrintedLine[] {
  const lines: PrintedLine[] = [];
  for (const piece of pieces) {
    const at = lines.findIndex(({ baseline }) => Math.abs(baseline - piece.baseline) < SAME_LINE);
    const line = lines[at];
    if (line === undefined) {
      lines.push(piece);
      continue;
    }
    lines[at] = {
      ...line,
      text: line.text + piece.text,
      left: Math.min(line.left, piece.left),
      right: Math.max(line.right, piece.right),
    };
  }
  return lines.sort((a, b) => a.baseline - b.baseline);
}

function millimetres(points: number): number {
  return (points / 72) * 25.4;
}
