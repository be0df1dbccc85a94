import { describe, expect, test } from 'vitest';
import { operatorActor, actorWithEveryRole, DomainError, parseLocalDate, type Actor } from '@gongkai/core';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { correctEvent, getCase } from '../application/service.js';
import { cellSource } from './cell-source.js';
import { differenceReport } from './difference.js';
import { listSectionRevisions } from './report-queries.js';
import { presentReport } from './report-state.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';
import {
  editSection,
  handInForCheck,
  publishReport,
  reviseReport,
  waiveFinding,
  withdrawWaiver,
} from './workflow.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-11-21');
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const [first, second] = [actorWithEveryRole('a', '顾示文'), actorWithEveryRole('b', '柏演舟')];

let loaded = 0;
/** Each test has an agency of its own with the seed's cases. */
async function freshReport(): Promise<{ agencyId: string; year: number }> {
  const ledger = readSeedLedger('city-bureau-2019');
  loaded += 1;
  const agencyId = `TEST-${loaded}`;
  await loadLedger(db, { ...ledger, agency: { ...ledger.agency, code: agencyId } }, today);
  return { agencyId, year: 2019 };
}

function rows(agencyId: string) {
  return db
    .selectFrom('annualReport')
    .select(['version', 'status'])
    .where('agencyId', '=', agencyId)
    .execute();
}

async function problemOf(work: Promise<unknown>): Promise<DomainError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DomainError)) throw new Error('a DomainError was expected', { cause: error });
  return error;
}

test('looking writes nothing; the first change writes the draft down', async () => {
  const key = await freshReport();
  const seen = await presentReport(ctx, key.agencyId, 2019);
  expect(seen).toMatchObject({ status: 'draft', version: 1, obstacles: ['还没有核对，请提交核对。'] });
  expect(seen.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(seen.sections[0]?.text).toContain('共收到政府信息公开申请224件，上年结转19件');
  expect(await rows(key.agencyId)).toEqual([]);
  await editSection(ctx, first, key, { number: 6, template: '无。\n', revision: 0 });
  expect(await rows(key.agencyId)).toEqual([{ version: 1, status: 'draft' }]);
});

describe('narrative', () => {
  test('figures stay bound and follow the data', async () => {
    const key = await freshReport();
    const template = '共收到申请{{table3.newReceived.total}}件。';
    const saved = await editSection(ctx, first, key, { number: 5, template, revision: 0 });
    expect(saved).toMatchObject({ text: '共收到申请224件。', revision: 1, editedBy: '顾示文' });
    expect(saved.figures).toEqual([
      { expression: 'table3.newReceived.total', value: '224', cells: ['table3.newReceived.total'] },
    ]);
    await db
      .deleteFrom('caseYear')
      .where('agencyId', '=', key.agencyId)
      .where('caseId', '=', 'CC-RS-2019-0150')
      .execute();
    const { sections } = await presentReport(ctx, key.agencyId, 2019);
    expect(sections[4]?.text).toBe('共收到申请223件。');
  });

  test('of two who edit the same section the second is told, and nothing is lost', async () => {
    const key = await freshReport();
    await editSection(ctx, first, key, { number: 5, template: '第一稿', revision: 0 });
    const late = { number: 5, template: '另一人的稿', revision: 0 };
    const problem = await problemOf(editSection(ctx, second, key, late));
    expect(problem.code).toBe('CHANGED_MEANWHILE');
    expect(problem.message).toContain('顾示文');
    expect(problem.details).toMatchObject({ revision: 1, presentText: '第一稿', yourText: '另一人的稿' });
    const merged = await editSection(ctx, second, key, { number: 5, template: '合并稿', revision: 1 });
    expect(merged).toMatchObject({ revision: 2, editedBy: '柏演舟', text: '合并稿' });
    const kept = await listSectionRevisions(db, { ...key, version: 1 }, 5);
    expect(kept.map(({ revision, template, editedBy }) => [revision, template, editedBy])).toEqual([
      [0, '', null],
      [1, '第一稿', '顾示文'],
    ]);
  });

  test('of many at once exactly one wins each revision', async () => {
    const key = await freshReport();
    const edits = Array.from({ length: 8 }, (_, index) =>
      editSection(ctx, first, key, { number: 1, template: `稿${index}`, revision: 0 }),
    );
    const done = await Promise.allSettled(edits);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { sections } = await presentReport(ctx, key.agencyId, 2019);
    expect(sections[0]?.revision).toBe(1);
  });

  test('a binding that does not exist is an error with its place, and keeps the report from being checked', async () => {
    const key = await freshReport();
    const template = '第一行\n共{{table3.granted.everyone}}件';
    await editSection(ctx, first, key, { number: 5, template, revision: 0 });
    const { findings } = await presentReport(ctx, key.agencyId, 2019);
    const found = findings.find(({ rule }) => rule === 'narrativeBinding');
    expect(found).toMatchObject({ severity: 'error' });
    expect(found?.message).toContain('第五部分第2行第2字的“{{table3.granted.everyone}}”无法取数');
    expect((await problemOf(handInForCheck(ctx, operatorActor(), key))).message).toContain('第五部分第2行');
  });

  test('the sentence of the official template is found, and the figures of the prose are checked', async () => {
    const key = await freshReport();
    const template = '该部分以表格形式报告。表格如下：';
    await editSection(ctx, first, key, { number: 3, template, revision: 0 });
    await editSection(ctx, first, key, {
      number: 5,
      template: '全年共收到政府信息公开申请9件。',
      revision: 0,
    });
    const { findings } = await presentReport(ctx, key.agencyId, 2019);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['N-1', 'warning'],
      ['N-7', 'warning'],
    ]);
    expect(findings[1]?.message).toContain('第三部分留有格式说明文字');
  });
});

