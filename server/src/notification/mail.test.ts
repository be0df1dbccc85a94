import { sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { actorWithEveryRole } from '@gongkai/core';
import { testContext } from '../../testing/test-context.js';
import { signedInAs } from '../../testing/test-actor.js';
import { createApiRegistry, unservedRoutes } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { createJobRegistry } from '../platform/jobs/job-kind.js';
import { runUntilIdle } from '../platform/jobs/worker.js';
import { openMailer } from '../platform/mail/mailer.js';
import { startMailServer } from '../platform/mail/testing/mail-server.js';
import { rotateKeyring } from '../platform/secrets/keyring.js';
import { askForDigests, registerNotificationJobs } from './jobs.js';
import { notify } from './notify.js';
import { mountMailPages } from './portal.js';
import {
  countAddressesByKey,
  getNotificationSettings,
  sealAddressesUnderActiveKey,
  setNotificationAddress,
  setNotificationPreference,
} from './service.js';
import { isUnsubscribed, readUnsubscribeToken, unsubscribeHeaders } from './unsubscribe.js';
import { openOffice } from './testing/office.js';

const server = await startMailServer();
afterAll(() => server.stop());
const publicUrl = 'https://xxgk.yunze.example';
const mail = openMailer({ url: server.url, from: '平台 <xxgk@yunze.example>', caFile: null });
const office = await openOffice({ mail, web: { ...testContext().web, publicUrl } });
const { ctx } = office;
const head = await office.person('宇文示范', 'officeHead');
const registry = createJobRegistry();
registerNotificationJobs(registry);
const work = () => runUntilIdle(ctx, registry);
const app = createApp(ctx, {
  ...signedInAs(null),
  api: createApiRegistry(),
  notYetServed: unservedRoutes(createApiRegistry()),
  mountPages: mountMailPages,
});

beforeEach(async () => {
  await sql`delete from notification`.execute(ctx.db);
  await sql`delete from job`.execute(ctx.db);
  await sql`delete from mail_unsubscription`.execute(ctx.db);
  await office.giveAddress(head, 'zhuren@yunze.example');
  server.messages.length = 0;
  server.attempts.length = 0;
});

function overdue(caseId: string): Promise<number> {
  return inTransaction(ctx.db, (db) =>
    notify(db, ctx, {
      kind: 'case.overdue',
      agencyCode: 'YSJ',
      subjectId: caseId,
      details: { dueOn: ctx.today() },
    }),
  );
}
async function states(): Promise<string[]> {
  const rows = await ctx.db.selectFrom('notification').select('mailState').orderBy('createdAt').execute();
  return rows.map(({ mailState }) => mailState);
}
async function failedJobs(): Promise<number> {
  return (await sql`select from job where status = 'failed'`.execute(ctx.db)).rows.length;
}
/** Headers and text as a mail program shows them. */
function read(message = ''): { readonly headers: string; readonly text: string } {
  const [head = '', ...rest] = message.split('\r\n\r\n');
  const headers = head
    .replaceAll(/\r\n\s+/g, ' ')
    .replaceAll(/=\?UTF-8\?B\?([^?]+)\?=\s*/gi, (_, it: string) => Buffer.from(it, 'base64').toString());
  const body = rest.join('\r\n\r\n');
  const text = /base64/i.test(head)
    ? Buffer.from(body, 'base64').toString()
    : Buffer.from(
        body
          .replaceAll('=\r\n', '')
          .replaceAll(/=([0-9A-F]{2})/g, (_, it: string) => String.fromCharCode(parseInt(it, 16))),
        'latin1',
      ).toString();
  return { headers, text };
}

test('a mail says what happened, where to see it and how to end it, and names nobody', async () => {
  await overdue('YSJ-2026-001');
  await work();
  expect(await states()).toEqual(['sent']);
  const { headers, text } = read(server.messages[0]);
  expect(headers).toMatch(/Subject: 【云泽市政府信息公开平台】〔演示〕申请超过答复期限 Case overdue/);
  expect(headers).not.toContain('YSJ-2026-001');
  expect(text).toContain('答复期限为 2026-03-02');
  expect(text).toContain('https://xxgk.yunze.example/console/agencies/YSJ/2026/cases/YSJ-2026-001');
  expect(text).toContain('模板 case.overdue/1');
  expect(`${headers}${text}`).not.toContain('宇文示范');
  expect(headers).toMatch(/List-Unsubscribe: <https:\/\/xxgk\.yunze\.example\/unsubscribe\?token=[^>]+>/);
  expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
});

test('put off by the server, it is tried again until it is taken, and taken once', async () => {
  server.answerRecipient({ code: 450, words: 'busy' });
  server.answerMessage({ code: 451, words: 'later' });
  await overdue('A-1');
  await work();
  expect(server.messages).toHaveLength(1);
  expect(server.attempts).toHaveLength(2);
  expect(await states()).toEqual(['sent']);
  const { rows } = await sql<{
    attempt: number;
  }>`select attempt from job where kind = 'notification.mail'`.execute(ctx.db);
  expect(rows).toEqual([{ attempt: 3 }]);
  await work();
  expect(server.messages).toHaveLength(1);
});

test('when the line breaks after the server took it, the second mail has the number of the first', async () => {
  server.answerMessage('drop');
  await overdue('A-1');
  await work();
  const numbers = server.messages.map((message) => /Message-ID:\s*(<[^>]+>)/.exec(message)?.[1]);
  expect(numbers).toHaveLength(2);
  expect(numbers[0]).toMatch(/^<notification-[0-9a-f-]{36}@yunze\.example>$/);
  expect(new Set(numbers).size).toBe(1);
  expect(await states()).toEqual(['sent']);
});

test('an address that the server does not know is not tried again, and its owner sees it', async () => {
  server.answerRecipient({ code: 550, words: 'zhuren@yunze.example: no such user' });
  await overdue('A-1');
  await work();
  expect(await states()).toEqual(['refused']);
  expect(await failedJobs()).toBe(0);
  // Nothing more is sent there.
  await overdue('A-2');
  await work();
  expect(server.messages).toEqual([]);
});

test('a server that never answers leaves a failed job, which holds no address', async () => {
  server.answerRecipient(...Array.from({ length: 10 }, () => ({ code: 450, words: 'zhuren@yunze.example' })));
  await overdue('A-1');
  await work();
  expect(await failedJobs()).toBe(1);
  const { rows } = await sql<{ text: string }>`select payload::text || error as text from job`.execute(
    ctx.db,
  );
  expect(rows[0]?.text).toContain('MAIL_UNAVAILABLE');
  expect(rows[0]?.text).not.toContain('zhuren');
});

test('what is to be gathered goes as one mail a day, counted', async () => {
  const own = await office.actor(head);
  await setNotificationPreference(ctx, own, { kind: 'case.overdue', delivery: 'digest' });
  for (const caseId of ['A-1', 'A-2', 'A-3']) await overdue(caseId);
  await work();
  expect(server.messages).toEqual([]);
  expect(await askForDigests(ctx)).toBe(1);
  await work();
  expect(server.messages).toHaveLength(1);
  expect(read(server.messages[0]).text).toContain('申请超过答复期限（Case overdue）：3 件');
  expect(await states()).toEqual(['sent', 'sent', 'sent']);
  expect(await askForDigests(ctx)).toBe(0);
  await setNotificationPreference(ctx, own, { kind: 'case.overdue', delivery: 'mail' });
});

function post(path: string, form: Record<string, string>) {
  return app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
}

test('an address is used once its link was followed; looking at the link does nothing', async () => {
  const own = await office.actor(head);
  const asked = await setNotificationAddress(ctx, own, 'xin@yunze.example');
  expect(asked.address).toEqual({ state: 'pending', value: 'xin@yunze.example' });
  await overdue('A-1');
  await work();
  expect(server.messages).toHaveLength(1);
  expect(server.messages[0]).toMatch(/^To: xin@yunze\.example/m);
  const link = /https:\S+mail-address\?token=\S+/.exec(read(server.messages[0]).text)?.[0] ?? '';
  const path = link.replace(publicUrl, '');
  const shown = await app.request(path);
  expect([shown.status, shown.headers.get('referrer-policy')]).toEqual([200, 'same-origin']);
  const stored = await ctx.db.selectFrom('notificationAddress').selectAll().executeTakeFirstOrThrow();
  expect(stored.verifiedAt).toBeNull();
  expect(Buffer.from(stored.sealedAddress).includes('xin@yunze')).toBe(false);
  const token = new URL(link).searchParams.get('token') ?? '';
  expect((await post('/mail-address', { token: `${token}x` })).status).toBe(404);
  expect((await post('/mail-address', { token })).status).toBe(200);
  await overdue('A-2');
  await work();
  expect(server.messages).toHaveLength(2);
  // Another address makes the old link worthless, and a link grows old.
  await setNotificationAddress(ctx, own, 'er@yunze.example');
  expect((await post('/mail-address', { token })).status).toBe(404);
});

test('with a new key an address is sealed anew, and the old key can go', async () => {
  const own = await office.actor(head);
  const rotated = { ...ctx, keyring: rotateKeyring(ctx.keyring, 'sm4-ctr-hmac-sm3') };
  const old = ctx.keyring.activeKeyId;
  expect((await countAddressesByKey(rotated)).get(old)).toBe(1);
  expect(await sealAddressesUnderActiveKey(rotated)).toBe(1);
  expect(await sealAddressesUnderActiveKey(rotated)).toBe(0);
  expect((await countAddressesByKey(rotated)).get(old)).toBeUndefined();
  const { activeKeyId, keys } = rotated.keyring;
  const alone = { activeKeyId, keys: new Map([...keys].filter(([id]) => id !== old)) };
  const { address } = await getNotificationSettings({ ...ctx, keyring: alone }, own);
  expect(address.value).toBe('zhuren@yunze.example');
});

test('nobody fills a stranger’s mailbox with links', async () => {
  const own = await office.actor(await office.person('急性', 'editor'));
  const ask = () => setNotificationAddress(ctx, own, 'someone@else.example');
  for (let times = 0; times < 5; times += 1) await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
});

test('one click from a mail program ends the mail: without sign-in, cookie or origin', async () => {
  await overdue('A-1');
  await work();
  const link = /List-Unsubscribe: <([^>]+)>/.exec(read(server.messages[0]).headers)?.[1] ?? '';
  const path = link.replace(publicUrl, '');
  expect((await app.request(path)).status).toBe(200);
  expect(await isUnsubscribed(ctx.db, { agencyId: 'YSJ', recipientKind: 'account', recipientId: head })).toBe(
    false,
  );
  for (let times = 0; times < 2; times += 1)
    expect((await post(path, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
  await overdue('A-2');
  await work();
  expect(server.messages).toHaveLength(1);
  expect(await office.newsOf(head)).toHaveLength(2);
});

test('an applicant ends his mail by the same link; one that was not made here does nothing', async () => {
  const party = { agencyId: 'YSJ', recipientKind: 'party', recipientId: 'p-1' } as const;
  const header = unsubscribeHeaders(ctx.keyring, publicUrl, party)['List-Unsubscribe'] ?? '';
  const token = new URL(header.slice(1, -1)).searchParams.get('token') ?? '';
  expect(readUnsubscribeToken(ctx.keyring, token)).toEqual(party);
  const [, ...rest] = token.split('.');
  const forged = [Buffer.from(JSON.stringify(['YSJ', 'party', 'p-2'])).toString('base64url'), ...rest].join(
    '.',
  );
  for (const bad of [forged, '', 'a.b.c', token.slice(0, -2)]) {
    expect((await post('/unsubscribe', { token: bad })).status).toBe(404);
  }
  expect((await post('/unsubscribe', { token })).status).toBe(200);
  expect(await isUnsubscribed(ctx.db, party)).toBe(true);
  expect(await isUnsubscribed(ctx.db, { ...party, recipientId: 'p-2' })).toBe(false);
});

test('without a mail server everything is in the inbox and no job waits', async () => {
  const silent = { ...ctx, mail: null };
  await inTransaction(ctx.db, (db) =>
    notify(db, silent, {
      kind: 'case.overdue',
      agencyCode: 'YSJ',
      subjectId: 'A-1',
      details: { dueOn: ctx.today() },
    }),
  );
  await runUntilIdle(silent, registry);
  expect(await states()).toEqual(['none']);
  expect(await failedJobs()).toBe(0);
  const actor = actorWithEveryRole(head, '主任');
  await expect(setNotificationAddress(silent, actor, 'a@b.example')).rejects.toMatchObject({
    code: 'NOT_IN_THIS_STATUS',
  });
});
