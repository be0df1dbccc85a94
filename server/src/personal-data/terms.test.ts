import { operatorActor, parseLocalDate, systemActor } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { testActor } from '../../testing/test-actor.js';
import { registerCase } from '../application/service.js';
import { makeAnchor, signerOf } from '../audit/service.js';
import { verifyStoredChain } from '../audit/read-chain.js';
import { makeAgency } from '../identity/factory.js';
import { createAccount } from '../identity/service.js';
import { eraseDueData } from './erase.js';
import { listRetentionTerms, setRetentionTerm } from './terms.js';
import { listTermsOfAgencies } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const actor = testActor();
for (const code of ['YSJ', 'FGJ']) await makeAgency(ctx, { code, name: `云泽市${code}（演示）` });

async function closedCase(agencyCode: string, caseId: string, closedOn: string): Promise<void> {
  const on = parseLocalDate(closedOn);
  await registerCase(ctx, actor, agencyCode, {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: '上官示', topic: null, unitCode: null },
    request: '一件文件',
    applicantDetails: { telephone: '13800001234' },
    events: [
      { type: 'submitted', on, channel: 'counter' },
      { type: 'withdrawn', on },
    ],
  });
}

async function telephones(): Promise<string[]> {
  const { rows } = await sql<{ agencyId: string }>`
    select distinct agency_id from party where telephone_sealed is not null order by agency_id`.execute(db);
  return rows.map(({ agencyId }) => agencyId);
}
const eraseOn = (day: string) =>
  eraseDueData({ ...ctx, today: () => parseLocalDate(day) }, systemActor('personalData.erase'));

test('an agency sets a term within the bounds of the law, names what it goes by, and everybody can read it', async () => {
  const at = { agencyCode: 'FGJ', kind: 'contact' } as const;
  await expect(setRetentionTerm(ctx, actor, at, { amount: 4, basis: '某表' })).rejects.toThrow('5 至 10 年');
  await expect(setRetentionTerm(ctx, actor, at, { amount: 11, basis: '某表' })).rejects.toThrow('5 至 10 年');
  await expect(setRetentionTerm(ctx, actor, at, { amount: 7, basis: '' })).rejects.toThrow('请写明依据');
  const terms = await setRetentionTerm(ctx, actor, at, { amount: 7, basis: '云档函〔2026〕3号' });
  expect(terms.find(({ kind }) => kind === 'contact')).toEqual({
    ...{ kind: 'contact', amount: 7, basis: '云档函〔2026〕3号', setOn: '2026-03-02' },
  });
  const others = await listRetentionTerms(ctx, actor, 'YSJ');
  expect(others.find(({ kind }) => kind === 'contact')).toMatchObject({ amount: 5, basis: null });
  expect(await listTermsOfAgencies(db)).toEqual([
    { agencyName: '云泽市FGJ（演示）', kind: 'contact', amount: 7, basis: '云档函〔2026〕3号' },
  ]);
});

test('each agency’s data goes by its own term, once, and the chain of the audit stands', async () => {
  await closedCase('YSJ', 'T-1', '2021-03-02');
  await closedCase('FGJ', 'T-2', '2021-03-02');
  expect(await telephones()).toEqual(['FGJ', 'YSJ']);
  await eraseOn('2026-03-02');
  expect(await telephones()).toEqual(['FGJ']);
  await eraseOn('2028-03-01');
  expect(await telephones()).toEqual(['FGJ']);
  await eraseOn('2028-03-02');
  expect(await telephones()).toEqual([]);
  expect(await eraseOn('2028-03-02')).toBe(0);
  const anchor = await makeAnchor(ctx, actor, signerOf(ctx.keyring));
  expect(anchor.chains.length).toBeGreaterThan(1);
  for (const { chain } of anchor.chains) expect((await verifyStoredChain(db, chain)).fault).toBeNull();
});

test('news and networks go after their days, the younger ones stay', async () => {
  const { id } = await createAccount(ctx, operatorActor(), {
    ...{ loginName: 'zhangsan', displayName: '张三示', kind: 'staff', agencyCode: 'YSJ' },
  });
  await sql`
    insert into notification (agency_id, notification_id, account_id, kind, subject_type, subject_id, created_at, mail_state)
    values ('YSJ', 'old', ${id}, 'account.invited', 'account', ${id}, '2024-03-01T15:59:59Z', 'none'),
      ('YSJ', 'young', ${id}, 'account.invited', 'account', ${id}, '2024-03-02T16:00:00Z', 'none')`.execute(
    db,
  );
  await sql`
    insert into known_network (account_id, digest, first_seen_at)
    values (${id}, '\\x01', '2025-01-01T00:00:00Z'), (${id}, '\\x02', '2026-02-01T00:00:00Z')`.execute(db);
  await setRetentionTerm(
    ctx,
    actor,
    { agencyCode: 'YSJ', kind: 'notification' },
    { amount: 365, basis: '内部规定' },
  );
  await setRetentionTerm(
    ctx,
    actor,
    { agencyCode: 'YSJ', kind: 'notification' },
    { amount: null, basis: '' },
  );
  // 730 days before 2026-03-02 is 2024-03-02, which begins at 16:00Z of the day before.
  await eraseOn('2026-03-02');
  const left = await sql<{ notificationId: string }>`
    select notification_id from notification where notification_id in ('old', 'young')`.execute(db);
  expect(left.rows.map(({ notificationId }) => notificationId)).toEqual(['young']);
  const networks = await sql`select 1 from known_network where account_id = ${id}`.execute(db);
  expect(networks.rows).toHaveLength(1);
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['party.erased', 'retention.erased', 'retention.termSet']),
  );
});
