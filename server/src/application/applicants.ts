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
  { applicantClass, applicantName: name, applicantDetails, representative }: NewCase,
): Promise<void> {
  const values = wholeParty({ ...applicantDetails, name });
  await saveNewParty(db, keyring, { agencyId, partyId, applicantClass, values });
  if (representative === undefined) return;
  await saveNewParty(db, keyring, {
    ...{ agencyId, partyId: randomUUID(), applicantClass, values: wholeParty(representative.values) },
    represents: { partyId, relation: representative.relation },
  });
}
