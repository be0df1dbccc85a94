import { DomainError } from '@gongkai/core';

const MOST_BYTES = 200 * 1024 * 1024;

/** @throws DomainError FILE_TOO_LARGE, UNREADABLE_FILE */
export function parseJsonFile(bytes: Uint8Array): unknown {
  if (bytes.byteLength > MOST_BYTES)
    throw new DomainError('FILE_TOO_LARGE', '文件超过 200 MB，请拆分后再试。');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new DomainError('UNREADABLE_FILE', '文件不是 UTF-8 编码的 JSON，请核对格式。');
  }
}
