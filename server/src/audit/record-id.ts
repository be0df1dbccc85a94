import { randomBytes } from 'node:crypto';

let last = 0n;

/**
 * An id that sorts after every one this process has made before (RFC 9562 version 7: milliseconds and a counter, then
 * chance), so that the records of one transaction keep their order where the database's clock does not tell them apart.
 */
export function nextRecordId(): string {
  const now = BigInt(Date.now()) << 12n;
  last = now > last ? now : last + 1n;
  const [milliseconds, counter] = [last >> 12n, last & 0xfffn];
  const time = milliseconds.toString(16).padStart(12, '0');
  const chance = randomBytes(8);
  chance[0] = ((chance[0] ?? 0) & 0x3f) | 0x80;
  const rest = chance.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}
