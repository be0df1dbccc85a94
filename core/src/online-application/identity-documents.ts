import { isIdentityNumber } from '../identity/identity-number.js';
import type { IDENTITY_KINDS } from '../personal-data/party-values.js';

export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** Characters of the unified social credit code, without those that look like digits. GB 32100-2015 */
const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Whether 18 characters are a unified social credit code whose check follows from the others. GB 32100-2015 */
export function isOrganisationCode(code: string): boolean {
  if (!/^[0-9A-Z]{2}\d{6}[0-9A-Z]{10}$/.test(code)) return false;
  const values = [...code].map((character) => CODE_CHARACTERS.indexOf(character));
  if (values.includes(-1)) return false;
  const sum = CODE_WEIGHTS.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0);
  return (31 - (sum % 31)) % 31 === values[17];
}

/** A number as it is typed: full-width characters, blanks and small letters are all the same. */
export function plainNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/[\s\-—－·]/gu, '')
    .toUpperCase();
}

interface DocumentRule {
  readonly fits: (number: string) => boolean;
  /** Says what a right number looks like. */
  readonly fault: string;
}

const RULES = {
  居民身份证: {
    fits: (number) => isIdentityNumber(number) && !/^8[123]/.test(number) && !number.startsWith('9'),
    fault: '居民身份证号码应为18位，最后一位是校验码。请对照证件逐位核对。',
  },
  港澳台居民居住证: {
    fits: (number) => isIdentityNumber(number) && /^8[123]/.test(number),
    fault: '港澳台居民居住证号码应为18位，以81、82或者83开头。请对照证件逐位核对。',
  },
  往来大陆通行证: {
    fits: (number) => /^([HM](\d{8}|\d{10})|\d{8}|\d{10}[A-Z]?)$/.test(number),
    fault: '港澳居民的通行证号码是H或者M加8位数字，台湾居民的是8位数字。请对照证件核对。',
  },
  护照: {
    fits: (number) => /^(?=.*\d)[A-Z0-9]{5,20}$/.test(number),
    fault: '护照号码只有字母和数字，5至20位。请对照护照资料页核对。',
  },
  外国人永久居留身份证: {
    fits: (number) => /^[A-Z]{3}\d{12}$/.test(number) || (number.startsWith('9') && isIdentityNumber(number)),
    fault: '外国人永久居留身份证号码是以9开头的18位，或者3个字母加12位数字。请对照证件核对。',
  },
  军人证件: {
    fits: (number) => /^\p{Script=Han}{0,4}第?[A-Z0-9]{5,20}号?$/u.test(number),
    fault: '请照军官证、士兵证等证件上的编号填写，如“军字第1234567号”。',
  },
  其他证件: {
    fits: (number) => number.length >= 4,
    fault: '请照证件上的编号填写，至少4位。',
  },
} as const satisfies Record<IdentityKind, DocumentRule>;

/** What is wrong with the number of a document; null: nothing. 条例第二十九条第二款第一项 */
export function identityNumberFault(kind: IdentityKind, typed: string): string | null {
  const { fits, fault }: DocumentRule = RULES[kind];
  return fits(plainNumber(typed)) ? null : fault;
}
