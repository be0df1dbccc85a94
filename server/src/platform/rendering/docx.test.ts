import { parseLocalDate } from '@gongkai/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PrintedDocument, Table } from './document.js';
import { writeDocx } from './docx.js';
import { all, packageFaults, parseXml, readPackage, type XmlElement } from './testing/read-package.js';
import { longTable, officialNotice, paragraph, plainPaper, replyLetter } from './testing/sample-papers.js';
import { misplaced } from './testing/schema-order.js';

async function opened(document: PrintedDocument) {
  const file = await readPackage(await writeDocx(document));
  const body = file.root('word/document.xml');
  return { file, body, styles: file.root('word/styles.xml') };
}

const value = (element: XmlElement | undefined, attribute = 'w:val') => element?.attributes[attribute];
const first = (root: XmlElement, name: string) => all(root, name)[0];
const styleOf = (paragraph: XmlElement) => value(first(paragraph, 'w:pStyle'));
const withText = (root: XmlElement, text: string) => all(root, 'w:p').find((it) => it.text.startsWith(text));

const MIXED = plainPaper([
  { kind: 'heading', level: 1, text: '一、总体情况' },
  paragraph('body', '正文'),
  { kind: 'list', isNumbered: true, items: ['甲', '乙'] },
  { kind: 'list', isNumbered: false, items: ['丙'] },
  longTable(3),
  longTable(2, { id: 'second', caption: null, isLandscape: true }),
  paragraph('fine', '注：横排。'),
  { kind: 'pageBreak' },
  paragraph('body', '最后一页'),
  paragraph('attachmentMark', '附件1'),
  longTable(1, { id: 'third' }),
]);
test('the check of the order sees what stands wrong and what does not belong', () => {
  expect(misplaced(parseXml('<w:tblPr><w:tblW/><w:tblLayout/></w:tblPr>'))).toEqual([]);
  expect(misplaced(parseXml('<w:tblPr><w:tblLayout/><w:tblW/></w:tblPr>'))).toEqual(['w:tblPr > w:tblW']);
  expect(misplaced(parseXml('<w:pPr><w:sz/></w:pPr>'))).toEqual(['w:pPr > w:sz']);
});

const PAPERS = { letter: replyLetter(), official: officialNotice(), mixed: MIXED };

describe.each(Object.entries(PAPERS))('the package of %s', (_, document) => {
  test('is whole: all parts typed, linked and in the order of the schema', async () => {
    const { file } = await opened(document);
    expect(packageFaults(file)).toEqual([]);
    expect([...file.parts.keys()].flatMap((part) => misplaced(file.root(part)))).toEqual([]);
  });

  test('is the same bytes whenever and wherever it is written', async () => {
    const zone = process.env.TZ;
    const before = await writeDocx(document);
    process.env.TZ = 'America/Los_Angeles';
    const after = await writeDocx(document);
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(Buffer.from(after).equals(Buffer.from(before))).toBe(true);
    const { days } = await readPackage(before);
    expect(new Set(days).size).toBe(1);
  });
});

test('the properties say who issued what, and when by the paper, not by the clock', async () => {
  const { file } = await opened(replyLetter());
  const core = file.root('docProps/core.xml');
  expect(first(core, 'dc:title')?.text).toBe('政府信息公开申请答复书');
  expect(first(core, 'dc:creator')?.text).toBe('云泽市人民政府办公室');
  expect(first(core, 'dcterms:created')?.text).toBe('2026-03-05T02:00:00Z');
  expect(first(core, 'dc:language')?.text).toBe('zh-CN');
});

test('digits are of a Western language, so that no line breaks inside a number; the rest is Chinese', async () => {
  const { styles, file } = await opened(plainPaper([paragraph('body', '收到申请12376件。')]));
  expect(first(styles, 'w:lang')?.attributes).toMatchObject({ 'w:val': 'en-US', 'w:eastAsia': 'zh-CN' });
  expect(first(file.root('word/settings.xml'), 'w:themeFontLang')?.attributes).toEqual({
    'w:val': 'en-US',
    'w:eastAsia': 'zh-CN',
  });
});

