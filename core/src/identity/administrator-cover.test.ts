import { expect, test } from 'vitest';
import { parseLocalDate as day } from '../calendar/local-date.js';
import { vacantDuties, type AdministratorTerm } from './administrator-cover.js';

const TODAY = day('2026-03-02');
const term = (
  role: AdministratorTerm['role'],
  fromOn: string,
  untilOn: string | null,
): AdministratorTerm => ({ role, fromOn: day(fromOn), untilOn: untilOn === null ? null : day(untilOn) });
const LASTING = [term('securityAdministrator', '2026-01-01', null), term('auditor', '2026-01-01', null)];

test('a duty that somebody holds without an end is not vacant, whoever else stands in until a day', () => {
  const held = [
    term('systemAdministrator', '2026-01-01', '2026-03-05'),
    term('systemAdministrator', '2026-01-01', null),
  ];
  expect(vacantDuties([...LASTING, ...held], TODAY)).toEqual([]);
});

test('one after the other without a day between counts as held; a break is the end', () => {
  const chain = [
    term('systemAdministrator', '2026-01-01', '2026-03-05'),
    term('systemAdministrator', '2026-03-06', '2026-03-20'),
    term('systemAdministrator', '2026-03-22', null),
  ];
  expect(vacantDuties([...LASTING, ...chain], TODAY)).toEqual([
    { role: 'systemAdministrator', heldUntil: '2026-03-20' },
  ]);
  const whole = [...chain, term('systemAdministrator', '2026-03-21', '2026-03-21')];
  expect(vacantDuties([...LASTING, ...whole], TODAY)).toEqual([]);
});

test('the last day itself is held, the day after is not; nobody at all is vacant today', () => {
  const last = term('systemAdministrator', '2026-01-01', '2026-03-02');
  expect(vacantDuties([...LASTING, last], TODAY)).toEqual([
    { role: 'systemAdministrator', heldUntil: '2026-03-02' },
  ]);
  expect(vacantDuties([...LASTING, last], day('2026-03-03'))).toEqual([
    { role: 'systemAdministrator', heldUntil: null },
  ]);
  expect(vacantDuties([], TODAY).map(({ heldUntil }) => heldUntil)).toEqual([null, null, null]);
});
