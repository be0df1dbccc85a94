import { cellName, cellsOfForm, parseCellAddress, valueAt } from './cell-address.js';
import { isBlank, numberAt } from './cell-options.js';
import { evaluateIdentity } from './evaluate-identity.js';
import { identitiesOf } from './identities.js';
import { TABLE3_COLUMN_LABELS } from './labels.js';
import {
  NOTHING_COMPARED,
  type NotCheckable,
  type ReportFinding,
  type ReportRule,
  type ReportSubject,
  type RuleOutcome,
} from './report-rule.js';
import type { CellAddress, FormVersion, Table2Column } from './tables.js';

const SIGNED: readonly Table2Column[] = ['change'];
const AMOUNTS: readonly Table2Column[] = ['amountWanYuan', 'amountYuan'];

function cellsOfSubject(subject: ReportSubject): CellAddress[] {
  const { forms, table2, table3, table4 } = subject.tables;
  const cellsOf = (form: FormVersion | null, table: string): CellAddress[] =>
    form === null ? [] : cellsOfForm(form).filter((cell) => cell.startsWith(`${table}.`));
  return [
    ...(table2 === null ? [] : cellsOf(forms.table2, 'table2')),
    ...(table3 === null ? [] : cellsOf(forms.table3, 'table3')),
    ...(table4 === null ? [] : cellsOf('2021', 'table4')),
  ];
}

/** What is wrong with a value as a count or an amount; null when nothing is. */
function faultOf(cell: CellAddress, value: number): string | null {
  const parts = parseCellAddress(cell);
  const isAmount = parts?.table === 'table2' && AMOUNTS.includes(parts.column);
  const isSigned = parts?.table === 'table2' && SIGNED.includes(parts.column);
  if (value < 0 && !isSigned) return '不应为负数';
  if (!Number.isInteger(value) && !isAmount) return '应为整数';
  return null;
}

function blankWarning(subject: ReportSubject): ReportFinding[] {
  const cells = new Set<CellAddress>();
  for (const identity of identitiesOf(subject.tables)) {
    const result = evaluateIdentity(subject, identity);
    if (result.status === 'notCheckable' && result.why === 'blank')
      result.cells.forEach((cell) => cells.add(cell));
  }
  const [first] = cells;
  if (first === undefined) return [];
  const message = `${cellName(first, subject.tables.forms.table2)}等${cells.size}格未填写，而与之对应的一侧有数字，无法核对合计，请补填（没有的填0）。`;
  return [
    {
      rule: 'T3-D',
      severity: 'warning',
      message,
      source: T3D_SOURCE,
      cells: [...cells],
      left: null,
      right: null,
    },
  ];
}

const T3D_SOURCE = '国办公开办函〔2021〕30号';

function checkCellValues(subject: ReportSubject): RuleOutcome {
  const findings: ReportFinding[] = [];
  const unreadable: CellAddress[] = [];
  let compared = 0;
  for (const cell of cellsOfSubject(subject)) {
    const value = valueAt(subject.tables, cell);
    if (value === null) {
      if (!isBlank(subject, cell)) unreadable.push(cell);
      continue;
    }
    compared += 1;
    const fault = faultOf(cell, value);
    if (fault === null) continue;
    const message = `${cellName(cell, subject.tables.forms.table2)}为${value}，${fault}，请核对。`;
    findings.push({
      rule: 'T3-D',
      severity: 'error',
      message,
      source: T3D_SOURCE,
      cells: [cell],
      left: value,
      right: null,
    });
  }
  const notCheckable: NotCheckable[] =
    unreadable.length === 0
      ? []
      : [{ rule: 'T3-D', cells: unreadable, reason: '这些格所在的行数字连写，未能读出。' }];
  return { findings: [...findings, ...blankWarning(subject)], notCheckable, compared };
}

const LAPSED_FEE: CellAddress = 'table3.other.lapsedFee.total';
const MENTIONS_FEE = /信息(?:公开)?处理费|处理费|收费|收取[^。；]{0,12}费/;

function checkFeeMentioned(subject: ReportSubject): RuleOutcome {
  const lapsed = numberAt(subject, LAPSED_FEE);
  if (subject.tables.table3 === null || subject.tables.forms.table3 !== '2021' || lapsed === 0)
    return NOTHING_COMPARED;
  const hasProse = subject.sections.some(({ number, text }) => number > 0 && text.trim() !== '');
  if (lapsed === null || !hasProse) {
    const reason = lapsed === null ? '该行数字连写，未能读出。' : '没有报告正文。';
    return { ...NOTHING_COMPARED, notCheckable: [{ rule: 'T3-F', cells: [LAPSED_FEE], reason }] };
  }
  const text = subject.sections.filter(({ number }) => number === 6).map((section) => section.text);
  if (text.some((sectionText) => MENTIONS_FEE.test(sectionText.replace(/\s/g, ''))))
    return { ...NOTHING_COMPARED, compared: 1 };
  const message = `表三“（六）其他处理2.逾期未缴费”的“${TABLE3_COLUMN_LABELS.total.zh}”为${lapsed}，说明发出过收费通知，但第六部分没有报告信息处理费收取情况，请补充。`;
  const finding: ReportFinding = {
    rule: 'T3-F',
    severity: 'warning',
    message,
    source: T3F_SOURCE,
    cells: [LAPSED_FEE],
    left: lapsed,
    right: null,
  };
  return { findings: [finding], notCheckable: [], compared: 1 };
}

const T3F_SOURCE = '国办函〔2020〕109号；国办公开办函〔2021〕30号第六部分';

/** Single cells: counts are non-negative integers; a fee lapse calls for a word on fees. */
export const CELL_VALUE_RULES: readonly ReportRule[] = [
  {
    id: 'T3-D',
    title: '数值有效',
    formula: '件数为非负整数；金额可为小数；增减可为负数；空白按0计',
    source: T3D_SOURCE,
    severity: 'error',
    kind: 'arithmetic',
    check: checkCellValues,
  },
  {
    id: 'T3-F',
    title: '逾期未缴费与收费情况',
    formula: '（六）2＞0时，第六部分应报告信息处理费收取情况',
    source: T3F_SOURCE,
    severity: 'warning',
    kind: 'plausibility',
    check: checkFeeMentioned,
  },
];
