import { randomUUID } from 'node:crypto';
import { actorWithEveryRole, addDays, operatorActor, parseLocalDate, type Role } from '@gongkai/core';
import type { Hono } from 'hono';
import { sql } from 'kysely';
import { mountApplicantAccount } from '../src/applicant-account/portal.js';
import { registerCase } from '../src/application/service.js';
import { startExport } from '../src/annual-report/export-report.js';
import { importReport } from '../src/annual-report/imported-report.js';
import { presentReport } from '../src/annual-report/report-state.js';
import { printReport } from '../src/annual-report/testing/print-report.js';
import { beginVerification } from '../src/audit/verify-audit.js';
import { makeAgency } from '../src/identity/factory.js';
import { createAccount, delegateRoles, grantRole, saveStaff } from '../src/identity/service.js';
import { importLedger } from '../src/ledger-import/service.js';
import { draftLetter } from '../src/letter/service.js';
import { createApp } from '../src/platform/http/app.js';
import { OWN_PAGE } from '../src/platform/http/testing/call-route.js';
import { mountPages, registerApi } from '../src/routes.js';
import { mountSignIn } from '../src/sign-in/portal.js';
import { sessionAuthenticator, type SignInWeb } from '../src/sign-in/session-portal.js';
import { setAccountStatus } from '../src/sign-in/account-status.js';
import { DEFAULT_SIGN_IN_SETTINGS } from '../src/sign-in/settings.js';
import { openBrowser, type Browser } from '../src/sign-in/testing/browser.js';
import { listSecrecyIncidents } from '../src/storage/service.js';
import { testContext } from './test-context.js';
import { openTestDatabase } from './test-database.js';
import { EXPECTED_ROLES } from './expected-permissions.data.js';
import { runJobsUntilIdle } from './run-jobs.js';

export const OWN = 'OWN';
export const OTHER = 'OTHER';
export type Target = typeof OWN | typeof OTHER;
/** The competent department above `OWN`. */
const CITY = 'CITY';
const YEAR = 2025;

/** What stands in an agency to be asked for, changed or guessed. */
export interface Planted {
  readonly caseId: string;
  /** A draft of a letter of the case. */
  readonly letterId: string;
  readonly workerId: string;
  readonly grantId: string;
  readonly delegationId: string;
  readonly colleagueId: string;
  readonly importId: string;
  readonly importedReportId: string;
  readonly incidentId: string;
  readonly verificationId: string;
}

/** Somebody with a session of the running app. */
export interface Persona {
  readonly name: string;
  readonly accountId: string;
  readonly cookie: string;
  /** The roles that he has in truth, for the bodies of calls about himself. */
  readonly roles: readonly Role[];
}

export interface PermissionWorld {
  readonly app: Hono;
  readonly ctx: SignInWeb;
  readonly planted: Readonly<Record<Target, Planted>>;
  readonly personas: readonly Persona[];
  readonly persona: (name: string) => Persona;
  readonly open: (persona: Persona) => Browser;
  readonly ask: (persona: Persona, path: string, init?: RequestInit) => Promise<Response>;
}

const BUSINESS = EXPECTED_ROLES.slice(0, -3);
const ADMINISTRATORS = EXPECTED_ROLES.slice(-3);
/** Roles that are always of one unit. */
const OF_UNIT: readonly string[] = ['liaisonOfficer', 'unitHead'];
const operator = operatorActor();

/**
 * The whole app over two agencies and the department above one of them. Everybody signs in as a browser does:
 * - `<role>`: in `OWN` (a liaison officer of the unit `FGK`, a supervisor of `CITY`, 三员 of the platform)
 * - `<role> of CITY`: 三员 of `CITY` and what is below it; `office of CITY`: every other office of the department
 * - `delegated <role>`: to whom somebody of `OWN` lent it
 * - `liaisonOfficer of GHK`, `nobody`, `anonymous`, `expired …` and `disabled …` with every role of a kind
 */
