import { foldText, pairsOf, weightOfPair, type ShareOfPair } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { openValue } from '../party/service.js';
import {
  copyCodes,
  countByKey,
  countCommonCodes,
  findState,
  listCandidates,
  listFilledAgencies,
  listUnfilledAgencies,
  lockOfOtherKeys,
  lockUncoded,
  saveCommon,
  saveFilled,
  upsertCodes,
  type Candidate,
  type CodedRequest,
  type RequestKey,
  type SealedRequest,
} from './queries.js';
import { codeOfPair, codesOfText } from './request-codes.js';

export type { Candidate, RequestKey } from './queries.js';

/** A request in plain text, for its codes. */
export interface RequestToCode extends RequestKey {
  readonly request: string | null;
}

function coded(keyring: Keyring, rows: readonly RequestToCode[]): CodedRequest[] {
  return rows.flatMap(({ request, ...key }) =>
    request === null
      ? []
      : [{ ...key, keyId: keyring.activeKeyId, codes: codesOfText(keyring, key.agencyId, request) }],
  );
}

/** Enters a request, or enters it anew; in the transaction that seals its text. */
export function saveRequestCodes(
  db: Transaction,
  keyring: Keyring,
  rows: readonly RequestToCode[],
): Promise<void> {
  return upsertCodes(db, coded(keyring, rows));
}

/** Enters many that are new. */
export function copyRequestCodes(
  db: Transaction,
  keyring: Keyring,
  rows: readonly RequestToCode[],
): Promise<void> {
  return copyCodes(db, coded(keyring, rows));
}

/** How many requests of an agency are opened for one comparison at most. */
export const MOST_CANDIDATES = 40;
/** Codes that are looked up for one request, the rarest first. */
const MOST_CODES = 32;
const FEWEST_CODES = 8;
/** Rows that the looked up codes may lead to, as far as the counts tell. */
const MOST_ROWS = 20_000;
/** A code that is not among the common ones is in one of two thousand requests. */
const RARE_SHARE = 0.0005;

/** The requests of the agency that may be like a text, and how common its pairs of characters are there. */
export interface RequestsAlike {
  readonly candidates: readonly Candidate[];
  readonly shareOfPair: ShareOfPair;
}

export async function findRequestsAlike(
  db: Connection,
  keyring: Keyring,
  agencyId: string,
  request: string,
): Promise<RequestsAlike> {
  const state = await findState(db, agencyId);
  const shareOfPair: ShareOfPair = (pair) => {
    if (state === null || state.counted === 0 || state.keyId !== keyring.activeKeyId) return 0;
    return (state.common[String(codeOfPair(keyring, agencyId, pair))] ?? 0) / state.counted;
  };
  const weighed = [...pairsOf(foldText(request, true).text)]
    .map((pair) => ({ pair, share: shareOfPair(pair), weight: weightOfPair(pair, shareOfPair) }))
    .sort((a, b) => b.weight - a.weight);
  const chosen: typeof weighed = [];
  let rows = 0;
  for (const it of weighed.slice(0, MOST_CODES)) {
    rows += Math.max(it.share, RARE_SHARE) * Math.max(state?.counted ?? 0, 1);
    if (chosen.length >= FEWEST_CODES && rows > MOST_ROWS) break;
    chosen.push(it);
  }
  const codes = [...keyring.keys.keys()].flatMap((keyId) =>
    chosen.map(({ pair, weight }) => ({ code: codeOfPair(keyring, agencyId, pair, keyId), weight })),
  );
  const candidates = codes.length === 0 ? [] : await listCandidates(db, agencyId, codes, MOST_CANDIDATES);
  return { candidates, shareOfPair };
}

/**
 * The codes that a request with these words holds, by key of the ring; null: the words are too short, or the agency's
 * requests are not all coded yet, so that only opening them tells.
 */
export async function codesOfWords(
  db: Connection,
  keyring: Keyring,
  agencyId: string,
  words: string,
): Promise<readonly (readonly number[])[] | null> {
  const perKey = [...keyring.keys.keys()].map((keyId) => codesOfText(keyring, agencyId, words, keyId));
  if (perKey.every((codes) => codes.length === 0)) return null;
  const state = await findState(db, agencyId);
  return state?.isFilled === true ? perKey : null;
}

const ROWS_AT_ONCE = 1000;
/** Requests among which common codes are counted. */
const SAMPLE = 20_000;
const COMMON_FROM_ONE_OF = 1000;

/** Codes what was there before the index, some at a time: interrupted, it goes on the next time. @returns how many */
export async function fillRequestIndex(
  ctx: Pick<AppContext, 'db' | 'keyring' | 'now'>,
  signal?: AbortSignal,
): Promise<number> {
  let done = 0;
  for (const agencyId of await listUnfilledAgencies(ctx.db)) {
    for (const source of ['case', 'fact'] as const) {
      let after: string | null = '';
      while (after !== null) {
        signal?.throwIfAborted();
        const from: string = after;
        const rows = await inTransaction(ctx.db, async (db) => {
          const locked = await lockUncoded(db, agencyId, source, from, ROWS_AT_ONCE);
          await saveRequestCodes(
            db,
            ctx.keyring,
            locked.map((row) => opened(ctx.keyring, row)),
          );
          return locked;
        });
        done += rows.length;
        after = rows.at(-1)?.recordId ?? null;
      }
    }
    await inTransaction(ctx.db, (db) => saveFilled(db, agencyId, ctx.now().toISOString()));
    await countCommon(ctx, agencyId);
  }
  return done;
}

/** Counts anew which codes are common, in every agency. */
export async function countCommonOfAll(
  ctx: Pick<AppContext, 'db' | 'keyring'>,
  signal?: AbortSignal,
): Promise<void> {
  for (const agencyId of await listFilledAgencies(ctx.db)) {
    signal?.throwIfAborted();
    await countCommon(ctx, agencyId);
  }
}

async function countCommon(
  { db, keyring }: Pick<AppContext, 'db' | 'keyring'>,
  agencyId: string,
): Promise<void> {
  const keyId = keyring.activeKeyId;
  const counts = await countCommonCodes(db, agencyId, keyId, SAMPLE, COMMON_FROM_ONE_OF);
  await saveCommon(db, agencyId, { keyId, ...counts });
}

/** Codes of another key than the active one are made anew. @returns how many */
export async function recodeUnderActiveKey(
  ctx: Pick<AppContext, 'db' | 'keyring'>,
  signal?: AbortSignal,
): Promise<number> {
  let done = 0;
  for (const source of ['case', 'fact'] as const) {
    for (let count = ROWS_AT_ONCE; count === ROWS_AT_ONCE; done += count) {
      signal?.throwIfAborted();
      count = await inTransaction(ctx.db, async (db) => {
        const rows = await lockOfOtherKeys(db, ctx.keyring.activeKeyId, source, ROWS_AT_ONCE);
        await saveRequestCodes(
          db,
          ctx.keyring,
          rows.map((row) => opened(ctx.keyring, row)),
        );
        return rows.length;
      });
    }
  }
  if (done > 0) await countCommonOfAll(ctx, signal);
  return done;
}

/** Requests by the key of their codes. */
export function countCodesByKey({ db }: Pick<AppContext, 'db'>): Promise<ReadonlyMap<string, number>> {
  return countByKey(db);
}

function opened(keyring: Keyring, row: SealedRequest): RequestToCode {
  const { agencyId, source, recordId, requestSealed } = row;
  const what = source === 'case' ? 'case.request' : 'fact.request';
  return { agencyId, source, recordId, request: openValue(keyring, what, row, requestSealed) };
}
