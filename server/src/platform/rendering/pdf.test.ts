import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TableCell } from './document.js';
import { findMissingGlyphs, writePdf } from './pdf.js';
import {
  openPdf,
  pagesOf,
  rolesOf,
  wordsOf,
  type PrintedLine,
  type PrintedPage,
} from './testing/read-pdf.js';
import { longTable, officialNotice, paragraph, plainPaper, replyLetter } from './testing/sample-papers.js';

/** A face's character box reaches 0.88 of its size above the baseline. */
function upperEdge({ baseline, size }: PrintedLine): number {
  return baseline - (0.88 * size * 25.4) / 72;
}

function lineWith(pages: readonly PrintedPage[], text: string): PrintedLine {
  const found = pages.flatMap(({ lines }) => lines).find((line) => line.text.includes(text));
  if (found === undefined) throw new Error(`No line with ${text}`);
  return found;
}

/** Of the type area: 28 + 156, and 37 + 225. */
const RIGHT_EDGE = 184;
const LOWER_EDGE = 262;
const CHARACTER = 156 / 28;

describe('the page of GB/T 9704-2012', async () => {
  const text = '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏'.repeat(80);
  const [, second, third] = await pagesOf(await writePdf(plainPaper([paragraph('body', text)])));
  const lines = second?.lines.slice(0, -1) ?? [];

  test('is A4', () => {
    expect(second?.width).toBeCloseTo(210, 1);
    expect(second?.height).toBeCloseTo(297, 1);
  });

  test('holds 22 lines of 28 characters in 三号, evenly apart over 225 mm', () => {
    expect(lines).toHaveLength(22);
    for (const line of lines) {
      expect(line.text).toHaveLength(28);
      expect(line.size).toBeCloseTo(16, 1);
    }
    const apart = lines.slice(1).map((line, index) => line.baseline - (lines[index]?.baseline ?? 0));
    for (const distance of apart) expect(distance).toBeCloseTo(225 / 22, 1);
  });

  test('begins 37 mm from the top and 28 mm from the left, 156 mm wide', () => {
    expect(upperEdge(lines[0]!)).toBeCloseTo(37, 1);
    for (const line of lines) {
      expect(line.left).toBeCloseTo(28, 1);
      expect(Math.abs(line.right - RIGHT_EDGE)).toBeLessThan(0.3);
    }
  });

  test('bears its number 7 mm below the text, even left and odd right, one character in', () => {
    const [even, odd] = [second?.lines.at(-1), third?.lines.at(-1)];
    expect(even?.text.trim()).toBe('— 2 —');
    expect(even?.size).toBeCloseTo(14, 1);
    expect(even?.left).toBeCloseTo(28 + CHARACTER, 1);
    expect(odd?.text.trim()).toBe('— 3 —');
    expect(odd?.right).toBeCloseTo(RIGHT_EDGE - CHARACTER, 1);
    // The dash lies about three eighths of its size above the baseline.
    const dash = (even?.baseline ?? 0) - (0.375 * 14 * 25.4) / 72;
    expect(Math.abs(dash - LOWER_EDGE - 7)).toBeLessThan(0.5);
  });
});

