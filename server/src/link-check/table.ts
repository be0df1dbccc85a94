import type { LinkFault, LinkKind, LinkState, LocalDate } from '@gongkai/core';

/** An address that something of an agency leads to. */
export interface WebLinkTable {
  agencyId: string;
  /** SHA-256 of the address: the same in every agency. */
  linkId: string;
  address: string;
  kind: LinkKind;
  state: LinkState;
  /** The day on which it was first found gone; null: it opens, or nobody knows. */
  goneOn: LocalDate | null;
  httpStatus: number | null;
  fault: LinkFault | null;
  tries: number;
  /** When something last led there. */
  seenAt: string;
  checkedAt: string | null;
}

/** A published version that leads to an address. */
export interface DocumentLinkTable {
  agencyId: string;
  documentId: string;
  version: number;
  linkId: string;
  /** `body`, or the name of a file. */
  place: string;
}

/** One look at the outside addresses of all agencies. */
export interface LinkRunTable {
  startedAt: string;
  tried: number;
  /** No host answered: this machine has no way out. */
  reachedNothing: boolean;
}
