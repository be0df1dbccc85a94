import { readFile } from 'node:fs/promises';
import { TABLE2_COLUMNS, TABLE2_ROWS, type RemedyCase, type Table2 } from '@gongkai/core';
import { parseLedger, type Ledger } from '../annual-report/service.js';
import { unitOf } from './agency-cases.js';
import { FIRST_REPORT_YEAR, seedOf, type CityAgency } from './city.js';
import type { NumberedCase } from './made-case.js';
import { createRandom } from './random.js';
import { concludeLater } from './remedies.js';
import type { AttestedFigure } from './table-two.js';

const LEDGERS = new URL('../../seeds/ledgers/', import.meta.url);

/** What an agency's ledger tells of its year. */
export interface LedgerYear {
  readonly cases: readonly NumberedCase[];
  readonly remedies: readonly RemedyCase[];
  readonly attested: readonly AttestedFigure[];
  /** The attested figures as a table. */
  readonly table2: Table2;
}

/** Cases, remedies and figures of the ledger as they are; null for an agency without one. */
export async function readLedgerYear(agency: CityAgency): Promise<LedgerYear | null> {
  if (agency.ledger === null) return null;
  const ledger = parseLedger(JSON.parse(await readFile(new URL(agency.ledger, LEDGERS), 'utf8')));
  const attested = attestedOf(ledger);
  const table2: Table2 = {};
  for (const { row, column, value } of attested) table2[row] = { ...table2[row], [column]: value };
  return {
    cases: ledger.cases.map(({ id, applicant, topic = '', request = '', events }) => ({
      ...{ caseId: id, applicantClass: applicant.class, applicantName: applicant.name ?? null },
      ...{ topic, request, unitCode: unitOf(agency, topic), row: null, events },
    })),
    remedies: concludeLater(ledger.remedies, createRandom(seedOf('conclusions', agency.code))),
    attested,
    table2,
  };
}

function attestedOf({ table2 }: Ledger): AttestedFigure[] {
  const year = table2[String(FIRST_REPORT_YEAR)] ?? {};
  return TABLE2_ROWS.flatMap((row) =>
    TABLE2_COLUMNS.flatMap((column): AttestedFigure[] => {
      const given = year[row]?.[column];
      if (given === undefined || !('attestation' in given)) return [];
      return [{ ...given.attestation, year: FIRST_REPORT_YEAR, row, column, value: given.value }];
    }),
  );
}
