import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { timeInChina, VALIDITIES, type Validity } from '@gongkai/core';
import { decodeOrdinals, encodeOrdinals, indexWords, shardOf } from './index-words.js';
import type { Segment } from './manifest.js';
import { digestOf, removeFolder, writeWhole } from './write-files.js';

/** Below the root of the site. */
export const INDEX_FOLDER = 'search/index';
const CHUNK = 64;
const FEWEST_SHARDS = 16;
const MOST_SHARDS = 4_096;
/** Documents whose words are held at once; more are read several times, each time for a part of the words. */
const DOCUMENTS_A_PASS = 10_000;

/** A document as the results show it. */
export interface IndexedDocument {
  readonly key: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly title: string;
  readonly publishedAt: string;
  readonly validity: Validity | null;
  /** Its page below the root. */
  readonly url: string;
}

/** What is read in, in any order: all words of a document under its key. */
export type TextSource = (
  keys: ReadonlySet<string>,
) => AsyncIterable<{ readonly key: string; readonly title: string; readonly text: string }>;

/**
 * A part of the index: each word's documents in one of many small files, and what is shown of the documents in others.
 * A later document has a higher place. @returns the segment, and how many files were written
 */
export async function writeSegment(
  out: string,
  name: string,
  documents: readonly IndexedDocument[],
  texts: TextSource,
): Promise<{ readonly segment: Segment; readonly files: number }> {
  const sorted = [...documents].sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1));
  const places = new Map(sorted.map(({ key }, place) => [key, place]));
  const shards = shardsFor(sorted.length);
  const dir = `${name}-${digestOf(JSON.stringify(sorted)).slice(0, 12)}`;
  const folder = join(out, INDEX_FOLDER, dir);
  let files = 0;
  const passes = Math.max(1, Math.ceil(sorted.length / DOCUMENTS_A_PASS));
  for (let pass = 0; pass < passes; pass += 1) {
    const lists = await collect(texts, places, (word) => shardOf(word, shards) % passes === pass);
    const byShard = new Map<number, Record<string, string>>();
    for (const [word, found] of lists) {
      const shard = shardOf(word.replace('^', ''), shards);
      let words = byShard.get(shard);
      if (words === undefined) byShard.set(shard, (words = {}));
      words[word] = encodeOrdinals([...new Set(found)].sort((a, b) => a - b));
    }
    for (let shard = pass; shard < shards; shard += passes) {
      await writeWhole(join(folder, `${shard}.json`), JSON.stringify(byShard.get(shard) ?? {}));
      files += 1;
    }
  }
  for (let at = 0; at < sorted.length; at += CHUNK) {
    const entries = sorted.slice(at, at + CHUNK).map(entryOf);
    await writeWhole(join(folder, `d${at / CHUNK}.json`), JSON.stringify(entries));
    files += 1;
  }
  const agencies = [...new Set(sorted.map(({ agencyCode }) => agencyCode))];
  const facets = {
    agencies,
    agency: sorted.map(({ agencyCode }) => agencies.indexOf(agencyCode)),
    year: sorted.map(({ publishedAt }) => Number(timeInChina(publishedAt).slice(0, 4))),
  };
  await writeWhole(join(folder, 'facets.json'), JSON.stringify(facets));
  const segment = { dir, shards, docs: sorted.length, chunk: CHUNK, keys: sorted.map(({ key }) => key) };
  return { segment, files: files + 1 };
}

/** A word of a title stands under its own name too, with `^` in front, beside the word itself. */
async function collect(
  texts: TextSource,
  places: ReadonlyMap<string, number>,
  isAsked: (word: string) => boolean,
): Promise<Map<string, number[]>> {
  const lists = new Map<string, number[]>();
  const add = (word: string, place: number): void => {
    const list = lists.get(word);
    if (list === undefined) lists.set(word, [place]);
    else list.push(place);
  };
  for await (const { key, title, text } of texts(new Set(places.keys()))) {
    const place = places.get(key);
    if (place === undefined) continue;
    for (const word of indexWords(`${title}\n${text}`)) if (isAsked(word)) add(word, place);
    for (const word of indexWords(title)) if (isAsked(word)) add(`^${word}`, place);
  }
  return lists;
}

