import {
  actorWithEveryRole,
  documentDraftSchema,
  LEDGER_ADDRESSES,
  ledgerSentences,
  newDepositSchema,
  newProposalSchema,
  parseLocalDate,
  proposalAnswerSchema,
  type DocumentKind,
  type FigureAddress,
} from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { createDeposit } from '../deposit/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { answerProposal, createProposal } from '../proposal/service.js';
import { loadDocuments, type DocumentToLoad } from '../publication/service.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';
import { cellSource, differenceReport, editSection, getReport, publishReport } from './service.js';
import { handInForCheck } from './workflow.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const [writer, publisher] = [actorWithEveryRole('a', '顾示文'), actorWithEveryRole('b', '柏演舟')];
const ledger = readSeedLedger('city-bureau-2019');
const CODE = ledger.agency.code;
const KEY = { agencyId: CODE, year: 2019 };

function document(documentId: string, kind: DocumentKind, publishedAt: string | null): DocumentToLoad {
  const mode = { mode: 'proactive', documentNumber: null } as const;
  const form = kind === 'interpretation' ? { interpretationForm: 'qa' as const } : {};
  const draft = documentDraftSchema.parse({
    ...{ kind, title: `文件${documentId}`, summary: '概述', duty: 'planning', formedOn: '2019-02-02' },
    ...{ body: '正文', ...mode, ...form },
  });
  return {
    ...{
      documentId,
      draft,
      status: publishedAt === null ? 'draft' : 'published',
      step: null,
      publishedAt,
      withdrawn: null,
    },
    ...{ validity: null, recordId: null, author: 'cli' },
  };
}

function load(documents: readonly DocumentToLoad[]): Promise<unknown> {
  return inTransaction(db, (trx) => loadDocuments(trx, CODE, documents, '2019-12-31T00:00:00Z'));
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);
}

async function deposit(place: string, copies: number, documentIds: readonly string[]): Promise<void> {
  const given = { place, receiver: '接收单位', deliveredOn: parseLocalDate('2019-11-20'), copies };
  await createDeposit(ctx, writer, CODE, {
    ...newDepositSchema.parse({ ...given, documentIds: ['one'] }),
    documentIds: [...documentIds],
  });
}

