import {
  describeStep,
  maskName,
  type CaseDetail,
  type CaseSummary,
  type LocalDate,
  type RecordedEvent,
  recorderName,
} from '@gongkai/core';
import { openValue } from '../party/service.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { explainPlaces } from './explain-places.js';
import type { ListedCase } from './list-queries.js';
import {
  correctionsOf,
  effectiveEvents,
  evaluateEvents,
  nextStepsOf,
  type ProjectionContext,
} from './project-case.js';
import { recordOf, type CaseRow, type EventRow } from './queries.js';

/** A case of a list with the values that are sealed opened, the name masked again unless it `isNamed`. */
export function presentListedCase(
  keyring: Keyring,
  agencyId: string,
  row: ListedCase,
  isNamed = false,
): CaseSummary {
  const { nameSealed, partyId, requestSealed, unitId, outcomeRow, day: _, head: _head, ...rest } = row;
  const place = { agencyId, recordId: row.caseId };
  const ofParty = { agencyId, recordId: partyId ?? '' };
  const name = openValue(keyring, 'party.name', ofParty, nameSealed);
  return {
    ...rest,
    applicantName: isNamed ? name : maskName(name),
    request: openValue(keyring, 'case.request', place, requestSealed),
    unitCode: unitId,
    row: outcomeRow,
  };
}

/** What a case is presented from: its row, its events, and what stands elsewhere. */
export interface CaseMaterial {
  readonly row: CaseRow;
  readonly events: readonly EventRow[];
  /** Masked. */
  readonly applicantName: string | null;
  readonly request: string | null;
  readonly importedFrom: string | null;
}

/** A case as of today, evaluated anew from its events. */
export function presentCase(material: CaseMaterial, context: ProjectionContext): CaseDetail {
  const { row, applicantName, request, importedFrom } = material;
  const events = effectiveEvents(material.events.map(recordOf));
  const evaluation = evaluateEvents(events, context);
  const { applicantClass, receivedOn, dueOn, lapsesOn, closedOn, status, inTime } = evaluation;
  return {
    agencyCode: row.agencyId,
    caseId: row.caseId,
    applicantClass,
    applicantName,
    request,
    topic: row.topic,
    unitCode: row.unitId,
    receivedOn,
    dueOn,
    lapsesOn,
    closedOn,
    status,
    row: evaluation.row,
    inTime,
    channel: row.channel,
    isExtended: row.isExtended,
    years: { ...evaluation.years },
    letters: [...evaluation.letters],
    remedies: evaluation.remedies.map(({ items, route, authority }) => ({
      items: [...items],
      route,
      ...(authority !== undefined && { authority }),
    })),
    findings: evaluation.findings.map(({ rule, severity, message, source }) => ({
      rule,
      severity,
      message,
      ...(source !== undefined && { source }),
    })),
    events: presentEvents(material.events),
    reasons: explainPlaces(evaluation, events.filter(isBy(context.today)), context.today),
    derivation: evaluation.derivation.map(describeStep),
    provisional: evaluation.provisional,
    missingYears: [...evaluation.missingYears],
    importedFrom,
    nextSteps: nextStepsOf(events, context),
  };
}

function isBy(today: LocalDate): (event: { readonly on: LocalDate }) => boolean {
  return ({ on }) => on <= today;
}

function presentEvents(rows: readonly EventRow[]): RecordedEvent[] {
  const correctedBy = correctionsOf(rows.map(recordOf));
  return rows.map(({ seq, recordedAt, recordedBy, displayName, payload, corrects, isVoid, reason }) => ({
    seq,
    recordedAt,
    recordedBy,
    recorderName: recorderName(recordedBy, displayName),
    event: payload,
    corrects,
    isVoid,
    correctedBy: correctedBy.get(seq) ?? null,
    reason,
  }));
}
