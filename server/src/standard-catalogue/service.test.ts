import { documentDraftSchema, parseLocalDate } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { wholeFile } from '../platform/rendering/office-package.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { loadDocuments, type DocumentToLoad } from '../publication/service.js';
import {
  exportCatalogue,
  getCatalogue,
  importCatalogue,
  linkCatalogueItem,
  readPublicCatalogue,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, today: () => parseLocalDate('2026-03-31') });
const CODE = 'YSJ';
const officer = testActor({ roles: ['disclosureOfficer'], agencyCode: CODE, id: 'officer' });

const document = (documentId: string, publishedAt: string | null): DocumentToLoad => ({
  documentId,
  draft: documentDraftSchema.parse({
    ...{
      kind: 'policy',
      title: `政策${documentId}`,
      duty: 'livelihood',
      formedOn: '2026-02-02',
      mode: 'proactive',
    },
  }),
  ...{ status: publishedAt === null ? 'draft' : 'published', step: null, publishedAt, withdrawn: null },
  ...{ validity: null, recordId: null, author: 'cli' },
});

beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
  const loaded = [document('public', '2026-02-10T02:00:00Z'), document('late', null)];
  await inTransaction(db, (trx) => loadDocuments(trx, CODE, loaded, '2026-03-01T00:00:00Z'));
});

/** As counties publish it: a title, heads in two rows, first-level matters merged down, ticks in boxes. */
const TABLE = [
  ['就业领域基层政务公开标准目录'],
  [
    '序号',
    '公开事项',
    '',
    '公开内容（要素）',
    '公开依据',
    '公开时限',
    '公开主体',
    '公开渠道和载体',
    '公开对象',
    '',
    '公开方式',
    '',
    '公开层级',
    '',
  ],
  ['', '一级事项', '二级事项', '', '', '', '', '', '全社会', '特定群体', '主动', '依申请', '县级', '乡级'],
  [
    '1',
    '就业信息服务',
    '就业政策法规咨询',
    '1.政策文件 2.解读',
    '条例第二十条',
    '20个工作日内',
    '人社部门',
    '■政府网站',
    '√',
    '',
    '√',
    '',
    '√',
    '√',
  ],
  [
    '2',
    '',
    '岗位信息发布',
    '招聘单位、岗位要求',
    '就业促进法',
    '实时',
    '人社部门',
    '■政府网站',
    '',
    '√',
    '√',
    '',
    '√',
    '',
  ],
  [
    '3',
    '就业援助',
    '就业困难人员认定',
    '对象、条件',
    '就业促进法',
    '20个工作日内',
    '人社部门',
    '■政府网站',
    '√',
    '',
    '',
    '√',
    '√',
    '',
  ],
];
const workbook = async (rows: string[][], name = '就业') =>
  wholeFile(writeXlsx([{ name, widths: rows[1]?.map(() => 10) ?? [10], rows }]));

test('imported with its merged cells and ticks, linked, covered, late or empty; the next edition keeps the links', async () => {
  const bytes = await workbook(TABLE);
  const first = await importCatalogue(ctx, officer, CODE, { fileName: '目录.xlsx', bytes });
  expect([first.version, first.classes, first.items.length]).toEqual([1, 2, 3]);
  expect(first.items[1]).toMatchObject({
    ...{ field: '就业', matter: '就业信息服务', detail: '岗位信息发布', audience: '特定群体', mode: '主动' },
    ...{ level: '县级', coverage: 'unlinked' },
  });
  expect(first.items[0]).toMatchObject({ audience: '全社会', level: '县级、乡级', basis: '条例第二十条' });
  const [one, two, three] = first.items.map(({ itemKey }) => itemKey);
  const link = (itemKey: string | undefined, ...targets: string[]) =>
    linkCatalogueItem(ctx, officer, CODE, {
      itemKey: itemKey ?? '',
      links: targets.map((target) => ({ kind: 'document', target })),
    });
  await link(one, 'public');
  await link(two, 'public', 'late');
  await linkCatalogueItem(ctx, officer, CODE, {
    itemKey: three ?? '',
    links: [{ kind: 'column', target: 'budgets' }],
  });
  const again = await importCatalogue(ctx, officer, CODE, { fileName: '目录第二版.xlsx', bytes });
  expect(again.version).toBe(2);
  expect(again.items.map(({ coverage, publicCount }) => [coverage, publicCount])).toEqual([
    ['covered', 1],
    ['late', 1],
    ['none', 0],
  ]);
  const open = await readPublicCatalogue(ctx, CODE);
  // The public sees what is public and nothing of the draft.
  expect(open?.items.map(({ published }) => published.map(({ documentId }) => documentId))).toEqual([
    ['public'],
    ['public'],
    [],
  ]);
  const printed = await exportCatalogue(ctx, CODE);
  const back = await importCatalogue(ctx, officer, CODE, {
    fileName: '导出.xlsx',
    bytes: await wholeFile(printed),
  });
  expect(back.items.map(({ matter, detail, content }) => [matter, detail, content])).toEqual(
    again.items.map(({ matter, detail, content }) => [matter, detail, content]),
  );
  expect(await recordedKinds(db)).toEqual(expect.arrayContaining(['catalogue.imported', 'catalogue.linked']));
});

test('a table with a gap is not taken in, and says where', async () => {
  const before = await getCatalogue(ctx, officer, CODE);
  const rows = TABLE.map((row) => [...row]);
  rows[5] = ['3', '就业援助', '就业困难人员认定', '', '', '', '', '', '', '', '', '', '', ''];
  const file = { fileName: '目录.xlsx', bytes: await workbook(rows) };
  await expect(importCatalogue(ctx, officer, CODE, file)).rejects.toThrow(/第6行缺少公开内容/);
  const other = {
    fileName: '别的.xlsx',
    bytes: await workbook(
      [
        ['甲', '乙'],
        ['1', '2'],
      ],
      '别的',
    ),
  };
  await expect(importCatalogue(ctx, officer, CODE, other)).rejects.toThrow(/没有“公开内容/);
  expect((await getCatalogue(ctx, officer, CODE)).version).toBe(before.version);
});
