import { applicantActor, DomainError, type CaseEvaluation, type CaseEvent } from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { requireAgency } from '../identity/service.js';
import { openValue } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import { isOwnCase } from './policy.js';
import { effectiveEvents, evaluateEvents } from './project-case.js';
import { findCase, listEvents, recordOf } from './queries.js';

/** A case as its applicant may see it: what happened and what follows, nothing of how it was handled inside. */
export interface OwnCase {
  readonly agencyName: string;
  readonly request: string | null;
  readonly events: readonly CaseEvent[];
  readonly evaluation: CaseEvaluation;
}

/** The case of an applicant who has proved which party he is. The look is on record first. @throws DomainError NOT_FOUND */
export async function getOwnCase(
  ctx: Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>,
  applicant: { readonly agencyCode: string; readonly caseId: string; readonly partyId: string },
): Promise<OwnCase> {
  const { agencyCode, caseId, partyId } = applicant;
  const actor = applicantActor(partyId);
  const row = await findCase(ctx.db, agencyCode, caseId);
  if (row === undefined || !isOwnCase(actor, row))
    throw new DomainError('NOT_FOUND', '没有这件申请，请核对编号。');
  await recordLook(ctx, actor, {
    kind: 'case.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'ownRequest',
    details: { partyId, shown: ['request'] },
  });
  const agency = await requireAgency(ctx.db, agencyCode);
  const events = effectiveEvents((await listEvents(ctx.db, agencyCode, [caseId])).map(recordOf));
  const context = {
    today: ctx.today(),
    agencyKind: agency.kind,
    calendar: await loadCalendar(ctx.db, agencyCode),
  };
  const place = { agencyId: agencyCode, recordId: caseId };
  return {
    agencyName: agency.name,
    request: openValue(ctx.keyring, 'case.request', place, row.requestSealed),
    events,
    evaluation: evaluateEvents(events, context),
  };
}
