import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DomainError } from '@gongkai/core';
import type { Site } from '../platform/portal/site.js';
import type { Manifest } from './manifest.js';
import { linksOf, replaceLinks, replaceOrigins, type FoundLink, type NewLink } from './rewrite-links.js';
import {
  filePath,
  groupOf,
  isItemFile,
  isLive,
  readAddress,
  relativeUrl,
  urlPath,
  writeAddress,
  type PublicAddress,
} from './static-address.js';
import type { PageSource, SiteExportSettings } from './settings.js';
import { digestOf, writeStream, writeWhole } from './write-files.js';

/** Where links to forms lead while no service answers them on the web. */
export const NO_SERVICE = '/service';
/** Pages that wait for the database and for the disk beside each other. */
const PAGES_AT_ONCE = 16;

export interface DrawRequest {
  readonly source: PageSource;
  readonly settings: Pick<SiteExportSettings, 'out' | 'baseUrl' | 'serviceUrl'>;
  readonly site: Site;
  readonly known: Manifest;
  readonly seeds: readonly string[];
  readonly isFull: boolean;
  readonly isStale: (group: string) => boolean;
}

interface KeptFile {
  readonly path: string;
  readonly name: string;
}

/** Files by their groups with digests, and what was done. */
export interface DrawnPages {
  readonly groups: Map<string, Map<string, string>>;
  readonly files: Map<string, KeptFile>;
  /** Files that are being written, by their addresses. */
  readonly writing: Map<string, Promise<KeptFile | null>>;
  drawn: number;
  written: number;
  unchanged: number;
  readonly broken: { readonly address: string; readonly from: string }[];
}

/** Draws the seeds and whatever they lead to that is not there yet or is stale. */
export async function drawPages(request: DrawRequest): Promise<DrawnPages> {
  const pages: DrawnPages = {
    groups: new Map(),
    files: new Map(Object.entries(request.known.files)),
    writing: new Map(),
    ...{ drawn: 0, written: 0, unchanged: 0 },
    broken: [],
  };
  const queue = request.seeds.flatMap((seed) => bothSizes(seed).map((address) => ({ address, from: seed })));
  const seen = new Set(queue.map(({ address }) => address));
  const soon: typeof queue = [];
  const draw = async ({ address: page, from }: { readonly address: string; readonly from: string }) => {
    const own = groupOf(readAddress(page));
    for (const address of await drawOne(request, pages, page, from)) {
      if (seen.has(address)) continue;
      const read = readAddress(address);
      if (isLive(read.path) || isItemFile(read.path)) continue;
      const group = groupOf(read);
      if (!request.isStale(group) && !pages.groups.has(group)) continue;
      for (const each of bothSizes(address)) {
        if (seen.has(each)) continue;
        seen.add(each);
        // What belongs together is drawn together: it is made of the same rows.
        (group === own ? soon : queue).push({ address: each, from: page });
      }
    }
  };
  let at = 0;
  const take = () => soon.pop() ?? queue[(at += 1) - 1];
  const drawing = new Set<Promise<void>>();
  try {
    for (;;) {
      while (drawing.size < PAGES_AT_ONCE && (soon.length > 0 || at < queue.length)) {
        const next = take();
        if (next === undefined) break;
        const page: Promise<void> = draw(next).finally(() => drawing.delete(page));
        drawing.add(page);
      }
      if (drawing.size === 0) return pages;
      await Promise.race(drawing);
    }
  } finally {
    // Nothing is written any more when this is over, also where a page could not be drawn.
    await Promise.allSettled(drawing);
  }
}

