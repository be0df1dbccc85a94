import {
  actorWithEveryRole,
  API_ROUTES,
  operatorActor,
  parseLocalDate,
  type ApiRouteName,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { rebuildProjections } from '../application/service.js';
import { createApiRegistry } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { openFile } from '../storage/service.js';
import { openExportedFile } from './exported-file.js';
import { mountReportPages } from './portal.js';
import { mountReportFiles } from './report-files-api.js';
import { getExport, handInForCheck, publishReport, reviseReport, startExport } from './service.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const AGENCY = 'YZ-01';
const key = { agencyId: AGENCY, year: 2019 };
const ledger = readSeedLedger('city-bureau-2019');
await loadLedger(db, { ...ledger, agency: { ...ledger.agency, code: AGENCY } }, parseLocalDate('2026-11-21'));
// Version 1 is published, version 2 is its next draft; both have a file.
await handInForCheck(ctx, operatorActor(), key);
await publishReport(ctx, actorWithEveryRole('a', '顾示文'), key);
await reviseReport(ctx, operatorActor(), key);
for (const version of [1, 2]) await startExport(ctx, operatorActor(), key, { version, formats: ['json'] });
await runJobsUntilIdle(ctx);

const staff = (role: Parameters<typeof testActor>[0] & object, agencyCode = AGENCY) =>
  testActor({ id: 'x', ...role, agencyCode });
const VIEWERS = {
  anybody: null,
  applicant: { kind: 'applicant', id: 'p', name: '申请人', grants: [] },
  'officer of another agency': staff({ roles: ['disclosureOfficer', 'officeHead'] }, 'YZ-02'),
  auditor: staff({ roles: ['auditor'] }),
  'system administrator': staff({ roles: ['systemAdministrator'] }),
  'liaison officer': staff({ roles: ['liaisonOfficer'] }),
  officer: staff({ roles: ['disclosureOfficer'] }),
  supervisor: staff({ roles: ['supervisor'] }),
} as const;
/** Who has to do with a report before it is public. */
const SEE_DRAFTS = ['officer', 'supervisor'];

describe.each(Object.entries(VIEWERS))('to %s', (name, viewer) => {
  const app = createApp(ctx, {
    ...signedInAs(viewer),
    api: createApiRegistry(),
    notYetServed: Object.keys(API_ROUTES) as ApiRouteName[],
    mountPages: (hono, context) => {
      mountReportPages(hono, context);
      mountReportFiles(hono, context);
    },
  });
  const status = async (path: string) =>
    (await app.request(`/agencies/${AGENCY}/reports/2019${path}`)).status;

  test('the pages show the published version and never the draft', async () => {
    expect([await status(''), await status('?version=1'), await status('?version=2')]).toEqual([
      200, 200, 404,
    ]);
    const lists = await Promise.all(
      ['/', '/reports', `/agencies/${AGENCY}`].map(async (path) => app.request(path)),
    );
    for (const list of lists) expect(await list.text()).not.toContain('第2版');
  });

  test('the files follow the version: published for all, of the draft for who sees it', async () => {
    expect(await status('/files/1/report.json')).toBe(200);
    expect(await status('/files/2/report.json')).toBe(SEE_DRAFTS.includes(name) ? 200 : 404);
    expect(await status('/files/9/report.json')).toBe(404);
  });

  test('storage decides alike when it is asked for the file itself', async () => {
    const drafts = await getExport(ctx, operatorActor(), key, 'json', 2);
    const draft = await openExportedFile(ctx, operatorActor(), { ...key, version: 2 }, 'json', 0);
    expect(drafts.files).toHaveLength(1);
    const asked = (record: 'draftReport' | 'publishedReport' | 'remedy', agencyCode = AGENCY) =>
      openFile(ctx, AGENCY, draft.fileId, {
        viewer,
        record: { kind: record, agencyCode },
        reach: 'inside',
      }).then(
        () => 'open',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await asked('draftReport')).toBe(SEE_DRAFTS.includes(name) ? 'open' : 'NOT_FOUND');
    // A file of one agency is none of a record of another.
    expect(await asked('draftReport', 'YZ-02')).toBe('NOT_FOUND');
    expect(await asked('remedy')).toBe(name === 'officer' ? 'open' : 'NOT_FOUND');
  });

  test('projections are rebuilt by who runs the platform alone', async () => {
    const rebuilt = await rebuildProjections(ctx, viewer ?? VIEWERS.applicant, AGENCY).then(
      () => 'rebuilt',
      (error: unknown) => (error as { code: string }).code,
    );
    expect(rebuilt).toBe(name === 'system administrator' ? 'rebuilt' : 'FORBIDDEN');
  });
});
