import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PAGES = fileURLToPath(new URL('.', import.meta.url));
const SERVER = fileURLToPath(new URL('../../server/src/', import.meta.url));

function namesIn(folder: string, ending: string, pattern: RegExp): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith(ending) && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name ?? '')));
}

/** Each is a key of a schema in one of the files `…config.ts`. */
const read = namesIn(SERVER, 'config.ts', /^ {2}([A-Z][A-Z_]+):/gm);
const listed = namesIn(PAGES, '.md', /^\| `([A-Z][A-Z_]{3,})`/gm);

test('each setting that the server reads is listed for operators, and no other', () => {
  expect(read.size).toBeGreaterThan(30);
  expect([...listed].sort()).toEqual([...read].sort());
});

test('a setting that the program names anywhere is one that it reads', () => {
  const named = namesIn(SERVER, '.ts', /\b(GONGKAI_[A-Z_]*[A-Z])\b/g);
  expect([...named].filter((name) => !read.has(name))).toEqual([]);
});