describe('measures of GB/T 9704', () => {
  test('paper, margins and 22 lines; 28 characters fit in a line and 29 do not', async () => {
    const { body, styles } = await opened(plainPaper([paragraph('body', '正文')]));
    expect(first(body, 'w:pgSz')?.attributes).toEqual({ 'w:w': '11906', 'w:h': '16838' });
    expect(first(body, 'w:pgMar')?.attributes).toMatchObject({
      'w:top': '2098',
      'w:bottom': '1984',
      'w:left': '1587',
      'w:right': '1474',
    });
    const line = Number(value(first(body, 'w:docGrid'), 'w:linePitch'));
    const height = 16838 - 2098 - 1984;
    expect([22 * line <= height, 23 * line <= height]).toEqual([true, false]);
    const normal = all(styles, 'w:style').find((style) => value(style, 'w:styleId') === 'Normal');
    const run = normal?.children.find(({ name }) => name === 'w:rPr');
    const character = 320 + Number(value(run && first(run, 'w:spacing')));
    const width = 11906 - 1587 - 1474;
    expect([28 * character <= width, 29 * character <= width]).toEqual([true, false]);
  });

  test('faces by their official names, for every kind of character, with others named beside them', async () => {
    const { file, styles } = await opened(officialNotice());
    const fontOf = (id: string) =>
      first(
        all(styles, 'w:style').find((style) => value(style, 'w:styleId') === id)!,
        'w:rFonts',
      )?.attributes;
    const named = (font: string) => ({
      'w:hint': 'eastAsia',
      'w:ascii': font,
      'w:hAnsi': font,
      'w:eastAsia': font,
      'w:cs': font,
    });
    expect(first(first(styles, 'w:docDefaults')!, 'w:rFonts')?.attributes).toEqual(named('仿宋_GB2312'));
    expect(fontOf('Title')).toEqual(named('方正小标宋简体'));
    expect(fontOf('Heading1')).toEqual(named('黑体'));
    expect(fontOf('Heading2')).toEqual(named('楷体_GB2312'));
    expect(fontOf('PageNumber')).toEqual(named('宋体'));
    const table = all(file.root('word/fontTable.xml'), 'w:font');
    const used = new Set(all(styles, 'w:rFonts').map((font) => value(font, 'w:eastAsia')));
    expect(new Set(table.map((font) => value(font, 'w:name')))).toEqual(used);
    for (const font of table) expect(value(first(font, 'w:altName'))).not.toBe('');
  });

  test('a paragraph begins two characters in, said in characters and in twips', async () => {
    const { styles } = await opened(plainPaper([]));
    const body = all(styles, 'w:style').find((style) => value(style, 'w:styleId') === 'OfficialBody');
    expect(value(body && first(body, 'w:ind'), 'w:firstLineChars')).toBe('200');
    expect(Number(value(body && first(body, 'w:ind'), 'w:firstLine'))).toBeCloseTo((2 * 8845) / 28, -1);
  });

  test('headings are headings, so that one can walk through the paper by them', async () => {
    const { body, styles } = await opened(replyLetter());
    expect(styleOf(withText(body, '一、答复内容')!)).toBe('Heading1');
    expect(styleOf(withText(body, '（一）予以公开')!)).toBe('Heading2');
    const levels = ['Heading1', 'Heading2', 'Heading3', 'Heading4'].map((id) =>
      value(
        first(
          all(styles, 'w:style').find((style) => value(style, 'w:styleId') === id)!,
          'w:outlineLvl',
        ),
      ),
    );
    expect(levels).toEqual(['0', '1', '2', '3']);
  });
});

