import {
  maskName,
  permit,
  type Actor,
  type Letter,
  type LetterAddressee,
  type LetterStart,
} from '@gongkai/core';
import { getCase, placeOfCase, requireCase } from '../application/service.js';
import { findParty, listCompanions, openParty, type PartyRow } from '../party/service.js';
import { seesNames } from './compose.js';
import type { LetterContext } from './take-step.js';

/** Letters to somebody else than who applied. */
const TO_OTHERS: ReadonlySet<Letter> = new Set([
  'thirdPartyConsult',
  'thirdPartyDecision',
  'coProducerConsult',
  'assistLetter',
]);

/** What the case says already for a letter of a kind: to whom it goes, each joint applicant apart, and what was asked. */
export async function startLetter(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
  kind: Letter,
): Promise<LetterStart> {
  const row = await requireCase(ctx.db, actor, agencyCode, caseId);
  const place = placeOfCase(row);
  permit(actor, 'letter.draft', place);
  const { request, dueOn } = await getCase(ctx, actor, agencyCode, caseId);
  if (TO_OTHERS.has(kind) || row.partyId === null) return { addressees: [], others: [], request, dueOn };
  const applicant = await findParty(ctx.db, agencyCode, row.partyId);
  const companions = await listCompanions(ctx.db, agencyCode, row.partyId);
  const isFull = seesNames(actor, place);
  const addresseesOf = (parties: readonly PartyRow[]): LetterAddressee[] =>
    parties.flatMap((party) => {
      const { name, address, telephone } = openParty(ctx.keyring, party);
      if (name === null) return [];
      return {
        partyId: party.partyId,
        name: isFull ? name : (maskName(name) ?? name),
        address: isFull ? address : null,
        postcode: null,
        telephone: isFull ? telephone : null,
      };
    });
  const joined = companions.filter(({ relation }) => relation === 'coApplicant');
  const others = companions.flatMap((party) => {
    const { relation } = party;
    if (relation === null || relation === 'coApplicant') return [];
    return addresseesOf([party]).map((addressee) => ({ relation, addressee }));
  });
  return {
    addressees: addresseesOf([...(applicant === undefined ? [] : [applicant]), ...joined]),
    others,
    request,
    dueOn,
  };
}
