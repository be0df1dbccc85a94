import { cellName, table2Cell } from './cell-address.js';
import { numberAt } from './cell-options.js';
import { TABLE2_ROW_LABELS } from './labels.js';
import {
  NOTHING_COMPARED,
  type NotCheckable,
  type ReportFinding,
  type ReportRule,
  type ReportSubject,
  type RuleOutcome,
} from './report-rule.js';
import { TABLE2_FIELDS, type CellAddress } from './tables.js';

const DISCLOSURE_SOURCE = '国办公开办函〔2019〕60号表二';

function checkDisclosed(subject: ReportSubject): RuleOutcome {
  if (subject.tables.table2 === null || subject.tables.forms.table2 !== '2019') return NOTHING_COMPARED;
  const findings: ReportFinding[] = [];
  const notCheckable: NotCheckable[] = [];
  let compared = 0;
  for (const row of ['rules', 'normativeDocuments'] as const) {
    for (const bound of ['totalDisclosed', 'made'] as const) {
      const cells = [table2Cell(row, 'disclosed'), table2Cell(row, bound)] as const;
      const [left, right] = [numberAt(subject, cells[0]), numberAt(subject, cells[1])];
      if (left === null || right === null) {
        notCheckable.push({ rule: 'T2-B', cells, reason: '该行数字连写，未能读出。' });
        continue;
      }
      compared += 1;
      if (left <= right) continue;
      const [severity, advice] =
        bound === 'totalDisclosed' ? (['warning', '不应超过'] as const) : (['info', '通常不超过'] as const);
      const message = `${cellName(cells[0], '2019')}为${left}，${advice}${cellName(cells[1], '2019')}${right}，请核对。`;
      findings.push({ rule: 'T2-B', severity, message, source: DISCLOSURE_SOURCE, cells, left, right });
    }
  }
  return { findings, notCheckable, compared };
}

const RULE_MAKING_SOURCE = '立法法第九十一、九十三条';
/** Organs that never make 规章: counties, districts, towns, streets and their offices. */
const WITHOUT_RULE_MAKING_POWER = /(?:[县区旗镇乡]|街道)(?:人民政府)?(?:办公室|办事处)?$/;

function hasRuleMakingPower(subject: ReportSubject): boolean | null {
  if (subject.hasRuleMakingPower !== undefined) return subject.hasRuleMakingPower;
  const agency = subject.agency?.replace(/\s/g, '') ?? '';
  return WITHOUT_RULE_MAKING_POWER.test(agency) && !/自治区(?:人民政府)?$/.test(agency) ? false : null;
}

function checkRuleMaking(subject: ReportSubject): RuleOutcome {
  const form = subject.tables.forms.table2;
  if (subject.tables.table2 === null || form === null) return NOTHING_COMPARED;
  const cells = TABLE2_FIELDS[form].rules.map((column) => table2Cell('rules', column));
  const filled = cells.filter((cell) => numberAt(subject, cell) !== 0);
  const [first] = filled;
  if (first === undefined) return { ...NOTHING_COMPARED, compared: 1 };
  const power = hasRuleMakingPower(subject);
  const value = numberAt(subject, first);
  if (power === true) return { ...NOTHING_COMPARED, compared: 1 };
  if (power === null || value === null) {
    const reason = power === null ? '不知道本机关是否有权制定规章。' : '该行数字连写，未能读出。';
    return { ...NOTHING_COMPARED, notCheckable: [{ rule: 'T2-D', cells: filled, reason }] };
  }
  const message = `表二“${TABLE2_ROW_LABELS[form].rules.zh}”填有${value}，但本机关无权制定规章（只有国务院部门、省级和设区的市、自治州政府可以制定），请填0或者“/”。`;
  const finding: ReportFinding = {
    rule: 'T2-D',
    severity: 'warning',
    message,
    source: RULE_MAKING_SOURCE,
    cells: filled,
    left: value,
    right: 0,
  };
  return { findings: [finding], notCheckable: [], compared: 1 };
}

/** 收费金额 in 万元 above this looks as if it had been filled in in yuan. */
const LARGE_WAN_YUAN = 1_000_000;
const FEE_SOURCE = '国办公开办函〔2021〕30号表二';
const FEE: CellAddress = 'table2.adminFees.amountWanYuan';

function checkFeeUnit(subject: ReportSubject): RuleOutcome {
  if (subject.tables.table2 === null || subject.tables.forms.table2 !== '2021') return NOTHING_COMPARED;
  const amount = numberAt(subject, FEE);
  if (amount === null)
    return { ...NOTHING_COMPARED, notCheckable: [{ rule: 'T2-E', cells: [FEE], reason: '未能读出。' }] };
  if (amount <= LARGE_WAN_YUAN) return { ...NOTHING_COMPARED, compared: 1 };
  const message = `${cellName(FEE, '2021')}为${amount}，单位是万元，数额过大，是否误按元填写？请核对。`;
  const finding: ReportFinding = {
    rule: 'T2-E',
    severity: 'warning',
    message,
    source: FEE_SOURCE,
    cells: [FEE],
    left: amount,
    right: LARGE_WAN_YUAN,
  };
  return { findings: [finding], notCheckable: [], compared: 1 };
}

/** 表二 within one year. */
export const TABLE2_RULES: readonly ReportRule[] = [
  {
    id: 'T2-B',
    title: '新公开数量',
    formula: '本年新公开≤对外公开总数；本年新公开通常≤本年新制作',
    source: DISCLOSURE_SOURCE,
    severity: 'warning',
    kind: 'plausibility',
    check: checkDisclosed,
  },
  {
    id: 'T2-D',
    title: '规章制定权',
    formula: '无权制定规章的机关，“规章”各格应为0或者“/”',
    source: RULE_MAKING_SOURCE,
    severity: 'warning',
    kind: 'plausibility',
    check: checkRuleMaking,
  },
  {
    id: 'T2-E',
    title: '收费金额单位',
    formula: '收费金额以万元计，单个机关超过1000000的应核对是否误按元填写',
    source: FEE_SOURCE,
    severity: 'warning',
    kind: 'plausibility',
    check: checkFeeUnit,
  },
];
