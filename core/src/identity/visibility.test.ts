import { describe, expect, test } from 'vitest';
import type { Actor } from './actor.js';
import type { Role } from './role.js';
import { RECORD_KINDS, seesFile, visibilityOf, type RecordKind, type VisibleRecord } from './visibility.js';

function staff(role: Role, agencyCode = 'A', unitCode: string | null = null): Actor {
  const grant = { role, agencyCode, unitCode, agencyCodes: [agencyCode], onBehalfOf: null };
  return { kind: 'person', id: role, name: role, grants: [grant] };
}
const applicant: Actor = { kind: 'applicant', id: 'applicant', name: '申请人', grants: [] };
const third: Actor = { kind: 'applicant', id: 'third', name: '第三方', grants: [] };
const stranger: Actor = { kind: 'applicant', id: 'stranger', name: '他人', grants: [] };
const CASE: VisibleRecord = {
  ...{ kind: 'case', agencyCode: 'A', unitCode: 'U1' },
  ...{ applicantIds: ['applicant'], thirdPartyIds: ['third'] },
};

describe('a case', () => {
  test('is handled by its agency and the liaison officer of its unit, who see the applicant masked', () => {
    for (const actor of [
      staff('disclosureOfficer'),
      staff('officeHead'),
      staff('liaisonOfficer', 'A', 'U1'),
    ]) {
      expect(visibilityOf(CASE, actor)).toEqual({
        isKnown: true,
        showsContent: true,
        applicant: 'masked',
        showsHandling: true,
        files: 'all',
      });
    }
  });

  test('is unknown to other units, other agencies, supervisors, 三员, strangers and the public', () => {
    const others = [
      staff('liaisonOfficer', 'A', 'U2'),
      staff('disclosureOfficer', 'B'),
      staff('supervisor'),
      staff('systemAdministrator'),
      staff('securityAdministrator'),
      staff('auditor'),
      stranger,
      null,
    ];
    for (const actor of others) {
      const seen = visibilityOf(CASE, actor);
      expect(seen.isKnown || seen.showsContent || seen.showsHandling).toBe(false);
      expect([seen.applicant, seen.files]).toEqual(['hidden', 'none']);
    }
  });

  test('is shown to its applicant in full but for its handling', () => {
    expect(visibilityOf(CASE, applicant)).toMatchObject({
      ...{ showsContent: true, applicant: 'full', showsHandling: false, files: 'addressed' },
    });
  });

  test('never tells the third party who applied (个人信息保护法第二十五条), only what it was sent', () => {
    expect(visibilityOf(CASE, third)).toMatchObject({
      ...{
        isKnown: true,
        showsContent: false,
        applicant: 'hidden',
        showsHandling: false,
        files: 'addressed',
      },
    });
  });
});

test('a published report is open to anybody, a draft to its agency and the supervisor, handling to neither public nor others', () => {
  const report = (kind: RecordKind) => ({ kind, agencyCode: 'A' });
  for (const viewer of [null, stranger, staff('officeHead', 'B')]) {
    expect(visibilityOf(report('publishedReport'), viewer)).toMatchObject({
      ...{ showsContent: true, showsHandling: false, files: 'released' },
    });
    expect(visibilityOf(report('draftReport'), viewer).isKnown).toBe(false);
    expect(visibilityOf(report('importedReport'), viewer).isKnown).toBe(false);
  }
  expect(visibilityOf(report('draftReport'), staff('supervisor')).showsContent).toBe(true);
  expect(visibilityOf(report('draftReport'), staff('auditor')).isKnown).toBe(false);
});

test('an account of an applicant is its own and nobody else’s, of no office and no administrator either', () => {
  const account: VisibleRecord = {
    ...{ kind: 'applicantAccount', agencyCode: '*', applicantIds: ['applicant'] },
  };
  expect(visibilityOf(account, applicant)).toMatchObject({ isKnown: true, applicant: 'full' });
  const system: Actor = { kind: 'system', id: 'cli', name: '命令行', grants: [] };
  const others = [stranger, third, null, system, staff('disclosureOfficer', '*'), staff('auditor', '*')];
  for (const viewer of others) expect(visibilityOf(account, viewer).isKnown).toBe(false);
});

test('nothing but what is published is known to the public', () => {
  const kinds = Object.keys(RECORD_KINDS) as RecordKind[];
  const known = kinds.filter((kind) => visibilityOf({ kind, agencyCode: 'A' }, null).isKnown);
  expect(known).toEqual(['publishedReport', 'publishedDocument']);
});

test('of a file: who handles the record fetches all, a person what was sent to it, the public what was given to it', () => {
  const report = (kind: RecordKind) => ({ kind, agencyCode: 'A' });
  const sees = (record: VisibleRecord, viewer: Actor | null) =>
    (['inside', 'addressed', 'released'] as const).filter((reach) =>
      seesFile(visibilityOf(record, viewer), reach),
    );
  const all = ['inside', 'addressed', 'released'];
  expect(sees(CASE, staff('disclosureOfficer'))).toEqual(all);
  expect(sees(CASE, applicant)).toEqual(['addressed']);
  expect(sees(CASE, third)).toEqual(['addressed']);
  for (const viewer of [stranger, null, staff('disclosureOfficer', 'B'), staff('supervisor')])
    expect(sees(CASE, viewer)).toEqual([]);
  expect(sees(report('publishedReport'), null)).toEqual(['addressed', 'released']);
  expect(sees(report('draftReport'), null)).toEqual([]);
  expect(sees(report('draftReport'), staff('supervisor'))).toEqual(all);
});
