import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { nextBlock } from './chain.js';
import {
  findLastBlock,
  insertBlock,
  listSealable,
  listWaitingChains,
  lockChain,
  moveIntoChain,
} from './queries.js';
import type { AuditContext } from './record-audit.js';

/** Records of one block: on PGlite everybody waits while it is sealed. */
const MOST_IN_BLOCK = 1_000;

type Context = AuditContext & { readonly db: Connection };

/**
 * Takes the records of a chain that wait, numbers them and appends blocks, one transaction each. Those of
 * transactions that still run, or that started after one that runs, are left to the next time.
 * @returns how many records were sealed
 */
export async function sealChain(ctx: Context, chain: string): Promise<number> {
  let total = 0;
  for (;;) {
    const sealed = await sealBlock(ctx, chain);
    total += sealed;
    if (sealed < MOST_IN_BLOCK) return total;
  }
}

/**
 * Seals every chain: the scheduled job, and what comes before a backup or a move. A chain that cannot be sealed, as
 * after somebody changed it by hand, holds up no other.
 * @returns how many records
 * @throws AggregateError after all the others were sealed
 */
export async function sealAllChains(ctx: Context): Promise<number> {
  const failures: unknown[] = [];
  let total = 0;
  for (const chain of await listWaitingChains(ctx.db)) {
    try {
      total += await sealChain(ctx, chain);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some audit chains could not be sealed');
  return total;
}

function sealBlock(ctx: Context, chain: string): Promise<number> {
  const algorithm = ctx.audit?.digest ?? 'sm3';
  const sealedAt = ctx.now().toISOString();
  return inTransaction(ctx.db, async (db) => {
    await lockChain(db, chain);
    const waiting = await listSealable(db, chain, MOST_IN_BLOCK);
    if (waiting.length === 0) return 0;
    const before = await findLastBlock(db, chain);
    const digests = waiting.map(({ digest }) => digest);
    const { block, links } = nextBlock(before, digests, { agencyId: chain, algorithm, sealedAt });
    const recordIds = waiting.map(({ recordId }) => recordId);
    await moveIntoChain(db, chain, block.first, recordIds, links);
    await insertBlock(db, block);
    return waiting.length;
  });
}
