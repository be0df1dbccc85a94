import { describeCaseRule } from '../application/case-rule-messages.js';
import { ITEM_FINDING_LABELS } from '../application/labels.js';
import {
  isAnythingGranted,
  isCombinationLawful,
  outcomeRowOf,
  replyLettersOf,
} from '../application/outcome.js';
import { CASE_RULES, LETTERS, type CaseRule, type ItemFinding } from '../application/vocabulary.js';
import { addWorkingDays, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { CONSULTATION_DAYS, REVISED_REGULATIONS_ON, termsFor } from '../deadline/terms.js';
import type { Finding } from '../finding.js';
import {
  GROUND_KINDS,
  type LetterInput,
  type LetterItem,
  type ReplyInput,
  type WithheldInput,
} from './letter-input.js';
import { hasField, isGrounded, ITEM_FIELDS, ITEM_NEEDS, kindsNamed } from './item-basis.js';
import { chineseNumeral } from './letter-words.js';

function fault(rule: string, message: string, source: string): Finding {
  return { rule, severity: 'error', message, source };
}

function doubt(rule: string, message: string, source: string): Finding {
  return { rule, severity: 'warning', message, source };
}

function ofCaseRule(rule: CaseRule, input: LetterInput): Finding {
  const { severity, source } = CASE_RULES[rule];
  return { rule, severity, message: describeCaseRule(rule, input.decidedOn), source };
}

/** Indexes of the items that a reply letter answers: all of a partial or mixed one, otherwise those of its kind. */
export function coveredItems(input: ReplyInput): number[] {
  const all = input.items.map((_, index) => index);
  if (input.letter === 'replyPartial' || input.letter === 'replyMixed') return all;
  return all.filter((index) => {
    const item = input.items[index];
    return item !== undefined && replyLettersOf({ items: [item] }).includes(input.letter);
  });
}

/** Whether the letter may be written at all with what is said, and what it still needs. 条例第二十九至四十二条 */
export function checkLetterInput(input: LetterInput, calendar?: WorkingDayCalendar): Finding[] {
  const findings: Finding[] = [];
  if (input.decidedOn < REVISED_REGULATIONS_ON) {
    findings.push(
      fault(
        'oldRegulations',
        '文书的条文依据2019年5月15日起施行的条例，不能用于此前的日期。',
        '国务院令第711号',
      ),
    );
  }
  if (input.decidedOn < input.application.receivedOn) {
    findings.push(fault('letterBeforeReceipt', '文书日期早于收到申请的日期：请核对。', '条例第三十一条'));
  }
  return [...findings, ...checkOwn(input, calendar)];
}

function checkOwn(input: LetterInput, calendar: WorkingDayCalendar | undefined): Finding[] {
  switch (input.letter) {
    case 'correctionNotice': {
      const { correctionNoticeDays } = termsFor(input.application.receivedOn);
      if (calendar === undefined || correctionNoticeDays === null) return [];
      const due = addWorkingDays(calendar, input.application.receivedOn, correctionNoticeDays);
      if (input.decidedOn <= due) return [];
      return [
        doubt(
          'correctionNoticeLate',
          describeCaseRule('correctionNoticeLate', input.decidedOn, due),
          '条例第三十条',
        ),
      ];
    }
    case 'extensionNotice':
      return checkExtension(input, calendar);
    case 'delayNotice35':
      return input.until > input.decidedOn
        ? []
        : [fault('delayNotLater', '延迟后的答复日期应当晚于本告知书的日期。', '条例第三十五条')];
    case 'thirdPartyConsult':
    case 'coProducerConsult':
      return input.termDays >= CONSULTATION_DAYS
        ? []
        : [
            fault(
              'consultationTermShort',
              `对方的答复期限是收到之日起${CONSULTATION_DAYS}个工作日，不能缩短。`,
              input.letter === 'thirdPartyConsult' ? '条例第三十二条' : '条例第三十四条',
            ),
          ];
    case 'feeNotice': {
      const sum = input.lines.reduce((total, line) => total + line.yuan, 0);
      return sum === input.totalYuan && sum > 0
        ? []
        : [
            fault(
              'feeTotalWrong',
              '应缴金额与各档之和不符，或者为零：请重新计算，不收费的不发通知。',
              '国办函〔2020〕109号',
            ),
          ];
    }
    case 'correctionOfRecord': {
      if (input.outcome === 'corrected' || input.outcome === 'notCorrected' || input.organ !== undefined)
        return [];
      return [fault('organMissing', '请填写有权更正的机关的名称和联系方式。', '条例第四十一条')];
    }
    case 'thirdPartyDecision':
      return input.objectedOn !== null && input.objectedOn < input.consultedOn
        ? [
            fault(
              'objectionBeforeConsultation',
              '第三方答复的日期早于征求意见的日期：请核对。',
              '条例第三十二条',
            ),
          ]
        : [];
    default:
      return 'items' in input ? checkReply(input) : [];
  }
}

function checkExtension(
  input: Extract<LetterInput, { letter: 'extensionNotice' }>,
  calendar: WorkingDayCalendar | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const { extensionDays } = termsFor(input.application.receivedOn);
  const source = '条例第三十三条第二款';
  if (input.days > extensionDays) {
    findings.push(fault('extensionTooLong', `延长的期限最长${extensionDays}个工作日。`, source));
  }
  if (input.decidedOn > input.dueOn || input.approvedOn > input.decidedOn) {
    findings.push(
      fault(
        'extensionLate',
        '延期应当在原答复期限内、经政府信息公开工作机构负责人同意后告知：请核对日期。',
        source,
      ),
    );
  }
  if (calendar !== undefined && addWorkingDays(calendar, input.dueOn, input.days) !== input.newDueOn) {
    findings.push(
      fault('extensionDueWrong', '延期后的答复期限与原期限加延长的工作日数不符：请重新计算。', source),
    );
  }
  return findings;
}

function checkReply(input: ReplyInput): Finding[] {
  const decision = { items: input.items, mainItem: input.mainItem };
  if (!isCombinationLawful(decision)) return [ofCaseRule('combinationUnlawful', input)];
  const findings: Finding[] = [];
  if (!outcomeRowOf(decision).isMainFindingNamed) findings.push(ofCaseRule('mainFindingNotNamed', input));
  const lawful = replyLettersOf(decision);
  const isMixed = input.letter === 'replyMixed' && lawful.length > 1 && !isAnythingGranted(decision);
  if (!isMixed && !lawful.includes(input.letter)) {
    const names = lawful.map((letter) => LETTERS[letter]).join('、');
    return [
      ...findings,
      fault(
        'letterDoesNotFit',
        `这些结论应当使用：${names}，不能使用“${LETTERS[input.letter]}”。`,
        '条例第三十六条',
      ),
    ];
  }
  for (const index of coveredItems(input)) {
    const item = input.items[index];
    if (item === undefined) continue;
    const where = input.items.length > 1 ? `第${chineseNumeral(index + 1)}项：` : '';
    findings.push(...checkItem(item, input).map((it) => ({ ...it, message: where + it.message })));
  }
  return findings;
}

/** Findings of which a matter handed over makes a person look twice. 国办公开办函〔2019〕14号 */
const DOUBTFUL_AFTER_SUCCESSION: ReadonlySet<ItemFinding> = new Set([
  'notExist',
  'unable.notHeld',
  'notThisAgency',
]);

function checkItem(item: LetterItem, input: ReplyInput): Finding[] {
  const findings: Finding[] = [];
  const label = ITEM_FINDING_LABELS[item.finding];
  const missing = ITEM_NEEDS[item.finding].filter((field) => !hasField(item, field));
  for (const field of missing) {
    findings.push(
      fault('itemFactMissing', `结论是“${label}”，请填写${ITEM_FIELDS[field]}。`, '条例第三十六至三十九条'),
    );
  }
  findings.push(...checkKinds(item));
  for (const part of item.withheld) findings.push(...checkWithheld(part));
  if (item.withheld.length > 0 && item.finding !== 'partiallyGranted') {
    findings.push(
      fault(
        'withheldElsewhere',
        `结论是“${label}”，不能另有不予公开的部分：请改为“部分公开”。`,
        '条例第三十七条',
      ),
    );
  }
  if (item.finding === 'unprocessed.repeat' && item.earlierReply !== undefined) {
    if (item.earlierReply.servedOn > input.application.receivedOn) {
      findings.push(
        fault(
          'earlierReplyNotServed',
          '此前的答复在收到本次申请时尚未送达，不能按重复申请处理。',
          '条例第三十六条第（六）项',
        ),
      );
    }
  }
  if (item.finding === 'unable.stillUnclear' && input.application.supplementedOn === undefined) {
    findings.push(ofCaseRule('unclearWithoutCorrection', input));
  }
  if (item.finding === 'unprocessed.abusive' && input.reasonsDemanded === undefined) {
    findings.push(ofCaseRule('reasonsNotDemanded', input));
  }
  if (item.finding === 'other.lapsedCorrection' || item.finding === 'other.lapsedFee') {
    if (input.lapse === undefined) findings.push(ofCaseRule('lapseWithoutNotice', input));
    else if (input.lapse.lapsedOn >= input.decidedOn) findings.push(ofCaseRule('lapseTooEarly', input));
  }
  if (item.searchRecord !== undefined && item.searchRecord.searchedOn > input.decidedOn) {
    findings.push(fault('searchAfterLetter', '检索日期晚于文书日期：请核对。', '条例第三十六条第（四）项'));
  }
  findings.push(...checkSuccession(item, input));
  if (item.finding === 'unprocessed.confirmOrReissue') {
    findings.push({
      rule: 'noArticleOfItsOwn',
      severity: 'info',
      message: '要求确认或者重新出具已获取信息的，条例没有专门条文：请在依据中写明所适用的规定。',
      source: '国办公开办函〔2021〕30号',
    });
  }
  return findings;
}

function checkKinds(item: Pick<LetterItem, 'finding' | 'kinds'>): Finding[] {
  const named = kindsNamed(item.finding, item.kinds).length;
  if (named === new Set(item.kinds).size) return [];
  const allowed = isGrounded(item.finding) ? Object.values(GROUND_KINDS[item.finding]).join('、') : '';
  return [
    fault(
      'kindsDoNotFit',
      allowed === '' ? '这一结论没有可选的具体情形：请去掉。' : `具体情形只能是：${allowed}。`,
      '条例第十四至十六条',
    ),
  ];
}

function checkWithheld(part: WithheldInput): Finding[] {
  const label = ITEM_FINDING_LABELS[part.finding];
  const findings = checkKinds(part);
  if (isGrounded(part.finding) && part.kinds.length === 0) {
    findings.push(
      fault('itemFactMissing', `不予公开的部分（${label}）请填写${ITEM_FIELDS.kinds}。`, '条例第三十七条'),
    );
  }
  if (part.finding === 'refused.forbiddenByLaw' && part.law === undefined) {
    findings.push(
      fault('itemFactMissing', `不予公开的部分（${label}）请填写${ITEM_FIELDS.law}。`, '条例第三十七条'),
    );
  }
  return findings;
}

function checkSuccession(item: LetterItem, { successions }: ReplyInput): Finding[] {
  if (!DOUBTFUL_AFTER_SUCCESSION.has(item.finding)) return [];
  if (item.succession === undefined) {
    const organs = successions.map(({ organ }) => organ).join('、');
    if (organs === '') return [];
    return [
      doubt(
        'successionPossible',
        `本机关的职责在机构改革中与${organs}有承接关系：请核对该事项是否移入或者移出，承接的机关不能以“尚未移交”为由答复。`,
        '国办公开办函〔2019〕14号',
      ),
    ];
  }
  const { organ, isConsulted } = item.succession;
  return [
    doubt(
      'successionConcerned',
      `该事项的职责涉及机构改革（${organ}）：承接职责的机关不能以“尚未移交”为由答复不存在或者非本机关负责；原机关应当先商${organ}再答复，或者告知申请人向其另行申请。${isConsulted ? '' : '目前没有已经征求其意见的记录。'}`,
      '国办公开办函〔2019〕14号',
    ),
  ];
}
