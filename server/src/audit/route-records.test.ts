import {
  API_ROUTES,
  parseLocalDate,
  type Actor,
  type ApiRoute,
  type ApiRouteName,
  type AuditKind,
  type PresentedReport,
} from '@gongkai/core';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { loadLedger, readSeedLedger } from '../annual-report/testing/load-ledger.js';
import { printReport } from '../annual-report/testing/print-report.js';
import { makeAgency } from '../identity/factory.js';
import { createApp } from '../platform/http/app.js';
import { callRoute, type Call } from '../platform/http/testing/call-route.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from '../routes.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const appOf = (actor: Actor) =>
  createApp(ctx, {
    ...signedInAs(actor),
    api: registerApi({
      oidc: {
        issuer: 'https://id.example.gov.cn',
        clientId: 'gongkai',
        clientSecret: null,
        name: '统一认证',
      },
    }),
    mountPages,
    notYetServed: ROUTES_NOT_YET_SERVED,
  });
const app = appOf(testActor());
/** Who signs what the other wrote. */
const colleague = appOf(testActor({ id: 'colleague', name: '同事' }));

type Answer = Readonly<Record<string, unknown>>;
interface Step {
  readonly route: ApiRouteName;
  readonly call: Omit<Call, 'body'> & { readonly body?: unknown };
  /** It must be done by somebody else than who wrote it. */
  readonly byColleague?: true;
  /** What the record is called where the route has several. */
  readonly kind?: AuditKind;
  /** What the answer taught, for later steps. */
  readonly learn?: (answer: Answer) => void;
}

const known: Record<string, string> = {};
const CASE = { code: 'YSJ', caseId: 'A-1' };
const SUBMITTED = { type: 'submitted', on: '2026-02-02', channel: 'counter' };
/** One with errors, and one that can be published. */
const REPORT = { code: 'TEST-R', year: '2019' };
const WHOLE_REPORT = { code: 'TEST-W', year: '2019' };

function fileOf(text: string, name: string): FormData {
  const form = new FormData();
  form.append('file', new File([text], name));
  return form;
}

