import {
  maskName,
  permit,
  type Actor,
  type Letter,
  type LetterAddressee,
  type LetterDetail,
  type LetterDraft,
  type LetterPreview,
  type LetterStart,
} from '@gongkai/core';
import { getCase, placeOfCase, requireCase } from '../application/service.js';
import { recordLook } from '../audit/service.js';
import { findParty, listCompanions, openParty, type PartyRow } from '../party/service.js';
import { readCorrectionDemand } from '../rights-request/service.js';
import { seesNames } from './compose.js';
import { beginLetter, previewOf } from './draft.js';
import { placeOf, type LetterMatter } from './matter.js';
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
  if (TO_OTHERS.has(kind) || row.partyId === null)
    return { addressees: [], others: [], request, dueOn, fields: {} };
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
    fields: {},
  };
}

interface LetterBegun {
  readonly draft: LetterDraft;
  readonly correctsLetterId: string | null;
}

function matterOfCase(agencyId: string, caseId: string): LetterMatter {
  return { agencyId, caseId, rightsRequestId: null };
}

/** How a letter of a case would read today. Nothing is kept. */
export function previewLetter(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
  draft: LetterDraft,
): Promise<LetterPreview> {
  return previewOf(ctx, actor, matterOfCase(agencyCode, caseId), draft);
}

/** Begins a letter of a case. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export function draftLetter(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
  given: LetterBegun,
): Promise<LetterDetail> {
  return beginLetter(ctx, actor, matterOfCase(agencyCode, caseId), given);
}

function matterOfDemand(agencyId: string, rightsRequestId: string): LetterMatter {
  return { agencyId, caseId: null, rightsRequestId };
}

/** What a demand for correction says for the letter that answers it. 条例第四十一条 @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function startCorrectionLetter(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  requestId: string,
): Promise<LetterStart> {
  permit(actor, 'letter.draft', await placeOf(ctx.db, actor, matterOfDemand(agencyCode, requestId)));
  const demand = await readCorrectionDemand(ctx.db, ctx, { agencyId: agencyCode, requestId });
  await lookAt(ctx, actor, agencyCode, requestId);
  const { name, address, telephone, record, evidence } = demand;
  return {
    addressees: name === null ? [] : [{ partyId: null, name, address, postcode: null, telephone }],
    others: [],
    request: record,
    dueOn: null,
    fields: { ...(record !== null && { record }), ...(evidence !== null && { evidence }) },
  };
}

/** How the answer to a demand would read today. Nothing is kept. */
export async function previewCorrectionLetter(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  requestId: string,
  draft: LetterDraft,
): Promise<LetterPreview> {
  const preview = await previewOf(ctx, actor, matterOfDemand(agencyCode, requestId), draft);
  await lookAt(ctx, actor, agencyCode, requestId);
  return preview;
}

/** Begins the letter that answers a demand for correction. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export function draftCorrectionLetter(
  ctx: LetterContext,
  actor: Actor,
  agencyCode: string,
  requestId: string,
  given: LetterBegun,
): Promise<LetterDetail> {
  return beginLetter(ctx, actor, matterOfDemand(agencyCode, requestId), given);
}

function lookAt(ctx: LetterContext, actor: Actor, agencyCode: string, requestId: string): Promise<void> {
  return recordLook(ctx, actor, {
    kind: 'rightsRequest.viewed',
    agencyCode,
    subject: { type: 'rightsRequest', id: requestId },
    purpose: 'handling',
    details: {},
  });
}
