import { cellName, cellsOfForm, valueAt } from './cell-address.js';
import { isUnreadable } from './cell-options.js';
import {
  NOTHING_COMPARED,
  type CheckContext,
  type NotCheckable,
  type ReportFinding,
  type ReportRule,
  type ReportSubject,
  type RuleOutcome,
} from './report-rule.js';
import { rollUp, type RolledUpReport } from './roll-up.js';
import { isSame } from './evaluate-identity.js';
import type { CellAddress, FormVersion } from './tables.js';

/** The sum that the report of the area should be; null when there is nothing to add. */
function expectedOf(subject: ReportSubject, context: CheckContext): RolledUpReport | null {
  if (context.members === undefined || subject.scope === 'organ') return null;
  const form: FormVersion = subject.tables.forms.table3 ?? subject.tables.forms.table2 ?? '2021';
  return rollUp({ own: context.own ?? null, members: context.members, form });
}

function isLitigation(cell: CellAddress): boolean {
  return cell.startsWith('table4.directSuit.') || cell.startsWith('table4.suitAfterReconsideration.');
}

function hasTable(subject: ReportSubject, cell: CellAddress): boolean {
  return subject.tables[cell.slice(0, 6) as 'table2' | 'table3' | 'table4'] !== null;
}

function compareWithSum(
  subject: ReportSubject,
  expected: RolledUpReport,
  rule: string,
  source: string,
  covers: (cell: CellAddress) => boolean,
): RuleOutcome {
  const form: FormVersion = subject.tables.forms.table3 ?? '2021';
  const unfiled = expected.unfiled.length === 0 ? '' : `（另有${expected.unfiled.length}个单位未报送）`;
  const findings: ReportFinding[] = [];
  const notCheckable: NotCheckable[] = [];
  let compared = 0;
  for (const cell of cellsOfForm(form)) {
    if (!covers(cell) || !hasTable(subject, cell)) continue;
    const [left, right] = [valueAt(subject.tables, cell), valueAt(expected.tables, cell)];
    const isUnreadSum = expected.findings.some(
      (finding) => finding.severity === 'error' && finding.cells.includes(cell),
    );
    if (isUnreadable(subject, cell) || isUnreadSum) {
      notCheckable.push({ rule, cells: [cell], reason: '有的报告中这一格所在的行未能读出。' });
      continue;
    }
    compared += 1;
    if (isSame(left ?? 0, right ?? 0)) continue;
    const message = `${cellName(cell, form)}为${left ?? '空白'}，本级与各单位合计为${right ?? 0}${unfiled}，请核对。`;
    findings.push({
      rule,
      severity: 'warning',
      message,
      source,
      cells: [cell],
      left: left ?? 0,
      right: right ?? 0,
    });
  }
  return { findings, notCheckable, compared };
}

const SUITS_SOURCE = '国办公开办函〔2016〕201号';
const AREA_SOURCE = '条例第四十九、五十条';

function checkSuits(subject: ReportSubject, context: CheckContext): RuleOutcome {
  const expected = expectedOf(subject, context);
  if (expected === null) return NOTHING_COMPARED;
  const outcome = compareWithSum(subject, expected, 'T4-E', SUITS_SOURCE, isLitigation);
  return {
    ...outcome,
    findings: [...outcome.findings, ...expected.findings.filter(({ rule }) => rule === 'T4-E')],
  };
}

function checkArea(subject: ReportSubject, context: CheckContext): RuleOutcome {
  const expected = expectedOf(subject, context);
  if (expected === null) return NOTHING_COMPARED;
  const outcome = compareWithSum(subject, expected, 'R-1', AREA_SOURCE, (cell) => !isLitigation(cell));
  return {
    ...outcome,
    findings: [...outcome.findings, ...expected.findings.filter(({ rule }) => rule === 'R-1')],
  };
}

/** An area's report against the sum of its members. */
export const ROLL_UP_RULES: readonly ReportRule[] = [
  {
    id: 'T4-E',
    title: '诉讼只在原行为机关统计',
    formula: '地区报告行政诉讼＝各单位之和－各单位只作为复议机关的案件',
    source: SUITS_SOURCE,
    severity: 'warning',
    kind: 'rollUp',
    check: checkSuits,
  },
  {
    id: 'R-1',
    title: '地区报告等于各单位之和',
    formula: '政府报告每格＝本级＋各部门＋下级政府，每个单位计一次',
    source: AREA_SOURCE,
    severity: 'warning',
    kind: 'rollUp',
    check: checkArea,
  },
];
