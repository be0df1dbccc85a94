import type { SealedColumn } from '../platform/secrets/table.js';

/** What somebody typed: answers of a draft, case or request under its id, words of an act or event under theirs. */
export interface OnlineTextTable {
  agencyId: string;
  textId: string;
  textSealed: SealedColumn;
  keyId: string | null;
}

/** A file that came with a draft, then belongs to what the draft became. */
export interface OnlineFileTable {
  agencyId: string;
  fileId: string;
  ownerId: string;
  purpose: string;
  addedAt: string;
}
