import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@gongkai/core';
import { z } from 'zod';
import { writeWhole } from './write-files.js';

/** What the export keeps of itself; a web server must not hand it out. Names with a dot in front are refused by most. */
export const STATE_FOLDER = '.gongkai';
const FILE = 'manifest.json';

/** How a document was shown when it was written last: what of it other pages show, and of which lists it is. */
const shownSchema = z.object({
  digest: z.string(),
  /** Of its words alone: the index changes only with them. */
  words: z.string(),
  duty: z.string(),
  month: z.string(),
  related: z.array(z.string()),
});
export type ShownDocument = z.infer<typeof shownSchema>;

const segmentSchema = z.object({
  dir: z.string(),
  shards: z.number(),
  docs: z.number(),
  chunk: z.number(),
  /** By their place; null: no longer public. */
  keys: z.array(z.string().nullable()),
});
export type Segment = z.infer<typeof segmentSchema>;

const manifestSchema = z.object({
  format: z.literal(1),
  /** Of all that stands on every page; null: nothing was finished yet. */
  frame: z.string().nullable(),
  documents: z.record(z.string(), shownSchema),
  /** By agency and year. */
  reports: z.record(z.string(), z.string()),
  /** Of the reports in the index, by their keys there: digests of what is found. */
  found: z.record(z.string(), z.string()).default({}),
  /** Digests of the files of each group. */
  groups: z.record(z.string(), z.record(z.string(), z.string())),
  /** Documents' files by their addresses: where they are and what they are saved as. */
  files: z.record(z.string(), z.object({ path: z.string(), name: z.string() })),
  segments: z.array(segmentSchema),
  /** Files that were there and were taken away for good. */
  gone: z.array(z.string()),
  /** Every file and folder of an earlier export that is no more, for a server to which only what changed is carried. */
  removed: z.array(z.string()).default([]),
});
export type Manifest = z.infer<typeof manifestSchema>;

export function emptyManifest(): Manifest {
  return {
    format: 1,
    frame: null,
    documents: {},
    reports: {},
    found: {},
    groups: {},
    files: {},
    segments: [],
    gone: [],
    removed: [],
  };
}

/** @throws DomainError UNREADABLE_FILE when it is damaged: only a full export helps then */
export async function readManifest(out: string): Promise<Manifest | null> {
  const text = await readFile(join(out, STATE_FOLDER, FILE), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new DomainError(
      'UNREADABLE_FILE',
      '导出目录的清单（.gongkai/manifest.json）已损坏，请用 --full 全部重新导出。',
    );
  }
}

export async function writeManifest(out: string, manifest: Manifest): Promise<void> {
  await writeWhole(join(out, STATE_FOLDER, FILE), JSON.stringify(manifest), { flush: true });
}
