import { randomUUID } from 'node:crypto';
import {
  DEPOSIT_PLACE_NAMES,
  DEPOSIT_PLACES,
  depositDueOn,
  DomainError,
  parseLocalDate,
  permit,
  permitWithin,
  recorderName,
  type Actor,
  type Deposit,
  type DepositQuery,
  type DepositReceipt,
  type DepositRegister,
  type NewDeposit,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { parseDayKey, type DayKey } from '../platform/database/instant-key.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import {
  countDepositRows,
  findDeposit,
  insertDeposit,
  listAwaitingRows,
  listDepositDocuments,
  listDepositRows,
  listPublicVersions,
  setReceipt,
  type DepositFilter,
  type DepositRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** More than a person hands in at once; the next page comes when these are done. */
const MOST_AWAITING = 200;

/**
 * A page of what was handed in within a year, the year in numbers, and what waits.
 * @throws DomainError FORBIDDEN, INVALID_INPUT
 */
export async function listDeposits(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: DepositQuery,
): Promise<DepositRegister> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const { year, sort } = query;
  const filter = { ...query, agencyId: agencyCode };
  const after = query.after === undefined ? null : parseDayKey(query.after);
  const rows = await listDepositRows(ctx.db, filter, { sort, after, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const today = ctx.today();
  const awaiting = await listAwaitingRows(ctx.db, agencyCode, parseLocalDate(`${year}-01-01`), MOST_AWAITING);
  return {
    items: await present(ctx.db, agencyCode, shown),
    next: last === undefined ? null : `${last.deliveredOn}~${last.depositId}`,
    total: null,
    figures: { year, ...(await countDepositRows(ctx.db, filter)) },
    awaitingTotal: awaiting[0]?.total ?? 0,
    awaiting: awaiting.map(({ places, publishedOn, total: _, ...document }) => {
      const dueOn = depositDueOn(publishedOn);
      const missing = DEPOSIT_PLACE_NAMES.filter((place) => !places.includes(place));
      return { ...document, publishedOn, dueOn, isOverdue: dueOn < today, missing };
    }),
  };
}

/** Enters what was handed in at one place. @throws DomainError FORBIDDEN, INVALID_INPUT */
export async function createDeposit(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  given: NewDeposit,
): Promise<Deposit> {
  permit(actor, 'deposit.record', { agencyCode });
  if (given.deliveredOn > ctx.today()) throw new DomainError('INVALID_INPUT', '送交日期晚于今日，请核对。');
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const { documentIds, ...columns } = given;
    const ids = [...new Set(documentIds)];
    const versions = await listPublicVersions(db, agencyCode, ids);
    const unknown = ids.find((id) => !versions.some(({ documentId }) => documentId === id));
    if (unknown !== undefined)
      throw new DomainError('INVALID_INPUT', `编号为“${unknown}”的文件没有公开，不能登记送交。`);
    const depositId = randomUUID();
    const row = {
      ...{ ...columns, agencyId: agencyCode, depositId, receiptNumber: null, receiptOn: null },
      ...{ recordedBy: actor.id, recordedAt: ctx.now().toISOString() },
    };
    await insertDeposit(
      db,
      row,
      versions.map(({ documentId, publishedVersion }) => ({
        ...{
          agencyId: agencyCode,
          depositId,
          documentId,
          place: given.place,
          version: publishedVersion ?? 1,
        },
      })),
    );
    await recordAudit(db, ctx, actor, {
      kind: 'deposit.recorded',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { depositId, count: ids.length, copies: given.copies },
    });
    return one(db, agencyCode, depositId);
  });
}

/** @throws DomainError FORBIDDEN, NOT_FOUND, INVALID_INPUT */
export async function recordDepositReceipt(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  depositId: string,
  receipt: DepositReceipt,
): Promise<Deposit> {
  permit(actor, 'deposit.record', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const row = await findDeposit(db, agencyCode, depositId);
    if (!row) throw noSuchDeposit();
    if (receipt.receiptOn < row.deliveredOn || receipt.receiptOn > ctx.today())
      throw new DomainError('INVALID_INPUT', '回执日期应当在送交之后、不晚于今日。');
    await setReceipt(db, agencyCode, depositId, receipt);
    await recordAudit(db, ctx, actor, {
      kind: 'deposit.receiptRecorded',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { depositId },
    });
    return one(db, agencyCode, depositId);
  });
}

const HEAD = [
  '送交日期',
  '接收单位',
  '接收人',
  '标题',
  '文号',
  '份数',
  '电子文本',
  '回执编号',
  '回执日期',
  '备注',
];

/** The register as the list shows it, to print and sign, a document a row. @throws DomainError FORBIDDEN */
export async function exportDeposits(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  query: Omit<DepositQuery, 'after' | 'limit'>,
): Promise<AsyncIterable<Uint8Array>> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const name = `${query.year}年送交登记`;
  const print = { isLandscape: true, heading: name };
  const rows = sheetRows(ctx.db, { ...query, agencyId: agencyCode }, query.sort);
  return writeXlsx([{ name, widths: [12, 14, 18, 50, 22, 6, 8, 16, 12, 20], rows, print }]);
}

const ROWS_AT_ONCE = 200;

async function* sheetRows(
  db: Connection,
  filter: DepositFilter,
  sort: DepositQuery['sort'],
): AsyncGenerator<string[]> {
  yield HEAD;
  for (let after: DayKey | null = null; ;) {
    const rows: DepositRow[] = await listDepositRows(db, filter, { sort, after, limit: ROWS_AT_ONCE });
    for (const it of await present(db, filter.agencyId, rows)) {
      yield* it.documents.map(({ title, documentNumber }) => [
        ...[it.deliveredOn, DEPOSIT_PLACES[it.place], it.receiver, title, documentNumber ?? ''],
        ...[String(it.copies), it.isElectronic ? '有' : '', it.receiptNumber ?? ''],
        ...[it.receiptOn ?? '', it.note ?? ''],
      ]);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return;
    after = { day: last.deliveredOn, id: last.depositId };
  }
}

async function one(db: Connection, agencyCode: string, depositId: string): Promise<Deposit> {
  const row = await findDeposit(db, agencyCode, depositId);
  const [found] = row ? await present(db, agencyCode, [row]) : [];
  if (!found) throw noSuchDeposit();
  return found;
}

async function present(db: Connection, agencyCode: string, rows: readonly DepositRow[]): Promise<Deposit[]> {
  const documents = await listDepositDocuments(
    db,
    agencyCode,
    rows.map(({ depositId }) => depositId),
  );
  return rows.map((row) => ({
    ...{ depositId: row.depositId, place: row.place, receiver: row.receiver, deliveredOn: row.deliveredOn },
    ...{ copies: row.copies, isElectronic: row.isElectronic, note: row.note },
    ...{ receiptNumber: row.receiptNumber, receiptOn: row.receiptOn },
    recordedBy: recorderName(row.recordedBy, row.displayName),
    documents: documents
      .filter(({ depositId }) => depositId === row.depositId)
      .map(({ documentId, title, documentNumber }) => ({ documentId, title, documentNumber })),
  }));
}

function noSuchDeposit(): DomainError {
  return new DomainError('NOT_FOUND', '没有这次送交的登记，请刷新后再看。');
}
