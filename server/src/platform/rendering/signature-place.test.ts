import { parseLocalDate } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { aroundSignature, printedDay, signatureIndents } from './signature-place.js';
import { paragraph } from './testing/sample-papers.js';

// GB/T 9704-2012 7.3.5. 2026年3月5日 is three characters and six figures of half a character wide: six.
const signed = (organ: string, hasSeal: boolean, day = '2026-03-05') =>
  signatureIndents({ organ, hasSeal, signedOn: parseLocalDate(day) });

describe('with a seal', () => {
  test('the date is four characters in, a name as wide stands right above it', () => {
    expect(signed('云泽市财政局', true)).toEqual({ organ: 4, day: 4 });
  });
  test('a shorter and a longer name stand in the middle above the date', () => {
    expect(signed('市财政局', true)).toEqual({ organ: 5, day: 4 });
    expect(signed('云泽市人民政府办公室', true)).toEqual({ organ: 2, day: 4 });
  });
  test('a name too long for that ends at the edge, the date below its middle', () => {
    expect(signed('云泽市住房和城乡建设领域行政审批服务中心', true)).toEqual({ organ: 0, day: 7 });
  });
});

describe('without a seal', () => {
  test('the name is two characters in, the date begins two right of its beginning', () => {
    expect(signed('云泽市人民政府办公室', false)).toEqual({ organ: 2, day: 4 });
  });
  test('a date longer than the name is two characters in, and the name moves left with it', () => {
    expect(signed('财政局', false, '2026-12-15')).toEqual({ organ: 8, day: 2 });
  });
});

test('a date has no leading zeros', () => {
  expect(printedDay('2026-03-05')).toBe('2026年3月5日');
});

test('附注 and 附件 stand below the signature, a page break before them with them', () => {
  const body = paragraph('body', '正文');
  const note = paragraph('note', '（联系人：李四）');
  const attachment = paragraph('attachmentMark', '附件');
  expect(aroundSignature([body])).toEqual({ before: [body], after: [] });
  expect(aroundSignature([body, note, attachment, body])).toEqual({
    before: [body],
    after: [note, attachment, body],
  });
  expect(aroundSignature([body, { kind: 'pageBreak' }, attachment])).toEqual({
    before: [body],
    after: [{ kind: 'pageBreak' }, attachment],
  });
});
