import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { publicChanges, STANDS_MS } from '../database/public-change.js';
import type { Connection } from '../database/schema.js';
import { forgetPageChanges, listPageChanges } from './page-change-queries.js';

/** A rendered page as it goes out, compressed once for each way that somebody asks for. */
export interface KeptPage {
  readonly body: Buffer;
  /** Of the content, whichever way it is compressed. */
  readonly etag: string;
  readonly encoded: (encoding: Encoding) => Promise<Buffer>;
  /** As it left, by what was asked: what the front says again. */
  readonly answers: Map<string, KeptAnswer>;
}
/** An answer with all its headers, name and value in turn. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  /** Null: an answer without one. */
  readonly body: Buffer | null;
  readonly route: string;
  readonly path: string;
}
export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What a page shows: one agency's publications, or (null) those of many. */
export interface PageKey {
  readonly key: string;
  readonly agencyCode: string | null;
}

export interface PageCache {
  /**
   * The page as it is now: a kept one only when the database told of no change to it, asked after this call or at most
   * `STANDS_MS` before it.
   * `render` gives null for what is not kept, which is then null here too.
   */
  readonly page: (of: PageKey, render: () => Promise<string | null>) => Promise<KeptPage | null>;
  /** Whether there is something by this key that may still stand. */
  readonly has: (key: string) => boolean;
  /** The kept page by this key, if an answer of the database still says that it stands; null: ask `standing`. */
  readonly known: (key: string) => KeptPage | null;
  /** The kept page by this key, if the database tells of no change to it, as in `page`. */
  readonly standing: (key: string) => Promise<KeptPage | null>;
  readonly size: () => { readonly pages: number; readonly bytes: number };
}

/** Rendered pages in memory: a page has 10 to 60 kB. */
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_PAGE = 1024 * 1024;
/** A process that asked for no changes this long forgets all; what is older is then deleted. */
const SILENCE_MS = 6 * 3_600_000;
const KEPT_HOURS = 24;
const TIDY_MS = 3_600_000;

interface Entry {
  readonly of: PageKey;
  page: Promise<KeptPage | null>;
  /** Null until it is drawn. */
  drawn: KeptPage | null;
  bytes: number;
}
/** An answer of the database: all that it knew of when it was asked is evicted. */
interface Answer {
  readonly askedAt: number;
  /** What this process had committed itself until then. */
  readonly changes: number;
}
/** While an answer still holds, the next is asked for, so that nobody waits for it. */
const ASK_AGAIN_MS = STANDS_MS / 4;

/**
 * Pages of one process. Whether they still stand is asked of the database, by one statement for all requests that wait at
 * the moment. Its answer holds for `STANDS_MS` from the question, and whoever commits a change is answered later than that
 * (`inTransaction`): so what a transaction took away is shown to nobody who asks after it was confirmed, on any node.
 */
