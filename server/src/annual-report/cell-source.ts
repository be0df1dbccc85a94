import {
  DEFAULT_REMEDY_POLICIES,
  describeRemedyPolicies,
  explainDerivation,
  DomainError,
  cellsOfForm,
  convertForm,
  figureName,
  figureValueAt,
  groupOfRow,
  isCellAddress,
  isFeeAddress,
  isLedgerAddress,
  parseCellAddress,
  placesOfCell,
  resultRowsOf,
  rowName,
  TABLE3_COLUMN_LABELS,
  type FigureAddress,
  type CellSource,
  type CellValue,
  type FormVersion,
  type PlaceCondition,
  type PlaceCount,
  type RemedyPolicies,
  type PresentedCellSource,
  type Table3Column,
  type Table3Row,
} from '@gongkai/core';
import { describeRecords, listAttestations, listRecordsBehind } from '../administrative-record/service.js';
import { describeRemedies } from '../remedy/service.js';
import { countPlaces, listPlacedCases, type PlaceRange, type PlaceScope } from './figure-queries.js';
import { figuresOf } from './figures.js';
import { findFrozenFigures } from './report-queries.js';
import { ledgerSource } from './ledger-source.js';
import { latestVersion, requireReportHead, requireVersion, type ReportContext } from './report-state.js';

interface Paging {
  readonly after?: string | undefined;
  readonly limit: number;
}

const INVALID_PAGE = '翻页位置不正确，请从第一页重新打开。';

function meets(place: PlaceCount, condition: PlaceCondition): boolean {
  const { applicantClass, isNew, isCarriedOut, outcomeRows } = condition;
  return (
    (applicantClass === null || place.applicantClass === applicantClass) &&
    (isNew === null || place.isNew === isNew) &&
    (isCarriedOut === null || place.isCarriedOut === isCarriedOut) &&
    (outcomeRows === null || (place.row !== null && outcomeRows.includes(place.row)))
  );
}

/** A total order of the ranges that does not change when cases move between pages. */
function rangeKey({ applicantClass, isNew, row }: PlaceRange): string {
  return [applicantClass, isNew ? '1' : '0', row ?? ''].join('|');
}

/** Cursors name the last case and its range, so that a page begins in the middle of an index range. */
function cursorOf(range: PlaceRange, caseId: string): string {
  return `${rangeKey(range)}|${caseId}`;
}

function parseCursor(text: string): { readonly key: string; readonly caseId: string } {
  const parts = text.split('|');
  if (parts.length < 4) throw new DomainError('INVALID_INPUT', INVALID_PAGE);
  return { key: parts.slice(0, 3).join('|'), caseId: parts.slice(3).join('|') };
}

async function casesBehind(
  ctx: ReportContext,
  scope: PlaceScope,
  condition: PlaceCondition,
  { after, limit }: Paging,
): Promise<{ readonly ids: string[]; readonly next: string | null; readonly total: number }> {
  const counts = (await countPlaces(ctx.db, scope, condition.applicantClass)).filter((place) =>
    meets(place, condition),
  );
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const ranges = counts.sort((a, b) => (rangeKey(a) < rangeKey(b) ? -1 : 1));
  const cursor = after === undefined ? null : parseCursor(after);
  const from = cursor === null ? ranges : ranges.filter((range) => rangeKey(range) >= cursor.key);
  const [first] = from;
  const isWithinFirst = first !== undefined && cursor !== null && rangeKey(first) === cursor.key;
  const needed = enoughRanges(from, limit + 1, isWithinFirst);
  const placed = await listPlacedCases(ctx.db, scope, needed, isWithinFirst ? cursor.caseId : '', limit + 1);
  const page = placed.slice(0, limit);
  const last = page.at(-1);
  return {
    ids: page.map(({ caseId }) => caseId),
    next: placed.length > limit && last !== undefined ? cursorOf(last.range, last.caseId) : null,
    total,
  };
}

/** The first ranges that together hold a page; how much the first one still holds is not known within it. */
function enoughRanges(ranges: readonly PlaceCount[], wanted: number, isWithinFirst: boolean): PlaceCount[] {
  let held = 0;
  const index = ranges.findIndex(({ count }, position) => {
    held += position === 0 && isWithinFirst ? 0 : count;
    return held >= wanted;
  });
  return index === -1 ? [...ranges] : ranges.slice(0, index + 1);
}

function pageOfIds(
  ids: readonly string[],
  { after, limit }: Paging,
): { readonly ids: string[]; readonly next: string | null } {
  const sorted = [...ids].sort();
  const rest = after === undefined ? sorted : sorted.filter((id) => id > after);
  return { ids: rest.slice(0, limit), next: rest.length > limit ? (rest[limit - 1] ?? null) : null };
}

const RESULT_SOURCE = '以首次答复送达之日为办结日';
const ROW_EXPLANATIONS: Readonly<Partial<Record<Table3Row, string>>> = {
  newReceived: '收到之日（条例第三十一条）在本年的申请，每件申请计一次',
  carriedIn: '上年收到、上年12月31日尚未办结的申请',
  carriedOut: '收到而至本年12月31日尚未办结的申请，转入下一年',
};

/** Why a figure of 表三 is what it is. */
function explainTable3(row: Table3Row, column: Table3Column, form: FormVersion, total: number): string {
  const who = column === 'total' ? '全部申请人' : `申请人为“${TABLE3_COLUMN_LABELS[column].zh}”的`;
  const sum = column === 'total' ? '，等于自然人与各类法人或其他组织之和' : '';
  if (row === 'resultTotal') {
    const rows = resultRowsOf(form).length;
    return `本年办结的申请共${total}件（${who}）：（一）至（六）共${rows}行之和${sum}；${RESULT_SOURCE}，含上年结转的申请。`;
  }
  const what =
    ROW_EXPLANATIONS[row] ??
    `本年办结、结果为“${rowName(row)}”的申请，${RESULT_SOURCE}${groupOfRow(row) === null ? '' : '，一件只计一行'}`;
  return `${what}：${who}共${total}件${sum}。`;
}

