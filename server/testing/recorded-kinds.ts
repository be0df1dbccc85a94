import type { Connection } from '../src/platform/database/schema.js';

/** The kinds of everything that was written down in the audit so far, sealed or not, in alphabetical order. */
export async function recordedKinds(db: Connection): Promise<string[]> {
  const waiting = await db.selectFrom('auditPending').select('kind').distinct().execute();
  const sealed = await db.selectFrom('auditRecord').select('kind').distinct().execute();
  const kinds = [...waiting, ...sealed].flatMap(({ kind }) => (kind === null ? [] : [kind as string]));
  return [...new Set(kinds)].sort();
}