/** Each route once, in an order in which each finds what it needs. */
const STEPS: readonly (() => Step)[] = [
  () => ({
    route: 'createAgency',
    call: {
      body: {
        code: 'NEW',
        name: '新设局',
        kind: 'localDepartment',
        parentCode: null,
        hasRuleMakingPower: false,
        scope: 'organ',
      },
    },
  }),
  () => ({
    route: 'updateAgency',
    call: {
      params: { code: 'NEW' },
      body: { kind: 'localDepartment', parentCode: null, hasRuleMakingPower: true, scope: 'organ' },
    },
  }),
  () => ({
    route: 'renameAgency',
    call: { params: { code: 'NEW' }, body: { name: '更名局', fromOn: '2026-03-02' } },
  }),
  () => ({
    route: 'saveUnit',
    call: { params: { code: 'YSJ', unitCode: 'FGC' }, body: { name: '法规处', liaisonOfficers: [] } },
  }),
  ...['wang', 'li'].map((name) => () => ({
    route: 'createAccount' as const,
    call: { body: { loginName: `u-${name}`, displayName: '王录平', kind: 'staff', agencyCode: 'YSJ' } },
    learn: (answer: Answer) => (known[name] = String(answer.id)),
  })),
  () => ({
    route: 'grantRole',
    call: {
      params: { accountId: known.wang ?? '' },
      body: { role: 'disclosureOfficer', agencyCode: 'YSJ', fromOn: '2026-03-02' },
    },
    learn: (answer) => (known.grant = String((answer.grants as Answer[])[0]?.id)),
  }),
  () => ({
    route: 'delegateRoles',
    call: {
      params: { code: 'YSJ' },
      body: {
        fromAccountId: known.wang,
        toAccountId: known.li,
        roles: ['disclosureOfficer'],
        reason: '出差',
        fromOn: '2026-03-02',
        untilOn: '2026-03-09',
      },
    },
    learn: (answer) => (known.delegation = String(answer.id)),
  }),
  () => ({ route: 'endDelegation', call: { params: { code: 'YSJ', delegationId: known.delegation ?? '' } } }),
  () => ({
    route: 'revokeRole',
    call: { params: { accountId: known.wang ?? '', grantId: known.grant ?? '' } },
  }),
  ...(['inviteAccount', 'endSessionsOfAccount'] as const).map((route) => () => ({
    route,
    call: { params: { accountId: known.li ?? '' } },
  })),
  () => ({
    route: 'bindIdentity',
    call: { params: { accountId: known.li ?? '' }, body: { subject: 'li-at-the-provider' } },
  }),
  () => ({
    route: 'setAccountStatus',
    call: { params: { accountId: known.li ?? '' }, body: { status: 'disabled' } },
    kind: 'account.disabled',
  }),

  () => ({
    route: 'createCase',
    call: {
      params: { code: 'YSJ' },
      body: {
        caseId: 'A-1',
        applicantClass: 'naturalPerson',
        applicantName: '申小明',
        request: '批复',
        events: [SUBMITTED],
      },
    },
  }),
  () => ({
    route: 'appendCaseEvent',
    call: { params: CASE, body: { event: { type: 'extension', on: '2026-02-20', days: 20 }, lastSeq: 1 } },
    learn: (answer) => (known.events = JSON.stringify(answer.events)),
  }),
  () => ({
    route: 'correctCaseEvent',
    call: {
      params: { ...CASE, seq: '1' },
      body: { event: { ...SUBMITTED, on: '2026-02-03' }, reason: '日期有误', lastSeq: 2 },
    },
  }),
  () => ({
    route: 'voidCaseEvent',
    call: { params: { ...CASE, seq: '2' }, body: { reason: '记错了案件', lastSeq: 3 } },
  }),
  () => ({ route: 'getCase', call: { params: CASE } }),
  () => ({ route: 'listCases', call: { params: { code: 'YSJ' }, query: '?q=申小明' } }),
  ...(['unmaskApplicant', 'exportApplicant', 'countApplications'] as const).map((route) => () => ({
    route,
    call: { params: CASE, body: { purpose: 'handling' } },
  })),
  () => ({ route: 'correctApplicant', call: { params: CASE, body: { telephone: '13812345678' } } }),
  () => ({ route: 'listCaseTrace', call: { params: CASE } }),

  () => ({
    route: 'importLedger',
    call: {
      params: { code: 'YSJ' },
      query: '?kind=cases',
      body: fileOf('案件编号,申请人类别,申请内容,提交方式,提交日期\nA-2,,批复,当面,2026-02-31', '台账.csv'),
    },
    learn: (answer) => (known.import = String(answer.importId)),
  }),
  () => ({
    route: 'getLedgerImport',
    call: { params: { code: 'YSJ', importId: known.import ?? '' } },
  }),
  () => ({
    route: 'setAttestedFigure',
    call: {
      params: { code: 'YSJ', year: '2025' },
      body: {
        row: 'licensing',
        column: 'decisions',
        value: 3,
        sourceSystem: '审批系统',
        query: '全年办结',
        extractedOn: '2026-01-05',
        fileHash: 'h',
        responsibleUnit: '办公室',
        signer: '闻人示文',
      },
    },
  }),

  () => ({
    route: 'editSection',
    call: { params: { ...REPORT, number: '6' }, body: { template: '无。', revision: 0 } },
  }),
  () => ({
    route: 'getReport',
    call: { params: REPORT },
    learn: (answer) => {
      const findings = answer.findings as { key: string; severity: string }[];
      known.finding = findings.find(({ severity }) => severity !== 'info')?.key ?? '';
    },
  }),
  () => ({
    route: 'waiveFinding',
    call: { params: REPORT, body: { key: known.finding, signer: '闻人示文', reason: '数字经逐件核对无误' } },
  }),
  () => ({ route: 'withdrawWaiver', call: { params: { ...REPORT, key: known.finding ?? '' } } }),

  // Whatever is only pointed out is handed in again as seen.
  ...['first', 'again'].map(() => () => ({ route: 'checkReport' as const, call: { params: WHOLE_REPORT } })),
  () => ({
    route: 'publishReport',
    byColleague: true,
    call: { params: WHOLE_REPORT },
    learn: (answer) => (known.printed = JSON.stringify(answer)),
  }),
  () => ({ route: 'reviseReport', call: { params: WHOLE_REPORT } }),
  () => ({ route: 'startExport', call: { params: WHOLE_REPORT, body: { version: 2, formats: ['json'] } } }),
  () => {
    const printed = JSON.parse(known.printed ?? '') as PresentedReport;
    const text = Buffer.from(printReport(printed, printed.agencyName)).toString('utf8');
    return {
      route: 'importReport',
      call: { params: { code: 'TEST-W' }, body: fileOf(text, '报告.html') },
    };
  },
  () => ({
    route: 'closeSecrecyIncident',
    call: { params: { code: 'YSJ', incidentId: 'i1' }, body: { result: 'misread' } },
  }),
  () => ({ route: 'retryJob', call: { params: { jobId: 'failed-1' } } }),
  () => ({ route: 'discardJob', call: { params: { jobId: 'failed-2' } } }),

  () => ({ route: 'searchAudit', call: { query: '?agency=YSJ' } }),
  () => ({ route: 'getAuditState', call: {} }),
  () => ({
    route: 'verifyAudit',
    call: { body: { agency: 'YSJ' } },
    learn: (answer) => (known.verification = String(answer.verificationId)),
  }),
  () => ({
    route: 'getAuditVerification',
    call: { params: { verificationId: known.verification ?? '' }, query: '?agency=YSJ' },
  }),
  () => ({
    route: 'succeedAgency',
    call: {
      params: { code: 'NEW' },
      body: { kind: 'merged', successorCodes: ['YSJ'], fromOn: '2026-03-03', basis: '三定规定' },
    },
  }),
  ...(['getAgency', 'listPeople', 'listImportedReports', 'getYearSeries'] as const).map((route) => () => ({
    route,
    call: { params: { code: 'YSJ' } },
  })),
];

