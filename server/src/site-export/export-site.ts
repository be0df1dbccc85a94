import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { takeLock } from '../platform/database/lock-file.js';
import { listAgencies } from '../identity/service.js';
import { drawNotices, drawPages, NO_SERVICE, type DrawnPages } from './draw-pages.js';
import { emptyManifest, readManifest, STATE_FOLDER, writeManifest, type Manifest } from './manifest.js';
import type { PageSource, SiteExportSettings } from './settings.js';
import { writeServerFiles } from './server-files.js';
import { readSiteState, textsOf, type SiteState } from './site-state.js';
import { itemGroup, staleGroups, type Stale } from './stale-groups.js';
import { INDEX_FOLDER } from './search-index.js';
import { isTracked } from './static-address.js';
import { updateIndex } from './update-index.js';
import { digestOf, filesBelow, removeFile } from './write-files.js';

/** What an export did. */
export interface SiteExportResult {
  readonly isFull: boolean;
  readonly drawn: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly indexFiles: number;
  readonly milliseconds: number;
  /** Addresses that pages lead to and nothing answers. */
  readonly broken: readonly { readonly address: string; readonly from: string }[];
}

/**
 * Writes the public side to files: everything, or what shows something that has changed since the last time. `source`
 * answers as the server would. What is withdrawn goes first. Null: there was nothing to do. @throws DomainError INVALID_INPUT, DATABASE_LOCKED, UNREADABLE_FILE
 */
export async function exportSite(
  ctx: Pick<AppContext, 'db' | 'site' | 'version'>,
  source: PageSource,
  settings: SiteExportSettings,
): Promise<SiteExportResult | null> {
  const begun = performance.now();
  const { out } = settings;
  await requireOwnFolder(out);
  const lock = await takeLock(join(out, STATE_FOLDER, 'lock'));
  try {
    const known = settings.isFull ? await readManifest(out).catch(() => null) : await readManifest(out);
    const then = known ?? emptyManifest();
    // What is read for pages is never older than the state that they are held against.
    source.startAnew();
    const state = await readSiteState(ctx);
    const frame = await frameOf(ctx, settings);
    const isFull = settings.isFull || then.frame !== frame;
    if (settings.isSkippedIfSame === true && !isFull && (await isSame(out, then, state))) return null;
    const result = await write(ctx, source, settings, { then, state, frame, isFull });
    return { ...result, isFull, milliseconds: Math.round(performance.now() - begun) };
  } finally {
    source.startAnew();
    await lock.release();
  }
}

const HOUR_MS = 3_600_000;

async function isSame(out: string, then: Manifest, state: SiteState): Promise<boolean> {
  const { drawn, removed, words } = staleGroups(then, state);
  if (drawn.size > 0 || removed.size > 0 || words.size > 0) return false;
  const { mtimeMs } = await stat(join(out, STATE_FOLDER, 'manifest.json'));
  return Date.now() - mtimeMs < HOUR_MS;
}

interface Work {
  readonly then: Manifest;
  readonly state: SiteState;
  readonly frame: string;
  readonly isFull: boolean;
}

async function write(
  ctx: Pick<AppContext, 'db' | 'site'>,
  source: PageSource,
  settings: SiteExportSettings,
  { then, state, frame, isFull }: Work,
): Promise<Omit<SiteExportResult, 'milliseconds' | 'isFull'>> {
  const { out } = settings;
  const stale = staleGroups(then, state);
  const before = await standing(out, then.groups);
  const gone = await removeGroups(out, then, stale);
  const pages = await drawPages({
    ...{
      source,
      settings,
      site: ctx.site,
      known: then,
      seeds: [...seedsOf(then, state, stale, isFull), ...noticesOf(settings)],
      isFull,
    },
    isStale: (group) =>
      isFull || stale.drawn.has(group) || !isTracked(group) || then.groups[group] === undefined,
  });
  await drawNotices({ source, settings });
  const groups = groupsAfter(then, pages, stale, isFull);
  const removed = await removeLeftOvers(out, then, groups, isFull);
  const index = await updateIndex(out, then.segments, state, { stale, isFull, texts: textsOf(ctx) });
  const isBack = new Set(Object.values(groups).flatMap((files) => Object.keys(files)));
  const goneNow = [...new Set([...then.gone, ...gone.withdrawn])].filter((path) => !isBack.has(path)).sort();
  const after = new Set(await standing(out, groups));
  const removedEver = [...new Set([...then.removed, ...before])].filter((path) => !after.has(path)).sort();
  await writeServerFiles(out, settings, { gone: goneNow, removed: removedEver });
  await writeManifest(out, {
    ...{ format: 1, frame, groups, gone: goneNow, removed: removedEver, segments: [...index.segments] },
    documents: Object.fromEntries(state.documents),
    reports: Object.fromEntries(state.reports),
    found: Object.fromEntries(state.found),
    files: Object.fromEntries([...pages.files].filter(([, { path }]) => isBack.has(path))),
  });
  return {
    drawn: pages.drawn,
    written: pages.written,
    unchanged: pages.unchanged,
    removed: gone.count + removed,
    indexFiles: index.files,
    broken: pages.broken,
  };
}

