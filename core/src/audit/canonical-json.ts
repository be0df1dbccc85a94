/** How digests of audit records and blocks are made. SM3 is GB/T 32905; both are in Node's own OpenSSL. */
export const AUDIT_DIGESTS = ['sm3', 'sha256'] as const;
export type AuditDigest = (typeof AUDIT_DIGESTS)[number];

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * JSON in the one way of RFC 8785: keys in the order of their UTF-16 code units, no spaces, numbers and strings as
 * ECMAScript writes them. Fields without a value are left out.
 * @throws TypeError for a number that JSON cannot say, and for a lone surrogate
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError(`Not a number of JSON: ${value}`);
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
    throw new TypeError('A lone surrogate has no UTF-8');
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = Object.entries(value).filter(
    (entry): entry is [string, JsonValue] => entry[1] !== undefined,
  );
  // Comparing strings in ECMAScript compares their UTF-16 code units.
  fields.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${fields.map(([key, field]) => `${canonicalJson(key)}:${canonicalJson(field)}`).join(',')}}`;
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
