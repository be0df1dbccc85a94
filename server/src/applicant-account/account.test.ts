import { API_ROUTES, operatorActor, type ApiRoute } from '@gongkai/core';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { registerCase } from '../application/service.js';
import { createApp } from '../platform/http/app.js';
import { API_PREFIX } from '../platform/http/mount-api.js';
import { OWN_PAGE } from '../platform/http/testing/call-route.js';
import { rotateKeyring } from '../platform/secrets/keyring.js';
import { keyStandings, sealEverythingAnew } from '../personal-data/service.js';
import { registerApi, ROUTES_NOT_YET_SERVED } from '../routes.js';
import { sessionAuthenticator } from '../sign-in/session-portal.js';
import { tokenHash } from '../sign-in/secret-token.js';
import { openBrowser, type Page } from '../sign-in/testing/browser.js';
import { forgetWhatIsOver, tellProgress } from './jobs.js';
import { mountApplicantAccount } from './portal.js';

import {
  PASSWORD,
  OTHER_PASSWORD,
  MAIL,
  sent,
  world,
  ctx,
  app,
  open,
  mobile,
  code,
  bound,
  register,
  signIn,
  linkIn,
  registeredByMail,
  startOver,
} from './testing/account-world.js';

beforeEach(startOver);

describe('registering', () => {
  test('with a number one is signed in at once; the same number is not taken twice', async () => {
    const browser = open();
    const number = mobile();
    expect((await register(browser, `+86 ${number}`)).location).toBe('/my');
    expect((await browser.get('/my')).text).toContain('账号里还没有申请');
    const again = await register(open(), number);
    expect([again.status, again.text.includes('已经注册过')]).toEqual([422, true]);
  });

  test('an address counts once its link was followed by whoever knows the password', async () => {
    const browser = open();
    await register(browser, MAIL);
    expect((await signIn(open(), MAIL)).status).toBe(401);
    await runJobsUntilIdle(ctx);
    expect(sent).toHaveLength(1);
    expect([sent[0]?.to, sent[0]?.subject]).toEqual([MAIL, expect.not.stringContaining('shen') as string]);
    const link = linkIn(sent[0]);
    // Whoever owns the mailbox but has not registered cannot be made to open an account that a stranger knows the password of.
    const page = await open().get(link);
    const stranger = open();
    const wrong = await stranger.send(await stranger.get(link), '/my/confirm', { password: OTHER_PASSWORD });
    expect([page.status, wrong.status]).toEqual([200, 422]);
    expect(
      (await browser.send(await browser.get(link), '/my/confirm', { password: PASSWORD })).location,
    ).toBe('/my');
    expect((await open().get(link)).text).toContain('这个链接不能用了');
    expect((await signIn(open(), MAIL.toUpperCase())).location).toBe('/my');
  });

  test('nobody learns who has an account: the page is the same, the owner is told by mail', async () => {
    const [unknown, known] = [await register(open(), 'nobody@example.cn'), await register(open(), MAIL)];
    expect(known.text.replaceAll(/value="[^"]*"/g, '')).toBe(unknown.text.replaceAll(/value="[^"]*"/g, ''));
    await runJobsUntilIdle(ctx);
    expect(sent.find(({ to }) => to === MAIL)?.text).toContain('已经有账号');
    expect(linkIn(sent.find(({ to }) => to === MAIL))).toBe('');
  });

  test('a weak password is said at its field, and nothing that was typed is lost', async () => {
    const number = mobile();
    const page = await register(open(), number, `${number}abc`);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/id="next-fault"[^>]*>口令里不能有/);
    expect(page.text).toContain(`value="${number}"`);
  });

  test('what was never proved is deleted three days later', async () => {
    await register(open(), 'later@example.cn');
    const count = async () =>
      (
        await ctx.db
          .selectFrom('applicantAccount')
          .select('accountId')
          .where('emailIndex', 'is', null)
          .where('mobileIndex', 'is', null)
          .execute()
      ).length;
    expect(await count()).toBeGreaterThan(0);
    world.at('2026-02-09T02:00:00Z');
    await forgetWhatIsOver(ctx);
    expect(await count()).toBe(0);
  });
});