describe('a letter', async () => {
  const bytes = await writePdf(replyLetter());
  const pages = await pagesOf(bytes);

  test('has its mark 30 mm from the top of the paper, in the middle', () => {
    const [mark] = pages[0]?.lines ?? [];
    expect(mark?.text).toBe('云泽市人民政府办公室');
    expect(upperEdge(mark!)).toBeCloseTo(30, 1);
    expect(((mark?.left ?? 0) + (mark?.right ?? 0)) / 2).toBeCloseTo(28 + 156 / 2, 1);
  });

  test('has its number at the right edge, right under the first rule', () => {
    const [mark, number] = pages[0]?.lines ?? [];
    expect(number?.text).toBe('云府公开〔2026〕12号');
    expect(number?.right).toBeCloseTo(RIGHT_EDGE, 0);
    const markEnd = upperEdge(mark!) + ((mark?.size ?? 0) * 25.4) / 72;
    // 4 mm to the rule, the rule, then 7/8 of a character.
    expect(upperEdge(number!) - markEnd).toBeCloseTo(4 + 1.6 + 4.9, 0);
  });

  test('numbers its pages from the second', () => {
    expect(pages[0]?.lines.some(({ text }) => text.includes('— 1 —'))).toBe(false);
    expect(pages[1]?.lines.at(-1)?.text.trim()).toBe('— 2 —');
  });

  test('indents two characters, heads in their order and hangs attachments', () => {
    expect(lineWith(pages, '经查').left).toBeCloseTo(28 + 2 * CHARACTER, 1);
    expect(lineWith(pages, '一、答复内容').left).toBeCloseTo(28 + 2 * CHARACTER, 1);
    expect(lineWith(pages, '张三先生').left).toBeCloseTo(28, 1);
    expect(lineWith(pages, '2. 收费清单').left).toBeGreaterThan(28 + 4.5 * CHARACTER);
  });

  test('without a seal: the name two characters in, the date two right of its beginning', () => {
    const organ = pages[1]?.lines.find(({ text }) => text === '云泽市人民政府办公室');
    expect(organ?.right).toBeCloseTo(RIGHT_EDGE - 2 * CHARACTER, 0);
    expect(lineWith(pages, '2026年3月5日').left - (organ?.left ?? 0)).toBeCloseTo(2 * CHARACTER, 1);
  });

  test('puts 附注 after the date', () => {
    expect(lineWith(pages, '（联系人').baseline).toBeGreaterThan(lineWith(pages, '2026年3月5日').baseline);
  });
});

describe('a notice in 公文格式', async () => {
  const pages = await pagesOf(await writePdf(officialNotice()));

  test('has its mark 35 mm below the upper edge of the text, its number in the middle, its urgency in the corner', () => {
    const [urgency, mark, number] = pages[0]?.lines ?? [];
    expect(urgency?.text).toBe('特急');
    expect(urgency?.left).toBeCloseTo(28, 1);
    expect(upperEdge(urgency!)).toBeCloseTo(37, 1);
    expect(mark?.text).toBe('云泽市人民政府办公室');
    expect(upperEdge(mark!)).toBeCloseTo(37 + 35, 1);
    expect(((number?.left ?? 0) + (number?.right ?? 0)) / 2).toBeCloseTo(28 + 156 / 2, 0);
  });

  test('with a seal: the date four characters in, the name above its middle', () => {
    const date = lineWith(pages, '2026年3月5日');
    const organ = pages
      .flatMap(({ lines }) => lines)
      .filter(({ text }) => text === '云泽市人民政府办公室')[1];
    // The name is the longer here and would pass the right edge otherwise, were it not centred over the date.
    expect(((organ?.left ?? 0) + (organ?.right ?? 0)) / 2).toBeCloseTo((date.left + date.right) / 2, 0);
    expect(date.right).toBeCloseTo(RIGHT_EDGE - 4 * CHARACTER, 0);
  });

  test('ends with 版记 at the foot of an even page', () => {
    expect(pages.length % 2).toBe(0);
    const last = pages.at(-1)?.lines ?? [];
    const printed = last.find(({ text }) => text.includes('印发'));
    expect(printed?.text).toBe('云泽市人民政府办公室2026年3月6日印发');
    expect(printed?.size).toBeCloseTo(14, 1);
    expect(LOWER_EDGE - (printed?.baseline ?? 0)).toBeLessThan(7);
    expect(last.find(({ text }) => text.startsWith('抄送'))?.text).toBe('抄送：市委办公室，市档案馆。');
  });

  test('leaves an empty page and the page of 版记 without numbers', async () => {
    const full = Array.from({ length: 22 }, () => paragraph('body', '行'));
    const long = officialNotice({ blocks: [...full, ...full], signature: null });
    for (let lines = 20; lines < 42; lines += 1) {
      const read = await pagesOf(await writePdf({ ...long, blocks: long.blocks.slice(0, lines) }));
      const numbered = read.flatMap((page, index) =>
        page.lines.some(({ text }) => text.trim() === `— ${index + 1} —`) ? [index + 1] : [],
      );
      const lastText = 1 + read.findLastIndex((page) => page.lines.some(({ text }) => text === '行'));
      const last = read.length;
      const expected = last - lastText >= 2 ? lastText : last;
      expect(numbered).toEqual(Array.from({ length: expected }, (_, index) => index + 1));
    }
  });
});

