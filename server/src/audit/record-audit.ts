import { hash, randomBytes } from 'node:crypto';
import {
  AUDIT_KINDS,
  auditEventSchema,
  canonicalJson,
  type AuditActor,
  type AuditActorKind,
  type AuditDigest,
  type AuditEntry,
  type AuditEvent,
  type JsonValue,
} from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { insertPending, type PendingRecord } from './queries.js';
import { nextRecordId } from './record-id.js';

/** The chain of what belongs to no agency; no agency can have this code. */
export const PLATFORM_CHAIN = '@platform';

/** What recording needs to know of the world. */
export interface AuditContext {
  readonly now: () => Date;
  /** Left out: SM3. */
  readonly audit?: { readonly digest: AuditDigest };
}

/** Who is written down: the account, and whom it stands in for. */
export interface AuditedActor {
  readonly kind?: AuditActorKind;
  readonly id: string;
  readonly grants?: readonly {
    readonly agencyCodes: readonly string[];
    readonly onBehalfOf: string | null;
  }[];
}

/** Somebody who has not signed in. */
export const ANONYMOUS: AuditedActor = { kind: 'anonymous', id: 'anonymous' };

/**
 * Writes the record of what a use case does, in its own transaction: both happen or neither. It inserts one row
 * and touches no chain, so that no writer waits for another; the sealer comes later.
 * @param actor null: somebody who has not signed in
 * @throws TypeError for a look at personal data without a purpose: a fault of the program
 */
export async function recordAudit(
  db: Transaction,
  ctx: AuditContext,
  actor: AuditedActor | null,
  entry: AuditEntry,
): Promise<void> {
  await insertPending(db, auditRecordOf(ctx, actor, entry));
}

/** The record alone, for a statement that writes it together with what it tells of, see `pendingWhen`. */
export function auditRecordOf(
  ctx: AuditContext,
  actor: AuditedActor | null,
  entry: AuditEntry,
): PendingRecord {
  const event = auditEventSchema.parse({
    ...entry,
    actor: auditedAs(actor ?? ANONYMOUS, entry.agencyCode),
    occurredAt: ctx.now().toISOString(),
    purpose: entry.purpose ?? null,
    outcome: entry.outcome ?? 'done',
  });
  if ('isLook' in AUDIT_KINDS[event.kind] && event.purpose === null) {
    throw new TypeError(`A look at personal data needs a purpose: ${event.kind}`);
  }
  const algorithm = ctx.audit?.digest ?? 'sm3';
  const text = canonicalJson(event as unknown as JsonValue);
  const salt = randomBytes(16).toString('hex');
  return {
    agencyId: event.agencyCode ?? PLATFORM_CHAIN,
    recordId: nextRecordId(),
    ...searchColumns(event),
    text,
    salt,
    digest: digestOf(algorithm, salt, text),
    algorithm,
  };
}

/** As `recordAudit`, by itself and in one statement: what only reads calls it before it answers. */
export async function recordLook(
  ctx: AuditContext & { readonly db: Connection },
  actor: AuditedActor | null,
  entry: AuditEntry,
): Promise<void> {
  await insertPending(ctx.db, auditRecordOf(ctx, actor, entry));
}

/** What of an event is kept beside its text for searching. */
export function searchColumns(event: AuditEvent) {
  const { occurredAt, kind, actor, subject } = event;
  return { occurredAt, kind, actorId: actor.id, subjectType: subject.type, subjectId: subject.id };
}

/** The digest of a record: over the characters of its salt, then its text in UTF-8. */
export function digestOf(algorithm: AuditDigest, salt: string, text: string): string {
  return hash(algorithm, salt + text, 'hex');
}

function auditedAs(
  { kind = 'person', id, grants = [] }: AuditedActor,
  agencyCode: string | null,
): AuditActor {
  const here = grants.filter(({ agencyCodes }) => agencyCode !== null && agencyCodes.includes(agencyCode));
  const absent = here[0]?.onBehalfOf ?? null;
  // With a right of one's own there, one acts in one's own name.
  const standsIn = here.length > 0 && here.every(({ onBehalfOf }) => onBehalfOf === absent);
  return { kind, id, onBehalfOf: standsIn ? absent : null };
}
