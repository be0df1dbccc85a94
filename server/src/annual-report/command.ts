import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  DomainError,
  FORM_VERSIONS,
  checkReport,
  describeExplanation,
  localDateInChina,
  type FormVersion,
  type ReportCheck,
  type ReportSubject,
} from '@gongkai/core';
import {
  EXIT,
  describeError,
  describeFinding,
  exitForFindings,
  setExit,
  type CommandContext,
} from '../command-line.js';
import { parseJsonFile } from '../parse-json-file.js';
import type { DatabaseOptions } from '../with-database.js';
import { computeFromLedger, type LedgerReport } from './compute-from-ledger.js';
import { computeInDatabase } from './compute-in-database.js';
import { exportReports, type ExportOptions } from './export-command.js';
import { readReport } from './import/read-report.js';
import { unreadOf, type ReportReading } from './import/report-reading.js';
import { parseLedger, type Ledger } from './ledger.js';
import { printTables } from './print-tables.js';

interface JsonOption {
  readonly json?: true;
}

function subjectOf(reading: ReportReading): ReportSubject {
  const { tables, year, agency, sections, candidates, cutBySum, problems } = reading;
  const unread = unreadOf(problems);
  return { tables, year, sections, candidates, cutBySum, unread, ...(agency !== null && { agency }) };
}

function presentCheck(check: ReportCheck): object {
  const { findings, notCheckable, checked } = check;
  return { findings, notCheckable, checked };
}

function presentReading(file: string, reading: ReportReading, check: ReportCheck): object {
  const { format, form, tables, year, agency, title, publishedOn, sections, raw, problems, candidates } =
    reading;
  const { forms, table2, table3, table4 } = tables;
  return {
    file,
    format,
    form,
    forms,
    year,
    agency,
    title,
    publishedOn,
    table2,
    table3,
    table4,
    sections,
    raw,
    problems,
    candidates,
    ...presentCheck(check),
  };
}

function describeReading(reading: ReportReading): string[] {
  const { form, year, agency } = reading;
  const formName = form === 'free' ? '2019 年以前的自由格式，没有统一表格' : `${form} 年格式`;
  return [`${agency ?? '（未读出机关名称）'}  ${year ?? '（未读出年度）'} 年度  ${formName}`];
}

function describeCheck(check: ReportCheck): string[] {
  const lines = check.findings.map((finding) => {
    const because = describeExplanation(finding);
    return because === null ? describeFinding(finding) : `${describeFinding(finding)}（${because}）`;
  });
  for (const { rule, reason } of check.notCheckable) lines.push(`无法核对 ${rule}：${reason}`);
  if (lines.length === 0) lines.push('没有发现问题。');
  return lines;
}

/** Runs `task` for each file; one that can't be read is told and does not stop the others. */
async function forEachFile(
  files: readonly string[],
  json: boolean,
  context: CommandContext,
  task: (file: string) => Promise<void>,
): Promise<void> {
  for (const file of files) {
    try {
      await task(file);
    } catch (error) {
      const message = describeError(error);
      const code = error instanceof DomainError ? error.code : 'UNREADABLE_FILE';
      if (json) context.write(JSON.stringify({ file, error: { code, message } }));
      context.warn(`${file}：${message}`);
      setExit(context, EXIT.unusable);
    }
  }
}

async function readFiles(
  files: readonly string[],
  options: JsonOption,
  context: CommandContext,
): Promise<void> {
  await forEachFile(files, options.json === true, context, async (file) => {
    const reading = await readReport(await readFile(file));
    const check = checkReport(subjectOf(reading));
    if (options.json) {
      context.write(JSON.stringify(presentReading(file, reading, check), null, files.length > 1 ? 0 : 2));
    } else {
      if (files.length > 1) context.write(`── ${file}`);
      for (const line of describeReading(reading)) context.write(line);
      if (reading.form !== 'free') for (const line of printTables(reading.tables)) context.write(line);
      for (const { message } of reading.problems) context.write(`待核 ${message}`);
      for (const line of describeCheck(check)) context.write(line);
    }
    exitForFindings(context, check.findings);
  });
}

async function checkFile(
  file: string,
  options: JsonOption & { readonly previous?: string },
  context: CommandContext,
): Promise<void> {
  const earlier = options.previous === undefined ? [] : [options.previous];
  let previous = null as ReportReading | null;
  await forEachFile(earlier, options.json === true, context, async (path) => {
    previous = await readReport(await readFile(path));
  });
  if (earlier.length > 0 && previous === null) return;
  await forEachFile([file], options.json === true, context, async () => {
    const reading = await readReport(await readFile(file));
    const check = checkReport(subjectOf(reading), previous ? { previous: subjectOf(previous) } : {});
    if (options.json) {
      const { form, year, agency, problems } = reading;
      context.write(JSON.stringify({ file, form, year, agency, problems, ...presentCheck(check) }, null, 2));
    } else {
      for (const line of [...describeReading(reading), ...describeCheck(check)]) context.write(line);
    }
    exitForFindings(context, check.findings);
  });
}

interface ComputeOptions extends JsonOption, DatabaseOptions {
  readonly ledger?: string;
  readonly agency?: string;
  readonly year: string;
  readonly form?: string;
}

function parseYear(text: string): number {
  if (!/^20\d{2}$/.test(text)) throw new DomainError('INVALID_INPUT', `年度“${text}”应是四位数，如 2025。`);
  return Number(text);
}

