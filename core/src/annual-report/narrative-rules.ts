import { basesOf, cellsOfReading, readingsOf, valueOfReading, type Reading } from './narrative-readings.js';
import { statementsOf, type NarrativeStatement, type StatementSubject } from './narrative-statements.js';
import { checkAllUpheld, checkDenials } from './narrative-claims.js';
import {
  NOTHING_COMPARED,
  mergeOutcomes,
  type ReportFinding,
  type ReportRule,
  type ReportSubject,
  type RuleOutcome,
} from './report-rule.js';

const SOURCE = '条例第五十条；国办公开办函〔2021〕30号';
const SECTION_NAMES = ['开头', '第一部分', '第二部分', '第三部分', '第四部分', '第五部分', '第六部分'];

const RULE_OF_SUBJECT = {
  received: 'N-1',
  handled: 'N-1',
  carriedIn: 'N-1',
  closed: 'N-2',
  carriedOut: 'N-2',
  results: 'N-3',
  applicants: 'N-3',
  remedies: 'N-4',
} as const satisfies Record<StatementSubject['about'], string>;

/** The readings of a statement with their values; the first is the plainest. */
function valuedReadings(
  report: ReportSubject,
  statement: NarrativeStatement,
): { reading: Reading; value: number | null }[] {
  const { table3: form } = report.tables.forms;
  const isRemedy = statement.subject.about === 'remedies';
  if (isRemedy ? report.tables.table4 === null : report.tables.table3 === null || form === null) return [];
  return readingsOf(statement.subject, statement.sentence, form ?? '2021').map((reading) => ({
    reading,
    value: valueOfReading(report, reading),
  }));
}

function agrees(report: ReportSubject, statement: NarrativeStatement): boolean {
  return valuedReadings(report, statement).some(({ value }) => value === statement.value);
}

function messageOf(
  statement: NarrativeStatement,
  shown: readonly { reading: Reading; value: number | null }[],
): string {
  const where = SECTION_NAMES[statement.section] ?? `第${statement.section}部分`;
  const readings = shown.map(({ reading, value }) => `${reading.name}为${value ?? '未读出'}`).join('，');
  return `${where}写“${statement.quote}”，表中${readings}，请核对。`;
}

function checkStatement(report: ReportSubject, statement: NarrativeStatement): RuleOutcome {
  const rule = RULE_OF_SUBJECT[statement.subject.about];
  const readings = valuedReadings(report, statement);
  const [first] = readings;
  if (first === undefined) return NOTHING_COMPARED;
  if (readings.some(({ value }) => value === statement.value)) return { ...NOTHING_COMPARED, compared: 1 };
  const cells = cellsOfReading(first.reading);
  if (readings.some(({ value }) => value === null)) {
    return {
      ...NOTHING_COMPARED,
      notCheckable: [{ rule, cells, reason: `“${statement.quote}”对应的格未能读出。` }],
    };
  }
  const finding: ReportFinding = {
    rule,
    severity: 'warning',
    message: messageOf(statement, readings),
    source: SOURCE,
    cells,
    left: statement.value,
    right: first.value,
  };
  return { findings: [finding], notCheckable: [], compared: 1 };
}

/** Statements of a report; one about a part of the unit is dropped when another gives the whole. */
function findRelevantStatements(report: ReportSubject): NarrativeStatement[] {
  const statements = statementsOf(report.sections, report.year);
  return statements.filter(
    (statement) =>
      !statement.isNarrow ||
      agrees(report, statement) ||
      !statements.some((other) => other.subject.about === statement.subject.about && agrees(report, other)),
  );
}

/** Six rules ask for the statements of the same report. */
const knownStatements = new WeakMap<ReportSubject, NarrativeStatement[]>();

function relevantStatements(report: ReportSubject): NarrativeStatement[] {
  const known = knownStatements.get(report) ?? findRelevantStatements(report);
  knownStatements.set(report, known);
  return known;
}

function checkStatements(rule: string): (report: ReportSubject) => RuleOutcome {
  return (report) =>
    mergeOutcomes(
      relevantStatements(report)
        .filter((statement) => RULE_OF_SUBJECT[statement.subject.about] === rule)
        .map((statement) => checkStatement(report, statement)),
    );
}

const SHARE =
  /^[，、（]?占(?:比|总数|总量|总|申请|全部|收到|办结|答复|受理|结果|量|数|的|为|约|达|比例|案件)*(\d+(?:\.\d+)?)%/;

