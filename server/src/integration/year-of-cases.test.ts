import {
  addDays,
  APPLICANT_CLASSES,
  createCalendar,
  OUTCOME_ROWS,
  parseLocalDate,
  TABLE3_COLUMNS,
  TABLE4_BLOCKS,
  yearOf,
  type CaseDetail,
  type CaseEvent,
  type PresentedReport,
  type ShownSecret,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { tryCourse } from '../demonstration/lawful-history.js';
import { createRandom } from '../demonstration/random.js';
import { makeAgency } from '../identity/factory.js';
import { createApp } from '../platform/http/app.js';
import { OWN_PAGE } from '../platform/http/testing/call-route.js';
import { registerApi } from '../routes.js';

// `GONGKAI_YEAR_CASES=5000 npx vitest run server/src/integration/year-of-cases.test.ts` is the year of the issue.
const CASES = Number(process.env.GONGKAI_YEAR_CASES ?? 60);
const YEAR = 2025;
const AGENCY = 'YSJ';
const { db } = await openTestDatabase();
const ctx = { ...testContext({ db }), checksResponses: CASES < 1000 };
await makeAgency(ctx);
const app = createApp(ctx, { ...signedInAs(testActor()), api: registerApi() });
const random = createRandom(20261122);
const calendar = createCalendar();
const calls = { made: 0 };

async function send<T>(method: string, path: string, body?: object, headers: object = OWN_PAGE): Promise<T> {
  calls.made += 1;
  const response = await app.request(`http://localhost/api/v1/agencies/${AGENCY}/${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T;
  if (response.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify([body, answer])}`);
  return answer;
}

const { secret } = await send<ShownSecret>('POST', 'integration-clients', { name: '省政务服务平台' });

/** Some come from another system; of some the office has not recorded the end. */
async function enter(number: number): Promise<CaseDetail> {
  const submittedOn = addDays(parseLocalDate(`${YEAR - 1}-12-05`), random.between(0, 391));
  const applicantClass = random.pick(APPLICANT_CLASSES);
  const application = { agency: 'localDepartment', submittedOn, row: random.pick(OUTCOME_ROWS) } as const;
  const course = tryCourse({ random, calendar }, { ...application, applicant: applicantClass });
  const known = course.events.filter(({ on }) => on <= ctx.today());
  const kept = random.chance(0.15) ? known.slice(0, random.between(1, known.length)) : known;
  const [first, ...rest] = kept as [CaseEvent, ...CaseEvent[]];
  const request = `第${number}件：有关文件`;
  let lastSeq = 1;
  let caseId: string;
  if (first.type === 'submitted' && first.channel === 'web') {
    const intake = {
      reference: `P-${number}`,
      submittedOn: first.on,
      applicantClass,
      applicantName: '示范',
      request,
    };
    const headers = { authorization: `Bearer ${secret}`, 'idempotency-key': `intake-${number}` };
    ({ caseId } = await send<{ caseId: string }>('POST', 'intake', intake, headers));
  } else {
    ({ caseId } = await send<CaseDetail>('POST', 'cases', { applicantClass, request, events: [first] }));
  }
  for (const event of rest) {
    await send('POST', `cases/${encodeURIComponent(caseId)}/events`, { event, lastSeq });
    lastSeq += 1;
  }
  return send<CaseDetail>('GET', `cases/${encodeURIComponent(caseId)}`);
}

test(`a year of ${CASES} random lawful cases through the API satisfies every identity`, async () => {
  const began = performance.now();
  const entered: CaseDetail[] = [];
  for (let number = 1; number <= CASES; number += 1) entered.push(await enter(number));
  let suits = 0;
  for (const { caseId, closedOn, row } of entered) {
    if (closedOn === null || row === 'granted' || yearOf(closedOn) !== YEAR || !random.chance(0.2)) continue;
    const concludedOn = addDays(closedOn, 40);
    const isOver = concludedOn <= ctx.today();
    const kind = random.pick(TABLE4_BLOCKS);
    const stage = {
      ...{ level: kind === 'reconsideration' ? 'reconsideration' : 'first', filedOn: addDays(closedOn, 5) },
      ...(isOver && { concludedOn, outcome: random.pick(['upheld', 'revoked', 'withdrawn'] as const) }),
    };
    if (stage.filedOn > ctx.today()) continue;
    await send('POST', 'remedies', { caseId, kind, role: 'originalOrgan', stages: [stage] });
    if (yearOf(stage.filedOn) === YEAR) suits += 1;
  }
  const seconds = (performance.now() - began) / 1000;

  const reports = new Map<number, PresentedReport>();
  for (const year of [YEAR - 1, YEAR, YEAR + 1]) {
    const report = await send<PresentedReport>('GET', `reports/${year}`);
    reports.set(year, report);
    expect(
      report.findings.filter(({ severity, rule }) => severity === 'error' && rule.startsWith('T')),
    ).toEqual([]);
    const rows = report.tables.table3;
    const cell = (row: string, column: string): number => rows?.[row]?.[column] ?? 0;
    for (const column of TABLE3_COLUMNS) {
      // Printed in the head of 表三: 一 + 二 = 三（七）+ 四.
      expect([year, column, cell('newReceived', column) + cell('carriedIn', column)]).toEqual([
        ...[year, column, cell('resultTotal', column) + cell('carriedOut', column)],
      ]);
      // 二 of a year is 四 of the year before.
      const before = reports.get(year - 1)?.tables.table3;
      if (before) expect(cell('carriedIn', column)).toBe(before.carriedOut?.[column] ?? 0);
    }
    // 一 counts by the day of receipt (条例第三十一条).
    expect(cell('newReceived', 'total')).toBe(
      entered.filter(({ receivedOn }) => receivedOn !== null && yearOf(receivedOn) === year).length,
    );
    const closed = entered.filter(({ closedOn }) => closedOn !== null && yearOf(closedOn) === year);
    expect(cell('resultTotal', 'total')).toBe(closed.length);
  }
  const { table4 } = reports.get(YEAR)?.tables ?? {};
  expect(TABLE4_BLOCKS.reduce((sum, block) => sum + (table4?.[block]?.total ?? 0), 0)).toBe(suits);
  if (CASES >= 1000) {
    console.info(`${CASES} cases, ${suits} remedies, ${calls.made} calls in ${seconds.toFixed(1)} s`);
  }
}, 3_600_000);
