import { DomainError } from '@gongkai/core';

const SAMPLE_BYTES = 64 * 1024;

function startsWith(bytes: Uint8Array, ...prefix: number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** The share of characters that a Chinese text may hold; the rest are signs of a wrong guess. */
function plausibility(text: string): number {
  if (text === '') return 0;
  let good = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const isText =
      unit === 9 ||
      unit === 10 ||
      unit === 13 ||
      (unit >= 0x20 && unit < 0x7f) ||
      unit === 0xa0 ||
      (unit >= 0x2000 && unit <= 0x27bf) ||
      (unit >= 0x3000 && unit <= 0x303f) ||
      (unit >= 0x4e00 && unit <= 0x9fff) ||
      (unit >= 0xff00 && unit <= 0xffef);
    if (isText) good += 1;
  }
  return good / text.length;
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** UTF-16 without a byte order mark: its ASCII characters leave a zero in every second byte. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES - (SAMPLE_BYTES % 2));
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index] === 0) {
      if (index % 2 === 0) even += 1;
      else odd += 1;
    }
  }
  if (even + odd === 0) return null;
  const guess = odd >= even ? 'utf-16le' : 'utf-16be';
  return plausibility(decode(sample, guess)) > 0.9 ? guess : null;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = decode(bytes.subarray(0, 4096), 'latin1');
  const match =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head) ??
    /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined) return null;
  return /^(?:gb2312|gbk|gb18030|gb_2312-80|x-gbk)$/.test(name) ? 'gb18030' : name;
}

/** Valid UTF-8, or so nearly that only a cut or damaged character is lost. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = decode(bytes, 'utf-8');
    const damaged = text.split('\ufffd').length - 1;
    return damaged <= 3 + text.length / 1000 && plausibility(text) > 0.97 ? text : null;
  }
}

/**
 * The text of a file: by byte order mark, then what it declares (html), then UTF-8 if valid, then GB 18030.
 * Throws UNREADABLE_FILE when it is no text in any of these.
 */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return decode(bytes, 'utf-8');
  if (startsWith(bytes, 0xff, 0xfe)) return decode(bytes, 'utf-16le');
  if (startsWith(bytes, 0xfe, 0xff)) return decode(bytes, 'utf-16be');
  const utf16 = guessUtf16(bytes);
  if (utf16 !== null) return decode(bytes, utf16);
  const utf8 = decodeUtf8(bytes);
  const declared = declaredEncoding(bytes);
  if (declared !== null && !(utf8 !== null && declared !== 'utf-8' && /[\u4e00-\u9fff]/.test(utf8))) {
    try {
      const text = decode(bytes, declared);
      if (plausibility(text) > 0.9) return text;
    } catch {
      // An encoding nobody knows: the bytes decide.
    }
  }
  if (utf8 !== null && plausibility(utf8) > 0.7) return utf8;
  for (const encoding of ['gb18030', 'big5', 'utf-16le', 'utf-16be']) {
    if (encoding.startsWith('utf-16') && bytes.length % 2 !== 0) continue;
    const text = decode(bytes, encoding);
    if (plausibility(text) > 0.9) return text;
  }
  throw new DomainError(
    'UNREADABLE_FILE',
    '这个文件不是可识别的文本。请上传年度报告的 docx、pdf（带文字层）、网页（html）或文本文件。',
  );
}
