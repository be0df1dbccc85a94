import {
  APPLICANT_CLASSES,
  OUTCOME_ROWS,
  TABLE4_BLOCKS,
  parseLocalDate,
  type CasePlace,
  type RemedyCase,
} from '@gongkai/core';

/** Counts below `limit` that are the same for the same seed. */
export type Invent = (limit: number) => number;

export function inventFrom(seed: number): Invent {
  let state = (Math.imul(seed, 2_654_435_761) + 1) >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function pick<Value>(values: readonly Value[], invent: Invent): Value {
  const value = values[invent(values.length)];
  if (value === undefined) throw new Error('Nothing to pick from');
  return value;
}

/** Places of cases in one year: some carried in, some still open at its end. */
export function inventPlaces(count: number, invent: Invent): CasePlace[] {
  return Array.from({ length: count }, (_, index) => {
    const isCarriedIn = invent(10) === 0;
    const isCarriedOut = invent(10) === 0;
    return {
      caseId: `A-${index}`,
      applicantClass: pick(APPLICANT_CLASSES, invent),
      isNew: !isCarriedIn,
      isCarriedIn,
      row: isCarriedOut ? null : pick(OUTCOME_ROWS, invent),
      isCarriedOut,
    };
  });
}

/** Reconsiderations and suits that began and ended in the year. */
export function inventRemedies(count: number, year: number, invent: Invent): RemedyCase[] {
  return Array.from({ length: count }, (_, index) => ({
    remedyId: `B-${index}`,
    kind: pick(TABLE4_BLOCKS, invent),
    role: 'originalOrgan',
    filedOn: parseLocalDate(`${year}-03-15`),
    concludedOn: parseLocalDate(`${year}-06-20`),
    outcome: pick(['upheld', 'revoked', 'withdrawn'] as const, invent),
  }));
}
