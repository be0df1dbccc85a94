import type { Connection } from '../platform/database/schema.js';
import { countKept, listKeptPage, listKnownObjects, type KeptObject } from './queries.js';

const PAGE = 2_000;

/** Every object that a row still refers to, for a backup: within one snapshot, in pages by key. */
export async function* walkKeptObjects(db: Connection): AsyncGenerator<KeptObject> {
  for (let after: Pick<KeptObject, 'agencyId' | 'fileId'> | null = null; ;) {
    const page: KeptObject[] = await listKeptPage(db, after, PAGE);
    yield* page;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}

export function countKeptObjects(db: Connection): Promise<number> {
  return countKept(db);
}

/** Those of the keys that no row knows. */
export async function unknownObjects(db: Connection, keys: readonly string[]): Promise<string[]> {
  const known = await listKnownObjects(db, keys);
  return keys.filter((key) => !known.has(key));
}
