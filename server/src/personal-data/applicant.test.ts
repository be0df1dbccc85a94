import { operatorActor, parseLocalDate, type AuditKind, type CaseEvent, type Role } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { getReport } from '../annual-report/service.js';
import { getCase, listCases, registerCase } from '../application/service.js';
import { verifyStoredChain } from '../audit/read-chain.js';
import { makeAnchor, sealAllChains, signerOf } from '../audit/service.js';
import { makeAgency } from '../identity/factory.js';
import { attachIn } from '../intake/attachments.js';
import { addAttachment, listAttachments, openAttachment } from '../intake/service.js';
import { importLedger } from '../ledger-import/service.js';
import {
  applicationsOfSameApplicant,
  copyApplicantData,
  correctApplicant,
  eraseApplicant,
  eraseDueData,
  unmaskApplicant,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const actor = testActor();
await makeAgency({ db });
await makeAgency({ db }, { code: 'OTHER' });

const day = parseLocalDate;
const PERSON = {
  identityKind: '居民身份证',
  identityNumber: '11010519491231002X',
  telephone: '13812345678',
  address: '云泽市示范区云山路1号2单元301室',
  email: 'ouyang@example.cn',
} as const;
const at = (caseId: string, agencyCode = 'YSJ') => ({ agencyCode, caseId });

function closedOn(served: string): CaseEvent[] {
  return [
    { type: 'submitted', on: day(`${served.slice(0, 8)}01`), channel: 'counter' },
    { type: 'decided', on: day(served), items: [{ finding: 'disclosed' }] },
    { type: 'served', on: day(served), way: 'direct' },
  ];
}

async function register(
  caseId: string,
  name: string | null,
  details: object = {},
  events: CaseEvent[] = closedOn('2025-03-12'),
  agency = 'YSJ',
): Promise<void> {
  await registerCase(ctx, actor, agency, {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: name, request: `${caseId}的批复文件` },
    ...{ topic: null, unitCode: null, events },
    ...details,
  });
}

async function recordsOf(kind: AuditKind): Promise<string[]> {
  await sealAllChains(ctx);
  const rows = await db.selectFrom('auditRecord').select('text').where('kind', '=', kind).execute();
  return rows.map(({ text }) => text ?? '');
}

await register('A-1', '欧阳示范', {
  applicantDetails: PERSON,
  representative: { relation: 'agent', values: { name: '闻人代办', telephone: '13987654321' } },
});
await register('A-2', '欧阳示范', { applicantDetails: { ...PERSON, telephone: null } });
// Of the same name, but somebody else: another document, or none.
await register('A-3', '欧阳示范', {
  applicantDetails: { identityKind: '护照', identityNumber: 'E12345678' },
});
await register('A-4', '欧阳示范');
await register('B-1', '欧阳示范', { applicantDetails: PERSON }, undefined, 'OTHER');

test('a case shows its applicant masked; in full only with a purpose, which is on record', async () => {
  expect((await getCase(ctx, actor, 'YSJ', 'A-1')).applicantName).toBe('欧*');
  const shown = await unmaskApplicant(ctx, actor, at('A-1'), 'handling');
  expect(shown.values).toEqual({ name: '欧阳示范', organisationCode: null, ...PERSON });
  expect(shown.representative).toMatchObject({
    relation: 'agent',
    values: { name: '闻人代办', telephone: '13987654321', address: null },
  });
  const [record = ''] = await recordsOf('party.unmasked');
  expect(record).toContain('"purpose":"handling"');
  expect(record).toContain('"identityNumber"');
  expect(record).not.toMatch(/欧阳|闻人|1101051949|138123/);
});

