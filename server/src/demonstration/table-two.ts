import { createHash } from 'node:crypto';
import {
  addDays,
  laterOf,
  parseLocalDate,
  table2FieldsOf,
  yearOf,
  type Attestation,
  type LocalDate,
  type Table2,
  type Table2Column,
  type Table2Row,
} from '@gongkai/core';
import type { AdministrativeRecord } from '../administrative-record/service.js';
import {
  FIRST_REPORT_YEAR,
  LAST_YEAR_OF_FIRST_FORM,
  TWICE_COUNTED,
  seedOf,
  yearsUntil,
  type CityAgency,
} from './city.js';
import { makeDocumentRecords, makeDocumentYears, type DocumentYear } from './documents.js';
import { createRandom, type Random } from './random.js';

/** A figure that the organ counted elsewhere, with who vouches for it. */
export interface AttestedFigure extends Attestation {
  readonly year: number;
  readonly row: Table2Row;
  readonly column: Table2Column;
  readonly value: number;
}

export interface Table2Sources {
  readonly records: readonly AdministrativeRecord[];
  readonly figures: readonly AttestedFigure[];
}

/** Items and decisions of a row in the first year. */
interface Activity {
  items: number;
  readonly decisions: number;
}

const ACTIVE_ROWS = ['licensing', 'otherServices', 'penalty', 'coercion', 'adminFees'] as const;
type ActiveRow = (typeof ACTIVE_ROWS)[number];

function activitiesOf(random: Random, { yearly }: CityAgency): Record<ActiveRow, Activity> {
  const large = Math.max(1, Math.round(yearly / 10));
  return {
    licensing: { items: random.between(2, 6) * large, decisions: random.between(40, 90) * large },
    otherServices: { items: random.between(4, 9) * large, decisions: random.between(60, 200) * large },
    penalty: { items: random.between(5, 20) * large, decisions: random.between(3, 30) * large },
    coercion: { items: random.between(0, 3), decisions: random.between(0, 12) },
    adminFees: { items: random.between(0, 4), decisions: 0 },
  };
}

function attestationOf(agency: CityAgency, year: number, name: string, extractedOn: LocalDate): Attestation {
  const query = `${name}，${year}-01-01 至 ${laterOf(parseLocalDate(`${year}-01-01`), addDays(extractedOn, -1))}`;
  const fileHash = createHash('sha256').update(`${agency.code} ${query}`).digest('hex');
  return {
    sourceSystem: '演示业务系统',
    query,
    extractedOn,
    fileHash: `sha256:${fileHash}`,
    responsibleUnit: '政策法规科（演示）',
    signer: '闻人示文（演示）',
  };
}

/** Kinds that an organ keeps in the platform, whose columns are counted instead of attested. */
function isCounted(agency: CityAgency, row: Table2Row): boolean {
  if (!agency.keepsRecords) return false;
  return row === 'normativeDocuments' || row === 'procurement' || row === 'adminFees';
}

function isCountedTwice({ code }: CityAgency, year: number, row: Table2Row, column: Table2Column): boolean {
  const isReport = code === TWICE_COUNTED.agencyCode && year === TWICE_COUNTED.year;
  return isReport && row === 'normativeDocuments' && column === 'made';
}

/** Purchases and fees of the years, month by month. */
function makeMoneyRecords(
  agency: CityAgency,
  kind: 'procurement' | 'adminFee',
  years: readonly number[],
  today: LocalDate,
): AdministrativeRecord[] {
  const random = createRandom(seedOf(kind, agency.code));
  const [low, high] = kind === 'procurement' ? [12_000, 480_000] : [900, 38_000];
  const prefix = kind === 'procurement' ? 'CG' : 'SF';
  const title = kind === 'procurement' ? '办公设备和信息化服务采购（演示）' : '行政事业性收费月报（演示）';
  return years
    .flatMap((year) =>
      Array.from({ length: 12 }, (_, month): AdministrativeRecord => {
        const madeOn = parseLocalDate(
          `${year}-${String(month + 1).padStart(2, '0')}-${String(random.between(3, 26)).padStart(2, '0')}`,
        );
        return {
          ...{
            recordId: `${agency.code}-${prefix}-${year}-${String(month + 1).padStart(2, '0')}`,
            kind,
            title,
          },
          ...{ number: null, madeOn, disclosedOn: null, endedOn: null },
          amountYuan: `${random.between(low, high)}.${String(random.between(0, 99)).padStart(2, '0')}`,
        };
      }),
    )
    .filter(({ madeOn }) => madeOn <= today);
}

