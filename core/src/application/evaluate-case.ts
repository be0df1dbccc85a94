import { earlierOf, type LocalDate } from '../calendar/local-date.js';
import { shippedCalendar, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import type { DerivationStep } from '../deadline/derivation.js';
import type { ReplyClock } from '../deadline/reply-clock.js';
import { workingDayTerm } from '../deadline/term.js';
import type { ApplicantClass, OutcomeRow } from '../annual-report/tables.js';
import type { Finding } from '../finding.js';
import { describeCaseRule } from './case-rule-messages.js';
import { clockOf, courseOf, lapsedCloseOn, type Course, type CourseFinding, type EventOf } from './course.js';
import { checkDecision, isDisclosedDespiteObjection, isSilent } from './decision-checks.js';
import { outcomeRowOf, replyLettersOf } from './outcome.js';
import { remediesOf, remedyAgainstSilence, type Remedy } from './remedies.js';
import {
  CASE_RULES,
  type AgencyKind,
  type CaseEvent,
  type CaseHistory,
  type CaseStatus,
  type Letter,
} from './vocabulary.js';
import { yearPlacesOf, type YearPlace } from './year-places.js';

export interface CaseFinding extends Finding {
  readonly on?: LocalDate;
  readonly dueOn?: LocalDate;
}

/** A new answer after a decision was overturned: own due date, no second outcome. */
export interface RedecisionEvaluation {
  readonly by: 'reconsideration' | 'court';
  readonly orderedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly servedOn: LocalDate | null;
  readonly inTime: boolean | null;
  readonly row: OutcomeRow | null;
}

/** Everything that follows in law from a case's events on a day. */
export interface CaseEvaluation {
  readonly applicantClass: ApplicantClass;
  readonly receivedOn: LocalDate | null;
  /** Null while the applicant must act, before receipt, and after a lapse. */
  readonly dueOn: LocalDate | null;
  /** End of the applicant's open or lapsed term. */
  readonly lapsesOn: LocalDate | null;
  readonly correctionNoticeDueOn: LocalDate | null;
  readonly status: CaseStatus;
  /** Whether the first reply was served by its due date; false when overdue; null where that is open or moot. */
  readonly inTime: boolean | null;
  readonly row: OutcomeRow | null;
  readonly closedOn: LocalDate | null;
  /** Keys are years as text. */
  readonly years: Readonly<Record<string, YearPlace>>;
  readonly letters: readonly Letter[];
  readonly remedies: readonly Remedy[];
  readonly redecisions: readonly RedecisionEvaluation[];
  readonly findings: readonly CaseFinding[];
  /** A shown date rests on a year whose working-day notice is not known. */
  readonly provisional: boolean;
  readonly missingYears: readonly number[];
  readonly derivation: readonly DerivationStep[];
}

export interface EvaluationContext {
  /** Events of later days are not yet known. */
  readonly today: LocalDate;
  readonly calendar?: WorkingDayCalendar;
}

/** How a case ended, if it did. */
interface Close {
  readonly on: LocalDate;
  readonly row: OutcomeRow;
  readonly by: 'service' | 'withdrawal' | 'lapse';
}

/** Deadline, outcome, place in each year, letters, remedies and findings of one application (条例第二十九至四十四、五十一条). */
export function evaluateCase(history: CaseHistory, context: EvaluationContext): CaseEvaluation {
  const { today } = context;
  const calendar = context.calendar ?? shippedCalendar();
  const events = history.events.filter((event) => event.on <= today);
  const course = courseOf(events, calendar);
  const servedOn = course.first?.servedOn ?? null;
  const { excludedOn } = course;
  const clockDay = servedOn ?? course.withdrawnOn ?? excludedOn ?? today;
  const clock = clockOf(course, calendar, clockDay);
  const close = closeOf(course, clock);
  const redecision = course.redecisions.at(-1) ?? null;
  const isRedeciding = redecision !== null && redecision.answer?.servedOn == null;
  const decidedRow = course.first ? outcomeRowOf(course.first.decided).row : null;
  const dueOn = redecision ? redecision.dueOn : (clock?.dueOn ?? null);
  const redoTerm = redecision && workingDayTerm(calendar, redecision.orderedOn, redecision.days);
  const missing = redoTerm ? redoTerm.missingYears : (clock?.missingYears ?? []);
  const inTime = inTimeOf(course, clock, close, today);

  const found: CourseFinding[] = [
    ...course.findings,
    ...(clock?.findings ?? []),
    ...decisionFindings(course, calendar),
    ...timingFindings({ course, clock, close, inTime, today }),
  ];
  found.push(...delaysWithoutReasons(course));
  if (missing.length > 0) found.push({ rule: 'provisionalCalendar' });

  if (excludedOn !== null) return excludedDuplicate(history.applicant, course, excludedOn);
  return {
    applicantClass: history.applicant,
    receivedOn: course.receivedOn,
    dueOn,
    lapsesOn: redecision || course.withdrawnOn !== null ? null : (clock?.lapsesOn ?? null),
    correctionNoticeDueOn: clock?.correctionNoticeDueOn ?? null,
    status: statusOf({ course, clock, isRedeciding }),
    inTime,
    row: close?.row ?? decidedRow,
    closedOn: close?.on ?? null,
    years: yearPlacesOf(course.receivedOn, close, today),
    letters: lettersOf(course, close),
    remedies: remediesNow(course, close, inTime, history.agency, today),
    redecisions: course.redecisions.map(({ by, orderedOn, dueOn: redoDueOn, answer }) => {
      const answeredOn = answer?.servedOn ?? null;
      return {
        by,
        orderedOn,
        dueOn: redoDueOn,
        servedOn: answeredOn,
        inTime: answeredOn === null ? (today > redoDueOn ? false : null) : answeredOn <= redoDueOn,
        row: answer ? outcomeRowOf(answer.decided).row : null,
      };
    }),
    findings: found.map(toFinding),
    provisional: missing.length > 0,
    missingYears: missing,
    derivation: redoTerm ? redoTerm.steps : (clock?.steps ?? []),
  };
}

/**
 * A second copy of an application of the same day has no place in any year (国办公开办函〔2021〕30号表三: an application is
 * counted once); it keeps no clock, and what was wrong with its course is still said.
 */
function excludedDuplicate(
  applicantClass: ApplicantClass,
  course: Course,
  excludedOn: LocalDate,
): CaseEvaluation {
  return {
    applicantClass,
    receivedOn: course.receivedOn,
    dueOn: null,
    lapsesOn: null,
    correctionNoticeDueOn: null,
    status: 'duplicate',
    inTime: null,
    row: null,
    closedOn: excludedOn,
    years: {},
    letters: [],
    remedies: [],
    redecisions: [],
    findings: course.findings.map(toFinding),
    provisional: false,
    missingYears: [],
    derivation: [],
  };
}

function closeOf(course: Course, clock: ReplyClock | null): Close | null {
  const { first, withdrawnOn } = course;
  if (first?.servedOn) return { on: first.servedOn, row: outcomeRowOf(first.decided).row, by: 'service' };
  if (withdrawnOn) return { on: withdrawnOn, row: 'other.rest', by: 'withdrawal' };
  if (clock?.status === 'lapsed' && clock.lapsesOn !== null && !first) {
    const lapsedOn = lapsedNotice(course);
    return {
      on: lapsedCloseOn(clock.lapsesOn),
      row: lapsedOn === 'feeNotice' ? 'other.lapsedFee' : 'other.lapsedCorrection',
      by: 'lapse',
    };
  }
  return null;
}

/** The notice that is open: the last one sent. */
function lapsedNotice(course: Course): 'correctionNotice' | 'feeNotice' | null {
  for (const event of [...course.before].reverse()) {
    if (event.type === 'correctionNotice' || event.type === 'feeNotice') return event.type;
  }
  return null;
}

function isLapseOutcome(row: OutcomeRow): boolean {
  return row === 'other.lapsedCorrection' || row === 'other.lapsedFee';
}

function inTimeOf(
  course: Course,
  clock: ReplyClock | null,
  close: Close | null,
  today: LocalDate,
): boolean | null {
  if (clock === null) return null;
  if (close) {
    if (close.by !== 'service' || isLapseOutcome(close.row) || clock.status === 'lapsed') return null;
    return clock.dueOn === null || close.on <= clock.dueOn;
  }
  return clock.dueOn !== null && today > clock.dueOn ? false : null;
}

function statusOf(state: { course: Course; clock: ReplyClock | null; isRedeciding: boolean }): CaseStatus {
  const { course, clock } = state;
  if (course.withdrawnOn !== null) return 'withdrawn';
  if (state.isRedeciding) return 'redeciding';
  if (course.first?.servedOn) return 'closed';
  if (course.first) return 'decided';
  if (clock === null) return 'unconfirmed';
  return clock.status === 'running' ? 'processing' : clock.status;
}

function decisionFindings(course: Course, calendar: WorkingDayCalendar): CourseFinding[] {
  const { first } = course;
  if (!first) return [];
  const upToDecision = { ...course, before: course.before.slice(0, course.before.indexOf(first.decided)) };
  return checkDecision(first.decided, course, clockOf(upToDecision, calendar, first.decided.on));
}

/** 条例第三十五条: a delayed term is set for reasons that were demanded and found good. */
function delaysWithoutReasons(course: Course): CourseFinding[] {
  const demandedAt = course.before.findIndex(({ type }) => type === 'reasonsDemanded');
  return course.before
    .filter(({ type }, index) => type === 'delayNotice35' && (demandedAt < 0 || demandedAt > index))
    .map(({ on }) => ({ rule: 'reasonsNotDemanded', on }));
}

function timingFindings(state: {
  course: Course;
  clock: ReplyClock | null;
  close: Close | null;
  inTime: boolean | null;
  today: LocalDate;
}): CourseFinding[] {
  const { course, clock, close, inTime, today } = state;
  const findings: CourseFinding[] = [];
  if (course.submitted && !course.receivedOn && !close && today > course.submitted.on) {
    findings.push({ rule: 'notConfirmedSameDay', on: course.submitted.on });
  }
  const judgedOn = course.first ? earlierOf(course.first.decided.on, today) : (close?.on ?? today);
  for (const consultation of course.consultations) {
    if (consultation.with === 'agency' || !isSilent(consultation, judgedOn)) continue;
    findings.push({
      rule: consultation.with === 'thirdParty' ? 'thirdPartySilent' : 'coProducerSilent',
      on: consultation.sent.on,
      ...(consultation.lapseOn !== null && { dueOn: consultation.lapseOn }),
    });
  }
  if (inTime === false && clock?.dueOn) {
    findings.push(
      close
        ? { rule: 'repliedLate', on: close.on, dueOn: clock.dueOn }
        : { rule: 'overdue', dueOn: clock.dueOn },
    );
  }
  if (close?.by === 'lapse') findings.push({ rule: 'closingLetterMissing', on: close.on });
  for (const { dueOn, answer } of course.redecisions) {
    const answeredOn = answer?.servedOn ?? null;
    if ((answeredOn ?? today) > dueOn) {
      findings.push({ rule: 'redecisionLate', dueOn, ...(answeredOn !== null && { on: answeredOn }) });
    }
  }
  return findings;
}

function toFinding({ rule, on, dueOn }: CourseFinding): CaseFinding {
  const { severity, source } = CASE_RULES[rule];
  return {
    rule,
    severity,
    source,
    message: describeCaseRule(rule, on, dueOn),
    ...(on !== undefined && { on }),
    ...(dueOn !== undefined && { dueOn }),
  };
}

/** The letters that recorded steps call for, in the order of the steps. */
function lettersOf(course: Course, close: Close | null): Letter[] {
  const letters = course.events.flatMap((event) => lettersOfStep(event, course));
  if (close?.by === 'lapse') letters.push('closeLapsed');
  return [...new Set(letters)];
}

function lettersOfStep(event: CaseEvent, course: Course): Letter[] {
  switch (event.type) {
    case 'correctionNotice':
      return ['correctionNotice'];
    case 'extension':
      return ['extensionNotice'];
    case 'delayNotice35':
      return ['delayNotice35'];
    case 'reasonsDemanded':
      return ['reasonRequest'];
    case 'feeNotice':
      return ['feeNotice'];
    case 'thirdPartyConsulted':
      return ['thirdPartyConsult', 'consultNoticeToApplicant'];
    case 'coProducerConsulted':
      return ['coProducerConsult', 'consultNoticeToApplicant'];
    case 'agencyConsulted':
      return ['assistLetter', 'consultNoticeToApplicant'];
    case 'withdrawn':
      return ['withdrawalRecord'];
    case 'decided':
      return lettersOfDecision(event, course);
    default:
      return [];
  }
}

function lettersOfDecision(decided: EventOf<'decided'>, course: Course): Letter[] {
  const replies = replyLettersOf(decided);
  return isDisclosedDespiteObjection(course, decided) ? [...replies, 'thirdPartyDecision'] : replies;
}

function remediesNow(
  course: Course,
  close: Close | null,
  inTime: boolean | null,
  agency: AgencyKind,
  today: LocalDate,
): Remedy[] {
  if (close?.by === 'withdrawal') return [{ items: [], route: 'none' }];
  if (close?.by === 'lapse') return [remedyAgainstSilence(agency, close.on)];
  const redecision = course.redecisions.at(-1);
  if (redecision && !redecision.answer) {
    return today > redecision.dueOn ? [remedyAgainstSilence(agency, today)] : [];
  }
  const answer = redecision?.answer ?? course.first;
  if (answer) return remediesOf(answer.decided, agency, answer.servedOn ?? answer.decided.on);
  return inTime === false ? [remedyAgainstSilence(agency, today)] : [];
}
