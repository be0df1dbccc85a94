import { ITEM_FINDINGS, type ItemFinding } from '../application/vocabulary.js';
import type { WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import type { Finding } from '../finding.js';
import { checkLetterInput, coveredItems } from './check-letter-input.js';
import { checkTemplate, isMandatoryPart } from './check-template.js';
import { isNumbered } from './document-number.js';
import type { LetterContent, LetterPart, LetterRemedy, RemedyFacts } from './letter-content.js';
import type { LetterInput, LetterItem } from './letter-input.js';
import { checkRemedySetting, letterRemedies, remedySubject, settingMissing } from './letter-remedies.js';
import { settingOn } from './letter-setting.js';
import {
  fillText,
  type LetterTemplate,
  type PlaceholderValues,
  type TemplatePart,
} from './letter-template.js';
import {
  commonValues,
  itemValues,
  ownValues,
  replyValues,
  tableOf,
  withheldValues,
} from './letter-values.js';
import { LETTER_SHAPES } from './mandatory-parts.js';

/** The composed letter, or null where a finding is an error; warnings come along with the letter. */
export interface CompiledLetter {
  readonly content: LetterContent | null;
  readonly findings: readonly Finding[];
}

const isFinding = (when: string | undefined): when is ItemFinding =>
  (ITEM_FINDINGS as readonly (string | undefined)[]).includes(when);

/**
 * The lawful letter made of what was found, the agency's text and its setting on the letter's day: articles to paragraph
 * and item, reasons, and the remedies of each item. 条例第三十至四十二、五十一条
 */
export function compileLetter(
  input: LetterInput,
  template: LetterTemplate,
  calendar?: WorkingDayCalendar,
): CompiledLetter {
  const findings: Finding[] = [
    ...checkTemplate(template, input.letter),
    ...checkLetterInput(input, calendar),
  ];
  const setting = settingOn(input.settings, input.decidedOn);
  if (setting === null) findings.push(settingMissing(input.decidedOn));
  if (setting === null || findings.some(({ severity }) => severity === 'error')) {
    return { content: null, findings };
  }
  const covered = 'items' in input ? coveredItems(input) : [];
  const shape = LETTER_SHAPES[input.letter];
  const remedyFacts: RemedyFacts | null = shape.hasRemedies
    ? {
        findings: 'items' in input ? input.items.map(({ finding }) => finding) : [],
        covered,
        agencyKind: setting.organKind,
        serviceWay: input.serviceWay,
      }
    : null;
  const remedies = remedyFacts === null ? [] : letterRemedies(remedyFacts, setting, input.decidedOn);
  if (remedyFacts !== null) findings.push(...checkRemedySetting(remedyFacts, setting, input.decidedOn));

  const own = ownValues(input);
  const values = {
    ...commonValues(input, setting),
    ...own.values,
    ...('items' in input ? replyValues(input, covered) : {}),
  };
  const missing = new Set<string>();
  const compose: Compose = (part, extra, items) => {
    const filled = fillText(part.text, { ...values, ...extra });
    for (const name of filled.missing) missing.add(name);
    return {
      role: part.role,
      isMandatory: isMandatoryPart(input.letter, part),
      items,
      paragraphs: filled.paragraphs,
    };
  };

  const parts: LetterPart[] = [];
  let areItemsDone = false;
  for (const part of template.parts) {
    if (isFinding(part.when) || part.role === 'itemHeading') {
      if (!areItemsDone && 'items' in input) {
        for (const index of covered) {
          const item = input.items[index];
          if (item !== undefined)
            parts.push(...itemParts(template, item, index, input.items.length === 1, compose));
        }
      }
      areItemsDone = true;
    } else if (part.role === 'remedies') {
      if (remedyFacts !== null) parts.push(...remedyParts(part, remedies, remedyFacts, compose));
    } else if (part.when === undefined || own.conditions.includes(part.when)) {
      parts.push(compose(part, {}, []));
    }
  }
  const table = tableOf(input, setting);
  const appendixParts = (template.appendix?.parts ?? []).map((part) => compose(part, {}, []));
  for (const name of missing) {
    findings.push({
      rule: 'valueMissing',
      severity: 'error',
      message: `文书还缺少“${name}”：请在办理信息或者“文书固定信息”中填写。`,
      source: '条例第三十六条',
    });
  }
  if (findings.some(({ severity }) => severity === 'error')) return { content: null, findings };

  const withText = parts.filter((part) => part.paragraphs.length > 0);
  return {
    content: {
      schema: 1,
      letter: input.letter,
      templateVersion: template.version,
      title: template.title,
      letterhead: isNumbered(input.letter) ? setting.organName : null,
      documentNumber: null,
      isNumbered: isNumbered(input.letter),
      addressee: shape.hasAddressee ? `${input.addressees.join('、')}：` : null,
      parts: table === null ? withText : withTable(withText, table),
      attachments: 'items' in input ? attachmentsOf(covered.map((index) => input.items[index])) : [],
      appendices:
        template.appendix === null ? [] : [{ title: template.appendix.title, parts: appendixParts }],
      signature: shape.isSigned
        ? { organ: setting.organName, signedOn: input.decidedOn, hasSeal: true }
        : null,
      remedies,
      remedyFacts,
    },
    findings,
  };
}

type Compose = (part: TemplatePart, extra: PlaceholderValues, items: readonly number[]) => LetterPart;

function itemParts(
  template: LetterTemplate,
  item: LetterItem,
  index: number,
  isOnly: boolean,
  compose: Compose,
): LetterPart[] {
  const values = itemValues(item, index, isOnly);
  return template.parts.flatMap((part): LetterPart[] => {
    if (part.role === 'itemHeading') return isOnly ? [] : [compose(part, values, [index])];
    if (part.when !== item.finding) return [];
    if (part.role !== 'withheld') return [compose(part, values, [index])];
    return item.withheld.map((kept) => compose(part, { ...values, ...withheldValues(kept) }, [index]));
  });
}

function remedyParts(
  part: TemplatePart,
  remedies: readonly LetterRemedy[],
  facts: RemedyFacts,
  compose: Compose,
): LetterPart[] {
  if (part.when === 'online') {
    const online = remedies.find((remedy) => remedy.online !== null);
    return online === undefined ? [] : [compose(part, { 网上复议地址: online.online ?? undefined }, [])];
  }
  return remedies
    .filter(({ route }) => route === part.when)
    .map((remedy) =>
      compose(
        part,
        {
          救济事项: remedySubject(remedy, facts),
          复议机关: remedy.authorities.join('或者'),
          法院: remedy.courts.join('或者'),
        },
        remedy.items,
      ),
    );
}

/** The table stands in the first part of facts or payment. */
function withTable(parts: readonly LetterPart[], table: NonNullable<LetterPart['table']>): LetterPart[] {
  const at = parts.findIndex(({ role }) => role === 'facts' || role === 'payment');
  return parts.map((part, index) => (index === at ? { ...part, table } : part));
}

function attachmentsOf(items: readonly (LetterItem | undefined)[]): string[] {
  return items.flatMap((item) => item?.attachments ?? []);
}
