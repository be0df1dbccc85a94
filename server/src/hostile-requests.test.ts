import { describe, expect, test } from 'vitest';
import { openPermissionWorld, OTHER, OWN } from '../testing/permission-world.js';
import { testContext } from '../testing/test-context.js';
import { signedInAs } from '../testing/test-actor.js';
import { createApp } from './platform/http/app.js';
import { writeCsv } from './platform/spreadsheet/write-csv.js';
import { registerApi } from './routes.js';
import { openBrowser } from './sign-in/testing/browser.js';

const world = await openPermissionWorld();
const { app, ask, planted } = world;
const head = world.persona('officeHead');
const auditor = world.persona('auditor');
const system = world.persona('systemAdministrator');
const API = '/api/v1';
const JSON_TYPE = { 'content-type': 'application/json' };
const NEW_CASE = {
  ...{ applicantClass: 'naturalPerson', request: '云山路改造项目的批复文件' },
  events: [{ type: 'submitted', on: '2026-03-02', channel: 'counter' }],
};

function upload(disposition: string, content = '案件编号,申请人类别\n1,某某\n') {
  const part = `--XX\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: text/csv\r\n\r\n`;
  return ask(head, `${API}/agencies/${OWN}/ledger-imports?kind=cases`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=XX' },
    body: `${part}${content}\r\n--XX--\r\n`,
  });
}
const register = (body: string) =>
  ask(head, `${API}/agencies/${OWN}/cases`, { method: 'POST', headers: JSON_TYPE, body });

describe('what the database cannot take is the fault of who sends it', () => {
  test.each([
    `${API}/agencies/${OWN}/cases/%00`,
    `${API}/agencies/${OWN}/cases?q=%00`,
    `${API}/agencies/${OWN}/cases?after=2025-01-01~%00`,
    `${API}/agencies/${OWN}/cases?after=9999-99-99~x`,
    `${API}/agencies/${OWN}/cases?after=2025-02-30~x`,
    `${API}/agencies/${OWN}/cases?year=99999999999&cell=table3.granted.total`,
    `${API}/agencies/${OWN}/imported-reports/a%00b`,
    `${API}/agencies/${OWN}/secrecy-incidents?after=2025/x`,
    `${API}/agencies/${OWN}/secrecy-incidents?after=2025-02-30T00:00:00Z/x`,
    `${API}/notifications?after=1/x`,
    `${API}/reports?year=99999999999`,
    `/ledger-files/agencies/${OWN}/cases.csv?q=%00`,
    '/reports?code=a%00',
    '/agencies/%00',
    '/sign-in?agency=%00',
  ])('%s', async (path) => {
    const { status } = await ask(head, path);
    expect([path, status]).toEqual([path, 422]);
  });

  test('as a place in a list, in the lists of administrators too', async () => {
    expect((await ask(auditor, `${API}/audit/records?after=2025~x`)).status).toBe(422);
    expect((await ask(system, `${API}/jobs?after=2025/x`)).status).toBe(422);
  });

  test('in JSON and in the name of a file', async () => {
    const before = await ask(head, `${API}/agencies/${OWN}/cases`);
    expect((await register(JSON.stringify({ ...NEW_CASE, request: '批复\u0000文件' }))).status).toBe(422);
    expect((await (await ask(head, `${API}/agencies/${OWN}/cases`)).json()) as object).toEqual(
      await before.json(),
    );
    // A backslash before the letters is text.
    expect((await register(JSON.stringify({ ...NEW_CASE, request: '路径 \\u0000 的文件' }))).status).toBe(
      200,
    );
    const named = await upload('name="file"; filename="a\u0000.csv"');
    expect(named.status).toBe(200);
    expect(((await named.json()) as { fileName: string }).fileName).toBe('a.csv');
  });

  test('JSON nested without end, forms without end and files without a form are refused', async () => {
    for (const body of [
      '['.repeat(200_000),
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      '{',
      '"\\ud800',
    ]) {
      expect((await register(body)).status).toBe(422);
    }
    expect((await register(`"${'x'.repeat(1_000_001)}"`)).status).toBe(413);
    expect((await upload('name="__proto__"; filename="a.csv"')).status).toBe(422);
    expect((await upload('name="other"; filename="a.csv"')).status).toBe(422);
    const traversing = await upload('name="file"; filename="../../etc/cron.d/x%0d%0aX: y.csv"', 'a,b\n');
    expect(((await traversing.json()) as { fileName: string }).fileName).not.toMatch(/[/\\\r\n]/);
  });
});

