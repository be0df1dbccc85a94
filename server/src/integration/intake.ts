import {
  canonicalJson,
  DomainError,
  type Actor,
  type Intake,
  type IntakeAnswer,
  type IntakeStatus,
  type JsonValue,
} from '@gongkai/core';
import { enterCaseIn } from '../application/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { keyedDigest } from '../platform/secrets/keyring.js';
import { requireClient } from './clients.js';
import {
  findClient,
  findClientAndIntake,
  findIntakeStatus,
  keepIntake,
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
  const find = (clientId: string) => findClientAndIntake(ctx.db, agencyCode, clientId, idempotencyKey);
  const client = await requireClient(authorization, find);
  if (client.intake !== null) return answerAgain(ctx, client.intake, intake);
  if (intake.submittedOn > ctx.today()) {
    throw new DomainError('INVALID_INPUT', '提交日期晚于今日：只能转来已经提交的申请。');
  }
  const { clientId } = client;
  try {
    return await enter(ctx, client, call);
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
  }
  const first = await find(clientId);
  if (first?.intake != null) return answerAgain(ctx, first.intake, intake);
  throw new DomainError('ALREADY_EXISTS', '这个来件编号已经用另一个幂等键转来过，没有重复登记。');
}

/** How an application stands that this very system handed in. @throws DomainError SIGN_IN_REQUIRED, NOT_FOUND */
export async function getIntakeStatus(
  ctx: Pick<Context, 'db'>,
  agencyCode: string,
  authorization: string | undefined,
  reference: string,
): Promise<IntakeStatus> {
  const { clientId } = await requireClient(authorization, (id) => findClient(ctx.db, agencyCode, id));
  const status = await findIntakeStatus(ctx.db, agencyCode, clientId, reference);
  if (status === undefined) throw new DomainError('NOT_FOUND', '贵系统没有转来过这个编号的申请。');
  return status;
}

/** Somebody else kept the key first: all that was written with it goes back. */
class KeyTakenError extends Error {
  constructor() {
    super('The idempotency key was taken meanwhile.');
    this.name = 'KeyTakenError';
  }
}

/** The case and its key in one transaction; whoever comes second waits at the key and undoes its own. */
function enter(ctx: Context, client: ClientRow, call: IntakeCall): Promise<IntakeAnswer> {
  const { agencyCode, idempotencyKey, intake } = call;
  const receivedAt = ctx.now().toISOString();
  const keyId = ctx.keyring.activeKeyId;
  const bodyDigest = digestOf(ctx, agencyCode, intake, keyId);
  const { reference, submittedOn, applicantClass, applicantName, request } = intake;
  return inTransaction(ctx.db, async (db) => {
    const { caseId, lastSeq } = await enterCaseIn(db, ctx, actorOf(client), agencyCode, {
      ...{ applicantClass, applicantName, request, topic: null, unitCode: null },
      ...(intake.applicantDetails !== undefined && { applicantDetails: intake.applicantDetails }),
      ...(intake.representative !== undefined && { representative: intake.representative }),
      events: [{ type: 'submitted', on: submittedOn, channel: 'web' }],
    });
    const key = { agencyId: agencyCode, clientId: client.clientId, idempotencyKey };
    const kept = { ...key, reference, bodyDigest, keyId, caseId, receivedAt, toldVersion: lastSeq };
    if (!(await keepIntake(db, kept))) throw new KeyTakenError();
    return { reference, caseId, receivedAt };
  });
}

/** The answer to a call that was made before. */
function answerAgain(ctx: Context, known: IntakeRow, intake: Intake): IntakeAnswer {
  const isSame =
    ctx.keyring.keys.has(known.keyId) &&
    digestOf(ctx, known.agencyId, intake, known.keyId).equals(known.bodyDigest);
  if (!isSame) {
    throw new DomainError(
      'ALREADY_EXISTS',
      '这个幂等键已经用于内容不同的申请，没有登记。另一件申请请换一个幂等键。',
    );
  }
  const { reference, caseId, receivedAt } = known;
  return { reference, caseId, receivedAt: new Date(receivedAt).toISOString() };
}

/** Keyed, because what it digests is personal data. */
function digestOf(
  { keyring }: Pick<Context, 'keyring'>,
  agencyId: string,
  intake: Intake,
  keyId: string,
): Buffer {
  const text = canonicalJson(JSON.parse(JSON.stringify(intake)) as JsonValue);
  return keyedDigest(keyring, { purpose: 'integration.intake', agencyId }, text, keyId);
}

/** It acts in no other agency and does nothing but this: the use cases above give it no more. */
function actorOf({ clientId, name }: ClientRow): Actor {
  return { kind: 'system', id: `client:${clientId}`, name, grants: [] };
}
