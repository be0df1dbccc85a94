import { DomainError, permit, type Actor } from '@gongkai/core';
import { parseInstantKey } from '../platform/database/instant-key.js';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listIncidents, lockIncident, updateIncident, type SecrecyIncidentRow } from './queries.js';
import { listUploaderNames } from './uploader-queries.js';
import type { IncidentResult } from './table.js';

type Context = Pick<AppContext, 'db' | 'now'>;

/** Files refused for their secrecy marking, the newest first. @throws DomainError FORBIDDEN */
export async function listSecrecyIncidents(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: PresentedIncident[]; readonly next: string | null; readonly total: null }> {
  permit(actor, 'secrecyIncident.view', { agencyCode });
  const rows = await listIncidents(ctx.db, agencyCode, { after: parseKey(after), limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? `${last.occurredAt}/${last.incidentId}` : null;
  const names = await listUploaderNames(
    ctx.db,
    items.map(({ actorId }) => actorId),
  );
  return { items: items.map((incident) => presentIncident(incident, names)), next, total: null };
}

/** The secrecy officer's finding. @throws DomainError FORBIDDEN, NOT_FOUND, NOT_IN_THIS_STATUS */
export async function closeIncident(
  ctx: Context,
  actor: Actor,
  given: { readonly agencyCode: string; readonly incidentId: string; readonly result: IncidentResult },
): Promise<PresentedIncident> {
  const { agencyCode, incidentId, result } = given;
  permit(actor, 'secrecyIncident.handle', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const incident = await lockIncident(db, agencyCode, incidentId);
    if (incident === undefined) throw new DomainError('NOT_FOUND', '没有这个保密事件，请核对编号。');
    if (incident.status === 'closed')
      throw new DomainError('NOT_IN_THIS_STATUS', '这个保密事件已经办结，请刷新后再看。');
    const end = { result, closedBy: actor.id, closedAt: ctx.now().toISOString() };
    await updateIncident(db, { agencyId: agencyCode, incidentId }, end);
    await recordAudit(db, ctx, actor, {
      kind: 'incident.closed',
      agencyCode,
      subject: { type: 'incident', id: incidentId },
      details: { result },
    });
    const names = await listUploaderNames(db, [incident.actorId]);
    return presentIncident({ ...incident, ...end, status: 'closed' }, names);
  });
}

/** As its own agency sees it. */
export type PresentedIncident = Omit<SecrecyIncidentRow, 'agencyId'> & { readonly actorName: string | null };

function presentIncident(
  { agencyId: _, ...shown }: SecrecyIncidentRow,
  names: ReadonlyMap<string, string>,
): PresentedIncident {
  return { ...shown, actorName: names.get(shown.actorId) ?? null };
}

function parseKey(after: string | undefined): { occurredAt: string; incidentId: string } | null {
  if (after === undefined) return null;
  const { at: occurredAt, id: incidentId } = parseInstantKey(after);
  return { occurredAt, incidentId };
}
