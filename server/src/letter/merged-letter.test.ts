import { letterQuerySchema, parseLocalDate, type LetterDraft } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, registerCase } from '../application/service.js';
import { mergeCases } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { approveLetter, listLetters, listLettersSent, returnService, voidLetter } from './service.js';
import {
  AGENCY,
  approved,
  head,
  officer,
  posted,
  refusal,
  sealed,
  seen,
  setUpLetters,
  submitted,
} from './testing/letter-office.js';

const { db } = await openTestDatabase();
let now = new Date('2026-03-02T04:00:00Z');
const ctx = testContext({ db, now: () => now });
await makeAgency(ctx);
await setUpLetters(ctx);
const operator = testActor();

let made = 0;
/** Applications of one person, the first of them leading. */
async function merged(...receivedOn: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const on of receivedOn) {
    made += 1;
    const caseId = `M-${String(made).padStart(3, '0')}`;
    await registerCase(ctx, operator, AGENCY, {
      ...{ caseId, applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null, unitCode: null },
      ...{
        request: `第${made}份材料`,
        applicantDetails: { identityKind: '居民身份证', identityNumber: '11010519491231002X' },
      },
      events: [{ type: 'submitted', on: parseLocalDate(on), channel: 'counter' }],
    });
    ids.push(caseId);
  }
  const [leading = '', ...otherCaseIds] = ids;
  await mergeCases(
    ctx,
    head,
    { agencyCode: AGENCY, caseId: leading },
    { otherCaseIds, reason: '内容相近，合并答复' },
  );
  return ids;
}
const caseOf = (caseId: string) => getCase(ctx, operator, AGENCY, caseId);
const typesOf = async (caseId: string): Promise<string[]> =>
  (await caseOf(caseId)).events
    .filter(({ correctedBy, isVoid }) => correctedBy === null && !isVoid)
    .map(({ event }) => `${event.type} ${event.on}`);
const personnel = {
  finding: 'refused.internalAffairs',
  kinds: ['personnel'],
  reasons: '属于内部人事管理，对外不产生影响',
};

// law digest §2.7: one letter may answer several applications; each counts and is served.
test('one letter with one number answers the merged applications, each decided and served by a record of its own', async () => {
  const [first = '', second = '', third = ''] = await merged('2026-02-06', '2026-02-09', '2026-02-06');
  const letter = await approved(ctx, first, refusal());
  const text = JSON.stringify(letter.text);
  expect(text).toContain(`${first}、${second}（2026年2月9日收到）、${third}`);
  for (const caseId of [first, second, third]) {
    expect(await caseOf(caseId)).toMatchObject({ status: 'decided', row: 'refused.internalAffairs' });
  }
  const number = letter.documentNumber;
  const next = await approved(ctx, (await merged('2026-02-10'))[0] ?? '', refusal());
  const series = (it: string | null): number => Number(/〕(\d+)号/.exec(it ?? '')?.[1]);
  expect(series(next.documentNumber)).toBe(series(number) + 1);
  // It stands with every case that it answers.
  const ofThird = letterQuerySchema.parse({ caseId: third });
  expect((await listLetters(ctx, officer, AGENCY, ofThird)).items.map(({ letterId }) => letterId)).toEqual([
    letter.letterId,
  ]);

  now = new Date('2026-03-03T04:00:00Z');
  // Voided before it goes out it takes the decision back everywhere.
  await voidLetter(ctx, head, seen(letter), '引用条款有误');
  for (const caseId of [first, second, third])
    expect((await typesOf(caseId)).some((it) => it.startsWith('decided'))).toBe(false);

  const sent = await posted(ctx, await sealed(ctx, first, refusal()), '2026-03-03');
  for (const caseId of [first, second, third]) {
    expect(await caseOf(caseId)).toMatchObject({ status: 'closed', closedOn: '2026-03-03' });
    expect((await typesOf(caseId)).slice(-2)).toEqual(['decided 2026-03-03', 'served 2026-03-03']);
  }

  // Whoever applied finds it at each of them.
  const { partyId } = await db
    .selectFrom('applicationCase')
    .select('partyId')
    .where('caseId', '=', third)
    .executeTakeFirstOrThrow();
  const reader = { agencyCode: AGENCY, caseId: third, partyId: partyId ?? '' };
  expect(await listLettersSent(ctx, reader)).toMatchObject([{ documentNumber: sent.documentNumber }]);

  // 国办公开办函〔2016〕235号: by the own fault it was no service, of none of them; then served anew.
  const serviceId = sent.services[0]?.serviceId ?? '';
  const back = { on: parseLocalDate('2026-03-03'), cause: 'ownFault', note: '地址写错' } as const;
  const returned = await returnService(ctx, officer, seen(sent), serviceId, back);
  for (const caseId of [first, second, third])
    expect(await caseOf(caseId)).toMatchObject({ status: 'decided', closedOn: null });
  now = new Date('2026-03-04T04:00:00Z');
  await posted(ctx, returned, '2026-03-04');
  for (const caseId of [first, second, third])
    expect(await caseOf(caseId)).toMatchObject({ status: 'closed', closedOn: '2026-03-04' });
});

test('items that belong to one of them count there alone, and none is left without an answer', async () => {
  now = new Date('2026-03-02T04:00:00Z');
  const [first = '', second = ''] = await merged('2026-02-06', '2026-02-06');
  const draft = (items: object[]): LetterDraft =>
    refusal({ letter: 'replyPartial', fields: { items } as LetterDraft['fields'] });
  const own = { ...personnel, asked: '2025年人员考核结果', ofCase: first };
  const given = { asked: '2025年预算', finding: 'disclosed', attachments: ['2025年预算.pdf'] };
  const forgotten = submitted(ctx, first, refusal({ fields: { items: [own] } }));
  await expect(forgotten).rejects.toThrow(`没有写对“${second}”的答复`);
  const stranger = submitted(
    ctx,
    first,
    draft([own, { ...given, ofCase: second }, { ...given, ofCase: 'X-1' }]),
  );
  await expect(stranger).rejects.toThrow('“X-1”没有并入这件申请');

  const letter = await approved(ctx, first, draft([own, { ...given, ofCase: second }]));
  expect(letter.faults).toEqual([]);
  // Each alone: refused here, granted there, and no partial grant anywhere.
  expect(await caseOf(first)).toMatchObject({ status: 'decided', row: 'refused.internalAffairs' });
  expect(await caseOf(second)).toMatchObject({ status: 'decided', row: 'granted' });
});

test('an approval that fails for one of them decides none', async () => {
  const [first = '', second = ''] = await merged('2026-02-06', '2026-02-06');
  const letter = await submitted(ctx, first, refusal());
  await sql`create function die() returns trigger language plpgsql as $$
    begin if new.case_id = tg_argv[0] then raise exception 'power cut'; end if; return new; end $$`.execute(
    db,
  );
  await sql
    .raw(`create trigger die before insert on case_event for each row execute function die('${second}')`)
    .execute(db);
  await expect(approveLetter(ctx, head, seen(letter))).rejects.toThrow();
  await sql`drop trigger die on case_event`.execute(db);
  await sql`drop function die()`.execute(db);
  for (const caseId of [first, second]) expect(await caseOf(caseId)).toMatchObject({ status: 'processing' });
  expect((await approveLetter(ctx, head, seen(letter))).status).toBe('approved');
});
