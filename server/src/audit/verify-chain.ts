import { z } from 'zod';
import type { AuditDigest, AuditEvent } from '@gongkai/core';
import { blockHash, erasedDigest, nextLink, NO_BLOCK, type AuditBlock } from './chain.js';
import { digestOf, PLATFORM_CHAIN, searchColumns } from './record-audit.js';

/** A record as a database or an exported file holds it. */
export interface ChainRecord {
  readonly seq: number;
  readonly digest: string;
  readonly algorithm: AuditDigest;
  readonly link: string;
  readonly text: string | null;
  readonly salt: string | null;
  readonly erasureId: string | null;
  /** What a database keeps beside the text for searching; an exported file has none of it. */
  readonly occurredAt?: string | null;
  readonly kind?: string | null;
  readonly actorId?: string | null;
  readonly subjectType?: string | null;
  readonly subjectId?: string | null;
}

/** What an anchor says of a chain. */
export interface AnchoredHead {
  readonly block: number;
  readonly last: number;
  readonly hash: string;
}

export interface ChainFault {
  /** The place of the first record that is not as it was sealed. */
  readonly seq: number;
  readonly message: string;
}

export interface ChainVerdict {
  readonly chain: string;
  readonly records: number;
  readonly blocks: number;
  /** Records whose text was taken away by rule. */
  readonly erased: number;
  readonly fault: ChainFault | null;
  /** Where the chain ends: what an anchor is compared with. */
  readonly last: number;
}

interface Erasure {
  readonly first: number;
  last: number;
  count: number;
  digest: string;
}

const erasureEvent = z.object({
  kind: z.literal('audit.erased'),
  details: z.object({
    erasureId: z.string(),
    count: z.number(),
    first: z.number(),
    last: z.number(),
    digest: z.string(),
  }),
});

/**
 * Follows a chain record by record, in memory that does not grow with it. Hand in the blocks before the records
 * that they hold; after the first fault nothing is looked at any more.
 * @param anchors what anchors say of this chain
 */
