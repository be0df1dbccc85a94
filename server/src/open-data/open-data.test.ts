import { actorWithEveryRole, operatorActor, parseLocalDate, type Actor } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { handInForCheck, publishReport, reviseReport } from '../annual-report/service.js';
import { loadLedger, readSeedLedger } from '../annual-report/testing/load-ledger.js';
import { createApp } from '../platform/http/app.js';
import { documentMaker } from '../publication/factory.js';
import { changeValidity, withdrawDocument } from '../publication/service.js';
import { mountPages, registerApi } from '../routes.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const app = createApp(ctx, { ...signedInAs(null), api: registerApi(), mountPages });
const CODE = 'YZ-01';
const OWN = `/agencies/${CODE}/open-data`;
const author = testActor({ roles: ['editor'], agencyCode: CODE, id: 'author' });
const reviewer: Actor = testActor({ id: 'reviewer' });
const ledger = readSeedLedger('city-bureau-2019');
await loadLedger(db, { ...ledger, agency: { ...ledger.agency, code: CODE } }, parseLocalDate('2026-11-21'));
const { drafted, publish } = documentMaker(ctx, { agencyCode: CODE, author, reviewer });

async function text(path: string): Promise<string> {
  const response = await app.request(path);
  expect(response.status, path).toBe(200);
  return response.text();
}
async function entries(path: string): Promise<Record<string, unknown>[]> {
  return (JSON.parse(await text(path)) as { entries: Record<string, unknown>[] }).entries;
}
/** Lines of a csv file without its mark. */
async function lines(path: string): Promise<string[]> {
  return (await text(path))
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .filter((line) => line !== '');
}

describe('public documents', () => {
  test('each with what its page says of it; a draft is in neither file; withdrawn ones leave at once', async () => {
    const documentId = await publish({
      ...{ kind: 'normativeDocument', duty: 'rulesAndDocuments', interpretationPlan: '同日发布' },
      ...{ title: '建设用地,批后监管"办法"', documentNumber: '云规[2026] 第7号', genre: '通知' },
      ...{ topic: '国土资源、能源\\土地', effectiveOn: '2026-03-01', expiresOn: '2031-02-28' },
    });
    await drafted({ title: '还在起草的办法' });
    const [item, ...others] = await entries(`${OWN}/items.json`);
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      ...{ title: '建设用地,批后监管"办法"', documentNumber: '云规〔2026〕7号', genre: '通知' },
      ...{ topicCategory: '国土资源、能源\\土地', formedOn: '2026-02-10', expiresOn: '2031-02-28' },
      ...{ validity: 'valid', validityLabel: '有效', issuerCode: CODE, version: 1 },
    });
    expect(item?.indexNumber).toMatch(/^YZ-01\/2026-\d{5}$/);
    expect(item?.address).toContain(`/agencies/${CODE}/items/${documentId}`);
    const [head, row] = await lines(`${OWN}/items.csv`);
    expect(head?.split(',')).toEqual(Object.keys(item ?? {}).sort((a, b) => order(head, a) - order(head, b)));
    expect(row).toContain('"建设用地,批后监管""办法"""');

    const repeal = { validity: 'repealed' as const, reason: '清理', endedOn: ctx.today() };
    await changeValidity(ctx, author, CODE, documentId, repeal);
    expect((await entries(`${OWN}/items.json`))[0]).toMatchObject({ validityLabel: '废止' });
    await withdrawDocument(ctx, author, CODE, documentId, '公布有误');
    expect(await entries(`${OWN}/items.json`)).toEqual([]);
    expect(await lines(`${OWN}/items.csv`)).toHaveLength(1);
  });
});

/** Where a field stands in the head of a table. */
function order(head: string | undefined, field: string): number {
  return head?.split(',').indexOf(field) ?? -1;
}

test('figures of a report from its publication on, as printed; the next draft changes nothing', async () => {
  const key = { agencyId: CODE, year: 2019 };
  expect(await entries(`${OWN}/reports.json`)).toEqual([]);
  await handInForCheck(ctx, operatorActor(), key);
  expect(await entries(`${OWN}/reports.json`)).toEqual([]);
  await publishReport(ctx, actorWithEveryRole('a', '顾示文'), key);
  const figures = await entries(`${OWN}/reports.json`);
  // 国办公开办函〔2019〕60号, 表三 of seed A's bureau: 224 applications in 2019.
  const received = figures.find(({ cell }) => cell === 'table3.newReceived.total');
  expect(received).toMatchObject({ year: 2019, form: '2019', value: 224, version: 1, agencyCode: CODE });
  expect(received?.label).toContain('表三');
  expect(await lines(`${OWN}/reports.csv`)).toHaveLength(figures.length + 1);
  await reviseReport(ctx, operatorActor(), key);
  expect(await entries(`${OWN}/reports.json`)).toEqual(figures);
  // Who looks for it finds it.
  const found = await text(`/search?q=${encodeURIComponent('2019年政府信息公开工作年度报告')}`);
  expect(found).toContain(`<a href="/agencies/${CODE}/reports/2019"`);
  expect(found).toContain('年度报告 · ');
});

test('the schema describes every field of both files, and the page says on what terms', async () => {
  await publish({ title: '供核对字段的信息' });
  const schema = JSON.parse(await text('/open-data/schema.json')) as {
    $defs: Record<
      'item' | 'figure',
      { properties: Record<string, { description?: string }>; required: string[] }
    >;
  };
  for (const [entry, file] of [
    ['item', 'items.json'],
    ['figure', 'reports.json'],
  ] as const) {
    const { properties, required } = schema.$defs[entry];
    expect(Object.values(properties).filter(({ description = '' }) => description === '')).toEqual([]);
    for (const each of await entries(`${OWN}/${file}`)) {
      expect(Object.keys(each).sort()).toEqual([...required].sort());
    }
  }
  for (const path of ['/open-data', OWN]) {
    const page = await text(path);
    for (const part of ['使用条件', '注明来源', `${OWN}/items.csv`, `${OWN}/reports.json`, 'schema.json'])
      expect(page).toContain(part);
  }
  expect((await app.request('/agencies/NOBODY/open-data/items.json')).status).toBe(404);
});
