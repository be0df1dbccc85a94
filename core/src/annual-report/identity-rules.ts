import type { Severity } from '../finding.js';
import { evaluateIdentity, type IdentityResult } from './evaluate-identity.js';
import { identitiesOf, type Identity, type IdentityRule } from './identities.js';
import type { IdentityFinding } from './explain-findings.js';
import type {
  NotCheckable,
  ReportFinding,
  ReportRule,
  ReportSubject,
  RuleKind,
  RuleOutcome,
} from './report-rule.js';

interface IdentityRuleText {
  readonly title: string;
  readonly formula: string;
  readonly source: string;
  readonly kind: RuleKind;
  /** What the message calls the thing that `about` names. */
  readonly noun: string;
}

const FORM_SOURCE = '国办公开办函〔2019〕60号、〔2021〕30号';

const TEXTS: Readonly<Record<IdentityRule, IdentityRuleText>> = {
  'T3-A': {
    title: '表三收支平衡',
    formula: '每列：一、本年新收＋二、上年结转＝三、（七）总计＋四、结转下年度',
    source: `${FORM_SOURCE}表三表头勾稽关系`,
    kind: 'official',
    noun: '列',
  },
  'T3-B': {
    title: '表三办理结果合计',
    formula: '每列：（一）＋（二）＋（三）各项＋（四）各项＋（五）各项＋（六）＝（七）总计',
    source: `${FORM_SOURCE}表三`,
    kind: 'arithmetic',
    noun: '列',
  },
  'T3-C': {
    title: '表三申请人合计',
    formula: '每行：自然人＋商业企业＋科研机构＋社会公益组织＋法律服务机构＋其他＝总计',
    source: `${FORM_SOURCE}表三`,
    kind: 'arithmetic',
    noun: '行',
  },
  'T4-A': {
    title: '行政复议合计',
    formula: '结果维持＋结果纠正＋其他结果＋尚未审结＝总计',
    source: `${FORM_SOURCE}表四`,
    kind: 'arithmetic',
    noun: '部分',
  },
  'T4-B': {
    title: '未经复议直接起诉合计',
    formula: '结果维持＋结果纠正＋其他结果＋尚未审结＝总计',
    source: `${FORM_SOURCE}表四`,
    kind: 'arithmetic',
    noun: '部分',
  },
  'T4-C': {
    title: '复议后起诉合计',
    formula: '结果维持＋结果纠正＋其他结果＋尚未审结＝总计',
    source: `${FORM_SOURCE}表四`,
    kind: 'arithmetic',
    noun: '部分',
  },
};

const WHY_NOT_CHECKABLE: Readonly<
  Record<Extract<IdentityResult, { status: 'notCheckable' }>['why'], string>
> = {
  cutBySum: '该行数字连写，是按本行合计切分的，不能再用本行合计核对',
  cutByColumnSums: '有的行数字连写，是按各列合计切分的，不能再用各列合计核对',
  unreadable: '有的行数字连写，切分方式不止一种，有的成立、有的不成立',
  blank: '一侧各格均未填写，另一侧有数字',
};

const SEVERITY: Severity = 'error';

function messageOf(identity: Identity, left: number | null, right: number | null): string {
  const noun = `“${identity.about}”${TEXTS[identity.rule].noun}`;
  if (left === null || right === null) {
    const side = (name: string, value: number | null): string =>
      value === null ? name : `${name}（${value}）`;
    const [first, second] = [side(identity.leftName, left), side(identity.rightName, right)];
    return `${noun}：有的行数字连写，无论怎样切分，${first}与${second}都不相等，请核对原表。`;
  }
  const gap = Math.round(Math.abs(left - right) * 1e6) / 1e6;
  return `${noun}：${identity.leftName}为${left}，${identity.rightName}为${right}，相差${gap}，请核对。`;
}

function findingOf(identity: Identity, left: number | null, right: number | null): ReportFinding {
  const { source } = TEXTS[identity.rule];
  const cells = [...identity.left, ...identity.right];
  return {
    rule: identity.rule,
    severity: SEVERITY,
    message: messageOf(identity, left, right),
    source,
    cells,
    left,
    right,
  };
}

/** The identities of one rule that fail, with what could not be compared. */
export function checkIdentities(
  subject: ReportSubject,
  rule: IdentityRule,
): RuleOutcome & { readonly failing: readonly IdentityFinding[] } {
  const failing: IdentityFinding[] = [];
  const notCheckable: NotCheckable[] = [];
  let compared = 0;
  for (const identity of identitiesOf(subject.tables)) {
    if (identity.rule !== rule) continue;
    const result = evaluateIdentity(subject, identity);
    if (result.status === 'notCheckable') {
      const reason = `“${identity.about}”${TEXTS[rule].noun}：${WHY_NOT_CHECKABLE[result.why]}。`;
      notCheckable.push({ rule, cells: result.cells, reason });
      continue;
    }
    compared += 1;
    if (result.status === 'fails')
      failing.push({ identity, finding: findingOf(identity, result.left, result.right) });
  }
  return { findings: failing.map(({ finding }) => finding), failing, notCheckable, compared };
}

function identityRule(id: IdentityRule): ReportRule {
  const { title, formula, source, kind } = TEXTS[id];
  return {
    id,
    title,
    formula,
    source,
    severity: SEVERITY,
    kind,
    check: (subject) => checkIdentities(subject, id),
  };
}

/** The official cross-footing of 表三 (printed in its header) and the sums of 表三 and 表四. */
export const IDENTITY_REPORT_RULES: readonly ReportRule[] = [
  identityRule('T3-A'),
  identityRule('T3-B'),
  identityRule('T3-C'),
  identityRule('T4-A'),
  identityRule('T4-B'),
  identityRule('T4-C'),
];
