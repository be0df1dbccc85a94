import { buffer } from 'node:stream/consumers';
import { DomainError, LETTERS, REMEDY_PAPERS, systemActor, type Actor, type CaseBundle } from '@gongkai/core';
import type { PDFDocument } from 'pdf-lib';
import { getCase, listCaseTrace } from '../application/service.js';
import { getHandling, openHandlingFile } from '../handling/service.js';
import { requireAgency } from '../identity/service.js';
import { getLetter, listLetters, openLetterFile } from '../letter/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { RunningJob } from '../platform/jobs/job-kind.js';
import { writePdf } from '../platform/rendering/pdf.js';
import { getRemedy, listRemedies, openRemedyPaper } from '../remedy/service.js';
import { acceptFile, recordFile, type OpenedFile } from '../storage/service.js';
import {
  casePaper,
  derivationPaper,
  handlingPaper,
  indexPaper,
  paperDocument,
  tracePaper,
  type IndexLine,
  type MadePaper,
} from './bundle-papers.js';
import { joinPapers, pagesOf } from './join-papers.js';
import { findBundle, findRetention, finishBundle, saveArchive, type BundleRow } from './queries.js';

/** Above these a paper stands apart: joining holds all in memory. */
const MOST_BYTES_A_PAPER = 20_000_000;
const MOST_BYTES = 60_000_000;
const MOST_RECORDS = 5_000;

interface Attachment {
  readonly title: string;
  readonly open: () => Promise<OpenedFile>;
}

/** Does what was asked for, once: a bundle that is done stays as it is. */
export async function makeBundle(
  ctx: AppContext,
  key: { readonly agencyId: string; readonly bundleId: string },
  job: RunningJob,
): Promise<void> {
  const bundle = await findBundle(ctx.db, key.agencyId, key.bundleId);
  if (bundle === undefined || bundle.status === 'done') return;
  const actor = systemActor('caseBundle.make');
  const { bytes, pages, apart, caseId, closedOn } = await joinedPapers(ctx, actor, bundle, job);
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode: key.agencyId, purpose: 'caseBundle', content: [bytes] },
    fileName: `${caseId}-${bundle.kind === 'archive' ? '归档案卷' : '案卷'}.pdf`,
  });
  const finishedAt = ctx.now().toISOString();
  await inTransaction(ctx.db, async (db) => {
    const { fileId } = await recordFile(db, ctx, actor, accepted);
    await finishBundle(db, key, { status: 'done', fileId, pages, apart, finishedAt });
    if (bundle.kind === 'archive' && closedOn !== null) {
      const retention = await findRetention(db, key.agencyId);
      const by = { archivedOn: ctx.today(), archivedBy: bundle.requestedBy };
      await saveArchive(db, { ...key, caseId, retention, ...by });
    }
    await job.completeIn(db);
  });
}

async function joinedPapers(
  ctx: AppContext,
  actor: Actor,
  { agencyId, caseId, requestedAt }: BundleRow,
  job: RunningJob,
) {
  const agency = await requireAgency(ctx.db, agencyId);
  const createdAt = new Date(requestedAt).toISOString();
  const of = await getCase(ctx, actor, agencyId, caseId);
  const handling = await getHandling(ctx, actor, { agencyCode: agencyId, caseId });
  const attachments = [
    ...(await letterFiles(ctx, actor, agencyId, caseId)),
    ...handlingFiles(ctx, actor, agencyId, handling),
    ...(await remedyFiles(ctx, actor, agencyId, caseId)),
  ];
  const made: MadePaper[] = [
    casePaper(of),
    derivationPaper(of),
    handlingPaper(handling),
    tracePaper(await wholeTrace(ctx, actor, agencyId, caseId)),
  ];
  const total = made.length + attachments.length + 2;
  const print = async (paper: MadePaper): Promise<PDFDocument> => {
    const bytes = await writePdf(paperDocument(paper, agency.name, createdAt), ctx.fonts);
    return requirePages(await pagesOf({ mediaType: 'application/pdf', bytes }));
  };
  const papers: PDFDocument[] = [];
  const lines: { title: string; pages: number | null; reason: string | null }[] = [];
  const apart: CaseBundle['apart'] = [];
  for (const paper of made) {
    const printed = await print(paper);
    papers.push(printed);
    lines.push({ title: paper.title, pages: printed.getPageCount(), reason: null });
    job.reportProgress(papers.length, total);
  }
  let size = 0;
  for (const [index, { title, open }] of attachments.entries()) {
    const file = await open();
    const isTooLarge = file.size > MOST_BYTES_A_PAPER || size + file.size > MOST_BYTES;
    const bytes = isTooLarge ? null : await buffer(await file.read());
    const paper = bytes === null ? null : await pagesOf({ mediaType: file.mediaType, bytes });
    const name = `${title}：${file.fileName}`;
    if (paper === null) {
      const reason = isTooLarge ? '文件过大，另附' : '不能合并的格式，另附';
      apart.push({ name, sha256: file.sha256, reason });
      lines.push({ title: name, pages: null, reason });
    } else {
      size += file.size;
      papers.push(paper);
      lines.push({ title: name, pages: paper.getPageCount(), reason: null });
    }
    job.reportProgress(made.length + index + 1, total);
    if (job.signal.aborted) throw new Error('the process is stopping');
  }
  // As many lines make as many pages whatever the numbers are, so the first index tells how long the second is.
  const draft = await print(indexPaper(of, agency.name, numbered(lines, 1)));
  const index = await print(indexPaper(of, agency.name, numbered(lines, draft.getPageCount() + 1)));
  const joined = await joinPapers([index, ...papers], {
    title: `${caseId} 案卷`,
    author: agency.name,
    createdAt,
  });
  const pages = [index, ...papers].reduce((sum, paper) => sum + paper.getPageCount(), 0);
  job.reportProgress(total, total);
  return { bytes: joined, pages, apart, caseId, closedOn: of.closedOn };
}

