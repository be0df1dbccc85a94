import { parseLocalDate, operatorActor, type CaseEvent } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { TEST_KEYRING } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { eraseDueData } from '../personal-data/erase.js';
import { countToSealAnew, sealEverythingAnew } from '../personal-data/keys.js';
import { rotateKeyring } from '../platform/secrets/keyring.js';
import { codesOfText } from './request-codes.js';
import { codesOfWords, fillRequestIndex, findRequestsAlike } from './service.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-03-02');
const ctx = { db, keyring: TEST_KEYRING, now: () => new Date('2026-03-02T04:00:00Z'), today: () => today };
const actor = operatorActor();
for (const code of ['YSJ', 'LJ']) await makeAgency(ctx, { code });

const COUNTER: CaseEvent[] = [{ type: 'submitted', on: parseLocalDate('2020-03-02'), channel: 'counter' }];

async function register(agencyCode: string, request: string, events = COUNTER): Promise<string> {
  const { caseId } = await registerCase(ctx, actor, agencyCode, {
    ...{ applicantClass: 'naturalPerson', applicantName: '欧阳示范', request, topic: null, unitCode: null },
    events,
  });
  return caseId;
}

async function storedCodes(): Promise<{ recordId: string; codes: number[]; keyId: string }[]> {
  return db.selectFrom('requestCodes').select(['recordId', 'codes', 'keyId']).orderBy('recordId').execute();
}

test('a request is found by what is in it, in its own agency alone', async () => {
  const caseId = await register('YSJ', '云山路改造项目的批复文件');
  await register('YSJ', '失业保险稳岗返还企业名单');
  await register('LJ', '云山路改造项目的批复文件');
  await fillRequestIndex(ctx);

  const { candidates } = await findRequestsAlike(db, TEST_KEYRING, 'YSJ', '请公开云山路改造的批复');
  expect(candidates[0]).toMatchObject({ source: 'case', recordId: caseId });
  expect(await codesOfWords(db, TEST_KEYRING, 'YSJ', '稳岗')).toHaveLength(1);
  expect(await codesOfWords(db, TEST_KEYRING, 'YSJ', '岗')).toBeNull();
});

test('what is kept tells neither order nor number of its pairs, and no code twice of two agencies', () => {
  const codes = codesOfText(TEST_KEYRING, 'YSJ', '征收补偿征收补偿征收补偿');
  expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
  expect(codes).toHaveLength(4);
  const other = codesOfText(TEST_KEYRING, 'LJ', '征收补偿征收补偿征收补偿');
  expect(other.filter((code) => codes.includes(code))).toEqual([]);
});

test('what a release without the index left is coded by the job, once', async () => {
  await sql`delete from request_codes`.execute(db);
  await sql`delete from request_index_state`.execute(db);
  expect(await codesOfWords(db, TEST_KEYRING, 'YSJ', '稳岗')).toBeNull();
  expect(await fillRequestIndex(ctx)).toBe(3);
  expect(await fillRequestIndex(ctx)).toBe(0);
  expect(await storedCodes()).toHaveLength(3);
});

test('under a new key the codes are made anew, and found meanwhile under both', async () => {
  const keyring = rotateKeyring(TEST_KEYRING);
  const rotated = { ...ctx, keyring };
  const alike = () => findRequestsAlike(db, keyring, 'YSJ', '云山路改造项目的批复');
  expect((await alike()).candidates).not.toEqual([]);
  expect(await countToSealAnew(rotated)).toBeGreaterThan(0);
  await sealEverythingAnew(rotated, actor);
  expect(await countToSealAnew(rotated)).toBe(0);
  expect(new Set((await storedCodes()).map(({ keyId }) => keyId))).toEqual(new Set([keyring.activeKeyId]));
  expect((await alike()).candidates).not.toEqual([]);
});

test('when a request is erased its codes are gone with it', async () => {
  const served = parseLocalDate('2020-03-10');
  const caseId = await register('YSJ', '梨园路拆迁补偿方案', [
    ...COUNTER,
    { type: 'decided', on: served, items: [{ finding: 'disclosed' }] },
    { type: 'served', on: served, way: 'direct' },
  ]);
  expect((await storedCodes()).map(({ recordId }) => recordId)).toContain(caseId);
  await eraseDueData({ ...ctx, today: () => parseLocalDate('2056-03-02') }, actor);
  expect((await storedCodes()).map(({ recordId }) => recordId)).not.toContain(caseId);
});
