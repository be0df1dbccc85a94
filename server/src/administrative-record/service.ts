import {
  ADMINISTRATIVE_RECORD_KINDS,
  KIND_OF_ROW,
  KINDS_WITH_AMOUNT,
  DomainError,
  cellName,
  localDateSchema,
  table2Cell,
  table2FieldsOf,
  type CellAddress,
  type Finding,
  type FormVersion,
  type LocalDate,
  type PresentedCellSource,
  type Table2Column,
  type Table2Input,
  type Table2Row,
  type Table2Value,
  type Actor,
  type AdministrativeRecordKind,
  type AdministrativeRecordPage,
  permit,
  recorderName,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attestationOf } from './attestation.js';
import {
  copyRecords,
  countRecords,
  listExistingRecordIds,
  listFirstRecordIds,
  listRecordRows,
  listRecordsOf,
  sumByKind,
  updateRecord,
  readTable2Text,
  listRecordsById,
  lockRecord,
  setStrike,
  type RecordRow,
  type CountedAttestation,
  type CountedRecords,
  type EnteredRow,
  type Table2Text,
} from './queries.js';
import { conditionOf, type RecordCondition } from './table2-conditions.js';

export { attestFigure, attestFigures, listAttestations } from './attestation.js';
export { listExistingRecordIds, updateRecord } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** A document, decision, fee or purchase as the register holds it. */
export type AdministrativeRecord = Omit<EnteredRow, 'agencyId' | 'importId'>;

type ListedRecord = AdministrativeRecord & Pick<AdministrativeRecordPage['items'][number], 'struck'>;

const DOCUMENTS: ReadonlySet<AdministrativeRecordKind> = new Set(['rule', 'normativeDocument']);

/** Enters a record. @throws DomainError ALREADY_EXISTS, INVALID_INPUT */
export async function createRecord(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  record: AdministrativeRecord,
): Promise<void> {
  permit(actor, 'administrativeRecord.record', { agencyCode });
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const fault = faultOfRecord(record, ctx.today());
    if (fault !== null) throw new DomainError('INVALID_INPUT', fault);
    const { recordId } = record;
    if ((await listExistingRecordIds(db, agencyCode, [recordId])).has(recordId)) {
      throw new DomainError('ALREADY_EXISTS', `编号“${recordId}”已经登记过，请核对编号。`, { recordId });
    }
    await loadRecords(db, { agencyCode, importId: null }, [record]);
    await recordAudit(db, ctx, actor, {
      kind: 'record.registered',
      agencyCode,
      subject: { type: 'record', id: recordId },
      details: { recordKind: record.kind },
    });
  });
}

/** Why a record can't be registered as it is told; null when it can. */
export function faultOfRecord(record: AdministrativeRecord, today: LocalDate): string | null {
  const { kind, madeOn, disclosedOn, endedOn, amountYuan } = record;
  const label = ADMINISTRATIVE_RECORD_KINDS[kind];
  if (madeOn > today || (disclosedOn !== null && disclosedOn > today))
    return '日期晚于今日：只能登记已经发生的事。';
  if (endedOn !== null && !DOCUMENTS.has(kind)) return `${label}没有失效日期，请去掉。`;
  if (endedOn !== null && endedOn < madeOn) return '失效日期早于制定日期，请核对。';
  if (KINDS_WITH_AMOUNT.includes(kind) !== (amountYuan !== null)) {
    return amountYuan === null ? `${label}请填写金额（元）。` : `${label}没有金额，请去掉。`;
  }
  return null;
}

/** Enters many records at once; each must have passed `faultOfRecord` and be new. */
export async function loadRecords(
  db: Transaction,
  source: { readonly agencyCode: string; readonly importId: string | null },
  records: readonly AdministrativeRecord[],
): Promise<void> {
  const { agencyCode: agencyId, importId } = source;
  await copyRecords(
    db,
    records.map((record) => ({ ...record, agencyId, importId })),
  );
}

const DOCUMENT_ID = 'document:';

