import { actorWithEveryRole, parseLocalDate, type CaseQuery } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import {
  exportRegister,
  getLedgerImport,
  importLedger,
  ledgerTemplate,
  printRegister,
  beginLedgerImport,
  refuseInterruptedImports,
} from './service.js';
import { allBytes, csvFile } from './testing/table-files.js';
import type { LedgerImportKind } from './table.js';
import { openValue, readParty } from '../party/service.js';
import { testActor } from '../../testing/test-actor.js';
import { INSTALLED_FONTS } from '../platform/rendering/fonts.js';
import { TEST_KEYRING } from '../../testing/test-context.js';

const { db } = await openTestDatabase();
const actor = actorWithEveryRole('wenren', '闻人示文');
const ctx = {
  db,
  now: () => new Date('2024-12-31T04:00:00Z'),
  keyring: TEST_KEYRING,
  today: () => parseLocalDate('2024-12-31'),
};
await makeAgency(ctx);
await makeAgency(ctx, { code: 'OTHER' });

const HEADINGS = [
  '案件编号',
  '申请人',
  '申请人类型',
  '申请内容',
  '提交方式',
  '申请日期',
  '双方确认日期',
  '决定日期',
  '办理结果',
  '送达日期',
  '送达方式',
];
const good = (id: string): string[] => [
  id,
  '欧阳示范',
  '自然人',
  '批复文件',
  '网上',
  '2023/12/29',
  '2024年1月2日',
  '2024-01-10',
  '予以公开；信息不存在',
  '20240111',
  '邮寄',
];

function load(rows: readonly (readonly string[])[], kind: LedgerImportKind = 'cases', agencyCode = 'YSJ') {
  return importLedger(ctx, actor, { agencyCode, kind, file: csvFile(rows) });
}

