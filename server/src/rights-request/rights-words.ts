import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { readText } from '../online-record/service.js';

/** A field of the form as it was filled in. */
export interface RightsLine {
  readonly label: string;
  readonly text: string;
  /** The field's name in the form. */
  readonly name?: string;
}

/** What was filled in; empty once it was erased. */
export async function readLines(
  db: Connection,
  ctx: Pick<AppContext, 'keyring'>,
  agencyId: string,
  requestId: string,
): Promise<readonly RightsLine[]> {
  const kept = await readText(db, ctx, agencyId, requestId);
  return kept === null ? [] : (JSON.parse(kept) as RightsLine[]);
}

/** The id of the words of an event. */
export function eventTextId(requestId: string, seq: number): string {
  return `${requestId}:${seq}`;
}
