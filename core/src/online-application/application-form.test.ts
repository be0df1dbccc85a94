import { describe, expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { newCaseSchema } from '../application/case-api.js';
import { evaluateCase } from '../application/evaluate-case.js';
import { appliedAnswers, faultsOfStep, firstIncomplete, formSteps, stepAfter } from './form-model.js';
import { ONLINE_FORMS } from './forms.js';
import { companionsOf, newCaseOf, provisionWords, requestedItems, requestText } from './submission.js';
import type { Answers } from './form-model.js';

const FORM = ONLINE_FORMS.application;
const PERSON: Answers = {
  class: 'naturalPerson',
  name: '申小明',
  'identity-kind': '居民身份证',
  'identity-number': '11010519491231002x',
  telephone: '13800001234',
  'is-together': 'no',
  'on-behalf': 'self',
  'item-1': '云泽市2025年度社会保险基金决算',
  form: 'electronic',
  route: 'online',
};
const NO_FILES = new Map<string, number>();

function faultsOf(id: string, answers: Answers, files = NO_FILES): string[] {
  const step = FORM.steps.find((it) => it.id === id);
  if (step === undefined) throw new Error(`no page ${id}`);
  return faultsOfStep(step, answers, files).map(({ field }) => field);
}

describe('the application of 条例第二十九条', () => {
  test('needs name, proof of identity, contact, description and manner; never a purpose', () => {
    expect(firstIncomplete(FORM, PERSON, NO_FILES)).toBeNull();
    for (const needed of ['name', 'identity-number', 'telephone', 'item-1', 'form', 'route']) {
      expect(firstIncomplete(FORM, { ...PERSON, [needed]: '' }, NO_FILES), needed).not.toBeNull();
    }
    const fields = FORM.steps.flatMap((step) => step.fields(PERSON));
    expect(fields.filter(({ label, hint = '' }) => /用途|理由/.test(label + hint))).toEqual([]);
  });

  test('asks one after the other, and only what applies', () => {
    const ids = (answers: Answers) => formSteps(FORM, answers).map(({ id }) => id);
    expect(ids(PERSON)).toEqual([
      ...['who', 'person', 'contact', 'together', 'on-behalf', 'items', 'provision', 'attachments', 'help'],
    ]);
    expect(ids({ class: 'commercial', 'on-behalf': 'agent' })).toContain('organisation');
    expect(ids({ class: 'commercial' })).not.toContain('person');
    expect(stepAfter(FORM, PERSON, 'on-behalf')?.id).toBe('items');
  });

  test('an agent brings an authorisation, a guardian proof of it', () => {
    const agent = {
      ...PERSON,
      'on-behalf': 'agent',
      'representative-name': '闻人代办',
      'representative-identity-kind': '护照',
      'representative-identity-number': 'E12345678',
    };
    expect(faultsOf('representative', agent)).toEqual(['file']);
    expect(faultsOf('representative', agent, new Map([['authorisation', 1]]))).toEqual([]);
    expect(companionsOf(agent)).toEqual([
      {
        relation: 'agent',
        values: { name: '闻人代办', telephone: null, identityKind: '护照', identityNumber: 'E12345678' },
      },
    ]);
  });

  test('others who apply too are whole or not there', () => {
    const half = { ...PERSON, 'is-together': 'yes', 'other-1-name': '申小红' };
    expect(faultsOf('others', half)).toContain('other-1-identity-kind');
    const whole = { ...half, 'other-1-identity-kind': '护照', 'other-1-identity-number': 'g1234567' };
    expect(faultsOf('others', whole)).toEqual([]);
    expect(companionsOf(appliedAnswers(FORM, whole))).toEqual([
      {
        relation: 'coApplicant',
        values: { name: '申小红', identityKind: '护照', identityNumber: 'G1234567' },
      },
    ]);
    // Whoever then says that there is nobody else has nobody else.
    expect(companionsOf(appliedAnswers(FORM, { ...whole, 'is-together': 'no' }))).toEqual([]);
  });

  test('a manner that cannot be served is refused at the field', () => {
    expect(faultsOf('provision', { ...PERSON, route: 'post' })).toEqual(['route']);
    expect(faultsOf('provision', { ...PERSON, form: 'paper', route: 'online' })).toEqual(['route']);
    expect(faultsOf('provision', { ...PERSON, form: 'other' })).toEqual(['form-other']);
    expect(provisionWords(PERSON)).toBe('电子文件，网上');
  });

  test('choices that are not offered and texts that are too long are refused', () => {
    expect(faultsOf('who', { class: 'administrator' })).toEqual(['class']);
    expect(faultsOf('items', { ...PERSON, 'item-1': '长'.repeat(1001) })).toEqual(['item-1']);
  });

  test('several pieces of information make one application and one text', () => {
    const two = { ...PERSON, 'item-count': '3', 'item-3': '2025年度部门预算' };
    expect(requestedItems(two)).toEqual(['云泽市2025年度社会保险基金决算', '2025年度部门预算']);
    expect(requestText(two)).toBe('1. 云泽市2025年度社会保险基金决算\n2. 2025年度部门预算');
  });
});

describe('the case it makes', () => {
  const today = parseLocalDate('2026-02-05');

  test('is one that the register takes, of the class of who is named', () => {
    const made = newCaseSchema.parse(newCaseOf(PERSON, today));
    expect(made).toMatchObject({
      applicantClass: 'naturalPerson',
      applicantName: '申小明',
      applicantDetails: { identityKind: '居民身份证', identityNumber: '11010519491231002X' },
      unitCode: null,
    });
    const company = {
      ...PERSON,
      class: 'commercial',
      name: '云泽示范有限公司',
      'organisation-code': '91330100799655058b',
    };
    expect(newCaseSchema.parse(newCaseOf(company, today)).applicantDetails).toMatchObject({
      organisationCode: '91330100799655058B',
    });
  });

  // 条例第三十一条 and law.md §1.5: sent on 2026-02-05, confirmed by both sides on 02-06, due on 03-12.
  test('is received on the day that both sides confirm, not on the day it was sent', () => {
    const { events } = newCaseOf(PERSON, today);
    const history = { applicant: 'naturalPerson', agency: 'localDepartment', events } as const;
    const before = evaluateCase(history, { today });
    expect([before.status, before.receivedOn, before.dueOn]).toEqual(['unconfirmed', null, null]);
    const on = parseLocalDate('2026-02-06');
    const confirmed = { ...history, events: [...events, { type: 'receiptConfirmed', on } as const] };
    const after = evaluateCase(confirmed, { today: on });
    expect([after.status, after.receivedOn, after.dueOn]).toEqual(['processing', '2026-02-06', '2026-03-12']);
  });
});
