import { expect, test } from 'vitest';
import { newRightsIntakeSchema, rightsGaps, rightsLines } from './rights-intake.js';

const demand = {
  ...{ kind: 'correction', channel: 'counter', on: '2026-03-02' },
  answers: {
    record: '参保证明里写我2019年断缴',
    'correct-text': '2019年全年正常缴费',
    evidence: '缴费凭证编号 2019-77',
    name: '申小明',
    'identity-kind': '居民身份证',
    'identity-number': '11010519491231002X',
    telephone: '13800001234',
  },
};
const messages = (input: object): string[] =>
  newRightsIntakeSchema.safeParse(input).error?.issues.map(({ message }) => message) ?? [];

// 条例第四十一条: with evidence, about a record of oneself.
test('a demand on paper is kept in the words of the public form, with how it came', () => {
  const parsed = newRightsIntakeSchema.parse({
    ...{ ...demand, channel: 'registeredMail', officeReceivedOn: '2026-03-04', mailNumber: 'XA1CN' },
  });
  const lines = rightsLines(parsed);
  expect(lines).toContainEqual({ name: 'record', label: '不准确的记录', text: '参保证明里写我2019年断缴' });
  expect(lines).toContainEqual({ name: 'mail-number', label: '邮件号', text: 'XA1CN' });
  expect(rightsGaps('correction', parsed.answers, false)).toEqual([]);
});

test('nobody is turned away for what is missing; what is written must be right', () => {
  const bare = { ...demand, answers: { record: '参保证明里写我2019年断缴' } };
  expect(messages(bare)).toEqual([]);
  expect(rightsGaps('correction', bare.answers, false)).toEqual([
    ...['应当改成什么', '证据', '姓名或者单位名称', '证件种类', '证件号码', '联系电话'],
  ]);
  expect(rightsGaps('correction', bare.answers, true)).not.toContain('证据');
  expect(messages({ ...demand, answers: {} })).toEqual(['请写明哪一条记录不准确。']);
  expect(
    messages({ ...demand, answers: { ...demand.answers, 'identity-number': '110105194912310021' } }),
  ).toHaveLength(1);
  expect(messages({ ...demand, kind: 'suggestion', answers: {} })).toHaveLength(1);
  expect(messages({ ...demand, kind: 'suggestion', answers: { subject: '养老服务设施清单' } })).toEqual([]);
});

test('the channel asks what it asks of an application', () => {
  expect(messages({ ...demand, officeReceivedOn: '2026-03-04' })[0]).toContain('只有签收的邮件');
  expect(messages({ ...demand, channel: 'oral' })).toHaveLength(1);
  const oral = { hardship: '视力障碍，不能书写', hasReadBack: true, agreed: 'fingerprint' };
  const read = newRightsIntakeSchema.parse({ ...demand, channel: 'oral', oral });
  expect(rightsLines(read)).toContainEqual({
    ...{ name: 'agreed', label: '口头提出的确认', text: '已经宣读，确认无误（申请人按指印）' },
  });
});
