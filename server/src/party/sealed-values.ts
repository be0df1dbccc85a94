import {
  normaliseRequest,
  normaliseValue,
  PARTY_FIELD_NAMES,
  type PartyField,
  type PartyValues,
} from '@gongkai/core';
import { keyedDigest, type Keyring } from '../platform/secrets/keyring.js';
import { seal, unseal } from '../platform/secrets/seal.js';
import type { PartyTable } from './table.js';

/** By which keyed digest two values are told to be equal. */
interface BlindIndex {
  /** Equal for columns that are compared with one another. */
  readonly purpose: string;
  readonly normalise: (value: string) => string;
}

const REQUEST_INDEX: BlindIndex = { purpose: 'request', normalise: normaliseRequest };

function valueIndex(purpose: string): BlindIndex {
  return { purpose, normalise: normaliseValue };
}

/** Every column that holds personal data, by the purpose of its key; a stable name, part of the key. */
export const SEALED_VALUES = {
  'party.name': valueIndex('party.name'),
  'party.identityKind': null,
  'party.identityNumber': valueIndex('party.identityNumber'),
  'party.organisationCode': valueIndex('party.organisationCode'),
  'party.telephone': valueIndex('party.telephone'),
  'party.address': null,
  'party.email': null,
  'case.request': REQUEST_INDEX,
  'letter.draft': null,
  'letter.content': null,
  'letter.history': null,
  'letter.voidReason': null,
  'letterService.tracking': null,
  'fact.request': REQUEST_INDEX,
  'fact.rest': null,
  'handling.text': null,
  'online.text': null,
  'intake.text': null,
} as const satisfies Record<string, BlindIndex | null>;
export type SealedValue = keyof typeof SEALED_VALUES;
export type IndexedValue = {
  [K in SealedValue]: (typeof SEALED_VALUES)[K] extends null ? never : K;
}[SealedValue];

/** Enough of a digest that no two values of an agency meet by chance; half the index of a whole one. */
const INDEX_BYTES = 16;

/** Where a value belongs: it opens nowhere else. */
export interface ValuePlace {
  readonly agencyId: string;
  readonly recordId: string;
}

export function sealValue(
  keyring: Keyring,
  what: SealedValue,
  { agencyId, recordId }: ValuePlace,
  value: string | null,
): Buffer | null {
  if (value === null) return null;
  return seal(keyring, { purpose: what, agencyId, record: recordId }, Buffer.from(value));
}

/** @throws DomainError UNREADABLE_FILE when it was altered or belongs elsewhere, NOT_FOUND when its key is gone */
export function openValue(
  keyring: Keyring,
  what: SealedValue,
  { agencyId, recordId }: ValuePlace,
  sealed: Uint8Array | null,
): string | null {
  if (sealed === null) return null;
  return unseal(keyring, { purpose: what, agencyId, record: recordId }, sealed).toString();
}

/** The blind index of a value under the active key; null for nothing to compare. */
export function blindIndex(
  keyring: Keyring,
  what: IndexedValue,
  agencyId: string,
  value: string | null,
  keyId: string = keyring.activeKeyId,
): Buffer | null {
  const { purpose, normalise }: BlindIndex = SEALED_VALUES[what];
  const normal = value === null ? '' : normalise(value);
  if (normal === '') return null;
  return keyedDigest(keyring, { purpose: `${purpose}:index`, agencyId }, normal, keyId).subarray(
    0,
    INDEX_BYTES,
  );
}

/** Those under every key of the ring, while values of an older key are not yet sealed anew. */
export function blindIndexes(
  keyring: Keyring,
  what: IndexedValue,
  agencyId: string,
  value: string | null,
): readonly Buffer[] {
  return [...keyring.keys.keys()].flatMap((keyId) => blindIndex(keyring, what, agencyId, value, keyId) ?? []);
}

/** The columns of a party's values, their indexes and key. */
export const SEALED_PARTY_COLUMNS = [
  'nameSealed',
  'nameIndex',
  'identityKindSealed',
  'identityNumberSealed',
  'identityNumberIndex',
  'organisationCodeSealed',
  'organisationCodeIndex',
  'telephoneSealed',
  'telephoneIndex',
  'addressSealed',
  'emailSealed',
  'keyId',
] as const satisfies readonly (keyof PartyTable)[];
type PartyColumns = Pick<PartyTable, (typeof SEALED_PARTY_COLUMNS)[number]>;

/** The columns of a party with these values, all under the active key. */
export function sealParty(keyring: Keyring, place: ValuePlace, values: PartyValues): PartyColumns {
  const sealed = (field: PartyField): Buffer | null =>
    sealValue(keyring, `party.${field}`, place, values[field]);
  const index = (field: PartyField & ('name' | 'identityNumber' | 'organisationCode' | 'telephone')) =>
    blindIndex(keyring, `party.${field}`, place.agencyId, values[field]);
  return {
    nameSealed: sealed('name'),
    nameIndex: index('name'),
    identityKindSealed: sealed('identityKind'),
    identityNumberSealed: sealed('identityNumber'),
    identityNumberIndex: index('identityNumber'),
    organisationCodeSealed: sealed('organisationCode'),
    organisationCodeIndex: index('organisationCode'),
    telephoneSealed: sealed('telephone'),
    telephoneIndex: index('telephone'),
    addressSealed: sealed('address'),
    emailSealed: sealed('email'),
    keyId: PARTY_FIELD_NAMES.some((field) => values[field] !== null) ? keyring.activeKeyId : null,
  };
}

type SealedParty = Pick<PartyTable, 'agencyId' | 'partyId'> & Pick<PartyTable, `${PartyField}Sealed`>;

export function openParty(keyring: Keyring, row: SealedParty): PartyValues {
  const place = { agencyId: row.agencyId, recordId: row.partyId };
  const opened = PARTY_FIELD_NAMES.map(
    (field) => [field, openValue(keyring, `party.${field}`, place, row[`${field}Sealed`])] as const,
  );
  return Object.fromEntries(opened) as Record<PartyField, string | null>;
}

/** The columns of a request's text. */
export function sealRequest(
  keyring: Keyring,
  what: 'case.request' | 'fact.request',
  place: ValuePlace,
  request: string | null,
): { readonly requestSealed: Buffer | null; readonly requestIndex: Buffer | null } {
  return {
    requestSealed: sealValue(keyring, what, place, request),
    requestIndex: blindIndex(keyring, what, place.agencyId, request),
  };
}
