import { addDays, yearOf, type LocalDate } from '../calendar/local-date.js';
import { checkText } from '../document-review/check-text.js';
import type { Finding, Severity } from '../finding.js';
import type { DocumentDraft } from './document-api.js';
import { readDocumentNumber } from './document-number.js';
import { DOCUMENT_KINDS, DISCLOSURE_MODES, ruleOfKind } from './document-vocabulary.js';
import { coreFormsLeftOut, INTERPRETATION_FORMS } from './interpretation.js';
import { findWrongWords, type WrongWord } from './wrong-words.js';

/** A finding of the check before publication, with where it was found: a field, `body`, or a file. */
export interface PlacedFinding extends Finding {
  readonly place: string;
}

/** What the check of a document depends on beside the document. */
export interface DocumentCheckContext {
  readonly today: LocalDate;
  /** Words that this agency asks to be looked at, beside those that ship. */
  readonly words: readonly WrongWord[];
  /** Names of the files, each with what was found in it. */
  readonly files: readonly { readonly fileName: string; readonly findings: readonly Finding[] }[];
}

interface FieldRule {
  readonly rule: string;
  readonly place: keyof DocumentDraft;
  readonly severity: Severity;
  readonly source: string;
  /** What is wrong, in plain Chinese; null: nothing. */
  readonly faultOf: (draft: DocumentDraft, context: DocumentCheckContext) => string | null;
}

const FIELD_RULES: readonly FieldRule[] = [
  {
    rule: 'metadata.summary',
    place: 'summary',
    severity: 'error',
    source: '条例第十二条第三款',
    faultOf: ({ summary, mode }) =>
      summary === '' && mode === 'proactive' ? '没有内容概述，公开目录必须有。' : null,
  },
  {
    rule: 'metadata.topic',
    place: 'topic',
    severity: 'warning',
    source: '政府信息公开目录编制要求',
    faultOf: ({ topic }) => (topic === null ? '没有选主题分类，读者按主题找不到它。' : null),
  },
  {
    rule: 'metadata.documentNumber',
    place: 'documentNumber',
    severity: 'error',
    source: '国办发〔2018〕37号',
    faultOf: ({ documentNumber, kind }) =>
      ruleOfKind(kind).isNormative === true && documentNumber === null
        ? `${DOCUMENT_KINDS[kind].label}应当统一编号，请填写文号。`
        : null,
  },
  {
    rule: 'metadata.numberForm',
    place: 'documentNumber',
    severity: 'warning',
    source: 'GB/T 9704-2012',
    faultOf: ({ documentNumber }) =>
      documentNumber !== null && readDocumentNumber(documentNumber) === null
        ? `文号“${documentNumber}”不是“机关代字〔年份〕序号号”的形式，请核对。`
        : null,
  },
  {
    rule: 'metadata.numberYear',
    place: 'documentNumber',
    severity: 'error',
    source: 'GB/T 9704-2012',
    faultOf({ documentNumber, formedOn }) {
      const read = documentNumber === null ? null : readDocumentNumber(documentNumber);
      if (read === null || read.year === yearOf(formedOn)) return null;
      return `文号的年份是${read.year}年，成文日期是${formedOn}，两者不一致。`;
    },
  },
  {
    rule: 'metadata.validFrom',
    place: 'effectiveOn',
    severity: 'error',
    source: '规章制定程序条例',
    faultOf: ({ kind, effectiveOn }) =>
      ruleOfKind(kind).isNormative === true && effectiveOn === null ? '没有施行日期。' : null,
  },
  {
    rule: 'dates.future',
    place: 'formedOn',
    severity: 'error',
    source: '条例第二十六条',
    faultOf({ formedOn, changedOn }, { today }) {
      if (formedOn > today) return `成文日期${formedOn}晚于今日。`;
      return changedOn !== null && changedOn > today ? `变更日期${changedOn}晚于今日。` : null;
    },
  },
  {
    rule: 'dates.order',
    place: 'changedOn',
    severity: 'error',
    source: '条例第二十六条',
    faultOf({ formedOn, changedOn, effectiveOn, expiresOn }) {
      if (changedOn !== null && changedOn < formedOn) return '变更日期早于成文日期。';
      return effectiveOn !== null && expiresOn !== null && expiresOn < effectiveOn
        ? '失效日期早于施行日期。'
        : null;
    },
  },
  {
    rule: 'dates.thirtyDays',
    place: 'effectiveOn',
    severity: 'warning',
    source: '规章制定程序条例第三十二条',
    faultOf: ({ kind, formedOn, effectiveOn }) =>
      kind === 'rule' && effectiveOn !== null && effectiveOn < addDays(formedOn, 30)
        ? '规章一般自公布之日起30日后施行，不满30日的请说明理由。'
        : null,
  },
  {
    rule: 'mode.reason',
    place: 'modeReason',
    severity: 'error',
    source: '国办发〔2016〕80号',
    faultOf: ({ mode, modeReason }) =>
      mode !== 'proactive' && modeReason === null
        ? `公开属性定为“${DISCLOSURE_MODES[mode]}”的，应当说明理由。`
        : null,
  },
  {
    rule: 'mode.ground',
    place: 'withholdingGround',
    severity: 'error',
    source: '条例第十四至十六条',
    faultOf: ({ mode, withholdingGround }) =>
      mode === 'withheld' && withholdingGround === null ? '定为“不予公开”的，应当选定依据的条款。' : null,
  },
  {
    rule: 'interpretation.plan',
    place: 'interpretationPlan',
    severity: 'error',
    source: '国办发〔2016〕80号',
    faultOf: ({ kind, mode, interpretationPlan }) =>
      ruleOfKind(kind).needsInterpretation === true && mode === 'proactive' && interpretationPlan === null
        ? '没有解读方案。解读应当与文件同步组织、同步审签、同步部署。'
        : null,
  },
  {
    rule: 'interpretation.forms',
    place: 'plannedForms',
    severity: 'warning',
    source: '国办发〔2016〕80号',
    faultOf({ plannedForms }) {
      const left = coreFormsLeftOut(plannedForms).map((form) => `“${INTERPRETATION_FORMS[form].label}”`);
      return left.length === 0
        ? null
        : `解读方案没有${left.join('、')}：一份文件、两种核心解读、若干其他形式。`;
    },
  },
  {
    rule: 'interpretation.of',
    place: 'relations',
    severity: 'error',
    source: '国办发〔2016〕80号',
    faultOf: ({ kind, relations }) =>
      kind === 'interpretation' && !relations.some((it) => it.kind === 'interprets')
        ? '没有指明解读的是哪一份文件。'
        : null,
  },
  {
    rule: 'body.empty',
    place: 'body',
    severity: 'error',
    source: '条例第二十四条',
    faultOf: ({ body }, { files }) =>
      body.trim() === '' && files.length === 0 ? '没有正文，也没有附件。' : null,
  },
];

