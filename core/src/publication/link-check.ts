import { z } from 'zod';
import type { LocalDate } from '../calendar/local-date.js';
import { localDateSchema } from '../calendar/local-date.js';
import { pageOf } from '../identity/agency-api.js';

/** How an address of a published document stands. */
export const LINK_STATES = {
  untried: '还没有检查',
  open: '能打开',
  failing: '打不开，等待复查',
  broken: '失效',
  unjudged: '不能判定',
} as const;
export type LinkState = keyof typeof LINK_STATES;
export const LINK_STATE_NAMES = Object.keys(LINK_STATES) as [LinkState, ...LinkState[]];

export const LINK_KINDS = { external: '站外', internal: '本平台' } as const;
export type LinkKind = keyof typeof LINK_KINDS;

/** What became of one try; a host that says 404 has answered. */
export const LINK_FAULTS = {
  unknownHost: '域名不存在',
  noAnswer: '没有回答（超时、连接中断或者证书无效）',
  refused: '地址指向内部网络，没有访问',
  redirects: '跳转次数过多',
  unpublished: '链接的信息没有公开',
  withdrawn: '链接的信息已经撤回',
} as const;
export type LinkFault = keyof typeof LINK_FAULTS;
export type LinkAnswer =
  { readonly status: number; readonly fault: null } | { readonly status: null; readonly fault: LinkFault };

/** What is kept of an address between two tries. */
export interface LinkStanding {
  readonly state: LinkState;
  /** The day on which it was first found gone; null: it is not. */
  readonly goneOn: LocalDate | null;
}

/** Gone for good: 404 不存在, 410 已删除, no such host, an item that is not public. */
function isGone({ status, fault }: LinkAnswer): boolean {
  return status === 404 || status === 410 || fault === 'unknownHost' || isUnpublished(fault);
}

const isUnpublished = (fault: LinkFault | null): boolean => fault === 'unpublished' || fault === 'withdrawn';

/**
 * How an address stands after a try (政府网站发展指引: 内容链接可用). Broken: gone on two different days, or an item of this
 * platform that nobody can open, which needs no second look. A refusal, an overload, a silence judge nothing: what was
 * gone stays so until it opens again.
 */
export function standingAfter(before: LinkStanding, answer: LinkAnswer, today: LocalDate): LinkStanding {
  if (isGone(answer)) {
    const goneOn = before.goneOn ?? today;
    return { state: goneOn < today || isUnpublished(answer.fault) ? 'broken' : 'failing', goneOn };
  }
  if (answer.status !== null && answer.status >= 200 && answer.status < 300)
    return { state: 'open', goneOn: null };
  return before.goneOn === null ? { state: 'unjudged', goneOn: null } : before;
}

/** What a try came to, for people. */
export function describeAnswer({
  status,
  fault,
}: {
  readonly status: number | null;
  readonly fault: LinkFault | null;
}): string {
  if (fault !== null) return LINK_FAULTS[fault];
  return status === null ? '' : `网站回答 ${status}`;
}

