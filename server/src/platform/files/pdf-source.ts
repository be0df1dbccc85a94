import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readWhole, type FileSource } from './file-source.js';

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Begins to read a pdf, with no fonts, scripts or network; its `promise` fails for what is damaged or has a password. */
export async function openPdf(source: FileSource) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  return getDocument({
    data: await readWhole(source),
    cMapUrl: `${join(pdfjsFolder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(pdfjsFolder, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    stopAtErrors: false,
    verbosity: 0,
  });
}