describe('信函格式', () => {
  test('the first page has mark and rules but no number, the next ones have numbers at the outer edge', async () => {
    const { file, body } = await opened(replyLetter());
    const ids = new Map(
      all(file.root('word/_rels/document.xml.rels'), 'Relationship').map(({ attributes }) => [
        attributes.Id,
        `word/${attributes.Target}`,
      ]),
    );
    const part = (kind: string, type: string) => {
      const reference = all(body, `w:${kind}Reference`).find((it) => value(it, 'w:type') === type);
      return file.root(ids.get(value(reference, 'r:id')) ?? '');
    };
    expect(first(body, 'w:titlePg')).toBeDefined();
    expect(part('header', 'first').text).toBe('云泽市人民政府办公室');
    expect(all(part('footer', 'first'), 'w:fldSimple')).toEqual([]);
    expect(all(part('footer', 'first'), 'w:pBdr')).toHaveLength(1);
    for (const [type, side] of [
      ['default', 'right'],
      ['even', 'left'],
    ] as const) {
      expect(part('footer', type).text).toBe('— 1 —');
      expect(value(first(part('footer', type), 'w:jc'))).toBe(side);
    }
    expect(first(file.root('word/settings.xml'), 'w:evenAndOddHeaders')).toBeDefined();
    // 30 mm from the upper edge of the paper, 20 mm from the lower.
    expect(first(body, 'w:pgMar')?.attributes).toMatchObject({ 'w:header': '1701', 'w:footer': '1134' });
  });

  test('the number stands below the rule at the right, the mark bears no 文件', async () => {
    const { file, body } = await opened(replyLetter());
    expect(all(body, 'w:p')[0]?.text).toBe('云府公开〔2026〕12号');
    expect([...file.parts.values()].join('')).not.toContain('文件');
  });
});

describe('公文格式', () => {
  test('urgency, mark in red, number over a red rule, title, recipient, in this order', async () => {
    const { body } = await opened(officialNotice());
    const paragraphs = all(body, 'w:p');
    expect(paragraphs.slice(0, 5).map(({ text }) => text)).toEqual([
      '特急',
      '云泽市人民政府办公室',
      '云政办发〔2026〕3号',
      '云泽市人民政府办公室关于规范依申请公开办理工作的通知',
      '张三先生：',
    ]);
    const rule = first(paragraphs[2]!, 'w:bottom');
    expect(rule?.attributes).toMatchObject({ 'w:val': 'single', 'w:color': 'FF0000' });
  });

  test('版记 with its three rules stands at the foot', async () => {
    const { body } = await opened(officialNotice());
    const imprint = all(body, 'w:tbl').at(-1)!;
    expect(all(imprint, 'w:tr').map(({ text }) => text)).toEqual([
      '抄送：市委办公室，市档案馆。',
      '云泽市人民政府办公室2026年3月6日印发',
    ]);
    expect(value(first(imprint, 'w:tblpPr'), 'w:tblpYSpec')).toBe('bottom');
    // In eighths of a point: 0.35 mm is 7.9, 0.25 mm is 5.7.
    expect(['w:top', 'w:bottom', 'w:insideH'].map((side) => value(first(imprint, side), 'w:sz'))).toEqual([
      '8',
      '8',
      '6',
    ]);
  });

  test('with a seal the date is four characters from the edge, and the text before never leaves it alone', async () => {
    const { body } = await opened(officialNotice());
    expect(value(first(withText(body, '2026年3月5日')!, 'w:ind'), 'w:rightChars')).toBe('400');
    const before = all(body, 'w:p');
    const organ = before.findLastIndex(({ text }) => text === '云泽市人民政府办公室');
    expect(first(before[organ - 1]!, 'w:keepNext')).toBeDefined();
  });
});

