import {
  checkText,
  DomainError,
  hiddenDataFindings,
  linkFindings,
  type Finding,
  type HiddenDataRule,
  type LinkRule,
  locateWords,
  paperFindings,
  type PaperFinding,
  type TextFinding,
  type LocatedWord,
  type WrongWord,
} from '@gongkai/core';
import { detectType } from '../platform/files/detect-type.js';
import { readPieces, type FileSource } from '../platform/files/file-source.js';
import { FILE_TYPES, type MediaType } from '../platform/files/file-types.js';
import { findHiddenData } from './hidden-data.js';
import { reviewTextOf } from './review-text.js';

/** What the check before publication found in a file. */
export interface FileCheck {
  readonly fileType: MediaType;
  /** What was read, in which the places of the findings count; empty for an image. */
  readonly text: string;
  /** Where the links of the file lead, each once. */
  readonly links: readonly string[];
  /** Null: not to be told, as of tables and pictures. */
  readonly pages: number | null;
  /** In the order of `text`; what is carried beside the words, such as a hidden sheet, comes last, at 0. */
  readonly findings: readonly FileFinding[];
}
export interface FileFinding extends Finding {
  readonly rule: TextFinding['rule'] | LocatedWord['rule'] | PaperFinding['rule'] | HiddenDataRule | LinkRule;
  readonly start: number;
  readonly end: number;
  readonly excerpt: string;
  /** `hidden`: not in what a reader sees, but in the file, such as a hidden sheet or a comment. */
  readonly part: 'shown' | 'hidden';
}

const HEAD_BYTES = 4_100;
/** More than any paper says; what is longer is a table of data and is checked in parts by who publishes it. */
const MOST_CHARACTERS = 50_000_000;

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
  if (fileType?.startsWith('image/') === true && carried.length > 0)
    return { fileType, text: '', links: [], pages: null, findings: carried };
  if (fileType === null || fileType.startsWith('image/') || fileType === 'application/x-cfb') {
    const kind = fileType === null ? '这种文件' : FILE_TYPES[fileType].label;
    throw new DomainError(
      'UNREADABLE_FILE',
      `${kind}里的文字读不出来，无法检查。请提供 docx、xlsx、pdf、html 或 txt 文件，图片请人工审查。`,
    );
  }
  const { text, hiddenFrom, links, pages } = await reviewTextOf(source, fileType, head, joined);
  const shown = text.slice(0, hiddenFrom);
  const found = [
    ...[...checkText(shown), ...locateWords(shown, words), ...paperFindings(shown)].map((finding) =>
      inPart(finding, 'shown', 0),
    ),
    ...checkText(text.slice(hiddenFrom)).map((finding) => inPart(finding, 'hidden', hiddenFrom)),
  ].sort((a, b) => a.start - b.start);
  const seen = new Set(
    found.filter(({ part }) => part === 'shown').map(({ rule, excerpt }) => `${rule} ${excerpt}`),
  );
  const findings = found.filter(
    ({ part, rule, excerpt }) => part === 'shown' || !seen.has(`${rule} ${excerpt}`),
  );
  const aboutLinks = linkFindings(links).map((finding): FileFinding => ({
    ...finding,
    ...{ start: 0, end: 0, part: 'hidden' },
  }));
  return { fileType, text, links, pages, findings: [...findings, ...aboutLinks, ...carried] };
}

function inPart(
  finding: TextFinding | LocatedWord | PaperFinding,
  part: FileFinding['part'],
  offset: number,
): FileFinding {
  return { ...finding, part, start: finding.start + offset, end: finding.end + offset };
}

/** What a file carries unseen has no place in its text. */
async function hiddenIn(source: FileSource, type: MediaType): Promise<FileFinding[]> {
  return hiddenDataFindings(await findHiddenData(source, type)).map((finding): FileFinding => ({
    ...finding,
    ...{ start: 0, end: 0, excerpt: '', part: 'hidden' },
  }));
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
