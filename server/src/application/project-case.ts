import {
  addDays,
  evaluateCase,
  nextSteps,
  parseLocalDate,
  yearOf,
  type ApplicantClass,
  type AgencyKind,
  type CaseEvaluation,
  type CaseEvent,
  type CaseHistory,
  type CaseStatus,
  type Channel,
  type ItemFinding,
  type LocalDate,
  type NextStep,
  type OutcomeRow,
  type WorkingDayCalendar,
} from '@gongkai/core';

/** A recorded event as far as the projections depend on it. */
export interface EventRecord {
  readonly seq: number;
  readonly event: CaseEvent;
  readonly corrects: number | null;
  /** It says that the record it corrects never happened. */
  readonly isVoid?: boolean;
}

/** What the events say today, as the register's columns hold it. */
export interface CaseProjection {
  readonly applicantClass: ApplicantClass;
  readonly receivedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly lapsesOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly status: CaseStatus;
  readonly outcomeRow: OutcomeRow | null;
  readonly itemFindings: readonly ItemFinding[];
  readonly inTime: boolean | null;
  readonly reprojectOn: LocalDate | null;
  readonly channel: Channel | null;
  readonly isExtended: boolean;
  readonly years: readonly ProjectedYear[];
}

export interface ProjectedYear {
  readonly year: number;
  readonly isNew: boolean;
  readonly isCarriedIn: boolean;
  readonly outcomeRow: OutcomeRow | null;
  readonly isCarriedOut: boolean;
}

export interface ProjectionContext {
  readonly today: LocalDate;
  readonly agencyKind: AgencyKind;
  /** The working days of the agency. */
  readonly calendar: WorkingDayCalendar;
}

/** Which later record replaced each corrected one. */
export function correctionsOf(records: readonly EventRecord[]): ReadonlyMap<number, number> {
  const correctedBy = new Map<number, number>();
  for (const { seq, corrects } of records) if (corrects !== null) correctedBy.set(corrects, seq);
  return correctedBy;
}

/** The events that count: each record at its place, in its latest correction, unless that voids it. */
export function effectiveEvents(records: readonly EventRecord[]): CaseEvent[] {
  const correctedBy = correctionsOf(records);
  const bySeq = new Map(records.map((record) => [record.seq, record]));
  return records
    .filter(({ corrects }) => corrects === null)
    .flatMap((record) => {
      let latest = record;
      for (let next = correctedBy.get(latest.seq); next !== undefined; next = correctedBy.get(latest.seq)) {
        latest = bySeq.get(next) ?? latest;
      }
      return latest.isVoid === true ? [] : [latest.event];
    });
}

/** What follows in law from the events that count. */
export function evaluateEvents(events: readonly CaseEvent[], context: ProjectionContext): CaseEvaluation {
  return evaluateCase(historyOf(events, context), context);
}

/** Which steps are lawful today. */
export function nextStepsOf(events: readonly CaseEvent[], context: ProjectionContext): NextStep[] {
  return nextSteps(historyOf(events, context), context);
}

function historyOf(events: readonly CaseEvent[], { agencyKind }: ProjectionContext): CaseHistory {
  return { applicant: classOf(events), agency: agencyKind, events: [...events] };
}

/** The class stands in the event of submission, so that the events alone tell it. */
function classOf(events: readonly CaseEvent[]): ApplicantClass {
  for (const event of events) {
    if (event.type === 'submitted' && event.applicantClass !== undefined) return event.applicantClass;
  }
  throw new Error('a case has an event of submission that holds the class of its applicant');
}

export function projectCase(events: readonly CaseEvent[], context: ProjectionContext): CaseProjection {
  return projectionOf(evaluateEvents(events, context), events, context.today);
}

export function projectionOf(
  evaluation: CaseEvaluation,
  events: readonly CaseEvent[],
  today: LocalDate,
): CaseProjection {
  const { applicantClass, receivedOn, dueOn, lapsesOn, closedOn, status, row, inTime, years } = evaluation;
  return {
    applicantClass,
    receivedOn,
    dueOn,
    lapsesOn,
    closedOn,
    status,
    outcomeRow: row,
    itemFindings: itemFindingsOf(events, today),
    inTime,
    reprojectOn: nextChangeOn(evaluation, events, today),
    channel: channelOf(events),
    isExtended: events.some(({ type, on }) => type === 'extension' && on <= today),
    years: Object.entries(years).map(([year, place]) => ({
      year: Number(year),
      isNew: place.isNew,
      isCarriedIn: place.isCarriedIn,
      outcomeRow: place.row,
      isCarriedOut: place.isCarriedOut,
    })),
  };
}

function channelOf(events: readonly CaseEvent[]): Channel | null {
  for (const event of events) if (event.type === 'submitted') return event.channel;
  return null;
}

/** What was found about each item, in any decision on the case. */
function itemFindingsOf(events: readonly CaseEvent[], today: LocalDate): ItemFinding[] {
  const findings = events.flatMap((event) =>
    event.type === 'decided' && event.on <= today ? event.items.map(({ finding }) => finding) : [],
  );
  return [...new Set(findings)];
}

/**
 * The next day on which time alone may change a projection: the year's end while a case is open, the day after a
 * due date, after the applicant's term, after a consultation; every day while the clock waits for another organ.
 */
function nextChangeOn(
  evaluation: CaseEvaluation,
  events: readonly CaseEvent[],
  today: LocalDate,
): LocalDate | null {
  const days: LocalDate[] = events.map(({ on }) => on);
  if (evaluation.closedOn === null && evaluation.receivedOn !== null) {
    days.push(parseLocalDate(`${yearOf(today) + 1}-01-01`));
    if (evaluation.dueOn !== null) days.push(addDays(evaluation.dueOn, 1));
    if (evaluation.lapsesOn !== null) days.push(addDays(evaluation.lapsesOn, 1));
    for (const step of evaluation.derivation) {
      if (step.kind === 'consulted') days.push(addDays(step.through, 1));
    }
  }
  return days.filter((day) => day > today).reduce<LocalDate | null>(earliest, null);
}

function earliest(a: LocalDate | null, b: LocalDate): LocalDate {
  return a === null || b < a ? b : a;
}
