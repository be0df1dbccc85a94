import { randomUUID } from 'node:crypto';
import {
  checkText,
  CLEANUP_RESULTS,
  decideRound,
  DomainError,
  endsValidity,
  faultOfResult,
  permit,
  permitWithin,
  recorderName,
  REGULATION_KINDS,
  validityAfter,
  type Actor,
  type CleanupResults,
  type CleanupRound,
  type CleanupSummary,
  type LocalDate,
  type NewCleanup,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { updateRecord } from '../administrative-record/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { setValidityIn } from '../publication/service.js';
import {
  countResults,
  enterDocumentsInForce,
  findRound,
  insertRound,
  listEntryRows,
  listRoundRows,
  lockRound,
  setEntryResult,
  updateRound,
  type CleanupEntryRow,
  type CleanupRoundRow,
  type NamedRoundRow,
  type ResultCount,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** A round of an agency, by its number. */
interface RoundPlace {
  readonly agencyCode: string;
  readonly roundId: string;
}

/** Every clean-up of the agency, the newest first. @throws DomainError FORBIDDEN */
export async function listCleanups(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<{ items: CleanupSummary[] }> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const counts = await countResults(ctx.db, agencyCode);
  return { items: (await listRoundRows(ctx.db, agencyCode)).map((row) => summaryOf(row, counts)) };
}

/** @throws DomainError FORBIDDEN, NOT_FOUND */
export async function getCleanup(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  { agencyCode, roundId }: RoundPlace,
): Promise<CleanupRound> {
  permitWithin(actor, 'document.view', agencyCode);
  return presentRound(ctx.db, agencyCode, roundId);
}

/** Opens a clean-up: everything of its kinds that is in force on its day is entered. @throws DomainError FORBIDDEN, INVALID_INPUT */
export async function openCleanup(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  given: NewCleanup,
): Promise<CleanupRound> {
  permit(actor, 'regulation.cleanUp', { agencyCode });
  if (given.asOf > ctx.today()) throw new DomainError('INVALID_INPUT', '清理的基准日晚于今日，请核对。');
  requireNoMarking(`${given.title}\n${given.scope}`);
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const roundId = randomUUID();
    const row: CleanupRoundRow = {
      ...{ ...given, agencyId: agencyCode, roundId, status: 'open' },
      ...{ openedBy: actor.id, openedAt: ctx.now().toISOString() },
      ...{ signedBy: null, signedAt: null, publishedBy: null, publishedAt: null },
    };
    await insertRound(db, { ...row, kinds: JSON.stringify(given.kinds) });
    const count = await enterDocumentsInForce(db, row, given.kinds);
    if (count === 0) throw new DomainError('INVALID_INPUT', '范围内没有现行有效的文件，请核对种类和基准日。');
    await recordAudit(db, ctx, actor, { ...about(row), kind: 'cleanup.opened', details: { roundId, count } });
    return presentRound(db, agencyCode, roundId);
  });
}

/** What is proposed for some documents, all of it or none. @throws DomainError FORBIDDEN, NOT_IN_THIS_STATUS, INVALID_INPUT */
export async function setCleanupResults(
  ctx: Context,
  actor: Actor,
  place: RoundPlace,
  { results }: CleanupResults,
): Promise<CleanupRound> {
  permit(actor, 'regulation.cleanUp', { agencyCode: place.agencyCode });
  requireNoMarking(results.map(({ reason }) => reason ?? '').join('\n'));
  return inTransaction(ctx.db, async (db) => {
    const row = await requireRound(db, place);
    if (row.status !== 'open')
      throw new DomainError('NOT_IN_THIS_STATUS', '这次清理已经审定，不能再改结果。要改请先退回。');
    const entries = new Map(
      (await listEntryRows(db, row.agencyId, row.roundId)).map((entry) => [entry.recordId, entry]),
    );
    for (const { recordId, result, reason, endedOn } of results) {
      const entry = entries.get(recordId);
      if (!entry) throw new DomainError('INVALID_INPUT', `这次清理没有编号为“${recordId}”的文件，请刷新。`);
      const fault = faultOfResult(entry, { result, reason, endedOn });
      if (fault !== null) throw new DomainError('INVALID_INPUT', `《${entry.title}》：${fault}`);
      const decided = { decidedBy: actor.id, decidedAt: ctx.now().toISOString() };
      await setEntryResult(db, entry, { result, reason, endedOn, ...decided });
    }
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'cleanup.resultsSet',
      details: { roundId: row.roundId, count: results.length },
    });
    return presentRound(db, row.agencyId, row.roundId);
  });
}

