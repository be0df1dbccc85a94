import {
  API_ROUTES,
  DomainError,
  type Actor,
  problemSchema,
  type ApiRoute,
  type ApiRouteName,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { signedInAs, testActor } from '../../../testing/test-actor.js';
import { testContext } from '../../../testing/test-context.js';
import { createApiRegistry, handle, type ApiRegistry } from './api-registry.js';
import { createApp } from './app.js';
import { BODY_LIMITS } from './read-body.js';
import { callRoute, OWN_PAGE } from './testing/call-route.js';

const NAMES = Object.keys(API_ROUTES) as ApiRouteName[];
const ROUTES: [ApiRouteName, ApiRoute][] = Object.entries(API_ROUTES) as [ApiRouteName, ApiRoute][];
const staff = ROUTES.filter(([, { isPublic }]) => isPublic !== true);
/** Known by a session, which a browser sends along by itself; keys of other systems it does not. */
const changing = ROUTES.filter(([, { method, headers }]) => method !== 'get' && headers === undefined);
const withJson = ROUTES.filter(([, { body }]) => body !== undefined && body !== 'upload');
const withUpload = ROUTES.filter(([, { body }]) => body === 'upload');
const withAgency = ROUTES.filter(([, { path }]) => path.includes('{code}'));

/** What must be said beside the file. */
const UPLOAD_QUERIES: Readonly<Partial<Record<ApiRouteName, string>>> = {
  importLedger: '?kind=cases',
  attachToLetter: '?version=1',
  keepSealedLetter: '?version=1&copies=1',
  serveLetter: '?version=1&addressee=0&way=post&on=2026-03-02',
  uploadToOnlineForm: '?purpose=attachment',
};
/** What names a matter that no session knows. */
const NAMED_BY = { 'draft-code': 'x', 'progress-token': 'x', 'link-token': 'x' };

/** Every route has a handler that says it was reached. */
function reachableRegistry(): ApiRegistry {
  const api = createApiRegistry();
  for (const name of NAMES) {
    api.handlers.set(name, () => {
      throw new DomainError('ALREADY_EXISTS', 'reached');
    });
  }
  return api;
}
function appOf(actor: Actor | null = testActor()) {
  return createApp(testContext(), { ...signedInAs(actor), api: reachableRegistry() });
}
const app = appOf();

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toContain('application/json');
  return problemSchema.parse(await response.json());
}

/** The call passed every gate before the handler, or only the body was wanting. */
const REACHED = [409, 422];

describe('every route of the table', () => {
  test.each(staff)('%s answers 401 when nobody is signed in', async (_, route) => {
    const response = await callRoute(appOf(null), route);
    expect(response.status).toBe(401);
    expect((await problemOf(response)).message).toContain('登录');
  });

  test.each(changing)('%s answers 403 to a page elsewhere, and to nobody knows whom', async (_, route) => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example', host: 'localhost' },
      { origin: 'null', host: 'localhost' },
      { host: 'localhost' },
    ]) {
      expect((await callRoute(app, route, { headers })).status).toBe(403);
    }
  });

  test.each(changing)(
    '%s is open to our own pages and to programs that name our address',
    async (_, route) => {
      for (const headers of [
        OWN_PAGE,
        { 'sec-fetch-site': 'none' },
        { origin: 'http://localhost', host: 'localhost' },
      ]) {
        expect(REACHED).toContain((await callRoute(app, route, { headers })).status);
      }
    },
  );

  test.each(withAgency)('%s names a code that cannot be one', async (_, route) => {
    const response = await callRoute(app, route, { params: { code: '不是代码' } });
    expect(response.status).toBe(422);
    expect((await problemOf(response)).issues).toContainEqual({
      path: 'code',
      message: '机关代码只能用字母、数字和连字符，最长40位。',
    });
  });

  test.each(withJson)('%s names the fields of a body that is wrong, in Chinese', async (_, route) => {
    const response = await callRoute(app, route, { body: '{}' });
    expect(response.status).toBe(422);
    const { issues = [] } = await problemOf(response);
    expect(issues.length).toBeGreaterThan(0);
    for (const { message } of issues) expect(message).toMatch(/\p{Script=Han}/u);
  });

  test.each(withJson)('%s refuses what is no JSON, and JSON under another name', async (_, route) => {
    expect((await callRoute(app, route, { body: '{"half":' })).status).toBe(422);
    const headers = { ...OWN_PAGE, 'content-type': 'text/plain' };
    expect((await callRoute(app, route, { body: '{}', headers })).status).toBe(422);
  });

  test.each(withJson)('%s answers 413 to a body that is too large', async (_, route) => {
    const response = await callRoute(app, route, { body: `"${'x'.repeat(BODY_LIMITS.json)}"` });
    expect(response.status).toBe(413);
    expect((await problemOf(response)).code).toBe('FILE_TOO_LARGE');
  });

  test.each(withUpload)('%s wants exactly one file', async (name, route) => {
    const query = UPLOAD_QUERIES[name] ?? '';
    const call = async (body: FormData) =>
      (await callRoute(app, route, { query, body, headers: { ...OWN_PAGE, ...NAMED_BY } })).status;
    const file = new File(['x'], '台账.csv');
    const none = new FormData();
    none.set('file', 'text');
    const two = new FormData();
    two.append('file', file);
    two.append('file', file);
    const one = new FormData();
    one.set('file', file);
    expect(await call(none)).toBe(422);
    expect(await call(two)).toBe(422);
    expect(await call(one)).toBe(409);
  });
});

