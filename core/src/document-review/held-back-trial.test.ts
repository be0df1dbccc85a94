import { describe, expect, test } from 'vitest';
import { checkText } from './check-text.js';

/**
 * A second labelled set, written after the checker and without looking at it: sentences of notices, lists, letters and
 * tables with invented numbers (GB 11643-1999, ISO/IEC 7812-1, 电信网编号计划), and what only looks like them. A number that the
 * text itself calls somebody's and whose check digit is wrong was mistyped: it is still somebody's.
 */
class Draw {
  constructor(private state: number) {}
  below(most: number): number {
    // mulberry32: another generator than the first set's, so that the two never draw alike.
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  }
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
  digits(count: number): string {
    return Array.from({ length: count }, () => String(this.below(10))).join('');
  }
}

const draw = new Draw(49);
const two = (number: number): string => String(number).padStart(2, '0');

function isoCheck(body: string): string {
  // ISO 7064 MOD 11-2, by its recursive definition.
  let rest = 0;
  for (const sign of body) rest = ((rest + Number(sign)) * 2) % 11;
  return '0123456789X'[(12 - rest) % 11] ?? '';
}
function identity(isRight = true): string {
  const area = draw.of([
    '120104',
    '130681',
    '211302',
    '320583',
    '350203',
    '420115',
    '500112',
    '610113',
    '652801',
  ]);
  const body = `${area}${1940 + draw.below(68)}${two(1 + draw.below(12))}${two(1 + draw.below(28))}${draw.digits(3)}`;
  const check = isoCheck(body);
  return body + (isRight ? check : check === '7' ? '4' : '7');
}
const identityWithX = (): string => {
  for (;;) {
    const number = identity();
    if (number.endsWith('X')) return number;
  }
};
const phone = (): string =>
  draw.of([
    '131',
    '135',
    '139',
    '145',
    '150',
    '152',
    '157',
    '158',
    '173',
    '177',
    '181',
    '185',
    '188',
    '189',
    '198',
  ]) + draw.digits(8);
function card(isRight = true, length = draw.of([16, 19])): string {
  const body =
    draw.of(['621226', '622202', '621661', '623058', '621799', '622908']) + draw.digits(length - 7);
  let sum = 0;
  for (const [index, sign] of [...body].reverse().entries()) {
    const twice = index % 2 === 0 ? Number(sign) * 2 : Number(sign);
    sum += Math.floor(twice / 10) + (twice % 10);
  }
  const check = (10 - (sum % 10)) % 10;
  return body + String(isRight ? check : (check + 3) % 10);
}
const wide = (text: string): string =>
  [...text]
    .map((sign) => (/[0-9X]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign))
    .join('');
const cut = (text: string, ...lengths: number[]): string[] => {
  const parts: string[] = [];
  let at = 0;
  for (const length of lengths) parts.push(text.slice(at, (at += length)));
  if (at < text.length) parts.push(text.slice(at));
  return parts;
};
const fours = (text: string): string[] => text.match(/.{1,4}/gu) ?? [];
const person = (): string =>
  draw.of(['刘建军', '孙丽', '何小东', '郑文静', '许志强', '沈玉兰', '贾明亮', '潘晓', '司马云', '阿依古丽']);

const ID = 'personal.identityNumber';
const PHONE = 'personal.mobilePhone';
const CARD = 'personal.bankCard';
const HOME = 'personal.homeAddress';

