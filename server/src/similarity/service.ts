import {
  mayBeRepeat,
  permit,
  permitWithin,
  repliedOn,
  sharedPieces,
  wholeParty,
  type Actor,
  type ApplicantClass,
  type GivenPartyValues,
  type LocalDate,
  type SimilarRequest,
} from '@gongkai/core';
import { requireCase } from '../application/service.js';
import { recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { findParty, listSameApplicant, openValue, sealParty, type PartyRow } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { findAlike } from './find-alike.js';
import { mayCompareWith } from './policy.js';

export { findAlike, type AlikeRequest } from './find-alike.js';
export { mayCompareWith } from './policy.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/** Matches that are shown. */
const MOST_SHOWN = 10;

/** What is known of an application before it is registered. */
export interface RequestAtIntake {
  readonly request: string;
  readonly receivedOn?: LocalDate | undefined;
  readonly applicantClass?: ApplicantClass | undefined;
  readonly applicantName?: string | null | undefined;
  readonly applicantDetails?: GivenPartyValues | undefined;
}

/** Earlier requests like one that is about to be registered, with the replies they had (条例第三十六条第（六）项). */
export async function findSimilarRequests(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  asked: RequestAtIntake,
): Promise<{ items: SimilarRequest[] }> {
  permitWithin(actor, 'case.register', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const party = partyAtIntake(ctx.keyring, agencyCode, asked);
  return present(ctx, actor, agencyCode, { ...asked, caseId: null, party });
}

/** The same for a case of the register, itself left out. @throws DomainError NOT_FOUND */
export async function listSimilarCases(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<{ items: SimilarRequest[] }> {
  permitWithin(actor, 'case.view', agencyCode);
  const row = await requireCase(ctx.db, actor, agencyCode, caseId);
  permit(actor, 'case.view', { agencyCode, unitCode: row.unitId });
  const request = openValue(
    ctx.keyring,
    'case.request',
    { agencyId: agencyCode, recordId: caseId },
    row.requestSealed,
  );
  const party = row.partyId === null ? undefined : await findParty(ctx.db, agencyCode, row.partyId);
  return present(ctx, actor, agencyCode, {
    request: request ?? '',
    receivedOn: row.receivedOn ?? undefined,
    caseId,
    party: party ?? null,
  });
}

async function present(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  asked: {
    readonly request: string;
    readonly receivedOn?: LocalDate | undefined;
    readonly caseId: string | null;
    readonly party: PartyRow | null;
  },
): Promise<{ items: SimilarRequest[] }> {
  const { request, receivedOn, caseId, party } = asked;
  const alike = await findAlike(
    ctx,
    agencyCode,
    request,
    (row) => !(row.source === 'case' && row.recordId === caseId) && mayCompareWith(actor, row),
  );
  const shown = alike.slice(0, MOST_SHOWN);
  const same =
    party === null || shown.length === 0 ? null : await listSameApplicant(ctx.db, ctx.keyring, party);
  await recordLook(ctx, actor, {
    kind: 'case.similarSought',
    agencyCode,
    subject: caseId === null ? { type: 'cases', id: agencyCode } : { type: 'case', id: caseId },
    purpose: 'handling',
    details: { cases: shown.map(({ recordId }) => recordId), shown: ['request'] },
  });
  const items = shown.map((it): SimilarRequest => {
    const { source, recordId, grade, share, status, outcomeRow, closedOn } = it;
    const isSameApplicant =
      same?.basis == null || it.partyId === null ? null : same.partyIds.includes(it.partyId);
    const { one, other } = sharedPieces(request, it.request);
    return {
      ...{ source, caseId: recordId, grade, share: Math.round(share * 100) / 100, status },
      ...{ receivedOn: it.receivedOn, row: outcomeRow, isSameApplicant },
      repliedOn: repliedOn({ status, closedOn }),
      mayBeRepeat: mayBeRepeat({ grade, isSameApplicant, status, closedOn }),
      isReceivedSameDay: receivedOn !== undefined && it.receivedOn === receivedOn,
      here: one,
      there: other,
    };
  });
  return { items };
}

/** A party that is in no table yet, by which the same person is found. */
function partyAtIntake(keyring: Keyring, agencyId: string, asked: RequestAtIntake): PartyRow | null {
  const { applicantClass, applicantName, applicantDetails } = asked;
  if (applicantClass === undefined) return null;
  const values = wholeParty({ ...applicantDetails, name: applicantName ?? null });
  const place = { agencyId, recordId: 'intake' };
  return {
    ...{ agencyId, partyId: place.recordId, applicantClass, representedPartyId: null, relation: null },
    ...sealParty(keyring, place, values),
  };
}