/** The head signs the results, or gives them back. @throws DomainError FORBIDDEN, NOT_IN_THIS_STATUS */
export async function signCleanup(
  ctx: Context,
  actor: Actor,
  place: RoundPlace,
  action: 'sign' | 'return',
): Promise<CleanupRound> {
  permit(actor, 'document.signOff', { agencyCode: place.agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const row = await requireRound(db, place);
    const entries = await listEntryRows(db, row.agencyId, row.roundId);
    const status = decideRound({ status: row.status, entries }, action, actor.id);
    await updateRound(db, row, {
      status,
      signedBy: action === 'sign' ? actor.id : null,
      signedAt: action === 'sign' ? ctx.now().toISOString() : null,
    });
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'cleanup.signed',
      details: { roundId: row.roundId, action },
    });
    return presentRound(db, row.agencyId, row.roundId);
  });
}

/**
 * Publishes the list of results; in the same transaction each document gets its validity and each record of table 二 its
 * last day (国办发〔2018〕37号). @throws DomainError FORBIDDEN, NOT_IN_THIS_STATUS
 */
export async function publishCleanup(ctx: Context, actor: Actor, place: RoundPlace): Promise<CleanupRound> {
  permit(actor, 'document.publish', { agencyCode: place.agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const row = await requireRound(db, place);
    const entries = await listEntryRows(db, row.agencyId, row.roundId);
    const status = decideRound({ status: row.status, entries }, 'publish', actor.id);
    for (const entry of entries) await applyResult(db, ctx, actor, row, entry);
    await updateRound(db, row, {
      ...{ status, publishedBy: actor.id, publishedAt: ctx.now().toISOString() },
    });
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'cleanup.published',
      details: { roundId: row.roundId, count: entries.length },
    });
    return presentRound(db, row.agencyId, row.roundId);
  });
}

async function applyResult(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  { agencyId, title }: CleanupRoundRow,
  { recordId, documentId, result, reason, endedOn: given }: CleanupEntryRow,
): Promise<void> {
  if (result === null) throw new Error(`${recordId} was signed without a result`);
  const endedOn: LocalDate | null = endsValidity(result) ? (given ?? ctx.today()) : null;
  if (documentId === null) {
    if (endedOn !== null) await updateRecord(db, agencyId, recordId, { endedOn });
    return;
  }
  const because = `${title}：${CLEANUP_RESULTS[result]}${reason === null ? '' : `。${reason}`}`;
  await setValidityIn(db, ctx, actor, { agencyCode: agencyId, documentId }, (current) => {
    // What was repealed while the round went on stays so.
    const isOver = current === 'repealed' || current === 'expired';
    return isOver ? null : { validity: validityAfter(result, current), reason: because, endedOn };
  });
}

/** What the public reads of a published clean-up. */
export interface PublishedRound {
  readonly roundId: string;
  readonly title: string;
  readonly scope: string;
  readonly asOf: LocalDate;
  readonly publishedAt: string;
  readonly entries: readonly Pick<
    CleanupEntryRow,
    | 'recordId'
    | 'kind'
    | 'title'
    | 'number'
    | 'madeOn'
    | 'result'
    | 'reason'
    | 'endedOn'
    | 'documentId'
    | 'isPublic'
  >[];
}

/** The published clean-ups of an agency, the newest first, without their lists. */
export async function listPublishedRounds(
  ctx: Pick<Context, 'db'>,
  agencyCode: string,
): Promise<readonly Omit<PublishedRound, 'entries'>[]> {
  return (await listRoundRows(ctx.db, agencyCode)).flatMap(({ roundId, title, scope, asOf, publishedAt }) =>
    publishedAt === null ? [] : [{ roundId, title, scope, asOf, publishedAt }],
  );
}

