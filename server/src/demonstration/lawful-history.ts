import {
  addDays,
  addWorkingDays,
  daysBetween,
  evaluateCase,
  isWorkingDay,
  laterOf,
  parseLocalDate,
  type AgencyKind,
  type ApplicantClass,
  type CaseEvent,
  type CaseHistory,
  type Channel,
  type ItemFinding,
  type LocalDate,
  type OutcomeRow,
  type WorkingDayCalendar,
} from '@gongkai/core';
import type { Random } from './random.js';

/** Where a case must fall: received in `year` or carried into it, closed in it in `row` or carried out of it. */
export interface Target {
  readonly year: number;
  readonly isCarriedIn: boolean;
  readonly row: OutcomeRow | null;
}

export interface HistoryMaker {
  readonly random: Random;
  readonly calendar: WorkingDayCalendar;
}

const CHANNELS: readonly Channel[] = [
  'web',
  'web',
  'web',
  'registeredMail',
  'registeredMail',
  'counter',
  'letter',
  'fax',
];

const NOT_GRANTED: readonly ItemFinding[] = [
  'notExist',
  'refused.internalAffairs',
  'notThisAgency',
  'refused.processInformation',
];

/** Items whose combination is counted in the row. */
function itemsFor(row: OutcomeRow, random: Random): { finding: ItemFinding }[] {
  switch (row) {
    case 'granted':
      if (random.chance(0.2)) return [{ finding: 'disclosed' }, { finding: 'alreadyPublic' }];
      return [{ finding: random.chance(0.6) ? 'disclosed' : 'alreadyPublic' }];
    case 'partiallyGranted':
      if (random.chance(0.4)) return [{ finding: 'partiallyGranted' }];
      return [{ finding: 'disclosed' }, { finding: random.pick(NOT_GRANTED) }];
    case 'unable.notHeld':
      return [{ finding: random.chance(0.5) ? 'notExist' : 'notThisAgency' }];
    case 'other.rest':
      return [{ finding: random.pick(['inquiry', 'notGovernmentInformation', 'transferredToArchives']) }];
    default:
      return [{ finding: row }];
  }
}

/** What an application asks of its office. */
export interface Application {
  readonly applicant: ApplicantClass;
  readonly agency: AgencyKind;
  readonly submittedOn: LocalDate;
  /** The row of 表三 in which it is to end. */
  readonly row: OutcomeRow;
}

/** One try at a lawful history; it may miss its target, which `makeHistory` checks. */
function tryHistory(
  maker: HistoryMaker,
  applicant: ApplicantClass,
  agency: AgencyKind,
  target: Target,
  row: OutcomeRow,
): CaseHistory {
  const { random } = maker;
  const day = (text: string): LocalDate => parseLocalDate(text);
  const first = target.isCarriedIn ? day(`${target.year - 1}-12-01`) : day(`${target.year}-01-02`);
  const lastOfYear = target.isCarriedIn ? day(`${target.year - 1}-12-31`) : day(`${target.year}-12-31`);
  const start = target.row === null && !target.isCarriedIn ? day(`${target.year}-12-02`) : first;
  const submittedOn = addDays(start, random.between(0, daysBetween(start, lastOfYear)));
  return tryCourse(maker, { applicant, agency, submittedOn, row });
}

