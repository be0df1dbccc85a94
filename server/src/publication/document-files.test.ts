import { documentDraftSchema, parseLocalDate, type Role } from '@gongkai/core';
import { Document, Packer, Paragraph, TextRun } from 'docx';
import { beforeAll, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { saveStaff } from '../identity/service.js';
import { makeAgency } from '../identity/factory.js';
import { openPublicFile, findPublicItem } from './public-documents.js';
import {
  attachFile,
  draftDocument,
  listHiddenData,
  openDocumentFile,
  publishDocument,
  reviewDocument,
  scrubDocumentFile,
  startChange,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, today: () => parseLocalDate('2026-03-02') });
const CODE = 'YSJ';
const staff = (role: Role, unitCode?: string) =>
  testActor({
    roles: [role],
    agencyCode: CODE,
    id: `${role}-${unitCode ?? ''}`,
    ...(unitCode && { unitCode }),
  });
const editor = staff('editor');

beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
  await saveStaff(ctx, { kind: 'system', id: 'cli', name: '命令行', grants: [] }, CODE, {
    units: [
      { code: 'FGK', name: '法规科' },
      { code: 'GHK', name: '规划科' },
    ],
  });
});

const draft = documentDraftSchema.parse({
  ...{ kind: 'notice', title: '关于补贴的通知', summary: '补贴标准。', duty: 'otherDuties' },
  ...{ formedOn: '2026-02-10', mode: 'proactive', body: '见附件。', responsibleUnit: 'FGK' },
});

async function noteFile(): Promise<Uint8Array> {
  const children = [new TextRun('标准五百元。'), new TextRun({ text: '内部掌握上浮', vanish: true })];
  const file = new Document({ sections: [{ children: [new Paragraph({ children })] }] });
  return new Uint8Array(await Packer.toBuffer(file));
}
const at = (documentId: string) => ({ agencyCode: CODE, documentId });

async function bytesOf(file: { read: () => Promise<AsyncIterable<unknown>> }): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await file.read()) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

async function withNote() {
  const { documentId } = await draftDocument(ctx, editor, CODE, draft);
  const uploaded = await noteFile();
  const file = { agencyCode: CODE, fileName: '标准.docx', content: [uploaded] };
  const attached = await attachFile(ctx, editor, documentId, file);
  const [first] = attached.files;
  if (first === undefined) throw new Error('no file');
  return { documentId, attached, first, uploaded };
}

test('hidden words block a draft until they are taken out; what was uploaded is kept and never public', async () => {
  const { documentId, attached, first, uploaded } = await withNote();
  expect(attached.findings).toContainEqual(
    expect.objectContaining({ rule: 'hidden.text', severity: 'error', place: '标准.docx' }),
  );
  expect(first).toMatchObject({ mayScrub: true, scrubbed: null });
  const place = { ...at(documentId), fileId: first.fileId };
  expect((await listHiddenData(ctx, editor, place)).items).toEqual([
    { rule: 'hidden.text', detail: '内部掌握上浮' },
  ]);
  const submit = { ...at(documentId), action: 'submit', opinion: null, seenStep: null } as const;
  await expect(reviewDocument(ctx, editor, submit)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });

  const clean = await scrubDocumentFile(ctx, editor, place);
  expect(clean.files).toHaveLength(1);
  expect(clean.files[0]).toMatchObject({ fileName: '标准.docx', mayScrub: false, scrubbed: '隐藏文字1处' });
  expect(clean.findings.filter(({ rule }) => rule.startsWith('hidden.'))).toEqual([]);
  expect(clean.acts.at(-1)).toMatchObject({ act: '清除隐藏信息', opinion: '标准.docx：隐藏文字1处' });
  // Inside, the original can still be read, by whoever sees the draft.
  const original = await openDocumentFile(ctx, staff('officeHead'), place);
  expect((await bytesOf(original)).equals(Buffer.from(uploaded))).toBe(true);

  let now = await reviewDocument(ctx, editor, submit);
  const reviewers = { unitHead: staff('unitHead', 'FGK'), secrecy: staff('secrecyReviewer') } as const;
  while (now.step !== null) {
    const reviewer = now.step === 'signOff' ? staff('agencyHead') : reviewers[now.step as 'unitHead'];
    now = await reviewDocument(ctx, reviewer, {
      ...{ ...at(documentId), action: 'approve', opinion: null, seenStep: now.step },
    });
  }
  await publishDocument(ctx, editor, CODE, documentId, now.version);
  const item = await findPublicItem(ctx, CODE, documentId);
  if (!('files' in item)) throw new Error('withdrawn');
  expect(item.files.map(({ fileId }) => fileId)).toEqual([clean.files[0]?.fileId]);
  await expect(openPublicFile(ctx, CODE, documentId, first.fileId)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });

  // Nothing more is hidden, so nothing more is taken out.
  const change = await startChange(ctx, editor, CODE, documentId, '更正');
  const fileId = change.files[0]?.fileId ?? '';
  await expect(scrubDocumentFile(ctx, editor, { ...at(documentId), fileId })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await recordedKinds(db)).toContain('document.fileScrubbed');
});

test('reviewers of the draft may read its files, the head of another unit may not', async () => {
  const { documentId, first } = await withNote();
  const place = { ...at(documentId), fileId: first.fileId };
  for (const reader of [
    staff('unitHead', 'FGK'),
    staff('secrecyReviewer'),
    staff('legalityReviewer'),
    staff('agencyHead'),
  ])
    expect((await openDocumentFile(ctx, reader, place)).fileName).toBe('标准.docx');
  for (const other of [staff('unitHead', 'GHK'), staff('dutyOfficer')])
    await expect(openDocumentFile(ctx, other, place)).rejects.toMatchObject({
      code: expect.stringMatching(/NOT_FOUND|FORBIDDEN/) as string,
    });
  const elsewhere = await draftDocument(ctx, editor, CODE, draft);
  await expect(
    openDocumentFile(ctx, editor, { ...place, documentId: elsewhere.documentId }),
  ).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test("the unit's step is taken by the head of that very unit", async () => {
  const { documentId } = await draftDocument(ctx, editor, CODE, draft);
  await reviewDocument(ctx, editor, { ...at(documentId), action: 'submit', opinion: null, seenStep: null });
  const approve = { ...at(documentId), action: 'approve', opinion: null, seenStep: 'unitHead' } as const;
  await expect(reviewDocument(ctx, staff('unitHead', 'GHK'), approve)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await reviewDocument(ctx, staff('unitHead', 'FGK'), approve)).toMatchObject({ step: 'secrecy' });
});
