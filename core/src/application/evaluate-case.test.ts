import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { evaluateCase, type CaseEvaluation } from './evaluate-case.js';
import { caseHistorySchema } from './vocabulary.js';

/** Worked examples written from the statute before the code was run. */
interface FactPattern {
  readonly id: string;
  readonly source: string;
  readonly story: string;
  readonly case: unknown;
  readonly today: string;
  readonly expect: unknown;
}

const folder = new URL('../../fixtures/application/', import.meta.url);

function asExpected(result: CaseEvaluation): unknown {
  return {
    receivedOn: result.receivedOn,
    dueOn: result.dueOn,
    lapsesOn: result.lapsesOn,
    status: result.status,
    inTime: result.inTime,
    row: result.row,
    years: result.years,
    letters: result.letters,
    remedies: result.remedies.map(({ items, route }) => ({ items, route })),
    findings: [...new Set(result.findings.map(({ rule }) => rule))].sort(),
  };
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const patterns = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as FactPattern[];
  describe(file, () => {
    test.each(patterns)('$id', (pattern) => {
      const history = caseHistorySchema.parse(pattern.case);
      const result = evaluateCase(history, { today: parseLocalDate(pattern.today) });
      expect(asExpected(result), pattern.story).toEqual(pattern.expect);
    });
  });
}