/** The published document that a record counts; null: it was entered. */
function documentOf(recordId: string): string | null {
  return recordId.startsWith(DOCUMENT_ID) ? recordId.slice(DOCUMENT_ID.length) : null;
}

/**
 * Puts an entered record right. One that a published document made follows its document.
 * @throws DomainError NOT_FOUND, INVALID_INPUT
 */
export async function correctRecord(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  recordId: string,
  change: Omit<AdministrativeRecord, 'recordId' | 'kind'>,
): Promise<void> {
  permit(actor, 'administrativeRecord.record', { agencyCode });
  await inTransaction(ctx.db, async (db) => {
    const row = await requireEntered(db, agencyCode, recordId);
    if (row.struckAt !== null)
      throw new DomainError('NOT_IN_THIS_STATUS', '这条记录已经划销。要更正的，请先恢复。', { recordId });
    const fault = faultOfRecord({ ...change, recordId, kind: row.kind }, ctx.today());
    if (fault !== null) throw new DomainError('INVALID_INPUT', fault);
    const fields = (Object.keys(change) as (keyof typeof change)[]).filter((key) =>
      key === 'amountYuan' ? Number(row[key]) !== Number(change[key]) : row[key] !== change[key],
    );
    if (fields.length === 0) return;
    await updateRecord(db, agencyCode, recordId, change);
    await recordAudit(db, ctx, actor, {
      kind: 'record.corrected',
      agencyCode,
      subject: { type: 'record', id: recordId },
      details: { recordKind: row.kind, fields },
    });
  });
}

/** A record that was entered here, held until the end. @throws DomainError NOT_FOUND, INVALID_INPUT */
async function requireEntered(db: Transaction, agencyCode: string, recordId: string): Promise<RecordRow> {
  const row = await lockRecord(db, agencyCode, recordId);
  if (row === undefined) throw new DomainError('NOT_FOUND', '没有这条记录，请刷新后再选。');
  if (recordId.startsWith(DOCUMENT_ID))
    throw new DomainError('INVALID_INPUT', '这条记录由公开的文件产生，请到公文登记簿里修改那份文件。');
  return row;
}

/**
 * Takes back a record that was entered by mistake: it counts no more and stays to be seen; null restores it. Published
 * reports keep what they counted. @throws DomainError NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATUS
 */
export async function strikeRecord(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  recordId: string,
  reason: string | null,
): Promise<void> {
  permit(actor, 'administrativeRecord.record', { agencyCode });
  await inTransaction(ctx.db, async (db) => {
    const { kind, struckAt } = await requireEntered(db, agencyCode, recordId);
    if ((struckAt === null) === (reason === null)) {
      const now = struckAt === null ? '没有划销，不用恢复' : '已经划销';
      throw new DomainError('NOT_IN_THIS_STATUS', `这条记录${now}，请刷新后再看。`, { recordId });
    }
    const strike = { struckAt: ctx.now().toISOString(), struckBy: actor.id, struckReason: reason };
    const nothing = { struckAt: null, struckBy: null, struckReason: null };
    await setStrike(db, agencyCode, recordId, reason === null ? nothing : strike);
    await recordAudit(db, ctx, actor, {
      kind: reason === null ? 'record.restored' : 'record.struck',
      agencyCode,
      subject: { type: 'record', id: recordId },
      details: { recordKind: kind },
    });
  });
}

