import { API_ROUTES, type ApiRoute, type ApiRouteName } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import {
  EXPECTED_API,
  EXPECTED_PAGES,
  EXPECTED_ROLES,
  type ExpectedRole,
  type ExpectedRule,
} from '../testing/expected-permissions.data.js';
import { CALLS, type Call } from '../testing/permission-calls.data.js';
import { openPermissionWorld, OTHER, OWN, type Persona, type Target } from '../testing/permission-world.js';
import { API_PREFIX } from './platform/http/mount-api.js';
import { OWN_PAGE } from './platform/http/testing/call-route.js';

const world = await openPermissionWorld();
const { app, planted, personas, ask } = world;

/** Who somebody is, as the matrix counts it: typed by hand too. */
interface Standing {
  readonly isSignedIn: boolean;
  readonly roles: readonly ExpectedRole[];
  readonly reaches: readonly Target[];
  readonly isOfPlatform: boolean;
  /** The cases planted are those of another unit. */
  readonly isOfOtherUnit: boolean;
}
const STRANGER: Standing = {
  isSignedIn: false,
  roles: [],
  reaches: [],
  isOfPlatform: false,
  isOfOtherUnit: false,
};
const ADMINISTRATORS: readonly string[] = ['systemAdministrator', 'securityAdministrator', 'auditor'];

function standingOf(name: string): Standing {
  const known = { ...STRANGER, isSignedIn: true };
  if (name === 'anonymous' || name.startsWith('disabled ')) return STRANGER;
  if (name === 'nobody' || name.startsWith('expired ')) return known;
  if (name === 'office of CITY') return { ...known, roles: EXPECTED_ROLES.slice(0, 8) };
  const role = EXPECTED_ROLES.find((it) => new RegExp(`(^|delegated |absent )${it}( of |$)`).test(name));
  if (role === undefined) throw new Error(`Nobody said who ${name} is`);
  if (!ADMINISTRATORS.includes(role)) {
    return { ...known, roles: [role], reaches: [OWN], isOfOtherUnit: name.endsWith('of GHK') };
  }
  const isOfPlatform = !name.endsWith('of CITY');
  return { ...known, roles: [role], reaches: isOfPlatform ? [OWN, OTHER] : [OWN], isOfPlatform };
}

type Answer = 'allowed' | 'refused' | 'sign in';

function expectedOf(rule: ExpectedRule, name: string, target: Target): Answer {
  if (rule.who === 'anybody') return 'allowed';
  if (rule.who === 'leadsToSignIn') return 'sign in';
  const { isSignedIn, roles, reaches, isOfPlatform, isOfOtherUnit } = standingOf(name);
  if (!isSignedIn) return rule.hides === true ? 'refused' : 'sign in';
  if (rule.who === 'signedIn') return 'allowed';
  const { who } = rule;
  const isPlaced =
    rule.reach === 'anywhere' || (rule.reach === 'platform' ? isOfPlatform : reaches.includes(target));
  return roles.some((role) => who.includes(role)) && isPlaced && !(isOfOtherUnit && rule.ofUnit === true)
    ? 'allowed'
    : 'refused';
}

/** What an answer means; a call that the schema refuses, or a failure, is a fault of this test or of the server. */
async function meaningOf(
  response: Response,
  { notThere }: { readonly notThere?: string } = {},
): Promise<Answer | `fault ${string}`> {
  const { status } = response;
  if (status === 401) return 'sign in';
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const problem = (isJson ? await response.clone().json() : {}) as { issues?: unknown[]; message?: string };
  if (status === 404 && notThere !== undefined && problem.message?.includes(notThere)) return 'allowed';
  if (status === 403 || status === 404) return 'refused';
  if (status >= 500 || status === 429) return `fault ${status} ${problem.message ?? ''}`;
  if (status === 422 && problem.issues !== undefined) return `fault ${JSON.stringify(problem)}`;
  return 'allowed';
}

function callApi(persona: Persona, name: ApiRouteName, target: Target, call: Call): Promise<Response> {
  const route: ApiRoute = API_ROUTES[name];
  const { params = {}, query = '', body, headers = {} } = call;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = params[key] ?? (key === 'code' ? target : undefined);
    if (value === undefined) throw new Error(`${name}: the call gives no ${key}`);
    return encodeURIComponent(value);
  });
  const isForm = body instanceof FormData;
  return ask(persona, `${API_PREFIX}${path}${query}`, {
    method: route.method.toUpperCase(),
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    headers: {
      ...headers,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
  });
}