function checkShare(report: ReportSubject, statement: NarrativeStatement): RuleOutcome {
  const printed = SHARE.exec(statement.sentence.slice(statement.end))?.[1];
  const [first] = valuedReadings(report, statement);
  if (printed === undefined || first === undefined) return NOTHING_COMPARED;
  const share = Number(printed);
  const decimals = printed.split('.')[1]?.length ?? 0;
  const step = 10 ** -decimals;
  const parts = [first.value, statement.value];
  const bases = basesOf(statement).map((base) => ({ base, value: valueOfReading(report, base) }));
  const cells = [
    ...new Set([...cellsOfReading(first.reading), ...cellsOfReading(bases[0]?.base ?? first.reading)]),
  ];
  if (first.value === null || bases.some(({ value }) => value === null)) {
    return {
      ...NOTHING_COMPARED,
      notCheckable: [{ rule: 'N-5', cells, reason: `“占${printed}%”对应的格未能读出。` }],
    };
  }
  const shares = bases.flatMap(({ value }) => parts.map((part) => ((part ?? 0) / (value ?? 0)) * 100));
  // Rounded or cut off at the last printed digit.
  if (
    shares.some(
      (exact) => Math.abs(exact - share) <= step / 2 + 1e-9 || (exact >= share && exact - share < step),
    )
  ) {
    return { ...NOTHING_COMPARED, compared: 1 };
  }
  const base = bases[0];
  if (base === undefined || base.value === null || base.value === 0) return NOTHING_COMPARED;
  const right = Number(((first.value / base.value) * 100).toFixed(decimals));
  const where = SECTION_NAMES[statement.section] ?? `第${statement.section}部分`;
  const message = `${where}写“${statement.quote}”占${printed}%，按表计算${first.reading.name}${first.value}÷${base.base.name}${base.value}为${right}%，请核对。`;
  return {
    findings: [{ rule: 'N-5', severity: 'warning', message, source: SOURCE, cells, left: share, right }],
    notCheckable: [],
    compared: 1,
  };
}

/** A figure this many times as large as the other, and at least MIN_GAP apart, looks like another scope. */
const SCOPE_FACTOR = 2;
const MIN_SCOPE_GAP = 10;

function checkScope(report: ReportSubject): RuleOutcome {
  if (report.scope === 'organ') return NOTHING_COMPARED;
  const outcomes = relevantStatements(report).map((statement): RuleOutcome => {
    if (statement.subject.about !== 'received' && statement.subject.about !== 'closed')
      return NOTHING_COMPARED;
    const readings = valuedReadings(report, statement);
    const [first] = readings;
    if (first === undefined || readings.some(({ value }) => value === null || value === statement.value))
      return NOTHING_COMPARED;
    const table = first.value ?? 0;
    const [small, large] = [Math.min(table, statement.value), Math.max(table, statement.value)];
    if (small * SCOPE_FACTOR > large || large - small < MIN_SCOPE_GAP)
      return { ...NOTHING_COMPARED, compared: 1 };
    const message = `正文写“${statement.quote}”，${first.reading.name}为${table}，相差悬殊：是否一处只统计本机关、另一处统计整个地区？请说明统计范围。`;
    const cells = cellsOfReading(first.reading);
    return {
      findings: [
        {
          rule: 'N-6',
          severity: 'warning',
          message,
          source: SOURCE,
          cells,
          left: statement.value,
          right: table,
        },
      ],
      notCheckable: [],
      compared: 1,
    };
  });
  return mergeOutcomes(outcomes);
}

const LEFT_OVERS: readonly RegExp[] = [
  /该部分以表格形式报告/,
  /以表格形式报告。?表格如下/,
  /表格如下[：。]/,
  /\{\{/,
  /[×Xx]{2,}[件条起年]/,
];

function checkLeftOvers(report: ReportSubject): RuleOutcome {
  const findings = report.sections.flatMap(({ number, text }) => {
    const plain = text.replace(/\s/g, '');
    const found = LEFT_OVERS.map((pattern) => pattern.exec(plain)?.[0]).find((words) => words !== undefined);
    if (found === undefined) return [];
    const message = `${SECTION_NAMES[number] ?? `第${number}部分`}留有格式说明文字“${found}”，应当删除。`;
    return [
      {
        rule: 'N-7',
        severity: 'warning',
        message,
        source: SOURCE,
        cells: [],
        left: null,
        right: null,
      } as const,
    ];
  });
  return { findings, notCheckable: [], compared: report.sections.length };
}

function narrativeRule(id: string, title: string, formula: string, check: ReportRule['check']): ReportRule {
  return { id, title, formula, source: SOURCE, severity: 'warning', kind: 'narrative', check };
}

/** Figures in the prose against the tables: the prose may count otherwise, so all ask a person to look. */
export const NARRATIVE_RULES: readonly ReportRule[] = [
  narrativeRule('N-1', '正文收到件数', '正文“收到/新收N件”＝一、本年新收总计；“上年结转N件”＝二', (report) =>
    mergeOutcomes([checkStatements('N-1')(report), checkDenials(report, 'applications')]),
  ),
  narrativeRule(
    'N-2',
    '正文办结件数',
    '正文“办结N件”＝（七）总计，或者（七）总计－二、上年结转；“结转下年度N件”＝四',
    checkStatements('N-2'),
  ),
  narrativeRule(
    'N-3',
    '正文分类件数',
    '正文各类件数＝表三该类所有子项、所有申请人之和',
    checkStatements('N-3'),
  ),
  narrativeRule('N-4', '正文复议诉讼', '正文复议、诉讼件数和结果＝表四', (report) =>
    mergeOutcomes([checkStatements('N-4')(report), checkAllUpheld(report), checkDenials(report, 'remedies')]),
  ),
  narrativeRule('N-5', '正文百分比', '正文“占N%”＝按表三、表四重新计算的比例', (report) =>
    mergeOutcomes(relevantStatements(report).map((statement) => checkShare(report, statement))),
  ),
  narrativeRule(
    'N-6',
    '正文与表格统计范围',
    '正文件数与表三相差悬殊时，说明是本机关还是整个地区',
    checkScope,
  ),
  narrativeRule(
    'N-7',
    '格式说明未删除',
    '不得出现“该部分以表格形式报告。表格如下：”等格式说明',
    checkLeftOvers,
  ),
];
