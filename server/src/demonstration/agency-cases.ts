import {
  addDays,
  addWorkingDays,
  daysBetween,
  evaluateCase,
  parseLocalDate,
  yearOf,
  type ApplicantClass,
  type CaseEvent,
  type LocalDate,
  type OutcomeRow,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { makeText, type CaseText } from './case-texts.js';
import { FIRST_REPORT_YEAR, FIRST_YEAR, seedOf, type CityAgency } from './city.js';
import { FIELDS, type Field } from './fields.js';
import { tryCourse, type HistoryMaker } from './lawful-history.js';
import { dayAfter, servedOnOf, type MadeCase } from './made-case.js';
import { createRandom, type Random } from './random.js';

/** How often each result comes, in a thousand. */
const ROW_WEIGHTS: readonly (readonly [OutcomeRow, number])[] = [
  ['granted', 400],
  ['partiallyGranted', 100],
  ['refused.stateSecret', 8],
  ['refused.forbiddenByLaw', 8],
  ['refused.threeSecuritiesOneStability', 8],
  ['refused.thirdPartyRights', 25],
  ['refused.internalAffairs', 20],
  ['refused.processInformation', 22],
  ['refused.enforcementCaseFile', 20],
  ['refused.specialQuery', 22],
  ['unable.notHeld', 170],
  ['unable.needsCreation', 22],
  ['unable.stillUnclear', 25],
  ['unprocessed.petition', 45],
  ['unprocessed.repeat', 18],
  ['unprocessed.publication', 8],
  ['unprocessed.abusive', 8],
  ['unprocessed.confirmOrReissue', 10],
  ['other.lapsedCorrection', 18],
  ['other.lapsedFee', 10],
  ['other.rest', 33],
];
/** Rows that exist only under the Regulations of 2019, or need its procedures. */
const ROWS_OF_2007: readonly OutcomeRow[] = [
  'granted',
  'partiallyGranted',
  'refused.stateSecret',
  'unable.notHeld',
];
const REVISED_ON = parseLocalDate('2019-05-15');
/** 国办函〔2020〕109号 in force. */
const FEES_FROM = parseLocalDate('2021-01-01');

const CLASS_WEIGHTS: readonly (readonly [ApplicantClass, number])[] = [
  ['naturalPerson', 860],
  ['commercial', 70],
  ['research', 8],
  ['publicInterest', 12],
  ['legalService', 35],
  ['otherOrganization', 15],
];

function pickWeighted<T>(random: Random, weights: readonly (readonly [T, number])[]): T {
  let rest = random.between(
    1,
    weights.reduce((sum, [, weight]) => sum + weight, 0),
  );
  for (const [item, weight] of weights) {
    rest -= weight;
    if (rest <= 0) return item;
  }
  throw new Error('nothing to pick from');
}

function rowsFor(submittedOn: LocalDate): readonly (readonly [OutcomeRow, number])[] {
  if (submittedOn < REVISED_ON) return ROW_WEIGHTS.filter(([row]) => ROWS_OF_2007.includes(row));
  return submittedOn < FEES_FROM ? ROW_WEIGHTS.filter(([row]) => row !== 'other.lapsedFee') : ROW_WEIGHTS;
}

/** How an office now and then goes astray, in a thousand. */
const LATE = 22;
const WITHDRAWN = 14;
const UNCLOSED_LAPSE = 300;

/** The answer some working days after its due date: it happens, and it is found. */
function delayAnswer(events: readonly CaseEvent[], dueOn: LocalDate, maker: HistoryMaker): CaseEvent[] {
  const decidedOn = addWorkingDays(maker.calendar, dueOn, maker.random.between(1, 9));
  const servedOn = addWorkingDays(maker.calendar, decidedOn, 1);
  return events.map((event) => {
    if (event.type === 'decided') return { ...event, on: decidedOn };
    return event.type === 'served' ? { ...event, on: servedOn } : event;
  });
}

function withoutAnswer(events: readonly CaseEvent[]): CaseEvent[] {
  return events.filter(({ type }) => type !== 'decided' && type !== 'served');
}

/** The course of one application: nearly always without fault, and now and then late, withdrawn or left open. */
function makeCourse(
  maker: HistoryMaker,
  agency: CityAgency,
  application: {
    readonly applicant: ApplicantClass;
    readonly submittedOn: LocalDate;
    readonly row: OutcomeRow;
  },
): readonly CaseEvent[] {
  const { calendar, random } = maker;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const history = tryCourse(maker, { ...application, agency: agency.kind });
    const { events } = history;
    const result = evaluateCase(history, { today: dayAfter(events), calendar });
    if (result.inTime === false || result.findings.some(({ severity }) => severity !== 'info')) continue;
    const astray = random.between(1, 1000);
    if (application.row.startsWith('other.lapsed'))
      return astray <= UNCLOSED_LAPSE ? withoutAnswer(events) : events;
    if (astray <= LATE && result.dueOn !== null && application.row !== 'refused.thirdPartyRights') {
      return delayAnswer(events, result.dueOn, maker);
    }
    const open = withoutAnswer(events);
    if (astray <= LATE + WITHDRAWN) return [...open, { type: 'withdrawn', on: dayAfter(open) }];
    return events;
  }
  throw new Error(`no lawful course found for ${JSON.stringify(application)}`);
}