test('an upload that says it is too large is not read', async () => {
  const headers = {
    ...OWN_PAGE,
    'content-type': 'multipart/form-data; boundary=b',
    'content-length': '60000000',
  };
  const response = await callRoute(app, API_ROUTES.importReport, { headers, body: 'x' });
  expect(response.status).toBe(413);
});

test('an upload that grows too large is given up, and one that breaks off is refused', async () => {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(BODY_LIMITS.upload + 1)], '台账.csv'));
  expect((await callRoute(app, API_ROUTES.importReport, { body: form })).status).toBe(413);
  const headers = { ...OWN_PAGE, 'content-type': 'multipart/form-data; boundary=b' };
  const body = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf';
  expect((await callRoute(app, API_ROUTES.importReport, { headers, body })).status).toBe(422);
});

test('a wrong query is named by its field', async () => {
  const response = await callRoute(app, API_ROUTES.listCases, { query: '?limit=0&status=nonsense' });
  expect(response.status).toBe(422);
  expect((await problemOf(response)).issues?.map(({ path }) => path).sort()).toEqual(['limit', 'status']);
});

test.each(['/api/v1/nothing', '/api/v1', '/api/v2/status'])('%s is not there, in JSON', async (path) => {
  const response = await app.request(path);
  expect(response.status).toBe(404);
  expect((await problemOf(response)).code).toBe('NOT_FOUND');
});

test('a method that the table does not know is not there', async () => {
  expect((await app.request('/api/v1/status', { method: 'DELETE', headers: OWN_PAGE })).status).toBe(404);
});

test('an app with a route that nobody serves is not made', () => {
  const api = reachableRegistry();
  api.handlers.delete('listCases');
  expect(() => createApp(testContext(), { ...signedInAs(), api })).toThrow('listCases');
  expect(() => createApp(testContext(), { ...signedInAs(), api, notYetServed: ['listCases'] })).not.toThrow();
  expect(() =>
    createApp(testContext(), { ...signedInAs(), api, notYetServed: ['listCases', 'getCase'] }),
  ).toThrow('getCase');
});

test('a route has one handler', () => {
  const api = createApiRegistry();
  const answer = () => ({ items: [] });
  handle(api, 'listAgencies', answer);
  expect(() => handle(api, 'listAgencies', answer)).toThrow('listAgencies');
});

describe('the answer', () => {
  function appAnswering(answer: unknown) {
    const api = reachableRegistry();
    api.handlers.set('listAgencies', () => answer);
    return createApp(testContext(), { ...signedInAs(), api });
  }

  test('is sent as it is when it fits, and never kept by a cache', async () => {
    const response = await callRoute(appAnswering({ items: [] }), API_ROUTES.listAgencies);
    expect(await response.json()).toEqual({ items: [] });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('that breaks its schema, or says more than it, fails in tests and development', async () => {
    expect((await callRoute(appAnswering({ items: [{}] }), API_ROUTES.listAgencies)).status).toBe(500);
    expect((await callRoute(appAnswering({ items: [], more: 1 }), API_ROUTES.listAgencies)).status).toBe(500);
  });
});