describe('a browser that was led here', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of the same domain', { 'sec-fetch-site': 'same-site' }],
    ['an old browser elsewhere', { 'sec-fetch-site': '', origin: 'http://evil.example' }],
    ['a frame without an origin', { 'sec-fetch-site': '', origin: 'null' }],
  ])('from %s changes nothing', async (_, sent) => {
    const given = Object.entries(sent).filter(([, value]) => value !== '');
    const headers = { ...JSON_TYPE, ...Object.fromEntries(given), cookie: head.cookie };
    const init = { method: 'POST', headers, body: JSON.stringify(NEW_CASE) };
    expect((await app.request(`http://localhost${API}/agencies/${OWN}/cases`, init)).status).toBe(403);
  });

  test('a method is what the request says, not what a header or a field asks for', async () => {
    for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      const init = { method: 'POST', headers: { [name]: 'PUT' } };
      expect((await ask(head, `${API}/agencies/${OWN}?_method=PUT`, init)).status).toBe(404);
    }
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    'https://evil.example',
    '/\t/evil.example',
  ])('is not sent on to %j after signing in', async (target) => {
    const response = await ask(head, `/sign-in?return-to=${encodeURIComponent(target)}`);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/console/']);
  });

  test('a session that somebody planted is not the one that is signed in', async () => {
    const browser = openBrowser(app, 'http://localhost');
    const page = await browser.get('/sign-in');
    (browser.cookies as Map<string, string>).set('gongkai-session', 'planted');
    const shown = await browser.get('/sign-in');
    expect(shown.status).toBe(page.status);
    await browser.send(shown, '/sign-in/demonstration', { account: head.accountId });
    expect(browser.cookies.get('gongkai-session')).not.toBe('planted');
    const planted = await app.request(`http://localhost${API}/my-access`, {
      headers: { cookie: 'gongkai-session=planted' },
    });
    expect(planted.status).toBe(401);
  });

  test('addresses of pages do not follow the host that a request names', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    for (const path of ['/', '/reports', `/agencies/${OTHER}`]) {
      const response = await app.request(`http://localhost${path}`, { headers });
      expect(await response.text()).not.toContain('evil.example');
    }
  });
});

describe('what is sent down', () => {
  test.each([
    '/console/..%2f..%2f..%2fetc%2fpasswd',
    '/console/..%252f..%252fpackage.json',
    '/console/assets/..%2f..%2f..%2fpackage.json',
    '/ledger-files/templates/..%2f..%2fcases.csv',
    `/agencies/${OWN}/reports/2025/files/1/..%2f..%2freport.json`,
    '/assets/..%2f..%2fpackage.json',
  ])('%s leads to no file outside', async (path) => {
    const text = await (await ask(head, path)).text();
    expect(text).not.toMatch(/"dependencies"|root:x/);
  });

  test('no cell of a sheet is a formula, in the writing of East Asia either', async () => {
    const texts = ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠x'];
    const chunks: string[] = [];
    for await (const chunk of writeCsv(texts.map((text) => [text])))
      chunks.push(Buffer.from(chunk).toString());
    const lines = chunks
      .join('')
      .replace('\ufeff', '')
      .split('\r\n')
      .filter((line) => line !== '');
    for (const line of lines) expect(line).toMatch(/^"?'/);
    expect(lines.length).toBeGreaterThanOrEqual(texts.length);
  });

  test('whoever has come by https is told to come so again; a file keeps the stricter policy of its own', async () => {
    const given = signedInAs(null);
    const secure = createApp(testContext(), {
      ...given,
      api: registerApi(),
      mountPages: (pages) => {
        pages.get('/strict', (c) =>
          c.text('', 200, {
            'content-security-policy': "default-src 'none'; sandbox",
            'referrer-policy': 'no-referrer',
          }),
        );
      },
    });
    const plain = await secure.request('http://localhost/strict');
    expect(plain.headers.get('strict-transport-security')).toBeNull();
    expect(plain.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(plain.headers.get('referrer-policy')).toBe('no-referrer');
    const response = await secure.request('https://localhost/health');
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  });
});

test('a refused look is answered without what was looked at', async () => {
  const response = await ask(head, `${API}/agencies/${OTHER}/cases/${planted[OTHER].caseId}`);
  expect(await response.text()).not.toMatch(/隐秘|申请人/);
});