describe('signing in', () => {
  test('is refused alike for an unknown name and a wrong password, and waits after the sixth', async () => {
    const number = mobile();
    await register(open(), number);
    const browser = open();
    for (let times = 0; times < 6; times += 1)
      expect((await signIn(browser, number, OTHER_PASSWORD)).status).toBe(401);
    const waiting = await signIn(browser, number);
    expect([waiting.status, Number(waiting.headers.get('retry-after')) > 0]).toEqual([429, true]);
    const text = (page: Page) => /error-summary[\s\S]*?<\/div>/.exec(page.text)?.[0];
    const stranger = mobile();
    expect(text(await signIn(open(), stranger))).toBe(text(await signIn(open(), mobile(), OTHER_PASSWORD)));
  });

  test('ends after half an hour without a request, and by signing out everywhere', async () => {
    const number = mobile();
    const [one, two] = [open(), open()];
    await register(one, number);
    world.at('2026-02-05T02:31:00Z');
    expect((await one.get('/my')).location).toBe('/my/sign-in');
    await signIn(one, number);
    await signIn(two, number);
    expect((await two.get('/my')).status).toBe(200);
    const account = await one.get('/my/account');
    expect((await one.send(account, '/my/account/sessions', { end: 'all' })).location).toBe(
      '/my/sign-in?done=out',
    );
    expect((await two.get('/my')).location).toBe('/my/sign-in');
  });

  test('is listed by browser and time, and its owner ends one of them or all others', async () => {
    const number = mobile();
    const [one, two, three] = [open(), open(), open()];
    await register(one, number);
    world.at('2026-02-05T02:05:00Z');
    await signIn(two, number);
    world.at('2026-02-05T02:06:00Z');
    await signIn(three, number);
    const account = await one.get('/my/account');
    expect(account.text.match(/现在这里/g)).toHaveLength(1);
    const others = [...account.text.matchAll(/name="end"\s+value="([0-9a-f-]{36})"/g)].map(([, id]) => id);
    expect(others).toHaveLength(2);
    // China's clock: 10:06 and 10:05, those used last first.
    expect(account.text.indexOf('10:06')).toBeLessThan(account.text.indexOf('10:05'));
    const end = { end: others[0] ?? '' };
    expect((await one.send(account, '/my/account/sessions', end)).location).toBe('/my/account?done=sessions');
    expect((await three.get('/my')).location).toBe('/my/sign-in');
    expect((await two.get('/my')).status).toBe(200);
    await one.send(account, '/my/account/sessions', { end: 'others' });
    expect((await two.get('/my')).location).toBe('/my/sign-in');
    expect((await one.get('/my')).status).toBe(200);
  });

  test('cannot end a session of somebody else by its id', async () => {
    const number = mobile();
    const [victim, second] = [open(), open()];
    await register(victim, number);
    await signIn(second, number);
    const ids = /name="end"\s+value="([0-9a-f-]{36})"/.exec((await victim.get('/my/account')).text);
    const stranger = open();
    await register(stranger, mobile());
    await stranger.send(await stranger.get('/my/account'), '/my/account/sessions', { end: ids?.[1] ?? '' });
    expect((await second.get('/my')).status).toBe(200);
  });

  test('another password is set by a mailed link, once, and ends every session', async () => {
    const browser = await registeredByMail('forgot@example.cn');
    sent.length = 0;
    for (const email of ['forgot@example.cn', 'none@example.cn']) {
      const asking = open();
      const page = await asking.send(await asking.get('/my/forgot'), '/my/forgot', { email });
      expect(page.text).toContain('请查收邮件');
    }
    await runJobsUntilIdle(ctx);
    expect(sent).toHaveLength(1);
    const link = linkIn(sent[0]);
    const same = open();
    const next = { next: PASSWORD, again: PASSWORD };
    expect((await same.send(await same.get(link), '/my/reset', next)).status).toBe(422);
    const other = { next: OTHER_PASSWORD, again: OTHER_PASSWORD };
    expect((await same.send(await same.get(link), '/my/reset', other)).location).toBe('/my');
    expect((await browser.get('/my')).location).toBe('/my/sign-in');
    expect((await open().get(link)).text).toContain('这个链接不能用了');
    expect((await signIn(open(), 'forgot@example.cn', OTHER_PASSWORD)).location).toBe('/my');
  });
});

