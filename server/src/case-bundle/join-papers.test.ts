import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pagesOf } from './join-papers.js';

/** A black square, which packs to almost nothing. */
function png(side: number): Uint8Array {
  const part = (name: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.writeUInt8(8, 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    part('IHDR', head),
    part('IDAT', deflateSync(Buffer.alloc(side * (side + 1)))),
    part('IEND', Buffer.alloc(0)),
  ]);
}

test('a picture becomes a page; one that unpacks to more than the memory is meant for stands apart', async () => {
  const small = await pagesOf({ mediaType: 'image/png', bytes: png(200) });
  expect(small?.getPageCount()).toBe(1);
  const large = png(6000);
  expect(large.length).toBeLessThan(200_000);
  expect(await pagesOf({ mediaType: 'image/png', bytes: large })).toBeNull();
});

test('what is damaged or has no pages stands apart', async () => {
  const bytes = new Uint8Array([0x89, 0x50]);
  expect(await pagesOf({ mediaType: 'image/png', bytes })).toBeNull();
  expect(await pagesOf({ mediaType: 'text/plain', bytes })).toBeNull();
});
