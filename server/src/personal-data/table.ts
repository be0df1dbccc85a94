import type { RetentionTermKind } from '@gongkai/core';

/** How long an agency keeps something, where it has set that itself. */
export interface RetentionTermTable {
  agencyId: string;
  kind: RetentionTermKind;
  /** Years or days, by the kind. */
  amount: number;
  /** Its own table of periods, or what else it goes by. */
  basis: string;
  setBy: string;
  setAt: string;
}
