import {
  cellName,
  cellsOfForm,
  parseCellAddress,
  rowKeyOf,
  valueAt,
  type CellParts,
} from './cell-address.js';
import { convertForm, sumOf } from './convert-form.js';
import type { MemberReport } from './member-report.js';
import type { ReportFinding } from './report-rule.js';
import type { CellAddress, CellValue, FormVersion, ReportTables, Table4, Table4Column } from './tables.js';

export interface RollUpInput {
  /** The organ's own report, e.g. that of the government office. */
  readonly own: ReportTables | null;
  readonly members: readonly MemberReport[];
  /** Form of the sum; by default that of the own report, else 2021. */
  readonly form?: FormVersion;
}

export interface RolledUpReport {
  readonly tables: ReportTables;
  /** Codes of the members whose reports are in the sum, each once. */
  readonly counted: readonly string[];
  readonly unfiled: readonly MemberReport[];
  /** Succeeded units, whether their own report was added or is contained in another. */
  readonly succeeded: readonly MemberReport[];
  readonly findings: readonly ReportFinding[];
}

const RULE = 'R-1';
const SOURCE = '条例第四十九、五十条';
const SUITS_SOURCE = '国办公开办函〔2016〕201号';

function note(
  severity: 'error' | 'warning' | 'info',
  message: string,
  cells: readonly CellAddress[] = [],
): ReportFinding {
  return { rule: RULE, severity, message, source: SOURCE, cells, left: null, right: null };
}

/** Which members' reports are added, and what must be said about the others. */
function selectMembers(members: readonly MemberReport[]): {
  readonly counted: MemberReport[];
  readonly findings: ReportFinding[];
} {
  const codes = new Set(members.map(({ code }) => code));
  const seen = new Set<string>();
  const counted: MemberReport[] = [];
  const findings: ReportFinding[] = [];
  for (const member of members) {
    const name = `“${member.name}”`;
    if (seen.has(member.code)) {
      findings.push(note('error', `${name}（${member.code}）列出两次，只汇总一次。`));
      continue;
    }
    seen.add(member.code);
    if (member.includedIn !== undefined) {
      if (!codes.has(member.includedIn)) {
        findings.push(
          note('error', `${name}的数据声明已包含在“${member.includedIn}”的报告中，但该单位不在汇总范围内。`),
        );
      }
      continue;
    }
    if (member.status === 'unfiled') {
      findings.push(note('warning', `${name}未报送年度报告，汇总数不含该单位。`));
      continue;
    }
    if (member.report === undefined) {
      if (member.status === 'filed') findings.push(note('error', `${name}标为已报送，但没有报告。`));
      if (member.status === 'succeeded') findings.push(note('warning', succeededWithoutReport(member)));
      continue;
    }
    if (member.status === 'succeeded') {
      findings.push(
        note(
          'warning',
          `${name}已并入“${member.succeededBy ?? '其他单位'}”，自己的报告也计入汇总：请确认承继单位的报告没有包含这些数据。`,
        ),
      );
    }
    counted.push(member);
  }
  return { counted, findings };
}

function succeededWithoutReport(member: MemberReport): string {
  return `“${member.name}”已并入“${member.succeededBy ?? '其他单位'}”，没有单独的报告：请确认承继单位的报告包含其并入前的数据。`;
}

const SUIT_COLUMNS: readonly Table4Column[] = ['upheld', 'corrected', 'other', 'pending'];

/** Suits to leave out of a cell because the member is only the reconsideration authority. */
function suitsAsAuthorityAt(member: MemberReport, cell: CellAddress): number {
  const parts = parseCellAddress(cell);
  if (parts?.table !== 'table4' || parts.row === 'reconsideration') return 0;
  const suits = member.suitsAsAuthority?.[parts.row];
  if (suits === undefined) return 0;
  if (parts.column !== 'total') return suits[parts.column] ?? 0;
  return SUIT_COLUMNS.reduce((sum, column) => sum + (suits[column] ?? 0), 0);
}

