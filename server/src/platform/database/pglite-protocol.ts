/** How the worker that holds PGlite is started. Without a directory the database lives in memory. */
export interface PgliteStart {
  readonly directory: string | null;
  /** The files to start from when there are none yet. */
  readonly template: Uint8Array<ArrayBuffer> | null;
}

/** What the worker is asked, one request at a time or many: it answers in order. */
export type PgliteRequest = { readonly id: number } & (
  | { readonly kind: 'run'; readonly sql: string; readonly parameters: readonly (string | null)[] }
  | { readonly kind: 'copyIn'; readonly target: string; readonly text: string }
  | { readonly kind: 'copyOut'; readonly source: string }
  | { readonly kind: 'dump' }
  | { readonly kind: 'close' }
);

/** Rows as PostgreSQL wrote them: the types are read on the other side, where pg's are. */
export interface PgliteRows {
  readonly hasPublicChange: boolean;
  readonly command: string;
  readonly rowCount: number;
  readonly columns: readonly { readonly name: string; readonly oid: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export type PgliteAnswer =
  | { readonly id: number; readonly rows: PgliteRows }
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: PgliteFault };

/** An error as plain fields: a class does not survive the way between threads. */
export interface PgliteFault {
  readonly message: string;
  /** Fields of PostgreSQL's error; absent when it came from elsewhere. */
  readonly fields: Readonly<Record<string, string | undefined>> | null;
}

/** The id of the answer that says the database is open, or why it isn't. */
export const OPENED = 0;