test.each([
  ['disclosureOfficer', true, true, false],
  ['officeHead', true, true, true],
  ['liaisonOfficer', false, false, false],
  ['auditor', false, false, false],
  ['supervisor', false, false, false],
  ['systemAdministrator', false, false, false],
] as const)('%s: unmask %s, correct %s, erase %s', async (role: Role, unmasks, corrects, erases) => {
  const somebody = testActor({ id: role, roles: [role], agencyCode: 'YSJ' });
  const isPermitted = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'FORBIDDEN') return false;
      throw error;
    }
  };
  expect(await isPermitted(unmaskApplicant(ctx, somebody, at('A-1'), 'handling'))).toBe(unmasks);
  expect(await isPermitted(copyApplicantData(ctx, somebody, at('A-1'), 'ownRequest'))).toBe(unmasks);
  expect(await isPermitted(applicationsOfSameApplicant(ctx, somebody, at('A-1'), 'handling'))).toBe(unmasks);
  expect(await isPermitted(correctApplicant(ctx, somebody, at('A-4'), { telephone: '13800000000' }))).toBe(
    corrects,
  );
  const erasure = { kinds: ['contact'], reason: 'purposeReached' } as const;
  expect(await isPermitted(eraseApplicant(ctx, somebody, at('A-4'), erasure))).toBe(erases);
  // Nobody reaches into another agency.
  await expect(unmaskApplicant(ctx, somebody, at('B-1', 'OTHER'), 'handling')).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('the register is searched by a whole name or number, in its own agency', async () => {
  const found = async (q: string, agency = 'YSJ') => {
    const query = { q, sort: 'receivedOn', limit: 50 } as const;
    const { items } = await listCases(ctx, actor, agency, query);
    return items.map(({ caseId }) => caseId).toSorted();
  };
  expect(await found('11010519491231002x')).toEqual(['A-1', 'A-2']);
  expect(await found('138 1234 5678')).toEqual(['A-1']);
  expect(await found('欧阳示范')).toEqual(['A-1', 'A-2', 'A-3', 'A-4']);
  expect(await found('闻人代办')).toEqual(['A-1']);
  expect(await found('欧阳示范', 'OTHER')).toEqual(['B-1']);
  // A part of a name finds nobody; a part of a request, and of a number of a case, its case.
  expect(await found('欧阳')).toEqual([]);
  expect(await found('3的批复')).toEqual(['A-3']);
  expect(await found('a-2')).toEqual(['A-2']);
});

test('the same applicant is told by the document, not by the name, and counted only when asked', async () => {
  const counted = await applicationsOfSameApplicant(ctx, actor, at('A-1'), 'handling');
  expect(counted).toMatchObject({ total: 2, basis: 'identityNumber' });
  expect(counted.cases.map(({ caseId }) => caseId).toSorted()).toEqual(['A-1', 'A-2']);
  // Without a document: those of the name and class that show none either.
  const named = await applicationsOfSameApplicant(ctx, actor, at('A-4'), 'handling');
  expect(named).toMatchObject({ total: 1, basis: 'name' });
  const [record = ''] = await recordsOf('party.frequencyViewed');
  expect(record).toMatch(/"count":\d/);
});

test('cases of an old system count as well', async () => {
  const text = '原编号,申请人,申请人类别,申请内容,收到日期\r\nOLD-1,司徒旧案,自然人,旧的批复,2012-05-08';
  const file = { fileName: '旧.csv', bytes: new TextEncoder().encode(text) };
  await importLedger(ctx, actor, { agencyCode: 'YSJ', kind: 'facts', file });
  await register('C-1', '司徒旧案');
  const counted = await applicationsOfSameApplicant(ctx, actor, at('C-1'), 'handling');
  expect(counted.cases).toEqual([
    { caseId: 'C-1', receivedOn: '2025-03-01', isOfOldSystem: false },
    { caseId: 'OLD-1', receivedOn: '2012-05-08', isOfOldSystem: true },
  ]);
});

test('a copy holds everything of the person, and nothing of another of the same name', async () => {
  const copy = await copyApplicantData(ctx, actor, at('A-2'), 'ownRequest');
  expect(copy.applicant.values).toMatchObject({ name: '欧阳示范', telephone: null, email: PERSON.email });
  expect(copy.cases.map(({ caseId, request }) => [caseId, request]).toSorted()).toEqual([
    ['A-1', 'A-1的批复文件'],
    ['A-2', 'A-2的批复文件'],
  ]);
  // By the name alone only this very case.
  expect((await copyApplicantData(ctx, actor, at('A-4'), 'ownRequest')).cases).toHaveLength(1);
});

