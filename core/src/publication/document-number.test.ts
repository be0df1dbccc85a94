import { describe, expect, test } from 'vitest';
import { normaliseDocumentNumber, readDocumentNumber } from './document-number.js';

describe('a document number is one, however it is typed (GB/T 9704-2012: 六角括号, no 第, no leading zeros)', () => {
  test.each([
    '云人社发〔2019〕12号',
    '云人社发[2019]12号',
    '云人社发（2019）12号',
    '云人社发(2019) 第012号',
    '云人社发【２０１９】１２号',
    '云人社发 2019年12号',
  ])('%s', (typed) => {
    expect(normaliseDocumentNumber(typed)).toBe('云人社发〔2019〕12号');
  });
});

test('a search may leave out the word of the organ', () => {
  expect(readDocumentNumber('[2019]12')).toEqual({ word: '', year: 2019, number: 12 });
});

test.each(['20191231', '2019', '就业补助', '000014349/2018-00222', '〔2019〕0号'])(
  '%s is no document number',
  (text) => {
    expect(readDocumentNumber(text)).toBeNull();
  },
);
