import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actorWithEveryRole, applicantActor, type Actor } from '@gongkai/core';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { sweep } from './jobs.js';
import {
  acceptFile,
  closeIncident,
  listSecrecyIncidents,
  openFile,
  recordFile,
  removeFile,
  requireUnmarked,
  storeFile,
  type FilePurpose,
} from './service.js';
import { docxOf, oldWordOf, pdfOf, xlsxOf, zipOf } from './testing/sample-files.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date() });
const actor = actorWithEveryRole('u1', '周敏');
const AGENCY = 'YSJ';
const INSIDE = { viewer: actor, record: { kind: 'case', agencyCode: AGENCY }, reach: 'inside' } as const;
const DAY_MS = 86_400_000;

beforeAll(() => makeAgency({ db }));
beforeEach(async () => {
  await sql`delete from stored_file`.execute(db);
  await sql`delete from secrecy_incident`.execute(db);
});

const attach = (fileName: string, bytes: Uint8Array | string) =>
  storeFile(ctx, actor, {
    agencyCode: AGENCY,
    purpose: 'caseAttachment',
    fileName,
    content: [Buffer.from(bytes)],
  });
async function contentOf(fileId: string, range?: { start: number; end: number }): Promise<string> {
  const file = await openFile(ctx, AGENCY, fileId, INSIDE);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.read(range)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
async function countObjects(): Promise<number> {
  let count = 0;
  for await (const object of ctx.files.store.list()) count += object.key === '' ? 0 : 1;
  return count;
}
const countRows = async (table: string): Promise<number> =>
  (await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db)).rows[0]!
    .count;

test('only who uploads in the agency stores a file there, and an applicant his own', async () => {
  const store = (agent: Actor, purpose: FilePurpose) =>
    storeFile(ctx, agent, {
      agencyCode: AGENCY,
      purpose,
      fileName: 'a.txt',
      content: [Buffer.from('甲')],
    }).then(
      () => 'stored',
      (error: unknown) => (error as { code: string }).code,
    );
  const officer = (agencyCode: string) => testActor({ id: 'o', roles: ['disclosureOfficer'], agencyCode });
  expect(await store(officer(AGENCY), 'caseAttachment')).toBe('stored');
  expect(await store(officer('YZ-02'), 'caseAttachment')).toBe('FORBIDDEN');
  expect(await store(testActor({ roles: ['auditor'] }), 'caseAttachment')).toBe('FORBIDDEN');
  expect(await store(applicantActor('p'), 'caseAttachment')).toBe('stored');
});

