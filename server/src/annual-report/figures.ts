import {
  computeTable2,
  countRemedies,
  table3FromCounts,
  type CellAddress,
  type CellSource,
  type Finding,
  type FormVersion,
  type PlaceCount,
  type RemedyCase,
  type ReportTables,
  type Table2Input,
} from '@gongkai/core';
import { table2InputFor } from '../administrative-record/service.js';
import type { Connection } from '../platform/database/schema.js';
import { countPlaces, listRemediesOfYear } from './figure-queries.js';
import type { LiveInput } from './head-queries.js';
import type { FrozenSources } from './report-version.js';

/** The figures of a year, and what stands behind those that do not count cases. */
export interface Figures {
  readonly tables: ReportTables;
  readonly sources: FrozenSources;
  readonly problems: readonly Finding[];
}

/** What the figures of a year rest on, as the database holds it. */
interface FigureInput {
  readonly places: readonly PlaceCount[];
  readonly remedies: readonly RemedyCase[];
  readonly table2: Table2Input;
}

function sourcesOf(
  second: ReturnType<typeof computeTable2>,
  fourth: ReturnType<typeof countRemedies>,
): FrozenSources {
  const sources: Partial<Record<CellAddress, CellSource>> = {};
  for (const [cell, source] of second.sources) {
    sources[cell] =
      'records' in source
        ? {
            kind: 'records',
            ids: source.records,
            ...(source.recordCount !== undefined && { count: source.recordCount }),
          }
        : { kind: 'attestation', attestation: source.attestation };
  }
  for (const [cell, ids] of fourth.cases) sources[cell] = { kind: 'remedies', ids };
  return sources;
}

/** The three tables out of counted places, remedies and what table 二 rests on; nothing here grows with the cases. */
function figuresFrom(input: FigureInput, year: number, form: FormVersion): Figures {
  const second = computeTable2(input.table2, form);
  const fourth = countRemedies(input.remedies, year);
  return {
    tables: {
      forms: { table2: form, table3: form },
      table2: second.table2,
      table3: table3FromCounts(input.places, form),
      table4: fourth.table4,
    },
    sources: sourcesOf(second, fourth),
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
  return completeFigures(db, { agencyId, year, form }, { places, remedies, hasTable2Basis: true });
}

/** Figures out of what was read already, and of table 二, which is asked for only where it has something to rest on. */
export async function completeFigures(
  db: Connection,
  { agencyId, year, form }: { readonly agencyId: string; readonly year: number; readonly form: FormVersion },
  { places, remedies, hasTable2Basis }: LiveInput,
): Promise<Figures> {
  const { input: table2, problems } = hasTable2Basis
    ? await table2InputFor(db, agencyId, year, form)
    : { input: {}, problems: [] };
  const figures = figuresFrom({ places, remedies, table2 }, year, form);
  return { ...figures, problems: [...problems, ...figures.problems] };
}