/** Some ten kilobytes a file, as texts usually are. */
function shardsFor(documents: number): number {
  let shards = FEWEST_SHARDS;
  while (shards < documents / 8 && shards < MOST_SHARDS) shards *= 2;
  return shards;
}

function entryOf({ title, agencyName, publishedAt, validity, url }: IndexedDocument): unknown[] {
  const shown = validity === null ? null : [validity, VALIDITIES[validity]];
  return [title, agencyName, timeInChina(publishedAt).slice(0, 10), shown, url];
}

/** Takes documents out of a segment, every word of theirs. @returns the segment as it is then, and the files written */
export async function removeFromSegment(
  out: string,
  segment: Segment,
  keys: ReadonlySet<string>,
): Promise<{ readonly segment: Segment; readonly files: number }> {
  const gone = new Set(segment.keys.flatMap((key, place) => (key !== null && keys.has(key) ? [place] : [])));
  if (gone.size === 0) return { segment, files: 0 };
  const folder = join(out, INDEX_FOLDER, segment.dir);
  let files = 0;
  for (let shard = 0; shard < segment.shards; shard += 1) {
    const path = join(folder, `${shard}.json`);
    const words = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
    let isChanged = false;
    const kept: Record<string, string> = {};
    for (const [word, list] of Object.entries(words)) {
      const places = decodeOrdinals(list);
      const rest = places.filter((place) => !gone.has(place));
      if (rest.length !== places.length) isChanged = true;
      if (rest.length > 0) kept[word] = rest.length === places.length ? list : encodeOrdinals(rest);
    }
    if (!isChanged) continue;
    await writeWhole(path, JSON.stringify(kept));
    files += 1;
  }
  await editEntries(folder, segment, (_, place) => (gone.has(place) ? null : undefined));
  return {
    segment: { ...segment, keys: segment.keys.map((key, place) => (gone.has(place) ? null : key)) },
    files: files + gone.size,
  };
}

/** Shows documents of a segment as they are now; their words are the same. @returns the files written */
export async function showInSegment(
  out: string,
  segment: Segment,
  documents: ReadonlyMap<string, IndexedDocument>,
): Promise<number> {
  const folder = join(out, INDEX_FOLDER, segment.dir);
  return editEntries(folder, segment, (key) => {
    const shown = key === null ? undefined : documents.get(key);
    return shown === undefined ? undefined : entryOf(shown);
  });
}

async function editEntries(
  folder: string,
  { keys, chunk }: Segment,
  edit: (key: string | null, place: number) => unknown,
): Promise<number> {
  let files = 0;
  for (let from = 0; from < keys.length; from += chunk) {
    const edits = keys.slice(from, from + chunk).map((key, at) => edit(key, from + at));
    if (edits.every((entry) => entry === undefined)) continue;
    const path = join(folder, `d${from / chunk}.json`);
    const entries = JSON.parse(await readFile(path, 'utf8')) as unknown[];
    const changed = entries.map((entry, at) => (edits[at] === undefined ? entry : edits[at]));
    await writeWhole(path, JSON.stringify(changed));
    files += 1;
  }
  return files;
}

/** Tells the script which segments there are, then removes the others. */
export async function useSegments(out: string, segments: readonly Segment[]): Promise<void> {
  const shown = segments.map(({ dir, shards, docs, chunk }) => ({ dir, shards, docs, chunk }));
  await writeWhole(join(out, INDEX_FOLDER, 'index.json'), JSON.stringify({ segments: shown }));
  const used = new Set(segments.map(({ dir }) => dir));
  for (const folder of await readdir(join(out, INDEX_FOLDER))) {
    if (folder === 'index.json' || used.has(folder)) continue;
    await removeFolder(join(out, INDEX_FOLDER, folder));
  }
}
