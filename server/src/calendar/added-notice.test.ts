import { documentDraftSchema, newNoticeSchema, operatorActor, remedyEntrySchema } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { addNotice } from '../application/calendar-change.js';
import { makeAgency } from '../identity/factory.js';
import { draftDocument, getDocument } from '../publication/service.js';
import { getRemedy, registerRemedy } from '../remedy/service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-27T04:00:00Z') });
const operator = operatorActor();
const AGENCY = 'YSJ';

const draft = (formedOn: string) =>
  documentDraftSchema.parse({
    ...{
      kind: 'notice',
      title: `关于示范事项的通知（${formedOn}）`,
      summary: '示范。',
      documentNumber: null,
    },
    ...{
      genre: '通知',
      topic: '其他',
      duty: 'rulesAndDocuments',
      mode: 'proactive',
      body: '示范。',
      formedOn,
    },
  });
const reconsideration = (copyReceivedOn: string) =>
  remedyEntrySchema.parse({
    ...{ kind: 'reconsideration', role: 'originalOrgan' },
    stages: [
      {
        ...{ level: 'reconsideration', authority: '云泽市人民政府（演示）', number: null },
        ...{ filedOn: '2026-11-20', procedure: 'ordinary', copyReceivedOn },
      },
    ],
  });

beforeAll(async () => {
  await makeAgency(ctx);
});

// Monday and Tuesday, 7 and 8 December 2026, become days off; Saturday the 5th is worked.
test('a notice moves the terms of publication and of remedies that run, and those that begin later', async () => {
  const document = await draftDocument(ctx, operator, AGENCY, draft('2026-11-16'));
  const remedy = await registerRemedy(ctx, operator, AGENCY, reconsideration('2026-11-25'));
  // Twenty working days after Monday 16 November; ten after Wednesday 25 November.
  expect([document.dueOn, remedy.answerDueOn]).toEqual(['2026-12-14', '2026-12-09']);

  const notice = newNoticeSchema.parse({
    ...{ number: '国办发明电〔2026〕8号', issuedOn: '2026-11-20', year: 2026 },
    amends: '国办发明电〔2025〕7号',
    off: [{ from: '2026-12-07', to: '2026-12-08', holiday: '示范节' }],
    work: [{ from: '2026-12-05', to: '2026-12-05', holiday: '示范节' }],
  });
  await addNotice(ctx, operator, notice, 0);
  await runJobsUntilIdle(ctx);

  // Two days off and one made up: a day later.
  const moved = await getDocument(ctx, operator, AGENCY, document.documentId);
  expect(moved.dueOn).toBe('2026-12-15');
  expect(moved.derivation.at(-1)).toContain('2026-12-15');
  const counted = await getRemedy(ctx, operator, { agencyCode: AGENCY, remedyId: remedy.remedyId });
  expect(counted.answerDueOn).toBe('2026-12-10');
  expect(counted.stages[0]?.answer?.dueOn).toBe('2026-12-10');

  const later = await draftDocument(ctx, operator, AGENCY, draft('2026-11-17'));
  expect(later.dueOn).toBe('2026-12-16');
  const next = await registerRemedy(ctx, operator, AGENCY, reconsideration('2026-11-26'));
  expect(next.answerDueOn).toBe('2026-12-11');
});
