import { serviceStanding, type ServiceStanding } from '@gongkai/core';
import { listServices, type LetterRow } from './queries.js';
import type { OpenedLetter } from './sealed-letter.js';

/** Where the service of a letter stands. */
export async function serviceOf(
  db: Parameters<typeof listServices>[0],
  { agencyId, letterId }: Pick<LetterRow, 'agencyId' | 'letterId'>,
  { draft }: Pick<OpenedLetter, 'draft'>,
): Promise<ServiceStanding> {
  return serviceStanding(draft.addressees.length, await listServices(db, agencyId, letterId));
}
