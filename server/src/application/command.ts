import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  CASE_STATUSES,
  DomainError,
  LETTERS,
  caseHistorySchema,
  describeStep,
  evaluateCase,
  formatLocalDate,
  laterOf,
  localDateInChina,
  parseLocalDate,
  type CaseEvaluation,
  type CaseHistory,
  type LocalDate,
} from '@gongkai/core';
import { describeFinding, exitForFindings, type CommandContext } from '../command-line.js';
import { parseJsonFile } from '../parse-json-file.js';

interface EvaluateOptions {
  readonly today?: string;
  readonly explain?: true;
  readonly json?: true;
}

const ROUTE_LABELS = {
  reconsiderationFirst: '应当先申请行政复议',
  choice: '可以申请行政复议，也可以提起行政诉讼',
  none: '没有可以申请复议或者起诉的决定',
} as const;

function describeDay(date: LocalDate | null): string {
  return date === null ? '—' : formatLocalDate(date);
}

function describeEvaluation(result: CaseEvaluation, withDerivation: boolean): string[] {
  const provisional = result.provisional
    ? `（暂定：${result.missingYears.join('、')} 年放假安排尚未发布）`
    : '';
  const inTime = result.inTime === null ? '' : result.inTime ? '，按期' : '，逾期';
  const lines = [
    `收到日：${describeDay(result.receivedOn)}`,
    `答复期限：${describeDay(result.dueOn)}${provisional}${inTime}`,
    ...(result.lapsesOn === null ? [] : [`申请人期限：${describeDay(result.lapsesOn)}${provisional}`]),
    `状态：${CASE_STATUSES[result.status]}`,
    `表三行：${result.row ?? '—'}`,
  ];
  for (const [year, place] of Object.entries(result.years)) {
    const received = place.isNew ? '新收' : '上年结转';
    lines.push(`  ${year} 年：${received}，${place.row ?? '结转下年度继续办理'}`);
  }
  lines.push(`文书：${result.letters.map((letter) => LETTERS[letter]).join('、') || '—'}`);
  for (const { items, route } of result.remedies) {
    const which = items.length === 0 ? '' : `第 ${items.map((item) => item + 1).join('、')} 项：`;
    lines.push(`救济：${which}${ROUTE_LABELS[route]}`);
  }
  if (withDerivation) lines.push('期限推导：', ...result.derivation.map((step) => `  ${describeStep(step)}`));
  lines.push(...result.findings.map(describeFinding));
  return lines;
}

/** Without `--today` the case is seen from today, or from its last event where that lies ahead. */
function todayFor(history: CaseHistory, option: string | undefined, now: Date): LocalDate {
  if (option !== undefined) return parseLocalDate(option);
  return history.events.reduce((latest, event) => laterOf(latest, event.on), localDateInChina(now));
}

export function addCaseCommand(program: Command, context: CommandContext): void {
  const group = program.command('case').description('申请案件 / applications');
  group
    .command('evaluate')
    .argument('<FILE>', '案件事件的 JSON 文件 / JSON file of a case and its events')
    .description('由事件推出期限、结果、各年位次、文书与救济 / evaluate one case from its events')
    .option('--today <DATE>', '今日，默认系统日期 / today')
    .option('--explain', '逐日列出期限推导 / print the derivation')
    .option('--json', '输出 JSON / print JSON')
    .action(async (file: string, options: EvaluateOptions) => {
      const parsed = caseHistorySchema.safeParse(parseJsonFile(await readFile(file)));
      if (!parsed.success) {
        const issues = parsed.error.issues.map(
          (issue) => `${issue.path.join('.') || '文件'}：${issue.message}`,
        );
        throw new DomainError('INVALID_INPUT', `案件文件不符合格式：\n  ${issues.join('\n  ')}`);
      }
      const today = todayFor(parsed.data, options.today, context.now());
      const result = evaluateCase(parsed.data, { today });
      if (options.json) context.write(JSON.stringify(result, null, 2));
      else for (const line of describeEvaluation(result, options.explain === true)) context.write(line);
      exitForFindings(context, result.findings);
    });
}
