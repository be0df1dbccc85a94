import { buffer } from 'node:stream/consumers';
import {
  DISCLOSURE_MODES,
  DomainError,
  permit,
  permitWithin,
  KIND_OF_ROW,
  ruleOfKind,
  systemActor,
  VALIDITIES,
  yearOf,
  type Actor,
  type DocumentDetail,
  type DocumentDraft,
  type LocalDate,
  type Validity,
} from '@gongkai/core';
import { loadRecords, updateRecord } from '../administrative-record/service.js';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { detectType } from '../platform/files/detect-type.js';
import { documentText } from '../platform/files/document-text.js';
import { forgetRecord, indexRecord, showValidity } from '../search/service.js';
import { openFile } from '../storage/service.js';
import { about, indexNumber } from './draft-document.js';
import { draftOf, lockForWork, noSuchDocument, recordAct } from './document-source.js';
import { placeOfDocument } from './policy.js';
import { presentDocument } from './present-document.js';
import {
  findDocument,
  listDocumentFiles,
  lockDocument,
  lockExpired,
  markVersionPublished,
  replaceRelations,
  takeIndexNumber,
  updateDocument,
  type DocumentRow,
} from './queries.js';
import { nextReassessment, requireNoOpenFinding } from './review-document.js';

type Context = Pick<AppContext, 'db' | 'files' | 'now' | 'today'>;

/**
 * Makes the signed version public: address, lists, feed, search and the record of table 二, all with one commit. What it
 * amends or repeals gets its validity in the same transaction (条例第二十六条). `together`: signed interpretations that go out
 * with it, all or none. @throws DomainError NOT_IN_THIS_STATUS
 */
export async function publishDocument(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  documentId: string,
  seenVersion: number,
  together: readonly { readonly documentId: string; readonly version: number }[] = [],
): Promise<DocumentDetail> {
  permitWithin(actor, 'document.publish', agencyCode);
  const wanted = [{ documentId, version: seenVersion }, ...together];
  const texts = new Map<string, string>();
  for (const one of wanted)
    for (const [fileId, text] of await fileTexts(ctx, agencyCode, one.documentId)) texts.set(fileId, text);
  return inTransaction(ctx.db, async (db) => {
    const rows: DocumentRow[] = [];
    for (const one of wanted)
      rows.push(await publishSigned(db, ctx, actor, { agencyCode, ...one }, texts, documentId));
    return presentDocument(db, actor, rows[0] as DocumentRow, ctx.today());
  });
}

/** One signed version, or an interpretation that goes out with its policy. */
async function publishSigned(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  {
    agencyCode,
    documentId,
    version: seenVersion,
  }: { readonly agencyCode: string; readonly documentId: string; readonly version: number },
  texts: ReadonlyMap<string, string>,
  policyId: string,
): Promise<DocumentRow> {
  const row = await lockForWork(db, actor, 'document.publish', { agencyCode, documentId });
  permit(actor, 'document.publish', placeOfDocument(row));
  if (row.status !== 'signed' || row.mode !== 'proactive' || row.version !== seenVersion) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      row.mode === 'proactive'
        ? '只有已签发、还没有发布的文稿可以发布。请刷新后查看最新情况。'
        : `公开属性是“${DISCLOSURE_MODES[row.mode]}”，不能发布。`,
    );
  }
  if (documentId !== policyId && !(await explains(db, row, policyId)))
    throw new DomainError('INVALID_INPUT', `《${row.title}》不是这份文件的解读，不能一并发布。`);
  await requireNoOpenFinding(db, row, ctx);
  return publishIn(db, ctx, actor, row, texts);
}

async function explains(db: Connection, row: DocumentRow, policyId: string): Promise<boolean> {
  const { relations } = await draftOf(db, row);
  return relations.some(({ kind, documentId }) => kind === 'interprets' && documentId === policyId);
}

