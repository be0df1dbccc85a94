import type { ApplicantClass, RepresentativeRelation } from '@gongkai/core';
import type { EmptiedColumn, SealedColumn } from '../platform/secrets/table.js';

/**
 * Personal data of a party, kept apart from events so that it can be erased. It holds what is needed to answer and
 * nothing that judges a person: no label, score or count.
 */
export interface PartyTable {
  agencyId: string;
  partyId: string;
  applicantClass: ApplicantClass;
  name: EmptiedColumn;
  nameSealed: SealedColumn;
  /** Keyed digests of the normalised value, for equality search. */
  nameIndex: SealedColumn;
  identityKindSealed: SealedColumn;
  identityNumberSealed: SealedColumn;
  identityNumberIndex: SealedColumn;
  organisationCodeSealed: SealedColumn;
  organisationCodeIndex: SealedColumn;
  telephoneSealed: SealedColumn;
  telephoneIndex: SealedColumn;
  addressSealed: SealedColumn;
  emailSealed: SealedColumn;
  /** The key that all values of the row are sealed under; null: there is none. */
  keyId: string | null;
  /** The party that this one acts for, and as what. */
  representedPartyId: string | null;
  relation: RepresentativeRelation | null;
}
