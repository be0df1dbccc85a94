import { parseLocalDate, type LocalDate, type RemedyCase, type WorkingDayCalendar } from '@gongkai/core';
import type { AdministrativeRecord } from '../administrative-record/service.js';
import type { CaseToLoad } from '../application/service.js';
import { makeAgencyCases } from './agency-cases.js';
import {
  FIRST_REPORT_YEAR,
  FIRST_YEAR,
  RECONSIDERATION_OFFICE,
  yearsUntil,
  type CityAgency,
} from './city.js';
import { readLedgerYear } from './ledger-year.js';
import { knownOn, numberCases, toLoad } from './made-case.js';
import { makeForeignRemedies, makeRemedies } from './remedies.js';
import { makeShowcase } from './showcase.js';
import { makeTable2Sources, type AttestedFigure } from './table-two.js';

/** Everything of an agency that the platform keeps, as it is known on a day. */
export interface AgencyRecords {
  readonly cases: readonly CaseToLoad[];
  readonly remedies: readonly RemedyCase[];
  readonly records: readonly AdministrativeRecord[];
  readonly figures: readonly AttestedFigure[];
}

/** The same day gives the same records on every machine; a later day only adds to them, the showcase apart. */
export async function makeAgencyRecords(
  agency: CityAgency,
  today: LocalDate,
  calendar: WorkingDayCalendar,
): Promise<AgencyRecords> {
  const ledger = await readLedgerYear(agency);
  const made = [
    ...(agency.yearly === 0 ? [] : makeAgencyCases(agency, today, calendar)),
    ...(agency.isShowcase ? makeShowcase(agency, today, calendar) : []),
  ];
  // About the cases of the ledger's year, only what the ledger says was disputed.
  const from = parseLocalDate(`${ledger === null ? FIRST_YEAR : FIRST_REPORT_YEAR + 1}-01-01`);
  const disputed = makeRemedies(agency, numberCases(agency.code, made), { from, today, calendar });
  const table2 = makeTable2Sources(agency, ledger?.table2 ?? null, today);
  const cases = [...(ledger?.cases ?? []), ...disputed.cases].flatMap((it) => {
    const known = knownOn(it, today);
    return known === null ? [] : [toLoad({ ...known, caseId: it.caseId })];
  });
  return {
    cases,
    remedies: [
      ...(ledger?.remedies ?? []),
      ...disputed.remedies,
      ...(agency.code === RECONSIDERATION_OFFICE
        ? makeForeignRemedies(agency, yearsUntil(today), today)
        : []),
    ],
    records: table2.records,
    figures: [...(ledger?.attested ?? []), ...table2.figures],
  };
}
