import {
  CASE_EVENT_LABELS,
  DEFAULT_REMEDY_POLICIES,
  DomainError,
  FEE_ADDRESSES,
  TABLE3_COLUMN_LABELS,
  figureName,
  figureValueAt,
  cellsOfForm,
  cellsOfPlace,
  localDateInChina,
  rowName,
  type CellAddress,
  type CellSource,
  type DifferenceReport,
  type FigureAddress,
  type FormVersion,
  type ReportTables,
  permit,
  type Actor,
} from '@gongkai/core';
import { listLaterEvents, listMovedCases, type LaterEvent, type MovedCase } from './difference-queries.js';
import { printedFigures } from './area-figures.js';
import { compareLedgerEntries, listFrozenFigureNames } from './ledger-figure-queries.js';
import { findFrozenFigures } from './report-queries.js';
import { seesCasesBehind } from './policy.js';
import { requireReportHead, type ReportContext } from './report-state.js';
import type { FrozenSources } from './report-version.js';

/** Beyond these the report gives figures and the number of cases; the rest is found through the cells. */
const MOST_CASES = 1000;
const MOST_EVENTS = 10_000;

type Side = 'before' | 'after';

function placeOn(moved: MovedCase, side: Side) {
  const [applicantClass, isNew, row] =
    side === 'before'
      ? [moved.classBefore, moved.isNewBefore, moved.rowBefore]
      : [moved.classAfter, moved.isNewAfter, moved.rowAfter];
  if (applicantClass === null || isNew === null) return null;
  return { applicantClass, isNew, isCarriedIn: !isNew, row, isCarriedOut: row === null };
}

function cellsOn(moved: MovedCase, side: Side, form: FormVersion): CellAddress[] {
  const place = placeOn(moved, side);
  return place === null ? [] : cellsOfPlace(place, form);
}

function describePlace(moved: MovedCase, side: Side): string | null {
  const place = placeOn(moved, side);
  if (place === null) return null;
  const received = place.isNew ? '本年新收' : '上年结转';
  const result = place.row === null ? '结转下年度继续办理' : rowName(place.row);
  return `${TABLE3_COLUMN_LABELS[place.applicantClass].zh}，${received}，${result}`;
}

function describeEvent({ type, occurredOn, recordedAt, corrects, isVoid, reason }: LaterEvent): string {
  const on = localDateInChina(new Date(recordedAt));
  const what = `“${CASE_EVENT_LABELS[type]}”（${occurredOn}）`;
  // The sentence that it stands in has its own full stop.
  const because = reason === null ? '' : `，理由：${reason.replace(/[。.]+$/u, '')}`;
  if (isVoid) return `${on}作废第${corrects ?? 0}号记录${what}${because}`;
  return corrects === null ? `${on}补记${what}${because}` : `${on}更正第${corrects}号记录为${what}${because}`;
}

function reasonOf(moved: MovedCase, events: readonly LaterEvent[]): string {
  if (events.length > 0) return `公布之后${events.map(describeEvent).join('；')}。`;
  if (moved.classBefore === null) return '公布时本年没有统计这件申请，此后也没有新的记录；是重新计算的结果。';
  return '公布之后没有新的记录；是期限经过或者重新计算的结果。';
}

function groupByCase(events: readonly LaterEvent[]): ReadonlyMap<string, LaterEvent[]> {
  const groups = new Map<string, LaterEvent[]>();
  for (const event of events) {
    const known = groups.get(event.caseId);
    if (known === undefined) groups.set(event.caseId, [event]);
    else known.push(event);
  }
  return groups;
}

function idsOf(source: CellSource | undefined): readonly string[] {
  return source !== undefined && 'ids' in source ? source.ids : [];
}

interface Change {
  readonly added: string[];
  readonly removed: string[];
}

/** By cell of table 三, the cases that came in and went out; a case that stays in the cell is in neither. */
function changesOfCases(moved: readonly MovedCase[], form: FormVersion): Map<CellAddress, Change> {
  const changes = new Map<CellAddress, Change>();
  const changeOf = (cell: CellAddress): Change => {
    const known = changes.get(cell) ?? { added: [], removed: [] };
    changes.set(cell, known);
    return known;
  };
  for (const it of moved) {
    const [before, after] = [new Set(cellsOn(it, 'before', form)), new Set(cellsOn(it, 'after', form))];
    for (const cell of after) if (!before.has(cell)) changeOf(cell).added.push(it.caseId);
    for (const cell of before) if (!after.has(cell)) changeOf(cell).removed.push(it.caseId);
  }
  return changes;
}

