import {
  NOTIFICATION_KIND_NAMES,
  notificationRule,
  parseLocalDate,
  type NotificationKind,
} from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { listAccess } from '../identity/actor-queries.js';
import { delegateRoles } from '../identity/service.js';
import { recipientsOf, type NewsPlace } from './recipients.js';
import { openOffice } from './testing/office.js';

const { ctx, person, actor } = await openOffice();
const today = ctx.today();
const people: Record<string, string> = {};

beforeAll(async () => {
  people.officer = await person('申公', 'disclosureOfficer');
  people.liaison = await person('联络', 'liaisonOfficer', { unitCode: 'FGC' });
  people.otherLiaison = await person('另处', 'liaisonOfficer', { unitCode: 'BGS' });
  people.head = await person('主任', 'officeHead');
  people.chief = await person('局长', 'agencyHead');
  people.secrecy = await person('保密', 'secrecyReviewer');
  people.deputy = await person('代办', 'dutyOfficer');
  people.stranger = await person('别局', 'disclosureOfficer', { agencyCode: 'ZRJ' });
  people.supervisor = await person('监督', 'supervisor', { agencyCode: 'LJ' });
  people.system = await person('系统', 'systemAdministrator');
  people.gone = await person('离岗', 'officeHead');
  await ctx.db
    .updateTable('account')
    .set({ status: 'disabled', disabledBy: 'test' })
    .where('accountId', '=', people.gone)
    .execute();
});

async function told(kind: NotificationKind, place: NewsPlace, on = today): Promise<string[]> {
  const ids = (await recipientsOf(ctx.db, kind, place, on)).map(({ accountId }) => accountId);
  return Object.keys(people).filter((name) => ids.includes(people[name] ?? ''));
}

test('of a case handed to a unit its own liaison officers learn, nobody else’s', async () => {
  expect(await told('case.assigned', { agency: 'YSJ', unit: 'FGC' })).toEqual(['liaison']);
  expect(await told('case.assigned', { agency: 'YSJ', unit: null })).toEqual([]);
});

test('of a term that ends learn those who handle the case, the liaison officer only of his unit', async () => {
  expect(await told('case.due', { agency: 'YSJ', unit: 'FGC' })).toEqual(['officer', 'liaison', 'head']);
  expect(await told('case.due', { agency: 'YSJ', unit: null })).toEqual(['officer', 'head']);
  expect(await told('case.due', { agency: 'ZRJ', unit: null })).toEqual(['stranger']);
});

test('of approvals the heads learn, of incidents the secrecy reviewer, of jobs who runs the platform', async () => {
  expect(await told('report.checked', { agency: 'YSJ' })).toEqual(['head', 'chief']);
  expect(await told('incident.opened', { agency: 'YSJ' })).toEqual(['secrecy']);
  expect(await told('job.failed', { agency: null })).toEqual(['system']);
});

test('a supervisor learns of those below him, and of no case', async () => {
  expect(await told('case.weeklyCount', { agency: 'YSJ' })).toEqual(['supervisor']);
  for (const kind of ['case.due', 'case.overdue', 'case.assigned'] as const)
    expect(await told(kind, { agency: 'YSJ', unit: 'FGC' })).not.toContain('supervisor');
});

test('during an absence the deputy learns as well, before and after it he does not', async () => {
  await delegateRoles(ctx, await actor(people.officer ?? ''), 'YSJ', {
    fromAccountId: people.officer ?? '',
    toAccountId: people.deputy ?? '',
    roles: ['disclosureOfficer'],
    reason: '出差',
    fromOn: parseLocalDate('2026-03-10'),
    untilOn: parseLocalDate('2026-03-12'),
  });
  const place = { agency: 'YSJ', unit: null };
  expect(await told('case.due', place)).not.toContain('deputy');
  expect(await told('case.due', place, parseLocalDate('2026-03-12'))).toEqual(['officer', 'head', 'deputy']);
  expect(await told('case.due', place, parseLocalDate('2026-03-13'))).not.toContain('deputy');
});

test('whoever is told may do there what it calls for, as identity answers the same question', async () => {
  for (const on of [today, parseLocalDate('2026-03-11')]) {
    for (const kind of NOTIFICATION_KIND_NAMES) {
      const { audience } = notificationRule(kind);
      if (audience === 'addressee' || audience.isOfUnit === true) continue;
      const { permission, roles } = audience;
      const found = await recipientsOf(ctx.db, kind, { agency: 'YSJ', unit: 'FGC' }, on);
      const access = await listAccess(ctx.db, { agencyId: 'YSJ', unitId: 'FGC' }, permission, on);
      const due = access.filter(({ role }) => roles === undefined || roles.includes(role));
      const ids = [...new Set(due.map(({ account }) => account.id))].sort();
      expect(found.map(({ accountId }) => accountId).sort(), kind).toEqual(ids);
    }
  }
});

test('takes one query, however many people there are', async () => {
  let queries = 0;
  const counting = ctx.db.withPlugin({
    transformQuery: ({ node }) => {
      queries += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await recipientsOf(counting, 'case.due', { agency: 'YSJ', unit: 'FGC' }, today);
  expect(queries).toBe(1);
});