beforeAll(async () => {
  await makeAgency(ctx);
  const ledger = readSeedLedger('city-bureau-2019');
  for (const code of [REPORT.code, WHOLE_REPORT.code]) {
    const given = { ...ledger, agency: { ...ledger.agency, code } };
    await loadLedger(db, given, parseLocalDate('2026-03-02'));
  }
  await sql`
    insert into job (job_id, kind, payload, status, run_at, attempt, max_attempts, error, finished_at)
    select id, 'older.kind', '{}', 'failed', now(), 5, 5, '文件读不出来。', now()
    from unnest(array['failed-1', 'failed-2']) as id`.execute(db);
  await sql`
    insert into secrecy_incident (agency_id, incident_id, occurred_at, actor_id, source, file_name_hash, file_hash,
      rule, level, status)
    values ('YSJ', 'i1', now(), 'dev', 'caseAttachment', 'h', 'h', 'levelWithStar', '机密', 'open')`.execute(
    db,
  );
  // A report with something to answer for.
  await db.deleteFrom('attestedFigure').where('agencyId', '=', 'TEST-R').execute();
});

async function kindsSince(before: ReadonlySet<string>) {
  const columns = ['recordId', 'kind', 'actorId', 'text'] as const;
  // An export seals what it writes down.
  const waiting = await db.selectFrom('auditPending').select(columns).execute();
  const sealed = await db.selectFrom('auditRecord').select(columns).execute();
  const rows = [...sealed, ...waiting].map((row) => ({ ...row, text: row.text ?? '' }));
  return rows.filter(({ recordId }) => !before.has(recordId));
}

test('every call that changes something or shows a person leaves the record that its route names; no other does', async () => {
  for (const make of STEPS) {
    const { route: name, call, kind: own, learn, byColleague } = make();
    const route: ApiRoute = API_ROUTES[name];
    const before = new Set((await kindsSince(new Set())).map(({ recordId }) => recordId));
    const body = call.body instanceof FormData ? call.body : call.body && JSON.stringify(call.body);
    const response = await callRoute(byColleague === true ? colleague : app, route, {
      ...call,
      ...(body !== undefined && { body }),
    } as Call);
    const answer = (await response.json()) as Answer;
    expect(response.status, `${name}: ${JSON.stringify(answer)}`).toBe(200);
    learn?.(answer);
    const written = await kindsSince(before);
    const expected = typeof route.audit === 'string' ? [own ?? route.audit] : [];
    expect(
      written.map(({ kind }) => kind),
      name,
    ).toEqual(expected);
    for (const { text, actorId } of written) {
      expect(actorId).toBe(byColleague === true ? 'colleague' : 'dev');
      // The name that was typed and searched for stands in no record.
      expect(text).not.toMatch(/申小明|批复|13812345678|王录平|闻人示文/);
    }
  }
});

