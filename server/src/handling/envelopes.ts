import { randomUUID } from 'node:crypto';
import { DomainError, permit, type Actor, type Envelope, type KeptFile, type LocalDate } from '@gongkai/core';
import { requireCase } from '../application/service.js';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { filesByRecord, keepFile } from './files.js';
import { findEnvelope, insertEnvelope, updateReturnMail, type EnvelopeRow } from './link-queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
export interface EnvelopeAddress {
  readonly agencyCode: string;
  readonly envelopeId: string;
}

/**
 * Says in the caller's transaction that these cases, which it registered, came in one envelope. Each counts from the
 * organ's signature; when it came to the disclosure office is kept apart (条例第三十一条).
 */
export async function enterEnvelopeIn(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  agencyCode: string,
  {
    caseIds,
    ...of
  }: Pick<Envelope, 'mailNumber' | 'signedOn' | 'officeReceivedOn'> & {
    readonly caseIds: readonly string[];
  },
): Promise<Envelope> {
  const row: EnvelopeRow = {
    ...{ agencyId: agencyCode, envelopeId: randomUUID(), ...of },
    ...{ returnMailNumber: null, returnMailedOn: null, registeredBy: actor.id },
  };
  await insertEnvelope(db, row, caseIds);
  await recordAudit(db, ctx, actor, {
    kind: 'envelope.registered',
    agencyCode,
    subject: { type: 'cases', id: row.envelopeId },
    details: { count: caseIds.length },
  });
  return presentEnvelope(db, { ...row, caseIds });
}

/** The scan of the envelope and all in it, kept once for every case of it. @throws DomainError NOT_FOUND, FILE_REFUSED */
export async function uploadEnvelopeFile(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  at: EnvelopeAddress,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<KeptFile> {
  const { agencyCode, envelopeId } = at;
  const { caseIds } = await requireEnvelope(ctx.db, actor, at);
  const owner = { agencyId: agencyCode, caseId: caseIds[0] ?? '', recordId: envelopeId };
  return keepFile(ctx, actor, owner, file);
}

/** The one mail that takes the replies back; each letter is still served by itself. @throws DomainError NOT_FOUND */
export async function recordReturnMail(
  ctx: Context,
  actor: Actor,
  at: EnvelopeAddress,
  { mailNumber, on }: { readonly mailNumber: string; readonly on: LocalDate },
): Promise<Envelope> {
  return inTransaction(ctx.db, async (db) => {
    const row = await requireEnvelope(db, actor, at);
    if (on > ctx.today() || on < row.signedOn) {
      throw new DomainError('INVALID_INPUT', `寄回的日期应在签收（${row.signedOn}）之后、今天之前，请核对。`);
    }
    const values = { returnMailNumber: mailNumber, returnMailedOn: on };
    await updateReturnMail(db, row, values);
    await recordAudit(db, ctx, actor, {
      kind: 'envelope.returned',
      agencyCode: at.agencyCode,
      subject: { type: 'cases', id: at.envelopeId },
      details: { count: row.caseIds.length },
    });
    return presentEnvelope(db, { ...row, ...values });
  });
}

/** The envelope in which a case came; null: it came by itself. */
export async function envelopeOf(db: Connection, agencyId: string, caseId: string): Promise<Envelope | null> {
  const found = await findEnvelope(db, agencyId, { caseId });
  return found === undefined ? null : presentEnvelope(db, found);
}

async function requireEnvelope(db: Connection, actor: Actor, { agencyCode, envelopeId }: EnvelopeAddress) {
  permit(actor, 'case.register', { agencyCode });
  const found = await findEnvelope(db, agencyCode, { envelopeId });
  if (found === undefined) throw new DomainError('NOT_FOUND', '没有登记这个信封，请刷新后重看。');
  await requireCase(db, actor, agencyCode, found.caseIds[0] ?? '');
  return found;
}

async function presentEnvelope(
  db: Connection,
  row: EnvelopeRow & { readonly caseIds: readonly string[] },
): Promise<Envelope> {
  const { agencyId, envelopeId, registeredBy: _, caseIds, ...rest } = row;
  const files = (await filesByRecord(db, agencyId, [envelopeId])).get(envelopeId) ?? [];
  return { ...rest, envelopeId, caseIds: [...caseIds], files: [...files] };
}
