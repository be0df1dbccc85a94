import {
  intakeSchema,
  intakeStatusSchema,
  localDateSchema,
  type Actor,
  type IntakeStatus,
} from '@gongkai/core';
import { z } from 'zod';
import { enterCaseIn } from '../application/service.js';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { seal } from '../platform/secrets/seal.js';
import type { ExchangeMessage } from './package-file.js';
import {
  findCase,
  findInboxApplication,
  insertCase,
  insertMessage,
  lockChangedCases,
  saveInboxAgencies,
  updateCase,
  updateInboxApplication,
  type PeerRow,
} from './queries.js';

type InnerContext = Pick<AppContext, 'keyring' | 'now' | 'today'>;

export const MESSAGE_USE = { purpose: 'exchange-message', agencyId: null };

/** What one side tells the other, by kind. */
const BODIES = {
  application: z.strictObject({ agencyCode: z.string(), intake: intakeSchema }),
  confirmed: z.strictObject({ agencyCode: z.string(), reference: z.string(), on: localDateSchema }),
  agencies: z.strictObject({ items: z.array(z.strictObject({ code: z.string(), name: z.string() })) }),
  status: z.strictObject({ agencyCode: z.string(), status: intakeStatusSchema }),
} as const;
type MessageKind = keyof typeof BODIES;

/** Puts a message into the next package for a node; under one id it is told once. */
export async function tell<Kind extends MessageKind>(
  db: Transaction,
  { keyring }: Pick<InnerContext, 'keyring'>,
  nodeId: string,
  message: { readonly id: string; readonly kind: Kind; readonly body: z.input<(typeof BODIES)[Kind]> },
): Promise<void> {
  const bodySealed = seal(keyring, MESSAGE_USE, Buffer.from(JSON.stringify(message.body)));
  await insertMessage(db, { nodeId, messageId: message.id, kind: message.kind, bodySealed });
}

/** Adds what has changed since the inbox was told last: whom one can apply to, and how its applications stand. */
export async function tellChanges(
  db: Transaction,
  ctx: InnerContext,
  { nodeId, role, lastSent }: PeerRow,
): Promise<void> {
  if (role !== 'inbox') return;
  const open = (await listAgencies({ db })).filter(
    ({ scope, existsUntil }) => scope === 'organ' && existsUntil === null,
  );
  const items = open.map(({ code, name }) => ({ code, name }));
  if (lastSent === 0) await tell(db, ctx, nodeId, { id: 'agencies 0', kind: 'agencies', body: { items } });
  for (const { agencyId: agencyCode, ...status } of await lockChangedCases(db, nodeId)) {
    const id = `status ${agencyCode} ${status.reference} ${status.version}`;
    await tell(db, ctx, nodeId, { id, kind: 'status', body: { agencyCode, status } });
    await updateCase(
      db,
      { agencyId: agencyCode, reference: status.reference },
      { toldVersion: status.version },
    );
  }
}

/** Does what a message says, once; what this node's role has nothing to do with is refused. */
export async function obey(
  db: Transaction,
  ctx: InnerContext,
  peer: PeerRow,
  { kind, body }: ExchangeMessage,
): Promise<void> {
  if (peer.role === 'inbox' && kind === 'application')
    return enter(db, ctx, peer, BODIES.application.parse(body));
  if (peer.role === 'inbox' && kind === 'confirmed') {
    const { agencyCode: agencyId, reference, on } = BODIES.confirmed.parse(body);
    return updateCase(db, { agencyId, reference }, { applicantConfirmedOn: on });
  }
  if (peer.role === 'office' && kind === 'agencies') {
    const { items } = BODIES.agencies.parse(body);
    const rows = items.map(({ code, name }) => ({ agencyId: code, name, nodeId: peer.nodeId }));
    return saveInboxAgencies(db, rows);
  }
  if (peer.role === 'office' && kind === 'status') return showStatus(db, BODIES.status.parse(body));
  throw new Error(`A message of the kind ${kind} from an ${peer.role}`);
}

/** The application becomes a case that was submitted on the day on which the inbox took it (条例第三十一条). */
async function enter(
  db: Transaction,
  ctx: InnerContext,
  { nodeId, name }: PeerRow,
  { agencyCode, intake }: z.output<(typeof BODIES)['application']>,
): Promise<void> {
  const { reference, submittedOn, applicantClass, applicantName, request } = intake;
  if ((await findCase(db, agencyCode, reference)) !== undefined) return;
  const actor: Actor = { kind: 'system', id: `exchange:${nodeId}`, name, grants: [] };
  const { caseId } = await enterCaseIn(db, ctx, actor, agencyCode, {
    ...{ applicantClass, applicantName, request, topic: null, unitCode: null },
    ...(intake.applicantDetails !== undefined && { applicantDetails: intake.applicantDetails }),
    ...(intake.representative !== undefined && { representative: intake.representative }),
    events: [{ type: 'submitted', on: submittedOn, channel: 'web' }],
  });
  const row = { agencyId: agencyCode, reference, nodeId, caseId };
  await insertCase(db, { ...row, applicantConfirmedOn: null, toldVersion: 0 });
}

/** A package that is imported late says no less than one that came before it: the higher version is the later. */
async function showStatus(db: Transaction, { status }: { readonly status: IntakeStatus }): Promise<void> {
  const found = await findInboxApplication(db, status.reference);
  if (found === undefined || (found.state !== null && found.state.version >= status.version)) return;
  await updateInboxApplication(db, found, { state: status });
}

/** What a message says, as it waited. */
export function bodyOf(text: string): ExchangeMessage['body'] {
  return JSON.parse(text) as ExchangeMessage['body'];
}
