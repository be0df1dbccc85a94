import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { DomainError } from '@gongkai/core';
import type { Hono } from 'hono';
import type { Emblem, Site } from './site.js';

const MOST_BYTES = 200 * 1024;
/** Shown 58 pixels high at most, on screens of twice the density. */
const MOST_PIXELS = 2_000;
const PNG_MARK = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The picture in a file, told by its content and not by its name. @throws DomainError INVALID_INPUT */
export function readEmblem(path: string, alt: string): Emblem {
  let content: Buffer;
  try {
    if (statSync(path).size > MOST_BYTES) throw refused(path, '不能大于200KB');
    content = readFileSync(path);
  } catch (error) {
    throw error instanceof DomainError ? error : refused(path, '读不到这个文件');
  }
  // A png begins with its mark and the chunk that has its size.
  if (!content.subarray(0, 8).equals(PNG_MARK) || content.toString('latin1', 12, 16) !== 'IHDR')
    throw refused(path, '应为 PNG 图片');
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)];
  if (width === 0 || height === 0 || width > MOST_PIXELS || height > MOST_PIXELS)
    throw refused(path, `宽和高应在1至${MOST_PIXELS}像素之间`);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { path: `/assets/emblem-${hash}.png`, alt, width, height, content };
}

function refused(path: string, why: string): DomainError {
  return new DomainError('INVALID_INPUT', `设置有误。GONGKAI_SITE_EMBLEM：${path}${why}。`);
}

/** The picture at its address, which changes with its content, so it is kept for a year. */
export function mountEmblem(app: Hono, { emblem }: Site): void {
  if (emblem === undefined || emblem === null) return;
  app.get(emblem.path, (c) =>
    c.body(new Uint8Array(emblem.content), 200, {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
}
