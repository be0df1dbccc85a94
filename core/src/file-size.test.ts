import { expect, test } from 'vitest';
import { formatFileSize } from './file-size.js';

test.each([
  [12, '1 KB'],
  [1536, '2 KB'],
  [849_920, '830 KB'],
  [1_048_576, '1.0 MB'],
  [1_258_291, '1.2 MB'],
])('%i bytes are shown as %s', (bytes, shown) => {
  expect(formatFileSize(bytes)).toBe(shown);
});