/** Pages that a server shows for addresses anywhere below the root, so that their links begin at it. @returns what was written */
export async function drawNotices({
  source,
  settings,
}: Pick<DrawRequest, 'source' | 'settings'>): Promise<void> {
  const folder = new URL(`${settings.baseUrl}/`).pathname;
  for (const [address, file] of [
    ['/no-such-page', '404.html'],
    ['/gone', '410.html'],
  ] as const) {
    const text = await (await source(address)).text();
    const html = replaceLinks(text, (link) => {
      const named = readAddress(link.address);
      // In the other size there is no such page either.
      const target = named.path === address ? { ...named, path: '/' } : named;
      if (!isLive(target.path)) return { url: `${folder}${urlPath(filePath(target))}` };
      const { serviceUrl } = settings;
      return {
        url:
          serviceUrl === null
            ? `${folder}${urlPath(filePath(readAddress(NO_SERVICE)))}`
            : `${serviceUrl}${writeAddress(target)}`,
      };
    });
    await writeWhole(join(settings.out, file), html);
  }
}

/** A page in either size; a file has one. */
function bothSizes(address: string): string[] {
  const read = readAddress(address);
  const large = readAddress(`${address}${address.includes('?') ? '&' : '?'}size=large`);
  return large.isLarge
    ? [writeAddress({ ...read, isLarge: false }), writeAddress(large)]
    : [writeAddress(read)];
}

/** @returns the addresses that it leads to */
async function drawOne(
  request: DrawRequest,
  pages: DrawnPages,
  address: string,
  from: string,
): Promise<readonly string[]> {
  const read = readAddress(address);
  const response = await request.source(address);
  if (response.status === 404 || response.status === 410) {
    pages.broken.push({ address, from });
    return [];
  }
  if (response.status !== 200) {
    throw new DomainError(
      'UNREADABLE_FILE',
      `页面 ${address} 没有生成（${response.status}），导出中止；上次导出的内容没有变。`,
    );
  }
  pages.drawn += 1;
  const path = filePath(read);
  const type = response.headers.get('content-type') ?? '';
  if (!isText(type) || response.headers.has('content-disposition')) {
    if (response.body === null) return [];
    await writeBytes(request, pages, { read, path }, response.body);
    return [];
  }
  const text = await response.text();
  if (!type.startsWith('text/html')) {
    const whole = replaceOrigins(text, `https://${request.site.domain}`, (found) => absolute(request, found));
    await writeText(request, pages, { read, path }, whole);
    return [];
  }
  if (/<form[^>]+method="post"/i.test(text))
    throw new DomainError('UNREADABLE_FILE', `页面 ${address} 有要由服务器回应的表单，不能导出。`);
  const links = linksOf(text);
  const made = new Map<string, NewLink>();
  for (const link of links) {
    const key = keyOf(link);
    if (!made.has(key)) made.set(key, await newLink(request, pages, { read, path }, link));
  }
  const html = replaceLinks(text, (link) => made.get(keyOf(link)) ?? { url: link.address });
  await writeText(request, pages, { read, path }, html);
  return links.map((link) => addressIn(read, link));
}

function isText(type: string): boolean {
  return /^(text\/|application\/(json|xml|atom\+xml|feed\+json|javascript))/.test(type);
}

function keyOf({ attribute, address }: FoundLink): string {
  return `${attribute === 'action' ? 'action' : 'link'} ${address}`;
}

/** The address of a form has no size of its own: it is that of its page. */
function addressIn({ isLarge }: PublicAddress, { attribute, address }: FoundLink): string {
  return attribute === 'action' && isLarge
    ? writeAddress({ ...readAddress(address), isLarge: true })
    : address;
}

async function newLink(
  request: DrawRequest,
  pages: DrawnPages,
  { read, path }: { readonly read: PublicAddress; readonly path: string },
  link: FoundLink,
): Promise<NewLink> {
  const target = targetOf(addressIn(read, link));
  const { serviceUrl } = request.settings;
  if (target.isLive) {
    if (serviceUrl !== null) return { url: `${serviceUrl}${writeAddress(target.read)}` };
    return {
      url: relativeUrl(path, filePath(readAddress(`${NO_SERVICE}${read.isLarge ? '?size=large' : ''}`))),
    };
  }
  if (target.isFile) {
    const file = await keepFile(request, pages, target.read);
    return file === null ? { url: link.address } : { url: relativeUrl(path, file.path), download: file.name };
  }
  return { url: relativeUrl(path, target.path) };
}

