/** How often somebody failed of late; kept in the database so that a restart forgets nothing. */
export interface AttemptLimitTable {
  /** What is counted, such as `sign-in:address`. */
  kind: string;
  /** Keyed digest of an address or a name: neither can be read from the table. */
  subject: Uint8Array;
  failures: number;
  nextAttemptAt: string;
  /** From then on the row means nothing. */
  forgottenAt: string;
}