function changeOfSources(cell: FigureAddress, before: FrozenSources, after: FrozenSources): Change {
  const [was, is] = [new Set(idsOf(before[cell])), new Set(idsOf(after[cell]))];
  return {
    added: [...is].filter((id) => !was.has(id)).slice(0, MOST_CASES),
    removed: [...was].filter((id) => !is.has(id)).slice(0, MOST_CASES),
  };
}

/** The last published version against the ledger as it stands now (law digest §2.7, published year). */
export async function differenceReport(
  ctx: ReportContext,
  actor: Actor,
  agencyId: string,
  year: number,
): Promise<DifferenceReport> {
  permit(actor, 'report.view', { agencyCode: agencyId });
  const head = await requireReportHead(ctx, agencyId, year);
  const version = head.versions.filter(({ status }) => status === 'published').at(-1);
  if (version === undefined) {
    throw new DomainError('NOT_FOUND', `${year}年度报告还没有公布，没有可以对照的公布数字。`, { year });
  }
  const key = { agencyId, year, version: version.version };
  const frozen = await findFrozenFigures(ctx.db, agencyId, year, version.version);
  if (frozen === null) throw new Error(`published without figures: ${agencyId} ${year}`);
  const live = await printedFigures(ctx, head, year, version.form);
  const moved = seesCasesBehind(actor, agencyId) ? await listMovedCases(ctx.db, key, MOST_CASES) : [];
  const ids = moved.map(({ caseId }) => caseId);
  const ofLedgers = await changesOfLedgers(ctx, key);
  const events = groupByCase(ids.length === 0 ? [] : await listLaterEvents(ctx.db, key, ids, MOST_EVENTS));
  return {
    version: version.version,
    publishedOn: version.publishedOn,
    remedyPolicies: {
      before: version.remedyPolicies ?? DEFAULT_REMEDY_POLICIES,
      after: live.remedyPolicies,
    },
    differences: differingCells(
      [...cellsOfForm(version.form), ...FEE_ADDRESSES, ...ofLedgers.keys()],
      { frozen, live, form: version.form },
      new Map([...changesOfCases(moved, version.form), ...ofLedgers]),
    ),
    cases: moved.map((it) => ({
      caseId: it.caseId,
      before: describePlace(it, 'before'),
      after: describePlace(it, 'after'),
      reason: reasonOf(it, events.get(it.caseId) ?? []),
    })),
    casesTotal: moved[0]?.total ?? 0,
  };
}

/** Of the figures of ledgers only those that the published text quotes, with the titles that came and went. */
async function changesOfLedgers(
  ctx: ReportContext,
  key: { readonly agencyId: string; readonly year: number; readonly version: number },
): Promise<ReadonlyMap<FigureAddress, Change>> {
  const changes = new Map<FigureAddress, Change>();
  for (const figure of await listFrozenFigureNames(ctx.db, key))
    changes.set(`ledger.${figure}`, await compareLedgerEntries(ctx.db, key, figure, MOST_CASES));
  return changes;
}

interface CountedTables {
  readonly tables: ReportTables;
  readonly sources: FrozenSources;
}

/** Cells whose figure differs, or whose cases do although the figure is the same. */
function differingCells(
  cells: readonly FigureAddress[],
  { frozen, live, form }: { frozen: CountedTables; live: CountedTables; form: FormVersion },
  known: ReadonlyMap<FigureAddress, Change>,
): DifferenceReport['differences'] {
  return cells.flatMap((cell) => {
    const [before, after] = [figureValueAt(frozen.tables, cell), figureValueAt(live.tables, cell)];
    const change = known.get(cell) ?? changeOfSources(cell, frozen.sources, live.sources);
    if (before === after && change.added.length === 0 && change.removed.length === 0) return [];
    return [{ cell, label: figureName(cell, form), before, after, ...change }];
  });
}
