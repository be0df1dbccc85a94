import {
  may,
  operatorActor,
  parseLocalDate,
  TABLE3_COLUMNS,
  type Actor,
  type NewSuccession,
  type Role,
} from '@gongkai/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, listCases, registerCase } from '../application/service.js';
import { cellSource, getReport } from '../annual-report/service.js';
import { recipientsOf } from '../notification/recipients.js';
import { makeAgency } from './factory.js';
import {
  createAccount,
  getAgency,
  grantRole,
  loadActor,
  previewAccess,
  saveStaff,
  succeedAgency,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-03-02T02:00:00Z') });
const operator = operatorActor();
const day = parseLocalDate;
const SPLIT: NewSuccession = {
  ...{
    kind: 'split',
    successorCodes: ['NEW-A', 'NEW-B'],
    fromOn: day('2026-02-01'),
    basis: '机构改革方案（演示）',
  },
  ...{ continues: false, restTo: 'NEW-B' },
  units: [
    { unitCode: 'GH', successorCode: 'NEW-A', successorUnitCode: 'GH1' },
    { unitCode: 'GD', successorCode: 'NEW-A', successorUnitCode: null },
    { unitCode: 'JT', successorCode: 'NEW-B', successorUnitCode: null },
    { unitCode: 'BGS', successorCode: 'NEW-B', successorUnitCode: 'BGS' },
  ],
};

const people: Record<string, string> = {};
async function person(name: string, agencyCode: string, role: Role, unitCode: string | null = null) {
  const { id } = await createAccount(ctx, operator, {
    ...{ loginName: name, displayName: '示人', kind: 'staff', agencyCode },
  });
  await grantRole(ctx, operator, id, {
    role,
    agencyCode,
    unitCode,
    fromOn: day('2026-03-02'),
    untilOn: null,
  });
  people[name] = id;
}
async function actor(name: string): Promise<Actor> {
  const found = await loadActor(ctx, people[name] ?? '');
  if (found === null) throw new Error(`nobody ${name}`);
  return found;
}
async function newCase(agencyCode: string, unitCode: string | null): Promise<string> {
  const { caseId } = await registerCase(ctx, operator, agencyCode, {
    ...{ applicantClass: 'naturalPerson', applicantName: null, request: '规划许可', topic: null, unitCode },
    events: [
      { type: 'submitted', on: day('2026-01-15'), channel: 'counter', applicantClass: 'naturalPerson' },
    ],
  });
  return caseId;
}

const cases: Record<string, string> = {};
beforeAll(async () => {
  await makeAgency({ db }, { code: 'CITY', scope: 'area' });
  for (const code of ['OLD', 'NEW-A', 'NEW-B']) await makeAgency({ db }, { code, parentCode: 'CITY' });
  const units = [
    { code: 'GH', name: '规划科' },
    { code: 'GD', name: '耕地科' },
    { code: 'JT', name: '交通科' },
  ];
  await saveStaff(ctx, operator, 'OLD', { units, officers: [] });
  // A code of the old agency that means another unit in the new one.
  await saveStaff(ctx, operator, 'NEW-A', {
    units: [
      { code: 'GH1', name: '规划处' },
      { code: 'JT', name: '机关团委' },
    ],
    officers: [],
  });
  for (const unit of ['GH', 'GD', 'JT']) cases[unit] = await newCase('OLD', unit);
  cases.none = await newCase('OLD', null);
  await person('office.a', 'NEW-A', 'disclosureOfficer');
  await person('office.b', 'NEW-B', 'disclosureOfficer');
  await person('head.b', 'NEW-B', 'officeHead');
  await person('liaison.gh1', 'NEW-A', 'liaisonOfficer', 'GH1');
  await person('liaison.jt', 'NEW-A', 'liaisonOfficer', 'JT');
  await person('supervisor', 'CITY', 'supervisor');
});

describe('what cannot be is refused', () => {
  const wrong: readonly (readonly [string, Partial<NewSuccession>])[] = [
    ['a unit left to nobody', { units: SPLIT.units.slice(1) }],
    [
      'a unit twice',
      { units: [...SPLIT.units, { ...SPLIT.units[0]!, successorCode: 'NEW-B', successorUnitCode: null }] },
    ],
    ['a unit that is not there', { units: [...SPLIT.units, { ...SPLIT.units[0]!, unitCode: 'XX' }] }],
    [
      'to somebody who does not succeed',
      { units: [{ ...SPLIT.units[0]!, successorCode: 'CITY' }, ...SPLIT.units.slice(1)] },
    ],
    [
      'to a unit that is not there',
      { units: [{ ...SPLIT.units[0]!, successorUnitCode: 'XX' }, ...SPLIT.units.slice(1)] },
    ],
    ['the rest to nobody', { restTo: null }],
    ['the rest to an outsider', { restTo: 'CITY' }],
    ['the rest to another while the agency goes on', { continues: true }],
  ];
  test.each(wrong)('%s', async (_, given) => {
    await expect(succeedAgency(ctx, operator, 'OLD', { ...SPLIT, ...given })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('after a split', () => {
  beforeAll(async () => {
    await succeedAgency(ctx, operator, 'OLD', SPLIT);
  });
  const seenBy = async (name: string): Promise<string[]> => {
    const who = await actor(name);
    const seen: string[] = [];
    for (const [unit, caseId] of Object.entries(cases)) {
      const found = await getCase(ctx, who, 'OLD', caseId).then(
        () => true,
        () => false,
      );
      if (found) seen.push(unit);
    }
    return seen;
  };
  const listedTo = async (name: string): Promise<string[]> => {
    const who = await actor(name);
    const { items } = await listCases(ctx, who, 'OLD', { limit: 50, sort: 'receivedOn' });
    return items.map(({ caseId }) => Object.keys(cases).find((unit) => cases[unit] === caseId) ?? '?').sort();
  };

  test('each successor opens and lists the cases of its units and no others, the rest one of them', async () => {
    expect(await seenBy('office.a')).toEqual(['GH', 'GD']);
    expect(await seenBy('office.b')).toEqual(['JT', 'none']);
    expect(await seenBy('liaison.gh1')).toEqual(['GH']);
    // A unit that happens to have the same code is another unit.
    expect(await seenBy('liaison.jt')).toEqual([]);
    expect(await listedTo('office.a')).toEqual(['GD', 'GH']);
    expect(await listedTo('office.b')).toEqual(['JT', 'none']);
    expect(await listedTo('liaison.gh1')).toEqual(['GH']);
  });

  test('who may act there is answered alike from the other side', async () => {
    const holders = async (unitCode?: string) => {
      const { items } = await previewAccess(ctx, operator, 'OLD', { permission: 'case.record', unitCode });
      return [
        ...new Set(
          items.map(({ account }) => Object.keys(people).find((name) => people[name] === account.id)),
        ),
      ];
    };
    expect((await holders('GH')).sort()).toEqual(['liaison.gh1', 'office.a']);
    expect((await holders('GD')).sort()).toEqual(['office.a']);
    expect((await holders('JT')).sort()).toEqual(['head.b', 'office.b']);
    expect((await holders()).sort()).toEqual(['head.b', 'liaison.gh1', 'office.a', 'office.b']);
    for (const unit of ['GH', 'GD', 'JT', null]) {
      for (const name of Object.keys(people)) {
        const who = await actor(name);
        const told = await recipientsOf(db, 'case.due', { agency: 'OLD', unit }, ctx.today());
        if (told.some(({ accountId }) => accountId === people[name]))
          expect([name, unit, may(who, 'case.view', { agencyCode: 'OLD', unitCode: unit })]).toEqual([
            name,
            unit,
            true,
          ]);
      }
    }
  });

  test('figures stay with the agency that had the cases; who took the rest makes its report, without the cases of others behind it', async () => {
    const total = async (name: string) =>
      (await getReport(ctx, await actor(name), 'OLD', 2026)).tables.table3?.newReceived?.[
        TABLE3_COLUMNS.at(-1)!
      ];
    expect(await total('head.b')).toBe(4);
    expect(await total('supervisor')).toBe(4);
    await expect(getReport(ctx, await actor('office.a'), 'OLD', 2026)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const behind = await cellSource(ctx, await actor('head.b'), 'OLD', 2026, 'table3.newReceived.total', {
      limit: 10,
    });
    expect(behind.ids).toEqual([]);
    const own = await getReport(ctx, await actor('head.b'), 'NEW-B', 2026);
    expect(own.tables.table3?.newReceived?.total).toBe(0);
  });

  test('its page tells who took what', async () => {
    const { successors, existsUntil } = await getAgency(ctx, operator, 'OLD');
    expect(existsUntil).toBe('2026-01-31');
    expect(successors).toMatchObject([
      {
        code: 'NEW-A',
        takes: 'units',
        units: [
          { unitCode: 'GD', successorUnitCode: null },
          { unitCode: 'GH', successorUnitCode: 'GH1' },
        ],
      },
      {
        code: 'NEW-B',
        takes: 'rest',
        units: [
          { unitCode: 'BGS', successorUnitCode: 'BGS' },
          { unitCode: 'JT', successorUnitCode: null },
        ],
      },
    ]);
  });

  test('a later merger of a successor carries its share on, and no more', async () => {
    await makeAgency({ db }, { code: 'LAST', parentCode: 'CITY' });
    await person('office.last', 'LAST', 'disclosureOfficer');
    await succeedAgency(ctx, operator, 'NEW-A', {
      ...{
        kind: 'merged',
        successorCodes: ['LAST'],
        fromOn: day('2026-03-01'),
        basis: '机构改革方案（演示）',
      },
      ...{ continues: false, restTo: null, units: [] },
    });
    expect(await seenBy('office.last')).toEqual(['GH', 'GD']);
    expect(await listedTo('office.last')).toEqual(['GD', 'GH']);
  });
});
