import {
  MANDATORY_RECONSIDERATION_FROM,
  reconsiderationAuthorityOf,
  remediesOf,
  type Remedy,
} from '../application/remedies.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { Finding } from '../finding.js';
import type { LetterContent, LetterRemedy, RemedyFacts } from './letter-content.js';
import { settingOn, type LetterSetting } from './letter-setting.js';
import { itemsNamed } from './letter-words.js';

/** 60 days, 6 months, and 15 days after a reconsideration decision. 行政复议法第二十条; 行政诉讼法第四十五、四十六条 */
export const REMEDY_TERMS = {
  复议期限: '60日',
  诉讼期限: '6个月',
  复议后诉讼期限: '15日',
} as const;

/** Routes of one letter's items, as the law and the agency's setting stand on a day. 条例第五十一条 */
export function letterRemedies(facts: RemedyFacts, setting: LetterSetting, day: LocalDate): LetterRemedy[] {
  const online =
    facts.serviceWay === 'electronic' && day >= MANDATORY_RECONSIDERATION_FROM
      ? setting.onlineReconsideration
      : null;
  return routesOf(facts, day).map(({ items, route }) => ({
    items,
    route,
    authorities: setting.reconsideration.map(({ name, address }) => `${name}（地址：${address}）`),
    courts: setting.courts.map(({ name, address }) => `${name}（地址：${address}）`),
    online: route === 'none' ? null : online,
  }));
}

/** The routes of the covered items; one without items for letters that concern no item of a decision. */
function routesOf(facts: RemedyFacts, day: LocalDate): Pick<Remedy, 'items' | 'route'>[] {
  if (facts.findings.length === 0) return [{ items: [], route: 'choice' }];
  const decision = { items: facts.findings.map((finding) => ({ finding })) };
  return remediesOf(decision, facts.agencyKind, day).flatMap(({ items, route }) => {
    const covered = items.filter((index) => facts.covered.includes(index));
    return covered.length === 0 ? [] : [{ items: covered, route }];
  });
}

/** What a remedies clause calls the matter: the whole letter, its items by number, the part kept back. */
export function remedySubject(remedy: LetterRemedy, facts: RemedyFacts, letterWord = '本告知书'): string {
  const isPartial = (index: number): boolean => facts.findings[index] === 'partiallyGranted';
  if (facts.findings.length <= 1) {
    return facts.findings.some((_, index) => isPartial(index) && remedy.items.includes(index))
      ? `${letterWord}中不予公开的部分`
      : letterWord;
  }
  const whole = remedy.items.filter(
    (index) => !(remedy.route === 'reconsiderationFirst' && isPartial(index)),
  );
  const parts = remedy.items.filter((index) => !whole.includes(index));
  return [
    ...(whole.length === 0 ? [] : [`${letterWord}${itemsNamed(whole)}`]),
    ...(parts.length === 0 ? [] : [`${letterWord}${itemsNamed(parts)}中不予公开的部分`]),
  ].join('以及');
}

/** What the setting lacks for the remedies of a day. */
export function checkRemedySetting(facts: RemedyFacts, setting: LetterSetting, day: LocalDate): Finding[] {
  const findings: Finding[] = [];
  const routes = routesOf(facts, day).filter(({ route }) => route !== 'none');
  if (routes.length === 0) return [];
  if (
    facts.serviceWay === 'electronic' &&
    day >= MANDATORY_RECONSIDERATION_FROM &&
    setting.onlineReconsideration === null
  ) {
    findings.push({
      rule: 'onlineReconsiderationMissing',
      severity: 'error',
      message:
        '文书网上送达的，应当同时告知网上申请行政复议的渠道：请在“文书固定信息”中填写网上复议地址，或者改用其他送达方式。',
      source: '行政复议法第二十二条第二款',
    });
  }
  const authority = reconsiderationAuthorityOf(facts.agencyKind, day);
  if (authority !== 'peopleGovernmentOrUpperDepartment' && setting.reconsideration.length > 1) {
    findings.push({
      rule: 'reconsiderationAuthorityDoubtful',
      severity: 'warning',
      message: `“文书固定信息”中有${setting.reconsideration.length}个复议机关，而2024年1月1日以后的决定一般只有一个：请核对。`,
      source: '行政复议法第二十四至二十八条',
    });
  }
  return findings;
}

/**
 * Law and configuration may have changed between decision and dispatch: what the letter names is compared with what it
 * would have to name on the day of dispatch. No findings: it may go.
 */
export function checkLetterAtDispatch(
  content: LetterContent,
  settings: readonly LetterSetting[],
  dispatchDay: LocalDate,
): Finding[] {
  const findings: Finding[] = [];
  if (content.signature !== null && dispatchDay < content.signature.signedOn) {
    findings.push({
      rule: 'dispatchBeforeLetter',
      severity: 'error',
      message: '送达日早于文书落款日期：请核对日期。',
      source: '国办公开办函〔2016〕235号',
    });
  }
  if (content.isNumbered && content.documentNumber === null) {
    findings.push({
      rule: 'numberMissing',
      severity: 'error',
      message: '文书还没有文号：请先编号。',
      source: 'GB/T 9704—2012',
    });
  }
  const { remedyFacts: facts } = content;
  if (facts === null) return findings;
  const setting = settingOn(settings, dispatchDay);
  if (setting === null) return [...findings, settingMissing(dispatchDay)];
  const now = letterRemedies(facts, setting, dispatchDay);
  if (JSON.stringify(now) !== JSON.stringify(content.remedies)) {
    findings.push({
      rule: 'remediesChanged',
      severity: 'error',
      message:
        '文书中的救济途径（复议前置、复议机关、法院或者网上地址）与送达当日的法律和设置不一致：请重新生成文书、重新审批后再送达。',
      source: '条例第五十一条',
    });
  }
  return [...findings, ...checkRemedySetting(facts, setting, dispatchDay)];
}

export function settingMissing(day: LocalDate): Finding {
  return {
    rule: 'settingMissing',
    severity: 'error',
    message: `本机关在${day}没有生效的“文书固定信息”（复议机关、法院、联系方式、文号）：请先设置。`,
    source: '条例第五十一条',
  };
}
