import { DomainError, type ErrorCode, type Problem } from '@gongkai/core';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** The one place where a broken rule becomes an HTTP status. */
export const ERROR_STATUS = {
  INVALID_DATE: 422,
  INVALID_INPUT: 422,
  BEFORE_FIRST_CALENDAR_YEAR: 422,
  UNREADABLE_FILE: 422,
  FILE_TOO_LARGE: 413,
  NOT_AN_ANNUAL_REPORT: 422,
  FILE_REFUSED: 422,
  STORAGE_UNAVAILABLE: 503,
  MAIL_UNAVAILABLE: 503,
  RECEIVER_UNAVAILABLE: 503,
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  SIGN_IN_REQUIRED: 401,
  TOO_MANY_ATTEMPTS: 429,
  CHANGED_MEANWHILE: 409,
  NOT_IN_THIS_STATUS: 409,
  ALREADY_EXISTS: 409,
  DATABASE_UNAVAILABLE: 503,
  DATABASE_LOCKED: 503,
  DATABASE_BEHIND: 503,
  DATABASE_AHEAD: 503,
  DATABASE_DIFFERENT: 503,
  DATABASE_NOT_EMPTY: 409,
} as const satisfies Record<ErrorCode, ContentfulStatusCode>;

/** What is wrong with one field of the input, in Chinese; `path` as `events.0.type`. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/** Input that does not fit the schema of its route. */
export class InputError extends DomainError {
  constructor(readonly issues: readonly InputIssue[]) {
    super('INVALID_INPUT', '填写的内容有误，请按提示修改。');
    this.name = 'InputError';
  }
}

export interface PresentedProblem {
  readonly status: ContentfulStatusCode;
  readonly problem: Problem;
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
}

/** How a broken rule is answered; null: not a rule of ours, so an unexpected failure. */
export function presentDomainError(error: unknown): PresentedProblem | null {
  if (!(error instanceof DomainError)) return null;
  const problem = { code: error.code, message: error.message };
  const issues = issuesOf(error);
  const { seconds } = error.details;
  return {
    status: ERROR_STATUS[error.code],
    problem: issues === null ? problem : { ...problem, issues },
    ...(typeof seconds === 'number' && { retryAfter: seconds }),
  };
}

/** Field by field what is wrong, or how it stands now when somebody else was faster. */
function issuesOf(error: DomainError): InputIssue[] | null {
  if (error instanceof InputError) return [...error.issues];
  if (error.code !== 'CHANGED_MEANWHILE') return null;
  return Object.entries(error.details).map(([path, value]) => ({ path, message: String(value) }));
}

/** How an unexpected failure is answered: nothing of its cause, only where to find it in the log. */
export function presentUnexpected(reference: string): PresentedProblem {
  return {
    status: 500,
    problem: {
      code: 'UNEXPECTED',
      message: `系统出错，这次操作没有完成。请稍后再试；仍有问题请告知管理员编号 ${reference}。`,
      reference,
    },
  };
}
