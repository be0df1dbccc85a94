import {
  compileLetter,
  defaultTemplate,
  letterInputSchema,
  letterSettingSchema,
  withDocumentNumber,
  type LetterContent,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { pagesOf, type PrintedPage } from '../platform/rendering/testing/read-pdf.js';
import { all, readPackage } from '../platform/rendering/testing/read-package.js';
import { printedLetter } from './service.js';

const INSTALLED = { directory: null };
const settings = [
  letterSettingSchema.parse({
    ...{ effectiveFrom: '2019-05-15', organName: '甲市民政局', organKind: 'localDepartment' },
    ...{ officeName: '甲市民政局办公室', numberScheme: '甲民公开〔{年}〕{号}号' },
    reconsideration: [{ name: '甲市人民政府', address: '一路1号' }],
    courts: [{ name: '甲市人民法院', address: '二路2号' }],
    competentDepartment: '甲市人民政府办公室',
    contact: { address: '三路3号', postcode: '999000', phone: '0999-1', hours: '工作日' },
  }),
];

function letter(fields: Record<string, unknown>): LetterContent {
  const input = letterInputSchema.parse({
    ...{ addressees: ['某公司'], decidedOn: '2026-03-05', serviceWay: 'post', settings },
    application: { number: '0001', receivedOn: '2026-03-02', channel: 'counter', request: '某项信息' },
    ...fields,
  });
  const { content } = compileLetter(input, defaultTemplate(input.letter));
  if (content === null) throw new Error('not written');
  return content.isNumbered ? withDocumentNumber(content, '甲民公开〔2026〕12号') : content;
}

const refused = (finding: string) => ({ asked: `${finding}一项`, finding, reasons: '属于案卷'.repeat(40) });
const LONG = letter({
  letter: 'replyRefuse',
  items: [
    refused('refused.enforcementCaseFile'),
    refused('refused.enforcementCaseFile'),
    refused('refused.enforcementCaseFile'),
  ],
});
const CONSULT = letter({
  ...{ letter: 'thirdPartyConsult', information: '合同', question: '是否同意公开', termDays: 15 },
});

const linesOf = (page: PrintedPage | undefined) => page?.lines.map(({ text }) => text) ?? [];
const baselineOf = (page: PrintedPage | undefined, words: string): number =>
  page?.lines.find(({ text }) => text.includes(words))?.baseline ?? Number.NaN;

describe('信函格式 of GB/T 9704', async () => {
  const pages = await pagesOf(await printedLetter(LONG, 'pdf', INSTALLED));

  test('the number stands right below the first rule, above the title', () => {
    const [first] = pages;
    const [mark, number, title] = [
      baselineOf(first, '甲市民政局'),
      baselineOf(first, '〔2026〕12号'),
      baselineOf(first, '不予公开告知书'),
    ];
    expect(mark).toBeGreaterThan(30);
    expect(number - mark).toBeLessThan(20);
    expect(title).toBeGreaterThan(number);
  });

  test('no page number on the first page, one on the second', () => {
    expect(pages.length).toBeGreaterThan(1);
    expect(linesOf(pages[0]).some((line) => /^[—－-]\s*\d+\s*[—－-]$/.test(line))).toBe(false);
    expect(linesOf(pages[1]).some((line) => /^[—－-]\s*2\s*[—－-]$/.test(line))).toBe(true);
  });

  test('organ and day stand last, with room for the seal above them', () => {
    const last = pages.at(-1);
    const body = last?.lines
      .filter(({ text }) => text.includes('办公时间') || text.includes('工作日'))
      .at(-1);
    const organ = last?.lines.filter(({ text }) => text === '甲市民政局').at(-1);
    expect(linesOf(last)).toContain('2026年3月5日');
    expect((organ?.baseline ?? 0) - (body?.baseline ?? 0)).toBeGreaterThan(2 * 10);
  });
});

test('the slip that a third party sends back stands on a page of its own', async () => {
  const pages = await pagesOf(await printedLetter(CONSULT, 'pdf', INSTALLED));
  const slip = pages.findIndex((page) => linesOf(page).some((line) => line.includes('意见确认函（回执）')));
  const signed = pages.findIndex((page) => linesOf(page).includes('2026年3月5日'));
  expect(slip).toBeGreaterThan(signed);
});

test('Word holds the same words, and equal letters give equal bytes', async () => {
  const bytes = await printedLetter(LONG, 'docx', INSTALLED);
  const file = await readPackage(bytes);
  const words = all(file.root('word/document.xml'), 'w:p').map(({ text }) => text);
  for (const { paragraphs } of LONG.parts) {
    for (const paragraph of paragraphs) expect(words).toContain(paragraph);
  }
  expect(await printedLetter(LONG, 'docx', INSTALLED)).toEqual(bytes);
});
