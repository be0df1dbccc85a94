import {
  addDays,
  addWorkingDays,
  MANDATORY_RECONSIDERATION_FROM,
  parseLocalDate,
  type CaseEvent,
  type LocalDate,
  type RemedyCase,
  type RemedyOutcome,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { seedOf, type CityAgency } from './city.js';
import { servedOnOf, submittedOnOf, type NumberedCase } from './made-case.js';
import { createRandom, type Random } from './random.js';

/** A remedy told to its end, before it is cut off at today. */
type MadeRemedy = Omit<RemedyCase, 'remedyId'> & { readonly caseId: string };

export interface DisputedCases {
  /** All cases; those whose answer was overturned are answered again. */
  readonly cases: readonly NumberedCase[];
  readonly remedies: readonly RemedyCase[];
}

const RECONSIDERED: readonly RemedyOutcome[] = [
  ...Array.from({ length: 9 }, () => 'upheld' as const),
  'revoked',
  'revoked',
  'changed',
  'declaredUnlawful',
  'orderedToPerform',
  'withdrawn',
  'withdrawn',
  'terminated',
  'mediated',
  'applicationDismissed',
  'notAccepted',
  'transferred',
];
const JUDGED: readonly RemedyOutcome[] = [
  ...Array.from({ length: 8 }, () => 'claimDismissed' as const),
  'revoked',
  'declaredUnlawful',
  'orderedToPerform',
  'declaredInvalid',
  'suitDismissed',
  'suitDismissed',
  'withdrawn',
];
/** Outcomes after which the organ answers again. */
const TO_BE_REDONE: ReadonlySet<RemedyOutcome> = new Set(['revoked', 'orderedToPerform']);

/** Answers that only a reconsideration can review first, from 2024. */
function mustReconsider({ row }: NumberedCase, servedOn: LocalDate): boolean {
  return (
    servedOn >= MANDATORY_RECONSIDERATION_FROM &&
    (row === 'partiallyGranted' || row?.startsWith('refused.') === true)
  );
}

function suit(
  random: Random,
  it: {
    readonly caseId: string;
    readonly kind: 'directSuit' | 'suitAfterReconsideration';
    readonly from: LocalDate;
  },
): MadeRemedy {
  const { caseId, kind, from } = it;
  const filedOn = addDays(from, random.between(10, 60));
  const concludedOn = addDays(filedOn, random.between(90, 170));
  const outcome = random.pick(JUDGED);
  const remedy = { caseId, kind, role: 'originalOrgan' as const, filedOn, concludedOn, outcome };
  if (!random.chance(0.4)) return remedy;
  const appealedOn = addDays(concludedOn, random.between(8, 15));
  return {
    ...remedy,
    instances: [
      { level: 'first', filedOn, concludedOn, outcome },
      {
        level: 'second',
        filedOn: appealedOn,
        concludedOn: addDays(appealedOn, random.between(50, 85)),
        outcome: 'upheld',
      },
    ],
  };
}

/** What an applicant does against an answer: nothing, mostly. */
function remediesAgainst(random: Random, made: NumberedCase, servedOn: LocalDate): MadeRemedy[] {
  const { caseId, row } = made;
  const isGranted = row === 'granted';
  const lot = random.between(1, 1000);
  if (lot > (isGranted ? 12 : 90)) return [];
  if (lot % 4 === 0 && !mustReconsider(made, servedOn)) {
    return [suit(random, { caseId, kind: 'directSuit', from: servedOn })];
  }
  const filedOn = addDays(servedOn, random.between(8, 50));
  const concludedOn = addDays(filedOn, random.between(40, 58));
  const outcome = random.pick(RECONSIDERED);
  const first: MadeRemedy = {
    ...{ caseId, kind: 'reconsideration', role: 'originalOrgan', filedOn, concludedOn, outcome },
  };
  if (outcome !== 'upheld' || !random.chance(0.4)) return [first];
  return [first, suit(random, { caseId, kind: 'suitAfterReconsideration', from: concludedOn })];
}

/** An answer that did not stand is made again within the term of the order. */
function redo(
  random: Random,
  calendar: WorkingDayCalendar,
  made: NumberedCase,
  remedy: MadeRemedy,
): NumberedCase {
  const { concludedOn: on, kind } = remedy;
  if (on === undefined) return made;
  const by = kind === 'reconsideration' ? 'reconsideration' : 'court';
  const decidedOn = addWorkingDays(calendar, on, random.between(5, 15));
  const again: CaseEvent[] = [
    { type: 'overturned', on, by, redoDays: 20 },
    {
      type: 'decided',
      on: decidedOn,
      items: [{ finding: random.pick(['disclosed', 'partiallyGranted', 'notExist']) }],
    },
    { type: 'served', on: addWorkingDays(calendar, decidedOn, 1), way: 'post' },
  ];
  return { ...made, events: [...made.events, ...again] };
}

/** A remedy behind an order that the case itself tells of. */
function remedyOfOrder(made: NumberedCase): MadeRemedy[] {
  const order = made.events.find((event) => event.type === 'overturned');
  const servedOn = servedOnOf(made);
  if (order?.type !== 'overturned' || servedOn === null) return [];
  return [
    {
      caseId: made.caseId,
      kind: order.by === 'court' ? 'directSuit' : 'reconsideration',
      role: 'originalOrgan',
      filedOn: addDays(servedOn, 12),
      concludedOn: order.on,
      outcome: 'revoked',
    },
  ];
}

/** A remedy as it stood on a day; null before it was sought. */
function remedyKnownOn(remedy: RemedyCase, today: LocalDate): RemedyCase | null {
  const { instances, concludedOn, outcome, ...rest } = remedy;
  if (rest.filedOn > today) return null;
  const isConcluded = concludedOn !== undefined && concludedOn <= today;
  const filed = instances
    ?.filter((instance) => instance.filedOn <= today)
    .map(({ level, filedOn, ...end }) => ({
      level,
      filedOn,
      ...(end.concludedOn !== undefined && end.concludedOn <= today && end),
    }));
  return {
    ...rest,
    ...(isConcluded && { concludedOn, ...(outcome !== undefined && { outcome }) }),
    ...(filed !== undefined && { instances: filed }),
  };
}

/** Reconsiderations and suits about the cases that arrived from `from` on, and the answers made again after them. */
export function makeRemedies(
  agency: CityAgency,
  cases: readonly NumberedCase[],
  options: { readonly from: LocalDate; readonly today: LocalDate; readonly calendar: WorkingDayCalendar },
): DisputedCases {
  const { from, today, calendar } = options;
  const random = createRandom(seedOf('remedies', agency.code));
  const remedies: MadeRemedy[] = [];
  const after = cases.map((made) => {
    const servedOn = servedOnOf(made);
    if (servedOn === null || servedOn > today || submittedOnOf(made) < from) return made;
    const ordered = remedyOfOrder(made);
    if (ordered.length > 0) {
      remedies.push(...ordered);
      return made;
    }
    const sought = remediesAgainst(random, made, servedOn);
    remedies.push(...sought);
    const lost = sought.find(({ outcome }) => outcome !== undefined && TO_BE_REDONE.has(outcome));
    return lost ? redo(random, calendar, made, lost) : made;
  });
  const numbered = remedies
    .sort((a, b) => (a.filedOn < b.filedOn ? -1 : a.filedOn > b.filedOn ? 1 : 0))
    .map((remedy, index) => ({
      ...remedy,
      remedyId: `${agency.code}-FS-${String(index + 1).padStart(4, '0')}`,
    }));
  return { cases: after, remedies: numbered.flatMap((remedy) => remedyKnownOn(remedy, today) ?? []) };
}

/** Reconsiderations that an office prepares for its government about other organs' answers: it counts none of them. */
export function makeForeignRemedies(
  agency: CityAgency,
  years: readonly number[],
  today: LocalDate,
): RemedyCase[] {
  const random = createRandom(seedOf('authority', agency.code));
  return years
    .flatMap((year) =>
      Array.from({ length: 3 }, (_, index): RemedyCase => {
        const filedOn = addDays(parseLocalDate(`${year}-01-20`), index * 110 + random.between(0, 60));
        return {
          ...{ remedyId: `${agency.code}-FYJG-${year}-${index + 1}`, kind: 'reconsideration' },
          ...{ role: 'reconsiderationAuthority', filedOn },
          ...{ concludedOn: addDays(filedOn, random.between(40, 58)), outcome: random.pick(RECONSIDERED) },
        };
      }),
    )
    .flatMap((remedy) => remedyKnownOn(remedy, today) ?? []);
}

/** What was still open in the ledger's year ends in the year after it: nothing of that year moves. */
export function concludeLater(remedies: readonly RemedyCase[], random: Random): RemedyCase[] {
  return remedies.map((remedy) => {
    if (remedy.concludedOn !== undefined) return remedy;
    const outcome = remedy.kind === 'reconsideration' ? 'upheld' : 'claimDismissed';
    const year = Number(remedy.filedOn.slice(0, 4));
    return {
      ...remedy,
      outcome,
      concludedOn: addDays(parseLocalDate(`${year + 1}-01-15`), random.between(0, 60)),
    };
  });
}