function suitFindings(member: MemberReport): ReportFinding[] {
  const cells = cellsOfForm('2021').filter(
    (cell) => cell.endsWith('.total') && suitsAsAuthorityAt(member, cell) > 0,
  );
  return cells.map((cell) => {
    const left = member.report === undefined ? null : valueAt(member.report, cell);
    const out = suitsAsAuthorityAt(member, cell);
    const right = left === null ? null : left - out;
    const message = `${cellName(cell)}：“${member.name}”有${out}件只是复议机关，应在原行为机关统计，汇总时已扣除。`;
    return { rule: 'T4-E', severity: 'info', message, source: SUITS_SOURCE, cells: [cell], left, right };
  });
}

interface Addend {
  readonly tables: ReportTables;
  readonly member: MemberReport | null;
}

function valueToAdd({ tables, member }: Addend, cell: CellAddress): CellValue {
  const value = valueAt(tables, cell);
  return value === null || member === null ? value : value - suitsAsAuthorityAt(member, cell);
}

/** A cell can't be summed when some member's row was not read: zero would be an invention. */
function isUnreadIn({ member, tables }: Addend, cell: CellAddress): boolean {
  return valueAt(tables, cell) === null && member?.candidates?.[rowKeyOf(cell)] !== undefined;
}

function tablesFrom(
  form: FormVersion,
  addends: readonly Addend[],
): { readonly tables: ReportTables; readonly unread: CellAddress[] } {
  const unread: CellAddress[] = [];
  const sums: Record<CellParts['table'], Record<string, Record<string, CellValue>>> = {
    table2: {},
    table3: {},
    table4: {},
  };
  for (const cell of cellsOfForm(form)) {
    const parts = parseCellAddress(cell);
    if (parts === null) continue;
    const isUnread = addends.some((addend) => isUnreadIn(addend, cell));
    if (isUnread) unread.push(cell);
    const row = (sums[parts.table][parts.row] ??= {});
    row[parts.column] = isUnread ? null : sumOf(addends.map((addend) => valueToAdd(addend, cell)));
  }
  const has = (table: 'table2' | 'table3' | 'table4'): boolean =>
    addends.some(({ tables }) => tables[table] !== null);
  return {
    tables: {
      forms: { table2: has('table2') ? form : null, table3: has('table3') ? form : null },
      table2: has('table2') ? sums.table2 : null,
      table3: has('table3') ? sums.table3 : null,
      table4: has('table4') ? (sums.table4 as Table4) : null,
    },
    unread,
  };
}

/** The report of an area: its own figures and those of every member that filed, each once (条例第四十九条). */
export function rollUp({ own, members, form }: RollUpInput): RolledUpReport {
  const target = form ?? own?.forms.table3 ?? own?.forms.table2 ?? '2021';
  const { counted, findings } = selectMembers(members);
  const addends: Addend[] = own === null ? [] : [{ tables: convertForm(own, target).tables, member: null }];
  for (const member of counted) {
    if (member.report === undefined) continue;
    const converted = convertForm(member.report, target);
    addends.push({ tables: converted.tables, member });
    if (converted.unsplit.length > 0) {
      const message = `“${member.name}”用2019年格式，“（六）其他处理”不能拆分，汇总时全部计入“3.其他”。`;
      findings.push(note('warning', message, converted.unsplit));
    }
    if (converted.dropped.length > 0) {
      const names = converted.dropped
        .map((cell) => cellName(cell, member.report?.forms.table2 ?? null))
        .join('、');
      findings.push(
        note(
          'warning',
          `“${member.name}”的格式不同，${names}在汇总格式中没有对应的格，未汇总。`,
          converted.dropped,
        ),
      );
    }
    findings.push(...suitFindings(member));
  }
  const { tables, unread } = tablesFrom(target, addends);
  if (unread.length > 0)
    findings.push(note('error', `有的单位的报告数字连写未能读出，${unread.length}格不能汇总。`, unread));
  return {
    tables,
    counted: counted.map(({ code }) => code),
    unfiled: members.filter(({ status }) => status === 'unfiled'),
    succeeded: members.filter(({ status }) => status === 'succeeded'),
    findings,
  };
}
