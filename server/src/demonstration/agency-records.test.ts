import { describe, expect, test } from 'vitest';
import {
  shippedCalendar,
  CASE_STATUSES,
  REMEDY_KINDS,
  countRemedies,
  createCalendar,
  evaluateCase,
  parseLocalDate,
  type CaseStatus,
} from '@gongkai/core';
import { faultOfRecord } from '../administrative-record/service.js';
import { faultOfCase } from '../application/service.js';
import { faultOfRemedy } from '../remedy/service.js';
import { makeAgencyRecords } from './agency-records.js';
import { CITY, RECONSIDERATION_OFFICE } from './city.js';

const calendar = createCalendar();
const day = parseLocalDate;
const agency = CITY.find(({ code }) => code === 'CC-ZR')!;

describe.each(['2026-11-21', '2026-01-04', '2026-02-18', '2026-10-03', '2027-06-30'])('on %s', (text) => {
  const today = day(text);

  test('all that an agency keeps can be registered on that day', async () => {
    const { cases, remedies, records, figures } = await makeAgencyRecords(agency, today, calendar);
    const context = { today, agencyKind: agency.kind, calendar: shippedCalendar() };
    expect(cases.flatMap((it) => faultOfCase(it, context) ?? [])).toEqual([]);
    expect(remedies.flatMap((it) => faultOfRemedy(it, today) ?? [])).toEqual([]);
    expect(records.flatMap((it) => faultOfRecord(it, today) ?? [])).toEqual([]);
    expect(figures.filter(({ extractedOn }) => extractedOn > today)).toEqual([]);
    for (const ids of [cases.map((it) => it.caseId), remedies.map((it) => it.remedyId)]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(new Set(remedies.map(({ kind }) => kind)).size).toBe(Object.keys(REMEDY_KINDS).length);
  });

  test('there is a case in every status', async () => {
    const { cases } = await makeAgencyRecords(agency, today, calendar);
    const found = new Set<CaseStatus>();
    for (const { applicantClass, events } of cases) {
      const history = { applicant: applicantClass, agency: agency.kind, events: [...events] };
      found.add(evaluateCase(history, { today, calendar }).status);
    }
    expect([...found].sort()).toEqual(Object.keys(CASE_STATUSES).sort());
  });
});

test('the same day gives the same records, and a later day leaves the past as it was', async () => {
  const bureau = CITY.find(({ code }) => code === 'CC-RS')!;
  const first = await makeAgencyRecords(bureau, day('2026-11-21'), calendar);
  expect(await makeAgencyRecords(bureau, day('2026-11-21'), calendar)).toEqual(first);

  const plain = CITY.find(({ code }) => code === 'CC-JY')!;
  const before = await makeAgencyRecords(plain, day('2025-06-30'), calendar);
  const after = await makeAgencyRecords(plain, day('2026-06-30'), calendar);
  const known = new Map(after.cases.map((it) => [it.caseId, it]));
  for (const it of before.cases) {
    const later = known.get(it.caseId);
    expect(later?.request).toBe(it.request);
    expect(later?.events.slice(0, it.events.length).map(({ type }) => type)).toEqual(
      it.events.map(({ type }) => type),
    );
  }
});

test('what a decision of a court or of reconsideration overturned was sought and is decided again', async () => {
  const { cases, remedies } = await makeAgencyRecords(agency, day('2026-11-21'), calendar);
  const overturned = cases.filter(({ events }) => events.some(({ type }) => type === 'overturned'));
  expect(overturned.length).toBeGreaterThan(2);
  for (const { caseId } of overturned) {
    expect(remedies.some((remedy) => remedy.caseId === caseId && remedy.outcome !== undefined)).toBe(true);
  }
});

test('what the office only prepares as the reconsideration authority is kept and not counted', async () => {
  const office = CITY.find(({ code }) => code === RECONSIDERATION_OFFICE)!;
  const { remedies } = await makeAgencyRecords(office, day('2026-11-21'), calendar);
  const foreign = remedies.filter(({ role }) => role === 'reconsiderationAuthority');
  expect(foreign.length).toBeGreaterThan(15);
  const { notCounted } = countRemedies(remedies, 2024);
  expect(notCounted.length).toBeGreaterThan(0);
  expect(foreign.map(({ remedyId }) => remedyId)).toEqual(expect.arrayContaining([...notCounted]));
});
