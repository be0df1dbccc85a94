import { describe, expect, test } from 'vitest';
import { compareRequests, sharedPieces } from './compare-requests.js';
import { foldText, holdsWords } from './fold-text.js';
import { mayBeRepeat, type EarlierCase } from './repeat.js';
import { parseLocalDate } from '../calendar/local-date.js';

describe('requests that ask for the same', () => {
  test.each([
    [
      '公开云山路改造项目的批复文件。',
      '本人特向贵局申请公开：云山路改造项目批复文件，请以纸质形式邮寄给本人。',
    ],
    ['2023年度失业保险稳岗返还企业名单', '失业保险稳岗返还企业名单（二〇二三年）'],
    ['２０２３年度 失业保险稳岗返还 企业名单', '2023年度失业保险稳岗返还企业名单'],
    ['梨园路棚户区改造征收补偿方案及听证笔录', '梨园路栅户区改造征收朴偿方案及听证笔 录'],
    ['云山路改造项目的批复文件', '申请公开云山路改造项目的批复文件、施工合同'],
  ])('%s / %s', (one, other) => {
    expect(compareRequests(one, other).grade).toBe('same');
  });
});

describe('requests that share words and ask for something else', () => {
  const opening = '根据《中华人民共和国政府信息公开条例》第二十七条的规定，特向贵局申请公开以下政府信息：';
  const closing = '请在法定期限内书面答复，如不公开请说明理由和依据。';
  test.each([
    [`${opening}云山路改造项目的批复文件。${closing}`, `${opening}失业保险稳岗返还企业名单。${closing}`],
    [`${opening}青禾公司的工伤认定结论。${closing}`, `${opening}某小区加装电梯的公示。${closing}`],
  ])('%s / %s', (one, other) => {
    expect(compareRequests(one, other).grade).toBeNull();
  });

  test.each([
    ['2022年度失业保险稳岗返还企业名单', '2023年度失业保险稳岗返还企业名单'],
    ['云府发〔2020〕12号文件', '云府发〔2020〕75号文件'],
    ['2011年以来工伤保险费率浮动的批复', '2017年以来工伤保险费率浮动的批复'],
  ])('of another year or number: %s / %s', (one, other) => {
    expect(compareRequests(one, other).grade).toBe('otherNumber');
  });
});

test('nothing is like nothing', () => {
  expect(compareRequests('', '').grade).toBeNull();
  expect(compareRequests('。', '云山路').grade).toBeNull();
});

test('both texts are cut into what they share and what each has alone', () => {
  const { one, other } = sharedPieces('公开云山路改造项目的批复。', '请公布云山路改造项目的批复文件');
  expect(one.map(({ text }) => text).join('')).toBe('公开云山路改造项目的批复。');
  expect(other.map(({ text }) => text).join('')).toBe('请公布云山路改造项目的批复文件');
  expect(one.filter(({ isShared }) => isShared).map(({ text }) => text)).toEqual(['云山路改造项目的批复']);
});

test('words are found whatever their width, and a part of a folded text is the fold of a part', () => {
  expect(holdsWords('２０２３年 稳岗返还', '2023年稳岗')).toBe(true);
  expect(holdsWords('失业保险', '工伤')).toBe(false);
  expect(holdsWords('失业保险', '，。')).toBe(false);
  expect(holdsWords('拆迁100%补偿', '100%')).toBe(true);
  expect(holdsWords('拆迁100补偿', '100%')).toBe(false);
  expect(holdsWords('保险，缴费', '，')).toBe(true);
  expect(foldText('（二）ABC　保险').text).toBe('2abc保险');
});

describe('a repeat (条例第三十六条第（六）项)', () => {
  const earlier: EarlierCase = {
    grade: 'same',
    isSameApplicant: true,
    status: 'closed',
    closedOn: parseLocalDate('2026-01-05'),
  };
  test('needs the same applicant, the same information and a reply that was served', () => {
    expect(mayBeRepeat(earlier)).toBe(true);
    expect(mayBeRepeat({ ...earlier, isSameApplicant: false })).toBe(false);
    expect(mayBeRepeat({ ...earlier, isSameApplicant: null })).toBe(false);
    expect(mayBeRepeat({ ...earlier, grade: 'otherNumber' })).toBe(false);
    expect(mayBeRepeat({ ...earlier, status: 'processing', closedOn: null })).toBe(false);
    expect(mayBeRepeat({ ...earlier, status: 'withdrawn' })).toBe(false);
    expect(mayBeRepeat({ ...earlier, status: 'lapsed' })).toBe(false);
  });
});