describe('a table of 300 rows', async () => {
  const bytes = await writePdf(plainPaper([longTable(300)]));
  const pages = await pagesOf(bytes);

  test('repeats its heads on each page', () => {
    expect(pages.length).toBeGreaterThan(5);
    for (const { lines } of pages) {
      expect(lines.filter(({ text }) => text.includes('数量'))).toHaveLength(1);
    }
  });

  test('holds every row once, whole on its page', () => {
    const text = wordsOf(pages);
    for (let row = 1; row <= 300; row += 1) expect(text.split(`机关${row}号`)).toHaveLength(2);
    for (const { pieces } of pages) {
      const beginnings = pieces.filter((piece) => piece.text.startsWith('经查')).length;
      const endings = pieces.filter((piece) => piece.text.endsWith('你。')).length;
      expect(beginnings).toBe(endings);
    }
  });

  test('stays inside the type area', () => {
    for (const { lines } of pages) {
      for (const { left, right } of lines) {
        expect(left).toBeGreaterThan(27);
        expect(right).toBeLessThan(RIGHT_EDGE + 3);
      }
    }
  });

  test('keeps the rows of a group together', async () => {
    const grouped = longTable(0, {
      head: [],
      body: Array.from({ length: 120 }, (_, row) => {
        const group: TableCell[] = row % 8 === 0 ? [{ text: `组${row / 8}`, rowSpan: 8, heads: 'row' }] : [];
        return {
          cells: [...group, { text: `组${Math.floor(row / 8)}之${row % 8}` }, { text: '无', columnSpan: 2 }],
        };
      }),
    });
    const read = await pagesOf(await writePdf(plainPaper([grouped])));
    for (const { lines } of read) {
      const text = lines.map((line) => line.text).join('\n');
      expect(text.match(/之0/g)?.length ?? 0).toBe(text.match(/之7/g)?.length ?? 0);
    }
  });

  test('cuts only a cell that no page could hold, and loses nothing of it', async () => {
    const text = Array.from({ length: 400 }, (_, index) => `第${index}句话说完了。`).join('');
    const paper = plainPaper([longTable(0, { body: [{ cells: [{ text, columnSpan: 4 }] }] })]);
    expect(wordsOf(await pagesOf(await writePdf(paper)))).toContain('第399句话说完了');
  });
});

test('a wide table lies down, its number where it is on the other pages', async () => {
  const wide = longTable(60, { isLandscape: true });
  const pages = await pagesOf(
    await writePdf(plainPaper([paragraph('body', '前'), wide, paragraph('body', '后')])),
  );
  expect(pages[1]?.width).toBeCloseTo(297, 1);
  expect(pages[1]?.height).toBeCloseTo(210, 1);
  // Turned, the paper has its lower edge at the left.
  const number = pages[1]?.pieces.find(({ left }) => left < 35);
  expect(number?.left).toBeLessThan(35 - 7);
  expect(pages.at(-1)?.width).toBeCloseTo(210, 1);
});

test('a paper that is a wide table lies from its title on', async () => {
  const wide = longTable(60, { isLandscape: true });
  const pages = await pagesOf(await writePdf(plainPaper([paragraph('caption', '共60件'), wide])));
  expect(pages.every(({ width }) => Math.abs(width - 297) < 0.1)).toBe(true);
  const [first] = pages;
  const words = first === undefined ? '' : wordsOf([first]);
  expect(words).toContain('共60件');
  expect(words).toContain('机关1号');
});

test('text is never read as markup', async () => {
  const hostile =
    '# h $x^2$ \\ "q" `code` // c /* d */ *bold* _it_ @ref <label> = h - list [x] #sys.inputs #read("/etc/passwd") \\u{41} ~ -- --- ...';
  const cells = longTable(0, { body: [{ cells: [{ text: hostile, columnSpan: 4 }] }] });
  const paper = replyLetter({
    title: hostile,
    letterhead: { organ: '#panic()', documentNumber: '$#$', urgency: '*急*' },
    blocks: [paragraph('body', hostile), { kind: 'heading', level: 1, text: hostile }, cells],
  });
  const words = wordsOf(await pagesOf(await writePdf(paper)));
  expect(words.split(hostile.replace(/\s/g, ''))).toHaveLength(5);
  expect(words).toContain('#panic()');
});