function numbered(
  lines: readonly { readonly title: string; readonly pages: number | null; readonly reason: string | null }[],
  first: number,
): IndexLine[] {
  let next = first;
  return lines.map(({ title, pages, reason }) => {
    const page = pages === null ? null : next;
    next += pages ?? 0;
    return { title, page, reason };
  });
}

function requirePages(paper: PDFDocument | null): PDFDocument {
  if (paper === null) throw new DomainError('UNREADABLE_FILE', '排好的页面不能读回，请联系运行维护人员。');
  return paper;
}

/** The letters of the case as they went out: sealed where they were sealed. */
async function letterFiles(
  ctx: AppContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<Attachment[]> {
  const found: Attachment[] = [];
  const { items } = await listLetters(ctx, actor, agencyCode, { caseId, sort: 'createdAt', limit: 200 });
  for (const { letterId, kind, documentNumber } of items) {
    const { files } = await getLetter(ctx, actor, { agencyCode, letterId });
    for (const { fileId } of files) {
      found.push({
        title: `${LETTERS[kind]}${documentNumber ?? ''}`,
        open: () => openLetterFile(ctx, actor, { agencyCode, letterId }, fileId),
      });
    }
  }
  return found;
}

function handlingFiles(
  ctx: AppContext,
  actor: Actor,
  agencyCode: string,
  { entries, consultations, tasks }: Awaited<ReturnType<typeof getHandling>>,
): Attachment[] {
  const open = (fileId: string) => () => openHandlingFile(ctx, actor, agencyCode, fileId);
  const of = (title: string, files: readonly { readonly fileId: string }[]): Attachment[] =>
    files.map(({ fileId }) => ({ title, open: open(fileId) }));
  return [
    ...entries.flatMap(({ on, files }) => of(`办理记录（${on}）`, files)),
    ...consultations.flatMap(({ sentOn, files }) => of(`征求意见（${sentOn}）`, files)),
    ...tasks.flatMap(({ files }) => of('协办任务', files)),
  ];
}

async function remedyFiles(
  ctx: AppContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<Attachment[]> {
  const found: Attachment[] = [];
  const { items } = await listRemedies(ctx, actor, agencyCode, { caseId, sort: 'filedOn', limit: 200 });
  for (const { remedyId } of items) {
    const { papers } = await getRemedy(ctx, actor, { agencyCode, remedyId });
    for (const { fileId, kind } of papers) {
      const place = { agencyCode, remedyId };
      found.push({
        title: `${remedyId} ${REMEDY_PAPERS[kind]}`,
        open: () => openRemedyPaper(ctx, actor, place, fileId),
      });
    }
  }
  return found;
}

async function wholeTrace(ctx: AppContext, actor: Actor, agencyCode: string, caseId: string) {
  const records: Awaited<ReturnType<typeof listCaseTrace>>['items'][number][] = [];
  for (let after: string | undefined; records.length < MOST_RECORDS;) {
    const page: Awaited<ReturnType<typeof listCaseTrace>> = await listCaseTrace(
      ctx,
      actor,
      agencyCode,
      caseId,
      {
        after,
        limit: 200,
      },
    );
    records.push(...page.items);
    if (page.next === null) break;
    after = page.next;
  }
  return records.reverse();
}
