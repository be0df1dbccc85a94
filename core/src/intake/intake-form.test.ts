import { expect, test } from 'vitest';
import { casesOfIntake, intakeGaps, newIntakeSchema } from './intake-form.js';

const OWN = {
  name: '欧阳示范',
  identityKind: '居民身份证',
  identityNumber: '11010519491231002X',
  telephone: '13800001234',
};
const OTHER = { name: '诸葛示例', identityKind: '居民身份证', identityNumber: '530102199205080116' };
const counter = {
  ...{ channel: 'counter', on: '2026-03-02', applicantClass: 'naturalPerson', applicants: [OWN] },
  ...{ requests: ['云山路改造项目的批复文件'], form: 'paper', route: 'post' },
};
const messages = (input: object): string[] =>
  newIntakeSchema.safeParse(input).error?.issues.map(({ message }) => message) ?? [];

test('an application that lacks something of 第二十九条 is taken in, and what is missing is listed for the one notice', () => {
  const bare = newIntakeSchema.parse({
    ...counter,
    ...{ applicants: [{ name: '欧阳示范' }], form: null, route: null },
  });
  expect(intakeGaps(bare, []).map(({ what }) => what)).toEqual([
    '申请人的身份证明',
    '联系方式',
    '信息的形式要求',
    '获取信息的方式、途径',
  ]);
  expect(intakeGaps(newIntakeSchema.parse(counter), [])).toEqual([]);
});

test('who applies together chooses one; who acts for another shows by what right', () => {
  const together = newIntakeSchema.parse({ ...counter, applicants: [OWN, OTHER], representative: 1 });
  expect(intakeGaps(together, []).map(({ what }) => what)).toEqual(['推选代表人的材料']);
  expect(intakeGaps(together, ['election'])).toEqual([]);
  const [made] = casesOfIntake(together);
  expect(made).toMatchObject({
    applicantName: '诸葛示例',
    companions: [{ relation: 'coApplicant', values: { name: '欧阳示范' } }],
    events: [{ type: 'submitted', on: '2026-03-02', channel: 'counter' }],
  });
  const agent = { relation: 'agent', values: { name: '司马示理' }, authority: '提交申请、接收答复' };
  expect(intakeGaps(newIntakeSchema.parse({ ...counter, agent }), []).map(({ what }) => what)).toEqual([
    '代理人的授权委托书',
  ]);
  expect(messages({ ...counter, applicants: [OWN, { name: null }] })).toEqual([
    '请填写第 2 位申请人的姓名。',
  ]);
  expect(messages({ ...counter, applicants: [OWN], representative: 3 })).toEqual(['请选择哪一位是代表人。']);
});

test('the mailroom signs before the office is handed the mail, and one envelope may hold several', () => {
  const mail = { ...counter, channel: 'registeredMail', requests: ['规划文件', '环评文件'] };
  expect(messages({ ...mail, officeReceivedOn: '2026-02-28' })[0]).toContain('不能早于签收');
  expect(casesOfIntake(newIntakeSchema.parse({ ...mail, officeReceivedOn: '2026-03-04' }))).toHaveLength(2);
  expect(messages({ ...counter, requests: ['一', '二'] })[0]).toContain('只有信函');
  expect(messages({ ...counter, officeReceivedOn: '2026-03-04' })[0]).toContain('只有签收的邮件');
});

test('an oral application is read back before it is registered (第二十九条)', () => {
  expect(messages({ ...counter, channel: 'oral' })).toEqual(['请填写口头申请的记录。']);
  const oral = { hardship: '视力障碍，不能书写', hasReadBack: true, agreed: 'fingerprint' };
  expect(messages({ ...counter, channel: 'oral', oral })).toEqual([]);
  expect(messages({ ...counter, channel: 'oral', oral: { ...oral, hasReadBack: false } })[0]).toContain(
    '读给申请人听',
  );
  expect(messages({ ...counter, oral })[0]).toContain('只有口头申请');
});

test('only what both sides must confirm has an attempt to confirm it', () => {
  const contact = {
    ...{ kind: 'contact', on: '2026-03-02', time: '10:20', way: 'telephone', purpose: 'confirm' },
    ...{ hasReached: false, summary: '无人接听' },
  };
  expect(messages({ ...counter, contact })[0]).toContain('不需要双方确认');
  expect(messages({ ...counter, channel: 'fax', contact })).toEqual([]);
  expect(messages({ ...counter, channel: 'fax', contact: { ...contact, on: '2026-03-01' } })[0]).toContain(
    '不能早于',
  );
});