test('a correction replaces the value; the old one is in no row any more', async () => {
  const before = await db
    .selectFrom('party')
    .select('telephoneSealed')
    .where('telephoneSealed', 'is not', null)
    .execute();
  const shown = await correctApplicant(ctx, actor, at('A-1'), { telephone: '13700001111' });
  expect(shown.values.telephone).toBe('137****1111');
  const full = await unmaskApplicant(ctx, actor, at('A-1'), 'handling');
  expect(full.values).toMatchObject({ ...PERSON, telephone: '13700001111' });
  const now = await db.selectFrom('party').select('telephoneSealed').execute();
  const stillThere = now.map(({ telephoneSealed }) => Buffer.from(telephoneSealed ?? []).toString('hex'));
  const old = before.map(({ telephoneSealed }) => Buffer.from(telephoneSealed ?? []).toString('hex'));
  expect(old.filter((text) => stillThere.includes(text)).length).toBe(old.length - 1);
  await expect(correctApplicant(ctx, actor, at('A-1'), { telephone: null })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  // Who acts for the applicant is entered the first time and changed after; the applicant stays as it was.
  const agent = (values: object) => ({ representative: { relation: 'agent', values } }) as const;
  await correctApplicant(ctx, actor, at('A-1'), agent({ name: '代办示人', telephone: '13600002222' }));
  await correctApplicant(ctx, actor, at('A-1'), agent({ email: 'daiban@example.org' }));
  expect(await unmaskApplicant(ctx, actor, at('A-1'), 'handling')).toMatchObject({
    values: { ...PERSON, telephone: '13700001111' },
    representative: {
      relation: 'agent',
      values: { name: '代办示人', telephone: '13600002222', email: 'daiban@example.org' },
    },
  });
  // A case without a known applicant gets one.
  await register('D-1', null);
  await correctApplicant(ctx, actor, at('D-1'), { name: '东方补记' });
  expect((await getCase(ctx, actor, 'YSJ', 'D-1')).applicantName).toBe('东*');
});

test('a value that was moved to another row, or whose column was exchanged, does not open', async () => {
  await db
    .updateTable('party')
    .set({ emailSealed: sql`address_sealed` })
    .where('agencyId', '=', 'OTHER')
    .execute();
  await expect(unmaskApplicant(ctx, actor, at('B-1', 'OTHER'), 'handling')).rejects.toMatchObject({
    code: 'UNREADABLE_FILE',
  });
});

test('erasing takes the data away, and neither the figures nor the chain of records notice', async () => {
  await register('E-1', '夏侯待办', {}, [{ type: 'submitted', on: day('2026-02-20'), channel: 'counter' }]);
  const everything = { kinds: ['contact', 'identity', 'nameAndRequest'], reason: 'purposeReached' } as const;
  await expect(eraseApplicant(ctx, actor, at('E-1'), everything)).rejects.toMatchObject({
    code: 'NOT_IN_THIS_STATUS',
  });
  const figures = async () => (await getReport(ctx, actor, 'YSJ', 2025)).tables;
  const before = await figures();
  expect(await eraseApplicant(ctx, actor, at('A-1'), everything)).toEqual({ erased: 3 });
  const detail = await getCase(ctx, actor, 'YSJ', 'A-1');
  expect(detail).toMatchObject({ applicantName: null, request: null, status: 'closed' });
  expect(detail.events).toHaveLength(3);
  const shown = await unmaskApplicant(ctx, actor, at('A-1'), 'handling');
  expect(Object.values(shown.values)).toEqual(Object.values(shown.values).map(() => null));
  const { rows } = await sql`
    select 1 from party p join application_case c using (agency_id) where c.case_id = 'A-1' and agency_id = 'YSJ'
      and c.party_id in (p.party_id, p.represented_party_id)
      and (p.key_id is not null or c.key_id is not null or p.name_index is not null)`.execute(db);
  expect(rows).toEqual([]);
  expect(await figures()).toEqual(before);
  const records = await recordsOf('party.erased');
  expect(records.some((text) => text.includes('"rule":"purposeReached"'))).toBe(true);
  const signer = signerOf(ctx.keyring);
  const anchor = await makeAnchor(ctx, actor, signer);
  for (const { chain } of anchor.chains) expect((await verifyStoredChain(db, chain)).fault).toBeNull();
});

test('by rule: contact and document after five years, name and request after ten, a pending remedy holds all', async () => {
  await register('F-1', '上官五年', { applicantDetails: PERSON }, closedOn('2021-03-02'));
  await register('F-2', '上官不足', { applicantDetails: PERSON }, closedOn('2021-03-03'));
  await register('F-3', '上官诉讼', { applicantDetails: PERSON }, closedOn('2021-03-02'));
  await db
    .insertInto('remedy')
    .values({
      ...{ agencyId: 'YSJ', remedyId: 'R-1', caseId: 'F-3', kind: 'directSuit', role: 'originalOrgan' },
      ...{ filedOn: day('2021-06-01'), concludedOn: null, outcome: null, instances: null, importId: null },
    })
    .execute();
  const held = async (caseId: string) => {
    const { values } = await unmaskApplicant(ctx, actor, at(caseId), 'audit');
    const { request } = await getCase(ctx, actor, 'YSJ', caseId);
    return [
      values.name !== null,
      values.identityNumber !== null,
      values.telephone !== null,
      request !== null,
    ];
  };
  const whole = [true, true, true, true];
  const before = (await getReport(ctx, actor, 'YSJ', 2021)).tables;
  const eraseOn = (today: string) => eraseDueData({ ...ctx, today: () => day(today) }, actor);
  await eraseOn('2026-03-01');
  expect(await held('F-1')).toEqual(whole);
  await eraseOn('2026-03-02');
  expect(await held('F-1')).toEqual([true, false, false, true]);
  expect(await held('F-2')).toEqual(whole);
  expect(await held('F-3')).toEqual(whole);
  await eraseOn('2031-03-02');
  expect(await held('F-1')).toEqual([false, false, false, false]);
  expect(await held('F-2')).toEqual([true, false, false, true]);
  expect(await held('F-3')).toEqual(whole);
  expect((await getReport(ctx, actor, 'YSJ', 2021)).tables).toEqual(before);
  expect(await eraseOn('2031-03-02')).toBe(0);
});

test('what was handed in goes with the request; a scan kept with several cases goes with the last', async () => {
  await register('S-1', '司徒示范');
  await register('S-2', '司徒示范');
  const scan = { fileName: '司徒示范的申请书.txt', bytes: Buffer.from('申请书') };
  const { fileId } = await addAttachment(ctx, actor, { ...at('S-1'), kind: 'application' }, scan);
  await inTransaction(db, (trx) =>
    attachIn(trx, ctx, actor, at('S-2'), { fileId, kind: 'application' }, true),
  );
  const erasure = { kinds: ['nameAndRequest'], reason: 'purposeReached' } as const;
  await eraseApplicant(ctx, actor, at('S-1'), erasure);
  expect((await listAttachments(ctx, actor, at('S-1'))).items).toMatchObject([
    { removedBy: actor.id, fileName: scan.fileName },
  ]);
  expect((await openAttachment(ctx, actor, 'YSJ', fileId)).fileName).toBe(scan.fileName);
  await eraseApplicant(ctx, actor, at('S-2'), erasure);
  await expect(openAttachment(ctx, actor, 'YSJ', fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { rows } = await sql<{ fileName: string }>`
    select file_name from stored_file where file_id = ${fileId} and removed_at is not null`.execute(db);
  expect(JSON.stringify(rows)).not.toContain('司徒');
  expect(rows).toHaveLength(1);
});

test('the nightly erasure takes what was handed in too', async () => {
  await register('S-3', '端木示范', {}, closedOn('2020-03-12'));
  const scan = { fileName: '附件.txt', bytes: Buffer.from('附件') };
  const { fileId } = await addAttachment(ctx, actor, { ...at('S-3'), kind: 'application' }, scan);
  const later = testContext({ db, now: () => new Date('2046-03-02T04:00:00Z') });
  await eraseDueData(later, operatorActor());
  await expect(openAttachment(ctx, actor, 'YSJ', fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
