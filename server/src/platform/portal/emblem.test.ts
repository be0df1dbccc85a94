import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../../testing/test-context.js';
import { openTestDatabase } from '../../../testing/test-database.js';
import { mountEmblem, readEmblem } from './emblem.js';
import { pageFrame } from './page-frame.js';
import { parsePage } from './testing/page-audit.js';
import { viewOf } from './view.js';

const { db } = await openTestDatabase();
const { site } = testContext({ db });
/** A red point, as any program writes it. */
const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emblem-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test('stands in the header with its measures and words, and is served at an address of its content', async () => {
  const emblem = readEmblem(await file('point.png', POINT), '示范市徽标');
  const page = await pageFrame(viewOf({ ...site, emblem }, 'http://localhost/'), {
    ...{ title: '首页', crumbs: [], body: html`<h1>首页</h1>` },
  });
  const [shown] = parsePage(page.toString()).all('img');
  expect(shown?.attribs).toEqual({ src: emblem.path, width: '1', height: '1', alt: '示范市徽标' });
  const app = new Hono();
  mountEmblem(app, { ...site, emblem });
  const response = await app.request(emblem.path);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await response.arrayBuffer()).equals(POINT)).toBe(true);
});

describe('what is no such picture is refused with the reason, whatever its name says', () => {
  test.each([
    ['page.png', Buffer.from('<svg onload="alert(1)"/>'), 'PNG'],
    ['large.png', Buffer.concat([POINT, Buffer.alloc(300_000)]), '200KB'],
    [
      'wide.png',
      Buffer.concat([POINT.subarray(0, 16), Buffer.from([0, 0, 99, 99]), POINT.subarray(20)]),
      '像素',
    ],
  ])('%s', async (name, content, why) => {
    const path = await file(name, content);
    expect(() => readEmblem(path, '')).toThrow(why);
  });

  test('a file that is not there', () => {
    expect(() => readEmblem(join(folder, 'none.png'), '')).toThrow('读不到');
  });
});
