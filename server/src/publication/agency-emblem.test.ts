import { crc32, deflateSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { plainPng } from '../platform/files/plain-png.js';
import { createApp } from '../platform/http/app.js';
import { mountPages, registerApi } from '../routes.js';
import { removeAgencyEmblem, setAgencyEmblem } from './agency-emblem.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const app = createApp(ctx, { ...signedInAs(null), api: registerApi(), mountPages });
const CODE = 'YSJ';
const head = testActor({ roles: ['officeHead'], agencyCode: CODE, id: 'head' });
const editor = testActor({ roles: ['editor'], agencyCode: CODE, id: 'editor' });

beforeAll(() => makeAgency({ db }));

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A picture of one grey as PNG (ISO/IEC 15948), with further chunks before its end. */
function png(width: number, height: number, grey: number, more: readonly Buffer[] = []): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0, 0, 0, 0], 8);
  const lines = Buffer.alloc(height * (width + 1), grey);
  for (let line = 0; line < height; line += 1) lines[line * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...[chunk('IHDR', size), chunk('IDAT', deflateSync(lines)), ...more, chunk('IEND', Buffer.alloc(0))],
  ]);
}

const upload = (bytes: Uint8Array) => ({ fileName: '标志.png', bytes });
const pageOf = async (path: string) => (await app.request(path)).text();

test('a picture is put together anew: what does not draw is left out, what is damaged or too large refused', () => {
  const words = chunk('tEXt', Buffer.from('Author\0somebody'));
  const cleaned = plainPng(png(20, 10, 200, [words]), 100);
  expect(cleaned).toMatchObject({ width: 20, height: 10 });
  expect(Buffer.from(cleaned?.content ?? []).equals(png(20, 10, 200))).toBe(true);
  expect(plainPng(png(101, 10, 1), 100)).toBeNull();
  const damaged = png(20, 10, 1);
  damaged[45] = (damaged[45] ?? 0) ^ 0xff;
  expect(plainPng(damaged, 100)).toBeNull();
  expect(plainPng(png(20, 10, 1).subarray(0, 40), 100)).toBeNull();
  expect(plainPng(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 100)).toBeNull();
  // Says that it is small and unpacks to millions of bytes.
  const bomb = Buffer.concat([
    png(4, 4, 1).subarray(0, 33),
    ...[chunk('IDAT', deflateSync(Buffer.alloc(5_000_000))), chunk('IEND', Buffer.alloc(0))],
  ]);
  expect(plainPng(bomb, 100)).toBeNull();
});

test('an agency shows its own picture over its columns; replaced or taken away, the old address answers nothing', async () => {
  const columns = [`/agencies/${CODE}`, `/agencies/${CODE}/items`, `/agencies/${CODE}/cleanup-rounds`];
  for (const path of columns) expect(await pageOf(path)).not.toContain('agency-emblem');
  const { emblem: first } = await setAgencyEmblem(ctx, head, CODE, upload(png(40, 20, 10)));
  expect(first).toMatchObject({ width: 40, height: 20 });
  const address = first?.path ?? '';
  for (const path of columns) expect(await pageOf(path)).toContain(`src="${address}"`);
  const picture = await app.request(address);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(picture.headers.get('cache-control')).toContain('max-age=86400');
  expect(Buffer.from(await picture.arrayBuffer()).equals(png(40, 20, 10))).toBe(true);

  const { emblem: second } = await setAgencyEmblem(ctx, head, CODE, upload(png(40, 20, 90)));
  expect(second?.path).not.toBe(address);
  expect((await app.request(address)).status).toBe(404);
  expect(await pageOf(`/agencies/${CODE}`)).toContain(`src="${second?.path ?? ''}"`);

  await removeAgencyEmblem(ctx, head, CODE);
  expect((await app.request(second?.path ?? '')).status).toBe(404);
  for (const path of columns) expect(await pageOf(path)).not.toContain('agency-emblem');
  await expect(removeAgencyEmblem(ctx, head, CODE)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['agency.emblemSet', 'agency.emblemRemoved']),
  );
});

test('no other file, and nobody else', async () => {
  await expect(setAgencyEmblem(ctx, editor, CODE, upload(png(4, 4, 1)))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
  await expect(setAgencyEmblem(ctx, head, CODE, upload(svg))).rejects.toMatchObject({ code: 'FILE_REFUSED' });
  expect((await app.request(`/agencies/${CODE}/emblem-0000000000000000.png`)).status).toBe(404);
});
