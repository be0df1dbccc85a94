import { randomUUID } from 'node:crypto';
import { DomainError, type CaseEvent } from '@gongkai/core';
import type { Transaction } from '../platform/database/schema.js';
import { decideStep } from './decide-step.js';
import { copyCases, type CaseCopy, type CaseSource, type CaseToLoad } from './load-queries.js';
import { highestNumbers } from './case-number.js';
import { projectCase, type ProjectionContext } from './project-case.js';
import { raiseCaseNumbers } from './queries.js';

/** Cases that are held in memory at once. */
const CASES_AT_ONCE = 2000;

/** Why a case can't be registered as it is told; null when it can. */
export function faultOfCase(loaded: CaseToLoad, context: ProjectionContext): string | null {
  const records = classified(loaded).map((event, index) => ({ seq: index + 1, event, corrects: null }));
  try {
    decideStep([], records, context);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

/**
 * Enters many cases at once with COPY, as fast as the database takes them; each must have passed `faultOfCase`
 * and be new. Part of the caller's transaction: all of them or none.
 * @returns how many
 */
export async function loadCases(
  db: Transaction,
  source: CaseSource,
  cases: AsyncIterable<CaseToLoad> | Iterable<CaseToLoad>,
  onProgress: (loaded: number) => void = () => undefined,
): Promise<number> {
  let loaded = 0;
  let chunk: CaseCopy[] = [];
  const write = async (): Promise<void> => {
    await copyCases(db, source, chunk);
    await raiseCaseNumbers(db, source.agencyCode, highestNumbers(source.agencyCode, chunk));
    loaded += chunk.length;
    chunk = [];
    onProgress(loaded);
  };
  for await (const told of cases) {
    chunk.push(copyOf(told, source));
    if (chunk.length === CASES_AT_ONCE) await write();
  }
  if (chunk.length > 0) await write();
  return loaded;
}

function copyOf(told: CaseToLoad, source: CaseSource): CaseCopy {
  const events = classified(told);
  return {
    ...told,
    events,
    partyId: told.applicantName === null ? null : randomUUID(),
    projection: projectCase(events, source),
  };
}

function classified({ events, applicantClass }: CaseToLoad): CaseEvent[] {
  return events.map((event) => (event.type === 'submitted' ? { ...event, applicantClass } : event));
}
