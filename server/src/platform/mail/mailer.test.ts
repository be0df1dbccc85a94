import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openMailer } from './mailer.js';
import { LOCALHOST } from './testing/localhost-certificate.js';
import { startMailServer, type TestMailServer } from './testing/mail-server.js';

let folder = '';
let caFile = '';
let server: TestMailServer | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-mail-'));
  caFile = join(folder, 'ca.pem');
  await writeFile(caFile, LOCALHOST.cert);
});
afterEach(() => server?.stop());
afterAll(() => rm(folder, { recursive: true, force: true }));

const FROM = '云泽市平台 <xxgk@yunze.example>';
const MAIL = {
  to: 'officer@yunze.example',
  subject: '通知 News',
  text: '正文',
  id: 'notification-1',
  headers: {},
};

test('a mail arrives with its number and sender, and says that no person wrote it', async () => {
  server = await startMailServer();
  expect(await openMailer({ url: server.url, from: FROM, caFile: null }).send(MAIL)).toBe('accepted');
  const [message = ''] = server.messages;
  expect(message).toContain('Message-ID: <notification-1@yunze.example>');
  expect(message).toContain('Auto-Submitted: auto-generated');
  expect(message).toMatch(/^To: officer@yunze\.example/m);
});

test.each(['wrapped', 'starttls'] as const)(
  'over TLS (%s) a mail goes to a server whose certificate is known, with name and password',
  async (tls) => {
    server = await startMailServer({ tls, user: 'gongkai', password: 'p@ss:词' });
    const mailer = openMailer({ url: server.url, from: FROM, caFile });
    expect(await mailer.send(MAIL)).toBe('accepted');
  },
);

test.each(['wrapped', 'starttls'] as const)(
  'over TLS (%s) nothing is said to a server whose certificate nobody vouches for',
  async (tls) => {
    server = await startMailServer({ tls });
    const mailer = openMailer({ url: server.url, from: FROM, caFile: null });
    await expect(mailer.send(MAIL)).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    expect(server.attempts).toEqual([]);
  },
);

test('a recipient or message that the server refuses for good is not tried again', async () => {
  server = await startMailServer();
  const mailer = openMailer({ url: server.url, from: FROM, caFile: null });
  server.answerRecipient({ code: 550, words: 'no such user' });
  expect(await mailer.send(MAIL)).toBe('refused');
  server.answerMessage({ code: 554, words: 'not wanted' });
  expect(await mailer.send(MAIL)).toBe('refused');
});

test.each([
  ['a recipient put off', 'answerRecipient', { code: 450, words: 'officer@yunze.example is busy' }],
  ['a message put off', 'answerMessage', { code: 451, words: 'officer@yunze.example later' }],
  ['a line that breaks', 'answerMessage', 'drop'],
] as const)('%s may be tried again, and the failure names no address', async (_, method, answer) => {
  server = await startMailServer();
  server[method](answer);
  const sending = openMailer({ url: server.url, from: FROM, caFile: null }).send(MAIL);
  const error: unknown = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'MAIL_UNAVAILABLE' });
  expect(inspect(error)).not.toContain('officer@');
});

test('a wrong password is our fault, not the recipient’s: tried again, and not told', async () => {
  server = await startMailServer({ tls: 'wrapped', user: 'gongkai', password: 'right' });
  const url = server.url.replace('right', 'wrong-secret');
  const sending = openMailer({ url, from: FROM, caFile }).send(MAIL);
  await expect(sending).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
  await expect(sending).rejects.not.toThrow('wrong-secret');
});