describe('tables', () => {
  const grid = (table: XmlElement) =>
    all(table, 'w:tr').map((row) =>
      all(row, 'w:tc').reduce((sum, cell) => sum + Number(value(first(cell, 'w:gridSpan')) ?? 1), 0),
    );

  test('the head comes again on each page, no row is cut, each row fills the grid', async () => {
    const { body } = await opened(plainPaper([longTable(40)]));
    const [table] = all(body, 'w:tbl');
    const rows = all(table!, 'w:tr');
    expect(rows.map((row) => all(row, 'w:tblHeader').length)).toEqual([
      1,
      1,
      ...Array.from({ length: 40 }, () => 0),
    ]);
    expect(rows.every((row) => all(row, 'w:cantSplit').length === 1)).toBe(true);
    expect(new Set(grid(table!))).toEqual(new Set([4]));
    const widths = all(table!, 'w:gridCol').map((column) => Number(value(column, 'w:w')));
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(11906 - 1587 - 1474);
    expect(all(rows[0]!, 'w:vMerge').map((merge) => value(merge))).toEqual(['restart', 'restart']);
    expect(all(rows[1]!, 'w:vMerge')).toHaveLength(2);
    expect(value(first(table!, 'w:tblLook'), 'w:firstRow')).toBe('1');
    expect(value(first(table!, 'w:tblCaption'))).toBe('各机关受理申请情况');
  });

  test('a wide one lies on pages of its own with its caption and small print, and none of them is empty', async () => {
    const { body } = await opened(
      plainPaper([
        paragraph('body', '上文'),
        paragraph('caption', '附表'),
        longTable(2, { isLandscape: true, caption: null }),
        paragraph('fine', '注：横排。'),
        { kind: 'pageBreak' },
        paragraph('body', '下文'),
      ]),
    );
    const sections = all(body, 'w:sectPr');
    expect(sections.map((section) => value(first(section, 'w:pgSz'), 'w:orient'))).toEqual([
      undefined,
      'landscape',
      undefined,
    ]);
    const ends = all(body, 'w:p').filter((it) => all(it, 'w:sectPr').length > 0);
    expect(ends.map(({ text }) => text)).toEqual(['上文', '注：横排。']);
    expect(all(body, 'w:pageBreakBefore')).toEqual([]);
  });

  test('a paper that is one wide table begins with it, title and all', async () => {
    const { body } = await opened(plainPaper([longTable(2, { isLandscape: true })]));
    expect(all(body, 'w:sectPr')).toHaveLength(1);
  });

  test('two that touch stay two', async () => {
    const bare = (id: string): Table => longTable(1, { id, caption: null });
    const { body } = await opened(plainPaper([bare('a'), bare('b')]));
    const names = all(body, 'w:body')[0]?.children.map(({ name }) => name);
    expect(names).toEqual(['w:p', 'w:tbl', 'w:p', 'w:tbl', 'w:p', 'w:sectPr']);
  });
});

test('each numbered list counts from one', async () => {
  const list = { kind: 'list', isNumbered: true, items: ['甲', '乙'] } as const;
  const { file, body } = await opened(plainPaper([list, paragraph('body', '之间'), list]));
  expect(all(body, 'w:numId').map((it) => value(it))).toEqual(['1', '1', '2', '2']);
  expect(all(file.root('word/numbering.xml'), 'w:startOverride')).toHaveLength(2);
});

test('any text is there again, but for signs that XML cannot hold', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(text, text, async (prose, cell) => {
      const table: Table = {
        ...longTable(0),
        head: [],
        columns: [1],
        body: [{ cells: [{ text: cell }] }],
      };
      const { body } = await opened(
        plainPaper(
          [
            { kind: 'paragraph', role: 'body', runs: [{ text: prose }, { text: prose, isStrong: true }] },
            table,
          ],
          {
            signature: { organ: prose, signedOn: parseLocalDate('2026-01-01'), hasSeal: true },
          },
        ),
      );
      const kept = (wanted: string) => wanted.replaceAll(/\p{Cc}|[\ufffe\uffff]/gu, '');
      const written = (root: XmlElement) =>
        all(root, 'w:t')
          .map((it) => it.text)
          .join('');
      expect(written(all(body, 'w:p')[1]!)).toBe(kept(prose + prose));
      expect(written(all(body, 'w:tc')[0]!)).toBe(kept(cell));
    }),
    { numRuns: 60 },
  );
});