test('every file that is fetched leaves a record of who fetched it; a published one is anybody’s', async () => {
  // Of the published version every format was asked for; the draft’s one is enough here.
  await sql`delete from job where payload ->> 'version' = '1'`.execute(db);
  await runJobsUntilIdle(ctx);
  const fetched = async (path: string) => {
    const before = new Set((await kindsSince(new Set())).map(({ recordId }) => recordId));
    const response = await app.request(`http://localhost${path}`);
    expect(response.status, path).toBe(200);
    const text = await response.text();
    return { text, records: await kindsSince(before) };
  };
  for (const [path, kind, about, holds] of [
    ['/ledger-files/agencies/YSJ/cases.csv?q=申小明', 'case.exported', 'YSJ', 'A-1'],
    ['/audit-files/audit.jsonl?agency=YSJ', 'audit.exported', 'YSJ', 'case.viewed'],
    ['/agencies/TEST-W/reports/2019/files/2/report.json', 'file.downloaded', 'TEST-W', 'table3'],
  ] as const) {
    const { text, records } = await fetched(path);
    expect(text).toContain(holds);
    expect(
      records.map((it) => [it.kind, it.actorId]),
      path,
    ).toEqual([[kind, 'dev']]);
    const record = JSON.parse(records[0]?.text ?? '') as { agencyCode: string; purpose: string | null };
    expect(record.agencyCode).toBe(about);
    expect(record.purpose).not.toBeNull();
    expect(records[0]?.text).not.toContain('申小明');
  }
});

