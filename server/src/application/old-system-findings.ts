import type { Finding } from '@gongkai/core';
import type { OldSystemMatch } from './old-system-queries.js';

/** What the officer is told of cases in an old system that resemble this one; whether it is a repeat is theirs to say. */
export function findingsOfOldSystem(matches: readonly OldSystemMatch[]): Finding[] {
  return matches.map(({ caseNumber, receivedOn, isSameRequest, isSameApplicant }) => {
    const day = receivedOn === null ? '收到日期不详' : `${receivedOn}收到`;
    const what = [...(isSameApplicant ? ['同一申请人'] : []), ...(isSameRequest ? ['同一申请内容'] : [])];
    return {
      rule: 'inOldSystem',
      severity: 'info',
      message: `旧系统中有${what.join('、')}的案件${caseNumber}（${day}），请核对是否重复申请。`,
      source: '旧系统台账',
    };
  });
}
