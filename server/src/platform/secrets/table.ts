import type { Generated } from 'kysely';

/** A key that sealed something here; the key itself is in the key file and nowhere else. */
export interface SecretKeyTable {
  keyId: string;
  /** Keyed digest of the id: only the same key makes the same one. */
  proof: Uint8Array;
  firstUsedAt: Generated<string>;
}
