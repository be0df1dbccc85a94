import { earlierOf, type LocalDate } from '../calendar/local-date.js';
import { addWorkingDays, unsettledYears, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import {
  countTerm,
  type Consulted,
  type CountedTerm,
  type DerivationStep,
  type Suspension,
} from './derivation.js';
import { CONSULTATION_DAYS, PAYMENT_DAYS, termsFor } from './terms.js';

/** What moves the clock of a reply (条例第三十至三十五条, 国办函〔2020〕109号), in the order of its days. */
export type ClockEvent =
  | {
      readonly type: 'correctionNotice';
      readonly on: LocalDate;
      readonly receivedOn?: LocalDate | undefined;
      readonly termDays?: number | undefined;
    }
  | { readonly type: 'supplement'; readonly on: LocalDate; readonly reasonAccepted?: boolean | undefined }
  | {
      readonly type: 'consultation';
      readonly with: Consulted;
      readonly on: LocalDate;
      readonly receivedOn?: LocalDate | undefined;
      readonly answeredOn?: LocalDate | undefined;
    }
  | { readonly type: 'feeNotice'; readonly on: LocalDate; readonly receivedOn?: LocalDate | undefined }
  | { readonly type: 'feePaid'; readonly on: LocalDate }
  | { readonly type: 'extension'; readonly on: LocalDate; readonly days: number }
  | { readonly type: 'delayNotice35'; readonly on: LocalDate; readonly until: LocalDate };

/** What the clock itself finds unlawful or late; ids of CASE_RULES. */
export interface ClockFinding {
  readonly rule:
    | 'correctionNoticeLate'
    | 'correctionNoticeRepeated'
    | 'correctionTermMissing'
    | 'supplementLate'
    | 'consultationLate'
    | 'receiptOfConsultationUnknown'
    | 'extensionLate'
    | 'extensionRepeated'
    | 'extensionTooLong'
    | 'feeNoticeLate'
    | 'feeNoticeRepeated'
    | 'feePaidLate'
    | 'stepOutOfOrder';
  readonly on: LocalDate;
  /** The day that was missed, where there is one. */
  readonly dueOn?: LocalDate;
}

export interface ReplyClockInput {
  readonly receivedOn: LocalDate;
  /** Ordered by day. */
  readonly events: readonly ClockEvent[];
  readonly calendar: WorkingDayCalendar;
  readonly today: LocalDate;
  /** The limit in working days; default that of the Regulations in force on receipt. */
  readonly days?: number;
}

export interface ReplyClock {
  readonly status: 'running' | 'suspended' | 'awaitingApplicant' | 'lapsed';
  /** Null while the applicant must act, and after the lapse. */
  readonly dueOn: LocalDate | null;
  /** End of the applicant's own term while it is open or has lapsed; null where no term is known. */
  readonly lapsesOn: LocalDate | null;
  readonly correctionNoticeDueOn: LocalDate | null;
  /** A shown date rests on a year whose notice is not known. */
  readonly isProvisional: boolean;
  readonly missingYears: readonly number[];
  readonly steps: readonly DerivationStep[];
  readonly findings: readonly ClockFinding[];
}

/** Which notice the applicant's act answers. */
const NOTICE_OF = { supplement: 'correctionNotice', feePaid: 'feeNotice' } as const;

interface OpenNotice {
  readonly type: 'correctionNotice' | 'feeNotice';
  readonly lapsesOn: LocalDate | null;
}

/** A consultation as it suspends: from sending to answer, or to the lapse of 15 working days from receipt. */
function suspensionOf(
  event: Extract<ClockEvent, { type: 'consultation' }>,
  calendar: WorkingDayCalendar,
  today: LocalDate,
): Suspension & { ended: 'answer' | 'lapse' | 'open' } {
  const from = event.on;
  if (event.with === 'agency') {
    if (event.answeredOn !== undefined) return { from, through: event.answeredOn, ended: 'answer' };
    return { from, through: today, ended: 'open' };
  }
  const lapseOn = addWorkingDays(calendar, event.receivedOn ?? event.on, CONSULTATION_DAYS);
  if (event.answeredOn === undefined) return { from, through: lapseOn, ended: 'lapse' };
  const through = earlierOf(event.answeredOn, lapseOn);
  return { from, through, ended: event.answeredOn <= lapseOn ? 'answer' : 'lapse' };
}

/**
 * The clock of 条例第三十至三十五条 as a fold over events: due date and its derivation day by day.
 * 补正 and fees restart it, consultations suspend it, one extension lengthens it; while the applicant must act nothing runs.
 */
export function replyClock(input: ReplyClockInput): ReplyClock {
  const { calendar, receivedOn, today } = input;
  const terms = termsFor(receivedOn);
  const findings: ClockFinding[] = [];
  const steps: DerivationStep[] = [];
  const suspensions: (Suspension & { ended: 'answer' | 'lapse' | 'open' })[] = [];

  let base = receivedOn;
  let limit = input.days ?? terms.replyDays;
  let delayedUntil = null as LocalDate | null;
  let open = null as OpenNotice | null;
  let hasCorrectionNotice = false;
  let hasFeeNotice = false;
  let isExtended = false;

  steps.push({ kind: 'received', date: receivedOn, days: limit });
  const correctionNoticeDueOn =
    terms.correctionNoticeDays === null
      ? null
      : addWorkingDays(calendar, receivedOn, terms.correctionNoticeDays);

  const term = (): CountedTerm => countTerm(calendar, base, limit, suspensions);
  const dueNow = (): LocalDate => delayedUntil ?? term().dueOn;
  const find = (rule: ClockFinding['rule'], on: LocalDate, dueOn?: LocalDate): void => {
    findings.push({ rule, on, ...(dueOn !== undefined && { dueOn }) });
  };

  function stopFor(notice: OpenNotice, on: LocalDate): void {
    open = notice;
    steps.push({ kind: 'stopped', date: on, by: notice.type });
  }

  function restart(on: LocalDate, by: 'supplement' | 'feePaid'): void {
    if (open?.type === NOTICE_OF[by]) open = null;
    base = on;
    delayedUntil = null;
    steps.push({ kind: 'restarted', date: on, by });
  }

  /** A late act of the applicant leaves the case lapsed unless the law lets it revive. */
  function applicantActs(
    event: Extract<ClockEvent, { type: 'supplement' | 'feePaid' }>,
    notice: OpenNotice | null,
  ): void {
    const lapsesOn = notice?.lapsesOn ?? null;
    if (lapsesOn !== null && event.on > lapsesOn) {
      find(event.type === 'supplement' ? 'supplementLate' : 'feePaidLate', event.on, lapsesOn);
      if (event.type === 'feePaid' || event.reasonAccepted !== true) return;
    }
    restart(event.on, event.type);
  }

  function apply(event: ClockEvent): void {
    switch (event.type) {
      case 'correctionNotice': {
        if (hasCorrectionNotice) find('correctionNoticeRepeated', event.on);
        if (open) return find('stepOutOfOrder', event.on);
        if (!hasCorrectionNotice && correctionNoticeDueOn !== null && event.on > correctionNoticeDueOn) {
          find('correctionNoticeLate', event.on, correctionNoticeDueOn);
        }
        hasCorrectionNotice = true;
        if (event.termDays === undefined) find('correctionTermMissing', event.on);
        const lapsesOn =
          event.termDays === undefined
            ? null
            : addWorkingDays(calendar, event.receivedOn ?? event.on, event.termDays);
        return stopFor({ type: 'correctionNotice', lapsesOn }, event.on);
      }
      case 'feeNotice': {
        if (hasFeeNotice) find('feeNoticeRepeated', event.on);
        if (open) return find('stepOutOfOrder', event.on);
        const dueOn = dueNow();
        if (event.on > dueOn) find('feeNoticeLate', event.on, dueOn);
        hasFeeNotice = true;
        const lapsesOn = addWorkingDays(calendar, event.receivedOn ?? event.on, PAYMENT_DAYS);
        return stopFor({ type: 'feeNotice', lapsesOn }, event.on);
      }
      case 'supplement':
      case 'feePaid':
        return applicantActs(event, open?.type === NOTICE_OF[event.type] ? open : null);
      case 'consultation': {
        if (event.with !== 'agency' && event.receivedOn === undefined)
          find('receiptOfConsultationUnknown', event.on);
        if (!open) {
          const dueOn = dueNow();
          if (event.on > dueOn) return find('consultationLate', event.on, dueOn);
        }
        const suspension = suspensionOf(event, calendar, today);
        suspensions.push(suspension);
        steps.push({
          kind: 'consulted',
          date: event.on,
          with: event.with,
          through: suspension.through,
          ended: suspension.ended,
        });
        return;
      }
      case 'extension': {
        if (open) return find('stepOutOfOrder', event.on);
        if (isExtended) return find('extensionRepeated', event.on);
        const dueOn = dueNow();
        if (event.on > dueOn) return find('extensionLate', event.on, dueOn);
        if (event.days > terms.extensionDays) find('extensionTooLong', event.on);
        const days = Math.min(event.days, terms.extensionDays);
        isExtended = true;
        limit += days;
        steps.push({ kind: 'extended', date: event.on, days });
        return;
      }
      case 'delayNotice35':
        if (open) return find('stepOutOfOrder', event.on);
        delayedUntil = event.until;
        steps.push({ kind: 'delayed', date: event.on, until: event.until });
        return;
    }
  }
  for (const event of input.events) apply(event);

  if (open) {
    const { lapsesOn } = open;
    if (lapsesOn !== null) steps.push({ kind: 'lapses', date: lapsesOn });
    const missing = lapsesOn === null ? [] : unsettledYears(calendar, lapsesOn);
    return {
      status: lapsesOn !== null && today > lapsesOn ? 'lapsed' : 'awaitingApplicant',
      dueOn: null,
      lapsesOn,
      correctionNoticeDueOn,
      isProvisional: missing.length > 0,
      missingYears: missing,
      steps,
      findings,
    };
  }
  const counted = term();
  if (delayedUntil === null) steps.push(...counted.steps);
  const dueOn = delayedUntil ?? counted.dueOn;
  steps.push({ kind: 'due', date: dueOn });
  const missing = delayedUntil === null && counted.isProvisional ? unsettledYears(calendar, dueOn) : [];
  const isSuspended = suspensions.some(
    ({ from, through, ended }) => from <= today && (ended === 'answer' ? today < through : today <= through),
  );
  return {
    status: isSuspended ? 'suspended' : 'running',
    dueOn,
    lapsesOn: null,
    correctionNoticeDueOn,
    isProvisional: missing.length > 0,
    missingYears: missing,
    steps,
    findings,
  };
}