/**
 * Everything that the check before publication finds: metadata, dates, number, 公开属性, wrong words, personal data and
 * secrecy markings in the text and in every file. An `error` blocks until it is gone or accepted with a signed reason.
 */
export function checkDocument(draft: DocumentDraft, context: DocumentCheckContext): PlacedFinding[] {
  const fields = FIELD_RULES.flatMap(({ rule, place, severity, source, faultOf }) => {
    const message = faultOf(draft, context);
    return message === null ? [] : [{ rule, severity, message, source, place }];
  });
  const texts = findingsOfTexts(draft, context.words);
  const files = context.files.flatMap(({ fileName, findings }) =>
    findings.map(({ rule, severity, message, source }) => ({
      rule,
      severity,
      message,
      ...(source !== undefined && { source }),
      place: fileName,
    })),
  );
  return [...fields, ...texts, ...files];
}

/** What the texts of a document hold that may not be published: personal data, markings, words. */
export function findingsOfTexts(
  draft: Pick<DocumentDraft, 'title' | 'summary' | 'body'>,
  words: readonly WrongWord[],
): PlacedFinding[] {
  return (['title', 'summary', 'body'] as const).flatMap((place) => [
    ...checkText(draft[place]).map(({ rule, severity, message, source }) => ({
      rule,
      severity,
      message,
      ...(source !== undefined && { source }),
      place,
    })),
    ...findWrongWords(draft[place], words).map((finding) => ({ ...finding, place })),
  ]);
}

/** Findings that no waiver lifts: what must not be published whatever anybody signs (条例第十四条). */
export function canBeWaived({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): boolean {
  return severity === 'error' && rule !== 'secrecy.marking' && !rule.startsWith('mode.');
}
