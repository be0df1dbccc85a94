import { randomUUID } from 'node:crypto';
import {
  checkLetterAtDispatch,
  countsFromReceipt,
  coveredItems,
  DomainError,
  eventAtService,
  faultOfServiceDay,
  keepsServicePoint,
  type Actor,
  type CaseEvent,
  type LetterDetail,
  type LetterInput,
  type LetterWay,
  type LocalDate,
  type ReturnCause,
  type ServiceStanding,
} from '@gongkai/core';
import { correctEventIn, recordEventIn, voidEventIn } from '../application/service.js';
import { noticeFeeIn, unnoticeFeeIn } from '../handling/service.js';
import { letterSettings } from '../letter-template/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import type { UploadedFile } from '../platform/http/api-registry.js';
import { answerByLetterIn, reopenIn } from '../rights-request/service.js';
import { acceptFile, recordFile } from '../storage/service.js';
import { isOfCase, type CaseLetterRow } from './matter.js';
import { serveMergedIn, unserveMergedIn } from './merged-cases.js';
import { presentLetter } from './present-letter.js';
import {
  insertLetterFile,
  insertService,
  listLettersOfDecision,
  listServices,
  updateLetter,
  updateService,
  type LetterRow,
  type LetterServiceRow,
} from './queries.js';
import { serviceOf } from './service-of-letter.js';
import { openLetter, openTracking, sealTracking, type OpenedLetter } from './sealed-letter.js';
import {
  lastSeqOf,
  takeStep,
  type InnerLetterContext,
  type LetterContext,
  type SeenLetter,
} from './take-step.js';

/** One service as it is registered. */
export interface ServiceToRecord {
  readonly addressee: number;
  readonly way: LetterWay;
  /** The day that the law counts: handed to the post, or signed for. */
  readonly on: LocalDate;
  readonly trackingNumber?: string | undefined;
  /** False: the step stands in the case's timeline already. */
  readonly recordsEvent: boolean;
}

/**
 * Registers that a letter was served on one addressee, with the proof of its day. When everybody has been served, what
 * the letter is for is written into the case in the same transaction: the reply as served, a notice as given.
 * @throws DomainError INVALID_INPUT where the letter no longer says what the law of that day asks for
 */
export async function serveLetter(
  ctx: LetterContext & Pick<AppContext, 'files'>,
  actor: Actor,
  seen: SeenLetter,
  service: ServiceToRecord,
  file: UploadedFile,
): Promise<LetterDetail> {
  const { agencyCode, letterId, version } = seen;
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'serviceEvidence' },
    ...{ fileName: file.fileName, content: [file.bytes] },
  });
  const row = await takeStep(ctx, actor, seen, 'serve', async (db, { row, opened }) => {
    const before = await serviceOf(db, row, opened);
    await refuseService(db, ctx, row, opened, service, before);
    const kept = await recordFile(db, ctx, actor, accepted);
    await insertLetterFile(db, {
      ...{ agencyId: agencyCode, fileId: kept.fileId, letterId, role: 'evidence', fileName: kept.fileName },
      ...{ size: kept.size, sha256: kept.sha256, addedAt: ctx.now().toISOString() },
    });
    await insertService(db, {
      ...{ agencyId: agencyCode, serviceId: randomUUID(), letterId, addressee: service.addressee },
      ...{ way: service.way, servedOn: service.on, trackingNumber: service.trackingNumber ?? null },
      ...{ evidenceFileId: kept.fileId, receivedOn: receiptOf(service), returnedOn: null, returnCause: null },
      ...{ trackingSealed: null, keyId: null, recordedBy: actor.id, recordedAt: ctx.now().toISOString() },
    });
    const after = await serviceOf(db, row, opened);
    const written = service.recordsEvent
      ? await writeService(db, ctx, actor, row, opened, after)
      : { servedSeq: row.servedSeq };
    return {
      values: { status: statusOf(after), servedOn: after.servedOn, ...written },
      note: opened.draft.addressees[service.addressee]?.name ?? null,
      audit: {
        kind: 'letter.served',
        details: {
          ...{ version: version + 1, method: service.way, on: service.on, sha256: kept.sha256 },
          isComplete: after.servedOn !== null,
        },
      },
    };
  });
  return presentLetter(ctx, actor, row);
}

/** Signed for on the day itself, except by post. */
function receiptOf({ way, on }: ServiceToRecord): LocalDate | null {
  return way === 'post' ? null : on;
}

/** What the carrier reported; the day of receipt starts the terms that run from it. */
export async function trackLetter(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
  serviceId: string,
  given: { readonly on: LocalDate; readonly note: string; readonly isReceived: boolean },
): Promise<LetterDetail> {
  const row = await takeStep(ctx, actor, seen, 'track', async (db, { row, opened }) => {
    const service = await requireService(db, row, serviceId);
    refuseDay(service.servedOn, given.on, ctx.today());
    const entries = [...openTracking(ctx.keyring, service), { on: given.on, note: given.note }];
    await updateService(db, service, {
      ...sealTracking(ctx.keyring, service, entries),
      ...(given.isReceived && { receivedOn: given.on }),
    });
    const after = await serviceOf(db, row, opened);
    if (given.isReceived) await correctReceipt(db, ctx, actor, row, opened, after);
    return {
      values: { status: row.status },
      audit: { kind: 'letter.tracked', details: { version: seen.version + 1, on: given.on } },
    };
  });
  return presentLetter(ctx, actor, row);
}

