import { applicantActor, DomainError, type CaseEvaluation, type CaseEvent } from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { requireAgency } from '../identity/service.js';
import { openValue } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { isOwnCase } from './policy.js';
import { effectiveEvents, evaluateEvents } from './project-case.js';
import { findCase, listEvents, recordOf, type CaseRow } from './queries.js';

/** A case as its applicant may see it: what happened and what follows, nothing of how it was handled inside. */
export interface OwnCase {
  readonly agencyName: string;
  readonly request: string | null;
  readonly events: readonly CaseEvent[];
  readonly evaluation: CaseEvaluation;
}

interface Owner {
  readonly agencyCode: string;
  readonly caseId: string;
  readonly partyId: string;
}

/** The case of an applicant who has proved which party he is. The look is on record first. @throws DomainError NOT_FOUND */
export async function getOwnCase(
  ctx: Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>,
  applicant: Owner,
): Promise<OwnCase> {
  const { agencyCode, caseId, partyId } = applicant;
  const actor = applicantActor(partyId);
  const row = await requireOwn(ctx.db, applicant);
  await recordLook(ctx, actor, {
    kind: 'case.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'ownRequest',
    details: { partyId, shown: ['request'] },
  });
  return presentOwn(ctx.db, ctx, row);
}

/** The same for an applicant whose page is elsewhere; the caller records that it was handed over. @throws DomainError NOT_FOUND */
export async function readOwnCase(
  db: Connection,
  ctx: Pick<AppContext, 'keyring' | 'today'>,
  applicant: Owner,
): Promise<OwnCase> {
  return presentOwn(db, ctx, await requireOwn(db, applicant));
}

async function requireOwn(db: Connection, { agencyCode, caseId, partyId }: Owner): Promise<CaseRow> {
  const row = await findCase(db, agencyCode, caseId);
  if (row === undefined || !isOwnCase(applicantActor(partyId), row))
    throw new DomainError('NOT_FOUND', '没有这件申请，请核对编号。');
  return row;
}

async function presentOwn(
  db: Connection,
  { keyring, today }: Pick<AppContext, 'keyring' | 'today'>,
  { agencyId, caseId, requestSealed }: CaseRow,
): Promise<OwnCase> {
  const agency = await requireAgency(db, agencyId);
  const events = effectiveEvents((await listEvents(db, agencyId, [caseId])).map(recordOf));
  const calendar = await loadCalendar(db, agencyId);
  return {
    agencyName: agency.name,
    request: openValue(keyring, 'case.request', { agencyId, recordId: caseId }, requestSealed),
    events,
    evaluation: evaluateEvents(events, { today: today(), agencyKind: agency.kind, calendar }),
  };
}
