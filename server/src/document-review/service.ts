import {
  checkText,
  DomainError,
  hiddenDataFindings,
  type Finding,
  type HiddenDataRule,
  locateWords,
  type TextFinding,
  type LocatedWord,
  type WrongWord,
} from '@gongkai/core';
import { detectType } from '../platform/files/detect-type.js';
import { documentText } from '../platform/files/document-text.js';
import { readPieces, readWhole, type FileSource } from '../platform/files/file-source.js';
import { FILE_TYPES, type MediaType } from '../platform/files/file-types.js';
import { findHiddenData } from './hidden-data.js';
import { openWorkbook, sheetRows } from '../platform/spreadsheet/workbook.js';

/** What the check before publication found in a file. */
export interface FileCheck {
  readonly fileType: MediaType;
  /** In the order of `text`, to which their places belong; those of hidden parts come last and have places in these. */
  readonly findings: readonly FileFinding[];
}
export interface FileFinding extends Finding {
  readonly rule: TextFinding['rule'] | LocatedWord['rule'] | HiddenDataRule;
  readonly start: number;
  readonly end: number;
  readonly excerpt: string;
  /** `hidden`: not in what a reader sees, but in the file, such as a hidden sheet or a comment. */
  readonly part: 'shown' | 'hidden';
}

const HEAD_BYTES = 4_100;
/** More than any paper says; what is longer is a table of data and is checked in parts by who publishes it. */
const MOST_CHARACTERS = 50_000_000;
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export { canBeScrubbed, findHiddenData, scrubbedFile } from './hidden-data.js';

/**
 * Checks a file as one who would publish it, what it hides included (P12): text, html, csv, json, docx, xlsx, pptx, ofd and pdf.
 * @throws DomainError UNREADABLE_FILE for images and unknown kinds, which have no text to check
 */
export async function checkFile(
  source: FileSource,
  fileName: string,
  words: readonly WrongWord[] = [],
): Promise<FileCheck> {
  const head = await readHead(source);
  const fileType = await detectType(source, head, fileName);
  const carried = fileType === null ? [] : await hiddenIn(source, fileType);
  if (fileType?.startsWith('image/') === true && carried.length > 0) return { fileType, findings: carried };
  if (fileType === null || fileType.startsWith('image/') || fileType === 'application/x-cfb') {
    const kind = fileType === null ? '这种文件' : FILE_TYPES[fileType].label;
    throw new DomainError(
      'UNREADABLE_FILE',
      `${kind}里的文字读不出来，无法检查。请提供 docx、xlsx、pdf、html 或 txt 文件，图片请人工审查。`,
    );
  }
  const whole = await joined(documentText(source, fileType, head));
  const inText = (text: string) =>
    [...checkText(text), ...locateWords(text, words)].sort((a, b) => a.start - b.start);
  if (fileType !== WORKBOOK) return { fileType, findings: [...shown(inText(whole)), ...carried] };
  const seen = shown(inText(await workbookText(source)));
  const known = new Set(seen.map(({ rule, excerpt }) => `${rule} ${excerpt}`));
  const hidden = checkText(whole)
    .filter(({ rule, excerpt }) => !known.has(`${rule} ${excerpt}`))
    .map((finding): FileFinding => ({ ...finding, part: 'hidden' }));
  return { fileType, findings: [...seen, ...hidden, ...carried] };
}

/** What a file carries unseen has no place in its text. */
async function hiddenIn(source: FileSource, type: MediaType): Promise<FileFinding[]> {
  return hiddenDataFindings(await findHiddenData(source, type)).map((finding): FileFinding => ({
    ...finding,
    ...{ start: 0, end: 0, excerpt: '', part: 'hidden' },
  }));
}

function shown(findings: readonly (TextFinding | LocatedWord)[]): FileFinding[] {
  return findings.map((finding) => ({ ...finding, part: 'shown' }));
}

async function readHead(source: FileSource): Promise<Uint8Array> {
  for await (const piece of readPieces(source)) return piece.subarray(0, HEAD_BYTES);
  return new Uint8Array();
}

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length > MOST_CHARACTERS) {
      throw new DomainError('FILE_TOO_LARGE', '文件的文字超过五千万字，请分成几个文件检查。');
    }
  }
  return text;
}

/** The rows as a reader sees them, a tab between cells. */
async function workbookText(source: FileSource): Promise<string> {
  const workbook = await openWorkbook(await readWhole(source));
  try {
    return await joined(linesOf(workbook));
  } finally {
    workbook.file.close();
  }
}

async function* linesOf(workbook: Awaited<ReturnType<typeof openWorkbook>>): AsyncGenerator<string> {
  for (const sheet of workbook.sheets) {
    for await (const { cells } of sheetRows(workbook, sheet)) yield `${cells.join('\t')}\n`;
  }
}