/** The transaction's part of publication. `texts`: of the files, by their ids. */
export async function publishIn(
  db: Transaction,
  ctx: Pick<Context, 'now' | 'today'>,
  actor: Actor,
  row: DocumentRow,
  texts: ReadonlyMap<string, string>,
  at: string = ctx.now().toISOString(),
): Promise<DocumentRow> {
  const { agencyId, documentId, version } = row;
  const draft = await draftOf(db, row);
  const { title, summary, documentNumber, topic, genre, duty, formedOn, expiresOn, responsibleUnit } = draft;
  const number =
    row.indexNumber ?? indexNumber(agencyId, draft, await takeIndexNumber(db, agencyId, yearOf(formedOn)));
  const change = {
    ...{ title, summary, documentNumber, topic, genre, duty, formedOn, expiresOn },
    unitId: responsibleUnit,
    status: 'published',
    indexNumber: number,
    validity: validityAtPublication(row, draft, ctx.today()),
    publishedVersion: version,
    // The public page keeps the day of its first publication; each version has its own.
    publishedAt: row.publishedAt ?? at,
    withdrawnAt: null,
    withdrawalReason: null,
    recordId: await recordForTable2(db, row, draft, ctx.today()),
  } as const;
  await updateDocument(db, row, change);
  await markVersionPublished(db, row, at);
  await replaceRelations(
    db,
    row,
    draft.relations.map(({ kind, documentId: toDocumentId }) => ({ kind, toDocumentId })),
  );
  const published: DocumentRow = { ...row, ...change };
  await makeFindable(db, published, draft, texts);
  await recordAct(db, ctx, actor, published, 'publish');
  await recordAudit(db, ctx, actor, { ...about(row), kind: 'document.published', details: { version } });
  for (const relation of draft.relations) {
    if (relation.kind !== 'amends' && relation.kind !== 'repeals') continue;
    const other = await lockDocument(db, agencyId, relation.documentId);
    if (!other || other.documentId === documentId) continue;
    const to = relation.kind === 'amends' ? 'amended' : 'repealed';
    await changeValidityIn(
      db,
      ctx,
      actor,
      other,
      to,
      `由《${title}》${relation.kind === 'amends' ? '修改' : '废止'}`,
      {
        endedOn: draft.effectiveOn ?? ctx.today(),
      },
    );
  }
  return published;
}

/** Takes it from every public page at once, with a reason that is itself published. @throws DomainError NOT_IN_THIS_STATUS */
export async function withdrawDocument(
  ctx: Pick<Context, 'db' | 'now' | 'today'>,
  actor: Actor,
  agencyCode: string,
  documentId: string,
  reason: string,
): Promise<DocumentDetail> {
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.publish', { agencyCode, documentId });
    permit(actor, 'document.publish', placeOfDocument(row));
    if (row.publishedVersion === null || row.withdrawnAt !== null) {
      throw new DomainError('NOT_IN_THIS_STATUS', '这份文稿没有公开，或者已经撤回。');
    }
    const change = {
      withdrawnAt: ctx.now().toISOString(),
      withdrawalReason: reason,
      // A version under review goes on; otherwise the document itself stands withdrawn.
      ...(row.status === 'published' && { status: 'withdrawn' as const }),
    };
    await updateDocument(db, row, change);
    await forgetRecord(db, searched(row));
    await recordAct(db, ctx, actor, row, 'withdraw', reason);
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'document.withdrawn',
      details: { version: row.publishedVersion },
    });
    return presentDocument(db, actor, { ...row, ...change }, ctx.today());
  });
}

