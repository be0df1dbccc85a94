import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCellAddress } from './cell-address.js';
import type { CasePlace } from './case-place.js';
import {
  cellsOfPlace,
  computeTable3,
  placesOfCell,
  table3FromCounts,
  type PlaceCondition,
} from './compute-table3.js';
import { APPLICANT_CLASSES, FORM_VERSIONS, OUTCOME_ROWS, TABLE3_COLUMNS, TABLE3_ROWS } from './tables.js';

const placesArbitrary = fc
  .array(
    fc.record({
      applicantClass: fc.constantFrom(...APPLICANT_CLASSES),
      isNew: fc.boolean(),
      row: fc.option(fc.constantFrom(...OUTCOME_ROWS)),
    }),
    { maxLength: 60 },
  )
  .map((drawn) =>
    drawn.map(({ applicantClass, isNew, row }, index): CasePlace => ({
      caseId: String(index),
      applicantClass,
      isNew,
      isCarriedIn: !isNew,
      row,
      isCarriedOut: row === null,
    })),
  );

function meets(place: CasePlace, condition: PlaceCondition): boolean {
  return (
    (condition.applicantClass === null || condition.applicantClass === place.applicantClass) &&
    (condition.isNew === null || condition.isNew === place.isNew) &&
    (condition.isCarriedOut === null || condition.isCarriedOut === place.isCarriedOut) &&
    (condition.outcomeRows === null || (place.row !== null && condition.outcomeRows.includes(place.row)))
  );
}

describe.each(FORM_VERSIONS)('form of %s', (form) => {
  test('counted places give the figures of the cases one by one', () => {
    fc.assert(
      fc.property(placesArbitrary, (places) => {
        const counts = places.map((place) => ({ ...place, count: 1 }));
        expect(table3FromCounts(counts, form)).toEqual(computeTable3(places, form).table3);
        const doubled = counts.map((place) => ({ ...place, count: 2 }));
        expect(table3FromCounts(doubled, form)).toEqual(
          computeTable3([...places, ...again(places)], form).table3,
        );
      }),
    );
  });

  test('the condition of a cell selects exactly the cases that are counted in it', () => {
    fc.assert(
      fc.property(placesArbitrary, (places) => {
        const { cases } = computeTable3(places, form);
        for (const row of TABLE3_ROWS[form]) {
          for (const column of TABLE3_COLUMNS) {
            const condition = placesOfCell(row, column);
            const selected = places.filter((place) => meets(place, condition)).map(({ caseId }) => caseId);
            expect([row, column, selected]).toEqual([
              row,
              column,
              cases.get(`table3.${row}.${column}`) ?? [],
            ]);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('a place names the cells that count it', () => {
    fc.assert(
      fc.property(placesArbitrary, (places) => {
        const { cases } = computeTable3(places, form);
        for (const place of places) {
          const cells = cellsOfPlace(place, form);
          expect(cells.every((cell) => parseCellAddress(cell) !== null)).toBe(true);
          const counting = [...cases].filter(([, ids]) => ids.includes(place.caseId)).map(([cell]) => cell);
          expect([...cells].sort()).toEqual(counting.sort());
        }
      }),
    );
  });
});

function again(places: readonly CasePlace[]): CasePlace[] {
  return places.map((place) => ({ ...place, caseId: `${place.caseId}-again` }));
}
