import { DomainError, permit, type Actor } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listIncidents, lockIncident, updateIncident, type SecrecyIncidentRow } from './queries.js';
import type { IncidentResult } from './table.js';

type Context = Pick<AppContext, 'db' | 'now'>;

/** Files refused for their secrecy marking, the newest first. @throws DomainError FORBIDDEN */
export async function listSecrecyIncidents(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: SecrecyIncidentRow[]; readonly next: string | null }> {
  permit(actor, 'secrecyIncident.view', { agencyCode });
  const rows = await listIncidents(ctx.db, agencyCode, { after: parseKey(after), limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.occurredAt}/${last.incidentId}` : null };
}

/** The secrecy officer's finding. @throws DomainError FORBIDDEN, NOT_FOUND, NOT_IN_THIS_STATUS */
export async function closeIncident(
  ctx: Context,
  actor: Actor,
  given: { readonly agencyCode: string; readonly incidentId: string; readonly result: IncidentResult },
): Promise<void> {
  const { agencyCode, incidentId, result } = given;
  permit(actor, 'secrecyIncident.handle', { agencyCode });
  await inTransaction(ctx.db, async (db) => {
    const incident = await lockIncident(db, agencyCode, incidentId);
    if (incident === undefined) throw new DomainError('NOT_FOUND', '没有这个保密事件，请核对编号。');
    if (incident.status === 'closed')
      throw new DomainError('NOT_IN_THIS_STATUS', '这个保密事件已经办结，请刷新后再看。');
    await updateIncident(
      db,
      { agencyId: agencyCode, incidentId },
      { result, closedBy: actor.id, closedAt: ctx.now().toISOString() },
    );
    await recordAudit(db, ctx, actor, {
      kind: 'incident.closed',
      agencyCode,
      subject: { type: 'incident', id: incidentId },
      details: { result },
    });
  });
}

function parseKey(after: string | undefined): { occurredAt: string; incidentId: string } | null {
  if (after === undefined) return null;
  const [occurredAt = '', incidentId = ''] = after.split('/');
  if (incidentId === '' || Number.isNaN(Date.parse(occurredAt)))
    throw new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页看起。');
  return { occurredAt, incidentId };
}
