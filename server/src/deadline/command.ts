import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  CASE_RULES,
  DomainError,
  calendarWith,
  describeCaseRule,
  describeStep,
  formatLocalDate,
  localDateInChina,
  newNoticeSchema,
  parseLocalDate,
  replyClock,
  type ClockFinding,
  type Finding,
  type NewNotice,
  type ReplyClock,
} from '@gongkai/core';
import { describeFinding, exitForFindings, type CommandContext } from '../command-line.js';
import { parseJsonFile } from '../parse-json-file.js';
import { CLOCK_EVENT_NOTATION, orderClockEvents, parseClockEvent } from './parse-clock-event.js';

interface DeadlineOptions {
  readonly received: string;
  readonly days?: string;
  readonly knownOn?: string;
  readonly calendar?: string;
  readonly event: readonly string[];
  readonly today?: string;
  readonly explain?: true;
  readonly json?: true;
}

function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new DomainError('INVALID_INPUT', `期限“${text}”应是 1 到 9999 的整数（工作日）。`);
  }
  return Number(text);
}

/** @throws DomainError UNREADABLE_FILE */
function readNotices(path: string): NewNotice[] {
  const parsed = z.array(newNoticeSchema).safeParse(parseJsonFile(readFileSync(path)));
  if (parsed.success) return parsed.data;
  const { path: at = [], message = '' } = parsed.error.issues[0] ?? {};
  throw new DomainError('UNREADABLE_FILE', `放假调休通知写得不对：${at.join('.')} ${message}`);
}

function toFinding({ rule, on, dueOn }: ClockFinding): Finding {
  const { severity, source } = CASE_RULES[rule];
  return { rule, severity, source, message: describeCaseRule(rule, on, dueOn) };
}

function describeClock(clock: ReplyClock): string {
  const provisional = clock.isProvisional
    ? `（暂定：${clock.missingYears.join('、')} 年放假安排尚未发布）`
    : '';
  if (clock.dueOn !== null) return `答复期限：${formatLocalDate(clock.dueOn)}${provisional}`;
  const lapse =
    clock.lapsesOn === null ? '' : `，申请人的期限：${formatLocalDate(clock.lapsesOn)}${provisional}`;
  return clock.status === 'lapsed'
    ? `申请人逾期，视为放弃${lapse}`
    : `等待申请人补正或缴费，答复期限停止${lapse}`;
}

export function addDeadlineCommand(program: Command, context: CommandContext): void {
  program
    .command('deadline')
    .description('推算答复期限及逐日依据 / reply deadline with its day-by-day derivation')
    .requiredOption('--received <DATE>', '收到申请之日（条例第三十一条）/ day of receipt')
    .option('--days <N>', '期限，工作日；默认 20（2019-05-15 前收到的 15）/ limit in working days')
    .option(
      '--calendar <FILE>',
      '另加的放假调休通知，JSON 数组，写法同 API 的 /calendar/notices / notices to add to the shipped ones',
    )
    .option('--known-on <DATE>', '只按该日已发布的放假通知推算 / calendar as known on that day')
    .option(
      '--event <EVENT>',
      `影响期限的事件，可重复 / events, repeatable: ${CLOCK_EVENT_NOTATION.join('  ')}`,
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--today <DATE>', '今日，默认系统日期 / today')
    .option('--explain', '逐日列出 / print each day')
    .option('--json', '输出 JSON / print JSON')
    .action((options: DeadlineOptions) => {
      const receivedOn = parseLocalDate(options.received);
      const events = orderClockEvents(receivedOn, options.event.map(parseClockEvent));
      const calendar = calendarWith(
        options.calendar === undefined ? [] : readNotices(options.calendar),
        [],
        options.knownOn === undefined ? undefined : parseLocalDate(options.knownOn),
      );
      const today =
        options.today === undefined ? localDateInChina(context.now()) : parseLocalDate(options.today);
      const clock = replyClock({
        receivedOn,
        events,
        calendar,
        today,
        ...(options.days !== undefined && { days: parseLimit(options.days) }),
      });
      // A notice without a written term can't lapse; the notation lets the term be left out.
      const findings = clock.findings.filter(({ rule }) => rule !== 'correctionTermMissing').map(toFinding);
      if (options.json) {
        const { isProvisional, findings: _, ...rest } = clock;
        context.write(JSON.stringify({ receivedOn, ...rest, provisional: isProvisional, findings }, null, 2));
      } else {
        context.write(describeClock(clock));
        if (options.explain) for (const step of clock.steps) context.write(`  ${describeStep(step)}`);
        for (const finding of findings) context.write(describeFinding(finding));
      }
      exitForFindings(context, findings);
    });
}
