import { parseLocalDate, type LetterDetail } from '@gongkai/core';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import {
  approveLetter,
  decideSeal,
  draftLetter,
  getLetter,
  requestSeal,
  returnLetter,
  returnService,
  saveLetterDraft,
  serveLetter,
  submitLetter,
  trackLetter,
  voidLetter,
} from './service.js';
import {
  AGENCY,
  applicant,
  approved,
  chief,
  head,
  makeCase,
  officer,
  posted,
  refusal,
  scan,
  sealed,
  secondOfficer,
  setUpLetters,
  seen,
  submitted,
} from './testing/letter-office.js';

const { db } = await openTestDatabase();
let now = new Date('2026-03-02T04:00:00Z');
const ctx = testContext({ db, now: () => now });
await makeAgency(ctx);
await setUpLetters(ctx);
const day = parseLocalDate;
const on = (text: string): void => {
  now = new Date(`${text}T04:00:00Z`);
};
let made = 0;
const nextCase = async (receivedOn?: string): Promise<string> => {
  made += 1;
  const caseId = `YSJ-2026-${String(made).padStart(3, '0')}`;
  await makeCase(ctx, caseId, receivedOn);
  return caseId;
};
const caseOf = (caseId: string | null) => getCase(ctx, testActor(), AGENCY, caseId ?? '');
const typesOf = async (caseId: string | null): Promise<string[]> =>
  (await caseOf(caseId)).events
    .filter(({ correctedBy, isVoid }) => correctedBy === null && !isVoid)
    .map(({ event }) => `${event.type} ${event.on}`);
const lineOf = (letter: LetterDetail): string =>
  (letter.text?.parts ?? []).flatMap(({ paragraphs }) => paragraphs).join('\n');

beforeEach(() => on('2026-03-02'));