/**
 * Registers that a service came back: it must be served again. By the organ's own fault it was no service, so what it
 * wrote into the case is voided; what the addressee prevented keeps its day (国办公开办函〔2016〕235号).
 */
export async function returnService(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
  serviceId: string,
  given: { readonly on: LocalDate; readonly cause: ReturnCause; readonly note: string },
): Promise<LetterDetail> {
  const row = await takeStep(ctx, actor, seen, 'track', async (db, { row, opened }) => {
    const service = await requireService(db, row, serviceId);
    if (service.returnedOn !== null) {
      throw new DomainError('NOT_IN_THIS_STATUS', '这次送达已经登记过退回，请登记再次送达。');
    }
    refuseDay(service.servedOn, given.on, ctx.today());
    const note = given.note === '' ? '退回' : given.note;
    const entries = [...openTracking(ctx.keyring, service), { on: given.on, note }];
    await updateService(db, service, {
      ...sealTracking(ctx.keyring, service, entries),
      ...{ returnedOn: given.on, returnCause: given.cause, receivedOn: null },
    });
    const after = await serviceOf(db, row, opened);
    const servedSeq = keepsServicePoint(given.cause)
      ? row.servedSeq
      : await unwriteService(db, ctx, actor, row);
    return {
      values: { status: statusOf(after), servedOn: after.servedOn, servedSeq },
      as: 'return-service',
      note: given.note === '' ? null : given.note,
      audit: {
        kind: 'letter.serviceReturned',
        details: { version: seen.version + 1, on: given.on, reason: given.cause },
      },
    };
  });
  return presentLetter(ctx, actor, row);
}

function statusOf({ servedOn, toServe }: ServiceStanding): 'served' | 'serving' {
  return servedOn !== null && toServe.length === 0 ? 'served' : 'serving';
}

async function refuseService(
  db: Transaction,
  ctx: InnerLetterContext,
  row: LetterRow,
  { draft, frozen }: OpenedLetter,
  { addressee, way, on, trackingNumber }: ServiceToRecord,
  before: ServiceStanding,
): Promise<void> {
  if (frozen === null || row.letterOn === null) throw new TypeError('Only an approved letter is served.');
  const fault = faultOfServiceDay(on, row.letterOn, ctx.today());
  if (fault !== null) throw new DomainError('INVALID_INPUT', fault);
  if (draft.addressees[addressee] === undefined) {
    throw new DomainError('INVALID_INPUT', '这件文书没有这个收件人，请刷新后重选。');
  }
  if (!before.toServe.includes(addressee)) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      '这个收件人已经送达。退回或者拒收的，请先登记退回，再登记再次送达。',
    );
  }
  if (way === 'post' && (trackingNumber === undefined || trackingNumber === '')) {
    throw new DomainError('INVALID_INPUT', '通过邮政企业寄送的，请填写邮件号码（如EMS单号）。');
  }
  if (way === 'electronic' && draft.serviceWay !== 'electronic') {
    throw new DomainError(
      'INVALID_INPUT',
      '这件文书不是按电子送达拟定的，没有写明网上申请行政复议的地址（行政复议法第二十二条第二款），不能电子送达。',
    );
  }
  const settings = await letterSettings(db, row.agencyId);
  const errors = checkLetterAtDispatch(frozen.content, settings, on).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length > 0) {
    throw new DomainError('INVALID_INPUT', errors.map(({ message }) => message).join(' '));
  }
}

function refuseDay(servedOn: LocalDate, on: LocalDate, today: LocalDate): void {
  if (on >= servedOn && on <= today) return;
  throw new DomainError('INVALID_INPUT', `日期应在送达日 ${servedOn} 与今日 ${today} 之间，请核对。`);
}

async function requireService(
  db: Transaction,
  { agencyId, letterId }: LetterRow,
  serviceId: string,
): Promise<LetterServiceRow> {
  const found = (await listServices(db, agencyId, letterId)).find((it) => it.serviceId === serviceId);
  if (found === undefined) throw new DomainError('NOT_FOUND', '这件文书没有这次送达，请刷新后重看。');
  return found;
}

