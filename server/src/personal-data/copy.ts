import {
  RETENTION_RULES,
  RETENTION_TERMS,
  permit,
  type Actor,
  type ApplicationFrequency,
  type AuditPurpose,
  type PersonalDataCopy,
} from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { listSameApplicant, openValue } from '../party/service.js';
import { readApplicant, requireApplicant, type CaseAddress, type Context } from './applicant.js';
import { countCasesOf, listCasesOf } from './queries.js';
import { termsOf } from './terms.js';

/** More cases than one person's copy, or one finding about it, can use. */
const MOST_CASES = 2_000;

/**
 * Everything that the agency holds about one applicant (个人信息保护法第四十五条). Other cases are added only where a
 * document's number or an organisation's code says that they are of the same one: a name is shared by others.
 */
export async function copyApplicantData(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  purpose: AuditPurpose,
  format: 'json' | 'docx' | 'pdf' = 'json',
): Promise<PersonalDataCopy> {
  const { agencyCode } = at;
  const party = await requireApplicant(ctx.db, actor, 'personalData.unmask', at);
  const same = await listSameApplicant(ctx.db, ctx.keyring, party);
  const partyIds = same.basis === 'name' || same.basis === null ? [party.partyId] : same.partyIds;
  await recordLook(ctx, actor, {
    kind: 'party.exported',
    agencyCode,
    subject: { type: 'party', id: party.partyId },
    purpose,
    details: { format },
  });
  const cases = await listCasesOf(ctx.db, agencyCode, partyIds, MOST_CASES);
  return {
    agencyCode,
    madeAt: ctx.now().toISOString(),
    applicant: await readApplicant(ctx.db, ctx.keyring, party),
    cases: cases.map(({ requestSealed, ...it }) => {
      const what = it.isOfOldSystem ? 'fact.request' : 'case.request';
      const place = { agencyId: agencyCode, recordId: it.caseId };
      return { ...it, request: openValue(ctx.keyring, what, place, requestSealed) };
    }),
    retention: (await termsOf(ctx.db, agencyCode)).flatMap(({ kind, amount, basis }) => {
      if (!(kind in RETENTION_RULES)) return [];
      const { label, source } = RETENTION_TERMS[kind];
      return [{ label, years: amount, source: basis ?? source }];
    }),
  };
}

/**
 * How often the same applicant has applied to the agency, for the finding whether number and frequency are clearly beyond
 * reason (条例第三十五条). Worked out from the cases when it is asked for; nothing about the person is kept.
 */
export async function applicationsOfSameApplicant(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  purpose: AuditPurpose,
): Promise<ApplicationFrequency> {
  const { agencyCode } = at;
  const party = await requireApplicant(ctx.db, actor, 'personalData.unmask', at);
  // It names cases of every unit.
  permit(actor, 'personalData.unmask', { agencyCode });
  const { basis, partyIds } = await listSameApplicant(ctx.db, ctx.keyring, party);
  const total = await countCasesOf(ctx.db, agencyCode, partyIds);
  await recordLook(ctx, actor, {
    kind: 'party.frequencyViewed',
    agencyCode,
    subject: { type: 'case', id: at.caseId },
    purpose,
    details: { count: total },
  });
  const cases = await listCasesOf(ctx.db, agencyCode, partyIds, MOST_CASES);
  return {
    total,
    basis,
    cases: cases.map(({ caseId, receivedOn, isOfOldSystem }) => ({ caseId, receivedOn, isOfOldSystem })),
  };
}