describe('gate', () => {
  test('warnings must have been seen, then it is checked; a change makes it a draft again', async () => {
    const key = await freshReport();
    await editSection(ctx, first, key, {
      number: 3,
      template: '该部分以表格形式报告。表格如下：',
      revision: 0,
    });
    const shown = await handInForCheck(ctx, operatorActor(), key);
    expect(shown).toMatchObject({
      status: 'draft',
      obstacles: [expect.stringContaining('有1条提示请逐条看过')],
    });
    expect(await handInForCheck(ctx, operatorActor(), key)).toMatchObject({
      status: 'checked',
      obstacles: [],
    });
    await editSection(ctx, first, key, { number: 5, template: '补充。', revision: 0 });
    const after = await presentReport(ctx, key.agencyId, 2019);
    expect(after.status).toBe('draft');
    expect(after.obstacles).toEqual(['核对之后数字、正文或者说明有变化，请重新提交核对。']);
    expect((await problemOf(publishReport(ctx, first, key))).code).toBe('NOT_IN_THIS_STATUS');
  });

  test('a draft is not published', async () => {
    const key = await freshReport();
    const problem = await problemOf(publishReport(ctx, first, key));
    expect(problem).toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
    expect(problem.message).toContain('还没有核对');
    expect(await rows(key.agencyId)).toEqual([]);
  });

  test('an error is waived by name with a reason, only while it exists and has the figures that were signed', async () => {
    const key = await freshReport();
    const { agencyId } = key;
    await db
      .updateTable('remedy')
      .set({ outcome: null })
      .where('agencyId', '=', agencyId)
      .where('concludedOn', 'is not', null)
      .execute();
    const { findings, obstacles } = await presentReport(ctx, agencyId, 2019);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.length).toBeGreaterThan(0);
    expect(obstacles.filter((it) => it.startsWith('有错误既未改正也未说明'))).toHaveLength(errors.length);
    expect((await problemOf(handInForCheck(ctx, operatorActor(), key))).code).toBe('NOT_IN_THIS_STATUS');
    const unknown = { key: 'T3-A-none', signer: '局长', reason: '没有这一项' };
    expect((await problemOf(waiveFinding(ctx, operatorActor(), key, unknown))).code).toBe('NOT_FOUND');
    for (const { key: findingKey } of errors) {
      await waiveFinding(ctx, operatorActor(), key, {
        key: findingKey,
        signer: '局长',
        reason: '结果尚未送达本机关',
      });
    }
    const waived = await presentReport(ctx, agencyId, 2019);
    expect(
      waived.findings.filter(({ severity }) => severity === 'error').every(({ waiver }) => waiver !== null),
    ).toBe(true);
    await handInForCheck(ctx, operatorActor(), key);
    const checked = await handInForCheck(ctx, operatorActor(), key);
    expect(checked.status).toBe('checked');
    const published = await publishReport(ctx, first, key);
    expect(published.findings.find(({ key: it }) => it === errors[0]?.key)?.waiver).toEqual({
      signer: '局长',
      reason: '结果尚未送达本机关',
      signedOn: '2026-11-21',
    });
  });

  test('a waiver whose finding is gone is kept, shown as no longer needed, and can be withdrawn', async () => {
    const key = await freshReport();
    await editSection(ctx, first, key, { number: 3, template: '表格如下：', revision: 0 });
    const { findings } = await presentReport(ctx, key.agencyId, 2019);
    const findingKey = findings[0]?.key ?? '';
    await waiveFinding(ctx, operatorActor(), key, {
      key: findingKey,
      signer: '局长',
      reason: '沿用上级格式',
    });
    await editSection(ctx, first, key, { number: 3, template: '', revision: 1 });
    const after = await presentReport(ctx, key.agencyId, 2019);
    expect(after.findings).toMatchObject([{ key: findingKey, severity: 'info', waiver: { signer: '局长' } }]);
    expect(after.findings[0]?.message).toContain('已不再出现');
    expect((await withdrawWaiver(ctx, operatorActor(), key, findingKey)).findings).toEqual([]);
    expect((await problemOf(withdrawWaiver(ctx, operatorActor(), key, findingKey))).code).toBe('NOT_FOUND');
  });
});

