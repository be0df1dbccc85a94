import {
  EXCHANGE_ALARM_DAYS,
  permitWithin,
  type Actor,
  type ExchangeNode,
  type ExchangeWarning,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import {
  countMessagesByKind,
  listIncidents,
  listLatestPackages,
  listOpenPackages,
  listPeers,
  listRefusals,
  type IncidentRow,
  type PeerRow,
  type RefusalRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;
const SHOWN = 50;

/** How the exchange with each node stands. */
export interface PeerStanding extends PeerRow {
  readonly unacknowledged: readonly number[];
  readonly heldBack: readonly number[];
  readonly waiting: readonly { readonly kind: string; readonly count: number }[];
  readonly incidents: readonly IncidentRow[];
  readonly refusals: readonly RefusalRow[];
  readonly warnings: readonly ExchangeWarning[];
}

export async function exchangeStanding({ db, now }: Context): Promise<PeerStanding[]> {
  const incidents = await listIncidents(db);
  const standings: PeerStanding[] = [];
  for (const peer of await listPeers(db)) {
    const { nodeId } = peer;
    const own = incidents.filter((incident) => incident.nodeId === nodeId);
    const open = await listOpenPackages(db, nodeId, 'out');
    standings.push({
      ...peer,
      unacknowledged: open.map(({ number }) => number),
      heldBack: (await listOpenPackages(db, nodeId, 'in')).map(({ number }) => number),
      waiting: await countMessagesByKind(db, nodeId),
      incidents: own,
      refusals: await listRefusals(db, nodeId, 200),
      warnings: warningsOf(peer, own, now()),
    });
  }
  return standings;
}

/** What must be looked into: nothing came for days, a package is missing, one was altered. */
function warningsOf(
  { lastImportedAt, addedAt }: PeerRow,
  incidents: readonly IncidentRow[],
  now: Date,
): ExchangeWarning[] {
  const silentDays = Math.floor((now.getTime() - Date.parse(lastImportedAt ?? addedAt)) / 86_400_000);
  const missing = incidents.filter(({ kind, settledAt }) => kind === 'lost' && settledAt === null);
  const altered = incidents.filter(
    ({ kind, notedAt }) =>
      kind === 'altered' && now.getTime() - Date.parse(notedAt) < EXCHANGE_ALARM_DAYS.altered * 86_400_000,
  );
  return [
    ...(silentDays >= EXCHANGE_ALARM_DAYS.silent
      ? [{ kind: 'silent' as const, days: silentDays, numbers: [] }]
      : []),
    ...(missing.length > 0
      ? [{ kind: 'gap' as const, days: null, numbers: missing.map(({ number }) => number) }]
      : []),
    ...(altered.length > 0
      ? [{ kind: 'altered' as const, days: null, numbers: altered.map(({ number }) => number) }]
      : []),
  ];
}

/**
 * The exchange as its page shows it: packages and incidents of each node, and what was refused of this agency's cases; nothing
 * of a person. @throws DomainError FORBIDDEN
 */
export async function getExchange(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
): Promise<{ nodes: ExchangeNode[] }> {
  permitWithin(actor, 'exchange.view', agencyCode);
  const nodes: ExchangeNode[] = [];
  for (const standing of await exchangeStanding(ctx)) {
    const { nodeId, name, role, lastSent, lastReceived, lastExportedAt, lastImportedAt } = standing;
    const { unacknowledged, heldBack, waiting, incidents, warnings } = standing;
    const packagesOf = async (direction: 'in' | 'out') =>
      (await listLatestPackages(ctx.db, nodeId, direction, SHOWN)).map(({ number, madeAt, settledAt }) => ({
        ...{ direction, number, madeAt, settledAt },
      }));
    nodes.push({
      ...{ nodeId, name, role, lastSent, lastReceived, lastExportedAt, lastImportedAt },
      ...{ unacknowledged: [...unacknowledged], heldBack: [...heldBack], waiting: [...waiting] },
      incidents: incidents
        .map(({ kind, number, notedAt, settledAt }) => ({ kind, number, notedAt, settledAt }))
        .reverse()
        .slice(0, SHOWN),
      packages: [...(await packagesOf('in')), ...(await packagesOf('out'))],
      warnings: [...warnings],
      refused: standing.refusals
        .filter(({ agencyId }) => agencyId === agencyCode)
        .map(({ number, kind, reference, actedOn, reason, notedAt }) => ({
          ...{ number, kind, reference, actedOn, reason, notedAt },
        })),
    });
  }
  return { nodes };
}