const SUMS_OF_TABLE4 = '结果维持、结果纠正、其他结果、尚未审结之和';

function explainOther(
  cell: FigureAddress,
  source: CellSource | undefined,
  value: CellValue,
  policies: RemedyPolicies,
): string {
  const name = figureName(cell);
  if (source === undefined) return value === null ? `${name}没有数据。` : `${name}没有计入的案件或者记录。`;
  switch (source.kind) {
    case 'attestation': {
      const { sourceSystem, extractedOn, responsibleUnit, signer } = source.attestation;
      return `来自${sourceSystem}的汇总数，${extractedOn}提取，由${responsibleUnit}${signer}签字证明。`;
    }
    case 'derived':
      return explainDerivation(source.derivation);
    case 'records':
      return `由${source.count ?? source.ids.length}条记录得出。`;
    case 'remedies': {
      const sum = cell.endsWith('.total') ? `，为${SUMS_OF_TABLE4}` : '';
      return `本机关为原行为机关的案件共${source.ids.length}件${sum}。统计口径：${describeRemedyPolicies(policies)}。`;
    }
    case 'cases':
      return isFeeAddress(cell)
        ? `${name}由收费登记得出，涉及${source.ids.length}件申请；逐笔的金额、日期和票据在各案件的“信息处理费”中。`
        : `${name}由${source.ids.length}件申请计数得出。`;
  }
}

function requireCell(text: string, form: FormVersion): FigureAddress {
  if (isFeeAddress(text) || isLedgerAddress(text)) return text;
  if (isCellAddress(text) && cellsOfForm(form).includes(text)) return text;
  throw new DomainError('NOT_FOUND', `${form}年格式的报告没有“${text}”这一格。`, { cell: text });
}

/** What stands behind a figure of tables 二 and 四. */
function presentSource(
  cell: FigureAddress,
  value: CellValue,
  source: CellSource | undefined,
  form: FormVersion,
  policies: RemedyPolicies,
  paging: Paging,
): PresentedCellSource {
  const ids = source !== undefined && 'ids' in source ? source.ids : [];
  return {
    cell,
    label: figureName(cell, form),
    value,
    kind: source?.kind ?? 'none',
    explanation: explainOther(cell, source, value, policies),
    ...pageOfIds(ids, paging),
    rows: [],
    attestations: [],
    total: source?.kind === 'records' ? (source.count ?? ids.length) : ids.length,
    attestation: source?.kind === 'attestation' ? { ...source.attestation } : null,
  };
}

/** What stands behind a cell: live while the year is not published, as frozen after; ids come in pages by key. */
export async function cellSource(
  ctx: ReportContext,
  agencyId: string,
  year: number,
  cellText: string,
  asked: Paging & { readonly form?: FormVersion | undefined; readonly version?: number | undefined },
): Promise<PresentedCellSource> {
  const head = await requireReportHead(ctx, agencyId, year);
  const version =
    asked.version === undefined ? latestVersion(head, year) : requireVersion(head, year, asked.version);
  const form = asked.form ?? version.form;
  const cell = requireCell(cellText, form);
  const parts = parseCellAddress(cell);
  const frozenVersion = version.status === 'published' ? version.version : null;
  if (parts?.table === 'table3') {
    const { row, column } = parts;
    const scope = { agencyId, year, version: frozenVersion };
    const found = await casesBehind(ctx, scope, placesOfCell(row, column), asked);
    return {
      cell,
      label: figureName(cell, form),
      value: found.total,
      kind: 'cases',
      explanation: explainTable3(row, column, form, found.total),
      ...found,
      rows: [],
      attestation: null,
      attestations: [],
    };
  }
  if (isLedgerAddress(cell))
    return ledgerSource(ctx, { agencyId, year, version: frozenVersion }, cell, asked);
  if (frozenVersion === null) {
    const { tables, sources, remedyPolicies } = await figuresOf(ctx.db, agencyId, year, form);
    const value = figureValueAt(tables, cell);
    const source = presentSource(cell, value, sources[cell], form, remedyPolicies, asked);
    if (source.kind !== 'records' || parts?.table !== 'table2') return described(ctx, agencyId, year, source);
    const page = await listRecordsBehind(ctx.db, agencyId, { ...parts, year }, asked);
    return described(ctx, agencyId, year, { ...source, ...page });
  }
  const frozen = await findFrozenFigures(ctx.db, agencyId, year, frozenVersion);
  if (frozen === null) throw new Error(`published without figures: ${agencyId} ${year}`);
  const { tables } = convertForm(frozen.tables, form);
  const policies = version.remedyPolicies ?? DEFAULT_REMEDY_POLICIES;
  const value = figureValueAt(tables, cell);
  const source = presentSource(cell, value, frozen.sources[cell], form, policies, asked);
  return described(ctx, agencyId, year, source);
}

/** The remedies and records of the page in short, and the history of an attested figure. */
async function described(
  { db }: ReportContext,
  agencyId: string,
  year: number,
  source: PresentedCellSource,
): Promise<PresentedCellSource> {
  const { kind, ids } = source;
  const parts = parseCellAddress(source.cell);
  if (kind === 'remedies') return { ...source, rows: await describeRemedies(db, agencyId, ids) };
  if (kind === 'records') return { ...source, rows: await describeRecords(db, agencyId, ids) };
  if (kind !== 'attestation' || parts?.table !== 'table2') return source;
  return { ...source, attestations: await listAttestations(db, agencyId, year, parts) };
}