/** What stands in the folder of the export: the files of its groups, and the folders of the index. */
async function standing(out: string, groups: Manifest['groups']): Promise<string[]> {
  const folders = await readdir(join(out, INDEX_FOLDER), { withFileTypes: true }).catch(() => []);
  return [
    ...Object.values(groups).flatMap((files) => Object.keys(files)),
    ...folders.filter((entry) => entry.isDirectory()).map(({ name }) => `${INDEX_FOLDER}/${name}/`),
  ];
}

/** Refuses a folder with files of somebody else: what nothing leads to is removed from ours. */
async function requireOwnFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const names = await readdir(out);
  if (names.length > 0 && !names.includes(STATE_FOLDER)) {
    throw new DomainError('INVALID_INPUT', '导出目录里有别的文件。请指定空目录，或者上次导出的目录。');
  }
  await mkdir(join(out, STATE_FOLDER), { recursive: true });
}

/** What stands on every page: when it changes, every page does. */
async function frameOf(
  ctx: Pick<AppContext, 'db' | 'site' | 'version'>,
  { baseUrl, serviceUrl }: SiteExportSettings,
): Promise<string> {
  const agencies = await listAgencies(ctx);
  return digestOf(JSON.stringify([FORMAT, ctx.version, ctx.site, baseUrl, serviceUrl, agencies]));
}
/** Raised with each change of what this program writes. */
const FORMAT = 1;

/** Withdrawn documents and empty months; their files are gone before anything new is written. */
async function removeGroups(
  out: string,
  then: Manifest,
  { removed }: Stale,
): Promise<{ readonly count: number; readonly withdrawn: readonly string[] }> {
  const withdrawn: string[] = [];
  let count = 0;
  for (const group of removed) {
    for (const path of Object.keys(then.groups[group] ?? {})) {
      await removeFile(out, path);
      withdrawn.push(path);
      count += 1;
    }
  }
  return { count, withdrawn };
}

/** Where drawing begins; what these lead to follows. */
function seedsOf(then: Manifest, state: SiteState, { drawn }: Stale, isFull: boolean): string[] {
  const always = ['/', '/sitemap.xml', '/robots.txt', '/search'];
  if (isFull) return [...always, ...[...state.documents.keys()].map(itemGroup)];
  const untracked = Object.keys(then.groups).filter((group) => !isTracked(group));
  return [...new Set([...always, ...drawn, ...untracked])];
}

/** Without a service on the web every link to a form leads to the page that says so; no page leads there by itself. */
function noticesOf({ serviceUrl }: SiteExportSettings): string[] {
  return serviceUrl === null ? [NO_SERVICE] : [];
}

function groupsAfter(
  then: Manifest,
  pages: DrawnPages,
  { removed }: Stale,
  isFull: boolean,
): Manifest['groups'] {
  const drawn = Object.fromEntries(
    [...pages.groups].map(([group, files]) => [group, Object.fromEntries(files)]),
  );
  if (isFull) return drawn;
  const kept = Object.entries(then.groups).filter(
    ([group]) => !removed.has(group) && !pages.groups.has(group),
  );
  return { ...Object.fromEntries(kept), ...drawn };
}

/** Files of groups that are drawn differently now; in a full export every file that nothing leads to. */
async function removeLeftOvers(
  out: string,
  then: Manifest,
  groups: Manifest['groups'],
  isFull: boolean,
): Promise<number> {
  const used = new Set(Object.values(groups).flatMap((files) => Object.keys(files)));
  const before = new Set(Object.values(then.groups).flatMap((files) => Object.keys(files)));
  const there = isFull ? (await filesBelow(out)).filter(isOurs) : [];
  let count = 0;
  for (const path of new Set([...before, ...there])) {
    if (used.has(path) || !(await isThere(join(out, path)))) continue;
    await removeFile(out, path);
    count += 1;
  }
  return count;
}

/** The index and what servers are told is written by others. */
function isOurs(path: string): boolean {
  return (
    !path.startsWith(`${STATE_FOLDER}/`) &&
    !path.startsWith('search/index/') &&
    !/^4(04|10)\.html$/.test(path)
  );
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
