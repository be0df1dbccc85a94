import { addDays, parseLocalDate, yearOf, type LocalDate } from '@gongkai/core';
import type { AdministrativeRecord } from '../administrative-record/service.js';
import { CLEANED_UP, seedOf, type CityAgency } from './city.js';
import { createRandom } from './random.js';

/** How many documents of a kind an organ made and repealed in a year, and what stands at its end. */
export interface DocumentYear {
  readonly year: number;
  readonly made: number;
  readonly repealed: number;
  readonly totalDisclosed: number;
  readonly inForce: number;
}

export type DocumentKind = 'rule' | 'normativeDocument';

const KIND_NAMES = { rule: '规章', normativeDocument: '规范性文件' } as const;
const MATTERS = [
  '资金管理',
  '信用评价',
  '应急预案',
  '服务规范',
  '公开办法',
  '裁量基准',
  '评审细则',
  '考核办法',
];

/** Documents that an organ makes in a hundred, of those it has; never more than it can read. */
function yearlyOf(
  agency: CityAgency,
  kind: DocumentKind,
): { readonly stock: number; readonly yearly: number } {
  if (kind === 'rule') {
    return agency.hasRuleMakingPower && agency.documents > 0
      ? { stock: 90, yearly: 4 }
      : { stock: 0, yearly: 0 };
  }
  return { stock: agency.documents, yearly: Math.ceil(agency.documents / 22) };
}

/** The numbers of each year from 2019 on; what the ledger of 2019 says of its year is given. */
export function makeDocumentYears(
  agency: CityAgency,
  kind: DocumentKind,
  years: readonly number[],
  ledgerMade: number | null,
): DocumentYear[] {
  const random = createRandom(seedOf('documents', agency.code, kind));
  const { stock, yearly } = yearlyOf(agency, kind);
  // The ledger's total stands at the end of its year.
  let totalDisclosed = stock - (ledgerMade ?? 0);
  let inForce = totalDisclosed;
  return years.map((year, index) => {
    const drawn = yearly === 0 ? 0 : random.between(Math.floor(yearly / 2), yearly * 2);
    const made = index === 0 && ledgerMade !== null ? ledgerMade : drawn;
    const repealed = Math.min(inForce, yearly === 0 ? 0 : random.between(0, yearly));
    totalDisclosed += made;
    const isCleanUp =
      kind === 'normativeDocument' && agency.code === CLEANED_UP.agencyCode && year === CLEANED_UP.year;
    inForce += made - repealed - (isCleanUp ? made + 2 : 0);
    return { year, made, repealed, totalDisclosed, inForce };
  });
}

/** The documents themselves, as an organ keeps them that has them in the platform. */
export function makeDocumentRecords(
  agency: CityAgency,
  kind: DocumentKind,
  documentYears: readonly DocumentYear[],
  today: LocalDate,
): AdministrativeRecord[] {
  const random = createRandom(seedOf('records', agency.code, kind));
  const records: { record: AdministrativeRecord; endedOn: LocalDate | null }[] = [];
  const name = agency.name.replace('（演示）', '');
  const draft = (madeOn: LocalDate): void => {
    const number = records.length + 1;
    const title = `${name}关于印发《${random.pick(MATTERS)}第${number}号${KIND_NAMES[kind]}》的通知（演示）`;
    const recordId = `${agency.code}-${kind === 'rule' ? 'GZ' : 'GF'}-${String(number).padStart(4, '0')}`;
    records.push({
      endedOn: null,
      record: {
        ...{ recordId, kind, title, number: `澄演规〔${yearOf(madeOn)}〕${number}号`, madeOn },
        ...{ disclosedOn: addDays(madeOn, random.between(0, 4)), endedOn: null, amountYuan: null },
      },
    });
  };
  const [first] = documentYears;
  const stock = (first?.totalDisclosed ?? 0) - (first?.made ?? 0);
  for (let count = 0; count < stock; count += 1) {
    draft(addDays(parseLocalDate('2010-03-01'), random.between(0, 3200)));
  }
  for (const { year, made, repealed } of documentYears) {
    const within = (): LocalDate => addDays(parseLocalDate(`${year}-02-01`), random.between(0, 320));
    for (let count = 0; count < made; count += 1) draft(within());
    const standing = records.filter(
      ({ record, endedOn }) => endedOn === null && yearOf(record.madeOn) < year,
    );
    for (const it of standing.slice(0, repealed)) it.endedOn = within();
  }
  return records
    .filter(({ record }) => record.madeOn <= today && (record.disclosedOn ?? record.madeOn) <= today)
    .map(({ record, endedOn }) => ({
      ...record,
      endedOn: endedOn !== null && endedOn <= today ? endedOn : null,
    }));
}