test('a word longer than a line is broken, and copied whole', async () => {
  const address = `https://example.com/${'very-long-path/'.repeat(12)}end?with=query&and=more`;
  const pages = await pagesOf(await writePdf(plainPaper([paragraph('body', address)])));
  for (const { right } of pages[0]?.lines ?? []) expect(right).toBeLessThan(RIGHT_EDGE + 1);
  expect(wordsOf(pages)).toContain(address);
});

describe('faces', () => {
  test('rare characters of names are shown', async () => {
    const names = '堃喆珺䶮翀𠮷𬭚㛃';
    const paper = plainPaper([paragraph('body', names), { kind: 'heading', level: 1, text: names }]);
    expect(await findMissingGlyphs(paper)).toEqual([]);
    expect(wordsOf(await pagesOf(await writePdf(paper))).split(names)).toHaveLength(3);
  });

  test('a character without any face is named and refuses the file', async () => {
    const paper = plainPaper([longTable(1, { caption: '表\u{1F600}' }), paragraph('body', '\uE000')]);
    const findings = await findMissingGlyphs(paper);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain('U+1F600');
    expect(findings[0]?.message).toContain('U+E000');
    await expect(writePdf(paper)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('signs without a shape are no matter', async () => {
    const paper = plainPaper([paragraph('body', 'a\u200b\u00ad\ufeff\u0007b\t葛\u{E0100}\u2003c\u00a0d')]);
    expect(await findMissingGlyphs(paper)).toEqual([]);
    expect(wordsOf(await pagesOf(await writePdf(paper)))).toContain('ab葛cd');
  });

  test('a folder of fonts that is not there says so', async () => {
    const fonts = { directory: join(tmpdir(), 'no-such-folder-of-fonts') };
    await expect(writePdf(plainPaper([]), fonts)).rejects.toThrow('请改正字体目录的设置');
  });
});

describe('the file', () => {
  test('is a tagged archive that names itself', async () => {
    const document = await openPdf(await writePdf(replyLetter()));
    const { info, metadata } = await document.getMetadata();
    expect(info).toMatchObject({
      Title: '政府信息公开申请答复书',
      Author: '云泽市人民政府办公室',
      Subject: '政府信息公开',
      CreationDate: 'D:20260305020000Z',
      Language: 'zh-CN',
    });
    expect(metadata.get('pdfaid:part')).toBe('2');
    expect(metadata.get('pdfaid:conformance')).toBe('A');
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
    expect((await document.getOutline()).map(({ title }) => title)).toEqual(['一、答复内容']);
  });

  test('tags headings, lists, captions and the heads of tables', async () => {
    const paper = plainPaper([
      { kind: 'heading', level: 1, text: '一、情况' },
      { kind: 'heading', level: 2, text: '（一）详情' },
      { kind: 'list', isNumbered: false, items: ['甲', '乙'] },
      longTable(2),
    ]);
    const roles = await rolesOf(await writePdf(paper));
    const count = (role: string) => roles.filter((each) => each === role).length;
    expect([count('H1'), count('H2'), count('LI')]).toEqual([1, 1, 2]);
    expect([count('Table'), count('Caption'), count('TH'), count('TR')]).toEqual([1, 1, 5, 4]);
  });

  test.each([
    ['a letter', replyLetter()],
    ['a notice', officialNotice()],
    ['tables', plainPaper([longTable(40), longTable(40, { id: 'b', isLandscape: true })])],
  ])('of %s passes the compiler’s checks of PDF/UA-1', async (_, paper) => {
    expect((await writePdf(paper, undefined, 'ua-1')).length).toBeGreaterThan(1000);
  });

  test('has equal bytes for equal documents, whatever was written before', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gongkai-fonts-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const here = await writePdf(officialNotice());
    const elsewhere = await writePdf(officialNotice(), { directory });
    expect(Buffer.compare(here, elsewhere)).toBe(0);
    const later = officialNotice({
      metadata: { ...officialNotice().metadata, createdAt: '2026-03-06T00:00:00Z' },
    });
    expect(Buffer.compare(here, await writePdf(later))).not.toBe(0);
  });
});