describe('from the draft to the service', () => {
  test('a refusal under Art 16 says so, is numbered, sealed, posted, and counts in its row on the day of posting', async () => {
    const caseId = await nextCase();
    const letter = await approved(ctx, caseId, refusal());
    expect(letter).toMatchObject({ status: 'approved', letterOn: '2026-03-02', faults: [] });
    expect(letter.documentNumber).toMatch(/〔2026〕\d+号$/);
    expect(letter.text?.documentNumber).toBe(letter.documentNumber);
    // Since 2024 a refusal under Arts 14–16 goes to reconsideration before the court (行政复议法第二十三条).
    expect(lineOf(letter)).toContain('第十六条第一款');
    expect(lineOf(letter)).toContain('行政复议');
    expect(lineOf(letter)).toMatch(/先.{0,20}行政复议/);
    expect(await caseOf(caseId)).toMatchObject({ status: 'decided', row: 'refused.internalAffairs' });

    const asked = await requestSeal(ctx, officer, seen(letter));
    const allowed = await decideSeal(ctx, head, seen(asked), { approves: true });
    expect(allowed.status).toBe('sealApproved');
    on('2026-03-04');
    const ready = await sealed(ctx, await nextCase(), refusal());
    expect(ready).toMatchObject({ status: 'sealed', copies: 2 });
    const served = await posted(ctx, ready, '2026-03-04');
    expect(served).toMatchObject({ status: 'served', servedOn: '2026-03-04' });
    const { status, closedOn, inTime, row, years } = await caseOf(ready.caseId);
    expect({ status, closedOn, inTime, row }).toEqual({
      status: 'closed',
      closedOn: '2026-03-04',
      inTime: true,
      row: 'refused.internalAffairs',
    });
    expect(years['2026']).toMatchObject({ isNew: true, row: 'refused.internalAffairs', isCarriedOut: false });
  });

  test('the files are written from the frozen text, once', async () => {
    const letter = await approved(ctx, await nextCase(), refusal());
    await runJobsUntilIdle(ctx);
    const kept = await getLetter(ctx, officer, { agencyCode: AGENCY, letterId: letter.letterId });
    expect(kept.isRendered).toBe(true);
    expect(kept.files.map(({ role }) => role).sort()).toEqual(['docx', 'pdf']);
    await expect(
      sql`update letter set content_hash = 'x' where letter_id = ${letter.letterId}`.execute(db),
    ).rejects.toThrow(/stands as it was approved/);
    await expect(sql`delete from letter where letter_id = ${letter.letterId}`.execute(db)).rejects.toThrow(
      /stands as it was approved/,
    );
  });

  test('a letter that lacks what the law asks for is not submitted, and says why', async () => {
    const draft = refusal({ fields: { items: [{ asked: '甲', finding: 'refused.internalAffairs' }] } });
    const begun = await draftLetter(ctx, officer, AGENCY, await nextCase(), {
      draft,
      correctsLetterId: null,
    });
    expect(begun.faults.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    await expect(submitLetter(ctx, officer, seen(begun))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('returned with reasons it is mended and submitted again', async () => {
    const letter = await submitted(ctx, await nextCase(), refusal());
    const returned = await returnLetter(ctx, head, seen(letter), '理由太简单，请补充');
    expect(returned).toMatchObject({ status: 'returned' });
    expect(returned.history.at(-1)?.note).toBe('理由太简单，请补充');
    const mended = await saveLetterDraft(ctx, officer, seen(returned), refusal({ request: '考核结果' }));
    const again = await submitLetter(ctx, officer, seen(mended));
    expect((await approveLetter(ctx, head, seen(again))).status).toBe('approved');
  });
});

describe('two hands', () => {
  test('nobody approves his own draft, and the database would refuse it too', async () => {
    const begun = await draftLetter(ctx, head, AGENCY, await nextCase(), {
      draft: refusal(),
      correctsLetterId: null,
    });
    const letter = await submitLetter(ctx, head, seen(begun));
    await expect(approveLetter(ctx, head, seen(letter))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await approveLetter(ctx, chief, seen(letter))).status).toBe('approved');
    const other = await approved(ctx, await nextCase(), refusal());
    await expect(
      sql`update letter set drafted_by = 'head' where letter_id = ${other.letterId}`.execute(db),
    ).rejects.toThrow(/letter_not_approved_by_its_drafter/);
  });

  test('an extension needs the head of the disclosure office (条例第三十三条)', async () => {
    const caseId = await nextCase('2026-02-09');
    const draft = refusal({ letter: 'extensionNotice', fields: { days: 20, reasons: '需要检索的档案较多' } });
    const letter = await submitted(ctx, caseId, draft);
    await expect(approveLetter(ctx, chief, seen(letter))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const ok = await approveLetter(ctx, head, seen(letter));
    expect(ok.status).toBe('approved');
    // Received 2026-02-09: the first 20 working days end on 03-13, twenty more on 04-13 (calendar of 2026).
    expect(lineOf(ok)).toContain('2026年4月13日');
    expect(await typesOf(caseId)).toEqual(['submitted 2026-02-09']);
  });

  test('of two officers who save at once one wins, the other is told', async () => {
    const begun = await draftLetter(ctx, officer, AGENCY, await nextCase(), {
      draft: refusal(),
      correctsLetterId: null,
    });
    const saves = [officer, secondOfficer].map((actor) =>
      saveLetterDraft(ctx, actor, seen(begun), refusal({ request: actor.id })),
    );
    const results = await Promise.allSettled(saves);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: 'CHANGED_MEANWHILE' });
  });

  test('a click that comes twice approves once', async () => {
    const letter = await submitted(ctx, await nextCase(), refusal());
    const results = await Promise.allSettled([
      approveLetter(ctx, head, seen(letter)),
      approveLetter(ctx, head, seen(letter)),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await typesOf(letter.caseId)).filter((it) => it.startsWith('decided'))).toHaveLength(1);
  });
});

describe('numbers', () => {
  const numbersOf = async (): Promise<number[]> => {
    const { rows } = await sql<{ number: number }>`
      select number from letter where agency_id = ${AGENCY} and series_year = 2026 and number is not null
      order by number`.execute(db);
    return rows.map(({ number }) => number);
  };

  test('neither skip nor repeat under 20 approvals at once with failures among them', async () => {
    const letters: LetterDetail[] = [];
    for (let index = 0; index < 20; index += 1) {
      letters.push(await submitted(ctx, await nextCase(), refusal()));
    }
    const before = await numbersOf();
    // Every third dies after its number was taken, every fourth is approved by the wrong hand.
    await sql`create function die() returns trigger language plpgsql as $$
      begin if new.number is not null and new.case_id = any(tg_argv) then raise exception 'power cut'; end if;
      return new; end $$`.execute(db);
    const doomed = letters.filter((_, index) => index % 3 === 0).map(({ caseId }) => caseId);
    await sql
      .raw(
        `create trigger die after update on letter for each row execute function die(${doomed.map((id) => `'${id}'`).join(',')})`,
      )
      .execute(db);
    const results = await Promise.allSettled(
      letters.map((letter, index) => approveLetter(ctx, index % 4 === 1 ? officer : head, seen(letter))),
    );
    await sql`drop trigger die on letter`.execute(db);
    await sql`drop function die()`.execute(db);
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    const expected = letters.filter((_, index) => index % 3 !== 0 && index % 4 !== 1).length;
    expect(done).toBe(expected);
    const after = await numbersOf();
    expect(after).toEqual(Array.from({ length: before.length + done }, (_, index) => index + 1));
    // What failed wrote nothing: neither a number nor a decision, and can be approved again.
    const [first] = letters;
    if (first === undefined) throw new Error('no letter');
    expect(await typesOf(first.caseId)).toEqual(['submitted 2026-02-06']);
    const again = await approveLetter(ctx, head, seen(first));
    expect((await numbersOf()).at(-1)).toBe(after.length + 1);
    expect(again.status).toBe('approved');
  });

  test('a voided number stays with its reason, its decision is taken back, and the next goes on', async () => {
    const letter = await approved(ctx, await nextCase(), refusal());
    const highest = (await numbersOf()).at(-1) ?? 0;
    const voided = await voidLetter(ctx, head, seen(letter), '引用条款有误');
    expect(voided).toMatchObject({ status: 'voided', voidReason: '引用条款有误' });
    expect(voided.documentNumber).toBe(letter.documentNumber);
    expect(await typesOf(letter.caseId)).toEqual(['submitted 2026-02-06']);
    expect((await caseOf(letter.caseId)).status).toBe('processing');
    const next = await approved(ctx, letter.caseId ?? '', refusal());
    expect(next.documentNumber).toContain(`${String(highest + 1)}号`);
  });
});

describe('service', () => {
  test('joint applicants are served apart; the reply is given when the last is', async () => {
    const draft = refusal({ addressees: [applicant('欧阳示范'), applicant('闻人示文')] });
    const letter = await sealed(ctx, await nextCase(), draft);
    on('2026-03-06');
    const first = await posted(ctx, letter, '2026-03-04', 0);
    expect(first).toMatchObject({ status: 'serving', servedOn: null, toServe: [1] });
    expect((await caseOf(letter.caseId)).status).toBe('decided');
    await expect(posted(ctx, first, '2026-03-05', 0)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
    const second = await posted(ctx, first, '2026-03-05', 1);
    expect(second).toMatchObject({ status: 'served', servedOn: '2026-03-05' });
    expect((await caseOf(letter.caseId)).closedOn).toBe('2026-03-05');
  });

  test('a decision in two letters is decided once, and answered when both are served', async () => {
    const caseId = await nextCase();
    const items = [
      ...(refusal().fields.items as object[]),
      { asked: '历年考核结果汇总表', finding: 'unable.needsCreation', reasons: '本机关没有现成的汇总表' },
    ];
    const fields = { items, mainItem: 0 } as ReturnType<typeof refusal>['fields'];
    const refused = await sealed(ctx, caseId, refusal({ fields }));
    const missing = await sealed(ctx, caseId, refusal({ letter: 'replyNeedsCreation', fields }));
    on('2026-03-06');
    expect((await typesOf(caseId)).filter((it) => it.startsWith('decided'))).toEqual(['decided 2026-03-02']);
    expect((await posted(ctx, refused, '2026-03-03')).status).toBe('served');
    expect((await caseOf(caseId)).status).toBe('decided');
    await posted(ctx, missing, '2026-03-05');
    expect(await caseOf(caseId)).toMatchObject({
      status: 'closed',
      closedOn: '2026-03-05',
      row: 'refused.internalAffairs',
    });
  });

  test('back by the own fault: not served, and served anew from the new day', async () => {
    const letter = await sealed(ctx, await nextCase(), refusal());
    on('2026-03-10');
    const served = await posted(ctx, letter, '2026-03-03');
    const serviceId = served.services[0]?.serviceId ?? '';
    const back = { on: day('2026-03-09'), cause: 'ownFault', note: '门牌号写错' } as const;
    const returned = await returnService(ctx, officer, seen(served), serviceId, back);
    expect(returned).toMatchObject({ status: 'serving', servedOn: null, toServe: [0] });
    expect((await caseOf(letter.caseId)).status).toBe('decided');
    const again = await posted(ctx, returned, '2026-03-10');
    expect(again).toMatchObject({ status: 'served', servedOn: '2026-03-10' });
    expect((await caseOf(letter.caseId)).closedOn).toBe('2026-03-10');
  });

  test('refused by the addressee: the day stands, and it is sent again', async () => {
    const letter = await sealed(ctx, await nextCase(), refusal());
    on('2026-03-10');
    const served = await posted(ctx, letter, '2026-03-03');
    const serviceId = served.services[0]?.serviceId ?? '';
    const back = { on: day('2026-03-09'), cause: 'refused', note: '' } as const;
    const returned = await returnService(ctx, officer, seen(served), serviceId, back);
    expect(returned).toMatchObject({ status: 'serving', servedOn: '2026-03-03', toServe: [0] });
    const again = await posted(ctx, returned, '2026-03-10');
    expect(again).toMatchObject({ status: 'served', servedOn: '2026-03-03' });
    expect((await caseOf(letter.caseId)).closedOn).toBe('2026-03-03');
  });

  test('by post only with the number of the mail, electronically only with the address for reconsideration', async () => {
    const letter = await sealed(ctx, await nextCase(), refusal());
    const service = { addressee: 0, on: day('2026-03-02'), recordsEvent: true };
    const serve = (way: 'post' | 'electronic') =>
      serveLetter(ctx, officer, seen(letter), { ...service, way }, scan('proof'));
    await expect(serve('post')).rejects.toThrow('邮件号码');
    await expect(serve('electronic')).rejects.toThrow('行政复议法第二十二条');
    const online = await sealed(ctx, await nextCase(), refusal({ serviceWay: 'electronic' }));
    expect(lineOf(online)).toContain('https://');
    const served = await serveLetter(
      ctx,
      officer,
      seen(online),
      { ...service, way: 'electronic' },
      scan('proof'),
    );
    expect(served.status).toBe('served');
  });

  test('approved in 2023 and posted in 2024 it names the wrong way: it does not go out (行政复议法第二十三条)', async () => {
    on('2023-12-29');
    const letter = await sealed(ctx, await nextCase('2023-12-11'), refusal());
    expect(lineOf(letter)).toContain('省云山厅');
    on('2024-01-02');
    await expect(posted(ctx, letter, '2024-01-02')).rejects.toThrow('救济途径');
    expect((await posted(ctx, letter, '2023-12-29')).status).toBe('served');
  });

  test('a crash while the service is written leaves neither file, service nor event', async () => {
    const letter = await sealed(ctx, await nextCase(), refusal());
    await sql`create function die() returns trigger language plpgsql as $$
      begin raise exception 'power cut'; end $$`.execute(db);
    await sql`create trigger die before insert on letter_service for each row execute function die()`.execute(
      db,
    );
    await expect(posted(ctx, letter, '2026-03-02')).rejects.toThrow();
    await sql`drop trigger die on letter_service`.execute(db);
    await sql`drop function die()`.execute(db);
    const kept = await getLetter(ctx, officer, { agencyCode: AGENCY, letterId: letter.letterId });
    expect(kept).toMatchObject({ status: 'sealed', version: letter.version, services: [] });
    expect(kept.files.filter(({ role }) => role === 'evidence')).toEqual([]);
    expect((await caseOf(letter.caseId)).status).toBe('decided');
    expect((await posted(ctx, letter, '2026-03-02')).status).toBe('served');
  });
});

describe('notices', () => {
  test('补正: given on the day of posting, its term runs from the receipt', async () => {
    const caseId = await nextCase('2026-02-25');
    const fields = { itemsToCorrect: [{ what: '文件名称', how: '写明名称或者文号' }], termDays: 10 };
    const letter = await sealed(ctx, caseId, refusal({ letter: 'correctionNotice', fields }));
    on('2026-03-06');
    const served = await posted(ctx, letter, '2026-03-03');
    expect(await typesOf(caseId)).toContain('correctionNotice 2026-03-03');
    expect((await caseOf(caseId)).status).toBe('awaitingApplicant');
    const given = { on: day('2026-03-05'), note: '本人签收', isReceived: true };
    const tracked = await trackLetter(ctx, officer, seen(served), served.services[0]?.serviceId ?? '', given);
    expect(tracked.services[0]).toMatchObject({ receivedOn: '2026-03-05', tracking: [{ note: '本人签收' }] });
    const notice = (await caseOf(caseId)).events.at(-1)?.event;
    expect(notice).toEqual({
      type: 'correctionNotice',
      on: '2026-03-03',
      receivedOn: '2026-03-05',
      termDays: 10,
    });
    // Ten working days after 2026-03-05 end on 2026-03-19.
    expect((await caseOf(caseId)).lapsesOn).toBe('2026-03-19');
  });

  test('an extension counts from its service, and moves the due date by its days', async () => {
    const caseId = await nextCase('2026-02-09');
    const draft = refusal({ letter: 'extensionNotice', fields: { days: 20, reasons: '需要检索的档案较多' } });
    const letter = await sealed(ctx, caseId, draft);
    await posted(ctx, letter, '2026-03-02');
    expect(await typesOf(caseId)).toContain('extension 2026-03-02');
    expect((await caseOf(caseId)).dueOn).toBe('2026-04-13');
  });

  test('a correction names the letter it corrects and writes nothing into the case', async () => {
    const letter = await sealed(ctx, await nextCase(), refusal());
    const served = await posted(ctx, letter, '2026-03-02');
    const before = await typesOf(letter.caseId);
    const correction = await submitted(ctx, letter.caseId ?? '', refusal(), served.letterId);
    expect(correction).toMatchObject({ correctsNumber: served.documentNumber, atApproval: null });
    const stood = await approveLetter(ctx, head, seen(correction));
    expect(stood.documentNumber).not.toBe(served.documentNumber);
    expect(await typesOf(letter.caseId)).toEqual(before);
  });
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      'letter.viewed',
      'letter.drafted',
      'letter.submitted',
      'letter.returned',
      'letter.approved',
      'letter.voided',
      'letter.sealRequested',
      'letter.sealDecided',
      'letter.sealed',
      'letter.served',
      'letter.serviceReturned',
      'letter.tracked',
    ]),
  );
});