/** Topics and what is asked under them, as the makers of texts take them. */
function topicsOf(field: Field): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(field.matters).map(([topic, { requests }]) => [topic, requests]));
}

/** Someone asks again for what the same office has already answered (条例第三十六条第六项). */
function textOfRepeat(
  earlier: readonly MadeCase[],
  applicant: ApplicantClass,
  submittedOn: LocalDate,
): CaseText | null {
  const answered = earlier.find((made) => {
    const servedOn = servedOnOf(made);
    return (
      made.row === 'granted' &&
      made.applicantClass === applicant &&
      servedOn !== null &&
      servedOn < submittedOn
    );
  });
  if (answered?.applicantName == null) return null;
  return { name: answered.applicantName, topic: answered.topic, request: answered.request };
}

export function unitOf(agency: CityAgency, topic: string): string | null {
  const field: Field = FIELDS[agency.field];
  return field.matters[topic]?.unit ?? null;
}

interface YearRange {
  readonly from: LocalDate;
  readonly until: LocalDate;
}

/** When applications of a year arrive; null: the ledger tells that year, or there was no such organ. */
function rangeOf(agency: CityAgency, year: number): YearRange | null {
  if (agency.ledger !== null && year <= FIRST_REPORT_YEAR) return null;
  const from = parseLocalDate(`${year}-01-02`);
  const until = parseLocalDate(`${year}-12-30`);
  const { existsFrom } = agency;
  if (existsFrom !== null && existsFrom > until) return null;
  return { from: existsFrom !== null && existsFrom > from ? existsFrom : from, until };
}

/** What an office receives from its first year to that of `today`, each case told to its end. */
export function makeAgencyCases(
  agency: CityAgency,
  today: LocalDate,
  calendar: WorkingDayCalendar,
): MadeCase[] {
  const cases: MadeCase[] = [];
  for (let year = FIRST_YEAR; year <= yearOf(today); year += 1) {
    const range = rangeOf(agency, year);
    if (range === null) continue;
    const random = createRandom(seedOf('cases', agency.code, year));
    const maker = { random, calendar };
    const count = Math.round((agency.yearly * random.between(80, 125)) / 100);
    const days = daysBetween(range.from, range.until);
    const arrivals = Array.from({ length: count }, () => addDays(range.from, random.between(0, days))).sort();
    for (const submittedOn of arrivals) {
      const applicant = pickWeighted(random, CLASS_WEIGHTS);
      const asked = makeText(random, applicant, topicsOf(FIELDS[agency.field]));
      const row = pickWeighted(random, rowsFor(submittedOn));
      const repeated = row === 'unprocessed.repeat' ? textOfRepeat(cases, applicant, submittedOn) : null;
      const { name, topic, request } = repeated ?? asked;
      cases.push({
        ...{
          applicantClass: applicant,
          applicantName: name,
          topic,
          request,
          unitCode: unitOf(agency, topic),
          row,
        },
        events: makeCourse(maker, agency, { applicant, submittedOn, row }),
      });
    }
  }
  return cases;
}