/** Routes whose records other tests hold, with what they need beside the database. */
const ELSEWHERE: readonly string[] = [
  // office.test.ts of online-application.
  ...['saveDisclosureGuide', 'getOnlineApplication', 'confirmOnlineReceipt'],
  ...['getRightsRequest', 'answerRightsRequest'],
  // rights.test.ts of intake and demands.test.ts of personal-data.
  ...['registerRightsIntake', 'recordRightsContact', 'eraseRightsRequest'],
  ...['startCorrectionLetter', 'previewCorrectionLetter', 'draftCorrectionLetter'],
  // Only of a case that is closed: personal-data/applicant.test.ts.
  'eraseApplicant',
  // One's own inbox: notification/inbox.test.ts has an account.
  'markNotificationRead',
  'markAllNotificationsRead',
  'setNotificationPreference',
  'setNotificationAddress',
  'removeNotificationAddress',
  // Called as use cases, their records read at the end of each file: unit-tasks, consultations, fees and links of handling,
  ...['listUnitTasks', 'assignUnitTask', 'answerUnitTask', 'handOverUnitTask', 'remindUnitTask'],
  ...['withdrawUnitTask', 'sendConsultation', 'recordConsultationReceipt', 'recordConsultationAnswer'],
  ...[
    'overrideThirdParty',
    'makeThirdPartyLink',
    'getHandling',
    'addHandlingEntry',
    'quoteFee',
    'proposeFee',
  ],
  ...['decideFee', 'notifyFee', 'payFee', 'waiveFee', 'refundFee', 'recordReturnMail'],
  ...['getCaseLinks', 'mergeCases', 'splitCase', 'excludeDuplicate'],
  // service.test.ts of statistics (topics and hot spots), similarity, remedy, letter, case-bundle,
  ...['saveTopics', 'suggestTopics', 'assignTopic', 'listHotSpots', 'decideHotSpot'],
  ...['draftFromHotSpot', 'decideRemedyPolicy', 'startRegisterExport', 'listRedecisions'],
  ...['findSimilarRequests', 'listSimilarCases'],
  ...['createRemedy', 'updateRemedy', 'addRemedyOrder', 'fulfilRemedyOrder', 'addRemedyLesson'],
  ...['getLetter', 'startLetter', 'previewLetter', 'draftLetter', 'saveLetterDraft', 'submitLetter'],
  ...['returnLetter', 'approveLetter', 'voidLetter', 'requestSeal', 'decideSeal', 'keepSealedLetter'],
  ...['serveLetter', 'trackLetter', 'returnService', 'listLetters', 'attachToLetter', 'detachFromLetter'],
  ...['discardLetter', 'makeCaseBundle', 'archiveCase', 'setArchiveRetention'],
  // edit-template.test.ts of letter-template, api.test.ts of integration, publication.test.ts,
  ...['saveLetterTemplate', 'discardLetterTemplate', 'publishLetterTemplate', 'previewLetterTemplate'],
  ...['saveLetterSetting', 'submitIntake', 'createIntegrationClient', 'rotateIntegrationKey'],
  ...[
    'endIntegrationClient',
    'setIntegrationWebhook',
    'removeIntegrationWebhook',
    'replayIntegrationDelivery',
  ],
  ...['createDocument', 'saveDocument', 'changeDocument', 'submitDocument', 'reviewDocument'],
  ...[
    'waiveDocumentFinding',
    'publishDocument',
    'withdrawDocument',
    'setDocumentValidity',
    'reassessDocument',
  ],
  ...['attachDocumentFile', 'configureReviewPath', 'savePublicationSetting'],
  // published-links.test.ts, published-findings.test.ts and agency-emblem.test.ts beside it,
  ...['recheckPublishedLink', 'settlePublishedFinding', 'setAgencyEmblem', 'removeAgencyEmblem'],
  // and calendar-notices.
  'addCalendarNotice',
  // service.test.ts of intake and of desk-setting,
  ...['getIntakeDraft', 'discardIntakeDraft', 'removeIntakePaper', 'registerIntake', 'getIntakeRecord'],
  ...['uploadIntakePaper', 'listAttachments', 'addAttachment', 'removeAttachment'],
  ...['saveChannelSetting', 'saveReminderSetting'],
  // terms.test.ts of personal-data, document-files.test.ts of publication,
  ...['setRetentionTerm', 'scrubDocumentFile'],
  // service.test.ts of regulation, deposit, proposal, standard-catalogue and administrative-record,
  ...['openCleanup', 'setCleanupResults', 'signCleanup', 'publishCleanup'],
  ...['createDeposit', 'recordDepositReceipt', 'createProposal', 'answerProposal'],
  ...['importCatalogue', 'linkCatalogueItem'],
  ...['createAdministrativeRecord', 'correctAdministrativeRecord'],
  ...['strikeAdministrativeRecord', 'restoreAdministrativeRecord'],
  // Files of these go through storage, whose own test reads the record.
  ...['uploadTaskFile', 'uploadConsultationFile', 'uploadEntryFile', 'uploadEnvelopeFile', 'addRemedyPaper'],
  // Not read by any test yet.
  'detachDocumentFile',
];

test('no route that leaves a record is forgotten', () => {
  const called = new Set<string>(STEPS.map((make) => make().route));
  const audited = (Object.entries(API_ROUTES) as [string, ApiRoute][]).filter(
    ([, { audit }]) => typeof audit === 'string',
  );
  const forgotten = audited
    .map(([name]) => name)
    .filter((name) => !called.has(name) && !ELSEWHERE.includes(name));
  expect(forgotten).toEqual([]);
});

/** They change nothing but what one sees oneself, or nothing at all. */
const HARMLESS = [
  // One's own draft, which nobody else sees.
  'saveIntakeDraft',
  'saveRegisterView',
  'removeRegisterView',
  'previewCalendarNotice',
];

test('every route says what it records, or why it records nothing', () => {
  const silent = Object.entries<Partial<ApiRoute>>(API_ROUTES)
    .filter(([, { isPublic, audit }]) => isPublic !== true && audit === undefined)
    .map(([name]) => name);
  expect(silent).toEqual([]);
  const unreasoned = (Object.entries(API_ROUTES) as [string, ApiRoute][]).filter(
    ([name, { audit, method }]) =>
      typeof audit === 'object' && (audit.none.length < 5 || (method !== 'get' && !HARMLESS.includes(name))),
  );
  expect(unreasoned.map(([name]) => name)).toEqual([]);
});
