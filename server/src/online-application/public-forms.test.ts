import { checkedFormSchema, formReceiptSchema, progressSchema } from '@gongkai/core';
import { getRightsRequest } from '../rights-request/service.js';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { getCase } from '../application/service.js';
import { ANSWERS, openOnlineWorld } from './testing/online-world.js';

const world = await openOnlineWorld();
const { app, ctx } = world;
const officer = testActor();
const FILLED: Record<string, string> = Object.fromEntries(Object.values(ANSWERS).flatMap(Object.entries));

async function post(path: string, body: unknown): Promise<{ status: number; answer: unknown }> {
  const response = await app.request(`http://localhost/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

test('the form tells what it asks, page by page as the answers go on, and keeps nothing', async () => {
  const empty = await post('/agencies/YSJ/online-forms/application/check', { answers: {} });
  expect(empty.status).toBe(200);
  const { steps, faults } = checkedFormSchema.parse(empty.answer);
  const [first] = steps;
  expect(first?.fields[0]).toMatchObject({ name: 'class', isRequired: true });
  expect(faults.map(({ field }) => field)).toContain('class');
  const filled = await post('/agencies/YSJ/online-forms/application/check', { answers: FILLED });
  expect(checkedFormSchema.parse(filled.answer).faults).toEqual([]);
  expect(await ctx.db.selectFrom('onlineDraft').selectAll().execute()).toEqual([]);
});

test('sent in one go it is the same unconfirmed case as from the pages, and its code opens the progress', async () => {
  const { status, answer } = await post('/agencies/YSJ/online-forms/application', {
    answers: FILLED,
  });
  expect(status).toBe(200);
  const { number, queryCode } = formReceiptSchema.parse(answer);
  expect(queryCode).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  expect(await getCase(ctx, officer, 'YSJ', number)).toMatchObject({
    ...{ status: 'unconfirmed', applicantName: '申*', request: '云泽市2025年度社会保险基金决算' },
  });
  const seen = await post('/progress-lookups', { number, queryCode });
  expect(seen.answer).toMatchObject({ number, agencyCode: 'YSJ', dueOn: null });
  expect(progressSchema.parse(seen.answer).timeline).toHaveLength(1);
  const wrong = await post('/progress-lookups', { number, queryCode: 'AAAA-AAAA-AAAA' });
  expect(wrong.status).toBe(404);
  expect(JSON.stringify(seen.answer)).not.toContain('申小明');
});

test('what is missing is named and nothing is registered', async () => {
  const { 'item-1': _, ...lacking } = FILLED;
  const { status, answer } = await post('/agencies/YSJ/online-forms/application', {
    answers: lacking,
  });
  expect(status).toBe(422);
  expect(answer).toMatchObject({ message: '请写明您要的信息的名称、文号或者其他特征。' });
  const cases = await ctx.db.selectFrom('applicationCase').select('caseId').execute();
  expect(cases).toHaveLength(1);
});

test('a suggestion to publish (条例第四十四条) goes the same way', async () => {
  const path = '/agencies/YSJ/online-forms/suggestion';
  const { answer: asked } = await post(`${path}/check`, { answers: {} });
  const answers: Record<string, string> = {};
  for (const { fields } of checkedFormSchema.parse(asked).steps) {
    for (const { name, kind, isRequired, options } of fields) {
      if (isRequired)
        answers[name] =
          kind === 'text' || kind === 'textarea' ? '公交线路调整的依据' : (options[0]?.value ?? 'yes');
    }
  }
  const { status, answer } = await post(path, { answers });
  expect(status).toBe(200);
  const { number, queryCode } = formReceiptSchema.parse(answer);
  expect(number).toContain('-JY-');
  expect(await getRightsRequest(ctx, officer, 'YSJ', number)).toMatchObject({ kind: 'suggestion' });
  const { answer: seen } = await post('/progress-lookups', { number, queryCode });
  expect(seen).toMatchObject({ number, answer: null, dueOn: null });
});
