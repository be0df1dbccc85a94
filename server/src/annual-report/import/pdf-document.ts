import { DomainError } from '@gongkai/core';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { TextBlock, ReportDocument } from './document-blocks.js';
import { dropInvisibleCharacters } from './normalise-characters.js';
import { printLinesWithEmptyCells } from './pdf-empty-cells.js';
import { composeLinesByPosition, composeLinesInOrder, type PageItem, type PageLine } from './pdf-lines.js';

const MOST_PAGES = 500;
/** Fewer characters than this on all pages together: a scan with at most a stamp of text. */
const LEAST_CHARACTERS = 60;

const packageFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    // pdfjs takes the buffer over and refuses Node's Buffer; the caller's bytes stay his.
    data: new Uint8Array(bytes),
    cMapUrl: `${join(packageFolder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(packageFolder, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new DomainError('UNREADABLE_FILE', '这个 PDF 设了打开密码。请去掉密码后再上传。');
    }
    throw new DomainError('UNREADABLE_FILE', '这个 PDF 已损坏或不完整。请重新下载或重新导出后再上传。');
  }
}

function toBlocks(lines: readonly PageLine[]): TextBlock[] {
  return printLinesWithEmptyCells(lines).map((text) => ({ kind: 'text', text }));
}

/**
 * The text layer of a PDF as lines. Throws UNREADABLE_FILE when it is encrypted or damaged, or has no text layer.
 */
export async function readPdfDocument(bytes: Uint8Array): Promise<ReportDocument> {
  const pdf = await openPdf(bytes);
  try {
    if (pdf.numPages > MOST_PAGES) {
      throw new DomainError(
        'FILE_TOO_LARGE',
        `这个 PDF 超过 ${MOST_PAGES} 页，不是单独的年度报告。请只上传报告本身。`,
        {
          pages: pdf.numPages,
        },
      );
    }
    const pages: PageItem[][] = [];
    let characters = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      const items: PageItem[] = [];
      for (const item of content.items) {
        if (!('str' in item)) continue;
        items.push({
          text: dropInvisibleCharacters(item.str),
          x: item.transform[4] as number,
          y: item.transform[5] as number,
          width: item.width,
          height: item.height,
          endsLine: item.hasEOL,
        });
      }
      pages.push(items);
      characters += items.reduce((sum, item) => sum + item.text.trim().length, 0);
      page.cleanup();
    }
    if (characters < LEAST_CHARACTERS) {
      throw new DomainError(
        'UNREADABLE_FILE',
        '这个 PDF 是扫描图片，没有文字层。请先做文字识别（OCR），或上传 docx、带文字的 pdf。',
      );
    }
    return {
      blocks: toBlocks(pages.flatMap(composeLinesInOrder)),
      otherOrder: () => toBlocks(pages.flatMap(composeLinesByPosition)),
      titles: [],
      publishedOn: null,
      publisher: null,
    };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('UNREADABLE_FILE', '这个 PDF 读到一半出错，可能已损坏。请重新导出后再上传。');
  } finally {
    await pdf.loadingTask.destroy();
  }
}
