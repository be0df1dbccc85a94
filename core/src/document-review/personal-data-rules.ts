import type { Severity } from '../finding.js';

/** What of a person may not stand in a published text. 个人信息保护法第四条、第二十八条; 条例第十五条 */
export const PERSONAL_DATA_RULES = {
  'personal.identityNumber': '居民身份证号码',
  'personal.mobilePhone': '手机号码',
  'personal.bankCard': '银行卡号',
  'personal.passport': '护照号码',
  'personal.travelPermit': '通行证号码',
  'personal.homeAddress': '住址',
} as const;
export type PersonalDataRule = keyof typeof PERSONAL_DATA_RULES;

/** Personal data in a text; `start` and `end` are places in it as JavaScript counts them, the end not included. */
export interface PersonalDataFinding {
  readonly rule: PersonalDataRule;
  /** `error` keeps the text from being published; `warning` asks somebody to look. */
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  /** Masked: enough to find the place, too little to know the number. */
  readonly excerpt: string;
}