describe('whoever put his hand to a version', () => {
  const checked = async (key: { agencyId: string; year: number }, actor: Actor) => {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { status } = await handInForCheck(ctx, actor, key);
      if (status === 'checked') return;
    }
    throw new Error('not checked');
  };

  test('by writing or by handing it in does not publish it; somebody else does', async () => {
    const key = await freshReport();
    await editSection(ctx, first, key, { number: 6, template: '无。\n', revision: 0 });
    await checked(key, second);
    for (const hand of [first, second]) {
      expect(await problemOf(publishReport(ctx, hand, key))).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect((await presentReport(ctx, key.agencyId, 2019)).writerIds).toEqual(['a', 'b']);
    const third = actorWithEveryRole('c', '闻人示文');
    expect(await publishReport(ctx, third, key)).toMatchObject({ status: 'published', writerIds: [] });
    // The next version begins without hands: he who wrote the first may publish what another hands in.
    await reviseReport(ctx, third, key);
    await checked(key, second);
    expect(await publishReport(ctx, first, key)).toMatchObject({ version: 2, status: 'published' });
  });

  test('by signing for a finding alone may publish it', async () => {
    const key = await freshReport();
    await editSection(ctx, second, key, { number: 3, template: '表格如下：', revision: 0 });
    const { findings } = await presentReport(ctx, key.agencyId, 2019);
    const given = { key: findings[0]?.key ?? '', signer: '局长', reason: '沿用上级格式' };
    await waiveFinding(ctx, first, key, given);
    await checked(key, second);
    expect(await publishReport(ctx, first, key)).toMatchObject({ status: 'published' });
  });
});

