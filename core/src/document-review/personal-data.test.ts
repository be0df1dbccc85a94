import { describe, expect, test } from 'vitest';
import { findPersonalData } from './personal-data.js';

/**
 * Invented numbers. The check characters were worked out by hand from GB 11643-1999 (11010119900307747 gives 5,
 * 37020219851123003 gives X) and ISO/IEC 7812-1.
 */
const ID = '110101199003077475';
const ID_X = '37020219851123003X';
const PHONE = '13812345678';
const CARD_19 = '6222020200112233446';
const CARD_16 = '6217000010199905';
const fullWidth = (text: string): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const boxes = (text: string, border: string): string => [...text].join(border);

function rulesOf(text: string): string[] {
  return findPersonalData(text).map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('a resident identity number', () => {
  test.each([
    `身份证号${ID}`,
    `张三，${ID_X}，男，汉族`,
    `张三，${ID_X.toLowerCase()}，男，汉族`,
    fullWidth(ID),
    `身份证号码：${fullWidth(ID_X.slice(0, 17))}Ｘ`,
    '110101 19900307 7475',
    '110101 1990 0307 7475',
    '1101 0119 9003 0774 75',
    '370202-19851123-003X',
    '３７０２０２　１９８５１１２３　００３Ｘ',
    '姓名\t身份证号\t单位\n张三\t110101\t19900307\t7475\t某厂',
    '证件号码\n110101\n19900307\n7475',
    boxes(ID, '\t'),
    `身份证号\n${boxes(ID_X, '\n')}\n`,
    `| ${boxes(ID, ' | ')} |`,
    '身份证号110101900307747（旧证）',
  ])('%j keeps a text from being published', (text) => {
    expect(rulesOf(text)).toEqual(['personal.identityNumber error']);
  });

  test('with a slip in it is pointed at where the words say what it is', () => {
    expect(rulesOf('公民身份号码：110101199003077476')).toEqual(['personal.identityNumber warning']);
    expect(rulesOf('设备号 110101199003077476')).toEqual([]);
  });

  test('is named by its place and shown masked', () => {
    const [finding] = findPersonalData(`原告张三，身份证号 110101 19900307 7475。`);
    expect(finding).toMatchObject({ start: 10, end: 30, excerpt: '110***********7475' });
  });
});

describe('a mobile number', () => {
  test.each([
    `联系电话${PHONE}`,
    `联系人：李四（${PHONE}）`,
    '手机 138 1234 5678',
    '138-1234-5678',
    `李四,${PHONE},男`,
    `0532-85912345、${PHONE}`,
    `0532-85912345/${PHONE}`,
    `Tel:${PHONE}`,
    `Tel${PHONE}`,
    fullWidth(PHONE),
    `手机\n${boxes(PHONE, '\n')}`,
    `姓名\t联系电话\n李四\t138\t1234\t5678`,
    `${PHONE}户主李四`,
    `微信同号${PHONE}。`,
  ])('%j', (text) => {
    expect(rulesOf(text)).toEqual(['personal.mobilePhone error']);
  });

  test.each([
    [`+86 138-1234-5678`, 4, 17],
    [`+8613812345678`, 3, 14],
    [`0086-13812345678`, 5, 16],
  ])('%j: the number of the country is no part of it', (text, start, end) => {
    expect(findPersonalData(text)).toEqual([
      { rule: 'personal.mobilePhone', severity: 'error', start, end, excerpt: '138****5678' },
    ]);
  });

  test('two in a row are two', () => {
    expect(rulesOf(`${PHONE} 13987654321`)).toHaveLength(2);
    expect(rulesOf(`${PHONE}\n13987654321\n15012345678`)).toHaveLength(3);
  });
});

describe('a bank card', () => {
  test.each([
    CARD_19,
    `卡号：${CARD_16}`,
    '6217 0000 1019 9905',
    '6222 0202 0011 2233 446',
    fullWidth(CARD_19),
    `账号 6228480012345678903`,
    '银行卡号\n6222\n0202\n0011\n2233\n446',
  ])('%j', (text) => {
    expect(rulesOf(text)).toEqual(['personal.bankCard error']);
  });
  test('of Gansu, 62, is not every number of a person from there', () => {
    expect(rulesOf('身份证号620102199003077473')).not.toContain('personal.bankCard error');
  });
});

describe('other papers and where somebody lives', () => {
  test.each([
    ['护照号码：E12345678', 'personal.passport error'],
    ['持护照 EJ1234567 入境', 'personal.passport error'],
    ['港澳居民来往内地通行证号码 H12345678', 'personal.travelPermit error'],
    ['家庭住址：云泽市东湖区人民路12号3栋502室', 'personal.homeAddress warning'],
    ['现住云泽市东湖区人民路12号', 'personal.homeAddress warning'],
    ['李四，住所云泽市东湖区人民路12号', 'personal.homeAddress warning'],
    ['送达至幸福小区3号楼2单元501室', 'personal.homeAddress warning'],
  ])('%j', (text, finding) => {
    expect(rulesOf(text)).toEqual([finding]);
  });
});

describe('silent', () => {
  test.each([
    '云人社发〔2019〕12号',
    `云人社发〔2019〕${PHONE}号`,
    '索引号：000014349/2019-00012',
    '统一社会信用代码：91110108592366240X',
    '统一社会信用代码：911101085923662400',
    '统一社会信用代码 11310000002420965E',
    `金额${PHONE}元`,
    `共计${PHONE} 元`,
    '13,812,345,678',
    `${PHONE}.50`,
    '3.13812345678',
    `受理编号：${PHONE}`,
    `运单号 ${PHONE}`,
    '12333、12345、400-138-1234、95588',
    '010-12345678',
    '（0532）85912345转8013',
    '2019-03-07 2019-03-08 2019-12-31',
    '20190307 20190308 19900307',
    '订单号 6222020200112233445',
    '139 1234 5678 2345',
    '2019年 1380 1234 567',
    '1\t3\t8\t0\t1\t2\t0\t0\t1\t0\t2',
    '开户行：工商银行云泽支行 账号：0302011209300123456',
    '110***********1234',
    '138****5678',
    '编号110101201913077475',
    '办公地址：云泽市东湖区人民路12号',
    '云泽某某有限公司，住所：云泽市东湖区人民路12号',
    'http://www.yunze.gov.cn/art/13812345678.html',
    'YZ13812345678',
    '合计 110101199003074',
    '职业资格证书号：1101011990030774',
    '经度113.12345678901，纬度30.13812345678',
    '12000000000',
    '',
  ])('%j', (text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

test('numbers of every kind in one text come in their order, none inside another', () => {
  const text = `张三（身份证号${ID}，手机${PHONE}，银行卡 ${CARD_19}），住址：云泽市东湖区人民路12号3栋502室。`;
  expect(rulesOf(text)).toEqual([
    'personal.identityNumber error',
    'personal.mobilePhone error',
    'personal.bankCard error',
    'personal.homeAddress warning',
  ]);
  for (const { start, end, rule } of findPersonalData(text)) {
    if (rule === 'personal.identityNumber') expect(text.slice(start, end)).toBe(ID);
    if (rule === 'personal.mobilePhone') expect(text.slice(start, end)).toBe(PHONE);
  }
});