/** Says whether a published document still holds (国办发〔2018〕37号: 清理). @throws DomainError NOT_IN_THIS_STATUS */
export async function changeValidity(
  ctx: Pick<Context, 'db' | 'now' | 'today'>,
  actor: Actor,
  agencyCode: string,
  documentId: string,
  given: { readonly validity: Validity; readonly reason: string; readonly endedOn: LocalDate | null },
): Promise<DocumentDetail> {
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.publish', { agencyCode, documentId });
    permit(actor, 'document.publish', placeOfDocument(row));
    if (row.publishedVersion === null || row.withdrawnAt !== null)
      throw new DomainError('NOT_IN_THIS_STATUS', '只有已公开的文件有有效性。');
    const ends = given.validity === 'repealed' || given.validity === 'expired';
    if (ends && given.endedOn === null) throw new DomainError('INVALID_INPUT', '请填写废止或者失效的日期。');
    const changed = await changeValidityIn(db, ctx, actor, row, given.validity, given.reason, {
      endedOn: ends ? given.endedOn : null,
    });
    return presentDocument(db, actor, changed, ctx.today());
  });
}

/** What another slice decides of a document's validity, in its transaction; null: nothing changes. */
export async function setValidityIn(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  { agencyCode, documentId }: { readonly agencyCode: string; readonly documentId: string },
  decide: (
    current: Validity | null,
  ) => { readonly validity: Validity; readonly reason: string; readonly endedOn: LocalDate | null } | null,
): Promise<void> {
  const row = await lockDocument(db, agencyCode, documentId);
  if (!row) throw noSuchDocument();
  const decided = decide(row.validity);
  if (decided === null) return;
  const { validity, reason, endedOn } = decided;
  await changeValidityIn(db, ctx, actor, row, validity, reason, { endedOn });
}

async function changeValidityIn(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  row: DocumentRow,
  validity: Validity,
  reason: string,
  { endedOn }: { readonly endedOn: LocalDate | null },
): Promise<DocumentRow> {
  if (row.validity === validity) return row;
  const changed = { ...row, validity };
  await updateDocument(db, row, { validity });
  const isOver = validity === 'repealed' || validity === 'expired';
  if (row.recordId !== null) {
    await updateRecord(db, row.agencyId, row.recordId, { endedOn: isOver ? endedOn : null });
  }
  await recordAct(db, ctx, actor, changed, 'validity', `${VALIDITIES[validity]}：${reason}`);
  await recordAudit(db, ctx, actor, {
    ...about(row),
    kind: 'document.validityChanged',
    details: { from: row.validity, to: validity },
  });
  await showValidity(db, searched(row), { isValid: !isOver, validity });
  return changed;
}

const MOST_AT_ONCE = 200;

/** Documents whose last day has passed are no longer in force. @returns how many there were */
export async function expireDocuments(ctx: Pick<Context, 'db' | 'now' | 'today'>): Promise<number> {
  const actor = systemActor('publication.expire');
  return inTransaction(ctx.db, async (db) => {
    const rows = await lockExpired(db, ctx.today(), MOST_AT_ONCE);
    for (const row of rows) {
      await changeValidityIn(db, ctx, actor, row, 'expired', `有效期至${row.expiresOn ?? ''}届满`, {
        endedOn: row.expiresOn,
      });
    }
    return rows.length;
  });
}

/** Looks again at what is not published (条例第十八条): it stays so for another year, or a version is begun. */
export async function reassessDocument(
  ctx: Pick<Context, 'db' | 'now' | 'today'>,
  actor: Actor,
  agencyCode: string,
  documentId: string,
  opinion: string,
): Promise<DocumentDetail> {
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.reviewInterpretation', { agencyCode, documentId });
    permit(actor, 'document.reviewInterpretation', placeOfDocument(row));
    if (row.status !== 'filed') throw new DomainError('NOT_IN_THIS_STATUS', '只评估已备查、没有公开的信息。');
    const reassessOn = nextReassessment(ctx.today());
    await updateDocument(db, row, { reassessOn });
    await recordAct(db, ctx, actor, row, 'reassess', opinion);
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'document.reassessed',
      details: { version: row.version },
    });
    return presentDocument(db, actor, { ...row, reassessOn }, ctx.today());
  });
}

