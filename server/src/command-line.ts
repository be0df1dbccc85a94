import { DomainError, type Finding } from '@gongkai/core';

/** Exit codes of every command: 0 fine, 1 findings of severity error, 2 unreadable input or wrong use. */
export const EXIT = { fine: 0, findings: 1, unusable: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes and what it may know of the world; tests pass their own. */
export interface CommandContext {
  readonly write: (text: string) => void;
  readonly warn: (text: string) => void;
  /** The instant of the call, from which today in China follows. */
  readonly now: () => Date;
  /** Set by a command; the highest set is the process's exit code. */
  exit: ExitCode;
}

export function setExit(context: CommandContext, code: ExitCode): void {
  if (code > context.exit) context.exit = code;
}

export function exitForFindings(context: CommandContext, findings: readonly Finding[]): void {
  if (findings.some(({ severity }) => severity === 'error')) setExit(context, EXIT.findings);
}

const SEVERITY_LABELS = { error: '错误', warning: '提示', info: '说明' } as const;

/** One finding as one line: gravity, rule, message, source. */
export function describeFinding(finding: Finding): string {
  const source = finding.source === undefined ? '' : `［${finding.source}］`;
  return `${SEVERITY_LABELS[finding.severity]} ${finding.rule}：${finding.message}${source}`;
}

/** What the person at the terminal is told about an error of theirs; anything else is rethrown. */
export function describeError(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'ENOENT') return '文件不存在，请核对路径。';
    if (error.code === 'EISDIR') return '这是一个文件夹，请指定文件。';
    if (error.code === 'EACCES') return '没有读取该文件的权限。';
  }
  throw error;
}
