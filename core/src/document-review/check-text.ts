import type { Finding } from '../finding.js';
import { findPersonalData } from './personal-data.js';
import { PERSONAL_DATA_RULES, type PersonalDataRule } from './personal-data-rules.js';
import { locateSecrecyMarkings, SECRECY_MARKING_RULES } from './secrecy-markings.js';

/** What keeps a text from being published, or asks to be looked at: with its place, and no more of it than needed. */
export interface TextFinding extends Finding {
  readonly rule: PersonalDataRule | 'secrecy.marking';
  /** Places in the text as JavaScript counts them; the end is not included. */
  readonly start: number;
  readonly end: number;
  readonly excerpt: string;
}

/** Of the rules that ship: what was published under another one is checked again. Changes with each change of the rules. */
export const CHECK_VERSION = '2026-11-22.1';

/** 条例第十四条、第十五条; 个人信息保护法; 保密审查: everything that the check before publication finds in a text, in its order. */
export function checkText(text: string): TextFinding[] {
  const personal = findPersonalData(text).map((found): TextFinding => ({
    ...found,
    message: `${PERSONAL_DATA_RULES[found.rule]}“${found.excerpt}”，${
      found.severity === 'error' ? '请删除或者遮盖后再公开' : '请核对是否为个人信息'
    }。`,
    source: '条例第十五条、个人信息保护法第二十八条',
  }));
  const markings = locateSecrecyMarkings(text).map(({ rule, start, end }): TextFinding => {
    const { label, severity } = SECRECY_MARKING_RULES[rule];
    const isRefused = severity === 'refuse';
    return {
      rule: 'secrecy.marking',
      severity: isRefused ? 'error' : 'warning',
      message: `${label}，${isRefused ? '不得在本系统处理，请交保密工作机构' : '请核对能否公开'}。`,
      source: '保守国家秘密法第三十五条',
      start,
      end,
      excerpt: text.slice(start, end).trim(),
    };
  });
  return [...personal, ...markings].sort((a, b) => a.start - b.start);
}