/** Writes what the letter is for into the case, once everybody has been served; of a decision, with its last letter. */
async function writeService(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  row: LetterRow,
  { frozen }: OpenedLetter,
  standing: ServiceStanding,
): Promise<Pick<LetterRow, 'servedSeq'>> {
  const kept = { servedSeq: row.servedSeq };
  if (frozen === null || row.correctsLetterId !== null || row.servedSeq !== null) return kept;
  const { servedOn, way, receivedOn } = standing;
  if (servedOn === null) return kept;
  if (!isOfCase(row)) return { servedSeq: await answerDemand(db, ctx, actor, row, frozen.input, servedOn) };
  const others = await otherLetters(db, ctx, row);
  const isDecisionServed = row.decidedSeq === null || servesWholeDecision(frozen.input, others);
  if (!isDecisionServed) return kept;
  const last = others.reduce<LocalDate>(
    (day, other) => (other.servedOn !== null && other.servedOn > day ? other.servedOn : day),
    servedOn,
  );
  const event = eventAtService(frozen.input, { servedOn: last, way, receivedOn });
  if (event === null) return kept;
  const step = { agencyCode: row.agencyId, caseId: row.caseId, event, lastSeq: null };
  const servedSeq = lastSeqOf(await recordEventIn(db, ctx, actor, step, 'letter.serve'));
  await noticeFee(db, row, event, servedSeq);
  for (const other of others) await updateLetter(db, other.row, { servedSeq });
  await serveMergedIn(db, ctx, actor, row, event);
  return { servedSeq };
}

/** A demand for correction is answered when its letter has reached the person. 条例第四十一条 */
async function answerDemand(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  { agencyId, rightsRequestId, documentNumber }: LetterRow,
  input: LetterInput,
  on: LocalDate,
): Promise<number | null> {
  if (rightsRequestId === null || input.letter !== 'correctionOfRecord') return null;
  const at = { agencyId, requestId: rightsRequestId };
  return answerByLetterIn(db, ctx, actor, at, { input, documentNumber, on });
}

/** A fee notice that was served as a letter stands in the register of fees too. */
async function noticeFee(
  db: Transaction,
  { agencyId: agencyCode, caseId }: CaseLetterRow,
  event: CaseEvent,
  seq: number,
): Promise<void> {
  if (event.type !== 'feeNotice') return;
  await noticeFeeIn(db, { agencyCode, caseId }, { on: event.on, receivedOn: event.receivedOn ?? null, seq });
}

interface OtherLetter {
  readonly row: LetterRow;
  readonly servedOn: LocalDate | null;
  readonly covered: readonly number[];
}

/** The other letters of the same decision. */
async function otherLetters(
  db: Transaction,
  ctx: InnerLetterContext,
  { agencyId, caseId, letterId, decidedSeq }: LetterRow,
): Promise<OtherLetter[]> {
  if (decidedSeq === null || caseId === null) return [];
  const rows = await listLettersOfDecision(db, agencyId, caseId, decidedSeq);
  return rows
    .filter((other) => other.letterId !== letterId)
    .map((other) => {
      const input = openLetter(ctx.keyring, other).frozen?.input;
      const covered = input !== undefined && 'items' in input ? coveredItems(input) : [];
      return { row: other, servedOn: other.servedOn, covered };
    });
}

/** Whether every item of the decision is in a letter that has been served. */
function servesWholeDecision(
  input: NonNullable<OpenedLetter['frozen']>['input'],
  others: readonly OtherLetter[],
): boolean {
  if (!('items' in input)) return true;
  const served = new Set([
    ...coveredItems(input),
    ...others.flatMap(({ servedOn, covered }) => (servedOn === null ? [] : covered)),
  ]);
  return input.items.every((_, index) => served.has(index));
}

/** Voids what a service wrote that was none. */
async function unwriteService(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  row: LetterRow,
): Promise<null> {
  const { agencyId: agencyCode, caseId, rightsRequestId, servedSeq: seq } = row;
  if (seq === null) return null;
  const reason = `文书${row.documentNumber ?? ''}因本机关原因退回，没有送达`;
  if (rightsRequestId !== null) {
    await reopenIn(db, ctx, actor, { agencyId: agencyCode, requestId: rightsRequestId }, reason);
  }
  if (caseId === null) return null;
  await voidEventIn(db, ctx, actor, { agencyCode, caseId, seq, reason, lastSeq: null }, 'letter.serve');
  await unserveMergedIn(db, ctx, actor, row, reason);
  if (row.kind === 'feeNotice') await unnoticeFeeIn(db, { agencyCode, caseId }, seq);
  for (const other of await otherLetters(db, ctx, row))
    await updateLetter(db, other.row, { servedSeq: null });
  return null;
}

/** The day of receipt, where a term runs from it, replaces the record that did not know it yet. */
async function correctReceipt(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  row: LetterRow,
  { frozen }: OpenedLetter,
  { servedOn, way, receivedOn }: ServiceStanding,
): Promise<void> {
  if (!isOfCase(row)) return;
  const { agencyId: agencyCode, caseId, servedSeq: seq } = row;
  if (frozen === null || seq === null || servedOn === null || receivedOn === null) return;
  const event: CaseEvent | null = eventAtService(frozen.input, { servedOn, way, receivedOn });
  if (event === null || !countsFromReceipt(event)) return;
  const reason = '登记收件日期';
  const step = { agencyCode, caseId, seq, event, reason, lastSeq: null };
  const servedSeq = lastSeqOf(await correctEventIn(db, ctx, actor, step, 'letter.serve'));
  await noticeFee(db, row, event, servedSeq);
  await updateLetter(db, row, { servedSeq });
}
