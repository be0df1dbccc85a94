import {
  DomainError,
  cellName,
  localDateSchema,
  parseCellAddress,
  permit,
  recorderName,
  table2Cell,
  type Actor,
  type Attestation,
  type LocalDate,
  type PresentedCellSource,
  type Table2Column,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  insertAttested,
  listAttestedVersions,
  type AttestedCell,
  type AttestedRow,
  type CountedAttestation,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Every attestation of a cell, the latest first: that one counts. */
export async function listAttestations(
  db: Connection,
  agencyId: string,
  year: number,
  cell: AttestedCell,
): Promise<PresentedCellSource['attestations']> {
  const rows = await listAttestedVersions(db, { agencyId, year, ...cell });
  return rows.map((row) => ({
    version: row.version,
    value: Number(row.value),
    recordedAt: row.recordedAt,
    recordedBy: row.recordedBy,
    recorderName: recorderName(row.recordedBy, row.displayName),
    ...attestationOf(row),
  }));
}

type EnteredFigure = Omit<AttestedRow, 'version'>;

/** A figure counted in another system as it is handed in. */
type GivenFigure = Attestation & { readonly row: string; readonly column: string; readonly value: number };

/** Enters a figure counted in another system, with who vouches for it. @throws DomainError INVALID_INPUT */
export async function attestFigure(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  year: number,
  given: GivenFigure,
): Promise<PresentedCellSource> {
  const [entered] = await attestFigures(ctx, actor, agencyCode, [{ ...given, year }]);
  if (entered === undefined) throw new Error('one figure was handed in');
  const { sourceSystem, query, extractedOn, fileHash, responsibleUnit, signer } = entered;
  const cell = table2Cell(entered.rowKey, entered.columnKey);
  return {
    cell,
    label: cellName(cell),
    value: given.value,
    kind: 'attestation',
    explanation: `来自${sourceSystem}的汇总数，${extractedOn}提取，由${responsibleUnit}${signer}签字证明。`,
    ids: [],
    rows: [],
    next: null,
    total: 0,
    attestation: { sourceSystem, query, extractedOn, fileHash, responsibleUnit, signer },
    attestations: await listAttestations(ctx.db, agencyCode, year, {
      row: entered.rowKey,
      column: entered.columnKey,
    }),
  };
}

/** Cells that a record names; their number is told in any case. */
const MOST_CELLS_TOLD = 40;

/** Enters many such figures, of any years: all of them or none. @throws DomainError INVALID_INPUT */
export async function attestFigures(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  figures: readonly (GivenFigure & { readonly year: number })[],
): Promise<EnteredFigure[]> {
  permit(actor, 'attestedFigure.set', { agencyCode });
  const today = ctx.today();
  const recordedAt = ctx.now().toISOString();
  const rows = figures.map((given) => ({
    agencyId: agencyCode,
    recordedBy: actor.id,
    recordedAt,
    ...attestedRowOf(given, today),
  }));
  if (rows.length === 0) return [];
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    await insertAttested(db, agencyCode, rows);
    await recordAudit(db, ctx, actor, {
      kind: 'figure.attested',
      agencyCode,
      subject: { type: 'figure', id: agencyCode },
      details: {
        years: [...new Set(rows.map(({ year }) => year))],
        cells: rows.slice(0, MOST_CELLS_TOLD).map(({ rowKey, columnKey }) => table2Cell(rowKey, columnKey)),
        count: rows.length,
      },
    });
  });
  return rows;
}

function attestedRowOf(
  { year, row, column, value, ...attestation }: GivenFigure & { readonly year: number },
  today: LocalDate,
): Omit<AttestedRow, 'agencyId' | 'version' | 'recordedBy' | 'recordedAt'> {
  const parts = parseCellAddress(`table2.${row}.${column}`);
  if (parts?.table !== 'table2') {
    throw new DomainError('INVALID_INPUT', `表二没有“${row}”行“${column}”列，请从报告的表二中选择。`);
  }
  const fault = faultOfValue(parts.column, value);
  if (fault !== null) throw new DomainError('INVALID_INPUT', fault);
  const extractedOn = localDateSchema.parse(attestation.extractedOn);
  if (extractedOn > today) throw new DomainError('INVALID_INPUT', '提取日期晚于今日，请核对。');
  return {
    ...attestation,
    year,
    rowKey: parts.row,
    columnKey: parts.column,
    extractedOn,
    value: String(value),
  };
}

const AMOUNT_COLUMNS: ReadonlySet<Table2Column> = new Set(['amountWanYuan', 'amountYuan']);

function faultOfValue(column: Table2Column, value: number): string | null {
  if (!AMOUNT_COLUMNS.has(column) && !Number.isInteger(value)) return '这一格是件数或者项数，应填整数。';
  if (column !== 'change' && value < 0) return '这一格不能是负数。';
  return null;
}

/** What is told of a figure that another system counted. */
export function attestationOf(row: CountedAttestation): Attestation {
  const { sourceSystem, query, extractedOn, fileHash, responsibleUnit, signer } = row;
  return { sourceSystem, query, extractedOn, fileHash, responsibleUnit, signer };
}
