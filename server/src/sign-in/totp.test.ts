import { describe, expect, test } from 'vitest';
import { createTotpSecret, readableSecret, totpAddress, totpCode, totpStep } from './totp.js';

/** The secret and the SHA-1 codes of RFC 6238 appendix B; six digits are the last six of its eight. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const;
const at = (seconds: number) => new Date(seconds * 1000);

describe.each(VECTORS)('RFC 6238 at %i', (seconds, eight) => {
  const code = eight.slice(-6);

  test('the code is made and accepted', () => {
    expect(totpCode(SECRET, at(seconds))).toBe(code);
    expect(totpStep(SECRET, code, at(seconds), null)).toBe(Math.floor(seconds / 30));
  });

  test('it holds for one step before and after, to the second', () => {
    const begins = Math.floor(seconds / 30) * 30;
    expect(totpStep(SECRET, code, at(begins - 30), null)).not.toBeNull();
    expect(totpStep(SECRET, code, at(begins - 31), null)).toBeNull();
    expect(totpStep(SECRET, code, at(begins + 59.999), null)).not.toBeNull();
    expect(totpStep(SECRET, code, at(begins + 60), null)).toBeNull();
  });

  test('it is accepted once', () => {
    const step = Math.floor(seconds / 30);
    expect(totpStep(SECRET, code, at(seconds), step)).toBeNull();
    expect(totpStep(SECRET, code, at(seconds), step + 1)).toBeNull();
    expect(totpStep(SECRET, code, at(seconds), step - 1)).toBe(step);
  });
});

test('spaces and wide digits are as good, anything else is wrong', () => {
  const code = totpCode(SECRET, at(59));
  for (const typed of [`${code.slice(0, 3)} ${code.slice(3)}`, '２８７０８２']) {
    expect(totpStep(SECRET, typed, at(59), null)).toBe(1);
  }
  for (const typed of ['', '28708', '2870822', '000000', 'abcdef', '28708x']) {
    expect(totpStep(SECRET, typed, at(59), null)).toBeNull();
  }
});

test('a new secret has 160 bits and travels by an address that apps know', () => {
  const secret = createTotpSecret();
  expect(secret).toHaveLength(20);
  expect(createTotpSecret()).not.toEqual(secret);
  const address = new URL(totpAddress(SECRET, '澄川市政府信息公开平台', 'wenren'));
  expect(address.protocol).toBe('otpauth:');
  expect(decodeURIComponent(address.pathname)).toContain('wenren');
  expect(address.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(readableSecret(SECRET)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
});
