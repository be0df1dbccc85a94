import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { actorWithEveryRole } from '@gongkai/core';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { importReport } from '../annual-report/service.js';
import { makeAgency } from '../identity/factory.js';
import { importLedger } from '../ledger-import/service.js';
import { docxOf } from './testing/sample-files.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const actor = actorWithEveryRole('u1', '周敏');
const AGENCY = 'YSJ';

beforeAll(() => makeAgency({ db }));
beforeEach(async () => {
  await sql`delete from secrecy_incident`.execute(db);
});

async function incidentSources(): Promise<unknown> {
  const { rows } = await sql`select source, rule, level from secrecy_incident`.execute(db);
  return rows;
}

test('a ledger with a marking in one of its rows is refused before anything of it is written', async () => {
  const text = '案件编号,申请人类别,申请内容,提交方式,提交日期\n1,自然人,机密★10年 某文件,当面,2026-01-05';
  const file = { fileName: '台账.csv', bytes: Buffer.from(text) };
  await expect(importLedger(ctx, actor, { agencyCode: AGENCY, kind: 'cases', file })).rejects.toMatchObject({
    code: 'FILE_REFUSED',
  });
  expect(await incidentSources()).toEqual([{ source: 'ledgerImport', rule: 'levelWithStar', level: '机密' }]);
  expect((await sql`select from ledger_import`.execute(db)).rows).toEqual([]);
});

test('a report with a marking in its header is refused before anything of it is kept', async () => {
  const bytes = new Uint8Array(await docxOf(['政府信息公开工作年度报告'], '秘密★长期'));
  await expect(importReport(ctx, actor, AGENCY, { fileName: '报告.docx', bytes })).rejects.toMatchObject({
    code: 'FILE_REFUSED',
  });
  expect(await incidentSources()).toEqual([
    { source: 'importedReport', rule: 'levelWithStar', level: '秘密' },
  ]);
  expect((await sql`select from imported_report`.execute(db)).rows).toEqual([]);
});
