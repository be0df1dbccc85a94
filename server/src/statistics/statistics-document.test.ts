import { operatorActor, parseLocalDate } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testContext, TEST_KEYRING } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { getStatistics } from './service.js';
import { statisticsDocument } from './statistics-document.js';
import { writeDocx } from '../platform/rendering/docx.js';
import { writePdf } from '../platform/rendering/pdf.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, keyring: TEST_KEYRING });
beforeAll(async () => {
  await makeAgency(ctx, {});
  await registerCase(ctx, operatorActor(), 'YSJ', {
    ...{ applicantClass: 'naturalPerson', applicantName: '欧阳示范', request: '稳岗返还企业名单' },
    ...{ topic: '失业', unitCode: 'BGS' },
    events: [
      { type: 'submitted', on: parseLocalDate('2026-01-05'), channel: 'counter' },
      { type: 'decided', on: parseLocalDate('2026-01-09'), items: [{ finding: 'disclosed' }] },
      { type: 'served', on: parseLocalDate('2026-01-09'), way: 'direct' },
    ],
  });
});

test('the quarterly paper says its figures in sentences and tables, and names nobody', async () => {
  const of = await getStatistics(ctx, operatorActor(), 'YSJ', { year: 2026, quarter: 1 });
  const document = statisticsDocument(of, '临江市云山局（演示）', new Date('2026-04-01T00:00:00Z'));
  expect(document.title).toBe('临江市云山局（演示）2026年第一季度政府信息公开申请办理情况统计分析');
  const text = JSON.stringify(document.blocks);
  expect(text).toContain('2026年第一季度收到申请1件，比上年同期多1件；办结1件，比上年同期多1件。');
  expect(text).toContain('一半的申请在4个工作日以内');
  expect(text).toContain('按期率100.0%');
  expect(text).toContain('5个工作日以内');
  expect(text).toContain('社会保险');
  expect(text).not.toContain('欧阳');
  expect(text).not.toContain('稳岗返还企业名单');
  expect((await writeDocx(document)).length).toBeGreaterThan(2000);
  expect(
    Buffer.from(await writePdf(document, ctx.fonts))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});
