import { actorWithEveryRole, operatorActor, parseLocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { decideRemedyPolicy, listRemedyPolicies, getRemedy } from '../remedy/service.js';
import { cellSource } from './cell-source.js';
import { differenceReport } from './difference.js';
import { getReport } from './service.js';
import { loadLedger } from './testing/load-ledger.js';
import { handInForCheck, publishReport, reviseReport, waiveFinding } from './workflow.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-11-22');
const ctx = testContext({ db, now: () => new Date('2026-11-22T04:00:00Z') });
const writer = actorWithEveryRole('a', '顾示文');
const publisher = actorWithEveryRole('b', '柏演舟');
const CODE = 'POLICY';
const SUIT = 'SS-1';

// Filed in 2021 and pending at its end; the first instance dismissed it in 2022, the second revoked the answer that year.
await loadLedger(
  db,
  {
    format: 'gongkai-ledger-1',
    isDemonstration: true,
    agency: { code: CODE, name: '演示市口径局', kind: 'localDepartment' },
    table2: {},
    cases: [],
    remedies: [
      {
        remedyId: SUIT,
        kind: 'directSuit',
        role: 'originalOrgan',
        filedOn: parseLocalDate('2021-11-01'),
        instances: [
          {
            level: 'first',
            filedOn: parseLocalDate('2021-11-01'),
            concludedOn: parseLocalDate('2022-02-01'),
            outcome: 'claimDismissed',
          },
          {
            level: 'second',
            filedOn: parseLocalDate('2022-03-01'),
            concludedOn: parseLocalDate('2022-06-01'),
            outcome: 'revoked',
          },
        ],
      },
    ],
  },
  today,
);

async function lineOf(year: number, version?: number): Promise<string> {
  const { tables } = await getReport(ctx, publisher, CODE, year, { version });
  const block = tables.table4?.directSuit;
  return ['upheld', 'corrected', 'other', 'pending', 'total'].map((column) => block?.[column]).join('');
}

const latest = {
  countPendingAgain: true,
  resultOf: 'latestInstance',
  reason: '年度统计工作会议纪要',
} as const;

async function publish(year: number): Promise<void> {
  const key = { agencyId: CODE, year };
  for (const finding of (await getReport(ctx, writer, CODE, year)).findings)
    if (finding.severity === 'error')
      await waiveFinding(ctx, writer, key, { key: finding.key, signer: '顾示文', reason: '试验数据' });
  await handInForCheck(ctx, operatorActor(), key);
  const checked = await handInForCheck(ctx, operatorActor(), key);
  expect(checked.status).toBe('checked');
  await publishReport(ctx, publisher, key);
}

test('nothing decided: pending cases are counted again, suits by their first instance', async () => {
  expect([await lineOf(2021), await lineOf(2022)]).toEqual(['00011', '10001']);
});

test('a decision holds from its year; what was published keeps its own, and the difference says so', async () => {
  await publish(2022);
  const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: CODE });
  await expect(decideRemedyPolicy(ctx, officer, CODE, { ...latest, fromYear: 2022 })).rejects.toThrow();
  await decideRemedyPolicy(ctx, publisher, CODE, { ...latest, fromYear: 2022 });
  expect((await listRemedyPolicies(ctx, officer, CODE)).items).toMatchObject([
    { policyNo: 1, fromYear: 2022, decidedOn: '2026-11-22', ...latest },
  ]);
  // The published one is as it was, in its figures, in what explains them and in the policy that it names.
  expect(await lineOf(2022)).toBe('10001');
  expect((await getReport(ctx, publisher, CODE, 2022)).remedyPolicies.resultOf).toBe('firstInstance');
  const shown = await cellSource(ctx, CODE, 2022, 'table4.directSuit.upheld', { limit: 10 });
  expect(shown.explanation).toContain('以一审结果计');
  const { differences, remedyPolicies } = await differenceReport(ctx, publisher, CODE, 2022);
  expect(remedyPolicies.after.resultOf).toBe('latestInstance');
  expect(differences.map(({ cell }) => cell)).toEqual(
    expect.arrayContaining(['table4.directSuit.upheld', 'table4.directSuit.corrected']),
  );
  // The next version is counted by what is decided now, and the first stays what it was.
  await reviseReport(ctx, writer, { agencyId: CODE, year: 2022 });
  expect([await lineOf(2022), await lineOf(2022, 1)]).toEqual(['01001', '10001']);
  const live = await cellSource(ctx, CODE, 2022, 'table4.directSuit.corrected', { limit: 10 });
  expect(live.explanation).toContain('以最后一个审级的结果计');
  expect((await getRemedy(ctx, publisher, { agencyCode: CODE, remedyId: SUIT })).counted).toEqual([
    { year: 2021, column: 'pending' },
    { year: 2022, column: 'corrected' },
  ]);
});

test('counted once, a suit pending at the end of a year is not in the next, and no finding asks for it', async () => {
  await publish(2021);
  const once = { countPendingAgain: false, resultOf: 'firstInstance', reason: '主管部门答复' } as const;
  await decideRemedyPolicy(ctx, publisher, CODE, { ...once, fromYear: 2022 });
  expect([await lineOf(2021), await lineOf(2022)]).toEqual(['00011', '00000']);
  const { findings } = await getReport(ctx, publisher, CODE, 2022);
  expect(findings.filter(({ rule }) => rule === 'T4-D')).toEqual([]);
  expect(await recordedKinds(db)).toContain('remedyPolicy.decided');
});
