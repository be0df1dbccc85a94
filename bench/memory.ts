/**
 * Run as a process of its own, so that nothing else is in its memory: reads 1,000 files and prints the resident
 * memory after the last ÷ after the 200th.
 */
import { builtReader } from './built.js';
import { inventFiles } from './invented-files.js';

const FIRST = 200;
const ALL = 1000;
const VARIETY = 20;

function residentBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage.rss();
}

const { readReport } = await builtReader();
const files = (await Promise.all(Array.from({ length: VARIETY }, (_, seed) => inventFiles(seed)))).flatMap(
  (one) => Object.values(one),
);
let afterFirst = 0;
for (let count = 1; count <= ALL; count += 1) {
  const file = files[count % files.length];
  if (file === undefined) throw new Error('No file was invented');
  await readReport(new Uint8Array(file));
  if (count === FIRST) afterFirst = residentBytes();
}
const afterAll = residentBytes();
console.log(JSON.stringify({ afterFirst, afterAll }));
