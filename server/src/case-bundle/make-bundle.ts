import { buffer } from 'node:stream/consumers';
import {
  ATTACHMENT_KINDS,
  DomainError,
  LETTERS,
  REMEDY_PAPERS,
  systemActor,
  type Actor,
  type CaseBundle,
} from '@gongkai/core';
import type { PDFDocument } from 'pdf-lib';
import { getCase, listCaseTrace } from '../application/service.js';
import { getHandling, openHandlingFile } from '../handling/service.js';
import { requireAgency } from '../identity/service.js';
import { listAttachments, openAttachment } from '../intake/service.js';
import { getLetter, listLetters, openLetterFile } from '../letter/service.js';
import { getOnlineApplication, openOnlineFile } from '../online-application/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { RunningJob } from '../platform/jobs/job-kind.js';
import { writePdf } from '../platform/rendering/pdf.js';
import { getRemedy, listRemedies, openRemedyPaper } from '../remedy/service.js';
import { acceptFile, recordFile, type AcceptedFile, type OpenedFile } from '../storage/service.js';
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
import {
  findBundle,
  findRetention,
  finishBundle,
  insertVolume,
  saveArchive,
  type BundleRow,
} from './queries.js';
import { splitIntoVolumes } from './volumes.js';

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
  const { volumes, apart, caseId, closedOn } = await joinedPapers(ctx, actor, bundle, job);
  const name = `${caseId}-${bundle.kind === 'archive' ? '归档案卷' : '案卷'}`;
  const accepted: AcceptedFile[] = [];
  for (const [index, { bytes }] of volumes.entries()) {
    const file = { agencyCode: key.agencyId, purpose: 'caseBundle', content: [bytes] } as const;
    const fileName = volumes.length === 1 ? `${name}.pdf` : `${name}-第${index + 1}卷.pdf`;
    accepted.push(await acceptFile(ctx, actor, { ...file, fileName }));
  }
  const finishedAt = ctx.now().toISOString();
  await inTransaction(ctx.db, async (db) => {
    const fileIds: string[] = [];
    for (const file of accepted) fileIds.push((await recordFile(db, ctx, actor, file)).fileId);
    const [fileId, ...others] = fileIds;
    if (fileId === undefined) throw new Error('a bundle has a volume');
    const pages = volumes.reduce((sum, volume) => sum + volume.pages, 0);
    await finishBundle(db, key, { status: 'done', fileId, pages, apart, finishedAt });
    for (const [index, other] of others.entries()) {
      const volume = { volume: index + 2, fileId: other, pages: volumes[index + 1]?.pages ?? 0 };
      await insertVolume(db, { ...key, ...volume });
    }
    if (bundle.kind === 'archive' && closedOn !== null) {
      const { retention } = await findRetention(db, key.agencyId);
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
    ...(await papersOfCase(ctx, actor, agencyId, caseId)),
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
  const papers: BoundPaper[] = [];
  const apart: CaseBundle['apart'] = [];
  for (const paper of made) {
    papers.push({ title: paper.title, paper: await print(paper), reason: null });
    job.reportProgress(papers.length, total);
  }
  let size = 0;
  for (const [index, { title, open }] of attachments.entries()) {
    const file = await open();
    const isTooLarge = file.size > MOST_BYTES_A_PAPER || size + file.size > MOST_BYTES;
    const bytes = isTooLarge ? null : await buffer(await file.read());
    const paper = bytes === null ? null : await pagesOf({ mediaType: file.mediaType, bytes });
    const name = `${title}：${file.fileName}`;
    const reason = paper !== null ? null : isTooLarge ? '文件过大，另附' : '不能合并的格式，另附';
    if (reason === null) size += file.size;
    else apart.push({ name, sha256: file.sha256, reason });
    papers.push({ title: name, paper, reason });
    job.reportProgress(made.length + index + 1, total);
    if (job.signal.aborted) throw new Error('the process is stopping');
  }
  const { volumePages } = await findRetention(ctx.db, agencyId);
  const split = splitIntoVolumes(
    papers.map(({ paper }) => paper?.getPageCount() ?? 0),
    volumePages,
  );
  const volumes: MadeVolume[] = [];
  for (const [index, positions] of split.entries()) {
    const bound = positions.flatMap((position) => papers[position] ?? []);
    const which = { volume: index + 1, volumes: split.length };
    const indexOf = (first: number) => print(indexPaper(of, agency.name, which, numbered(bound, first)));
    // As many lines make as many pages whatever the numbers are, so the first index tells how long the second is.
    const draft = await indexOf(1);
    const contents = [await indexOf(draft.getPageCount() + 1), ...bound.flatMap(({ paper }) => paper ?? [])];
    const title = split.length === 1 ? `${caseId} 案卷` : `${caseId} 案卷 第${which.volume}卷`;
    const bytes = await joinPapers(contents, { title, author: agency.name, createdAt });
    volumes.push({ bytes, pages: contents.reduce((sum, paper) => sum + paper.getPageCount(), 0) });
  }
  job.reportProgress(total, total);
  return { volumes, apart, caseId, closedOn: of.closedOn };
}

/** A paper of the bundle; without pages it stands apart. */
interface BoundPaper {
  readonly title: string;
  readonly paper: PDFDocument | null;
  readonly reason: string | null;
}

interface MadeVolume {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

function numbered(bound: readonly BoundPaper[], first: number): IndexLine[] {
  let next = first;
  return bound.map(({ title, paper, reason }) => {
    const from = next;
    next += paper?.getPageCount() ?? 0;
    return { title, pages: paper === null ? null : [from, next - 1], reason };
  });
}

function requirePages(paper: PDFDocument | null): PDFDocument {
  if (paper === null) throw new DomainError('UNREADABLE_FILE', '排好的页面不能读回，请联系运行维护人员。');
  return paper;
}

/** What came with the application: scans and papers of the desk, files sent over the web. */
async function papersOfCase(
  ctx: AppContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<Attachment[]> {
  const { items } = await listAttachments(ctx, actor, { agencyCode, caseId });
  const { files } = await getOnlineApplication(ctx, actor, agencyCode, caseId);
  return [
    ...items
      .filter(({ removedAt }) => removedAt === null)
      .map(({ fileId, kind }) => ({
        title: ATTACHMENT_KINDS[kind],
        open: () => openAttachment(ctx, actor, agencyCode, fileId),
      })),
    ...files.map(({ fileId }) => ({
      title: '申请人网上提交',
      open: () => openOnlineFile(ctx, actor, agencyCode, fileId),
    })),
  ];
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