/** @throws DomainError NOT_FOUND for what does not exist and for what is not published alike */
export async function findPublishedRound(
  ctx: Pick<Context, 'db'>,
  { agencyCode, roundId }: RoundPlace,
): Promise<PublishedRound> {
  const row = await findRound(ctx.db, agencyCode, roundId);
  if (row?.publishedAt == null) throw noSuchRound();
  const { title, scope, asOf, publishedAt } = row;
  return {
    ...{ roundId, title, scope, asOf, publishedAt },
    entries: await listEntryRows(ctx.db, agencyCode, roundId),
  };
}

const HEAD = ['序号', '种类', '标题', '文号', '制定日期', '清理结果', '理由', '失效日期'];

/** The published list as a sheet. @throws DomainError NOT_FOUND */
export async function exportCleanup(
  ctx: Pick<Context, 'db'>,
  place: RoundPlace,
): Promise<{ readonly title: string; readonly content: AsyncIterable<Uint8Array> }> {
  const { title, entries } = await findPublishedRound(ctx, place);
  const rows = entries.map((it, index) => [
    ...[String(index + 1), REGULATION_KINDS[it.kind], it.title, it.number ?? '', it.madeOn],
    ...[it.result === null ? '' : CLEANUP_RESULTS[it.result], it.reason ?? '', it.endedOn ?? ''],
  ]);
  const widths = [6, 16, 60, 24, 12, 10, 40, 12];
  return { title, content: writeXlsx([{ name: '清理结果', widths, rows: [HEAD, ...rows] }]) };
}

async function requireRound(db: Transaction, { agencyCode, roundId }: RoundPlace): Promise<CleanupRoundRow> {
  const row = await lockRound(db, agencyCode, roundId);
  if (!row) throw noSuchRound();
  return row;
}

async function presentRound(db: Connection, agencyCode: string, roundId: string): Promise<CleanupRound> {
  const row = await findRound(db, agencyCode, roundId);
  if (!row) throw noSuchRound();
  const entries = await listEntryRows(db, agencyCode, roundId);
  return {
    ...summaryOf(row, await countResults(db, agencyCode)),
    entries: entries.map(
      ({ recordId, kind, title, number, madeOn, documentId, result, reason, endedOn, ...by }) => ({
        ...{ recordId, kind, title, number, madeOn, documentId, result, reason, endedOn },
        decidedBy: by.decidedBy === null ? null : recorderName(by.decidedBy, by.decidedByName),
      }),
    ),
  };
}

function summaryOf(row: NamedRoundRow, results: readonly ResultCount[]): CleanupSummary {
  const { roundId, title, scope, kinds, asOf, dueOn, status, openedAt, signedAt, publishedAt } = row;
  const counts = { none: 0, keep: 0, amend: 0, repeal: 0, lapse: 0 };
  for (const it of results) if (it.roundId === roundId) counts[it.result ?? 'none'] = it.count;
  return {
    ...{ roundId, title, scope, kinds: [...kinds], asOf, dueOn, status, openedAt, signedAt, publishedAt },
    openedBy: recorderName(row.openedBy, row.openedByName),
    signedBy: row.signedBy === null ? null : recorderName(row.signedBy, row.signedByName),
    counts,
  };
}

function about({ agencyId }: CleanupRoundRow) {
  return { agencyCode: agencyId, subject: { type: 'agency', id: agencyId } } as const;
}

/** 保密法: what carries a marking is not taken in here, neither as a file nor in words. */
function requireNoMarking(text: string): void {
  if (checkText(text).some(({ rule }) => rule === 'secrecy.marking'))
    throw new DomainError('INVALID_INPUT', '内容带有密级标志：本系统不得处理国家秘密，请交保密工作机构。');
}

function noSuchRound(): DomainError {
  return new DomainError('NOT_FOUND', '没有这次清理，请刷新后再看。');
}