describe('one’s own cases', () => {
  test('are those applied for while signed in and those added by their code; nobody else sees them', async () => {
    const before = await world.apply(open());
    const browser = open();
    await register(browser, mobile());
    const { number } = await world.apply(browser);
    const own = await browser.get('/my');
    expect(own.text).toContain(number);
    expect(own.text).not.toContain(before.number);
    const add = { number: before.number, code: before.code };
    const wrong = await browser.send(own, '/my/cases', { ...add, code: 'AAAA-BBBB-CCCC' });
    expect(wrong.status).toBe(404);
    expect((await browser.send(own, '/my/cases', add)).location).toBe('/my?done=bound');
    const both = await browser.get('/my');
    expect(both.text).toContain(before.number);
    expect(both.text).toContain('双方确认收到以后起算答复期限');
    const opened = await browser.send(both, '/my/cases/open', { agency: 'YSJ', case: before.number });
    expect(opened.location).toBe('/progress/case');
    expect((await browser.get('/progress/case')).text).toContain('云泽市2025年度社会保险基金决算');

    const stranger = open();
    await register(stranger, mobile());
    const none = await stranger.get('/my');
    expect(none.text).not.toContain(number);
    for (const path of ['/my/cases/open', '/my/cases/release']) {
      const refused = await stranger.send(none, path, { agency: 'YSJ', case: number });
      expect([refused.status, refused.text.includes('没有这件申请')]).toEqual([404, true]);
    }
    expect((await stranger.get('/progress/case')).text).not.toContain(number);

    // Who uses the device next sees neither list, progress nor receipt.
    expect((await browser.send(both, '/my/sign-out', {})).location).toBe('/my/sign-in?done=out');
    expect((await browser.get('/my')).location).toBe('/my/sign-in');
    expect((await browser.get('/progress/case')).text).not.toContain('社会保险基金');
    expect((await browser.get('/agencies/YSJ/apply/receipt')).text).not.toContain(number);
  });

  test('come page by page, with the clock of each', async () => {
    const browser = open();
    await register(browser, mobile());
    for (let index = 1; index <= 23; index += 1) {
      const caseId = `YSJ-2026-9${String(index).padStart(3, '0')}`;
      await registerCase(ctx, operatorActor(), 'YSJ', {
        ...{ caseId, applicantClass: 'naturalPerson', applicantName: '申某', topic: null, unitCode: null },
        ...{ request: '一件文件', events: [{ type: 'submitted', on: '2026-01-05', channel: 'counter' }] },
      } as Parameters<typeof registerCase>[3]);
      const boundAt = new Date(Date.parse('2026-02-01T00:00:00Z') + index * 1000).toISOString();
      await sql`
        insert into applicant_case (agency_id, case_id, account_id, bound_at, told_seq)
        select 'YSJ', ${caseId}, account_id, ${boundAt}, 1 from applicant_session
        where token_hash = ${tokenHash(browser.cookies.get('gongkai-applicant') ?? '')}`.execute(ctx.db);
    }
    const first = await browser.get('/my');
    expect(first.text).toContain('共 23 件');
    expect(first.text.match(/YSJ-2026-9\d+<\/strong>/g)).toHaveLength(20);
    // Counter, 2026-01-05: the twentieth working day after it (条例第三十三条).
    expect(first.text).toContain('2026-01-05（周一）收到，答复期限 2026-02-02（周一），已经超过');
    const [, next = ''] = /href="(\/my\?before=[^"]+)"/.exec(first.text) ?? [];
    const second = await browser.get(next.replaceAll('&amp;', '&'));
    expect(second.text.match(/YSJ-2026-9\d+<\/strong>/g)).toEqual(
      ['003', '002', '001'].map((it) => `YSJ-2026-9${it}</strong>`),
    );
  });
});

