import { describe, expect, test } from 'vitest';
import { identityNumberFault, isOrganisationCode, plainNumber } from './identity-documents.js';

describe('numbers of documents', () => {
  // GB 11643-1999 gives this example with its check character; 港澳台居民居住证 uses the same scheme from 81 to 83.
  test.each([
    ['居民身份证', '11010519491231002X'],
    ['居民身份证', '１１０１０５ 19491231 002x'],
    ['往来大陆通行证', 'H12345678'],
    ['往来大陆通行证', '01234567'],
    ['护照', 'E12345678'],
    ['护照', '123456789'],
    ['军人证件', '军字第1234567号'],
    ['其他证件', '甲-1234'],
  ] as const)('%s %s is taken', (kind, number) => {
    expect(identityNumberFault(kind, number)).toBeNull();
  });

  test.each([
    ['居民身份证', '110105194912310021'],
    ['居民身份证', '11010519491331002X'],
    ['居民身份证', '1101051949123100'],
    ['港澳台居民居住证', '11010519491231002X'],
    ['往来大陆通行证', 'X12345678'],
    ['护照', '护照号码'],
    ['外国人永久居留身份证', '11010519491231002X'],
    ['其他证件', '1'],
  ] as const)('%s %s is refused and says what a right one is', (kind, number) => {
    expect(identityNumberFault(kind, number)).toMatch(/请/);
  });

  test('a number is the same however it is typed', () => {
    expect(plainNumber(' ９１３３-0100 799655058b ')).toBe('91330100799655058B');
  });
});

describe('unified social credit codes (GB 32100-2015)', () => {
  // Codes that are public in the enterprise register.
  test.each(['91330100799655058B', '9144030071526726XG', '91110000802100433B'])('%s is right', (code) => {
    expect(isOrganisationCode(code)).toBe(true);
  });
  test.each(['91330100799655058C', '9144030071526762XG', '9133010079965505', '91330100I99655058B', ''])(
    '%s is wrong',
    (code) => {
      expect(isOrganisationCode(code)).toBe(false);
    },
  );
});
