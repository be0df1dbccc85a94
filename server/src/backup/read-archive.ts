import { createHash, type Hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '@gongkai/core';
import {
  digestInKey,
  fileLine,
  FILES_FOLDER,
  HEAD_ENTRY,
  keyOfEntry,
  KEYS_ENTRY,
  MANIFEST_ENTRY,
  manifestSchema,
  tablePart,
  type Manifest,
} from './archive.js';
import { readTar, type TarEntry } from './tar.js';

/** What head, keys and manifest may hold at most; the rest streams. */
const MOST_IN_MEMORY = 64_000_000;

/** What the bytes of a backup turned out to hold, to be compared with what its manifest says. */
interface Found {
  readonly tables: Map<string, { parts: number; readonly hash: Hash }>;
  readonly files: { count: number; bytes: number; readonly hash: Hash; readonly damaged: string[] };
  head: Buffer | null;
  hasKeys: boolean;
}

/**
 * Reads a backup from its first byte to its last and holds it to its own manifest, touching nothing else.
 * @throws DomainError UNREADABLE_FILE when anything is missing, changed or added
 */
export async function checkArchive(tar: AsyncIterable<Uint8Array>): Promise<Manifest> {
  const found: Found = {
    tables: new Map(),
    files: { count: 0, bytes: 0, hash: createHash('sha256'), damaged: [] },
    head: null,
    hasKeys: false,
  };
  let manifest: Buffer | null = null;
  for await (const entry of readTar(tar)) {
    if (manifest !== null) throw damaged('清单之后还有内容');
    if (entry.name === MANIFEST_ENTRY) manifest = await bytesOf(entry);
    else await takeEntry(found, entry);
  }
  if (manifest === null || found.head === null) throw damaged('缺少清单');
  return compare(found, manifest);
}

async function takeEntry(found: Found, entry: TarEntry): Promise<void> {
  const { name, size } = entry;
  if (name === HEAD_ENTRY && found.head === null) found.head = await bytesOf(entry);
  else if (found.head === null)
    throw new DomainError('UNREADABLE_FILE', '这不是 gongkai backup 写出的备份文件。');
  else if (name === KEYS_ENTRY) {
    await bytesOf(entry);
    found.hasKeys = true;
  } else if (name.startsWith(FILES_FOLDER)) {
    const key = keyOfEntry(name);
    if (key === null) throw damaged(`多出“${name}”`);
    const hash = createHash('sha256');
    for await (const chunk of entry.content) hash.update(chunk);
    if (hash.digest('hex') !== digestInKey(key)) found.files.damaged.push(key);
    found.files.count += 1;
    found.files.bytes += size;
    found.files.hash.update(fileLine({ key, size }));
  } else {
    const table = /^tables\/([^/]+)\//.exec(name)?.[1] ?? '';
    const known = found.tables.get(table) ?? { parts: 0, hash: createHash('sha256') };
    known.parts += 1;
    if (name !== tablePart(table, known.parts)) throw damaged(`多出“${name}”，或者次序不对`);
    for await (const chunk of entry.content) known.hash.update(chunk);
    found.tables.set(table, known);
  }
}

function compare(found: Found, text: Buffer): Manifest {
  const manifest = parseManifest(text);
  const head: unknown = JSON.parse(found.head?.toString('utf8') ?? 'null');
  const { format, formatVersion, appVersion, madeAt, source, migrations } = manifest;
  if (!isDeepStrictEqual(head, { format, formatVersion, appVersion, madeAt, source, migrations }))
    throw damaged('首尾不相符');
  for (const { name, parts, sha256 } of manifest.tables) {
    const table = found.tables.get(name) ?? { parts: 0, hash: createHash('sha256') };
    if (table.parts !== parts || table.hash.digest('hex') !== sha256)
      throw damaged(`表 ${name} 的内容与清单不符`);
    found.tables.delete(name);
  }
  if (found.tables.size > 0) throw damaged('有清单上没有的表');
  const { count, bytes, hash, damaged: differing } = found.files;
  const files = { count, bytes, sha256: hash.digest('hex'), damaged: differing };
  if (!isDeepStrictEqual(files, manifest.files)) throw damaged('文件与清单不符');
  if (found.hasKeys !== manifest.keys.areIncluded) throw damaged('密钥与清单不符');
  return manifest;
}

function parseManifest(text: Buffer): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text.toString('utf8'));
  } catch {
    throw damaged('清单读不出来');
  }
  const result = manifestSchema.safeParse(value);
  if (result.success) return result.data;
  const isNewer =
    typeof value === 'object' && value !== null && 'formatVersion' in value && value.formatVersion !== 1;
  if (isNewer) throw new DomainError('UNREADABLE_FILE', '备份由更新版本的程序写出，请用那个版本恢复。');
  throw damaged('清单读不出来');
}

/** A small entry as a whole. */
export async function bytesOf({ size, content }: TarEntry): Promise<Buffer> {
  if (size > MOST_IN_MEMORY) throw damaged('目录项过大');
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function damaged(reason: string): DomainError {
  return new DomainError('UNREADABLE_FILE', `备份文件已损坏或者被改动：${reason}。请换用另一份备份。`);
}
