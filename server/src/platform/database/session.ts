/** What a driver must be able to do: the two of them differ in nothing that is above this interface. */
export interface Session {
  /** One statement with parameters, or several without; then the result is that of the last. */
  run(sql: string, parameters: readonly (string | null)[]): Promise<StatementResult>;
  /** COPY into `target` (a table and its columns, quoted) what `chunks` holds in PostgreSQL's text format. */
  copyIn(target: string, chunks: AsyncIterable<string>): Promise<number>;
  /** COPY out of `source` (a table with columns, or a query in brackets), in PostgreSQL's text format. */
  copyOut(source: string): AsyncIterable<Uint8Array>;
  /** Whether a statement since the last call told that it changes what the public sees. */
  takePublicChange(): boolean;
}

export interface StatementResult {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Hands out sessions: many of a server, the only one of PGlite. */
export interface SessionSource {
  /** Whether other processes may use the database at the same time. */
  readonly isShared: boolean;
  acquire(): Promise<Session>;
  /** `isBroken` when the session can't be trusted any more, after a rollback that failed. */
  release(session: Session, isBroken: boolean): void;
  close(): Promise<void>;
  standing(): SessionStanding;
}

/** The sessions of this process at a moment. */
export interface SessionStanding {
  readonly open: number;
  readonly idle: number;
  /** Callers that wait for one. */
  readonly waiting: number;
}
