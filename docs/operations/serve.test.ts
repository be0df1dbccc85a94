import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const PAGE = readFileSync(new URL('serve.md', import.meta.url), 'utf8');
const CONFIG = readFileSync(new URL('../../server/src/config.ts', import.meta.url), 'utf8');
const STORAGE = readFileSync(new URL('../../server/src/storage-config.ts', import.meta.url), 'utf8');

test('each setting that the server reads is listed, and no other', () => {
  const schema = /environmentSchema = z\.object\(\{(.*?)\n\}\);/s.exec(CONFIG)?.[1] ?? '';
  const storage = /STORAGE_ENVIRONMENT = \{(.*?)\n\};/s.exec(STORAGE)?.[1] ?? '';
  const read = [...`${schema}${storage}`.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  const listed = [...PAGE.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  expect(read.length).toBeGreaterThan(10);
  expect(listed.sort()).toEqual(read.sort());
});
