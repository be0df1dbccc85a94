import { DomainError, type HiddenItem } from '@gongkai/core';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRef,
  PDFStream,
  PDFString,
  type PDFObject,
} from 'pdf-lib';
import { isSomebody } from './somebody.js';
import { damaged, shortened } from './xml-tokens.js';

type Report = (item: HiddenItem) => void;

/** Larger files take more memory than a check may. */
const MOST_PDF_BYTES = 80_000_000;
/** Annotations that belong to what is read: links and the fields of a form. */
const SHOWN_ANNOTATIONS = new Set(['Link', 'Widget', 'Popup']);

/**
 * A pdf without comments, files that travel in it, scripts, and who wrote it. What an earlier saving left behind goes too,
 * because only what the pages reach is written. @throws DomainError UNREADABLE_FILE, FILE_TOO_LARGE
 */
export async function pdfAsShown(bytes: Uint8Array, report: Report): Promise<Uint8Array> {
  if (bytes.length > MOST_PDF_BYTES)
    throw new DomainError('FILE_TOO_LARGE', 'PDF 超过 80 MB，隐藏信息检查不了。请拆分或者压缩后再上传。');
  const pdf = await open(bytes);
  const { catalog, context } = pdf;
  cleanInfo(pdf, report);
  catalog.delete(PDFName.of('Metadata'));
  for (const page of pdf.getPages()) {
    page.node.delete(PDFName.of('Metadata'));
    page.node.delete(PDFName.of('PieceInfo'));
    page.node.delete(PDFName.of('AF'));
    if (page.node.has(PDFName.of('AA'))) report({ rule: 'hidden.script', detail: '翻页时运行' });
    page.node.delete(PDFName.of('AA'));
    cleanAnnotations(page.node, report);
  }
  cleanCatalog(catalog, report);
  const written = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isSigned = isSealed(bytes);
  const usual = written.subarray(0, 2048).includes('/Linearized') ? 2 : 1;
  // A signature is put on by saving once more; what it covers is no earlier text.
  if (!isSigned && countOf(written, 'startxref') > usual)
    report({ rule: 'hidden.revision', detail: '文件里留有以前保存的内容' });
  const reached = reachable([catalog, context.trailerInfo.Info]);
  for (const [ref] of context.enumerateIndirectObjects()) {
    if (!reached.has(ref.toString()) && ref !== context.trailerInfo.Root) context.delete(ref);
  }
  return pdf.save({ updateFieldAppearances: false });

  function reachable(roots: readonly (PDFObject | undefined)[]): Set<string> {
    const seen = new Set<string>();
    const waiting = roots.filter((root) => root !== undefined);
    for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
      if (object instanceof PDFRef) {
        if (seen.has(object.toString())) continue;
        seen.add(object.toString());
        const found = context.lookup(object);
        if (found !== undefined) waiting.push(found);
      } else if (object instanceof PDFDict) waiting.push(...object.values());
      else if (object instanceof PDFArray) waiting.push(...object.asArray());
      else if (object instanceof PDFStream) waiting.push(...object.dict.values());
    }
    return seen;
  }
}

function countOf(bytes: Buffer, word: string): number {
  let count = 0;
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) count += 1;
  return count;
}

/** Whether taking something out would break an electronic seal. */
export function isSealed(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/ByteRange');
}

async function open(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false });
  } catch {
    throw damaged();
  }
}

const INFO: ReadonlyMap<string, string> = new Map([
  ['Author', '作者'],
  ['Subject', '主题'],
  ['Keywords', '关键词'],
]);
const KEPT_INFO = new Set(['Title', 'CreationDate', 'ModDate', 'Producer', 'Creator', 'Trapped']);

function cleanInfo({ context }: PDFDocument, report: Report): void {
  const info = context.trailerInfo.Info === undefined ? undefined : context.lookup(context.trailerInfo.Info);
  if (!(info instanceof PDFDict)) return;
  for (const [key, value] of info.entries()) {
    const name = key.decodeText();
    if (KEPT_INFO.has(name)) continue;
    const text = textOf(context.lookup(value) ?? value);
    if (name === 'Author' && isSomebody(text))
      report({ rule: 'hidden.author', detail: shortened(`${INFO.get(name) ?? name}：${text}`) });
    info.delete(key);
  }
}

function textOf(value: PDFObject | undefined): string {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}

function cleanAnnotations(page: PDFDict, report: Report): void {
  const annotations = page.lookup(PDFName.of('Annots'));
  if (!(annotations instanceof PDFArray)) return;
  const isShown = (index: number): boolean => {
    const annotation = annotations.lookup(index);
    if (!(annotation instanceof PDFDict)) return false;
    const type = nameOf(annotation.lookup(PDFName.of('Subtype')));
    if (type === 'Popup') return false;
    if (SHOWN_ANNOTATIONS.has(type)) return true;
    const text = textOf(annotation.lookup(PDFName.of('Contents')));
    const who = textOf(annotation.lookup(PDFName.of('T')));
    report({
      rule: type === 'FileAttachment' ? 'hidden.attachment' : 'hidden.comment',
      detail: shortened(`${who} ${text === '' ? type : text}`),
    });
    return false;
  };
  for (let index = annotations.size() - 1; index >= 0; index -= 1) {
    if (isShown(index)) continue;
    const ref = annotations.get(index);
    annotations.remove(index);
    // The tags of a page may name it too.
    if (ref instanceof PDFRef) page.context.delete(ref);
  }
}

function nameOf(value: PDFObject | undefined): string {
  return value instanceof PDFName ? value.decodeText() : '';
}

function cleanCatalog(catalog: PDFDict, report: Report): void {
  const names = catalog.lookup(PDFName.of('Names'));
  if (names instanceof PDFDict) {
    const files = names.lookup(PDFName.of('EmbeddedFiles'));
    if (files instanceof PDFDict) {
      const list = files.lookup(PDFName.of('Names'));
      const count = list instanceof PDFArray ? Math.max(1, Math.floor(list.size() / 2)) : 1;
      for (let index = 0; index < count; index += 1) {
        const name = list instanceof PDFArray ? textOf(list.lookup(index * 2)) : '';
        report({ rule: 'hidden.attachment', detail: shortened(name) });
      }
      names.delete(PDFName.of('EmbeddedFiles'));
    }
    if (names.has(PDFName.of('JavaScript'))) report({ rule: 'hidden.script', detail: 'JavaScript' });
    names.delete(PDFName.of('JavaScript'));
  }
  catalog.delete(PDFName.of('AF'));
  catalog.delete(PDFName.of('PieceInfo'));
  if (catalog.has(PDFName.of('AA'))) report({ rule: 'hidden.script', detail: '打开、关闭时运行' });
  catalog.delete(PDFName.of('AA'));
  const action = catalog.lookup(PDFName.of('OpenAction'));
  if (action instanceof PDFDict && nameOf(action.lookup(PDFName.of('S'))) !== 'GoTo') {
    report({ rule: 'hidden.script', detail: '打开时运行' });
    catalog.delete(PDFName.of('OpenAction'));
  }
}