/** Records of one kind, the latest first; those made in a year, or all. */
export async function listRecords(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  kind: AdministrativeRecordKind,
  page: { readonly after?: string | undefined; readonly limit: number; readonly year?: number },
): Promise<{ items: ListedRecord[]; next: string | null }> {
  permit(actor, 'administrativeRecord.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const after = page.after === undefined ? null : parseKey(page.after);
  const rows = await listRecordRows(
    ctx.db,
    agencyCode,
    { kind, year: page.year ?? null },
    after,
    page.limit + 1,
  );
  const items = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? items.at(-1) : undefined;
  return {
    items: items.map(
      ({ agencyId: _, importId: _from, struckAt, struckBy, struckReason, strikerName, ...record }) => ({
        ...record,
        struck:
          struckAt === null
            ? null
            : { at: struckAt, by: recorderName(struckBy ?? '', strikerName), reason: struckReason ?? '' },
      }),
    ),
    next: last ? `${last.madeOn}~${last.recordId}` : null,
  };
}

/** A page of the register of table 二, with what each kind comes to in the year. */
export async function listRecordsOfYear(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  {
    kind,
    ...page
  }: {
    readonly kind: AdministrativeRecordKind;
    readonly year: number;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<AdministrativeRecordPage> {
  const { items, next } = await listRecords(ctx, actor, agencyCode, kind, page);
  return {
    items: items.map((record) => ({
      ...record,
      documentId: documentOf(record.recordId),
    })),
    next,
    figures: await sumByKind(ctx.db, agencyCode, page.year),
  };
}

/** Ids that stand beside a figure at once; the others are asked for page by page. */
const FIRST_IDS = 1000;

/** What table 二 of a year rests on, as the database wrote it: from equal texts follow equal figures. */
export interface Table2Basis {
  readonly text: string;
  /** First ids of the records by cell, where they were asked for. */
  readonly ids: ReadonlyMap<CellAddress, readonly string[]>;
}

/** The figures of table 二 that records can tell, each with its condition. */
function countedFields(year: number, form: FormVersion) {
  return table2FieldsOf(form).flatMap(([row, columns]) =>
    columns.flatMap((column) => {
      const condition = conditionOf(row, column, year);
      return condition === null ? [] : [{ row, column, condition }];
    }),
  );
}

/** Counts of records and attested figures, in one statement, or in two with the ids that stand behind the counts. */
export async function readTable2Basis(
  db: Connection,
  agencyId: string,
  year: number,
  form: FormVersion,
  { withIds }: { readonly withIds: boolean },
): Promise<Table2Basis> {
  const fields = countedFields(year, form);
  const counts = new Map(
    fields.map(({ column, condition: { kind: _, ...condition } }) => [column, { column, condition }]),
  );
  const kinds = [...new Set(fields.map(({ condition }) => condition.kind))];
  const lasting = kinds.filter((kind) => DOCUMENTS.has(kind));
  const text = await readTable2Text(db, agencyId, year, { kinds, lasting }, [...counts.values()]);
  if (!withIds) return { text, ids: new Map() };
  const kept = keptKinds(parseTable2Text(text));
  const counted = fields.filter(({ condition }) => kept.has(condition.kind));
  const conditions = counted.map(({ condition }) => condition);
  const ids = await listFirstRecordIds(db, agencyId, conditions, FIRST_IDS);
  return {
    text,
    ids: new Map(counted.map(({ row, column }, index) => [table2Cell(row, column), ids[index] ?? []])),
  };
}

function parseTable2Text(text: string): Table2Text {
  return JSON.parse(text) as Table2Text;
}

function keptKinds({ kinds }: Table2Text) {
  return new Map(kinds.filter(({ isKept }) => isKept).map(({ kind, columns }) => [kind, columns]));
}

/** Counts of records, or attested figures where no records of the kind are kept; of both the records count. */
export function table2InputOf(
  { text, ids }: Table2Basis,
  year: number,
  form: FormVersion,
): { readonly input: Table2Input; readonly problems: readonly Finding[] } {
  const read = parseTable2Text(text);
  const kept = keptKinds(read);
  const attested = new Map(read.attested.map((row) => [table2Cell(row.rowKey, row.columnKey), row]));
  const input: Table2Input = {};
  const problems: Finding[] = [];
  for (const [row, columns] of table2FieldsOf(form)) {
    const values: Partial<Record<Table2Column, Table2Value>> = {};
    for (const column of columns) {
      const cell = table2Cell(row, column);
      const figure = attested.get(cell);
      const counted = kept.get(KIND_OF_ROW[row])?.[column];
      const condition = conditionOf(row, column, year);
      if (counted === undefined || condition === null) {
        if (figure) values[column] = { value: Number(figure.value), attestation: attestationOf(figure) };
        continue;
      }
      const value = figureOf(counted, condition, ids.get(cell) ?? []);
      values[column] = value.value;
      problems.push(...problemsOf(row, column, form, value, figure));
    }
    input[row] = values;
  }
  return { input, problems };
}

/** The records behind a figure, page by page; nothing where it isn't counted from records. */
export async function listRecordsBehind(
  db: Connection,
  agencyId: string,
  cell: { readonly row: Table2Row; readonly column: Table2Column; readonly year: number },
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly ids: string[]; readonly next: string | null; readonly total: number }> {
  const condition = conditionOf(cell.row, cell.column, cell.year);
  if (condition === null) return { ids: [], next: null, total: 0 };
  const total = await countRecords(db, agencyId, condition);
  const found = await listRecordsOf(db, agencyId, condition, page.after ?? null, page.limit + 1);
  const ids = found.slice(0, page.limit).map(({ recordId }) => recordId);
  return { ids, next: found.length > page.limit ? (ids.at(-1) ?? null) : null, total };
}

/** Records as the rows behind a cell, in the order of the ids. */
export async function describeRecords(
  db: Connection,
  agencyId: string,
  ids: readonly string[],
): Promise<PresentedCellSource['rows']> {
  const rows = new Map((await listRecordsById(db, agencyId, ids)).map((row) => [row.recordId, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const { kind, title, number, madeOn, disclosedOn, endedOn, amountYuan } = row;
    const result = [
      ...(row.struckAt === null ? [] : [`此后划销：${row.struckReason ?? ''}`]),
      ...(disclosedOn === null ? [] : [`${disclosedOn}公开`]),
      ...(amountYuan === null ? [] : [`${amountYuan}元`]),
    ];
    return [
      {
        ...{
          id,
          kind: ADMINISTRATIVE_RECORD_KINDS[kind],
          title: number === null ? title : `${title}（${number}）`,
        },
        ...{ startedOn: madeOn, endedOn, result: result.join('，') || null, caseId: null },
        documentId: documentOf(id),
      },
    ];
  });
}

interface CountedFigure {
  readonly value: Extract<Table2Value, { readonly recordIds: readonly string[] }>;
  readonly withoutAmount: number;
}

function figureOf(
  { count, sum, withoutAmount }: CountedRecords,
  { unitYuan }: RecordCondition,
  recordIds: readonly string[],
): CountedFigure {
  const value = unitYuan === undefined ? count : Math.round((Number(sum ?? 0) / unitYuan) * 1e6) / 1e6;
  return {
    value: { value, recordCount: count, recordIds },
    withoutAmount: unitYuan === undefined ? 0 : withoutAmount,
  };
}

function problemsOf(
  row: Table2Row,
  column: Table2Column,
  form: FormVersion,
  counted: CountedFigure,
  attested: CountedAttestation | undefined,
): Finding[] {
  const name = cellName(table2Cell(row, column), form);
  const { value, recordCount } = counted.value;
  const problems: Finding[] = [];
  const source = '国办公开办函〔2021〕30号';
  if (counted.withoutAmount > 0) {
    const message = `${name}的记录中有${counted.withoutAmount}条没有金额，请补填。`;
    problems.push({ rule: 'table2Unattested', severity: 'error', message, source });
  }
  if (attested) {
    const attestedValue = Number(attested.value);
    problems.push({
      rule: 'table2CountedAndAttested',
      severity: attestedValue === value ? 'warning' : 'error',
      message: `${name}既有${recordCount}条记录（得${value}），又有汇总证明（${attestedValue}，${attested.signer}签字）：现按记录计，请核对后去掉其一。`,
      source,
    });
  }
  return problems;
}

function parseKey(text: string): { readonly madeOn: string; readonly recordId: string } {
  const [day = '', ...rest] = text.split('~');
  if (!localDateSchema.safeParse(day).success || rest.length === 0) {
    throw new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页重新查看。');
  }
  return { madeOn: day, recordId: rest.join('~') };
}