interface Target {
  readonly read: PublicAddress;
  readonly path: string;
  readonly isLive: boolean;
  readonly isFile: boolean;
}
const targets = new Map<string, Target>();
const MOST_TARGETS = 5_000;

/** Where an address leads; every page leads to the same columns. */
function targetOf(address: string): Target {
  const known = targets.get(address);
  if (known !== undefined) return known;
  const read = readAddress(address);
  const made = { read, path: filePath(read), isLive: isLive(read.path), isFile: isItemFile(read.path) };
  if (targets.size >= MOST_TARGETS) targets.clear();
  targets.set(address, made);
  return made;
}

/** A document's file, written once: its content never changes under its id. */
async function keepFile(
  request: DrawRequest,
  pages: DrawnPages,
  target: PublicAddress,
): Promise<KeptFile | null> {
  const address = writeAddress(target);
  // Both sizes of a page ask for it at the same time.
  const known = pages.writing.get(address);
  if (known !== undefined) return known;
  const writing = writeFileOf(request, pages, target, address);
  pages.writing.set(address, writing);
  return writing;
}

async function writeFileOf(
  { source, settings, isFull }: DrawRequest,
  pages: DrawnPages,
  target: PublicAddress,
  address: string,
): Promise<KeptFile | null> {
  const known = pages.files.get(address);
  if (known !== undefined) {
    const there = isFull ? await stat(join(settings.out, known.path)).catch(() => null) : true;
    if (there !== null) {
      keep(pages, target, known.path, address);
      return known;
    }
  }
  const response = await source(address);
  if (response.status !== 200 || response.body === null) {
    pages.broken.push({ address, from: address });
    return null;
  }
  const name = savedAs(response.headers.get('content-disposition') ?? '');
  const path = filePath(target, extname(name).toLowerCase());
  await writeStream(join(settings.out, path), response.body);
  pages.written += 1;
  pages.files.set(address, { path, name });
  keep(pages, target, path, address);
  return { path, name };
}

function savedAs(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? [];
  return encoded === undefined ? 'file' : decodeURIComponent(encoded);
}

function keep(pages: DrawnPages, read: PublicAddress, path: string, digest: string): void {
  const group = groupOf(read);
  let files = pages.groups.get(group);
  if (files === undefined) pages.groups.set(group, (files = new Map<string, string>()));
  files.set(path, digest);
}

async function writeText(
  { settings, known, isFull }: DrawRequest,
  pages: DrawnPages,
  { read, path }: { readonly read: PublicAddress; readonly path: string },
  text: string,
): Promise<void> {
  const digest = digestOf(text);
  const full = join(settings.out, path);
  const isSame = known.groups[groupOf(read)]?.[path] === digest;
  const isKept = isSame && (!isFull || (await stat(full).catch(() => null)) !== null);
  if (isKept) pages.unchanged += 1;
  else {
    await writeWhole(full, text);
    pages.written += 1;
  }
  keep(pages, read, path, digest);
}

/** A sheet or a picture: what comes out as it was is left as it was. */
async function writeBytes(
  { settings, known }: DrawRequest,
  pages: DrawnPages,
  { read, path }: { readonly read: PublicAddress; readonly path: string },
  body: ReadableStream<Uint8Array>,
): Promise<void> {
  const before = known.groups[groupOf(read)]?.[path];
  const { digest, isSame } = await writeStream(join(settings.out, path), body, before);
  if (isSame) pages.unchanged += 1;
  else pages.written += 1;
  keep(pages, read, path, digest);
}

function absolute({ settings }: DrawRequest, address: string): string {
  const read = readAddress(address === '' ? '/' : address);
  if (isLive(read.path)) return `${settings.serviceUrl ?? settings.baseUrl}${writeAddress(read)}`;
  return `${settings.baseUrl}/${urlPath(filePath(read))}`;
}
