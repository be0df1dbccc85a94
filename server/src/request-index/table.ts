import type { ColumnType, Generated } from 'kysely';

/** A case here, or one that an old system's ledger told of. */
export type RequestSource = 'case' | 'fact';

/** The codes of one request; they count as personal data and go when it goes. */
export interface RequestCodesTable {
  agencyId: string;
  source: RequestSource;
  recordId: string;
  keyId: string;
  /** Each once, in ascending order: neither how often nor where a pair stands is kept. */
  codes: ColumnType<number[], string, string>;
}

/** How far an agency's requests are coded, and which codes are in many of them. */
export interface RequestIndexStateTable {
  agencyId: string;
  /** Everything that was there before the index is in it; null: not yet. */
  filledAt: string | null;
  /** The key of `common`. */
  keyId: string | null;
  /** Requests among which `common` was counted. */
  counted: Generated<number>;
  /** Requests by code, of the codes that are in more than one of a thousand. */
  common: ColumnType<Readonly<Record<string, number>>, string | undefined, string>;
}
