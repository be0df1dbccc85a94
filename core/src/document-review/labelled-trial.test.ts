import { expect, test } from 'vitest';
import { checkText } from './check-text.js';

/**
 * A labelled set made from the standards alone (GB 11643-1999, ISO/IEC 7812-1, the plan of mobile numbers), not from the
 * checker. Numbers are drawn, with birthdays long ago, and belong to nobody.
 */
let state = 20261122;
const random = (below: number): number => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return Math.floor((state / 2147483648) * below);
};
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
const digits = (count: number): string => Array.from({ length: count }, () => random(10)).join('');
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

function identityNumber(): string {
  const two = (most: number) => String(1 + random(most)).padStart(2, '0');
  const area = pick(['110101', '310115', '440305', '510104', '330106', '650102', '540102', '230103']);
  const body = `${area}${1901 + random(9)}${two(12)}${two(28)}${digits(3)}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (WEIGHTS[index] ?? 0), 0);
  return `${body}${CHECKS[sum % 11] ?? ''}`;
}
const mobile = (): string =>
  `${pick(['130', '138', '147', '159', '166', '178', '186', '191', '199'])}${digits(8)}`;
function bankCard(): string {
  const body = `${pick(['622202', '621700', '622848', '622588'])}${digits(pick([9, 12]))}`;
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
const wide = (text: string): string =>
  text.replaceAll(/[0-9X]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const parted = (text: string, lengths: readonly number[], by: string): string => {
  let at = 0;
  return lengths.map((length) => text.slice(at, (at += length))).join(by);
};

const ID = 'personal.identityNumber';
const PHONE = 'personal.mobilePhone';
const CARD = 'personal.bankCard';
const name = (): string => pick(['张某某', '李明', '王芳', '赵国强', '陈静', '欧阳敏']);

/** What holds personal data, each with the rule that must find it. */
const HOLDING: readonly (() => readonly [string, string])[] = [
  () => [`申请人${name()}，身份证号${identityNumber()}，符合条件。`, ID],
  () => [`${name()}\t${identityNumber()}\t合格`, ID],
  () => [`身份证号码：${wide(identityNumber())}`, ID],
  () => [`公民身份号码 ${parted(identityNumber(), [6, 8, 4], ' ')}`, ID],
  () => [`${name()}（${parted(identityNumber(), [6, 8, 4], '-')}）`, ID],
  () => [`姓名\t${name()}\t身份证号\t${parted(identityNumber(), [6, 8, 4], '\t')}`, ID],
  () => [`证件号码${identityNumber().toLowerCase()}。`, ID],
  () => [`联系人：${name()}，手机${mobile()}。`, PHONE],
  () => [`请拨打${wide(mobile())}`, PHONE],
  () => [`电话：${parted(mobile(), [3, 4, 4], ' ')}`, PHONE],
  () => [`手机 ${parted(mobile(), [3, 4, 4], '-')}`, PHONE],
  () => [`联系电话+86${mobile()}`, PHONE],
  () => [`${name()}\t${parted(mobile(), [3, 4, 4], '\t')}`, PHONE],
  () => [`银行卡号${bankCard()}，开户行：云泽支行。`, CARD],
  () => [
    `账号 ${
      bankCard()
        .match(/.{1,4}/g)
        ?.join(' ') ?? ''
    }`,
    CARD,
  ],
  () => [`补贴发放至${wide(bankCard())}`, CARD],
  () => [
    `卡号\t${
      bankCard()
        .match(/.{1,4}/g)
        ?.join('\t') ?? ''
    }`,
    CARD,
  ],
];

/** What only looks like it. */
const ALIKE: readonly (() => string)[] = [
  () => `业务流水号${digits(8)}2026${digits(14)}`,
  () => `云人社发〔${2010 + random(16)}〕${1 + random(300)}号`,
  () => `索引号：${digits(9)}/2026-0${digits(4)}`,
  () => `索引号 11441700007${digits(6)}Y/2021-0${digits(4)}`,
  () => `统一社会信用代码91${digits(6)}MA5${digits(7)}K`,
  () => `采购金额1${pick(['3', '5', '8'])}${digits(9)}.${digits(2)}元`,
  () =>
    `成文日期2026年0${1 + random(9)}月1${random(10)}日，发布时间2026-03-1${random(10)} 10:${10 + random(50)}`,
  () => `服务热线12333、12345，监督电话0${pick(['22', '10', '571'])}-${2 + random(7)}${digits(7)}`,
  () => `400-${digits(3)}-${digits(4)}为企业服务热线`,
  () => `商品条码690${digits(10)}，批次2026${digits(6)}`,
  () => `项目编号ZC2026-${digits(6)}-${digits(3)}`,
  () => '就业\t138\t1234\t5678\t224\t19',
  () => `表一\t${digits(3)}\t${digits(4)}\t${digits(4)}\t${digits(5)}`,
  () => `网址 https://www.yunze.gov.cn/art/2026/3/2/art_1${digits(10)}_${digits(8)}.html`,
  () => `身份证号：110101********${digits(4)}`,
  () => `手机号：138****${digits(4)}`,
  () => `设备号${identityNumber().slice(0, 17)}A`,
];
const ROUNDS = 10;

test('of 340 labelled texts: recall at least 0.99, precision at least 0.95', () => {
  let found = 0;
  let missed = 0;
  let wrong = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const make of HOLDING) {
      const [text, rule] = make();
      const rules = checkText(text).map((finding) => finding.rule as string);
      if (rules.includes(rule)) found += 1;
      else missed += 1;
      wrong += rules.filter((it) => it !== rule).length;
    }
    for (const make of ALIKE) wrong += checkText(make()).length;
  }
  expect(found + missed).toBe(ROUNDS * HOLDING.length);
  expect(found / (found + missed)).toBeGreaterThanOrEqual(0.99);
  expect(found / (found + wrong)).toBeGreaterThanOrEqual(0.95);
});

test('a paper that says what level it has is one, a rule about papers of a level is none', () => {
  const rules = (text: string) => checkText(text).map(({ rule }) => rule);
  expect(rules('本件密级为机密')).toEqual(['secrecy.marking']);
  expect(rules('密级为机密的文件，按照规定管理。')).toEqual([]);
});