export function followChain(chain: string, anchors: readonly AnchoredHead[] = []) {
  let records = 0;
  let blocks = 0;
  let erased = 0;
  let link = NO_BLOCK;
  let before: AuditBlock | undefined;
  let open: AuditBlock | undefined;
  let fault: ChainFault | null = null;
  const erasures = new Map<string, Erasure>();
  const settled = new Set<string>();
  const heads = new Map(anchors.map((head) => [head.block, head]));
  const isBroken = (): boolean => fault !== null;
  const fail = (seq: number, message: string): void => {
    fault ??= { seq, message };
  };

  function addBlock(block: AuditBlock): void {
    if (fault !== null) return;
    if (open !== undefined) return fail(records + 1, `第 ${records + 1} 条记录缺失。`);
    const first = (before?.last ?? 0) + 1;
    const number = (before?.number ?? 0) + 1;
    if (block.agencyId !== chain || block.number !== number || block.first !== first) {
      return fail(first, `第 ${number} 个区块缺失或者次序不对，其中首条记录为第 ${first} 条。`);
    }
    if (block.previous !== (before?.hash ?? NO_BLOCK)) {
      return fail(first, `第 ${number} 个区块与前一区块不衔接，其中首条记录为第 ${first} 条。`);
    }
    if (block.hash !== blockHash(block)) {
      return fail(first, `第 ${number} 个区块本身被改动，其中首条记录为第 ${first} 条。`);
    }
    const head = heads.get(number);
    if (head !== undefined && (head.hash !== block.hash || head.last !== block.last)) {
      return fail(
        first,
        `第 ${number} 个区块与审计锚不符：不晚于第 ${block.last} 条的记录在锚定之后被改写。`,
      );
    }
    heads.delete(number);
    blocks += 1;
    open = block;
    link = block.previous;
  }

  function addRecord(record: ChainRecord): void {
    if (fault !== null) return;
    const seq = records + 1;
    if (record.seq > seq) return fail(seq, `第 ${seq} 条记录缺失。`);
    if (record.seq < seq) return fail(record.seq, `第 ${record.seq} 条记录重复或者次序不对。`);
    if (open === undefined) return fail(seq, `第 ${seq} 条记录不属于任何区块，是后来添加的。`);
    const message = faultOfText(chain, record);
    if (message !== null) return fail(seq, `第 ${seq} 条记录${message}`);
    link = nextLink(open.algorithm, link, record.digest);
    if (link !== record.link) {
      return fail(seq, `第 ${seq} 条记录与前一条不衔接：它被替换、插入或者调换了次序。`);
    }
    noteErasure(record);
    records = seq;
    if (isBroken() || seq < open.last) return;
    if (open.root !== link) return fail(open.first, `第 ${open.number} 个区块的根与其中的记录不符。`);
    before = open;
    open = undefined;
  }

  function noteErasure({ seq, digest, text, erasureId }: ChainRecord): void {
    if (erasureId !== null) {
      erased += 1;
      const known = erasures.get(erasureId) ?? { first: seq, last: seq, count: 0, digest: NO_BLOCK };
      known.count += 1;
      known.last = seq;
      known.digest = erasedDigest(known.digest, digest);
      erasures.set(erasureId, known);
    } else if (text?.includes('"audit.erased"') === true) settleErasure(text);
  }

  /** The record of an erasure comes after what was erased. */
  function settleErasure(text: string): void {
    const event = erasureEvent.safeParse(JSON.parse(text));
    if (!event.success) return;
    const { erasureId, count, first, last, digest } = event.data.details;
    // Seen while it waited, and again in the chain that took it meanwhile.
    if (settled.has(erasureId)) return;
    const found = erasures.get(erasureId);
    if (found?.count !== count || found.first !== first || found.last !== last || found.digest !== digest) {
      return fail(found?.first ?? first, `清除记录与第 ${first} 至 ${last} 条之间实际清除的记录不符。`);
    }
    erasures.delete(erasureId);
    settled.add(erasureId);
  }

  return {
    addBlock,
    addRecord,
    /** A record that no chain holds yet can still tell of an erasure. */
    addWaiting: (record: Pick<ChainRecord, 'text' | 'salt' | 'digest' | 'algorithm'>): void => {
      if (fault !== null || record.text === null || record.salt === null) return;
      const isTrue = digestOf(record.algorithm, record.salt, record.text) === record.digest;
      if (!isTrue) return fail(records + 1, '有一条尚未入链的记录，内容与摘要不符。');
      if (record.text.includes('"audit.erased"')) settleErasure(record.text);
    },
    hasFault: isBroken,
    finish(): ChainVerdict {
      if (open !== undefined) fail(records + 1, `第 ${records + 1} 条记录缺失。`);
      const [stray] = erasures.values();
      if (stray !== undefined) {
        fail(stray.first, `第 ${stray.first} 条记录的内容被清除，链上却没有按规则清除的记录。`);
      }
      const cut = [...heads.values()].sort((left, right) => left.last - right.last).at(-1);
      if (cut !== undefined) {
        fail(records + 1, `链尾被截去：审计锚载明共 ${cut.last} 条，现在只有 ${records} 条。`);
      }
      return { chain, records, blocks, erased, fault, last: before?.last ?? 0 };
    },
  };
}

function faultOfText(chain: string, record: ChainRecord): string | null {
  const { text, salt } = record;
  if (text === null || salt === null) {
    return record.erasureId === null ? '的内容缺失。' : null;
  }
  if (record.erasureId !== null) return '标为已清除，却还有内容。';
  if (digestOf(record.algorithm, salt, text) !== record.digest) return '的内容与摘要不符，被改动过。';
  if (record.kind === undefined || repeatsText(chain, record, text)) return null;
  return '的检索字段与内容不符，被改动过。';
}

/** Whether the columns for searching say what the text says. */
function repeatsText(chain: string, record: ChainRecord, text: string): boolean {
  const { occurredAt, kind, actorId, subjectType, subjectId } = record;
  const agency = chain === PLATFORM_CHAIN ? 'null' : `"${chain}"`;
  const instant = occurredAt?.endsWith('000Z') === true ? `${occurredAt.slice(0, -4)}Z` : '';
  // In canonical JSON the fields stand in a fixed order, and a quote inside a value is never bare.
  const isPlain =
    text.startsWith(`{"actor":{"id":"${actorId ?? ''}","kind":`) &&
    text.includes(`},"agencyCode":${agency},"details":{`) &&
    text.includes(`},"kind":"${kind ?? ''}","occurredAt":"${instant}","outcome":"`) &&
    text.endsWith(`,"subject":{"id":"${subjectId ?? ''}","type":"${subjectType ?? ''}"}}`);
  if (isPlain) return true;
  // A value with a character that JSON escapes, or one that was changed.
  const event = JSON.parse(text) as AuditEvent;
  const expected = searchColumns(event);
  return (
    (event.agencyCode ?? PLATFORM_CHAIN) === chain &&
    `${event.occurredAt.slice(0, -1)}000Z` === occurredAt &&
    expected.kind === kind &&
    expected.actorId === actorId &&
    expected.subjectType === subjectType &&
    expected.subjectId === subjectId
  );
}