/** What holds personal data of the kind, and of no other. */
const HELD: Readonly<Record<string, readonly (() => string)[]>> = {
  [ID]: [
    () => `兹有${person()}同志，男，汉族，身份证号码为${identity()}，系我单位职工。`,
    () => `被处罚人：${person()}，居民身份证${identity()}，于三月五日被查获。`,
    () => `序号\t姓名\t公民身份号码\t档次\n1\t${person()}\t${identity()}\t二档\n`,
    () => `${person()}|${identity()}|2026年第一批`,
    () => `${person()}（身份证：${wide(identity())}）`,
    () => `身份证号 ${cut(identity(), 6, 4, 4).join(' ')} ，请妥善保管。`,
    () => `身份证号码：${cut(identity(), 3, 3, 4, 4).join('-')}`,
    () => `证件号码：${cut(identity(), 6, 8).join('\n')}`,
    () => `身份证号\t${[...identity()].join('\t')}\t填写完毕`,
    () => `户主${person()}，证件号：${identityWithX().toLowerCase()}`,
    () => `法定代表人${person()}${identity()}`,
    () => `公民身份号码${identity(false)}（经核对）`,
    () => `享受人员名单：${person()}${identity()}、${person()}${identity()}。`,
    () => `ID card ${identity()}`,
    () => `身份证号：${cut(identity(), 6, 8).join('　')}`,
    () => `持身份证（${identity()}）到社保大厅办理`,
    () => `居民身份证号码: ${wide(cut(identity(), 6, 8).join('-'))}`,
  ],
  [PHONE]: [
    () => `如有疑问，请与${person()}联系，手机${phone()}。`,
    () => `本人电话：${phone()}；家属已知晓。`,
    () => `联系人\t${person()}\t联系电话\t${phone()}`,
    () => `${person()}  ${cut(phone(), 3, 4).join('-')}`,
    () => `移动电话 ${cut(phone(), 3, 4).join(' ')}`,
    () => `电话（微信同号）${wide(phone())}`,
    () => `手机号码：${cut(phone(), 3, 4).join('\t')}`,
    () => `致电+86-${phone()}预约`,
    () => `0086 ${phone()}（${person()}）`,
    () => `报名请加微信${phone()}`,
    () => `社区网格员${person()}（${phone()}）`,
    () => `联系方式：022-2${draw.digits(7)}、${phone()}`,
    () => `${person()},${phone()}`,
    () => `Tel:${phone()}`,
    () => `手机\n${phone()}\n`,
    () => `1,${person()},${phone()},500`,
  ],
  [CARD]: [
    () => `请将补助款汇入本人银行卡${card()}。`,
    () => `开户行：云泽农商银行，卡号：${card()}`,
    () => `工资卡 ${fours(card()).join(' ')}`,
    () => `社会保障卡金融账户账号${wide(card())}`,
    () => `银行卡号：${fours(card()).join('-')}`,
    () => `户名\t${person()}\t账号\t${card()}\n`,
    () => `补贴打卡：${person()}，${card()}，300元`,
    () => `储蓄卡号${card(false)}`,
    () => `一卡通账号\t${fours(card(true, 19)).join('\t')}`,
    () => `收款账户：${card()}`,
    () => `${person()},${card()},250`,
  ],
  [HOME]: [
    () =>
      `家庭住址：云泽市城东区和平路${1 + draw.below(200)}号${1 + draw.below(9)}栋${101 + draw.below(500)}室`,
    () =>
      `${person()}现住云泽市南湖街道幸福小区${1 + draw.below(30)}号楼${1 + draw.below(5)}单元${101 + draw.below(600)}室。`,
    () => `户籍地址：云泽市北原县青石镇柳树村${1 + draw.below(9)}组${1 + draw.below(90)}号`,
  ],
};

