import { describe, expect, test } from 'vitest';
import {
  EVERY_AGENCY,
  actorWithEveryRole,
  may,
  mayWithin,
  operatorActor,
  permit,
  systemActor,
  unitsWhere,
  type Actor,
  type ActiveGrant,
} from './actor.js';
import { PERMISSION_NAMES, rolePermits, type Permission } from './permission.js';
import {
  ADMINISTRATOR_ROLES,
  BUSINESS_ROLES,
  ROLE_NAMES,
  accountKindOf,
  type AdministratorRole,
  type BusinessRole,
  type Role,
} from './role.js';

function grant(role: Role, given: Partial<ActiveGrant> = {}): ActiveGrant {
  return { role, agencyCode: 'A', unitCode: null, agencyCodes: ['A'], onBehalfOf: null, ...given };
}
function person(...grants: ActiveGrant[]): Actor {
  return { kind: 'person', id: 'p', name: '示人', grants };
}
const administrators = Object.keys(ADMINISTRATOR_ROLES) as AdministratorRole[];
const business = Object.keys(BUSINESS_ROLES) as BusinessRole[];
function holders(permission: Permission): Role[] {
  return ROLE_NAMES.filter((role) => rolePermits(role, permission));
}

describe('the matrix', () => {
  test('keeps the three administrators apart (GB/T 22239 8.1.5): who runs, who grants, who audits', () => {
    expect(holders('people.manage')).toEqual(['systemAdministrator']);
    expect(holders('backup.run')).toEqual(['systemAdministrator']);
    expect(holders('role.grant')).toEqual(['securityAdministrator']);
    expect(holders('audit.view')).toEqual(['auditor']);
    expect(holders('audit.export')).toEqual(['auditor']);
  });

  test('lets no administrator see or change a case, a report or personal data, and no office administer', () => {
    const matters = /^(case|personalData|remedy|administrativeRecord|ledger|report|attestedFigure|file)\./;
    for (const role of administrators) {
      expect(PERMISSION_NAMES.filter((it) => matters.test(it) && rolePermits(role, it))).toEqual([]);
    }
    for (const permission of ['agency.manage', 'people.manage', 'role.grant', 'session.endOthers'] as const) {
      expect(holders(permission).filter((role) => (business as Role[]).includes(role))).toEqual([]);
    }
  });

  test('lets nobody publish a report but the heads, nor who writes it waive or publish', () => {
    expect(holders('report.publish')).toEqual(['officeHead', 'agencyHead']);
    expect(holders('report.waive')).toEqual(['officeHead', 'agencyHead']);
    expect(rolePermits('disclosureOfficer', 'report.edit')).toBe(true);
  });

  test('lets a supervisor read reports of those below, and no case (条例第四十六条)', () => {
    const given = PERMISSION_NAMES.filter((it) => rolePermits('supervisor', it));
    expect(given).toContain('report.view');
    expect(given.filter((it) => /^(case|personalData|ledger|people)\./.test(it))).toEqual([]);
  });

  test('opens full personal data to those alone who handle applications', () => {
    expect(holders('personalData.unmask')).toEqual(['disclosureOfficer', 'officeHead']);
  });

  test('has somebody for every permission', () => {
    expect(PERMISSION_NAMES.filter((it) => holders(it).length === 0)).toEqual([]);
  });

  test('gives each administrator an account of his own kind, and the offices one of staff', () => {
    expect(administrators.map(accountKindOf)).toEqual(administrators);
    expect(new Set(business.map(accountKindOf))).toEqual(new Set(['staff']));
  });
});

describe('whether somebody may', () => {
  test('depends on the agency', () => {
    const officer = person(grant('disclosureOfficer'));
    expect(may(officer, 'case.view', { agencyCode: 'A' })).toBe(true);
    expect(may(officer, 'case.view', { agencyCode: 'A', unitCode: 'U1' })).toBe(true);
    expect(may(officer, 'case.view', { agencyCode: 'B' })).toBe(false);
    expect(may(officer, 'role.grant', { agencyCode: 'A' })).toBe(false);
    expect(may(null, 'case.view', { agencyCode: 'A' })).toBe(false);
  });

  test('depends on the unit where the role is of one: a case of none, or of the whole agency, is not its matter', () => {
    const liaison = person(grant('liaisonOfficer', { unitCode: 'U1' }));
    const views = (unitCode?: string | null) => may(liaison, 'case.view', { agencyCode: 'A', unitCode });
    expect([views('U1'), views('U2'), views(null), views(undefined)]).toEqual([true, false, false, false]);
    expect(mayWithin(liaison, 'case.view', 'A')).toBe(true);
    expect(mayWithin(liaison, 'case.view', 'B')).toBe(false);
    expect(unitsWhere(liaison, 'case.view', 'A')).toEqual(['U1']);
    expect(unitsWhere(liaison, 'case.register', 'A')).toEqual([]);
    expect(unitsWhere(person(grant('officeHead')), 'case.view', 'A')).toBe('all');
  });

  test('on the platform needs a role that reaches every agency', () => {
    const own = person(grant('systemAdministrator'));
    const whole = person(
      grant('systemAdministrator', { agencyCode: EVERY_AGENCY, agencyCodes: [EVERY_AGENCY] }),
    );
    expect(may(own, 'backup.run', { agencyCode: null })).toBe(false);
    expect(may(whole, 'backup.run', { agencyCode: null })).toBe(true);
    expect(may(whole, 'agency.manage', { agencyCode: 'Z' })).toBe(true);
  });

  test('reaches what the grant says that it reaches', () => {
    const supervisor = person(grant('supervisor', { agencyCodes: ['A', 'A-1'] }));
    expect(may(supervisor, 'report.view', { agencyCode: 'A-1' })).toBe(true);
    expect(may(supervisor, 'report.view', { agencyCode: 'B' })).toBe(false);
  });

  test('is answered with what to do, or as if nothing were there', () => {
    const editor = person(grant('editor'));
    expect(() => permit(editor, 'report.publish', { agencyCode: 'A' })).toThrow(/公布年度报告.*机关负责人/);
    const hidden = new Error('没有这件申请') as never;
    expect(() => permit(editor, 'case.view', { agencyCode: 'A' }, () => hidden)).toThrow('没有这件申请');
  });

  test('is yes for commands and jobs of the server itself, and for development with every role', () => {
    for (const actor of [operatorActor(), systemActor('seal'), actorWithEveryRole('dev', '开发')]) {
      expect(PERMISSION_NAMES.every((it) => may(actor, it, { agencyCode: 'A' }))).toBe(true);
      expect(may(actor, 'backup.run', { agencyCode: null })).toBe(true);
    }
  });

  test('is no for an applicant', () => {
    const applicant: Actor = { kind: 'applicant', id: 'a', name: '示人', grants: [] };
    expect(PERMISSION_NAMES.some((it) => mayWithin(applicant, it))).toBe(false);
  });
});