/** One try at what an office does with an application; now and then a date of it falls wrongly. */
export function tryCourse(maker: HistoryMaker, application: Application): CaseHistory {
  const { random, calendar } = maker;
  const { applicant, agency, submittedOn, row } = application;
  const workingDayAfter = (date: LocalDate, count: number): LocalDate =>
    addWorkingDays(calendar, date, count);
  const between = (from: LocalDate, to: LocalDate): LocalDate =>
    addDays(from, random.between(0, daysBetween(from, to)));
  const channel = random.pick(CHANNELS);
  const events: CaseEvent[] = [];
  let now = submittedOn;
  const push = (event: CaseEvent): void => {
    events.push(event);
    now = laterOf(now, event.on);
  };
  if (channel === 'counter' || channel === 'registeredMail') {
    while (!isWorkingDay(calendar, now)) now = workingDayAfter(now, 1);
    push({ type: 'submitted', on: now, channel });
  } else {
    push({ type: 'submitted', on: now, channel });
    push({ type: 'receiptConfirmed', on: isWorkingDay(calendar, now) ? now : workingDayAfter(now, 1) });
  }

  const needsCorrection = row === 'unable.stillUnclear' || row === 'other.lapsedCorrection';
  if (needsCorrection || random.chance(0.08)) {
    push({ type: 'correctionNotice', on: workingDayAfter(now, random.between(2, 6)), termDays: 10 });
    if (row !== 'other.lapsedCorrection')
      push({ type: 'supplement', on: workingDayAfter(now, random.between(2, 9)) });
  }
  if (row === 'refused.thirdPartyRights' || (row === 'granted' && random.chance(0.05))) {
    const sentOn = workingDayAfter(now, random.between(1, 3));
    push({ type: 'thirdPartyConsulted', on: sentOn, receivedOn: workingDayAfter(sentOn, 2) });
    push({
      type: 'thirdPartyAnswered',
      on: workingDayAfter(sentOn, random.between(4, 12)),
      agrees: row !== 'refused.thirdPartyRights',
    });
  } else if (random.chance(0.06)) {
    const sentOn = workingDayAfter(now, random.between(1, 3));
    push({ type: 'agencyConsulted', on: sentOn });
    push({ type: 'agencyAnswered', on: workingDayAfter(sentOn, random.between(2, 8)) });
  }
  if (row === 'unprocessed.abusive') push({ type: 'reasonsDemanded', on: workingDayAfter(now, 2) });
  if (row === 'other.lapsedFee') push({ type: 'feeNotice', on: workingDayAfter(now, random.between(2, 5)) });

  const asOf = (): ReturnType<typeof evaluateCase> =>
    evaluateCase({ applicant, agency, events }, { today: now, calendar });
  if (row.startsWith('other.lapsed')) {
    now = asOf().lapsesOn ?? now;
  } else {
    const unextended = asOf().dueOn ?? now;
    let extendedOn = addDays(unextended, -random.between(1, 3));
    while (!isWorkingDay(calendar, extendedOn)) extendedOn = addDays(extendedOn, -1);
    if (extendedOn > now && random.chance(0.09)) {
      push({ type: 'extension', on: extendedOn, days: random.pick([10, 15]) });
      now = unextended;
    }
    const dueOn = asOf().dueOn ?? now;
    const latest = addDays(dueOn, -4);
    now = latest > now ? between(now, latest) : now;
  }
  push({ type: 'decided', on: workingDayAfter(now, 1), items: itemsFor(row, random) });
  push({
    type: 'served',
    on: workingDayAfter(now, random.between(1, 2)),
    way: random.pick(['post', 'post', 'direct', 'electronic']),
  });
  return { applicant, agency, events };
}

/** Rows that a case carried out of the year ends in the year after. */
const LATER_ROWS: readonly OutcomeRow[] = ['granted', 'unable.notHeld', 'granted', 'partiallyGranted'];

/** A history without any finding that falls exactly where the target says. */
export function makeHistory(
  maker: HistoryMaker,
  applicant: ApplicantClass,
  agency: AgencyKind,
  target: Target,
): CaseHistory {
  const row = target.row ?? maker.random.pick(LATER_ROWS);
  const wanted = {
    isNew: !target.isCarriedIn,
    isCarriedIn: target.isCarriedIn,
    row: target.row,
    isCarriedOut: target.row === null,
  };
  const today = parseLocalDate(`${target.year + 1}-06-30`);
  for (let attempt = 0; attempt < 5000; attempt += 1) {
    const history = tryHistory(maker, applicant, agency, target, row);
    const result = evaluateCase(history, { today, calendar: maker.calendar });
    const place = result.years[String(target.year)];
    const falls = place && JSON.stringify(place) === JSON.stringify(wanted);
    if (falls && result.findings.length === 0 && result.inTime !== false) return history;
  }
  throw new Error(`no lawful history found for ${JSON.stringify(target)}`);
}