/** What holds none, however much it looks like it. */
const BARE: readonly (() => string)[] = [
  () => `云政办发〔${2008 + draw.below(18)}〕${1 + draw.below(120)}号`,
  () => `根据云人社规字[2025]${1 + draw.below(20)}号文件第${1 + draw.below(9)}条`,
  () => `索引号：${draw.digits(9)}/${2015 + draw.below(11)}-${draw.digits(5)}`,
  () => `索引号11${draw.digits(15)}W/2026${two(1 + draw.below(12))}-${draw.digits(5)}`,
  () =>
    `统一社会信用代码：9${draw.of(['1', '2'])}${draw.digits(6)}${draw.of(['MA', '78', '55'])}${draw.digits(6)}X${draw.of(['A', 'K', 'T'])}`,
  () => `统一社会信用代码 12${draw.digits(6)}${draw.digits(8)}${draw.of(['5', '8'])}B`,
  () => `组织机构代码${draw.digits(8)}-${draw.of(['X', '3'])}`,
  () => `中标金额${draw.digits(3)}.${draw.digits(2)}万元，合同总价13${draw.digits(9)}元`,
  () => `全年支出 1${draw.digits(2)},${draw.digits(3)},${draw.digits(3)}.${draw.digits(2)} 元`,
  () => `公示时间：2026年3月${1 + draw.below(9)}日至2026年3月1${draw.below(10)}日`,
  () =>
    `2026-0${1 + draw.below(9)}-1${draw.below(10)} 0${draw.below(10)}:3${draw.below(10)}:5${draw.below(10)}`,
  () => `发布于20260${1 + draw.below(9)}1${draw.below(10)}1${draw.below(10)}3${draw.below(10)}00`,
  () => `政务服务便民热线12345，人社咨询热线12333，税务12366，急救120`,
  () => `咨询电话：0${draw.of(['22', '21', '25'])}-${2 + draw.below(7)}${draw.digits(7)}（工作日9:00—17:00）`,
  () => `传真 (0${draw.of(['311', '512', '991'])}) ${2 + draw.below(7)}${draw.digits(6)}`,
  () => `全国统一客服400${draw.digits(7)}、800-810-${draw.digits(4)}`,
  () => `订单号：2026${draw.digits(14)}`,
  () => `受理编号${draw.digits(6)}2026${draw.digits(8)}`,
  () => `（2026）云01行终${1 + draw.below(900)}号行政判决书`,
  () => `（2025）云0102行初${1 + draw.below(99)}号`,
  () => `云复决字〔2026〕第${1 + draw.below(200)}号`,
  () => `流水${card(false)}已入账`,
  () => `交易参考号 ${draw.digits(20)}`,
  () => `缴款书编号：${card(false, 16)}`,
  () => `项目代码2601-120104-04-01-${draw.digits(6)}`,
  () =>
    `统计表\n地区\t就业人数\t失业人数\n城东区\t13${draw.digits(4)}\t${draw.digits(4)}\n城西区\t15${draw.digits(4)}\t${draw.digits(4)}`,
  () => `合计\t${draw.digits(3)}\t${draw.digits(4)}\t${draw.digits(4)}\t${draw.digits(3)}`,
  () => `2019\t2020\t2021\t2022\t2023\t2024\t2025`,
  () => `138个村、${draw.digits(4)}户、${draw.digits(4)}人`,
  () => `书号ISBN 978-7-${draw.digits(4)}-${draw.digits(4)}-${draw.digits(1)}`,
  () => `京ICP备${draw.digits(8)}号 京公网安备${draw.digits(14)}号`,
  () => `网站标识码${draw.digits(10)}`,
  () => `http://rsj.yunze.gov.cn/zwgk/2026/${draw.digits(2)}/t2026${draw.digits(4)}_${draw.digits(7)}.html`,
  () => `身份证号1201**********${draw.digits(4)}`,
  () => `手机号13********${draw.digits(1)}，卡号6222 **** **** ${draw.digits(4)}`,
  () => `身份证号码一栏应当填写18位号码，手机号码应当为11位。`,
  () => `邮编300${draw.digits(3)}，信箱yzrsj@yunze.gov.cn`,
  () => `云泽市人力资源和社会保障局办公地址：云泽市中心大道${1 + draw.below(300)}号政务中心3楼`,
  () => `经纬度117.${draw.digits(6)},39.${draw.digits(6)}`,
  () => `IP地址10.${draw.below(255)}.${draw.below(255)}.${draw.below(255)}，端口8080`,
  () => `不动产权第${draw.digits(7)}号，建筑面积${draw.digits(3)}.${draw.digits(2)}平方米`,
  () => `食品经营许可证JY1${draw.digits(13)}`,
  () => `商品条码69${draw.digits(11)}`,
  () => `发票代码${draw.digits(12)}，发票号码${draw.digits(8)}`,
  () => `车牌云A·${draw.digits(5)}，车架号LSV${draw.digits(4)}18E${draw.digits(7)}`,
  () => `快递单号SF1${draw.digits(12)}`,
  () => `学籍号G${identity(false)}`,
  () => `设备编号：${identity(false)}`,
  () => `一、2026年第一季度城镇新增就业${draw.digits(5)}人，同比增长${draw.below(9)}.${draw.below(9)}%`,
  () => `补贴总额13${draw.digits(1)},${draw.digits(3)},${draw.digits(3)},${draw.digits(3)}`,
  () => `图号1-${draw.digits(3)}-${draw.digits(4)}-${draw.digits(4)}`,
];

interface Score {
  found: number;
  missed: string[];
  wrong: string[];
}
function measure(rounds: number): Score {
  const score: Score = { found: 0, missed: [], wrong: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [rule, makers] of Object.entries(HELD)) {
      for (const make of makers) {
        const text = make();
        const rules = checkText(text).map((finding) => finding.rule as string);
        if (rules.includes(rule)) score.found += 1;
        else score.missed.push(`${rule}: ${text}`);
        score.wrong.push(...rules.filter((it) => it !== rule).map((it) => `${it}: ${text}`));
      }
    }
    for (const make of BARE) {
      const text = make();
      score.wrong.push(...checkText(text).map(({ rule }) => `${rule}: ${text}`));
    }
  }
  return score;
}

const ROUNDS = 20;

describe('texts that the checker was not written for', () => {
  const { found, missed, wrong } = measure(ROUNDS);

  test('of what holds personal data, 99 in 100 are found', () => {
    expect(missed.length / (found + missed.length), missed.slice(0, 20).join('\n')).toBeLessThanOrEqual(0.01);
  });

  test('of what is found, 95 in 100 are personal data', () => {
    expect(wrong.length / (found + wrong.length), wrong.slice(0, 20).join('\n')).toBeLessThanOrEqual(0.05);
  });
});
