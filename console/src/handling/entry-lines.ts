import { CONTACT_PURPOSES, CONTACT_WAYS, LITIGATION_RISKS, type HandlingEntry } from '@gongkai/core';

/** What an entry says, a line each: the label and the words. */
export function entryLines(entry: HandlingEntry): readonly (readonly [string, string])[] {
  switch (entry.kind) {
    case 'search':
      return [
        ['检索人', entry.searcher],
        ['检索的系统', entry.systems.join('、')],
        ['检索用的词', entry.words.join('、')],
        ...(entry.range === '' ? [] : ([['范围', entry.range]] as const)),
        [entry.hasFound ? '检索到' : '没有检索到', entry.found],
      ];
    case 'contact':
      return [
        ['时间和方式', `${entry.time} ${CONTACT_WAYS[entry.way]}，${CONTACT_PURPOSES[entry.purpose]}`],
        [entry.hasReached ? '已联系上' : '未联系上', entry.summary],
      ];
    case 'conference':
      return [
        ['会商的问题', entry.question],
        ...entry.participants.map(({ name, office, opinion }) => [`${name}（${office}）`, opinion] as const),
        ['诉讼风险', `${LITIGATION_RISKS[entry.risk]}：${entry.riskReason}`],
        ['结论', entry.conclusion],
      ];
    case 'petition':
      return [
        ['事项', entry.matter],
        [entry.isHandedOver ? '已转交' : '已告知渠道', entry.receiver],
        [
          '申请人身份',
          entry.isWithIdentity
            ? `经申请人 ${entry.consentOn ?? ''} 同意附带（${entry.consentHow}）`
            : '没有附带',
        ],
      ];
    case 'secrecyDetermination':
      return [
        ['定密', `${entry.determinedBy}，${entry.determinedOn}`],
        ['依据', entry.basis],
        ['办理于线下', `编号 ${entry.offlineNumber}`],
      ];
    case 'excess':
      return [
        ['为什么明显超过合理范围', entry.why],
        ['说明理由的期限', `${entry.termDays} 个工作日`],
      ];
    case 'excessJudgement':
      return [
        ['申请人说明的理由', entry.given],
        [entry.isReasonable ? '理由合理' : '理由不合理', entry.why],
        ...(entry.delayedUntil === null ? [] : ([['延迟答复到', entry.delayedUntil]] as const)),
      ];
  }
}
