import { compareRequests, type RequestComparison, type SimilarityGrade } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { openValue } from '../party/service.js';
import { findRequestsAlike } from '../request-index/service.js';
import { listEarlierRequests, type EarlierRequest } from './queries.js';

/** An earlier request that is like another, opened. */
export interface AlikeRequest extends EarlierRequest, RequestComparison {
  readonly grade: SimilarityGrade;
  readonly request: string;
}

const ORDER: readonly SimilarityGrade[] = ['same', 'otherNumber', 'related'];

/**
 * The earlier requests of the agency that are like a text, the most alike first: found by codes, then the few candidates
 * are opened and compared word by word. It leaves no record: its caller does, who shows them.
 */
export async function findAlike(
  { db, keyring }: Pick<AppContext, 'db' | 'keyring'>,
  agencyId: string,
  request: string,
  isMeant: (row: EarlierRequest) => boolean = () => true,
): Promise<AlikeRequest[]> {
  const { candidates, shareOfPair } = await findRequestsAlike(db, keyring, agencyId, request);
  if (candidates.length === 0) return [];
  const rows = await listEarlierRequests(db, agencyId, candidates);
  return rows
    .filter(isMeant)
    .flatMap((row): AlikeRequest[] => {
      const what = row.source === 'case' ? 'case.request' : 'fact.request';
      const opened = openValue(keyring, what, row, row.requestSealed);
      if (opened === null) return [];
      const { share, grade } = compareRequests(request, opened, shareOfPair);
      return grade === null ? [] : [{ ...row, request: opened, share, grade }];
    })
    .sort((a, b) => ORDER.indexOf(a.grade) - ORDER.indexOf(b.grade) || b.share - a.share);
}