const ADDRESS = /https?:\/\/[\w.~:/?#@!$&'*+,;=%[\]-]+/giu;
/** Items of this platform, which are looked up and not fetched. */
const ITEM =
  /\/agencies\/(?<agency>[A-Za-z0-9_.%-]{1,60})\/items\/(?<document>[A-Za-z0-9_.%-]{1,120}?)(?=[.]*(?:$|[^A-Za-z0-9_.%-]))/u;
/** A host and nothing before it: a name and a password have no business in a link. */
const WEB_ADDRESS = /^https?:\/\/(?:[\p{L}\p{N}._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?]\S*)?$/iu;
const LONGEST_ADDRESS = 2_000;
const MOST_LINKS = 2_000;

export interface LinkOfText {
  readonly address: string;
  readonly kind: LinkKind;
}

/** The addresses that stand in a text, each once, without what follows the `#`. */
export function linksInText(text: string): LinkOfText[] {
  return linksAmong([
    ...[...text.matchAll(ADDRESS)].map(([address]) => address),
    ...[...text.matchAll(new RegExp(ITEM, 'gu'))].map(([address]) => address),
  ]);
}

/** The addresses among the targets of links that can be looked up or fetched: those with a password in them cannot. */
export function linksAmong(targets: readonly string[]): LinkOfText[] {
  const found = new Map<string, LinkOfText>();
  for (const target of targets) {
    if (found.size >= MOST_LINKS) break;
    const item = ITEM.exec(target);
    if (item !== null) {
      found.set(item[0], { address: item[0], kind: 'internal' });
      continue;
    }
    const address = addressOf(target);
    if (address !== null) found.set(address, { address, kind: 'external' });
  }
  return [...found.values()];
}

/** The agency and document of an item's address; null: it is no item's. */
export function itemOfLink(address: string): { readonly agency: string; readonly document: string } | null {
  const groups = ITEM.exec(address)?.groups;
  if (groups === undefined) return null;
  return { agency: plain(groups.agency ?? ''), document: plain(groups.document ?? '') };
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function addressOf(target: string): string | null {
  const text = target
    .trim()
    .replace(/#.*$/su, '')
    .replace(/[.,;:!?'*]+$/u, '');
  return text.length <= LONGEST_ADDRESS && WEB_ADDRESS.test(text) ? text : null;
}

/** What the check before publication says of an address that was tried; null: nothing. */
export function findingOfLink(link: {
  readonly address: string;
  readonly state: LinkState;
  readonly status: number | null;
  readonly fault: LinkFault | null;
}): { rule: 'links.broken'; severity: 'warning'; message: string; source: string } | null {
  const { address, state, status, fault } = link;
  if (state !== 'broken' && state !== 'failing') return null;
  // What stands after the question mark may name somebody.
  const shown = address.replace(/\?.*$/su, '?…').slice(0, 120);
  const why = describeAnswer({ status, fault });
  const advice = state === 'broken' ? '请更换或者删除。' : '请核对，系统会改日再查一次。';
  return {
    ...{ rule: 'links.broken', severity: 'warning', source: '政府网站发展指引' },
    message: `链接 ${shown} 打不开${why === '' ? '' : `：${why}`}。${advice}`,
  };
}

export const LINK_SORTS = ['since', '-since', 'title'] as const;
export const linkQuerySchema = z.object({
  kind: z.enum(['external', 'internal']).optional(),
  state: z.enum(LINK_STATE_NAMES).optional(),
  /** Part of the address or of the title. */
  q: z.string().trim().max(200).optional(),
  /** Gone on this day or before. */
  until: localDateSchema.optional(),
  sort: z.enum(LINK_SORTS).default('since'),
  after: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LinkQuery = z.output<typeof linkQuerySchema>;

export const publishedLinkSchema = z.object({
  linkId: z.string(),
  address: z.string(),
  kind: z.enum(['external', 'internal']),
  state: z.enum(LINK_STATE_NAMES),
  /** The day since which it cannot be opened; null: it was not found gone. */
  goneOn: localDateSchema.nullable(),
  /** What the last try came to; empty: none yet. */
  answer: z.string(),
  tries: z.number().int(),
  checkedAt: z.string().nullable(),
  documentId: z.string(),
  title: z.string(),
  /** `body`, or the name of the file that holds it. */
  place: z.string(),
});
export type PublishedLink = z.infer<typeof publishedLinkSchema>;

export const publishedLinksSchema = pageOf(publishedLinkSchema).extend({
  /** Outside addresses are tried at all. */
  isOn: z.boolean(),
  /** The last look at outside addresses; null: there was none. */
  lastRun: z
    .object({
      at: z.string(),
      tried: z.number().int(),
      /** None of the hosts could be reached: this machine has no way out, and nothing was judged. */
      reachedNothing: z.boolean(),
    })
    .nullable(),
  broken: z.number().int(),
  failing: z.number().int(),
});
