import { operatorActor, parseLocalDate, type CaseEvent, type HandlingEntry } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getReport } from '../annual-report/service.js';
import { getCase, registerCase } from '../application/service.js';
import { verifyStoredChain } from '../audit/read-chain.js';
import { makeAnchor, signerOf } from '../audit/service.js';
import {
  addHandlingEntry,
  enterEnvelopeIn,
  getHandling,
  openHandlingFile,
  sendConsultation,
  uploadConsultationFile,
  uploadEntryFile,
  uploadEnvelopeFile,
} from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { eraseApplicant, eraseDueData } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-03-31T04:00:00Z') });
const actor = testActor();
const day = parseLocalDate;
await makeAgency({ db });
const at = (caseId: string) => ({ agencyCode: 'YSJ', caseId });
const EVERYTHING = {
  kinds: ['contact', 'identity', 'nameAndRequest'],
  reason: 'purposeReached',
} as const;
let papers = 0;
/** Each names the applicant, in its name and in what it says. */
function paper() {
  papers += 1;
  return { fileName: `欧阳示范的材料${papers}.txt`, bytes: Buffer.from(`欧阳示范的第${papers}份材料`) };
}

const on = day('2026-03-04');
const ENTRIES: readonly HandlingEntry[] = [
  {
    ...{ kind: 'search', on, searcher: '顾示文，档案室', systems: ['公文系统'], words: ['欧阳示范'] },
    ...{ range: '2020年以来', hasFound: true, found: '找到批复一件' },
  },
  {
    ...{ kind: 'contact', on, time: '14:30', way: 'telephone', purpose: 'clarify', hasReached: true },
    summary: '欧阳示范说明了需要的文件',
  },
  {
    ...{ kind: 'conference', on, question: '欧阳示范申请的批复是否涉及商业秘密' },
    participants: [
      { name: '顾示文', office: '政策法规处', opinion: '可以公开' },
      { name: '何示例', office: '项目处', opinion: '可以公开' },
    ],
    ...{ risk: 'low', riskReason: '第三方没有异议', conclusion: '予以公开' },
  },
];

async function register(caseId: string, events: CaseEvent[]): Promise<void> {
  await registerCase(ctx, actor, 'YSJ', {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: '欧阳示范', request: '批复文件' },
    ...{ topic: null, unitCode: null, events },
  });
}
const submitted = (text: string): CaseEvent => ({ type: 'submitted', on: day(text), channel: 'counter' });
const closed = (text: string): CaseEvent[] => [
  submitted(`${text.slice(0, 8)}02`),
  { type: 'decided', on: day(text), items: [{ finding: 'disclosed' }] },
  { type: 'served', on: day(text), way: 'direct' },
];

/** A paper with every entry of the case and with its consultation. @returns the files */
async function keepPapers(caseId: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of ENTRIES) {
    const { entryId } = await addHandlingEntry(ctx, actor, at(caseId), entry);
    files.push((await uploadEntryFile(ctx, actor, { ...at(caseId), entryId }, paper())).fileId);
  }
  const { consultationId } = await sendConsultation(ctx, actor, at(caseId), {
    ...{ kind: 'thirdParty', addressee: '云泽示范建设公司', address: '', asked: '是否同意公开' },
    ...{ sentOn: on, receivedOn: null },
  });
  files.push((await uploadConsultationFile(ctx, actor, { ...at(caseId), consultationId }, paper())).fileId);
  return files;
}

async function answerCase(caseId: string): Promise<void> {
  await sql`
    update application_case set closed_on = '2026-03-20', status = 'closed' where case_id = ${caseId}`.execute(
    db,
  );
}

