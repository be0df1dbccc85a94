import { hash } from 'node:crypto';
import { canonicalJson, type AuditDigest } from '@gongkai/core';
import type { AuditBlockTable } from './table.js';

export type AuditBlock = AuditBlockTable;

/** What the first block of a chain follows. */
export const NO_BLOCK = '0'.repeat(64);

/** The link of a record: over the characters of the link before and of its own digest, both in hexadecimal. */
export function nextLink(algorithm: AuditDigest, before: string, digest: string): string {
  return hash(algorithm, before + digest, 'hex');
}

/** The hash of a block: over its other fields as canonical JSON. The first link of a block follows the hash before. */
export function blockHash(block: Omit<AuditBlock, 'hash'>): string {
  const { agencyId, number, first, last, root, previous, algorithm, sealedAt } = block;
  const fields = { chain: agencyId, number, first, last, root, previous, algorithm, sealedAt };
  return hash(algorithm, canonicalJson(fields), 'hex');
}

/** The next block over digests in their order, with the link of each. */
export function nextBlock(
  before: Pick<AuditBlock, 'number' | 'last' | 'hash'> | undefined,
  digests: readonly string[],
  made: Pick<AuditBlock, 'agencyId' | 'algorithm' | 'sealedAt'>,
): { readonly block: AuditBlock; readonly links: readonly string[] } {
  const previous = before?.hash ?? NO_BLOCK;
  const links: string[] = [];
  let root = previous;
  for (const digest of digests) {
    root = nextLink(made.algorithm, root, digest);
    links.push(root);
  }
  const first = (before?.last ?? 0) + 1;
  const last = first + digests.length - 1;
  const fields = { ...made, number: (before?.number ?? 0) + 1, first, last, root, previous };
  return { block: { ...fields, hash: blockHash(fields) }, links };
}

/** What an erasure took away, told by the digests that stay: a running digest over them in their order. */
export function erasedDigest(before: string, digest: string): string {
  return nextLink('sm3', before, digest);
}