describe('the account', () => {
  test('is masked until its owner looks, exported, and deleted while the case stays', async () => {
    const browser = await registeredByMail('owner@example.cn');
    const { number, code } = await world.apply(browser);
    const page = await browser.get('/my/account');
    expect(page.text).toContain('o****@example.cn');
    expect(page.text).not.toContain('owner@example.cn');
    expect((await browser.send(page, '/my/account/show', {})).text).toContain('owner@example.cn');
    const copy = JSON.parse((await browser.get('/my/account/copy.json')).text) as Record<string, unknown>;
    expect(copy).toMatchObject({ email: 'owner@example.cn', mobile: null, cases: [{ caseId: number }] });
    const rows = await sql<{
      text: string;
    }>`select account::text as text from applicant_account account`.execute(ctx.db);
    expect(rows.rows.some(({ text }) => text.includes('owner'))).toBe(false);
    const wrong = await browser.send(page, '/my/account/erase', { 'erase-password': OTHER_PASSWORD });
    expect([wrong.status, wrong.text.includes('erase-password-fault')]).toEqual([422, true]);
    const erased = await browser.send(page, '/my/account/erase', { 'erase-password': PASSWORD });
    expect(erased.location).toBe('/my/sign-in?done=erased');
    expect((await signIn(open(), 'owner@example.cn')).status).toBe(401);
    const visitor = open();
    const found = await visitor.send(await visitor.get('/progress'), '/progress', { number, code });
    expect(found.location).toBe('/progress/case');
  });

  test('who asked for it is told by mail that a case went on, until he unsubscribes with the link', async () => {
    const browser = await registeredByMail('news@example.cn');
    const { number } = await world.apply(browser);
    const account = await browser.get('/my/account');
    await browser.send(account, '/my/account/mail', { wants: 'yes' });
    sent.length = 0;
    const happens = async () => {
      await sql`update application_case set last_seq = last_seq + 1 where case_id = ${number}`.execute(
        ctx.db,
      );
      await sql`
        insert into case_event (agency_id, case_id, seq, occurred_on, recorded_by, type, payload, payload_version)
        select agency_id, case_id, (select max(seq) + 1 from case_event where case_id = ${number}), occurred_on,
          'officer', type, payload, payload_version from case_event where case_id = ${number} and seq = 1`.execute(
        ctx.db,
      );
      await tellProgress(ctx);
      await tellProgress(ctx);
      await runJobsUntilIdle(ctx);
    };
    await happens();
    const mine = sent.filter(({ to }) => to === 'news@example.cn');
    expect(mine).toHaveLength(1);
    expect(mine[0]?.subject).not.toMatch(/YSJ|news@|社会保险/);
    expect(mine[0]?.text).toContain(number);
    expect(mine[0]?.text).not.toContain('社会保险');
    expect(mine[0]?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const [unsubscribe = ''] = /\/unsubscribe\?token=\S+/.exec(mine[0]?.text ?? '') ?? [];
    await app.request(`http://localhost${unsubscribe}`, { method: 'POST' });
    await happens();
    expect(sent.filter(({ to }) => to === 'news@example.cn')).toHaveLength(1);
    expect((await browser.get('/my/account')).text).toContain('现在不发邮件');
  });

  test('is sealed anew under another key, and signed in to as before', async () => {
    const number = mobile();
    const { secret } = await bound(number);
    const keyring = rotateKeyring(ctx.keyring);
    const rotated = { ...ctx, keyring };
    await sealEverythingAnew(rotated, operatorActor());
    const standing = await keyStandings(rotated);
    expect(standing.filter(({ isActive }) => !isActive).every(({ rows }) => rows === 0)).toBe(true);
    const after = createApp(rotated, {
      authenticate: sessionAuthenticator(rotated),
      api: registerApi(),
      notYetServed: ROUTES_NOT_YET_SERVED,
      mountPages: (mounted) => mountApplicantAccount(mounted, rotated),
    });
    const browser = openBrowser(after);
    expect((await signIn(browser, number)).location).toBe('/my');
    world.at('2026-02-05T02:10:00Z');
    const asking = await browser.get('/my/sign-in/code');
    expect((await browser.send(asking, '/my/sign-in/code', { code: code(secret) })).location).toBe('/my');
    expect((await browser.get('/my')).status).toBe(200);
    await sealEverythingAnew(ctx, operatorActor()).catch(() => undefined);
  });
});

test('a session of an applicant opens nothing that is not anybody’s: no call of the API, no page of the staff', async () => {
  const browser = open();
  await register(browser, mobile());
  const token = browser.cookies.get('gongkai-applicant') ?? '';
  const wrong: string[] = [];
  // As it is, and put where the staff's own would stand.
  for (const cookie of [`gongkai-applicant=${token}`, `gongkai-session=${token}`]) {
    for (const { method, path } of Object.values<ApiRoute>(API_ROUTES)) {
      const address = `http://localhost${API_PREFIX}${path.replaceAll(/\{\w+\}/g, 'none')}`;
      const call = (headers: Record<string, string>) =>
        app.request(address, { method: method.toUpperCase(), headers: { ...OWN_PAGE, ...headers } });
      const [anonymous, applicant] = [await call({}), await call({ cookie })];
      if (anonymous.status !== applicant.status) wrong.push(`${method} ${path}: ${applicant.status}`);
    }
    for (const path of ['/account', '/account/second-factor', '/files/agencies/YSJ/none']) {
      const answer = await app.request(`http://localhost${path}`, { headers: { cookie } });
      if (answer.status === 200) wrong.push(path);
    }
  }
  expect(wrong).toEqual([]);
});

test('everything that was done stands in the audit, without an address or a number', async () => {
  const kinds = await recordedKinds(ctx.db);
  expect(kinds).toEqual(
    expect.arrayContaining([
      ...['account.locked', 'account.passwordChanged', 'session.ended', 'session.refused', 'session.started'],
      ...['applicantAccount.caseBound', 'applicantAccount.casesListed', 'applicantAccount.changed'],
      ...['applicantAccount.erased', 'applicantAccount.exported', 'applicantAccount.registered'],
      'applicantAccount.unmasked',
    ]),
  );
  const { rows } = await sql<{ text: string }>`select text from audit_pending`.execute(ctx.db);
  const all = rows.map(({ text }) => text).join('\n');
  expect(all).not.toMatch(/example\.cn|13800001|1380000\d{4}/);
});
