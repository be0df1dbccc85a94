import type { Finding, Severity } from '../finding.js';

interface HiddenDataRuleText {
  readonly label: string;
  readonly severity: Severity;
  /** Whether the scrub takes it out; otherwise whoever made the file has to. */
  readonly isScrubbed: boolean;
}

/**
 * What a file carries and does not show, and that goes out with it all the same. An `error` says what somebody wrote and
 * did not mean to publish, or where somebody was; a `warning` says how the file was made (个人信息保护法第四条; 保密审查).
 */
export const HIDDEN_DATA_RULES = {
  'hidden.revision': { label: '修订痕迹', severity: 'error', isScrubbed: true },
  'hidden.comment': { label: '批注', severity: 'error', isScrubbed: true },
  'hidden.text': { label: '隐藏文字', severity: 'error', isScrubbed: true },
  'hidden.sheet': { label: '隐藏的工作表', severity: 'error', isScrubbed: true },
  'hidden.cells': { label: '隐藏的行、列中的内容', severity: 'error', isScrubbed: true },
  'hidden.attachment': { label: '文件中夹带的文件', severity: 'error', isScrubbed: true },
  'hidden.location': { label: '拍摄位置', severity: 'error', isScrubbed: true },
  'hidden.script': { label: '自动运行的脚本', severity: 'error', isScrubbed: true },
  'hidden.trailing': { label: '文件末尾附加的数据', severity: 'error', isScrubbed: true },
  'hidden.link': { label: '其他工作簿的数据', severity: 'warning', isScrubbed: true },
  'hidden.author': { label: '作者等文件属性', severity: 'warning', isScrubbed: true },
  'hidden.camera': { label: '拍摄设备和时间', severity: 'warning', isScrubbed: true },
  /** The kind of file is one whose hidden parts nothing here knows. */
  'hidden.unchecked': { label: '没有检查的部分', severity: 'warning', isScrubbed: false },
  'hidden.embedded': { label: '嵌入的对象或者数据透视表的底数', severity: 'warning', isScrubbed: false },
} as const satisfies Record<string, HiddenDataRuleText>;
export type HiddenDataRule = keyof typeof HIDDEN_DATA_RULES;
export const HIDDEN_DATA_RULE_NAMES = Object.keys(HIDDEN_DATA_RULES) as [HiddenDataRule, ...HiddenDataRule[]];

/** Something hidden in a file. */
export interface HiddenItem {
  readonly rule: HiddenDataRule;
  /** What it is or says, shortened; for those alone who may see the file. */
  readonly detail: string;
}

const SOURCE = '个人信息保护法第四条、保密审查';
const UNCHECKED =
  '这种文件有没有修订、批注、附件等隐藏信息检查不了，也清除不了。请另存为 docx、xlsx 或者 PDF 后上传，或者由制作人确认没有。';

/** One finding for each kind of what is hidden, saying how many there are and nothing of what they say. */
export function hiddenDataFindings(
  items: readonly HiddenItem[],
): (Finding & { readonly rule: HiddenDataRule })[] {
  const counts = new Map<HiddenDataRule, number>();
  for (const { rule } of items) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return HIDDEN_DATA_RULE_NAMES.filter((rule) => counts.has(rule)).map((rule) => {
    const { label, severity, isScrubbed } = HIDDEN_DATA_RULES[rule];
    const what = `文件中有看不见的${label}，共${counts.get(rule) ?? 0}处`;
    if (rule === 'hidden.unchecked') return { rule, severity, message: UNCHECKED, source: SOURCE };
    const advice = isScrubbed ? '请清除后再公开' : '清除不了，请在原来的软件中改成图片或者数值后重新上传';
    return { rule, severity, message: `${what}，${advice}。`, source: SOURCE };
  });
}

/** What was taken out, in one sentence: `修订痕迹3处、批注2处`. */
export function describeScrubbed(items: readonly Pick<HiddenItem, 'rule'>[]): string {
  const counts = new Map<HiddenDataRule, number>();
  for (const { rule } of items) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => `${HIDDEN_DATA_RULES[rule].label}${count}处`).join('、');
}
