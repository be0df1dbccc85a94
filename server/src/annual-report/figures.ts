import {
  computeTable2,
  countFees,
  countRemedies,
  FEE_FIGURE_NAMES,
  hasFees,
  remedyPoliciesOf,
  table2FieldsOf,
  table3FromCounts,
  withPreviousItems,
  type CellSource,
  type CountedFees,
  type FigureAddress,
  type Finding,
  type FormVersion,
  type PlaceCount,
  type RemedyCase,
  type RemedyPolicies,
  type Table2BeforeYear,
  type ReportTables,
  type Table2Input,
} from '@gongkai/core';
import { readTable2Basis, table2InputOf, type Table2Basis } from '../administrative-record/service.js';
import { countFeesOfYear } from '../handling/service.js';
import type { Connection } from '../platform/database/schema.js';
import { remedyPoliciesOfYear } from '../remedy/service.js';
import { countPlaces, listRemediesOfYear } from './figure-queries.js';
import { findPreviousTables, type LiveInput } from './head-queries.js';
import { readLedgerText } from './ledger-figure-queries.js';
import type { FrozenSources } from './report-version.js';

/** The figures of a year, and what stands behind those that do not count cases. */
export interface Figures {
  readonly tables: ReportTables;
  readonly sources: FrozenSources;
  /** By which table 四 was counted. */
  readonly remedyPolicies: RemedyPolicies;
  readonly problems: readonly Finding[];
}

/** What the figures of a year rest on, as the database holds it. */
interface FigureInput {
  readonly places: readonly PlaceCount[];
  readonly remedies: readonly RemedyCase[];
  readonly remedyPolicies: RemedyPolicies;
  readonly table2: Table2Input;
  readonly fees: CountedFees;
  /** Counts of the ledgers as the database wrote them; null: none is kept. */
  readonly ledgerText: string | null;
}

function sourcesOf(
  second: ReturnType<typeof computeTable2>,
  fourth: ReturnType<typeof countRemedies>,
  fees: CountedFees,
): FrozenSources {
  const sources: Partial<Record<FigureAddress, CellSource>> = {};
  for (const [cell, source] of second.sources) {
    sources[cell] =
      'records' in source
        ? {
            kind: 'records',
            ids: source.records,
            ...(source.recordCount !== undefined && { count: source.recordCount }),
          }
        : 'attestation' in source
          ? { kind: 'attestation', attestation: source.attestation }
          : { kind: 'derived', derivation: source.derivation };
  }
  for (const [cell, ids] of fourth.cases) sources[cell] = { kind: 'remedies', ids };
  for (const figure of FEE_FIGURE_NAMES) {
    const ids = fees.cases[figure];
    if (ids.length > 0) sources[`fee.${figure}`] = { kind: 'cases', ids };
  }
  return sources;
}

/** The three tables out of counted places, remedies and what table 二 rests on; nothing here grows with the cases. */
function figuresFrom(input: FigureInput, year: number, form: FormVersion): Figures {
  const second = computeTable2(input.table2, form);
  const fourth = countRemedies(input.remedies, year, input.remedyPolicies);
  return {
    tables: {
      forms: { table2: form, table3: form },
      table2: second.table2,
      table3: table3FromCounts(input.places, form),
      table4: fourth.table4,
      ...(hasFees(input.fees.totals) && { fees: input.fees.totals }),
      ...(input.ledgerText !== null && { ledgers: JSON.parse(input.ledgerText) as Record<string, number> }),
    },
    sources: sourcesOf(second, fourth, input.fees),
    remedyPolicies: input.remedyPolicies,
    problems: [...second.problems, ...fourth.problems],
  };
}

/** The figures of a year as the ledger stands now, or with the places that were frozen with a version. */
export async function figuresOf(
  db: Connection,
  agencyId: string,
  year: number,
  form: FormVersion,
  frozenVersion: number | null = null,
): Promise<Figures> {
  const places = await countPlaces(db, { agencyId, year, version: frozenVersion });
  const remedies = await listRemediesOfYear(db, agencyId, year);
  const basis = await readTable2Basis(db, agencyId, year, form, { withIds: true });
  const fees = await countFeesOfYear(db, agencyId, year);
  const remedyPolicies = await remedyPoliciesOfYear(db, agencyId, year);
  const ledgerText = await readLedgerText(db, { agencyId, year });
  const before = await readBeforeYear(db, agencyId, year, form);
  return completeFrom({ places, remedies, remedyPolicies, fees, ledgerText }, { basis, before }, year, form);
}

/** What table 二 is made of; each is null where there is nothing of it. */
export interface Table2Known {
  readonly basis: Table2Basis | null;
  readonly before: Table2BeforeYear | null;
}

/** Table 二 of the year before, by its ledger and as published; null: the form asks for nothing of it. */
export async function readBeforeYear(
  db: Connection,
  agencyId: string,
  year: number,
  form: FormVersion,
): Promise<Table2BeforeYear | null> {
  if (!table2FieldsOf(form).some(([, columns]) => columns.includes('previousItems'))) return null;
  const basis = await readTable2Basis(db, agencyId, year - 1, form, { withIds: false });
  const published = await findPreviousTables(db, agencyId, year);
  return {
    year: year - 1,
    ledger: computeTable2(table2InputOf(basis, year - 1, form).input, form).table2,
    report: published?.table2 ?? null,
  };
}

/** Figures out of what was read; without a basis table 二 has no figures. */
export function completeFigures(
  { fees, decidedPolicies, ...live }: LiveInput,
  { ledgerText, ...table2 }: Table2Known & { readonly ledgerText: string | null },
  year: number,
  form: FormVersion,
): Figures {
  const remedyPolicies = remedyPoliciesOf(decidedPolicies, year);
  const counted = { ...live, remedyPolicies, fees: countFees(fees, year), ledgerText };
  return completeFrom(counted, table2, year, form);
}

function completeFrom(
  counted: Omit<FigureInput, 'table2'>,
  { basis, before }: Table2Known,
  year: number,
  form: FormVersion,
): Figures {
  const { input, problems } = basis === null ? { input: {}, problems: [] } : table2InputOf(basis, year, form);
  const table2 = before === null ? input : withPreviousItems(input, before, form);
  const figures = figuresFrom({ ...counted, table2 }, year, form);
  return { ...figures, problems: [...problems, ...figures.problems] };
}
