/** What a caller can do wrong. One table in the server maps each code to an HTTP status. */
export type ErrorCode =
  | 'INVALID_DATE'
  | 'INVALID_INPUT'
  | 'BEFORE_FIRST_CALENDAR_YEAR'
  | 'UNREADABLE_FILE'
  | 'FILE_TOO_LARGE'
  | 'NOT_AN_ANNUAL_REPORT'
  /** A file that may not be kept: a secrecy marking, a virus, a kind that is not allowed. */
  | 'FILE_REFUSED'
  /** The place of the files, or the virus scanner before it, does not answer. */
  | 'STORAGE_UNAVAILABLE'
  /** The mail server does not take a mail now; it may later. */
  | 'MAIL_UNAVAILABLE'
  /** Another system that is told of something does not take it now. */
  | 'RECEIVER_UNAVAILABLE'
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  /** Nobody is signed in, or not far enough. */
  | 'SIGN_IN_REQUIRED'
  | 'TOO_MANY_ATTEMPTS'
  /** Somebody changed it since the caller read it. */
  | 'CHANGED_MEANWHILE'
  /** The step is not open in the status that it is in. */
  | 'NOT_IN_THIS_STATUS'
  | 'ALREADY_EXISTS'
  | 'DATABASE_UNAVAILABLE'
  | 'DATABASE_LOCKED'
  | 'DATABASE_BEHIND'
  | 'DATABASE_AHEAD'
  | 'DATABASE_DIFFERENT'
  | 'DATABASE_NOT_EMPTY';

/**
 * The caller broke a rule. `message` is plain Chinese that says what to do; `details` are values for a log
 * or a form, never personal data.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DomainError';
  }
}
