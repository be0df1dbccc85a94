/** SQLSTATE with which the database tells, beside the answer of a statement, that it changes what the public sees. */
export const PUBLIC_CHANGE = 'ZP001';

/**
 * How long a process may go by an answer of the database about what the public sees, in milliseconds from its question.
 * Whoever changes that on a database of several processes is answered only after this time.
 */
export const STANDS_MS = 100;
/** A timer may be a moment early. */
export const SETTLED_MS = STANDS_MS + 5;

let changes = 0;

/** How many changes of what the public sees this process has committed, on whichever database. */
export function publicChanges(): number {
  return changes;
}

export function notePublicChange(): void {
  changes += 1;
}
