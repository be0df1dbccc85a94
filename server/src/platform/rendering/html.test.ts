import { describe, expect, test } from 'vitest';
import { faultsOf, parsePage, textOf, type Element } from '../portal/testing/page-audit.js';
import { writeHtml } from './html.js';
import { longTable, officialNotice, paragraph, plainPaper, replyLetter } from './testing/sample-papers.js';

/** A file that stands alone brings its style along, and the widths of columns; that aside it is a page like the others. */
const EXPECTED_FAULTS = ['a script or style inside'];
const EXPECTED_FAULTS_OF_TABLES = [...EXPECTED_FAULTS, 'an inline style or handler'];

describe('a page that stands alone', () => {
  test.each([
    ['a letter', replyLetter(), EXPECTED_FAULTS],
    ['a notice', officialNotice(), EXPECTED_FAULTS],
    ['a table', plainPaper([longTable(30)]), EXPECTED_FAULTS_OF_TABLES],
  ])(
    'of %s is whole: language, one title, headings in order, figures tied to their heads',
    (_, paper, faults) => {
      const page = parsePage(writeHtml(paper));
      expect(faultsOf(page)).toEqual(faults);
      expect(page.all('script')).toEqual([]);
      expect(page.all('link')).toEqual([]);
      expect(textOf(page.all('h1')[0]!)).toBe(paper.title);
    },
  );

  test('asks for nothing from elsewhere', () => {
    expect(writeHtml(officialNotice())).not.toMatch(/https?:|url\(|@import/);
  });

  test('orders its parts as they are printed', () => {
    const { text } = parsePage(writeHtml(officialNotice()));
    const parts = [
      '特急',
      '云政办发〔2026〕3号',
      '张三先生',
      '附件：1.',
      '2026年3月5日',
      '（联系人',
      '抄送：市委办公室，市档案馆。',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('shows text as text', () => {
    const hostile = '<script>alert(1)</script> & "quotes" \' </style> <!-- {{x}} ${y}';
    const table = longTable(0, {
      caption: hostile,
      head: [],
      body: [{ cells: [{ text: hostile, heads: 'row', columnSpan: 4 }] }],
    });
    const paper = officialNotice({
      title: hostile,
      metadata: { author: hostile, subject: hostile, keywords: [hostile], createdAt: '2026-03-05T02:00:00Z' },
      blocks: [paragraph('body', hostile), { kind: 'heading', level: 1, text: hostile }, table],
    });
    const page = parsePage(writeHtml(paper));
    expect(page.all('script')).toEqual([]);
    expect(page.all('h1').map(textOf)).toEqual([hostile]);
    expect(page.all('h2').map(textOf)).toEqual([hostile]);
    expect(page.all('caption').map(textOf)).toEqual([hostile]);
    expect(page.all('th').map(textOf)).toEqual([hostile]);
    expect(page.all('meta').filter(({ attribs }) => attribs.content === hostile)).toHaveLength(3);
  });
});

describe('a table', () => {
  const page = parsePage(writeHtml(plainPaper([longTable(2)])));
  const byId = (id: string): Element => page.all('th').find(({ attribs }) => attribs.id === id)!;

  test('gives each figure the heads above it and beside it', () => {
    const named = page
      .all('td')
      .map(({ attribs }) => (attribs.headers ?? '').split(' ').map((id) => textOf(byId(id))));
    expect(named[0]).toEqual(['数量', '件', '机关1号']);
    expect(named[1]).toEqual(['数量', '元', '机关1号']);
    expect(named[3]).toEqual(['数量', '件', '机关2号']);
  });

  test('says what each head heads', () => {
    expect(page.all('th').map(({ attribs }) => attribs.scope)).toEqual([
      'col',
      'colgroup',
      'col',
      'col',
      'col',
      'row',
      'row',
    ]);
    expect(page.all('th')[1]?.attribs).toMatchObject({ colspan: '2' });
    expect(page.all('th')[0]?.attribs).toMatchObject({ rowspan: '2' });
  });

  test('ties the rows of a group to the head that reaches over them', () => {
    const grouped = longTable(0, {
      columns: [1, 1, 1],
      head: [],
      body: [
        {
          cells: [
            { text: '一组', heads: 'row', rowSpan: 2 },
            { text: '甲', heads: 'row' },
            { text: '1', value: 1 },
          ],
        },
        {
          cells: [
            { text: '乙', heads: 'row' },
            { text: '2', value: 2 },
          ],
        },
      ],
    });
    const other = parsePage(writeHtml(plainPaper([grouped])));
    const headers = other.all('td').map(({ attribs }) => attribs.headers?.split(' '));
    const heads = new Map(other.all('th').map((head) => [head.attribs.id, textOf(head)]));
    expect(headers.map((ids) => ids?.map((id) => heads.get(id)))).toEqual([
      ['一组', '甲'],
      ['一组', '乙'],
    ]);
  });
});
