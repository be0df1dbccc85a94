import { describe, expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import {
  findingOfLink,
  itemOfLink,
  linksAmong,
  linksInText,
  standingAfter,
  type LinkAnswer,
  type LinkStanding,
} from './link-check.js';

const day = (text: string) => parseLocalDate(text);
const UNTRIED: LinkStanding = { state: 'untried', goneOn: null };
const answered = (status: number): LinkAnswer => ({ status, fault: null });
const without = (fault: 'unknownHost' | 'noAnswer' | 'refused' | 'redirects' | 'withdrawn'): LinkAnswer => ({
  status: null,
  fault,
});

describe('how an address stands after its tries', () => {
  test.each([
    ['opens', [['2026-03-02', answered(200)]], 'open', null],
    ['404 once', [['2026-03-02', answered(404)]], 'failing', '2026-03-02'],
    [
      'twice on one day is one look',
      [
        ['2026-03-02', answered(404)],
        ['2026-03-02', answered(404)],
      ],
      'failing',
      '2026-03-02',
    ],
    [
      'gone on two days',
      [
        ['2026-03-02', answered(410)],
        ['2026-03-03', answered(404)],
      ],
      'broken',
      '2026-03-02',
    ],
    [
      'no such host on two days',
      [
        ['2026-03-02', without('unknownHost')],
        ['2026-03-09', without('unknownHost')],
      ],
      'broken',
      '2026-03-02',
    ],
    ['refused to programs', [['2026-03-02', answered(403)]], 'unjudged', null],
    ['overloaded', [['2026-03-02', answered(503)]], 'unjudged', null],
    ['no answer in time', [['2026-03-02', without('noAnswer')]], 'unjudged', null],
    ['leads inside', [['2026-03-02', without('refused')]], 'unjudged', null],
    [
      'an overload between takes nothing back',
      [
        ['2026-03-02', answered(404)],
        ['2026-03-03', answered(500)],
      ],
      'failing',
      '2026-03-02',
    ],
    [
      'opens again',
      [
        ['2026-03-02', answered(404)],
        ['2026-03-03', answered(404)],
        ['2026-03-04', answered(200)],
      ],
      'open',
      null,
    ],
    [
      'an item of this platform that was withdrawn',
      [['2026-03-02', without('withdrawn')]],
      'broken',
      '2026-03-02',
    ],
  ] as const)('%s', (_, tries, state, goneOn) => {
    const end = tries.reduce<LinkStanding>(
      (standing, [on, answer]) => standingAfter(standing, answer, day(on)),
      UNTRIED,
    );
    expect(end).toEqual({ state, goneOn });
  });
});

describe('addresses in a text', () => {
  test.each([
    ['详见http://www.example.gov.cn/art/2026/1.html。', ['http://www.example.gov.cn/art/2026/1.html']],
    ['（网址：https://www.example.gov.cn/查询）', ['https://www.example.gov.cn/']],
    ['https://a.gov.cn/x?id=1&b=2#top，https://a.gov.cn/x?id=1&b=2', ['https://a.gov.cn/x?id=1&b=2']],
    ['http://10.1.1.1:8080/a, http://user:word@a.gov.cn/', ['http://10.1.1.1:8080/a']],
    ['www.example.gov.cn、ftp://a.gov.cn/、邮箱a@b.gov.cn', []],
  ])('%s', (text, addresses) => {
    expect(linksInText(text).map(({ address }) => address)).toEqual(addresses);
  });

  test('items of this platform are told from the outside', () => {
    expect(
      linksInText('见 https://www.yunze.gov.cn/agencies/YSJ/items/a-1. 又见 /agencies/YSJ/items/b%2F2'),
    ).toEqual([
      { address: '/agencies/YSJ/items/a-1', kind: 'internal' },
      { address: '/agencies/YSJ/items/b%2F2', kind: 'internal' },
    ]);
    expect(itemOfLink('/agencies/YSJ/items/b%2F2')).toEqual({ agency: 'YSJ', document: 'b/2' });
  });

  test('links of a file that cannot be fetched are left to the other rules', () => {
    expect(
      linksAmong(['mailto:a@b.cn', 'file:///C:/a.docx', 'javascript:alert(1)', 'https://政务.中国/a', '#x']),
    ).toEqual([{ address: 'https://政务.中国/a', kind: 'external' }]);
  });
});

test('a finding says why and what to do, without what may name somebody', () => {
  const broken = { address: 'https://a.gov.cn/q?name=王某', status: 404, fault: null } as const;
  const finding = findingOfLink({ ...broken, state: 'broken' });
  expect(finding?.message).toBe('链接 https://a.gov.cn/q?… 打不开：网站回答 404。请更换或者删除。');
  expect(finding?.severity).toBe('warning');
  for (const state of ['untried', 'open', 'unjudged'] as const)
    expect(findingOfLink({ ...broken, state })).toBeNull();
});
