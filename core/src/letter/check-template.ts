import { ITEM_FINDING_LABELS } from '../application/labels.js';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import type { Finding } from '../finding.js';
import { PART_ROLES } from './letter-content.js';
import { isWellFormed, placeholdersIn, type LetterTemplate, type TemplatePart } from './letter-template.js';
import { findingsOf, LETTER_SHAPES, type MandatoryPart } from './mandatory-parts.js';
import { isPlaceholderFor } from './placeholders.js';

/** Variants of a letter that a part can stand for, beside findings. */
const VARIANTS: Readonly<Record<string, string>> = {
  reconsiderationFirst: '应当先申请复议',
  choice: '可以选择复议或者诉讼',
  online: '网上送达',
  objected: '第三方不同意',
  silent: '第三方未答复',
  otherOrgan: '其他机关协办',
  ownUnit: '内设机构协办',
  perItem: '按件收费',
  perPage: '按量收费',
  corrected: '予以更正',
  notCorrected: '不予更正',
  forwarded: '转送',
  directed: '告知有权机关',
};

const WHEN_LABELS: Readonly<Record<string, string>> = { ...ITEM_FINDING_LABELS, ...VARIANTS };

/** What a part is called to people: its role and where it applies. */
export function partLabel(part: Pick<TemplatePart, 'role' | 'when'>): string {
  const role = PART_ROLES[part.role];
  if (part.when === undefined) return role;
  const when = WHEN_LABELS[part.when] ?? part.when;
  return `${role}（${when}）`;
}

export function isMandatoryPart(letter: Letter, part: Pick<TemplatePart, 'role' | 'when'>): boolean {
  return LETTER_SHAPES[letter].mandatory.some(({ role, when }) => role === part.role && when === part.when);
}

/**
 * What a template lacks to be used: every mandatory part with what it must say, no name without a value. Errors block its
 * use; none can be waived. 条例第三十至五十一条
 */
export function checkTemplate(template: LetterTemplate, letter: Letter): Finding[] {
  if (template.letter !== letter) {
    return [
      fault(
        'wrongTemplate',
        `这是“${LETTERS[template.letter]}”的文本，不能用于“${LETTERS[letter]}”。`,
        '条例第三十六条',
      ),
    ];
  }
  const shape = LETTER_SHAPES[letter];
  const findings = shape.mandatory.flatMap((mandatory) => checkMandatory(template.parts, mandatory));
  if (shape.hasAppendix === true && template.appendix === null) {
    findings.push(fault('partMissing', '缺少随函的意见确认函（回执）：请补上。', '条例第三十二条'));
  }
  const known = new Set<string>([...findingsOf(letter), ...Object.keys(VARIANTS)]);
  for (const part of [...template.parts, ...(template.appendix?.parts ?? [])]) {
    findings.push(...checkText(part, letter, known));
  }
  return findings;
}

function checkMandatory(parts: readonly TemplatePart[], mandatory: MandatoryPart): Finding[] {
  const label = partLabel({ role: mandatory.role, when: mandatory.when });
  const matching = parts.filter(({ role, when }) => role === mandatory.role && when === mandatory.when);
  if (matching.length === 0) {
    return [fault('partMissing', `缺少“${label}”：这一部分不能删除，请补上。`, mandatory.source)];
  }
  const text = matching.map((part) => part.text).join('\n');
  const firm = placeholdersIn(text, true);
  const all = placeholdersIn(text);
  const absent = [
    ...(mandatory.names ?? []).filter((name) => !firm.includes(name)),
    ...(mandatory.places ?? []).filter((name) => !all.includes(name)),
  ];
  return [
    ...absent.map((name) =>
      fault(
        'nameMissing',
        `“${label}”中应当有“{${name}}”${all.includes(name) ? '，并且不放在“[[ ]]”内' : ''}。`,
        mandatory.source,
      ),
    ),
    ...(mandatory.says ?? [])
      .filter((words) => !text.includes(words))
      .map((words) => fault('wordsMissing', `“${label}”中应当写明“${words}”。`, mandatory.source)),
  ];
}

function checkText(part: TemplatePart, letter: Letter, known: ReadonlySet<string>): Finding[] {
  const label = partLabel(part);
  const findings: Finding[] = [];
  if (!isWellFormed(part.text)) {
    findings.push(
      fault('bracketsUnpaired', `“${label}”中的“{ }”或者“[[ ]]”没有成对：请改正。`, 'GB/T 9704—2012'),
    );
  }
  if (part.when !== undefined && !known.has(part.when)) {
    findings.push(
      fault('variantUnknown', `“${label}”的适用情形不属于这一文书：请删除这一部分。`, '条例第三十六条'),
    );
  }
  for (const name of placeholdersIn(part.text)) {
    if (isPlaceholderFor(name, letter, part)) continue;
    findings.push(
      fault(
        'nameUnknown',
        `“${label}”中的“{${name}}”在这里没有可填的内容：请改用右侧列出的名称。`,
        '条例第三十二、三十六条',
      ),
    );
  }
  return findings;
}

function fault(rule: string, message: string, source: string): Finding {
  return { rule, severity: 'error', message, source };
}