describe('storing', () => {
  test('what was stored comes back, with its digests and true type', async () => {
    const text = '申请人补充说明：请以纸质形式提供。';
    const stored = await attach('说明.txt', text);
    expect(stored).toMatchObject({
      fileName: '说明.txt',
      mediaType: 'text/plain',
      size: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
      sm3: createHash('sm3').update(text).digest('hex'),
      warnings: [],
    });
    expect(await contentOf(stored.fileId)).toBe(text);
    expect(await contentOf(stored.fileId, { start: 0, end: 8 })).toBe('申请人');
  });

  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['附件.pdf', () => pdfOf('平安'), 'application/pdf'],
    [
      '附件.docx',
      () => docxOf(['平安']),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [
      '附件.xlsx',
      () => xlsxOf(['平安']),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['附件.doc', () => oldWordOf('平安'), 'application/x-cfb'],
    ['附件.ofd', () => zipOf({ 'OFD.xml': '<ofd:OFD/>' }), 'application/ofd'],
  ])('%s is told by its content', async (name, bytes, type) => {
    expect((await attach(name, await bytes())).mediaType).toBe(type);
  });

  test('an agency that does not exist, or a file of another agency', async () => {
    const file = { purpose: 'caseAttachment', fileName: 'a.txt', content: [] } as const;
    await expect(storeFile(ctx, actor, { ...file, agencyCode: 'X' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { fileId } = await attach('a.txt', '甲');
    await expect(openFile(ctx, 'X', fileId, INSIDE)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\文件\\说明.txt', '说明.txt'],
    ['a\u202etxt.exe\n.txt', 'atxt.exe.txt'],
    [`${'长'.repeat(300)}.txt`, `${'长'.repeat(146)}.txt`],
  ])('the name %j is kept as %j', async (given, kept) => {
    expect((await attach(given, '甲')).fileName).toBe(kept);
  });
});

describe('refused, with nothing kept', () => {
  test.each<[string, string, () => Promise<Buffer> | Buffer]>([
    ['a program', '说明.txt', () => Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
    ['a program named as a document', '说明.docx', () => Buffer.from('7f454c4602010100', 'hex')],
    ['a web page', '说明.html', () => Buffer.from('<html><script>alert(1)</script></html>')],
    ['a picture with script', '图.svg', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a plain zip', '资料.zip', () => zipOf({ 'a.txt': '甲' })],
    [
      'a document with macros',
      '说明.docx',
      () => zipOf({ 'word/document.xml': '', 'word/vbaProject.bin': 'x' }),
    ],
    ['a name that says another type', '说明.docx', () => pdfOf('平安')],
  ])('%s', async (_, name, bytes) => {
    const before = await countObjects();
    await expect(attach(name, await bytes())).rejects.toMatchObject({ code: 'FILE_REFUSED' });
    expect(await countRows('stored_file')).toBe(0);
    expect(await countObjects()).toBe(before);
    expect(await readdir(ctx.files.incoming)).toEqual([]);
  });

  test('what is too large is given up before it is complete', async () => {
    let sent = 0;
    function* endless(): Generator<Uint8Array> {
      for (;;) {
        sent += 1_000_000;
        yield Buffer.alloc(1_000_000, 'a');
      }
    }
    const file = { agencyCode: AGENCY, purpose: 'caseAttachment', fileName: 'a.txt' } as const;
    await expect(storeFile(ctx, actor, { ...file, content: endless() })).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
    expect(sent).toBe(51_000_000);
    expect(await readdir(ctx.files.incoming)).toEqual([]);
  });

  test('a virus', async () => {
    const infected: AppContext = {
      ...ctx,
      files: { ...ctx.files, scanVirus: () => Promise.resolve('Eicar-Test-Signature') },
    };
    const file = { agencyCode: AGENCY, purpose: 'caseAttachment', fileName: 'a.txt', content: [] } as const;
    await expect(storeFile(infected, actor, file)).rejects.toThrow('文件中有病毒');
    expect(await countRows('stored_file')).toBe(0);
  });

  test('a document whose words cannot be read', async () => {
    const bytes = pdfOf('平安').subarray(0, 60);
    await expect(attach('说明.pdf', bytes)).rejects.toMatchObject({ code: 'UNREADABLE_FILE' });
  });
});

describe('a secrecy marking', () => {
  test.each<[string, string, () => Promise<Buffer> | Buffer]>([
    ['in UTF-8 text', 'a.txt', () => Buffer.from('标题\n机密★10年\n')],
    ['in UTF-16 text', 'a.txt', () => Buffer.from('\ufeff机密★10年', 'utf16le')],
    // 机密★10年 as Windows in Chinese writes it.
    ['in GB 18030 text', 'a.txt', () => Buffer.from('bbfac3dca1ef3130c4ea0d0a', 'hex')],
    ['across many pieces of text', 'a.txt', () => Buffer.from(`${'平安。'.repeat(30_000)}机密★10年`)],
    ['in a Word document, character by character', 'a.docx', () => docxOf(['标题', '机密★10年'])],
    ['in the header of a Word document', 'a.docx', () => docxOf(['标题'], '秘密★1年')],
    ['in a workbook', 'a.xlsx', () => xlsxOf(['标题', '绝密★长期'])],
    ['in a PDF', 'a.pdf', () => pdfOf('机密★10年')],
    ['in an old Word document', 'a.doc', () => oldWordOf('机密★10年')],
    ['in an OFD', 'a.ofd', () => zipOf({ 'OFD.xml': '', 'P/C.xml': '<o:TextCode>机密★5年</o:TextCode>' })],
  ])('%s is refused and opens an incident that holds nothing of it', async (_, name, bytes) => {
    const before = await countObjects();
    const content = await bytes();
    await expect(attach(name, content)).rejects.toMatchObject({
      code: 'FILE_REFUSED',
      message: expect.stringContaining('不得存储、处理国家秘密') as string,
    });
    expect(await countRows('stored_file')).toBe(0);
    expect(await countObjects()).toBe(before);
    expect(await readdir(ctx.files.incoming)).toEqual([]);
    const { items } = await listSecrecyIncidents(ctx, actor, AGENCY, { limit: 10 });
    expect(items).toEqual([
      expect.objectContaining({
        actorId: 'u1',
        source: 'caseAttachment',
        rule: 'levelWithStar',
        fileNameHash: createHash('sha256').update(name).digest('hex'),
        fileHash: createHash('sha256').update(content).digest('hex'),
        status: 'open',
      }),
    ]);
    expect(JSON.stringify(items)).not.toMatch(/标题|★/);
  });

  test('in an upload that is only read is refused as well, read or not', async () => {
    const upload = { agencyCode: AGENCY, source: 'ledgerImport', fileName: 'a.csv' };
    for (const bytes of [
      Buffer.from('编号\n机密★10年'),
      Buffer.from('504b机密★10年'),
      oldWordOf('机密★10年'),
    ]) {
      await expect(requireUnmarked(ctx, actor, { ...upload, bytes })).rejects.toMatchObject({
        code: 'FILE_REFUSED',
      });
    }
    await requireUnmarked(ctx, actor, { ...upload, bytes: Buffer.from('编号,内容\n1,国家秘密') });
    expect(await countRows('secrecy_incident')).toBe(3);
  });

  test('that only warns is kept with its warning', async () => {
    const { warnings } = await attach('a.txt', '内部资料 注意保存\n正文');
    expect(warnings).toEqual([{ rule: 'internalMaterial', level: null }]);
  });

  test('an incident is closed once, by whoever may', async () => {
    await expect(attach('a.txt', '机密★')).rejects.toThrow();
    const { items } = await listSecrecyIncidents(ctx, actor, AGENCY, { limit: 10 });
    const given = { agencyCode: AGENCY, incidentId: items[0]!.incidentId, result: 'misread' } as const;
    const nobody = { ...actor, grants: [] };
    await expect(closeIncident(ctx, nobody, given)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await closeIncident(ctx, actor, given);
    await expect(closeIncident(ctx, actor, given)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  });
});

describe('never a row without its file', () => {
  const file = (text: string) => ({
    agencyCode: AGENCY,
    purpose: 'caseAttachment' as const,
    fileName: 'a.txt',
    content: [Buffer.from(text)],
  });
  const later = (days: number) => ({ ...ctx, now: () => new Date(Date.now() + days * DAY_MS) });

  test('a transaction that is undone leaves no row, and the sweep takes the bytes after a day', async () => {
    await sweep(later(2));
    const accepted = await acceptFile(ctx, actor, file('甲'));
    const work = inTransaction(db, async (db) => {
      await recordFile(db, ctx, actor, accepted);
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    expect(await sweep(ctx)).toBe(0);
    expect(await countObjects()).toBe(1);
    expect(await sweep(later(2))).toBe(1);
    expect(await countObjects()).toBe(0);
  });

  test('the sweep leaves what a row knows; what is removed goes a day later', async () => {
    const { fileId } = await storeFile(ctx, actor, file('乙'));
    await sweep(later(2));
    expect(await contentOf(fileId)).toBe('乙');
    await inTransaction(db, (db) => removeFile(db, ctx, actor, { agencyCode: AGENCY, fileId }));
    await expect(openFile(ctx, AGENCY, fileId, INSIDE)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await sweep(ctx)).toBe(0);
    expect(await sweep(later(2))).toBe(1);
    expect(await countRows('stored_file')).toBe(0);
    expect(await countObjects()).toBe(0);
  });

  test('who may not store a file of the kind does not remove one either', async () => {
    const { fileId } = await storeFile(ctx, actor, file('丙'));
    const remove = (by: Actor) =>
      inTransaction(db, (db) => removeFile(db, ctx, by, { agencyCode: AGENCY, fileId }));
    for (const stranger of [
      testActor({ id: 'auditor', roles: ['auditor'], agencyCode: AGENCY }),
      testActor({ id: 'elsewhere', roles: ['disclosureOfficer'], agencyCode: 'ELSEWHERE' }),
    ]) {
      await expect(remove(stranger)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await contentOf(fileId)).toBe('丙');
    await remove(actor);
    await sweep(later(2));
  });

  test('a sender who breaks off leaves nothing', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('甲');
      await Promise.resolve();
      throw new Error('broken off');
    }
    await expect(storeFile(ctx, actor, { ...file(''), content: broken() })).rejects.toThrow('broken off');
    expect(await readdir(join(ctx.files.incoming))).toEqual([]);
  });
});
