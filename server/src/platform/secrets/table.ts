import type { ColumnType, Generated } from 'kysely';

/** A value under a key; null where there is none or it was erased. */
export type SealedColumn = Uint8Array | null;

/** What a release before the encryption wrote; emptied when the program starts, and the table takes no more of it. */
export type EmptiedColumn = ColumnType<string | null, undefined, null>;

/** A key that sealed something here; the key itself is in the key file and nowhere else. */
export interface SecretKeyTable {
  keyId: string;
  /** Keyed digest of the id: only the same key makes the same one. */
  proof: Uint8Array;
  firstUsedAt: Generated<string>;
}