async function countAll(): Promise<number[]> {
  const tables = [
    'applicationCase',
    'caseEvent',
    'caseYear',
    'party',
    'importedFact',
    'remedy',
    'administrativeRecord',
  ] as const;
  const counts: number[] = [];
  for (const table of tables) {
    const row = await db
      .selectFrom(table)
      .select((it) => it.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    counts.push(row.n);
  }
  return counts;
}

describe('cases', () => {
  test('a row becomes the events that it tells, and stands in its years', async () => {
    const result = await load([['云山局依申请公开台账'], HEADINGS, good('A-1')]);
    expect(result).toMatchObject({
      status: 'done',
      rowsTotal: 1,
      rowsDone: 1,
      faults: [],
      alreadyImportedAs: null,
    });
    const detail = await getCase(ctx, actor, 'YSJ', 'A-1');
    expect(detail).toMatchObject({
      importedFrom: '台账.csv',
      applicantName: '欧*',
      receivedOn: '2024-01-02',
      closedOn: '2024-01-11',
    });
    expect(detail.events.map(({ event }) => event)).toEqual([
      { type: 'submitted', on: '2023-12-29', channel: 'web', applicantClass: 'naturalPerson' },
      { type: 'receiptConfirmed', on: '2024-01-02' },
      { type: 'decided', on: '2024-01-10', items: [{ finding: 'granted' }, { finding: 'notExist' }] },
      { type: 'served', on: '2024-01-11', way: 'post' },
    ]);
    // Submitted in 2023 but confirmed in 2024: counted in 2024 alone (条例第三十一条); part of it given: （二）.
    expect(detail.years).toEqual({
      '2024': { isNew: true, isCarriedIn: false, row: 'partiallyGranted', isCarriedOut: false },
    });
  });

  test('what a shifted column holds of a person is not quoted whole in the faults that are kept', async () => {
    const row = good('S-1');
    row[HEADINGS.indexOf('申请日期')] = '欧阳示范';
    row[HEADINGS.indexOf('送达日期')] = '11010519491231002X';
    row[HEADINGS.indexOf('申请人类型')] = '联系电话13812345678';
    const { faults } = await load([HEADINGS, row]);
    const kept = JSON.stringify(faults);
    expect(kept).not.toMatch(/阳示范|19491231|38123456/);
    expect(kept).toContain('“欧*”不是日期');
    expect(kept).toContain('110***********002X');
  });

  test('one wrong row in the middle: nothing is kept, and every error has its line and column', async () => {
    const before = await countAll();
    const rows = Array.from({ length: 40 }, (_, index) => good(`B-${index}`));
    rows[10]![5] = '2024-02-30';
    rows[11]![2] = '外星人';
    rows[12]![9] = '20240109';
    rows[13]![0] = 'B-3';
    rows[14]![0] = 'A-1';
    rows[15]![8] = '';
    rows[16]![9] = '20250101';
    const result = await load([HEADINGS, ...rows]);
    expect(result.status).toBe('refused');
    expect(result.faults.map(({ line, column }) => [line, column])).toEqual([
      [12, '提交日期'],
      [13, '申请人类别'],
      [14, null],
      [15, '案件编号'],
      [16, '案件编号'],
      [17, '办理结果'],
      [18, null],
    ]);
    expect(result.faults[0]?.message).toContain('2024-02-30');
    expect(result.faults[2]?.message).toContain('步骤顺序不对');
    expect(result.faults[3]?.message).toBe('编号“B-3”与第 5 行重复。');
    expect(await countAll()).toEqual(before);
    expect(await getLedgerImport(ctx, actor, 'YSJ', result.importId)).toEqual(result);
  });

  test('headings that are missing, repeated or unknown are told before any row is read', async () => {
    const result = await load([
      ['案件编号', '申请人类别', '申请内容', '申请事项', '延期日', '备注'],
      ['1', '', '', '', '', ''],
    ]);
    expect(result.faults.map(({ line, column, message }) => `${line} ${column ?? ''} ${message}`)).toEqual([
      '1 申请事项 “申请内容”列出现两次，请只保留一列。',
      '1 延期日 不认识这一列：请改为模板中的列名；不需要导入的，请删除该列或者改名为“备注”。',
      '1 提交方式 缺少“提交方式”列，请按模板补上。',
    ]);
    expect((await load([['随便什么'], ['甲']])).faults[0]?.message).toContain('没有找到列名');
    expect((await load([HEADINGS])).faults[0]?.message).toContain('没有数据行');
  });

  test('every column of the dictionary is read', async () => {
    const file = {
      案件编号: 'C-1',
      申请人类别: '律师事务所',
      申请内容: '全部列',
      提交方式: 'EMS',
      提交日期: '2024-03-01',
      收到日期: '2024-03-04',
      承办处室: '办公室',
      补正通知日期: '2024-03-06',
      补正通知送达日期: '2024-03-08',
      补正期限: '10个工作日',
      补正收到日期: '2024-03-15',
      征求第三方日期: '2024-03-18',
      第三方收到日期: '2024-03-20',
      第三方答复日期: '2024-03-27',
      第三方意见: '不同意',
      延期日期: '2024-04-10',
      '延期天数（工作日）': '20',
      决定日期: '2024-05-06',
      办理结果: '国家秘密；保护第三方合法权益',
      主要结论: '3.保护第三方合法权益'.slice(2),
      送达日期: '2024-05-08',
      送达方式: '直接送达',
      纠正日期: '2024-08-01',
      纠正机关: '法院',
      重新答复期限: '15',
      重新决定日期: '2024-08-12',
      重新办理结果: '公开',
      重新送达日期: '2024-08-13',
    };
    const result = await load([Object.keys(file), Object.values(file)]);
    expect(result.faults).toEqual([]);
    const detail = await getCase(ctx, actor, 'YSJ', 'C-1');
    expect(detail).toMatchObject({
      applicantClass: 'legalService',
      unitCode: 'BGS',
      receivedOn: '2024-03-04',
      row: 'refused.thirdPartyRights',
    });
    expect(detail.events.map(({ event }) => event.type)).toEqual([
      'submitted',
      'correctionNotice',
      'supplement',
      'thirdPartyConsulted',
      'thirdPartyAnswered',
      'extension',
      'decided',
      'served',
      'overturned',
      'decided',
      'served',
    ]);
    expect(detail.findings).toEqual([]);
  });
});

describe('the same file again', () => {
  test('is recognised and not entered twice, under any name', async () => {
    const rows = [HEADINGS, good('D-1')];
    const first = await load(rows);
    const before = await countAll();
    const again = await importLedger(ctx, actor, {
      agencyCode: 'YSJ',
      kind: 'cases',
      file: csvFile(rows, '另一个名字.csv'),
    });
    expect(again).toEqual({ ...first, alreadyImportedAs: first.importId });
    expect(await countAll()).toEqual(before);
    expect((await load(rows, 'cases', 'OTHER')).status).toBe('done');
  });

  test('of two imports at once one wins, and the other says which', async () => {
    const rows = [HEADINGS, good('E-1'), good('E-2')];
    const both = await Promise.all([load(rows), load(rows)]);
    const done = both.find(({ status }) => status === 'done');
    const beaten = both.find(({ status }) => status === 'refused');
    expect(done?.rowsDone).toBe(2);
    expect(beaten?.alreadyImportedAs).toBe(done?.importId);
    expect((await getCase(ctx, actor, 'YSJ', 'E-2')).events).toHaveLength(4);
  });

  test('a refused file may be mended and tried again', async () => {
    expect(
      (await load([HEADINGS, ['F-1', ...good('').slice(1, 4), '飞鸽', ...good('').slice(5)]])).status,
    ).toBe('refused');
    expect((await load([HEADINGS, good('F-1')])).status).toBe('done');
  });
});

test('the faults of a row come in the order of the columns of its file', async () => {
  const rows = [
    ['提交日期', '申请内容', '申请人类别', '提交方式', '案件编号'],
    ['2024-13-01', '', '外星人', '飞鸽', ''],
  ];
  const { faults } = await load(rows);
  expect(faults.map(({ column }) => column)).toEqual([
    '提交日期',
    '申请内容',
    '申请人类别',
    '提交方式',
    '案件编号',
  ]);
});

test('how far an import is can be asked while its transaction holds the only session', async () => {
  const many = Array.from({ length: 4500 }, (_, index) => good(`P-${index}`));
  const file = csvFile([HEADINGS, ...many], '许多.csv');
  const { started, finished } = await beginLedgerImport(ctx, actor, {
    agencyCode: 'YSJ',
    kind: 'cases',
    file,
  });
  const seen = new Set<number>();
  const ending = { hasEnded: false };
  const end = finished.finally(() => (ending.hasEnded = true));
  while (!ending.hasEnded) {
    const { rowsDone, status } = await getLedgerImport(ctx, actor, 'YSJ', started.importId);
    if (status === 'running') seen.add(rowsDone);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect((await end).status).toBe('done');
  expect([...seen]).toEqual(expect.arrayContaining([0, 2000, 4000]));
});

test('facts of an old system are kept as they are told, without events', async () => {
  const rows = [
    ['原编号', '申请人', '申请人类别', '申请内容', '收到日期', '办结日期', '办理结果', '旧系统状态'],
    ['OLD-1', '欧阳示范', '公民', '旧案', '2018-12-20', '', '', '在办'],
  ];
  expect((await load(rows, 'facts')).faults).toEqual([]);
  const facts = await db.selectFrom('importedFact').selectAll().execute();
  expect(facts).toMatchObject([
    {
      caseNumber: 'OLD-1',
      applicantClass: 'naturalPerson',
      receivedOn: '2018-12-20',
      closedOn: null,
      rest: {},
    },
  ]);
  const [fact] = facts;
  if (!fact) throw new Error('the fact was expected');
  const ofFact = { agencyId: 'YSJ', recordId: 'OLD-1' };
  expect(openValue(TEST_KEYRING, 'fact.rest', ofFact, fact.restSealed)).toBe('{"旧系统状态":"在办"}');
  expect(openValue(TEST_KEYRING, 'fact.request', ofFact, fact.requestSealed)).toBe('旧案');
  expect((await readParty(db, TEST_KEYRING, 'YSJ', fact.partyId))?.name).toBe('欧阳示范');
  expect(await db.selectFrom('caseEvent').select('seq').where('caseId', '=', 'OLD-1').execute()).toEqual([]);
  expect((await load([...rows, []], 'facts')).faults[0]?.message).toContain('已经登记过');
});

test('remedies and records: references and contradictions are faults of their rows', async () => {
  const remedies = [
    ['案件编号', '申请编号', '类型', '提起日期', '审结日期', '结果', '二审提起日期'],
    ['SS-1', 'A-1', '未经复议直接起诉', '2024-03-01', '2024-06-01', '撤销', '2024-06-10'],
    ['SS-2', 'NOBODY', '行政复议', '2024-03-01', '2024-06-01', '', ''],
    ['SS-3', 'NOBODY', '行政复议', '2024-03-01', '', '', ''],
  ];
  const refused = await load(remedies, 'remedies');
  expect(refused.faults.map(({ line, column }) => [line, column])).toEqual([
    [3, null],
    [3, '申请编号'],
    [4, '申请编号'],
  ]);
  expect((await load(remedies.slice(0, 2), 'remedies')).status).toBe('done');
  const records = [
    ['编号', '类型', '名称', '日期', '失效日期', '金额（元）'],
    ['G-1', '规范性文件', '规定', '2024-01-05', '2024-12-31', ''],
    ['S-1', '收费', '工本费', '2024-02-01', '', '1,280.50元'],
    ['X-1', '行政处罚', '处罚决定', '2024-02-01', '2024-03-01', ''],
  ];
  expect((await load(records, 'administrativeRecords')).faults).toEqual([
    { line: 4, column: null, message: '行政处罚决定没有失效日期，请去掉。' },
  ]);
  expect((await load(records.slice(0, 3), 'administrativeRecords')).rowsDone).toBe(2);
});

test('an import that a stopped process left behind is told to have written nothing', async () => {
  const { importId } = await load([HEADINGS, good('G-1')]);
  await db.updateTable('ledgerImport').set({ status: 'running' }).where('importId', '=', importId).execute();
  expect(await refuseInterruptedImports(ctx)).toBe(1);
  const { status, faults } = await getLedgerImport(ctx, actor, 'YSJ', importId);
  expect([status, faults[0]?.message]).toEqual([
    'refused',
    '导入在完成之前中断，没有写入任何数据，请重新导入。',
  ]);
});

test('the register leaves as it is shown, with its filters, in both formats', async () => {
  const filters: Omit<CaseQuery, 'after' | 'limit'> = {
    sort: 'receivedOn',
    year: 2024,
    cell: 'table3.partiallyGranted.total',
    q: 'A-',
  };
  const csv = Buffer.from(await allBytes(await exportRegister(ctx, actor, 'YSJ', filters, 'csv'))).toString(
    'utf8',
  );
  expect(csv.split('\r\n')).toEqual([
    '\ufeff案件编号,申请人,申请人类别,申请内容,主题,承办处室,收到日期,答复期限,办结日期,状态,办理结果,是否按期',
    'A-1,欧*,自然人,批复文件,,,2024-01-02,2024-01-30,2024-01-11,已答复,三、（二）部分公开,是',
    '',
  ]);
  const named = await allBytes(await exportRegister(ctx, actor, 'YSJ', filters, 'csv', 'handling'));
  expect(Buffer.from(named).toString('utf8')).toContain('A-1,欧阳示范,自然人');
  // Whoever may export, and may not unmask, gets no names.
  const clerk = testActor({ roles: ['liaisonOfficer'], agencyCode: 'YSJ' });
  await expect(exportRegister(ctx, clerk, 'YSJ', filters, 'csv', 'handling')).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  const xlsx = await allBytes(await exportRegister(ctx, actor, 'YSJ', filters, 'xlsx'));
  expect(Buffer.from(xlsx.subarray(0, 2)).toString()).toBe('PK');
  const shown = await exportRegister(ctx, actor, 'YSJ', filters, 'csv', null, ['caseId', 'channel', 'dueOn']);
  expect(Buffer.from(await allBytes(shown)).toString('utf8')).toBe(
    '\ufeff案件编号,渠道,答复期限\r\nA-1,网上,2024-01-30\r\n',
  );
  const printed = await printRegister({ ...ctx, fonts: INSTALLED_FONTS }, actor, 'YSJ', filters, ['caseId']);
  expect(Buffer.from(printed.subarray(0, 5)).toString()).toBe('%PDF-');
  expect((await load([['x']], 'cases')).status).toBe('refused');
  const template = await allBytes(ledgerTemplate('cases', 'xlsx'));
  const empty = await importLedger(ctx, actor, {
    agencyCode: 'YSJ',
    kind: 'cases',
    file: { fileName: '模板.xlsx', bytes: template },
  });
  expect(empty.faults[0]?.message).toContain('没有数据行');
});