describe('published', () => {
  async function publish() {
    const key = await freshReport();
    await handInForCheck(ctx, operatorActor(), key);
    return { key, published: await publishReport(ctx, first, key) };
  }

  test('figures, texts and cases are frozen; a later correction shows in the difference alone', async () => {
    const { key, published } = await publish();
    const { agencyId } = key;
    expect(published).toMatchObject({
      status: 'published',
      version: 1,
      publishedOn: '2026-11-21',
      publishedBy: '顾示文',
    });
    expect(await differenceReport(ctx, operatorActor(), agencyId, 2019)).toMatchObject({
      version: 1,
      differences: [],
      cases: [],
      casesTotal: 0,
    });
    // 12月31日付邮改为2020年1月2日付邮：由办结变为结转.
    const detail = await getCase(ctx, operatorActor(), agencyId, 'CC-RS-2019-0221');
    const served = detail.events.find(({ event }) => event.type === 'served')!;
    await correctEvent(ctx, second, {
      agencyCode: agencyId,
      caseId: 'CC-RS-2019-0221',
      seq: served.seq,
      event: { ...served.event, on: parseLocalDate('2020-01-02') },
      reason: '付邮日期登记有误',
      lastSeq: detail.events.length,
    });
    expect(await presentReport(ctx, agencyId, 2019)).toEqual(published);
    const frozen = await cellSource(ctx, agencyId, 2019, 'table3.unable.notHeld.naturalPerson', {
      limit: 200,
    });
    expect(frozen.ids).toContain('CC-RS-2019-0221');
    expect(frozen.total).toBe(60);
    const difference = await differenceReport(ctx, operatorActor(), agencyId, 2019);
    const moved = Object.fromEntries(
      difference.differences.map(({ cell, before, after }) => [cell, (after ?? 0) - (before ?? 0)]),
    );
    expect(moved).toEqual({
      'table3.unable.notHeld.naturalPerson': -1,
      'table3.unable.notHeld.total': -1,
      'table3.resultTotal.naturalPerson': -1,
      'table3.resultTotal.total': -1,
      'table3.carriedOut.naturalPerson': 1,
      'table3.carriedOut.total': 1,
    });
    for (const { before, after, added, removed } of difference.differences) {
      expect(after! > before! ? added : removed).toEqual(['CC-RS-2019-0221']);
      expect(after! > before! ? removed : added).toEqual([]);
    }
    expect(difference.casesTotal).toBe(1);
    expect(difference.cases).toEqual([
      {
        caseId: 'CC-RS-2019-0221',
        before: '自然人，本年新收，（四）无法提供1.本机关不掌握相关政府信息',
        after: '自然人，本年新收，结转下年度继续办理',
        reason: expect.stringContaining(
          '更正第4号记录为“送达”（2020-01-02），理由：付邮日期登记有误',
        ) as string,
      },
    ]);
  });

  test('it can be neither changed nor published again; a new version begins with its texts', async () => {
    const { key, published } = await publish();
    const { agencyId } = key;
    for (const work of [
      () => editSection(ctx, first, key, { number: 1, template: '改', revision: 0 }),
      () => publishReport(ctx, first, key),
      () => handInForCheck(ctx, operatorActor(), key),
      () => waiveFinding(ctx, operatorActor(), key, { key: 'x', signer: '局长', reason: '没有理由' }),
    ]) {
      expect((await problemOf(work())).code).toBe('NOT_IN_THIS_STATUS');
    }
    await db
      .deleteFrom('caseYear')
      .where('agencyId', '=', agencyId)
      .where('caseId', '=', 'CC-RS-2019-0150')
      .execute();
    const draft = await reviseReport(ctx, operatorActor(), key);
    expect(draft).toMatchObject({ version: 2, status: 'draft' });
    expect(draft.tables.table3?.newReceived?.total).toBe(223);
    expect(draft.sections[0]?.text).toContain('共收到政府信息公开申请223件');
    expect((await problemOf(reviseReport(ctx, operatorActor(), key))).code).toBe('NOT_IN_THIS_STATUS');
    await handInForCheck(ctx, operatorActor(), key);
    expect(await publishReport(ctx, second, key)).toMatchObject({ version: 2, status: 'published' });
    const old = await presentReport(ctx, agencyId, 2019, { version: 1 });
    expect(old.tables).toEqual(published.tables);
    expect(old.sections).toEqual(published.sections);
    expect(old.versions.map(({ version, status }) => [version, status])).toEqual([
      [1, 'published'],
      [2, 'published'],
    ]);
    const frozen = await cellSource(ctx, agencyId, 2019, 'table3.newReceived.total', {
      limit: 1,
      version: 1,
    });
    expect([frozen.value, frozen.total]).toEqual([224, 224]);
    expect(await differenceReport(ctx, operatorActor(), agencyId, 2019)).toMatchObject({
      version: 2,
      differences: [],
    });
  });
});
