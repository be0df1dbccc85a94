import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { standingAfter, type LinkAnswer, type LinkOfText } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { probeLink } from './probe.js';
import {
  deleteUnusedLinks,
  findLastRun,
  insertLinks,
  insertRun,
  listLinks,
  listLinksToTry,
  lockLink,
  updateLink,
  type LinkRunRow,
  type WebLinkRow,
} from './queries.js';

export { type WebLinkRow } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today' | 'web'>;

/** Hosts that are asked at the same time; each is asked one thing after the other. */
const HOSTS_AT_ONCE = 4;
const LINKS_AT_ONCE = 200;
const HOUR = 3_600_000;
/** A run begun late must not find what the last one tried too fresh. */
const FRESH_HOURS = 20;
/** What nothing published leads to: a draft may, until it is published or dropped. */
const UNUSED_DAYS = 30;
const RUNS_KEPT_DAYS = 90;
/** How long it holds that this machine has a way out. */
const WAY_OUT_DAYS = 7;

export function linkIdOf(address: string): string {
  return createHash('sha256').update(address).digest('hex');
}

/** Takes addresses of an agency into those that are tried. */
export async function recordLinks(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  agencyId: string,
  links: readonly LinkOfText[],
): Promise<void> {
  const seenAt = ctx.now().toISOString();
  const rows = [...new Map(links.map((link) => [linkIdOf(link.address), link]))];
  await insertLinks(
    db,
    rows.map(([linkId, { address, kind }]) => ({ agencyId, linkId, address, kind, seenAt })),
  );
}

/** How those of the addresses stand that were taken in. */
export function findLinks(
  db: Connection,
  agencyId: string,
  links: readonly LinkOfText[],
): Promise<WebLinkRow[]> {
  if (links.length === 0) return Promise.resolve([]);
  return listLinks(
    db,
    agencyId,
    links.map(({ address }) => linkIdOf(address)),
  );
}

/** Keeps what a try came to; done twice on a day it changes nothing but the count. */
export async function recordAnswer(
  ctx: Pick<Context, 'db' | 'now' | 'today'>,
  { agencyId, linkId }: Pick<WebLinkRow, 'agencyId' | 'linkId'>,
  answer: LinkAnswer,
): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    const row = await lockLink(db, agencyId, linkId);
    if (row === undefined) return;
    await updateLink(db, row, {
      ...standingAfter(row, answer, ctx.today()),
      ...{ httpStatus: answer.status, fault: answer.fault, tries: row.tries + 1 },
      checkedAt: ctx.now().toISOString(),
    });
  });
}

/** Every address of a kind that was not tried for most of a day, a page at a time. */
export async function* walkLinksToTry(
  ctx: Pick<Context, 'db' | 'now'>,
  kind: WebLinkRow['kind'],
): AsyncGenerator<readonly WebLinkRow[]> {
  const since = new Date(ctx.now().getTime() - FRESH_HOURS * HOUR).toISOString();
  let after = { agencyId: '', linkId: '' };
  for (;;) {
    const rows = await listLinksToTry(ctx.db, kind, { since, after, limit: LINKS_AT_ONCE });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < LINKS_AT_ONCE) return;
    after = last;
  }
}

/**
 * Tries every outside address of all agencies. Where no host at all answers, this machine has no way out: nothing is judged,
 * and the run says so. @returns how many were tried
 */
export async function tryAllLinks(ctx: Context, signal?: AbortSignal): Promise<LinkRunRow> {
  const startedAt = ctx.now().toISOString();
  const round: Round = { isReached: false, unanswered: [] };
  let tried = 0;
  for await (const links of walkLinksToTry(ctx, 'external')) {
    await tryEach(ctx, links, round, signal);
    tried += links.length;
    signal?.throwIfAborted();
    // Hundreds of addresses and no host: the others would say nothing else, and take hours.
    if (!round.isReached) break;
  }
  const run = { startedAt, tried, reachedNothing: tried > 0 && !round.isReached };
  const keptSince = new Date(ctx.now().getTime() - RUNS_KEPT_DAYS * 24 * HOUR).toISOString();
  if (tried > 0) await inTransaction(ctx.db, (db) => insertRun(db, run, keptSince));
  return run;
}

/** Tries some addresses now. A silence judges nothing unless it is known that this machine has a way out. */
export async function tryLinks(
  ctx: Context,
  links: readonly WebLinkRow[],
  signal?: AbortSignal,
): Promise<void> {
  const last = await findLastRun(ctx.db);
  const since = new Date(ctx.now().getTime() - WAY_OUT_DAYS * 24 * HOUR).toISOString();
  const hasWayOut = last !== undefined && !last.reachedNothing && last.startedAt >= since;
  await tryEach(ctx, links, { isReached: hasWayOut, unanswered: [] }, signal);
}

export async function findLink(
  db: Connection,
  agencyId: string,
  linkId: string,
): Promise<WebLinkRow | undefined> {
  return (await listLinks(db, agencyId, [linkId]))[0];
}

export function findLastLinkRun(db: Connection): Promise<LinkRunRow | undefined> {
  return findLastRun(db);
}

/** Forgets addresses that nothing leads to any more. @returns how many */
export async function forgetUnusedLinks(ctx: Pick<Context, 'db' | 'now'>): Promise<number> {
  const since = new Date(ctx.now().getTime() - UNUSED_DAYS * 24 * HOUR).toISOString();
  let forgotten = 0;
  for (;;) {
    const count = await inTransaction(ctx.db, (db) => deleteUnusedLinks(db, since, LINKS_AT_ONCE));
    forgotten += count;
    if (count < LINKS_AT_ONCE) return forgotten;
  }
}

/** Whether anything answered yet, and what did not until something does. */
interface Round {
  isReached: boolean;
  unanswered: { readonly links: readonly WebLinkRow[]; readonly answer: LinkAnswer }[];
}

async function tryEach(
  ctx: Context,
  links: readonly WebLinkRow[],
  round: Round,
  signal?: AbortSignal,
): Promise<void> {
  const hosts = grouped(links, ({ address }) => (URL.canParse(address) ? new URL(address).host : address));
  const next = async (): Promise<void> => {
    for (let host = hosts.shift(); host !== undefined; host = hosts.shift())
      await tryHost(ctx, host, round, signal);
  };
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, next));
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups.values()];
}

/** One host, one address after the other with a pause between; an address of several agencies once for all. */
async function tryHost(
  ctx: Context,
  links: readonly WebLinkRow[],
  round: Round,
  signal?: AbortSignal,
): Promise<void> {
  let isFirst = true;
  for (const same of grouped(links, ({ linkId }) => linkId)) {
    const [link] = same;
    if (link === undefined || signal?.aborted === true) return;
    if (!isFirst) await wait(ctx.web.linkCheck.pauseMs);
    isFirst = false;
    const answer = await probeLink(link.address, ctx.web.linkCheck);
    if (answer.status !== null) round.isReached = true;
    round.unanswered.push({ links: same, answer });
    if (!round.isReached) continue;
    const known = round.unanswered.splice(0);
    for (const one of known) for (const row of one.links) await recordAnswer(ctx, row, one.answer);
  }
}