async function isKept(fileId: string): Promise<boolean> {
  const { rows } = await sql<{ fileName: string; removedAt: string | null }>`
    select file_name, removed_at from stored_file where file_id = ${fileId}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the record of a file stays');
  if (row.removedAt === null) {
    expect((await openHandlingFile(ctx, actor, 'YSJ', fileId)).size).toBeGreaterThan(0);
    return true;
  }
  expect(row.fileName).not.toContain('欧阳');
  await expect(openHandlingFile(ctx, actor, 'YSJ', fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  return false;
}
const kept = (files: readonly string[]): Promise<boolean[]> => Promise.all(files.map(isKept));

async function chainIsWhole(): Promise<void> {
  const anchor = await makeAnchor(ctx, actor, signerOf(ctx.keyring));
  expect(anchor.chains.length).toBeGreaterThan(0);
  for (const { chain } of anchor.chains) expect((await verifyStoredChain(db, chain)).fault).toBeNull();
}

test('on demand: papers of searches, contacts, conferences and consultations go with the request', async () => {
  await register('H-1', [submitted('2026-03-02')]);
  await register('H-2', [submitted('2026-03-02')]);
  const [own, others] = [await keepPapers('H-1'), await keepPapers('H-2')];
  await answerCase('H-1');
  const figures = async () => (await getReport(ctx, actor, 'YSJ', 2026)).tables;
  const before = await figures();
  const { events } = await getCase(ctx, actor, 'YSJ', 'H-1');
  expect(await kept(own)).toEqual([true, true, true, true]);

  await eraseApplicant(ctx, actor, at('H-1'), EVERYTHING);
  expect(await kept(own)).toEqual([false, false, false, false]);
  const handling = await getHandling(ctx, actor, at('H-1'));
  // That it was searched, spoken and conferred, when and by whom, stays; what was said does not.
  expect(handling.entries.map(({ kind, entry, files }) => [kind, entry, files]).toSorted()).toEqual([
    ['conference', null, []],
    ['contact', null, []],
    ['search', null, []],
  ]);
  expect(handling.hasSearchRecord).toBe(true);
  expect(handling.consultations.map(({ files }) => files)).toEqual([[]]);
  // Nobody else's papers, no figure, no event and no record of the audit is touched.
  expect(await kept(others)).toEqual([true, true, true, true]);
  expect(await figures()).toEqual(before);
  expect((await getCase(ctx, actor, 'YSJ', 'H-1')).events).toEqual(events);
  await chainIsWhole();
});

test('by rule: ten years after the closing, also where the request itself was erased before', async () => {
  await register('R-1', closed('2026-03-20'));
  await register('R-2', closed('2026-03-20'));
  await register('R-3', closed('2026-03-20'));
  const files: string[][] = [];
  for (const caseId of ['R-1', 'R-2', 'R-3']) {
    const [entry] = ENTRIES;
    if (entry === undefined) throw new Error('there is an entry');
    const { entryId } = await addHandlingEntry(ctx, actor, at(caseId), entry);
    files.push([(await uploadEntryFile(ctx, actor, { ...at(caseId), entryId }, paper())).fileId]);
  }
  // As an earlier release left it.
  await sql`
    update application_case set request_sealed = null, request_index = null, key_id = null
    where case_id in ('R-2', 'R-3')`.execute(db);
  const eraseOn = (today: string) => eraseDueData({ ...ctx, today: () => day(today) }, operatorActor());
  const before = (await getReport(ctx, actor, 'YSJ', 2026)).tables;
  await eraseOn('2036-03-19');
  expect(await Promise.all(files.map(kept))).toEqual([[true], [true], [true]]);
  await eraseOn('2036-03-20');
  expect(await Promise.all(files.map(kept))).toEqual([[false], [false], [false]]);
  // Done again, it finds nothing.
  expect(await eraseOn('2036-03-20')).toBe(0);
  expect((await getReport(ctx, actor, 'YSJ', 2026)).tables).toEqual(before);
  await chainIsWhole();
});

test('the scan of an envelope with several applications goes with the last of them', async () => {
  await register('E-1', closed('2026-03-20'));
  await register('E-2', closed('2026-03-20'));
  const { envelopeId } = await inTransaction(db, (trx) =>
    enterEnvelopeIn(trx, ctx, actor, 'YSJ', {
      ...{ mailNumber: null, signedOn: day('2026-03-02'), officeReceivedOn: null },
      caseIds: ['E-1', 'E-2'],
    }),
  );
  const { fileId } = await uploadEnvelopeFile(ctx, actor, { agencyCode: 'YSJ', envelopeId }, paper());
  await eraseApplicant(ctx, actor, at('E-1'), EVERYTHING);
  expect(await isKept(fileId)).toBe(true);
  await eraseApplicant(ctx, actor, at('E-2'), EVERYTHING);
  expect(await isKept(fileId)).toBe(false);
});