/** The numbers of the bureau's report for 2019: 260 items, 699 copies, 52 replies, 18 classes with 93 items. */
beforeAll(async () => {
  await loadLedger(db, ledger, parseLocalDate('2026-11-21'));
  const policies = names('p', 159);
  const replies = names('r', 52);
  const explained = names('i', 49);
  await load([
    ...policies.map((id) => document(id, 'policy', '2019-05-06T02:00:00Z')),
    ...replies.map((id) => document(id, 'proposalReply', '2019-10-08T02:00:00Z')),
    ...explained.map((id) => document(id, 'interpretation', '2019-06-03T02:00:00Z')),
    // The evening of New Year's Eve in UTC is the first day of 2020 in China.
    document('nextYear', 'policy', '2019-12-31T16:00:00Z'),
    document('late', 'policy', null),
    document('lastYear', 'policy', '2018-12-31T15:59:59Z'),
  ]);
  // 477 copies for the archive, 159 for the library and 63 for the service hall: 699.
  await deposit('archive', 3, policies);
  await deposit('library', 1, policies);
  await deposit('serviceHall', 1, policies.slice(0, 63));
  for (const [index, documentId] of [...replies, null].entries()) {
    const { proposalId } = await createProposal(
      ctx,
      writer,
      CODE,
      newProposalSchema.parse({
        ...{ year: 2019, number: String(index + 1), session: '市人大二次会议', title: `建议${index + 1}` },
        ...{ proposer: index < 30 ? 'deputy' : 'member', handling: 'host' },
        ...{ receivedOn: '2019-02-20', dueOn: '2019-08-20' },
      }),
    );
    if (documentId === null) continue;
    const answer = { answeredOn: '2019-07-01', result: 'A', isPublic: true, documentId };
    await answerProposal(ctx, writer, CODE, proposalId, proposalAnswerSchema.parse(answer));
  }
  const [first, second] = ['2019-09-02T02:00:00Z', '2020-03-02T02:00:00Z'];
  const by = { agencyId: CODE, fileName: '目录.xlsx', importedBy: 'cli' };
  await db
    .insertInto('catalogueVersion')
    .values([
      { ...by, version: 1, importedAt: first },
      { ...by, version: 2, importedAt: second },
    ])
    .execute();
  const item = { content: '要素', basis: '', term: '', bearer: '人社局', channels: '' };
  const more = { audience: '全社会', mode: '主动', level: '县级' };
  const rows = Array.from({ length: 93 }, (_, place) => ({
    ...{ agencyId: CODE, version: 1, place, itemKey: `item${place}`, ...item, ...more },
    ...{ field: place % 2 === 0 ? '就业' : '社会保险', matter: `类${place % 18}`, detail: `事项${place}` },
  }));
  await db
    .insertInto('catalogueItem')
    .values([...rows, ...rows.slice(0, 2).map((row) => ({ ...row, version: 2 }))])
    .execute();
  const link = { agencyId: CODE, linkedBy: 'cli', linkedAt: first };
  await db
    .insertInto('catalogueLink')
    .values([
      { ...link, itemKey: 'item0', targetKind: 'document', target: 'p001' },
      { ...link, itemKey: 'item1', targetKind: 'column', target: 'planning' },
      { ...link, itemKey: 'item2', targetKind: 'document', target: 'unknown' },
    ])
    .execute();
  const read = { agencyId: CODE, page: 'home', kind: 'visit' as const, isRobot: false };
  await db
    .insertInto('readingCount')
    .values([
      { ...read, day: parseLocalDate('2019-01-01'), count: 250_000 },
      { ...read, day: parseLocalDate('2019-12-31'), count: 170_000 },
      { ...read, day: parseLocalDate('2019-12-31'), count: 9, isRobot: true },
      { ...read, day: parseLocalDate('2020-01-01'), count: 9 },
      { ...read, day: parseLocalDate('2019-12-31'), count: 7, kind: 'download' as const },
    ])
    .execute();
}, 120_000);

const TEMPLATE =
  '全年共主动公开{{ledger.documents.published}}条政府信息，没有变更的政府信息（{{ledger.documents.changed}}次）。' +
  '一式三份分别报送，全年共报送{{ledger.deposits.copies}}份。' +
  '公开人大建议、政协提案答复意见{{ledger.proposals.published}}件。' +
  '目录共{{ledger.catalogue.classes}}大类{{ledger.catalogue.items}}项，已有公开内容{{ledger.catalogue.covered}}项。' +
  '发布{{ledger.interpretations.form.qa}}篇解读稿件。日均访问量达{{ledger.readings.visitsPerDay}}人次。';

test('section one quotes the ledgers as the bureau did in its report for 2019', async () => {
  const draft = await getReport(ctx, writer, CODE, 2019);
  expect(ledgerSentences(draft.tables.ledgers, [])).toHaveLength(6);
  const { revision } = draft.sections[0] ?? { revision: 0 };
  const saved = await editSection(ctx, writer, KEY, { number: 1, template: TEMPLATE, revision });
  expect(saved.text).toBe(
    '全年共主动公开260条政府信息，没有变更的政府信息（0次）。一式三份分别报送，全年共报送699份。' +
      '公开人大建议、政协提案答复意见52件。目录共18大类93项，已有公开内容2项。' +
      '发布49篇解读稿件。日均访问量达210000人次。',
  );
  expect(ledgerSentences(draft.tables.ledgers, [TEMPLATE]).join('')).toContain('承办人大代表建议');
});

