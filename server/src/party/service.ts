import { type ApplicantClass, type PartyValues, type RepresentativeRelation } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { findParty, insertParty, listPartiesByIndex, type IndexColumn, type PartyRow } from './queries.js';
import { blindIndexes, openParty, sealParty } from './sealed-values.js';

export { countSealedByKey, sealPlainText, sealUnderActiveKey } from './seal-anew.js';
export {
  SEALED_PARTY_COLUMNS,
  blindIndexes,
  openParty,
  openValue,
  sealParty,
  sealRequest,
  sealValue,
} from './sealed-values.js';
export {
  findParty,
  findRepresentative,
  insertParty,
  listCompanions,
  updateParty,
  type PartyRow,
} from './queries.js';

/** More people than one value can mean; a search that finds more is no search for one person. */
const MOST_PARTIES = 5_000;

/** Enters a party with its values sealed. */
export async function saveNewParty(
  db: Transaction,
  keyring: Keyring,
  party: {
    readonly agencyId: string;
    readonly partyId: string;
    readonly applicantClass: ApplicantClass;
    readonly values: PartyValues;
    readonly represents?: { readonly partyId: string; readonly relation: RepresentativeRelation };
  },
): Promise<void> {
  const { agencyId, partyId, applicantClass, values, represents } = party;
  await insertParty(db, {
    agencyId,
    partyId,
    applicantClass,
    representedPartyId: represents?.partyId ?? null,
    relation: represents?.relation ?? null,
    ...sealParty(keyring, { agencyId, recordId: partyId }, values),
  });
}

/** A party's values; null for one without a party, or whose values were all erased. */
export async function readParty(
  db: Connection,
  keyring: Keyring,
  agencyId: string,
  partyId: string | null,
): Promise<PartyValues | null> {
  const row = partyId === null ? undefined : await findParty(db, agencyId, partyId);
  return row === undefined ? null : openParty(keyring, row);
}

const SEARCHED = [
  ['party.name', 'nameIndex'],
  ['party.identityNumber', 'identityNumberIndex'],
  ['party.organisationCode', 'organisationCodeIndex'],
  ['party.telephone', 'telephoneIndex'],
] as const;

/** The parties whose name or number is exactly the text, and who act or are acted for in that name. */
export async function findPartyIds(
  db: Connection,
  keyring: Keyring,
  agencyId: string,
  text: string,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const [what, column] of SEARCHED) {
    const indexes = blindIndexes(keyring, what, agencyId, text);
    const rows = await listPartiesByIndex(db, agencyId, column, indexes, MOST_PARTIES);
    for (const { partyId, representedPartyId } of rows) found.add(representedPartyId ?? partyId);
  }
  return [...found];
}

export type SameApplicantBasis = 'identityNumber' | 'organisationCode' | 'name';

/**
 * The parties that are the same applicant: by the number of its document, an organisation's code, and only where there
 * is neither by name and class. Whoever shares a name but shows another number is somebody else.
 */
export async function listSameApplicant(
  db: Connection,
  keyring: Keyring,
  party: PartyRow,
): Promise<{ readonly basis: SameApplicantBasis | null; readonly partyIds: readonly string[] }> {
  const { agencyId, applicantClass } = party;
  const values = openParty(keyring, party);
  for (const basis of ['identityNumber', 'organisationCode', 'name'] as const) {
    if (values[basis] === null) continue;
    const indexes = blindIndexes(keyring, `party.${basis}`, agencyId, values[basis]);
    const column: IndexColumn = `${basis}Index`;
    const rows = await listPartiesByIndex(db, agencyId, column, indexes, MOST_PARTIES);
    const same = rows.filter((row) => {
      if (row.representedPartyId !== null) return false;
      if (basis !== 'name') return true;
      const hasNumber = row.identityNumberIndex !== null || row.organisationCodeIndex !== null;
      return row.applicantClass === applicantClass && !hasNumber;
    });
    return { basis, partyIds: same.map(({ partyId }) => partyId) };
  }
  return { basis: null, partyIds: [party.partyId] };
}