function parseForm(text: string): FormVersion {
  const form = FORM_VERSIONS.find((version) => version === text);
  if (form === undefined) throw new DomainError('INVALID_INPUT', `格式“${text}”应是 2019 或 2021。`);
  return form;
}

function presentComputed(ledger: Ledger, year: number, report: LedgerReport): object {
  const { forms, table2, table3, table4 } = report.tables;
  return {
    agency: ledger.agency.name,
    isDemonstration: ledger.isDemonstration,
    year,
    form: report.form,
    forms,
    table2,
    table3,
    table4,
    cells: Object.fromEntries(report.cases),
    remediesNotCounted: report.remediesNotCounted,
    problems: report.problems,
    casesWithFindings: report.casesWithFindings,
    ...presentCheck(report.check),
  };
}

/** The lines in which a computed report is shown at a terminal. */
export function describeComputed(ledger: Ledger, year: number, report: LedgerReport): string[] {
  const mark = ledger.isDemonstration ? '（演示数据，均为虚构）' : '';
  const lines = [
    `${ledger.agency.name}  ${year} 年度  ${report.form} 年格式${mark}`,
    ...printTables(report.tables),
  ];
  for (const problem of report.problems) lines.push(describeFinding(problem));
  for (const { caseId, findings } of report.casesWithFindings) {
    for (const finding of findings) lines.push(`案件 ${caseId}：${describeFinding(finding)}`);
  }
  return [...lines, ...describeCheck(report.check)];
}

/** Everything that a computed report found wrong, in its cases or its tables. */
export function findingsOfComputed(report: LedgerReport): Parameters<typeof exitForFindings>[1] {
  return [
    ...report.problems,
    ...report.casesWithFindings.flatMap(({ findings }) => findings),
    ...report.check.findings,
  ];
}

async function compute(options: ComputeOptions, context: CommandContext): Promise<void> {
  const year = parseYear(options.year);
  const form = options.form === undefined ? undefined : parseForm(options.form);
  const { ledger: file, agency } = options;
  if (agency !== undefined && file === undefined) {
    await computeInDatabase({ ...options, agency }, year, form, context);
    return;
  }
  if (agency !== undefined || file === undefined) {
    throw new DomainError(
      'INVALID_INPUT',
      '请用 --agency 指定机关（从数据库计算），或者用 --ledger 指定台账文件，二者取一。',
    );
  }
  const ledger = parseLedger(parseJsonFile(await readFile(file)));
  const report = computeFromLedger(ledger, {
    year,
    today: localDateInChina(context.now()),
    ...(form !== undefined && { form }),
  });
  if (options.json) context.write(JSON.stringify(presentComputed(ledger, year, report), null, 2));
  else for (const line of describeComputed(ledger, year, report)) context.write(line);
  exitForFindings(context, findingsOfComputed(report));
}

export function addReportCommand(program: Command, context: CommandContext): void {
  const group = program.command('report').description('政府信息公开工作年度报告 / annual reports');
  group
    .command('read')
    .argument('<FILE...>', '已发布的年度报告：txt、html、docx、xlsx、pdf、json / published reports')
    .description('读出报告的全部数字并核对 / read every figure and check it')
    .option('--json', '输出 JSON，多个文件时每个一行 / print JSON, one line per file when there are several')
    .action(async (files: string[], options: JsonOption) => readFiles(files, options, context));
  group
    .command('check')
    .argument('<FILE>', '年度报告 / report')
    .description('按全部勾稽关系核对，可与上一年度对照 / check against every rule')
    .option('--previous <FILE>', '上一年度报告 / the report of the year before')
    .option('--json', '输出 JSON / print JSON')
    .action(async (file: string, options: JsonOption & { previous?: string }) =>
      checkFile(file, options, context),
    );
  group
    .command('compute')
    .description('由数据库或者台账文件计算三张表 / compute the tables from the database or a ledger file')
    .option('--agency <CODE>', '数据库中的机关代码 / code of an agency in the database')
    .option('--data <DIR>', '数据目录，与 serve 相同 / data directory')
    .option('--db <KIND>', 'pglite 或 native，与 serve 相同 / database kind')
    .option('--ledger <FILE>', '台账 JSON 文件 / ledger')
    .requiredOption('--year <Y>', '报告年度 / report year')
    .option('--form <FORM>', '2019 或 2021，默认按年度 / form')
    .option('--json', '输出 JSON / print JSON')
    .action(async (options: ComputeOptions) => compute(options, context));
  group
    .command('export')
    .description(
      '写出数据库中的报告，回读并与数据库逐数核对 / write a report, read it back, compare every number',
    )
    .requiredOption('--agency <CODE>', '机关代码 / agency code')
    .requiredOption('--year <Y>', '报告年度 / report year')
    .option(
      '--to <FORMATS>',
      'docx,pdf,html,xlsx,json 中的几种，逗号分开 / formats',
      'docx,pdf,html,xlsx,json',
    )
    .requiredOption('--out <DIR>', '写到哪个文件夹 / folder')
    .option('--version <N>', '第几版，默认最新公布的一版，没有公布的取草稿 / version')
    .option('--data <DIR>', '数据目录，与 serve 相同 / data directory')
    .option('--db <KIND>', 'pglite 或 native，与 serve 相同 / database kind')
    .option('--json', '输出 JSON / print JSON')
    .action(async (options: ExportOptions) => exportReports(options, parseYear(options.year), context));
}