/** A document that binds has a validity from the start; a change of it keeps what it has. */
function validityAtPublication(row: DocumentRow, draft: DocumentDraft, today: LocalDate): Validity | null {
  if (draft.expiresOn !== null && draft.expiresOn < today) return 'expired';
  if (row.publishedVersion !== null && row.validity !== null && row.validity !== 'expired')
    return row.validity;
  return ruleOfKind(draft.kind).isNormative === true || draft.kind === 'policy' ? 'valid' : null;
}

/** Table 二 counts from these records, so that a published document is one and stays one. */
async function recordForTable2(
  db: Transaction,
  row: DocumentRow,
  draft: DocumentDraft,
  today: LocalDate,
): Promise<string | null> {
  const { table2 } = ruleOfKind(draft.kind);
  if (table2 === undefined) return row.recordId;
  const { title, documentNumber: number, formedOn: madeOn } = draft;
  if (row.recordId !== null) {
    await updateRecord(db, row.agencyId, row.recordId, { title, number, madeOn });
    return row.recordId;
  }
  const recordId = `document:${row.documentId}`;
  await loadRecords(db, { agencyCode: row.agencyId, importId: null }, [
    {
      ...{ recordId, kind: KIND_OF_ROW[table2], title, number, madeOn },
      ...{ disclosedOn: today, endedOn: null, amountYuan: null },
    },
  ]);
  return recordId;
}

function searched({ agencyId, documentId }: DocumentRow) {
  return { agencyId, kind: 'document', recordId: documentId } as const;
}

async function makeFindable(
  db: Transaction,
  row: DocumentRow,
  draft: DocumentDraft,
  texts: ReadonlyMap<string, string>,
): Promise<void> {
  const { title, summary, documentNumber, topic, genre, keywords, body } = draft;
  const files = await listDocumentFiles(db, row, row.publishedVersion ?? row.version);
  await indexRecord(db, {
    ...searched(row),
    ...{ title, documentNumber, topic, genre },
    publishedAt: row.publishedAt ?? '',
    isValid: row.validity !== 'repealed' && row.validity !== 'expired',
    validity: row.validity,
    texts: [
      { place: null, text: [summary, keywords.join(' '), body].join('\n') },
      ...files.flatMap(({ fileId, fileName }) => {
        const text = texts.get(fileId);
        return text === undefined ? [] : [{ place: fileName, text }];
      }),
    ],
  });
}

/** More of one file than anybody reads; what is beyond is not searched. */
const MOST_SEARCHED = 2_000_000;

/** The texts of the newest version's files, read before the transaction: reading takes its time. */
async function fileTexts(
  ctx: Pick<Context, 'db' | 'files'>,
  agencyCode: string,
  documentId: string,
): Promise<ReadonlyMap<string, string>> {
  const row = await findDocument(ctx.db, agencyCode, documentId);
  if (!row) throw noSuchDocument();
  const texts = new Map<string, string>();
  for (const { fileId } of await listDocumentFiles(ctx.db, row, row.version)) {
    texts.set(fileId, await textOfFile(ctx, agencyCode, fileId));
  }
  return texts;
}

async function textOfFile(
  ctx: { readonly db: Connection; readonly files: Context['files'] },
  agencyCode: string,
  fileId: string,
): Promise<string> {
  const file = await openFile(ctx, agencyCode, fileId, {
    viewer: systemActor('document-check'),
    record: { kind: 'draftDocument', agencyCode },
    reach: 'inside',
  });
  const bytes = await buffer(await file.read());
  const head = bytes.subarray(0, 4_100);
  try {
    const type = await detectType(bytes, head, file.fileName);
    let text = '';
    for await (const piece of documentText(bytes, type, head)) {
      text += piece;
      if (text.length > MOST_SEARCHED) break;
    }
    return text.slice(0, MOST_SEARCHED);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'UNREADABLE_FILE') return '';
    throw error;
  }
}