test('every figure opens exactly what it counts, page after page', async () => {
  const { tables } = await getReport(ctx, writer, CODE, 2019);
  for (const cell of LEDGER_ADDRESSES) {
    const amounts: number[] = [];
    let after: string | undefined;
    do {
      const page = await cellSource(ctx, writer, CODE, 2019, cell, { limit: 100, after });
      expect([cell, page.kind, page.value]).toEqual([
        ...[cell, 'ledger', tables.ledgers?.[cell.slice('ledger.'.length)]],
      ]);
      amounts.push(...page.rows.map(({ amount }) => amount ?? 0));
      after = page.next ?? undefined;
      if (after === undefined) expect(amounts).toHaveLength(page.total);
    } while (after !== undefined);
    const sum = amounts.reduce((total, amount) => total + amount, 0);
    const expected = cell.endsWith('PerDay') ? sum / amounts.length : sum;
    expect([cell, tables.ledgers?.[cell.slice('ledger.'.length)]]).toEqual([cell, expected]);
  }
  const copies = await cellSource(ctx, writer, CODE, 2019, 'ledger.deposits.copies.archive', { limit: 1 });
  expect(copies).toMatchObject({ value: 477, total: 159, label: '送交国家档案馆的文件（份）' });
  expect(copies.rows[0]).toMatchObject({ title: '文件p001', amount: 3, documentId: 'p001' });
}, 120_000);

test('a name that no ledger has is told, and an agency without ledgers is not given zeros', async () => {
  const draft = await getReport(ctx, writer, CODE, 2019);
  const at = {
    number: 5,
    template: '{{ledger.deposits.nowhere}}',
    revision: draft.sections[4]?.revision ?? 0,
  };
  const { revision } = await editSection(ctx, writer, KEY, at);
  const messages = (await getReport(ctx, writer, CODE, 2019)).findings.map(({ message }) => message);
  expect(messages.join()).toContain('没有“ledger.deposits.nowhere”这个台账数字');
  await editSection(ctx, writer, KEY, { ...at, template: '存在的问题……', revision });

  const other = { ...ledger, agency: { ...ledger.agency, code: 'EMPTY' } };
  await loadLedger(db, other, parseLocalDate('2026-11-21'));
  expect((await getReport(ctx, writer, 'EMPTY', 2019)).tables.ledgers).toBeUndefined();
  await editSection(
    ctx,
    writer,
    { agencyId: 'EMPTY', year: 2019 },
    { number: 1, template: TEMPLATE, revision: 0 },
  );
  const empty = await getReport(ctx, writer, 'EMPTY', 2019);
  expect(empty.findings.filter(({ rule }) => rule === 'narrativeBinding').length).toBeGreaterThan(5);
}, 60_000);

test('more visits leave a checked report checked unless its text quotes them; publication freezes the entries', async () => {
  const draft = await getReport(ctx, writer, CODE, 2019);
  const template = TEMPLATE.replace('日均访问量达{{ledger.readings.visitsPerDay}}人次。', '');
  await editSection(ctx, writer, KEY, { number: 1, template, revision: draft.sections[0]?.revision ?? 0 });
  const checked = await handInForCheck(ctx, writer, KEY);
  expect([checked.status, checked.obstacles]).toEqual(['checked', []]);
  await db.updateTable('readingCount').set({ count: 300_000 }).where('agencyId', '=', CODE).execute();
  expect(await getReport(ctx, writer, CODE, 2019)).toMatchObject({ status: 'checked' });
  const published = await publishReport(ctx, publisher, KEY);
  expect(published.sections[0]?.text).toContain('全年共报送699份');

  // Put in afterwards: one more document of 2019, and two of its copies for the library.
  await db
    .updateTable('document')
    .set({ status: 'published', publishedVersion: 1, publishedAt: '2019-12-30T02:00:00Z' })
    .where('documentId', '=', 'late')
    .execute();
  await deposit('library', 2, ['late']);
  const frozen = await cellSource(ctx, writer, CODE, 2019, 'ledger.deposits.copies', { limit: 200 });
  expect([frozen.value, frozen.total]).toEqual([699, 381]);
  expect(frozen.rows.map(({ documentId }) => documentId)).not.toContain('late');
  const { differences } = await differenceReport(ctx, writer, CODE, 2019);
  const of = (cell: FigureAddress) => differences.find((it) => it.cell === cell);
  expect(of('ledger.deposits.copies')).toMatchObject({
    ...{ before: 699, after: 701, added: ['文件late'], removed: [] },
  });
  expect(of('ledger.documents.published')).toMatchObject({ before: 260, after: 261, added: ['文件late'] });
  // Visits are not quoted by what was published.
  expect(of('ledger.readings.visits')).toBeUndefined();
  expect((await getReport(ctx, writer, CODE, 2019)).sections[0]?.text).toBe(published.sections[0]?.text);
}, 60_000);