export async function openPermissionWorld(): Promise<PermissionWorld> {
  const { db } = await openTestDatabase();
  let now = new Date('2026-03-02T01:00:00Z');
  const ctx: SignInWeb = {
    ...testContext({ db, now: () => now }),
    signIn: { ...DEFAULT_SIGN_IN_SETTINGS },
  };
  await makeAgency(ctx, { code: CITY, name: '云泽市人民政府办公室（演示）' });
  for (const [code, name, parentCode] of [
    [OWN, '云泽市本局（演示）', CITY],
    [OTHER, '临江市别局（演示）', null],
  ] as const) {
    await makeAgency(ctx, { code, name, parentCode });
    const units = ['FGK', 'GHK'].map((unit) => ({ code: unit, name: `${unit}科` }));
    await saveStaff(ctx, operator, code, { units });
  }
  const app = createApp(ctx, {
    authenticate: sessionAuthenticator(ctx),
    api: registerApi(),
    mountPages: (mounted, given) => {
      mountPages(mounted, given);
      mountSignIn(mounted, ctx);
      mountApplicantAccount(mounted, ctx);
    },
  });
  const planted = { [OWN]: await plant(ctx, OWN), [OTHER]: await plant(ctx, OTHER) };
  await sql`delete from job where status = 'failed'`.execute(db);
  await sql`
    insert into job (job_id, kind, payload, status, run_at, attempt, max_attempts, error, finished_at)
    values ('failed-job', 'report.export', '{}', 'failed', now(), 5, 5, null, now())`.execute(db);

  const today = ctx.today();
  const yesterday = addDays(today, -1);
  const accounts: { name: string; accountId: string; roles: readonly Role[] }[] = [];
  const account = async (name: string, kind: 'staff' | Role, agencyCode: string | null) => {
    const loginName = `p${String(accounts.length)}-${randomUUID().slice(0, 8)}`;
    const given = { loginName, displayName: '欧阳示范', kind: kind as 'staff', agencyCode };
    const { id } = await createAccount(ctx, operator, given);
    accounts.push({ name, accountId: id, roles: [] });
    return id;
  };
  const grant = async (id: string, role: Role, agencyCode: string | null, unitCode: string | null = null) => {
    await grantRole(ctx, operator, id, { role, agencyCode, unitCode, fromOn: today, untilOn: null });
    const index = accounts.findIndex(({ accountId }) => accountId === id);
    const known = accounts[index];
    if (known) accounts[index] = { ...known, roles: [...known.roles, role] };
  };
  const placeOf = (role: Role) => ({
    agencyCode: role === 'supervisor' ? CITY : OWN,
    unitCode: OF_UNIT.includes(role) ? 'FGK' : null,
  });

  for (const role of BUSINESS) {
    const { agencyCode, unitCode } = placeOf(role);
    await grant(await account(role, 'staff', agencyCode), role, agencyCode, unitCode);
  }
  for (const role of ADMINISTRATORS) {
    await grant(await account(role, role, null), role, null);
    await grant(await account(`${role} of CITY`, role, CITY), role, CITY);
  }
  const office = await account('office of CITY', 'staff', CITY);
  for (const role of BUSINESS) {
    if (role === 'supervisor') continue;
    await grant(office, role, CITY, OF_UNIT.includes(role) ? 'BGS' : null);
  }
  await grant(await account('liaisonOfficer of GHK', 'staff', OWN), 'liaisonOfficer', OWN, 'GHK');
  await account('nobody', 'staff', OWN);

  for (const role of BUSINESS.filter((it) => it !== 'supervisor')) {
    const absent = await account(`absent ${role}`, 'staff', OWN);
    await grant(absent, role, OWN, placeOf(role).unitCode);
    const deputy = await account(`delegated ${role}`, 'staff', OWN);
    await delegateRoles(ctx, operator, OWN, {
      ...{ fromAccountId: absent, toAccountId: deputy, roles: [role], reason: '出差' },
      ...{ fromOn: today, untilOn: addDays(today, 30) },
    });
  }
  const gone: string[] = [];
  for (const kind of ['expired', 'disabled'] as const) {
    const id = await account(`${kind} offices`, 'staff', OWN);
    for (const role of BUSINESS) await grant(id, role, placeOf(role).agencyCode, placeOf(role).unitCode);
    const administrators: string[] = [];
    for (const role of ADMINISTRATORS) {
      const one = await account(`${kind} ${role}`, role, null);
      await grant(one, role, null);
      administrators.push(one);
    }
    if (kind === 'disabled') gone.push(id, ...administrators);
    // A role cannot be granted for the past: its days are over by the clock of the database alone.
    else
      for (const accountId of [id, ...administrators]) {
        await sql`
          update role_grant set from_on = ${addDays(today, -30)}, until_on = ${yesterday}
          where account_id = ${accountId}`.execute(db);
      }
  }

  const personas: Persona[] = [{ name: 'anonymous', accountId: '', cookie: '', roles: [] }];
  for (const known of accounts) {
    const browser = openBrowser(app);
    const page = await browser.get('/sign-in');
    const sent = await browser.send(page, '/sign-in/demonstration', { account: known.accountId });
    if (sent.location !== '/console/') throw new Error(`${known.name} cannot sign in: ${sent.status}`);
    personas.push({
      ...known,
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    });
  }
  for (const id of gone) await setAccountStatus(ctx, operator, id, 'disabled');
  now = new Date('2026-03-02T01:10:00Z');

  const ask = async (persona: Persona, path: string, init: RequestInit = {}): Promise<Response> => {
    // Everybody here asks from one address with one wrong code: how often is not what the matrix is about.
    if (COUNTED.test(path)) await sql`delete from attempt_limit`.execute(db);
    return app.request(`http://localhost${path}`, {
      ...init,
      headers: {
        ...OWN_PAGE,
        ...(persona.cookie !== '' && { cookie: persona.cookie }),
        ...(init.headers as Record<string, string>),
      },
    });
  };
  return {
    ...{ app, ctx, planted, personas, ask },
    persona: (name) => {
      const found = personas.find((it) => it.name === name);
      if (!found) throw new Error(`no persona ${name}`);
      return found;
    },
    open: (persona) => openBrowser(app, 'http://localhost', { cookie: persona.cookie }),
  };
}