export function createPageCache(db: Connection, { mostBytes = MOST_BYTES } = {}): PageCache {
  // In the order of their last use.
  const entries = new Map<string, Entry>();
  let bytes = 0;
  let snapshot: string | null = null;
  let askedAt = 0;
  let answer: Answer | null = null;
  let isAsking = false;
  let tidiedAt = performance.now();
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const drop = (key: string): void => {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  const evict = (agencies: ReadonlySet<string>): void => {
    if (agencies.size === 0) return;
    for (const { of } of [...entries.values()]) {
      if (of.agencyCode === null || agencies.has(of.agencyCode) || agencies.has('')) drop(of.key);
    }
  };
  const grow = (entry: Entry, more: number): void => {
    if (entries.get(entry.of.key) !== entry) return;
    entry.bytes += more;
    bytes += more;
    for (const key of entries.keys()) {
      if (bytes <= mostBytes) return;
      drop(key);
    }
  };

  const ask = async (): Promise<void> => {
    isAsking = true;
    try {
      const now = performance.now();
      const changesBefore = publicChanges();
      const since = now - askedAt > SILENCE_MS ? null : snapshot;
      const changes = await listPageChanges(db, since);
      const isAnother = since !== null && highest(changes.snapshot) < highest(since);
      // The first time, after long silence, or over another database than before, nothing that is kept is known to stand.
      if (since === null || isAnother) entries.clear();
      if (entries.size === 0) bytes = 0;
      evict(new Set(changes.agencies));
      snapshot = changes.snapshot;
      askedAt = now;
      answer = { askedAt: now, changes: changesBefore };
      if (now - tidiedAt > TIDY_MS) {
        tidiedAt = now;
        await forgetPageChanges(db, KEPT_HOURS);
      }
    } catch (error) {
      snapshot = null;
      answer = null;
      entries.clear();
      bytes = 0;
      throw error;
    } finally {
      isAsking = false;
    }
  };
  /** Done when the database has been asked after this call; all who come while an earlier question runs share the next. */
  const askAnew = (): Promise<void> => {
    next ??= (async () => {
      await running?.catch(() => undefined);
      running = ask();
      next = null;
      await running;
    })();
    return next;
  };
  const isUpToDate = (): boolean => {
    if (answer?.changes !== publicChanges()) return false;
    const age = performance.now() - answer.askedAt;
    // A question that fails is asked again by whoever waits for it.
    if (age > ASK_AGAIN_MS && age < STANDS_MS && !isAsking) askAnew().catch(() => undefined);
    return age < STANDS_MS;
  };
  const upToDate = async (): Promise<void> => {
    if (!isUpToDate()) await askAnew();
  };

  const forget = (entry: Entry): void => {
    if (entries.get(entry.of.key) === entry) drop(entry.of.key);
  };
  const draw = async (entry: Entry, render: () => Promise<string | null>): Promise<KeptPage | null> => {
    try {
      const text = await render();
      const body = Buffer.from(text ?? '');
      if (text === null || body.length > LONGEST_PAGE) forget(entry);
      else grow(entry, body.length);
      entry.drawn = text === null ? null : keptPage(body, (more) => grow(entry, more));
      return entry.drawn;
    } catch (error) {
      forget(entry);
      throw error;
    }
  };
  const used = (entry: Entry): void => {
    entries.delete(entry.of.key);
    entries.set(entry.of.key, entry);
  };
  const keep = (of: PageKey, render: () => Promise<string | null>): Promise<KeptPage | null> => {
    const entry: Entry = { of, bytes: 0, drawn: null, page: Promise.resolve(null) };
    entries.set(of.key, entry);
    entry.page = draw(entry, render);
    return entry.page;
  };

  return {
    async page(of, render) {
      try {
        await upToDate();
      } catch {
        // Nothing is known to stand; rendering shows what is wrong, or that it is over.
        const text = await render();
        return text === null ? null : keptPage(Buffer.from(text), () => undefined);
      }
      const known = entries.get(of.key);
      if (known === undefined) return keep(of, render);
      used(known);
      return known.page;
    },
    has: (key) => entries.has(key),
    known(key) {
      const entry = entries.get(key);
      if (!entry?.drawn || !isUpToDate()) return null;
      used(entry);
      return entry.drawn;
    },
    async standing(key) {
      await upToDate();
      const known = entries.get(key);
      if (known === undefined) return null;
      used(known);
      return known.page;
    },
    size: () => ({ pages: entries.size, bytes }),
  };
}

/** The number after the newest transaction of a snapshot (`xmin:xmax:running`). */
function highest(snapshot: string): bigint {
  return BigInt(snapshot.split(':')[1] ?? '0');
}

const compressors = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 6 }),
} satisfies Record<Encoding, (body: Buffer) => Promise<Buffer>>;

function keptPage(body: Buffer, grown: (bytes: number) => void): KeptPage {
  const made = new Map<Encoding, Promise<Buffer>>();
  return {
    body,
    answers: new Map(),
    etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
    encoded: (encoding) => {
      const known = made.get(encoding);
      if (known !== undefined) return known;
      const making = compressors[encoding](body);
      made.set(encoding, making);
      void making.then(({ length }) => grown(length));
      return making;
    },
  };
}

const caches = new WeakMap<object, PageCache>();

/** The pages that an app keeps: each process has its own. */
export function pageCacheOf(app: object, { db }: { readonly db: Connection }): PageCache {
  const known = caches.get(app) ?? createPageCache(db);
  caches.set(app, known);
  return known;
}

const chosen = new Map<string, Encoding | null>();
const MOST_CHOSEN = 200;

/** The best of our encodings that a browser takes (`gzip, deflate, br`); null: none. */
export function acceptedEncoding(accepted: string | undefined): Encoding | null {
  if (accepted === undefined) return null;
  const known = chosen.get(accepted);
  if (known !== undefined) return known;
  const encoding = ENCODINGS.find((name) => isAccepted(accepted, name)) ?? null;
  if (chosen.size < MOST_CHOSEN) chosen.set(accepted, encoding);
  return encoding;
}

function isAccepted(accepted: string, encoding: Encoding): boolean {
  return accepted.split(',').some((part) => {
    const [name, quality] = part.split(';');
    return name?.trim().toLowerCase() === encoding && !/^\s*q=0(\.0*)?\s*$/u.test(quality ?? '');
  });
}