/** Absent people have what their deputies have. */
const tried = personas.filter(({ name }) => !name.startsWith('absent '));

describe('the JSON API', () => {
  test('every route of the table is in the matrix typed by hand, once, and no other', () => {
    const listed = EXPECTED_API.flatMap(({ routes }) => routes);
    expect([...listed].sort()).toEqual(Object.keys(API_ROUTES).sort());
    expect(new Set(listed).size).toBe(listed.length);
  });

  test.each(tried.map((persona) => [persona.name, persona] as const))(
    '%s may do what the law gives him, in his own agency and in another',
    async (name, persona) => {
      const wrong: string[] = [];
      for (const rule of EXPECTED_API) {
        for (const route of rule.routes as readonly ApiRouteName[]) {
          // Who has only lent roles has nothing to lend; tried by itself below.
          if (route === 'delegateRoles' && name.startsWith('delegated ')) continue;
          for (const target of rule.reach === undefined ? ([OWN, OTHER] as const) : ([OWN] as const)) {
            const due = expectedOf(rule, name, target);
            const call = CALLS[route]({ target, at: planted[target], persona });
            const response = await callApi(persona, route, target, call);
            const got = await meaningOf(response, call);
            if (got !== due)
              wrong.push(`${route} at ${target}: ${got}, due ${due} ${(await response.text()).slice(0, 60)}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('pages and files', () => {
  const isForm = (route: string) => route.startsWith('POST ');

  test('every page and file that the app serves is in the matrix typed by hand', () => {
    const api = new Set(
      Object.values<ApiRoute>(API_ROUTES).map(
        ({ method, path }) => `${method.toUpperCase()} ${API_PREFIX}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const served = app.routes
      .map(({ method, path }) => `${method} ${path.replace(/(site|suggest)-[0-9a-f]{16}/, '$1-HASH')}`)
      .filter((it) => it !== 'ALL /*' && !api.has(it));
    const listed = EXPECTED_PAGES.flatMap(({ routes }) => routes);
    expect([...new Set(served)].sort()).toEqual([...listed].sort());
  });

  test.each(tried.map((persona) => [persona.name, persona] as const))(
    '%s opens the pages and files that the law gives him',
    async (name, persona) => {
      const wrong: string[] = [];
      for (const rule of EXPECTED_PAGES) {
        for (const route of rule.routes.filter((it) => !isForm(it))) {
          for (const target of rule.reach === undefined ? ([OWN, OTHER] as const) : ([OWN] as const)) {
            const path = rule.address?.(target) ?? route.split(' ')[1] ?? '';
            const response = await ask(persona, path);
            const isSent = /^(\/my)?\/sign-in/.test(response.headers.get('location') ?? '');
            const got = isSent ? 'sign in' : await meaningOf(response);
            const due = expectedOf(rule, name, target);
            if (got !== due) wrong.push(`${route} at ${target}: ${got}, due ${due}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  test('every form is refused without its own token, whoever sends it', async () => {
    const forms = EXPECTED_PAGES.flatMap(({ routes }) => routes).filter(isForm);
    expect(forms.length).toBeGreaterThan(5);
    for (const persona of [
      world.persona('anonymous'),
      world.persona('officeHead'),
      world.persona('auditor'),
    ]) {
      for (const form of forms) {
        const init = {
          method: 'POST',
          headers: { ...OWN_PAGE, 'content-type': 'application/x-www-form-urlencoded' },
          body: 'end=all&login-name=x&password=x',
        };
        const response = await ask(persona, form.split(' ')[1] ?? '', init);
        // The form is shown again; to whom it is not for, where to go instead, or nothing without the link of a mail.
        expect([form, [303, 403, 404].includes(response.status)]).toEqual([form, true]);
        expect(response.headers.getSetCookie().join()).not.toContain('gongkai-session');
      }
      const isIn = persona.cookie !== '';
      expect((await ask(persona, '/account')).status).toBe(isIn ? 200 : 303);
    }
  });
});

test('what was lent cannot be lent on', async () => {
  const persona = { ...world.persona('delegated officeHead'), roles: ['officeHead'] as const };
  const call = CALLS.delegateRoles({ target: OWN, at: planted[OWN], persona });
  const response = await callApi(persona, 'delegateRoles', OWN, call);
  expect(response.status).toBe(422);
});
