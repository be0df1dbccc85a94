import {
  canonicalJson,
  DomainError,
  type Actor,
  type Intake,
  type IntakeAnswer,
  type IntakeStatus,
  type JsonValue,
} from '@gongkai/core';
import { registerCaseIn } from '../application/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { keyedDigest } from '../platform/secrets/keyring.js';
import { requireClient } from './clients.js';
import {
  findIntake,
  findIntakeStatus,
  finishIntake,
  takeIntakeKey,
  type ClientRow,
  type IntakeRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

interface IntakeCall {
  readonly agencyCode: string;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string;
  readonly intake: Intake;
}

/**
 * Makes a case of an application that another system hands in, once for each idempotency key: the same body again, or at
 * the same time, is answered alike and makes nothing. @throws DomainError SIGN_IN_REQUIRED, ALREADY_EXISTS, INVALID_INPUT
 */
export async function submitIntake(ctx: Context, call: IntakeCall): Promise<IntakeAnswer> {
  const { agencyCode, authorization, idempotencyKey, intake } = call;
  const client = await requireClient(ctx.db, agencyCode, authorization);
  if (intake.submittedOn > ctx.today()) {
    throw new DomainError('INVALID_INPUT', '提交日期晚于今日：只能转来已经提交的申请。');
  }
  const key = { agencyId: agencyCode, clientId: client.clientId, idempotencyKey };
  const receivedAt = ctx.now().toISOString();
  const keyId = ctx.keyring.activeKeyId;
  const { reference } = intake;
  const made = await inTransaction(ctx.db, async (db) => {
    const bodyDigest = digestOf(ctx, agencyCode, intake, keyId);
    if (!(await takeIntakeKey(db, { ...key, reference, bodyDigest, keyId, caseId: null, receivedAt })))
      return null;
    const { submittedOn, applicantClass, applicantName, request } = intake;
    const detail = await registerCaseIn(db, ctx, actorOf(client), agencyCode, {
      ...{ applicantClass, applicantName, request, topic: null, unitCode: null },
      ...(intake.applicantDetails !== undefined && { applicantDetails: intake.applicantDetails }),
      ...(intake.representative !== undefined && { representative: intake.representative }),
      events: [{ type: 'submitted', on: submittedOn, channel: 'web' }],
    });
    await finishIntake(db, key, { caseId: detail.caseId, toldVersion: detail.events.length });
    return { reference, caseId: detail.caseId, receivedAt };
  });
  return made ?? answerAgain(ctx, key, intake);
}

/** How an application stands that this very system handed in. @throws DomainError SIGN_IN_REQUIRED, NOT_FOUND */
export async function getIntakeStatus(
  ctx: Pick<Context, 'db'>,
  agencyCode: string,
  authorization: string | undefined,
  reference: string,
): Promise<IntakeStatus> {
  const { clientId } = await requireClient(ctx.db, agencyCode, authorization);
  const status = await findIntakeStatus(ctx.db, agencyCode, clientId, reference);
  if (status === undefined) throw new DomainError('NOT_FOUND', '贵系统没有转来过这个编号的申请。');
  return status;
}

/** The answer to a call that was made before. */
async function answerAgain(
  ctx: Context,
  { agencyId, clientId, idempotencyKey }: Pick<IntakeRow, 'agencyId' | 'clientId' | 'idempotencyKey'>,
  intake: Intake,
): Promise<IntakeAnswer> {
  const known = await findIntake(ctx.db, agencyId, clientId, { idempotencyKey });
  if (known === undefined) {
    throw new DomainError('ALREADY_EXISTS', '这个来件编号已经用另一个幂等键转来过，没有重复登记。');
  }
  const isSame =
    ctx.keyring.keys.has(known.keyId) &&
    digestOf(ctx, agencyId, intake, known.keyId).equals(known.bodyDigest);
  if (!isSame || known.caseId === null) {
    throw new DomainError(
      'ALREADY_EXISTS',
      '这个幂等键已经用于内容不同的申请，没有登记。另一件申请请换一个幂等键。',
    );
  }
  const { reference, caseId, receivedAt } = known;
  return { reference, caseId, receivedAt: new Date(receivedAt).toISOString() };
}

/** Keyed, because what it digests is personal data. */
function digestOf({ keyring }: Context, agencyId: string, intake: Intake, keyId: string): Buffer {
  const text = canonicalJson(JSON.parse(JSON.stringify(intake)) as JsonValue);
  return keyedDigest(keyring, { purpose: 'integration.intake', agencyId }, text, keyId);
}

/** It acts in no other agency and does nothing but this: the use cases above give it no more. */
function actorOf({ clientId, name }: ClientRow): Actor {
  return { kind: 'system', id: `client:${clientId}`, name, grants: [] };
}
