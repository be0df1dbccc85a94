import { canonicalJson, operatorActor, parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getReport } from '../annual-report/service.js';
import { getCase, listCases, registerCase } from '../application/service.js';
import { loadCity } from '../demonstration/service.js';
import { importLedger } from '../ledger-import/service.js';
import { sealPlainText } from '../party/service.js';
import { listTables } from '../platform/database/table-catalogue.js';
import { rotateKeyring } from '../platform/secrets/keyring.js';
import {
  applicationsOfSameApplicant,
  countToSealAnew,
  keyStandings,
  sealEverythingAnew,
  unmaskApplicant,
  withoutKey,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const actor = operatorActor();
const NAME = '慕容无名';
const NUMBER = '11010519491231002X';
const REQUEST = '慕容无名家门前的道路';
const AGENCY = 'CC-RS';
const AT = { agencyCode: AGENCY, caseId: 'PERSON-1' };

await loadCity(ctx, () => undefined);
await registerCase(ctx, actor, AGENCY, {
  ...{ caseId: AT.caseId, applicantClass: 'naturalPerson', applicantName: NAME, request: REQUEST },
  applicantDetails: { identityKind: '居民身份证', identityNumber: NUMBER, telephone: '13812345678' },
  ...{ topic: null, unitCode: null },
  events: [{ type: 'submitted', on: parseLocalDate('2026-11-02'), channel: 'counter' }],
});
const OLD = `原编号,申请人,申请人类别,申请内容,收到日期,联系人\r\nOLD-1,${NAME},自然人,${REQUEST},2012-05-08,慕容无名之兄`;
await importLedger(ctx, actor, {
  ...{ agencyCode: AGENCY, kind: 'facts' },
  file: { fileName: '旧系统.csv', bytes: new TextEncoder().encode(OLD) },
});

/** Tables in whose rows, written out, the words stand; bytes are written as they are too. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await listTables(db)) {
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from ${sql.table(name)} as t where ${sql.join(
        words.flatMap((word) => [
          sql`position(${word} in t::text) > 0`,
          sql`position(${Buffer.from(word).toString('hex')} in t::text) > 0`,
        ]),
        sql` or `,
      )}) as found`.execute(db.withoutPlugins());
    if (rows[0]?.found === true) found.push(name);
  }
  return found;
}

const { items: shown } = await listCases(ctx, actor, AGENCY, { sort: 'receivedOn', limit: 20 });
const officers = await db.selectFrom('officer').select('name').execute();
const officerNames = new Set(officers.map(({ name }) => name));
/** An applicant of the demonstration who bears no officer's name: those stand in the open. */
const known = await firstWhere(shown, async ({ caseId, applicantName }) => {
  if (applicantName === null) return false;
  const { values } = await unmaskApplicant(ctx, actor, { agencyCode: AGENCY, caseId }, 'audit');
  return !officerNames.has(values.name ?? '');
});

async function firstWhere<T>(all: readonly T[], fits: (it: T) => Promise<boolean>): Promise<T | undefined> {
  for (const it of all) if (await fits(it)) return it;
  return undefined;
}

test('no table of the demonstration holds an applicant or a request in clear text', async () => {
  if (known === undefined) throw new Error('the demonstration has named applicants');
  const { values } = await unmaskApplicant(ctx, actor, { agencyCode: AGENCY, caseId: known.caseId }, 'audit');
  const words = [
    NAME,
    NUMBER,
    '13812345678',
    REQUEST,
    '慕容无名之兄',
    values.name ?? '',
    known.request ?? '',
  ];
  // Looking, counting and listing leave none behind either.
  await listCases(ctx, actor, AGENCY, { q: NAME, sort: 'receivedOn', limit: 20 });
  await applicationsOfSameApplicant(ctx, actor, AT, 'handling');
  expect(words.every((word) => word.length > 1)).toBe(true);
  // The word for a control is found: the search itself works.
  expect(await tablesWith(['旧系统.csv'])).toEqual(['ledger_import']);
  expect(await tablesWith(words)).toEqual([]);
});

test('the old system is told by both request and name, though neither can be read', async () => {
  const { findings } = await getCase(ctx, actor, AGENCY, AT.caseId);
  expect(findings.filter(({ rule }) => rule === 'inOldSystem').map(({ message }) => message)).toEqual([
    '旧系统中有同一申请人、同一申请内容的案件OLD-1（2012-05-08收到），请核对是否重复申请。',
  ]);
});

test('no table of persons judges them: no label, score, mark or count, and no list of them', async () => {
  const tables = await listTables(db);
  const columns = tables.find(({ name }) => name === 'party')?.columns ?? [];
  const allowed =
    /^(agency_id|party_id|applicant_class|key_id|represented_party_id|relation|name|(name|identity_kind|identity_number|organisation_code|telephone|address|email)(_sealed|_index))$/;
  expect(columns.filter((column) => !allowed.test(column))).toEqual([]);
  const judging =
    /black|blocked|banned|score|rating|risk|label|flag|frequen|nuisance|abuser|vexatious|applications?_count/;
  const everything = tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));
  expect(everything.filter((name) => judging.test(name))).toEqual([]);
  // What applicants open themselves, and delete: to sign in, and the numbers of their own cases.
  const own: Readonly<Record<string, RegExp>> = {
    applicant_account:
      /^(account_id|email_sealed|email_index|mobile_sealed|mobile_index|key_id|hash|former_hashes|wants_mail|mail_refused_at|created_at)$/,
    applicant_case: /^(agency_id|case_id|account_id|bound_at|told_seq)$/,
    applicant_link: /^(account_id|purpose|nonce|asked_at|address_sealed)$/,
    applicant_recovery_code: /^(account_id|code_hash)$/,
    applicant_second_factor: /^(account_id|sealed_secret|confirmed_at|used_step)$/,
    applicant_session:
      /^(token_hash|session_id|account_id|created_at|last_seen_at|expires_at|idle_minutes|browser|stage)$/,
  };
  for (const [table, names] of Object.entries(own)) {
    const held = tables.find(({ name }) => name === table)?.columns ?? [];
    expect([table, held.length > 0, held.filter((column) => !names.test(column))]).toEqual([table, true, []]);
  }
  const others = tables.map(({ name }) => name).filter((name) => !(name in own));
  expect(others.filter((name) => /list|person|applicant/.test(name))).toEqual([]);
});