function documentFigures(counts: DocumentYear | undefined): Partial<Record<Table2Column, number>> {
  const { made = 0, repealed = 0, totalDisclosed = 0, inForce = 0 } = counts ?? {};
  return { made, disclosed: made, totalDisclosed, repealed, inForce };
}

/** One year's figures of table 二, whichever form prints them. */
function yearFigures(
  random: Random,
  state: Record<ActiveRow, Activity>,
  documents: {
    readonly rules: DocumentYear | undefined;
    readonly normativeDocuments: DocumentYear | undefined;
  },
): Table2 {
  const table: Table2 = {
    rules: documentFigures(documents.rules),
    normativeDocuments: documentFigures(documents.normativeDocuments),
    procurement: { items: random.between(2, 40), amountYuan: random.between(20, 900) * 10_000 },
  };
  for (const row of ACTIVE_ROWS) {
    const activity = state[row];
    const change = Math.max(-activity.items, random.between(-2, 3));
    const decisions = Math.round((activity.decisions * random.between(85, 118)) / 100);
    const amountWanYuan = activity.items === 0 ? 0 : random.between(100, 90_000) / 100;
    table[row] = { previousItems: activity.items, change, decisions, amountWanYuan };
    activity.items += change;
  }
  return table;
}

/** Everything that table 二 of each year from 2019 on rests on, so that one year's figures fit the next's. */
export function makeTable2Sources(
  agency: CityAgency,
  ledger: Readonly<Table2> | null,
  today: LocalDate,
): Table2Sources {
  const years = yearsUntil(today);
  const random = createRandom(seedOf('table2', agency.code));
  const state = activitiesOf(random, agency);
  for (const row of ACTIVE_ROWS) {
    const given = ledger?.[row];
    if (given)
      state[row] = {
        items: (given.previousItems ?? 0) + (given.change ?? 0),
        decisions: given.decisions ?? 0,
      };
  }
  const rules = makeDocumentYears(agency, 'rule', years, ledger?.rules?.made ?? null);
  const normativeDocuments = makeDocumentYears(
    agency,
    'normativeDocument',
    years,
    ledger?.normativeDocuments?.made ?? null,
  );
  const figures = years.flatMap((year, index) => {
    // The ledger's own figures are loaded as they are.
    if (ledger !== null && year === FIRST_REPORT_YEAR) return [];
    const table = yearFigures(random, state, {
      rules: rules[index],
      normativeDocuments: normativeDocuments[index],
    });
    return attestYear(agency, year, table, today);
  });
  const records = agency.keepsRecords
    ? [
        ...makeDocumentRecords(agency, 'normativeDocument', normativeDocuments, today),
        ...makeMoneyRecords(agency, 'procurement', years, today),
        ...makeMoneyRecords(agency, 'adminFee', years, today),
      ]
    : [];
  return { records, figures };
}

/** The figures that are not counted here, each attested: after the year's end, or lately in the running year. */
function attestYear(agency: CityAgency, year: number, table: Table2, today: LocalDate): AttestedFigure[] {
  const isOver = yearOf(today) > year;
  // In the running year only some have reported their numbers yet: the others are missing, and found.
  if (!isOver && !agency.isShowcase) return [];
  const afterEnd = parseLocalDate(`${year + 1}-01-05`);
  const extractedOn = isOver && afterEnd <= today ? afterEnd : today;
  return table2FieldsOf(year <= LAST_YEAR_OF_FIRST_FORM ? '2019' : '2021').flatMap(([row, columns]) =>
    columns.flatMap((column): AttestedFigure[] => {
      const isItem = column === 'previousItems' || column === 'change';
      const isCountedHere = isCounted(agency, row) && !isItem;
      if (isCountedHere && !isCountedTwice(agency, year, row, column)) return [];
      const name = `${row}/${column}`;
      return [
        {
          ...attestationOf(agency, year, name, extractedOn),
          year,
          row,
          column,
          value: (table[row]?.[column] ?? 0) + (isCountedHere ? 1 : 0),
        },
      ];
    }),
  );
}
