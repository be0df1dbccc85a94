import { z } from 'zod';

// What a backup holds, in this order: the head; the rows of each table, in parts; the files; the keys if asked for;
// the manifest. A tar, so that it can be looked into without this program.

export const HEAD_ENTRY = 'gongkai-backup.json';
export const MANIFEST_ENTRY = 'manifest.json';
export const KEYS_ENTRY = 'keys.json';

/** The largest piece of a table that is held in memory. */
export const PART_BYTES = 4_000_000;

export function tablePart(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.copy`;
}

const count = z.number().int().nonnegative();

const headSchema = z.object({
  format: z.literal('gongkai-backup'),
  formatVersion: z.literal(1),
  appVersion: z.string(),
  madeAt: z.string(),
  source: z.object({ kind: z.string(), serverVersion: z.string() }),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })).min(1),
});

export const manifestSchema = headSchema.extend({
  /** In the order of being filled. */
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: count,
      /** Of the rows, whatever their order: what is compared after restoring. */
      digest: z.string(),
      parts: count,
      /** Of the bytes of all parts. */
      sha256: z.string(),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), last: z.number() })),
  files: z.object({
    count,
    bytes: count,
    /** Over a line for each, in order: key, size. */
    sha256: z.string(),
    /** Keys of files that the storage had lost or changed when the backup was made. */
    damaged: z.array(z.string()),
  }),
  /** Where each audit chain ended. */
  chains: z.array(z.object({ chain: z.string(), block: count, last: count, hash: z.string() })),
  keys: z.object({
    /** The keys that the database relies on. */
    ids: z.array(z.string()),
    areIncluded: z.boolean(),
  }),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestTable = Manifest['tables'][number];

/** A line of what the digest of all files is made over. */
export function fileLine({ key, size }: { readonly key: string; readonly size: number }): string {
  return `${key} ${size}\n`;
}

/** What the name of an object says its content is. */
export function digestInKey(key: string): string {
  return key.slice(key.indexOf('/') + 1, key.indexOf('.'));
}

export function rowsOf({ tables }: Pick<Manifest, 'tables'>): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

export const FILES_FOLDER = 'files/';
const KEY = /^([0-9a-f]{2}\/[0-9a-f]{64})\.([0-9a-f-]{36})$/;

/** The digest parted from the id, because names in a tar are short. @throws RangeError */
export function fileEntry(key: string): string {
  const [, digest, id] = KEY.exec(key) ?? [];
  if (digest === undefined || id === undefined) throw new RangeError(`Not the key of a kept file: ${key}`);
  return `${FILES_FOLDER}${digest}/${id}`;
}

/** The key of an object by its entry; null: it is none. */
export function keyOfEntry(name: string): string | null {
  const at = name.lastIndexOf('/');
  const key = `${name.slice(FILES_FOLDER.length, at)}.${name.slice(at + 1)}`;
  return name.startsWith(FILES_FOLDER) && KEY.test(key) ? key : null;
}