/** Calls that are counted by the address that they come from. */
const COUNTED = /\/(progress-(lookups|sessions)|asked-opinion|online-forms)/;

/** A case in the unit `FGK`, people, an import, an imported report, an incident, a draft with its file. */
async function plant(ctx: SignInWeb, code: Target): Promise<Planted> {
  const everybody = actorWithEveryRole('plant', '种子');
  const caseId = `${code}-000001`;
  await registerCase(ctx, operator, code, {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: `申请人${code}`, topic: null },
    ...{ request: `${code}的隐秘事项文件`, unitCode: 'FGK' },
    events: [{ type: 'submitted', on: parseLocalDate('2025-01-06'), channel: 'counter' }],
  });
  const { letterId } = await draftLetter(ctx, operator, code, caseId, {
    draft: {
      ...{ letter: 'replyRefuse', serviceWay: 'post', request: null, fields: {} },
      addressees: [{ partyId: null, name: '申请人示', address: null, postcode: null, telephone: null }],
    },
    correctsLetterId: null,
  });
  const person = async (loginName: string) =>
    (
      await createAccount(ctx, operator, {
        ...{ loginName: `${code}-${loginName}`, displayName: '示某', kind: 'staff', agencyCode: code },
      })
    ).id;
  const [workerId, colleagueId] = [await person('worker'), await person('colleague')];
  const from = { fromOn: ctx.today(), untilOn: null };
  const { grants } = await grantRole(ctx, operator, workerId, {
    ...{ role: 'editor', agencyCode: code, unitCode: null, ...from },
  });
  const { id: delegationId } = await delegateRoles(ctx, operator, code, {
    ...{ fromAccountId: workerId, toAccountId: colleagueId, roles: ['editor'], reason: '出差' },
    ...{ fromOn: ctx.today(), untilOn: ctx.today() },
  });
  const csv = Buffer.from('案件编号,申请人类别\n1,某某\n');
  const ledger = { agencyCode: code, kind: 'cases', file: { fileName: '台账.csv', bytes: csv } } as const;
  const { importId } = await importLedger(ctx, everybody, ledger);
  const printed = printReport(await presentReport(ctx, code, YEAR), code);
  const file = { fileName: `${code}.html`, bytes: printed };
  const { id: importedReportId } = await importReport(ctx, everybody, code, file);
  const marked = Buffer.from('案件编号,申请内容\n1,机密★10年 某文件\n');
  await importLedger(ctx, everybody, { ...ledger, file: { fileName: '二.csv', bytes: marked } }).catch(
    () => null,
  );
  const { items } = await listSecrecyIncidents(ctx, everybody, code, { limit: 1 });
  const incidentId = items[0]?.incidentId ?? '';
  const { verificationId } = await beginVerification(ctx, everybody, code);
  await startExport(ctx, everybody, { agencyId: code, year: YEAR }, { formats: ['json'] });
  await runJobsUntilIdle(ctx);
  return {
    ...{ caseId, letterId, workerId, grantId: grants[0]?.id ?? '', delegationId, colleagueId },
    ...{ importId, importedReportId, incidentId, verificationId },
  };
}
