import { addDays, earlierOf, orderByDay, type LocalDate } from '../calendar/local-date.js';
import { addWorkingDays, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { replyClock, type ClockEvent, type ReplyClock } from '../deadline/reply-clock.js';
import { CONSULTATION_DAYS, REDECISION_DAYS } from '../deadline/terms.js';
import { CHANNELS_NEEDING_CONFIRMATION, type CaseEvent, type CaseRule } from './vocabulary.js';

export type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/** A breach that the course of events shows, on the day of the event. */
export interface CourseFinding {
  readonly rule: CaseRule;
  readonly on?: LocalDate;
  readonly dueOn?: LocalDate;
}

interface Answer {
  readonly decided: EventOf<'decided'>;
  readonly servedOn: LocalDate | null;
}

/** A decision that was overturned and must be made again by `dueOn`. */
export interface Redecision {
  readonly by: 'reconsideration' | 'court';
  readonly orderedOn: LocalDate;
  /** Working days that the order allows. */
  readonly days: number;
  readonly dueOn: LocalDate;
  readonly answer: Answer | null;
}

export interface Consultation {
  readonly with: 'thirdParty' | 'coProducer' | 'agency';
  readonly sent: EventOf<'thirdPartyConsulted' | 'coProducerConsulted' | 'agencyConsulted'>;
  readonly lapseOn: LocalDate | null;
  answered: EventOf<'thirdPartyAnswered' | 'coProducerAnswered' | 'agencyAnswered'> | null;
}

/** What happened to an application, told from its events; nothing is judged here but the order of steps. */
export interface Course {
  readonly submitted: EventOf<'submitted'> | null;
  readonly receivedOn: LocalDate | null;
  /** All events in the order of their days. */
  readonly events: readonly CaseEvent[];
  /** The events that took effect up to the close. */
  readonly before: readonly CaseEvent[];
  readonly first: Answer | null;
  readonly withdrawnOn: LocalDate | null;
  /** It was a second copy of another application: counted nowhere from the start. */
  readonly excludedOn: LocalDate | null;
  readonly redecisions: readonly Redecision[];
  readonly consultations: readonly Consultation[];
  readonly findings: readonly CourseFinding[];
}

const CONSULTED = {
  thirdPartyConsulted: 'thirdParty',
  coProducerConsulted: 'coProducer',
  agencyConsulted: 'agency',
  thirdPartyAnswered: 'thirdParty',
  coProducerAnswered: 'coProducer',
  agencyAnswered: 'agency',
} as const;

/** What needs no receipt by the organ to be in order: acts of the applicant, and that it was the second copy. */
const NEEDS_NO_RECEIPT: ReadonlySet<CaseEvent['type']> = new Set([
  'submitted',
  'receiptConfirmed',
  'withdrawn',
  'duplicateExcluded',
]);

function needsConfirmation(event: EventOf<'submitted'>): boolean {
  return (CHANNELS_NEEDING_CONFIRMATION as readonly string[]).includes(event.channel);
}

/** The day of receipt under 条例第三十一条; mail counts from the organ's signature, whichever unit signed. */
function receiptOn(submitted: EventOf<'submitted'>): LocalDate | null {
  if (needsConfirmation(submitted)) return null;
  return submitted.officeReceivedOn === undefined
    ? submitted.on
    : earlierOf(submitted.on, submitted.officeReceivedOn);
}

/** Orders events by the day that the law counts; events of one day keep the order in which they were recorded. */
export function courseOf(events: readonly CaseEvent[], calendar: WorkingDayCalendar): Course {
  const ordered = orderByDay(events);

  const findings: CourseFinding[] = [];
  const find = (rule: CaseRule, on: LocalDate): void => {
    findings.push({ rule, on });
  };
  const before: CaseEvent[] = [];
  const consultations: Consultation[] = [];
  const redecisions: Redecision[] = [];
  const openNotices = new Set<'correctionNotice' | 'feeNotice'>();
  let submitted = null as EventOf<'submitted'> | null;
  let receivedOn = null as LocalDate | null;
  let first = null as Answer | null;
  let withdrawnOn = null as LocalDate | null;
  let excludedOn = null as LocalDate | null;

  function noteAnswerToConsultation(
    event: EventOf<'thirdPartyAnswered' | 'coProducerAnswered' | 'agencyAnswered'>,
  ): void {
    const open = consultations.find(
      (it) =>
        it.with === CONSULTED[event.type] &&
        it.answered === null &&
        // An answer that names its consultation belongs to no other.
        (event.ref === undefined || it.sent.ref === event.ref),
    );
    if (open) open.answered = event;
    else find('stepOutOfOrder', event.on);
  }

  function afterClose(event: CaseEvent): void {
    const last = redecisions.at(-1);
    const isRedeciding = last !== undefined && last.answer?.servedOn == null;
    if (event.type === 'overturned') {
      if (isRedeciding || withdrawnOn !== null || excludedOn !== null)
        return find('stepOutOfOrder', event.on);
      const days = event.redoDays ?? REDECISION_DAYS;
      const dueOn = addWorkingDays(calendar, event.on, days);
      redecisions.push({ by: event.by, orderedOn: event.on, days, dueOn, answer: null });
      return;
    }
    if (event.type === 'withdrawn') return find('withdrawnAfterReply', event.on);
    if (!isRedeciding) return find('stepAfterClose', event.on);
    if (event.type === 'decided') {
      redecisions[redecisions.length - 1] = { ...last, answer: { decided: event, servedOn: null } };
    } else if (event.type === 'served') {
      if (!last.answer) return find('stepOutOfOrder', event.on);
      redecisions[redecisions.length - 1] = { ...last, answer: { ...last.answer, servedOn: event.on } };
    }
  }

  function beforeClose(event: CaseEvent): void {
    if (receivedOn === null && !NEEDS_NO_RECEIPT.has(event.type)) find('stepBeforeReceipt', event.on);
    if (submitted === null && event.type !== 'submitted') return find('neverSubmitted', event.on);
    switch (event.type) {
      case 'submitted':
        if (submitted) return find('stepOutOfOrder', event.on);
        submitted = event;
        receivedOn = receiptOn(event);
        break;
      case 'receiptConfirmed':
        receivedOn ??= event.on;
        break;
      case 'thirdPartyConsulted':
      case 'coProducerConsulted':
      case 'agencyConsulted':
        consultations.push({
          with: CONSULTED[event.type],
          sent: event,
          lapseOn:
            event.type === 'agencyConsulted'
              ? null
              : addWorkingDays(calendar, event.receivedOn ?? event.on, CONSULTATION_DAYS),
          answered: null,
        });
        break;
      case 'thirdPartyAnswered':
      case 'coProducerAnswered':
      case 'agencyAnswered':
        noteAnswerToConsultation(event);
        break;
      case 'correctionNotice':
      case 'feeNotice':
        openNotices.add(event.type);
        break;
      case 'supplement':
        if (!openNotices.delete('correctionNotice')) find('stepOutOfOrder', event.on);
        break;
      case 'feePaid':
        if (!openNotices.delete('feeNotice')) find('stepOutOfOrder', event.on);
        break;
      case 'withdrawn':
        withdrawnOn = event.on;
        break;
      case 'duplicateExcluded':
        if (first) return find('stepOutOfOrder', event.on);
        excludedOn = event.on;
        break;
      case 'decided':
        first = { decided: event, servedOn: null };
        break;
      case 'served':
        if (!first) return find('stepOutOfOrder', event.on);
        first = { ...first, servedOn: event.on };
        break;
      case 'overturned':
        find('stepOutOfOrder', event.on);
        break;
      default:
        break;
    }
    before.push(event);
  }

  for (const event of ordered) {
    const isClosed = first?.servedOn != null || withdrawnOn !== null || excludedOn !== null;
    if (isClosed) afterClose(event);
    else beforeClose(event);
  }
  return {
    submitted,
    receivedOn,
    events: ordered,
    before,
    first,
    withdrawnOn,
    excludedOn,
    redecisions,
    consultations,
    findings,
  };
}

/** The events that move the clock, as the deadline module takes them. */
function clockEventsOf(course: Course): ClockEvent[] {
  return course.before.flatMap((event): ClockEvent[] => {
    switch (event.type) {
      case 'correctionNotice':
      case 'feeNotice':
      case 'feePaid':
      case 'extension':
      case 'delayNotice35':
      case 'supplement':
        return [event];
      case 'thirdPartyConsulted':
      case 'coProducerConsulted':
      case 'agencyConsulted': {
        const consultation = course.consultations.find(({ sent }) => sent === event);
        return [
          {
            type: 'consultation',
            with: CONSULTED[event.type],
            on: event.on,
            receivedOn: event.receivedOn,
            answeredOn: consultation?.answered?.on,
          },
        ];
      }
      default:
        return [];
    }
  });
}

/** The reply clock of the course on a day; null before receipt. */
export function clockOf(course: Course, calendar: WorkingDayCalendar, today: LocalDate): ReplyClock | null {
  if (course.receivedOn === null) return null;
  return replyClock({ receivedOn: course.receivedOn, events: clockEventsOf(course), calendar, today });
}

/** The day on which a lapsed case is out: the day after the applicant's last. */
export function lapsedCloseOn(lapsesOn: LocalDate): LocalDate {
  return addDays(lapsesOn, 1);
}
