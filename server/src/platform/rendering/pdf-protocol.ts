import type { PrintedDocument } from './document.js';
import type { FontSource } from './fonts.js';

export interface PdfStart {
  readonly fonts: FontSource;
}

/** PDF/A-2a: an archive's file (as 2b) that is tagged and whose text can be read out; PDF/UA-1 for the checks alone. */
export type PdfStandard = 'a-2a' | 'ua-1';

export interface PdfRequest {
  readonly id: number;
  readonly document: PrintedDocument;
  readonly standard: PdfStandard;
}

/** Number 0 comes first, when the fonts are read: pairs of first and last code point that some face has. */
export type PdfAnswer =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: string }
  | { readonly id: 0; readonly coverage: readonly (readonly [number, number])[] };
