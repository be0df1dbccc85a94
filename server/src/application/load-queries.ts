import type { ApplicantClass, CaseEvent } from '@gongkai/core';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Transaction } from '../platform/database/schema.js';
import type { CaseProjection, ProjectionContext } from './project-case.js';

/** A case as a file or a seed tells it: everything that has happened up to now. */
export interface CaseToLoad {
  readonly caseId: string;
  readonly applicantClass: ApplicantClass;
  readonly applicantName: string | null;
  readonly request: string | null;
  readonly topic: string | null;
  readonly unitCode: string | null;
  /** In the order of being recorded. */
  readonly events: readonly CaseEvent[];
}

/** Where the cases come from and on which day they are told. */
export interface CaseSource extends ProjectionContext {
  readonly agencyCode: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly importId: string | null;
}

/** A case with what was derived from it. */
export interface CaseCopy extends CaseToLoad {
  readonly partyId: string | null;
  readonly projection: CaseProjection;
}

/** COPY into the four tables of a case, in the order that their references demand. */
export async function copyCases(
  db: Transaction,
  source: CaseSource,
  cases: readonly CaseCopy[],
): Promise<void> {
  const { agencyCode, recordedBy, recordedAt, importId } = source;
  await copyRows(
    db,
    'party',
    ['agencyId', 'partyId', 'applicantClass', 'name'],
    cases
      .filter(({ partyId }) => partyId !== null)
      .map(({ partyId, applicantClass, applicantName }) => [
        agencyCode,
        partyId,
        applicantClass,
        applicantName,
      ]),
  );
  await copyRows(
    db,
    'applicationCase',
    [
      'agencyId',
      'caseId',
      'partyId',
      'request',
      'topic',
      'unitId',
      'importId',
      'lastSeq',
      'applicantClass',
      'receivedOn',
      'dueOn',
      'lapsesOn',
      'closedOn',
      'status',
      'outcomeRow',
      'itemFindings',
      'inTime',
      'reprojectOn',
    ],
    cases.map(({ caseId, partyId, request, topic, unitCode, events, projection: p }) => [
      agencyCode,
      caseId,
      partyId,
      request,
      topic,
      unitCode,
      importId,
      events.length,
      p.applicantClass,
      p.receivedOn,
      p.dueOn,
      p.lapsesOn,
      p.closedOn,
      p.status,
      p.outcomeRow,
      p.itemFindings,
      p.inTime,
      p.reprojectOn,
    ]),
  );
  await copyRows(
    db,
    'caseEvent',
    [
      'agencyId',
      'caseId',
      'seq',
      'occurredOn',
      'recordedAt',
      'recordedBy',
      'type',
      'payload',
      'payloadVersion',
    ],
    cases.flatMap(({ caseId, events }) =>
      events.map((event, index) => [
        agencyCode,
        caseId,
        index + 1,
        event.on,
        recordedAt,
        recordedBy,
        event.type,
        event,
        1,
      ]),
    ),
  );
  await copyRows(
    db,
    'caseYear',
    ['agencyId', 'year', 'caseId', 'applicantClass', 'isNew', 'isCarriedIn', 'outcomeRow', 'isCarriedOut'],
    cases.flatMap(({ caseId, projection: { applicantClass, years } }) =>
      years.map((place) => [
        agencyCode,
        place.year,
        caseId,
        applicantClass,
        place.isNew,
        place.isCarriedIn,
        place.outcomeRow,
        place.isCarriedOut,
      ]),
    ),
  );
}