test('a new key: everything is sealed anew in batches, and the old one is needed until then', async () => {
  const old = ctx.keyring.activeKeyId;
  const rotated = { ...ctx, keyring: rotateKeyring(ctx.keyring, 'sm4-ctr-hmac-sm3') };
  const total = await countToSealAnew(rotated);
  expect(total).toBeGreaterThan(5_000);
  await expect(withoutKey(rotated, old)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  const before = canonicalJson((await getReport(ctx, actor, AGENCY, 2025)).tables);

  // Stopped half-way: both keys are in use, and everything is found and opened.
  const stop = new AbortController();
  const halt = (done: number): void => {
    if (done > 1_000) stop.abort();
  };
  await expect(sealEverythingAnew(rotated, actor, halt, stop.signal)).rejects.toThrow();
  const left = await countToSealAnew(rotated);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(total);
  const { items } = await listCases(rotated, actor, AGENCY, { q: NUMBER, sort: 'receivedOn', limit: 5 });
  expect(items.map(({ caseId }) => caseId)).toEqual([AT.caseId]);

  expect(await sealEverythingAnew(rotated, actor)).toBe(left);
  expect(await sealEverythingAnew(rotated, actor)).toBe(0);
  expect(await keyStandings(rotated)).toMatchObject([
    { keyId: old, rows: 0, isActive: false },
    { isActive: true, suite: 'sm4-ctr-hmac-sm3' },
  ]);
  const alone = { ...ctx, keyring: await withoutKey(rotated, old) };
  expect((await unmaskApplicant(alone, actor, AT, 'audit')).values).toMatchObject({
    name: NAME,
    identityNumber: NUMBER,
  });
  expect((await getCase(alone, actor, AGENCY, AT.caseId)).findings.map(({ rule }) => rule)).toContain(
    'inOldSystem',
  );
  // Without its key a value is not guessed at: it says which key is missing.
  await expect(unmaskApplicant(ctx, actor, AT, 'audit')).rejects.toThrow(alone.keyring.activeKeyId);
  expect(canonicalJson((await getReport(alone, actor, AGENCY, 2025)).tables as never)).toBe(before);
  expect(await tablesWith([NAME, NUMBER])).toEqual([]);
});

test('what an older release left in clear text is sealed at the start, once, and cannot be written again', async () => {
  await sql`alter table party drop constraint party_holds_no_plain_text`.execute(db);
  await sql`alter table application_case drop constraint application_case_holds_no_plain_text`.execute(db);
  await sql`alter table imported_fact drop constraint imported_fact_holds_no_plain_text`.execute(db);
  // 1,200 rows of each: more than one batch.
  await sql`
    insert into party (agency_id, party_id, applicant_class, name)
    select 'CC-BY-JY', 'P-' || n, 'naturalPerson', '尉迟' || n from generate_series(1, 1200) n`.execute(db);
  await sql`
    insert into application_case (agency_id, case_id, party_id, request, last_seq, applicant_class, status)
    select 'CC-BY-JY', 'L-' || n, 'P-' || n, '尉迟的申请' || n, 0, 'naturalPerson', 'processing'
    from generate_series(1, 1200) n`.execute(db);
  await sql`
    insert into imported_fact (agency_id, fact_id, import_id, case_number, applicant_class, request, rest)
    select agency_id, 'L-' || n, import_id, 'L-' || n, 'naturalPerson', '尉迟的申请' || n, '{"联系人":"尉迟"}'
    from generate_series(1, 1200) n, (select agency_id, import_id from ledger_import limit 1) i`.execute(db);
  await sql`alter table party add constraint party_holds_no_plain_text check (name is null) not valid`.execute(
    db,
  );
  await sql`
    alter table application_case add constraint application_case_holds_no_plain_text
    check (request is null) not valid`.execute(db);
  await sql`
    alter table imported_fact add constraint imported_fact_holds_no_plain_text
    check (request is null and rest = '{}') not valid`.execute(db);
  expect(await tablesWith(['尉迟'])).toEqual(['party', 'application_case', 'imported_fact']);

  expect(await sealPlainText(ctx)).toBe(3_600);
  expect(await tablesWith(['尉迟'])).toEqual([]);
  const at = { agencyCode: 'CC-BY-JY', caseId: 'L-1200' };
  expect((await unmaskApplicant(ctx, actor, at, 'audit')).values.name).toBe('尉迟1200');
  expect(await sealPlainText(ctx)).toBe(0);
  await expect(sql`update party set name = '尉迟' where party_id = 'P-1'`.execute(db)).rejects.toThrow(
    'party_holds_no_plain_text',
  );
});
