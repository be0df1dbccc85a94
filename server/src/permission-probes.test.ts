import { randomUUID } from 'node:crypto';
import { actorWithEveryRole, operatorActor, parseLocalDate, type Role } from '@gongkai/core';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openPermissionWorld, OTHER, OWN, type Persona, type Planted } from '../testing/permission-world.js';
import { registerCase } from './application/service.js';
import { createAccount, grantRole } from './identity/service.js';
import { createApp } from './platform/http/app.js';
import { mountPages, registerApi } from './routes.js';
import { mountSignIn } from './sign-in/portal.js';
import { sessionAuthenticator } from './sign-in/session-portal.js';

const world = await openPermissionWorld();
const { app, ctx, ask, persona, planted } = world;
const API = '/api/v1';
const mine = planted[OWN];
const others = planted[OTHER];

async function read<T>(who: Persona, path: string): Promise<T> {
  const response = await ask(who, path);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}

/** All that an answer says, with the ids that were asked for taken out. */
async function answerTo(who: Persona, method: string, path: string, ids: readonly string[], body?: object) {
  const response = await ask(who, path, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  let text = await response.text();
  for (const id of ids) text = text.replaceAll(id, 'ID');
  const kept = [...response.headers.keys()].filter((name) => name !== 'content-length' && name !== 'etag');
  return { status: response.status, text, headers: kept.sort() };
}

describe('what exists elsewhere is answered like what does not exist', () => {
  const EVENT = { type: 'served', on: '2025-02-03', way: 'direct' };
  const PURPOSE = { purpose: 'handling' };
  /** Method, path below an agency, which planted id it names, body. */
  const OF_AGENCY: readonly (readonly [string, string, keyof Planted, object?])[] = [
    ['GET', 'cases/ID', 'caseId'],
    ['GET', 'cases/ID/trace', 'caseId'],
    ['POST', 'cases/ID/events', 'caseId', { event: EVENT, lastSeq: 1 }],
    ['POST', 'cases/ID/events/1/corrections', 'caseId', { event: EVENT, reason: '更正', lastSeq: 1 }],
    ['POST', 'cases/ID/events/1/voidings', 'caseId', { reason: '作废', lastSeq: 1 }],
    ['POST', 'cases/ID/applicant/unmask', 'caseId', PURPOSE],
    ['POST', 'cases/ID/applicant/export', 'caseId', PURPOSE],
    ['POST', 'cases/ID/applicant/applications', 'caseId', PURPOSE],
    ['PUT', 'cases/ID/applicant', 'caseId', { name: '某某' }],
    ['GET', 'ledger-imports/ID', 'importId'],
    ['GET', 'imported-reports/ID', 'importedReportId'],
    ['POST', 'secrecy-incidents/ID/close', 'incidentId', { result: 'misread' }],
    ['DELETE', 'delegations/ID', 'delegationId'],
  ];
  const asked = [
    ...['disclosureOfficer', 'officeHead', 'secrecyReviewer', 'supervisor', 'office of CITY'],
    ...['auditor of CITY', 'securityAdministrator of CITY', 'nobody'],
  ];

  test.each(asked)('to %s asking another agency', async (name) => {
    for (const [method, path, key, body] of OF_AGENCY) {
      const missing = key === 'caseId' ? 'OTHER-999999' : randomUUID();
      const ask = (id: string) =>
        answerTo(persona(name), method, `${API}/agencies/${OTHER}/${path.replace('ID', id)}`, [id], body);
      const there = await ask(others[key]);
      expect({ path, ...there }).toEqual({ path, ...(await ask(missing)) });
      expect([403, 404]).toContain(there.status);
    }
  });

  test.each(['liaisonOfficer of GHK'])('to %s asking for a case of another unit', async (name) => {
    for (const [method, path, key, body] of OF_AGENCY.filter(([, , it]) => it === 'caseId')) {
      const ask = (id: string) =>
        answerTo(persona(name), method, `${API}/agencies/${OWN}/${path.replace('ID', id)}`, [id], body);
      expect({ path, ...(await ask(mine[key])) }).toEqual({ path, ...(await ask('OWN-999999')) });
    }
  });

  test('one agency by the ids of another', async () => {
    for (const [method, path, key, body] of OF_AGENCY) {
      const ask = (id: string) =>
        answerTo(
          persona('officeHead'),
          method,
          `${API}/agencies/${OWN}/${path.replace('ID', id)}`,
          [id],
          body,
        );
      const missing = key === 'caseId' ? 'OTHER-999999' : randomUUID();
      expect({ path, ...(await ask(others[key])) }).toEqual({ path, ...(await ask(missing)) });
    }
  });

  test.each(['systemAdministrator of CITY', 'securityAdministrator of CITY', 'officeHead'])(
    'to %s: accounts and grants',
    async (name) => {
      const calls: readonly (readonly [string, (account: string) => string, object?])[] = [
        ['PUT', (id) => `accounts/${id}/status`, { status: 'disabled' }],
        ['POST', (id) => `accounts/${id}/invitation`],
        ['PUT', (id) => `accounts/${id}/identity`, { subject: 's' }],
        ['DELETE', (id) => `accounts/${id}/sessions`],
        ['DELETE', (id) => `accounts/${id}/grants/${others.grantId}`],
      ];
      for (const [method, path, body] of calls) {
        const ask = (id: string) => answerTo(persona(name), method, `${API}/${path(id)}`, [id], body);
        expect(await ask(others.workerId)).toEqual(await ask(randomUUID()));
      }
      expect(
        (
          await ctx.db
            .selectFrom('account')
            .select('disabledAt')
            .where('accountId', '=', others.workerId)
            .execute()
        )[0],
      ).toEqual({ disabledAt: null });
    },
  );

  test.each(['disclosureOfficer', 'supervisor', 'office of CITY'])(
    'to %s comparing: drafts, versions and imports of another agency',
    async (name) => {
      const compare = (left: string) =>
        answerTo(persona(name), 'GET', `${API}/comparison?left=${left}&right=${left}`, [left]);
      const known = await compare(`report:${OTHER}:2025`);
      expect(known.status).toBe(404);
      for (const left of [
        ...[`report:${OTHER}:2025:1`, `report:${OTHER}:2025:9`, `report:${OTHER}:2016`],
        ...[`imported:${OTHER}:${others.importedReportId}`, `imported:${OTHER}:${randomUUID()}`],
      ]) {
        expect({ left, ...(await compare(left)) }).toEqual({ left, ...known });
      }
    },
  );

  test.each(['anonymous', 'disclosureOfficer', 'liaisonOfficer of GHK', 'auditor'])(
    'to %s guessing the address of a file, whatever the browser says it has',
    async (name) => {
      const file = (code: string, tail: string, headers: Record<string, string> = {}) =>
        ask(persona(name), `/agencies/${code}/reports/2025/files/${tail}`, { headers });
      const { rows } = await sql<{ sha256: string }>`
        select sha256 from stored_file where agency_id = ${OTHER}`.execute(ctx.db);
      expect(rows.length).toBeGreaterThan(0);
      const known = await file(OTHER, '1/report.json', { 'if-none-match': `"${rows[0]?.sha256 ?? ''}"` });
      const missing = await file(OTHER, '7/report.json');
      // The page names the address that was asked for.
      const text = (await known.text()).replaceAll('files/1/', 'files/7/');
      expect([known.status, text]).toEqual([404, await missing.text()]);
      expect(known.headers.get('content-disposition')).toBeNull();
      for (const tail of ['1/report.pdf', '1/appendix-1.json', '1/report.json%2f', '01/report.json']) {
        expect([tail, (await file(OTHER, tail)).status]).toEqual([tail, 404]);
      }
    },
  );

  test('to the auditor of one part asking how the verification of another went', async () => {
    const path = (id: string) => `${API}/audit/verifications/${id}?agency=${OWN}`;
    const auditor = persona('auditor of CITY');
    expect((await ask(auditor, path(mine.verificationId))).status).toBe(200);
    expect(await answerTo(auditor, 'GET', path(others.verificationId), [others.verificationId])).toEqual(
      await answerTo(auditor, 'GET', path('nowhere'), ['nowhere']),
    );
  });
});

describe('lists, counts and figures hold what one may see', () => {
  interface CaseList {
    readonly items: readonly { readonly caseId: string }[];
    readonly total: number | null;
  }

  test('no filter brings a liaison officer a case of another unit, nor its number', async () => {
    const who = persona('liaisonOfficer of GHK');
    for (const query of [
      ...['', 'unitCode=FGK', `q=${mine.caseId}`, 'q=隐秘', 'q=申请人OWN', 'overdue=true', 'year=2025'],
      ...['status=processing', 'year=2025&cell=table3.newReceived.total', 'after=2030-01-01~x'],
    ]) {
      const { items, total } = await read<CaseList>(who, `${API}/agencies/${OWN}/cases?${query}`);
      expect([query, items, total === null || total === 0]).toEqual([query, [], true]);
    }
  });

  test.each(['supervisor', 'editor'])(
    '%s sees the figure of a cell and not the cases behind it',
    async (name) => {
      const path = `${API}/agencies/${OWN}/reports/2025/cells/table3.newReceived.total`;
      const source = await ask(persona(name), path);
      expect(source.status).toBe(200);
      const text = await source.text();
      expect(text).not.toContain(mine.caseId);
      expect(text).not.toContain('隐秘');
      expect(await (await ask(persona('officeHead'), path)).text()).toContain(mine.caseId);
    },
  );

  test('what is public counts and names nothing that is not published', async () => {
    const { items, total } = await read<CaseList>(persona('anonymous'), `${API}/reports?code=${OWN}`);
    expect([items, total === null || total === 0]).toEqual([[], true]);
    for (const path of ['/', '/reports', `/agencies/${OWN}`, '/status', `${API}/status`, `${API}/agencies`]) {
      const response = await ask(persona('anonymous'), path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(await response.text()).not.toMatch(/隐秘|申请人O|OWN-0|2025年政府信息公开工作年度报告/);
    }
  });

  test('an auditor of one part finds its chains alone', async () => {
    const { chains } = await read<{ chains: readonly { agencyCode: string | null }[] }>(
      persona('auditor of CITY'),
      `${API}/audit/state`,
    );
    expect(chains.map(({ agencyCode }) => agencyCode)).toContain(OWN);
    expect(chains.map(({ agencyCode }) => agencyCode)).not.toContain(OTHER);
    for (const query of ['', `?agency=${OTHER}`, `?agency=${OTHER}&subject=${others.caseId}`]) {
      expect((await ask(persona('auditor of CITY'), `${API}/audit/records${query}`)).status).toBe(403);
    }
  });

  test('people and colleagues are those of the agency', async () => {
    const people = JSON.stringify(await read(persona('officeHead'), `${API}/agencies/${OWN}/people`));
    expect(people).toContain(mine.workerId);
    expect(people).not.toContain(others.workerId);
    const access = JSON.stringify(await read(persona('officeHead'), `${API}/my-access`));
    expect(access).toContain(mine.colleagueId);
    expect(access).not.toContain(others.colleagueId);
  });

  test("nobody reads or marks another's news", async () => {
    const owner = persona('disclosureOfficer').accountId;
    const { rows } = await sql<{ id: string }>`
      insert into notification (agency_id, mail_state, notification_id, account_id, kind, subject_type, subject_id, about_agency_id, details, created_at)
      values (${OWN}, 'none', 'news-1', ${owner}, 'case.assigned', 'case', ${mine.caseId}, ${OWN}, '{}', now())
      returning notification_id as id`.execute(ctx.db);
    expect(rows).toHaveLength(1);
    const own = await read<{ items: readonly object[] }>(
      persona('disclosureOfficer'),
      `${API}/notifications`,
    );
    expect(own.items.length).toBeGreaterThan(0);
    for (const name of ['officeHead', 'auditor', 'nobody']) {
      const text = JSON.stringify(await read(persona(name), `${API}/notifications`));
      expect(text).not.toContain('news-1');
      const mark = (id: string) => answerTo(persona(name), 'POST', `${API}/notifications/${id}/read`, [id]);
      expect(await mark('news-1')).toEqual(await mark('news-9'));
    }
  });

  test('answers about records are kept by nobody on the way', async () => {
    for (const path of [`${API}/agencies/${OWN}/cases`, `${API}/agencies/${OWN}/reports/2025`]) {
      const { headers } = await ask(persona('officeHead'), path);
      expect([path, headers.get('cache-control'), headers.get('etag')]).toEqual([path, 'no-store', null]);
    }
    const file = await ask(persona('officeHead'), `/ledger-files/agencies/${OWN}/cases.csv`);
    expect(file.headers.get('cache-control')).toBe('no-store');
    const draft = await ask(persona('officeHead'), `/agencies/${OWN}/reports/2025/files/1/report.json`);
    expect(draft.headers.get('cache-control')).toBe('no-store');
  });

  test('the description of the API is the same for everybody', async () => {
    const path = `${API}/openapi.json`;
    const shown = await (await ask(persona('anonymous'), path)).text();
    expect(await (await ask(persona('officeHead'), path)).text()).toBe(shown);
    expect(shown).not.toMatch(/OWN-0|隐秘/);
  });
});

describe('a permission costs no statement a row', () => {
  let statements = 0;
  const counted = ctx.db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const given = { ...ctx, db: counted };
  const countedApp = createApp(given, {
    authenticate: sessionAuthenticator(given),
    api: registerApi(),
    mountPages: (pages, it) => {
      mountPages(pages, it);
      mountSignIn(pages, given);
    },
  });
  async function costOf(name: string, path: string): Promise<{ statements: number; items: number }> {
    statements = 0;
    const response = await countedApp.request(`http://localhost${path}`, {
      headers: { cookie: persona(name).cookie },
    });
    expect([path, response.status]).toEqual([path, 200]);
    const { items = [] } = (await response.json()) as { items?: readonly unknown[] };
    return { statements, items: items.length };
  }

  /** Twelve more rows of everything that is listed. */
  async function addRows(): Promise<void> {
    const { db } = ctx;
    for (let index = 0; index < 12; index += 1) {
      const { id } = await createAccount(ctx, operatorActor(), {
        ...{ loginName: `more-${index}`, displayName: '多一某', kind: 'staff', agencyCode: OWN },
      });
      for (const role of ['editor', 'dutyOfficer'] satisfies Role[]) {
        const place = { agencyCode: OWN, unitCode: null, fromOn: ctx.today(), untilOn: null };
        await grantRole(ctx, operatorActor(), id, { role, ...place });
      }
      await registerCase(ctx, actorWithEveryRole('plant', '种子'), OWN, {
        ...{ applicantClass: 'naturalPerson', applicantName: `某${index}`, topic: null, unitCode: 'FGK' },
        ...{ request: `文件${index}` },
        events: [{ type: 'submitted', on: parseLocalDate('2025-01-06'), channel: 'counter' }],
      });
    }
    await sql`
      insert into job (job_id, kind, payload, status, run_at, attempt, max_attempts, error, finished_at)
      select 'failed-' || n, 'report.export', '{}', 'failed', now(), 5, 5, null, now() from generate_series(1, 12) n`.execute(
      db,
    );
    await sql`
      insert into secrecy_incident (agency_id, incident_id, occurred_at, actor_id, source, file_name_hash, file_hash, rule, status)
      select ${OWN}, 'i' || n, now(), 'plant', 'ledgerImport', 'a', 'b', 'levelWithStar', 'open' from generate_series(1, 12) n`.execute(
      db,
    );
    await sql`
      insert into imported_report (agency_id, imported_report_id, file_name, file_hash, year, reading, imported_by, imported_at)
      select agency_id, 'r' || n, file_name, 'h' || n, year, reading, imported_by, imported_at
      from imported_report, generate_series(1, 12) n where agency_id = ${OWN}`.execute(db);
    await sql`
      insert into notification (agency_id, mail_state, notification_id, account_id, kind, subject_type, subject_id, about_agency_id, details, created_at)
      select ${OWN}, 'none', 'more-' || n, ${persona('disclosureOfficer').accountId}, 'case.assigned', 'case', ${mine.caseId}, ${OWN}, '{}', now()
      from generate_series(1, 12) n`.execute(db);
  }

  test('in any list', async () => {
    const lists: readonly (readonly [string, string])[] = [
      ['officeHead', `${API}/agencies/${OWN}/cases`],
      ['liaisonOfficer', `${API}/agencies/${OWN}/cases`],
      ['officeHead', `${API}/agencies/${OWN}/people`],
      ['officeHead', `${API}/agencies/${OWN}/access?permission=case.view`],
      ['officeHead', `${API}/agencies/${OWN}/imported-reports`],
      ['secrecyReviewer', `${API}/agencies/${OWN}/secrecy-incidents`],
      ['systemAdministrator', `${API}/jobs`],
      ['auditor', `${API}/audit/records?agency=${OWN}`],
      ['officeHead', `${API}/agencies/${OWN}/cases/${mine.caseId}/trace`],
      ['disclosureOfficer', `${API}/notifications`],
      ['officeHead', `${API}/agencies/${OWN}/reports/2025/cells/table3.newReceived.total`],
      ['anonymous', `${API}/reports`],
      ['auditor', `${API}/administrators`],
    ];
    const few = new Map<string, Awaited<ReturnType<typeof costOf>>>();
    // Once before: what is due anew on a day is derived by the first who looks.
    for (const [name, path] of lists) await costOf(name, path);
    for (const [name, path] of lists) few.set(`${name} ${path}`, await costOf(name, path));
    await addRows();
    for (const [name, path] of lists) await costOf(name, path);
    for (const [name, path] of lists) {
      const before = few.get(`${name} ${path}`);
      const after = await costOf(name, path);
      expect([path, after.statements]).toEqual([path, before?.statements]);
      expect(after.items).toBeGreaterThanOrEqual(before?.items ?? 0);
      expect(after.statements).toBeGreaterThan(0);
    }
    expect((await costOf('officeHead', `${API}/agencies/${OWN}/people`)).items).toBeGreaterThan(12);
  });
});

test('the app that is asked here is the one that is served', () => {
  expect(app.routes.length).toBeGreaterThan(50);
});
