import type { Connection } from '../platform/database/schema.js';
import { listBlocks, listPending, listRecords, type AuditRecord } from './queries.js';
import { followChain, type AnchoredHead, type ChainRecord, type ChainVerdict } from './verify-chain.js';

/** Rows of one page: what is held in memory at a time. */
export const CHAIN_PAGE = 2_000;

/** Follows a chain in the database, page by page; writers go on meanwhile. */
export async function verifyStoredChain(
  db: Connection,
  chain: string,
  anchors: readonly AnchoredHead[] = [],
): Promise<ChainVerdict & { readonly waiting: number }> {
  const follow = followChain(chain, anchors);
  const records = recordPages(db, chain);
  let number = 0;
  const followNewBlocks = async (): Promise<boolean> => {
    const start = number;
    for (;;) {
      const blocks = await listBlocks(db, chain, number, CHAIN_PAGE);
      for (const block of blocks) {
        number = block.number;
        follow.addBlock(block);
        await records.upTo(block.last, follow.addRecord);
        if (follow.hasFault()) return false;
      }
      if (blocks.length < CHAIN_PAGE) return number > start;
    }
  };
  let waiting: number;
  do {
    await followNewBlocks();
    waiting = await followWaiting(db, chain, follow);
    // What was sealed meanwhile is followed as well.
  } while (!follow.hasFault() && (await followNewBlocks()));
  if (!follow.hasFault()) {
    const stray = await records.next();
    // A block that appeared with its records in this very moment is no fault.
    if (stray !== undefined && (await listBlocks(db, chain, number, 1)).length === 0) follow.addRecord(stray);
  }
  return { ...follow.finish(), waiting };
}

async function followWaiting(
  db: Connection,
  chain: string,
  follow: ReturnType<typeof followChain>,
): Promise<number> {
  let count = 0;
  for (let after = ''; ;) {
    const page = await listPending(db, chain, after, CHAIN_PAGE);
    page.forEach(follow.addWaiting);
    count += page.length;
    after = page.at(-1)?.recordId ?? after;
    if (page.length < CHAIN_PAGE) return count;
  }
}

/** The records of a chain in order, read in pages as they are asked for. */
export function recordPages(db: Connection, chain: string) {
  let page: readonly AuditRecord[] = [];
  let index = 0;
  let after = 0;
  const fill = async (): Promise<boolean> => {
    if (index < page.length) return true;
    page = await listRecords(db, chain, after, CHAIN_PAGE);
    index = 0;
    after = page.at(-1)?.seq ?? after;
    return page.length > 0;
  };
  return {
    async upTo(last: number, take: (record: ChainRecord) => void): Promise<void> {
      while (await fill()) {
        for (; index < page.length; index += 1) {
          const row = page[index];
          if (row === undefined || row.seq > last) return;
          take(row);
        }
      }
    },
    async next(): Promise<ChainRecord | undefined> {
      return (await fill()) ? page[index] : undefined;
    },
  };
}
