import { wholeParty, type ApplicantClass, type CaseEvent, type GivenPartyValues } from '@gongkai/core';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Transaction } from '../platform/database/schema.js';
import { SEALED_PARTY_COLUMNS, sealParty, sealRequest } from '../party/service.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { copyRequestCodes } from '../request-index/service.js';
import type { CaseProjection, ProjectionContext } from './project-case.js';

/** A case as a file or a seed tells it: everything that has happened up to now. */
export interface CaseToLoad {
  readonly caseId: string;
  readonly applicantClass: ApplicantClass;
  readonly applicantName: string | null;
  /** What else is known of the applicant; without a name it has no place. */
  readonly applicantDetails?: GivenPartyValues | undefined;
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
  readonly keyring: Keyring;
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
  const { agencyCode, recordedBy, recordedAt, importId, keyring } = source;
  await copyRows(
    db,
    'party',
    ['agencyId', 'partyId', 'applicantClass', ...SEALED_PARTY_COLUMNS],
    cases.flatMap(({ partyId, applicantClass, applicantName: name, applicantDetails }) => {
      if (partyId === null) return [];
      const place = { agencyId: agencyCode, recordId: partyId };
      const sealed = sealParty(keyring, place, wholeParty({ ...applicantDetails, name }));
      return [[agencyCode, partyId, applicantClass, ...SEALED_PARTY_COLUMNS.map((column) => sealed[column])]];
    }),
  );
  await copyRows(
    db,
    'applicationCase',
    [
      'agencyId',
      'caseId',
      'partyId',
      'requestSealed',
      'requestIndex',
      'keyId',
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
      'channel',
      'isExtended',
    ],
    cases.map(({ caseId, partyId, request, topic, unitCode, events, projection: p }) => {
      const place = { agencyId: agencyCode, recordId: caseId };
      const { requestSealed, requestIndex } = sealRequest(keyring, 'case.request', place, request);
      return [
        agencyCode,
        caseId,
        partyId,
        requestSealed,
        requestIndex,
        request === null ? null : keyring.activeKeyId,
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
        p.channel,
        p.isExtended,
      ];
    }),
  );
  await copyRequestCodes(
    db,
    keyring,
    cases.map(({ caseId, request }) => ({ agencyId: agencyCode, source: 'case', recordId: caseId, request })),
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
    [
      'agencyId',
      'year',
      'caseId',
      'applicantClass',
      'isNew',
      'isCarriedIn',
      'outcomeRow',
      'isCarriedOut',
      'receivedOn',
      'dueOn',
      'closedOn',
    ],
    cases.flatMap(({ caseId, projection: { applicantClass, receivedOn, dueOn, closedOn, years } }) =>
      years.map((place) => [
        agencyCode,
        place.year,
        caseId,
        applicantClass,
        place.isNew,
        place.isCarriedIn,
        place.outcomeRow,
        place.isCarriedOut,
        receivedOn,
        dueOn,
        closedOn,
      ]),
    ),
  );
}
