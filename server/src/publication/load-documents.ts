import {
  addDays,
  parseLocalDate,
  stepsOf,
  yearOf,
  type DocumentDraft,
  type DocumentStatus,
  type LocalDate,
  type ReviewStep,
  type Validity,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { loadCalendar } from '../calendar/service.js';
import type { Transaction } from '../platform/database/schema.js';
import { indexRecords, type SearchedRecord } from '../search/service.js';
import { dueOfDraft } from './document-source.js';
import { indexNumber } from './draft-document.js';
import { copyDocuments } from './load-queries.js';
import type { DocumentRow } from './queries.js';

/** A document as another system or a ledger knows it, with how far it has come. */
export interface DocumentToLoad {
  readonly documentId: string;
  readonly draft: DocumentDraft;
  readonly status: DocumentStatus;
  /** The step that waits; null outside of a review. */
  readonly step: ReviewStep | null;
  /** The instant of publication; null: never public. */
  readonly publishedAt: string | null;
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
  readonly validity: Validity | null;
  /** The record of table 二 that it already is. */
  readonly recordId: string | null;
  readonly author: string;
}

/**
 * Enters many documents at once, findable at the end of the transaction. They are taken at their word: whoever loads them
 * answers for what they say. Index numbers are given in the order of the list.
 */
export async function loadDocuments(
  db: Transaction,
  agencyId: string,
  documents: readonly DocumentToLoad[],
  recordedAt: string,
): Promise<void> {
  const calendar = await loadCalendar(db, agencyId);
  const numbers = new Map<number, number>();
  const rows = documents.map((document) => {
    const year = yearOf(document.draft.formedOn);
    const isNumbered = document.publishedAt !== null;
    const number = (numbers.get(year) ?? 0) + (isNumbered ? 1 : 0);
    numbers.set(year, number);
    return rowOf(
      agencyId,
      calendar,
      document,
      isNumbered ? indexNumber(agencyId, document.draft, number) : null,
    );
  });
  await copyDocuments(db, {
    rows,
    versions: documents.map(({ documentId, draft, publishedAt }) => ({ documentId, draft, publishedAt })),
    acts: documents.map(({ documentId, author, publishedAt }) => ({
      ...{ documentId, actorId: author },
      actedAt: publishedAt ?? recordedAt,
    })),
    numbers,
    agencyId,
  });
  await indexRecords(
    db,
    rows.flatMap((row, index) => {
      const document = documents[index];
      const isPublic = row.publishedVersion !== null && row.withdrawnAt === null;
      return document !== undefined && isPublic ? [searchedOf(row, document.draft)] : [];
    }),
  );
}

function rowOf(
  agencyId: string,
  calendar: WorkingDayCalendar,
  { documentId, draft, status, step, publishedAt, withdrawn, validity, recordId, author }: DocumentToLoad,
  number: string | null,
): DocumentRow {
  const { kind, mode, title, summary, documentNumber, topic, genre, duty, formedOn, expiresOn } = draft;
  return {
    ...{ agencyId, documentId, kind, mode, status, step, title, summary, documentNumber, topic, genre, duty },
    ...{ formedOn, expiresOn, validity, recordId },
    steps: stepsOf(draft),
    version: 1,
    authors: [author],
    unitId: draft.responsibleUnit,
    dueOn: dueOn(draft, calendar),
    indexNumber: number,
    publishedVersion: publishedAt === null ? null : 1,
    publishedAt,
    withdrawnAt: withdrawn?.at ?? null,
    withdrawalReason: withdrawn?.reason ?? null,
    reassessOn: status === 'filed' ? addDays(formedOn, 365) : null,
  };
}

/** Working days of this release begin with 2018; what is older was due long ago. */
function dueOn(draft: DocumentDraft, calendar: WorkingDayCalendar): LocalDate {
  return draft.formedOn < parseLocalDate('2018-01-01')
    ? addDays(draft.formedOn, 30)
    : dueOfDraft(draft, calendar).dueOn;
}

function searchedOf(row: DocumentRow, draft: DocumentDraft): SearchedRecord {
  const { agencyId, documentId, title, documentNumber, topic, genre, validity, publishedAt } = row;
  return {
    ...{ agencyId, kind: 'document', recordId: documentId, title, documentNumber, topic, genre, validity },
    publishedAt: publishedAt ?? '',
    isValid: validity !== 'repealed' && validity !== 'expired',
    texts: [{ place: null, text: [draft.summary, draft.keywords.join(' '), draft.body].join('\n') }],
  };
}
