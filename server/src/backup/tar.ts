import { DomainError } from '@gongkai/core';

/** Everything in a tar stands in blocks of so many bytes. */
const BLOCK = 512;
/** What the octal field of a header can say: 8 GB. */
const MOST_BYTES = 0o77777777777;

/** The end of a tar: without it, the file was cut off. */
export const TAR_END = new Uint8Array(2 * BLOCK);

/** The header of a plain file (POSIX ustar). @param name at most 255 bytes @param size bytes */
export function tarHeader(name: string, size: number): Uint8Array {
  const { prefix, rest } = splitName(name);
  if (size > MOST_BYTES) throw new RangeError(`Too large for a tar entry: ${name}`);
  const header = Buffer.alloc(BLOCK);
  header.write(rest, 0, 'utf8');
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345, 'utf8');
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** What comes after the bytes of an entry, up to the next block. */
export function tarPadding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

/** A long name stands in two fields, parted at a slash. */
function splitName(name: string): { readonly prefix: string; readonly rest: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', rest: name };
  const at = name.indexOf('/', Math.max(0, name.length - 101));
  const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
  if (at < 0 || Buffer.byteLength(prefix) > 155 || Buffer.byteLength(rest) > 100)
    throw new RangeError(`Too long for a tar entry: ${name}`);
  return { prefix, rest };
}

/** The sum of the header's bytes, its own field counted as blanks. */
function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

export interface TarEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** To be read before the next entry is asked for; what is left of it is passed over. */
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * The entries of a tar as it streams by; memory stays the same however large it is.
 * @throws DomainError UNREADABLE_FILE when it is cut off or is no tar that `tarHeader` wrote
 */
export async function* readTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const source = bytes[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array();
  /** At least one byte, at most so many. */
  const take = async (most: number): Promise<Uint8Array> => {
    while (held.byteLength === 0) {
      const next = await source.next();
      if (next.done === true) throw damaged('文件不完整，在中途断开');
      held = next.value;
    }
    const part = held.subarray(0, most);
    held = held.subarray(part.byteLength);
    return part;
  };
  const takeBlock = async (): Promise<Buffer> => {
    const parts: Uint8Array[] = [];
    for (let missing = BLOCK; missing > 0; missing -= parts.at(-1)?.byteLength ?? 0)
      parts.push(await take(missing));
    return Buffer.concat(parts);
  };

  for (;;) {
    const header = await takeBlock();
    if (header.every((byte) => byte === 0)) break;
    const { name, size } = readHeader(header);
    let missing = size;
    const content = async function* (): AsyncGenerator<Uint8Array> {
      while (missing > 0) {
        const part = await take(missing);
        missing -= part.byteLength;
        yield part;
      }
    };
    yield { name, size, content: content() };
    while (missing > 0) missing -= (await take(missing)).byteLength;
    for (let rest = tarPadding(size).byteLength; rest > 0;) rest -= (await take(rest)).byteLength;
  }
  if (!(await takeBlock()).every((byte) => byte === 0)) throw damaged('结尾不对');
  // Read to the end: only there do compression and encryption say that all was as it was written.
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    if (next.value.some((byte) => byte !== 0)) throw damaged('结尾之后还有内容');
  }
}

function readHeader(header: Buffer): { readonly name: string; readonly size: number } {
  const text = (start: number, length: number): string =>
    header.toString('utf8', start, start + length).replace(/\0.*$/s, '');
  const isOurs = text(257, 5) === 'ustar' && text(156, 1) === '0';
  if (!isOurs || Number.parseInt(text(148, 8), 8) !== checksumOf(header)) throw damaged('目录项不对');
  const prefix = text(345, 155);
  const name = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  return { name, size: Number.parseInt(text(124, 12), 8) };
}

function damaged(reason: string): DomainError {
  return new DomainError('UNREADABLE_FILE', `备份文件已损坏：${reason}。请换用另一份备份。`);
}
