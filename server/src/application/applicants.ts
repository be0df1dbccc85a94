import { randomUUID } from 'node:crypto';
import { wholeParty, type NewCase } from '@gongkai/core';
import { saveNewParty } from '../party/service.js';
import type { Transaction } from '../platform/database/schema.js';
import type { Keyring } from '../platform/secrets/keyring.js';

/** The applicant, and who acts for it, with their values sealed. */
export async function saveApplicant(
  db: Transaction,
  keyring: Keyring,
  agencyId: string,
  partyId: string,
  { applicantClass, applicantName: name, applicantDetails, representative, companions = [] }: NewCase,
): Promise<void> {
  const values = wholeParty({ ...applicantDetails, name });
  await saveNewParty(db, keyring, { agencyId, partyId, applicantClass, values });
  const people = representative === undefined ? companions : [representative, ...companions];
  for (const { relation, values: given } of people) {
    await saveNewParty(db, keyring, {
      ...{ agencyId, partyId: randomUUID(), applicantClass, values: wholeParty(given) },
      represents: { partyId, relation },
    });
  }
}

/** Whether anything is known of who applied; an unsigned letter may come without a name and yet with an address. */
export function isAnybodyKnown({ applicantName, applicantDetails = {}, companions = [] }: NewCase): boolean {
  const hasDetails = Object.values(applicantDetails).some((value) => value != null);
  return applicantName !== null || hasDetails || companions.length > 0;
}
