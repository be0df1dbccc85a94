import { expect, test } from 'vitest';
import { parseLocalDate as on } from '../calendar/local-date.js';
import { evaluateCase } from './evaluate-case.js';
import { nextSteps } from './next-steps.js';
import type { CaseEvent } from './vocabulary.js';

const SUBMITTED: CaseEvent = { type: 'submitted', on: on('2025-12-30'), channel: 'counter' };
const EXCLUDED: CaseEvent = { type: 'duplicateExcluded', on: on('2026-01-05'), ofCaseId: 'A-1' };

function evaluate(events: readonly CaseEvent[]) {
  return evaluateCase(
    { applicant: 'naturalPerson', agency: 'localDepartment', events: [...events] },
    { today: on('2026-03-02') },
  );
}

test('an excluded duplicate is counted in no year, neither as new nor carried, and owes no reply', () => {
  expect(evaluate([SUBMITTED]).years).toMatchObject({
    '2025': { isNew: true },
    '2026': { isCarriedIn: true },
  });
  expect(evaluate([SUBMITTED, EXCLUDED])).toMatchObject({
    ...{ status: 'duplicate', years: {}, row: null, dueOn: null, inTime: null, closedOn: '2026-01-05' },
    ...{ findings: [], remedies: [], letters: [] },
  });
});

test('a second copy that was never confirmed may be excluded too', () => {
  const web: CaseEvent = { ...SUBMITTED, channel: 'web' };
  expect(evaluate([web, EXCLUDED])).toMatchObject({ status: 'duplicate', findings: [] });
});

test('what was decided or answered is counted: it can’t be excluded any more, and nothing follows an exclusion', () => {
  const decided: CaseEvent = { type: 'decided', on: on('2026-01-04'), items: [{ finding: 'granted' }] };
  const served: CaseEvent = { type: 'served', on: on('2026-01-04') };
  const rulesOf = (events: readonly CaseEvent[]) => evaluate(events).findings.map(({ rule }) => rule);
  expect(rulesOf([SUBMITTED, decided, EXCLUDED])).toContain('stepOutOfOrder');
  expect(rulesOf([SUBMITTED, decided, served, EXCLUDED])).toContain('stepAfterClose');
  expect(evaluate([SUBMITTED, decided, served, EXCLUDED]).row).toBe('granted');
  expect(rulesOf([SUBMITTED, EXCLUDED, { ...decided, on: on('2026-01-06') }])).toContain('stepAfterClose');
});

test('it is no step that the case page offers', () => {
  const history = { applicant: 'naturalPerson', agency: 'localDepartment', events: [SUBMITTED] } as const;
  const steps = nextSteps({ ...history, events: [SUBMITTED] }, { today: on('2026-01-05') });
  expect(steps.map(({ type }) => type)).not.toContain('duplicateExcluded');
});
