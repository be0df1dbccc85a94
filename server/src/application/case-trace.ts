import { AUDIT_KINDS, DomainError, may, permitWithin, type Actor, type AuditKind } from '@gongkai/core';
import { listRecordsAbout, LOOK_KINDS, recordLook, type RecordPage } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { visibilityOfCase } from './policy.js';
import { findCase } from './queries.js';

const KINDS = Object.keys(AUDIT_KINDS) as AuditKind[];
const DEEDS = KINDS.filter((kind) => !LOOK_KINDS.includes(kind));

/**
 * What was done with a case, by whom and when (留痕); to auditors also who looked at it. Asking for it is on record.
 * @throws DomainError NOT_FOUND
 */
export async function listCaseTrace(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  agencyCode: string,
  caseId: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<RecordPage> {
  permitWithin(actor, 'case.view', agencyCode);
  const row = await findCase(ctx.db, agencyCode, caseId);
  if (!row || !visibilityOfCase(actor, row).showsHandling) {
    const refused = row ? { permission: 'case.view', agencyCode } : {};
    throw new DomainError('NOT_FOUND', `没有编号为“${caseId}”的申请，请核对编号。`, { caseId, ...refused });
  }
  await recordLook(ctx, actor, {
    kind: 'case.traceViewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: {},
  });
  const kinds = may(actor, 'audit.view', { agencyCode }) ? undefined : DEEDS;
  return listRecordsAbout(ctx.db, { chain: agencyCode, kinds, subjectType: 'case', subjectId: caseId }, page);
}
