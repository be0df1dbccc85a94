import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { createCalendar, evaluateCase, type LocalDate } from '@gongkai/core';
import type { Connection } from '../../platform/database/schema.js';
import { parseLedger, type Ledger, type LedgerCase } from '../ledger.js';

const calendar = createCalendar();

export function readSeedLedger(name: 'city-bureau-2019' | 'ministry-2019'): Ledger {
  const file = new URL(`../../../seeds/ledgers/${name}.json`, import.meta.url);
  return parseLedger(JSON.parse(readFileSync(file, 'utf8')));
}

function projectionsOf(ledger: Ledger, it: LedgerCase, today: LocalDate) {
  const history = { applicant: it.applicant.class, agency: ledger.agency.kind, events: it.events };
  const { receivedOn, closedOn, status, row, inTime, years } = evaluateCase(history, { today, calendar });
  const agencyId = ledger.agency.code;
  const applicantClass = it.applicant.class;
  return {
    kept: {
      ...{ agencyId, caseId: it.id, applicantClass, receivedOn, closedOn, status, inTime, outcomeRow: row },
      ...{ partyId: null, topic: null, unitId: null },
      ...{ lastSeq: it.events.length, dueOn: null, lapsesOn: null, reprojectOn: null },
    },
    events: it.events.map((event, index) => ({
      ...{
        agencyId,
        caseId: it.id,
        seq: index + 1,
        occurredOn: event.on,
        recordedBy: 'test',
        type: event.type,
      },
      ...{
        payload: JSON.stringify(event.type === 'submitted' ? { ...event, applicantClass } : event),
        payloadVersion: 1,
        corrects: null,
        reason: null,
      },
    })),
    places: Object.entries(years).map(([year, place]) => ({
      ...{ agencyId, year: Number(year), caseId: it.id, applicantClass, outcomeRow: place.row },
      ...{ isNew: place.isNew, isCarriedIn: place.isCarriedIn, isCarriedOut: place.isCarriedOut },
      ...{ receivedOn, dueOn: null, closedOn },
    })),
  };
}

async function inChunks<T>(rows: readonly T[], insert: (chunk: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += 200) await insert(rows.slice(at, at + 200));
}

/** The agency of a ledger with its cases, remedies and figures of table 二, written as the slices' tables hold them. */
export async function loadLedger(db: Connection, ledger: Ledger, today: LocalDate): Promise<string> {
  const { code, name, kind } = ledger.agency;
  const about = {
    hasRuleMakingPower: kind !== 'localDepartment',
    scope: 'organ' as const,
    isDemonstration: true,
  };
  const tree = { parentId: null, existsFrom: null, existsUntil: null };
  await db
    .insertInto('agency')
    .values({ agencyId: code, name, kind, ...about, ...tree })
    .execute();
  const projected = ledger.cases.map((it) => projectionsOf(ledger, it, today));
  await inChunks(
    projected.map(({ kept }) => kept),
    (rows) => db.insertInto('applicationCase').values(rows).execute(),
  );
  await inChunks(
    projected.flatMap(({ events }) => events),
    (rows) => db.insertInto('caseEvent').values(rows).execute(),
  );
  await inChunks(
    projected.flatMap(({ places }) => places),
    (rows) => db.insertInto('caseYear').values(rows).execute(),
  );
  await insertRemedies(db, ledger);
  await insertAttestedFigures(db, ledger);
  return code;
}

async function insertRemedies(db: Connection, ledger: Ledger): Promise<void> {
  const rows = ledger.remedies.map(
    ({ remedyId, caseId, kind, role, filedOn, concludedOn, outcome, instances }) => ({
      ...{
        agencyId: ledger.agency.code,
        remedyId,
        caseId: caseId ?? null,
        kind,
        role,
        filedOn,
      },
      ...{ concludedOn: concludedOn ?? null, outcome: outcome ?? null },
      instances: instances === undefined ? null : JSON.stringify(instances),
    }),
  );
  await inChunks(rows, (chunk) => db.insertInto('remedy').values(chunk).execute());
}

async function insertAttestedFigures(db: Connection, ledger: Ledger): Promise<void> {
  for (const [year, rows] of Object.entries(ledger.table2)) {
    for (const [rowKey, columns] of Object.entries(rows)) {
      for (const [columnKey, given] of Object.entries(columns)) {
        await sql`
          insert into attested_figure (agency_id, year, row_key, column_key, value, source_system, query,
            extracted_on, file_hash, responsible_unit, signer, recorded_by)
          values (${ledger.agency.code}, ${Number(year)}, ${rowKey}, ${columnKey}, ${'records' in given ? given.records.length : given.value},
            '测试系统', '测试', '2020-01-05', 'hash', '办公室', '测试人', 'test')`.execute(db);
      }
    }
  }
}
