import { types } from 'pg';

/** Numbers of the types whose text is read otherwise than pg does; PostgreSQL never renumbers them. */
const OID = {
  int8: 20,
  numeric: 1700,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
} as const;
const ARRAY_OID = {
  int8: 1016,
  numeric: 1231,
  date: 1182,
  timestamp: 1115,
  timestamptz: 1185,
  interval: 1187,
};

type ReadText = (text: string) => unknown;

const asWritten: ReadText = (text) => text;

/** The same on both drivers, whatever each would do by itself. */
const READERS: Readonly<Record<keyof typeof OID, ReadText>> = {
  int8: readInteger,
  numeric: asWritten,
  date: asWritten,
  timestamp: asWritten,
  timestamptz: readInstant,
  interval: asWritten,
};

const readersByOid = new Map<number, ReadText>(
  (Object.keys(OID) as (keyof typeof OID)[]).flatMap((name) => [
    [OID[name], READERS[name]],
    [ARRAY_OID[name], (text) => readArray(text, READERS[name])],
  ]),
);

/** The value of one column: `text` as PostgreSQL wrote it, `oid` the number of its type. */
export function readColumn(oid: number, text: string | null): unknown {
  if (text === null) return null;
  return (readersByOid.get(oid) ?? readerOfPg(oid))(text);
}

function readerOfPg(oid: number): ReadText {
  // Its types know only the numbers that they name.
  return (types.getTypeParser as (oid: number) => ReadText)(oid);
}

function readArray(text: string, read: ReadText): unknown {
  // pg-types describes a function here and exports an object with `create`.
  const parser = types.arrayParser as unknown as {
    create: (source: string, transform: ReadText) => { parse: () => unknown[] };
  };
  return parser.create(text, read).parse();
}

function readInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond 2^53: ${text}`);
  return value;
}

/**
 * An instant as ISO 8601 in UTC with six decimals, so that sorting the text sorts the instants and paging by
 * it loses nothing: a `Date` would cut the microseconds off.
 */
function readInstant(text: string): string {
  const parts = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (!parts) throw new RangeError(`Not an instant in UTC: ${text}`);
  const [, year, month, day, time, fraction = ''] = parts;
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}T${time ?? ''}.${fraction.padEnd(6, '0')}Z`;
}

/**
 * A parameter as text, the same for both drivers; PostgreSQL infers its type from where it stands. Objects and
 * lists are JSON; for a PostgreSQL array, see `arrayLiteral`: the one where the other is due is an error.
 */
export function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      if (value instanceof Date) return value.toISOString();
      if (value instanceof Uint8Array) return bytesText(value);
      return JSON.stringify(value);
    default:
      throw new TypeError(`Not a value of a column: ${typeof value}`);
  }
}

function bytesText(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/** A PostgreSQL array, to be cast where it stands: sql`agency_id = any(${arrayLiteral(ids)}::text[])`. */
export function arrayLiteral(values: readonly unknown[]): string {
  const entries = values.map((value) => {
    const text = parameterText(value);
    return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return `{${entries.join(',')}}`;
}

/** What `like` asks for to find a text that holds the words, whatever signs of its own are in them. */
export function likePart(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
