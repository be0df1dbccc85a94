import type { Connection } from '../platform/database/schema.js';
import { findLastBlock, listChains } from './queries.js';
import { verifyStoredChain } from './read-chain.js';
import type { AnchoredHead, ChainVerdict } from './verify-chain.js';

/** Where a chain ends. */
export interface ChainHead extends AnchoredHead {
  readonly chain: string;
}

/** Where every chain ends now: what a copy of the database is held to. */
export async function listChainHeads(db: Connection): Promise<ChainHead[]> {
  const heads: ChainHead[] = [];
  for (const chain of await listChains(db)) {
    const block = await findLastBlock(db, chain);
    if (block) heads.push({ chain, block: block.number, last: block.last, hash: block.hash });
  }
  return heads;
}

/** Follows every chain of the database against the heads given, those of chains that are gone included. */
export async function verifyChainsAgainst(
  db: Connection,
  heads: readonly ChainHead[],
): Promise<readonly ChainVerdict[]> {
  const chains = new Set([...(await listChains(db)), ...heads.map(({ chain }) => chain)]);
  const verdicts: ChainVerdict[] = [];
  for (const chain of [...chains].sort()) {
    verdicts.push(
      await verifyStoredChain(
        db,
        chain,
        heads.filter((head) => head.chain === chain),
      ),
    );
  }
  return verdicts;
}
