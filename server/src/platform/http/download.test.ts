import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { contentDisposition, downloadResponse, madeDownload, parseRange } from './download.js';

test.each([
  ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
  ['报告 (1).pdf', `attachment; filename="__ (1).pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%281%29.pdf`],
  ['a"b\\c%.txt', `attachment; filename="a_b_c_.txt"; filename*=UTF-8''a%22b%5Cc%25.txt`],
  ["it's*.txt", `attachment; filename="it's*.txt"; filename*=UTF-8''it%27s%2A.txt`],
])('the name %j', (name, header) => {
  expect(contentDisposition(name)).toBe(header);
});

/** The examples of RFC 9110, 14.1.2, on 10,000 bytes, and what is no range. */
test.each([
  ['bytes=0-499', { start: 0, end: 499 }],
  ['bytes=500-999', { start: 500, end: 999 }],
  ['bytes=-500', { start: 9_500, end: 9_999 }],
  ['bytes=9500-', { start: 9_500, end: 9_999 }],
  ['bytes=0-', { start: 0, end: 9_999 }],
  ['bytes=9000-99999', { start: 9_000, end: 9_999 }],
  ['bytes=-99999', { start: 0, end: 9_999 }],
  ['bytes=10000-', 'outside'],
  ['bytes=-0', 'outside'],
  ['bytes=500-100', null],
  ['bytes=0-1,5-6', null],
  ['bytes=-', null],
  ['lines=0-1', null],
  [undefined, null],
])('the range %j', (header, expected) => {
  expect(parseRange(header, 10_000)).toEqual(expected);
});

describe('the answer', () => {
  const text = '0123456789';
  const download = {
    fileName: '说明.html',
    mediaType: 'text/html',
    size: 10,
    sha256: 'abc',
    read: (range?: { start: number; end: number }) =>
      Promise.resolve(Readable.from([Buffer.from(range ? text.slice(range.start, range.end + 1) : text)])),
  };

  test('is saved and never shown, whatever it is', async () => {
    const response = await downloadResponse(download);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(text);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-length')).toBe('10');
  });

  test('is a part when one was asked for, of this very content', async () => {
    const part = await downloadResponse(download, { range: 'bytes=2-4', ifRange: '"abc"' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ]);
    expect((await downloadResponse(download, { range: 'bytes=2-4', ifRange: '"old"' })).status).toBe(200);
    const outside = await downloadResponse(download, { range: 'bytes=10-' });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });
});

test('a file made on request is typed by its ending, named in Chinese and kept by nobody', async () => {
  const streamed = madeDownload(Readable.from([Buffer.from('甲,'), Buffer.from('乙')]), '台账.csv');
  expect(streamed.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(streamed.headers.get('content-disposition')).toContain("filename*=UTF-8''%E5%8F%B0%E8%B4%A6.csv");
  expect(streamed.headers.get('cache-control')).toBe('no-store');
  expect(await streamed.text()).toBe('甲,乙');
  const whole = madeDownload(new Uint8Array([37, 80]), '回证.pdf');
  expect(whole.headers.get('content-type')).toBe('application/pdf');
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(new Uint8Array([37, 80]));
});
