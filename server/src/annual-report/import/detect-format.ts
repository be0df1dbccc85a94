import { DomainError } from '@gongkai/core';

/** 50 MB: a report with scanned annexes stays far below. */
export const LARGEST_FILE = 50 * 1024 * 1024;

function startsWith(bytes: Uint8Array, prefix: string): boolean {
  return [...prefix].every((character, index) => bytes[index] === character.charCodeAt(0));
}

function unreadable(message: string): DomainError {
  return new DomainError('UNREADABLE_FILE', message);
}

const PDF_HEADER_WITHIN = 1024;

/** The kind of file by its content; `zip` has yet to show what it holds. Throws for kinds that can't be read. */
export function detectFormat(bytes: Uint8Array): 'pdf' | 'text' | 'zip' {
  if (bytes.length === 0) throw unreadable('文件是空的。请重新上传年度报告。');
  if (bytes.length > LARGEST_FILE) {
    throw new DomainError('FILE_TOO_LARGE', '文件超过 50 MB。请只上传报告本身，附件另行上传。', {
      bytes: bytes.length,
    });
  }
  if (startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006')) return 'zip';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PDF_HEADER_WITHIN));
  if (head.includes('%PDF-')) return 'pdf';
  if (startsWith(bytes, '\u00d0\u00cf\u0011\u00e0')) {
    throw unreadable(
      '这是旧版 Office 文件（.doc、.xls）或加密的 Office 文件。请去掉密码，另存为 docx 或 pdf 后再上传。',
    );
  }
  if (startsWith(bytes, '{\\rtf')) throw unreadable('这是 RTF 文件。请另存为 docx 或 pdf 后再上传。');
  if (
    startsWith(bytes, '\u0089PNG') ||
    startsWith(bytes, '\u00ff\u00d8\u00ff') ||
    startsWith(bytes, 'GIF8') ||
    startsWith(bytes, 'II*\0') ||
    startsWith(bytes, 'MM\0*')
  ) {
    throw unreadable('这是图片，没有可读取的文字。请先做文字识别（OCR），或上传带文字的 docx、pdf。');
  }
  if (startsWith(bytes, '\u001f\u008b') || startsWith(bytes, 'Rar!') || startsWith(bytes, '7z\u00bc\u00af')) {
    throw unreadable('这是压缩包。请解压后上传其中的年度报告。');
  }
  return 'text';
}

/** Whether a text is a web page (or a piece of one) and not plain text. */
export function looksLikeHtml(text: string): boolean {
  const head = text.slice(0, 20_000);
  if (/^\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype html|html))/i.test(head)) return true;
  const tags = head.match(
    /<\/?(?:html|head|body|meta|div|p|span|table|tbody|tr|td|th|br|font|h[1-6]|ul|li|section|article|strong|a)\b[^>]*>/gi,
  );
  return tags !== null && tags.length >= 3;
}
