import { newIntakeSchema, newRightsIntakeSchema } from '@gongkai/core';
import { expect, test } from 'vitest';
import { emptyIntake, intakeBody, NOBODY, readTyped, rightsBody } from './intake-typed.js';

const typed = {
  ...emptyIntake('2026-03-02'),
  applicantClass: 'naturalPerson',
  applicants: [{ ...NOBODY, name: '欧阳示范' }],
  requests: ['规划文件', '环评文件'],
};

test('only what the channel asks is sent', () => {
  const fax = { ...typed, channel: 'fax', mailNumber: 'XA1', sentFrom: '0999-1', hardship: '视力' } as const;
  expect(newIntakeSchema.parse(intakeBody(fax))).toMatchObject({
    ...{ mailNumber: '', sentFrom: '0999-1', oral: null, requests: ['规划文件'], officeReceivedOn: null },
  });
  const mail = { ...typed, channel: 'registeredMail', mailNumber: 'XA1', sentFrom: '0999-1' } as const;
  expect(newIntakeSchema.parse(intakeBody(mail))).toMatchObject({
    ...{ mailNumber: 'XA1', sentFrom: '', requests: ['规划文件', '环评文件'] },
  });
});

test('an attempt to confirm is sent where both sides must confirm, and says whether it was answered', () => {
  const called = {
    ...typed,
    channel: 'fax',
    hasContact: true,
    contactTime: '10:20',
    contactSummary: '无人接听',
  } as const;
  expect(newIntakeSchema.safeParse(intakeBody(called)).error?.issues[0]?.path).toEqual([
    'contact',
    'hasReached',
  ]);
  expect(newIntakeSchema.parse(intakeBody({ ...called, hasReached: 'no' })).contact).toMatchObject({
    hasReached: false,
  });
  expect(newIntakeSchema.parse(intakeBody({ ...called, channel: 'counter' })).contact).toBeNull();
});

test('a draft is read as it was typed; what is no answer to a question is left out', () => {
  expect(readTyped(JSON.stringify(typed), emptyIntake('2026-03-05'))).toEqual(typed);
  expect(readTyped('no json', typed)).toBe(typed);
  expect(readTyped('{"applicants":"x","on":3,"note":"见信封"}', typed)).toEqual({ ...typed, note: '见信封' });
});

test('a demand on paper is sent with how it came and its own answers, without those of an application', () => {
  const answers = { record: '参保证明里写我2019年断缴' };
  const demand = { ...typed, matter: 'correction', channel: 'fax', sentFrom: '0999-1', answers } as const;
  expect(newRightsIntakeSchema.parse(rightsBody(demand))).toMatchObject({
    ...{ kind: 'correction', channel: 'fax', sentFrom: '0999-1', answers, contact: null },
  });
});
