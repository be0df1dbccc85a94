import type { ApiRouteName } from '@gongkai/core';
import { registerAnnualReportApi } from './annual-report/api.js';
import { mountReportPages } from './annual-report/portal.js';
import { mountReportFiles } from './annual-report/report-files-api.js';
import { registerAdministrativeRecordApi } from './administrative-record/api.js';
import { registerApplicationApi } from './application/api.js';
import { mountAuditFiles, registerAuditApi } from './audit/api.js';
import { mountHandlingFiles, registerHandlingApi } from './handling/api.js';
import { registerCalendarApi } from './calendar/api.js';
import { registerIdentityApi } from './identity/api.js';
import { mountLedgerFiles, registerLedgerImportApi } from './ledger-import/api.js';
import { registerJobs } from './job-list.js';
import { mountPersonalDataFiles, registerPersonalDataApi } from './personal-data/api.js';
import { mountPrivacyPage } from './personal-data/portal.js';
import { registerNotificationApi } from './notification/api.js';
import { mountMailPages } from './notification/portal.js';
import { mountRemedyFiles, registerRemedyApi } from './remedy/api.js';
import { createApiRegistry, type ApiRegistry } from './platform/http/api-registry.js';
import { registerSignInApi } from './sign-in/api.js';
import type { OidcSettings } from './sign-in/settings.js';
import { registerSimilarityApi } from './similarity/api.js';
import { registerSystemApi } from './platform/http/system-api.js';
import { jobLabels } from './platform/jobs/job-kind.js';
import { registerPublicationApi } from './publication/api.js';
import { registerSecrecyApi } from './storage/api.js';
import { registerJobApi } from './system/api.js';

/** Routes of the table that no slice serves yet; they answer 404. The server refuses to start over any other. */
export const ROUTES_NOT_YET_SERVED: readonly ApiRouteName[] = [];

/** Every slice's part of the JSON API: add its `registerXxxApi` here and take its routes off the list above. */
export function registerApi(signIn: { readonly oidc: OidcSettings | null } = { oidc: null }): ApiRegistry {
  const api = createApiRegistry();
  registerSystemApi(api);
  registerJobApi(api, jobLabels(registerJobs()));
  registerSecrecyApi(api);
  registerNotificationApi(api);
  registerIdentityApi(api);
  registerSignInApi(api, signIn);
  registerApplicationApi(api);
  registerCalendarApi(api);
  registerHandlingApi(api);
  registerSimilarityApi(api);
  registerRemedyApi(api);
  registerPersonalDataApi(api);
  registerAdministrativeRecordApi(api);
  registerLedgerImportApi(api);
  registerAnnualReportApi(api);
  registerPublicationApi(api);
  registerAuditApi(api);
  return api;
}

/** Every slice's pages and files for people. */
export const mountPages: typeof mountReportPages = (app, ctx) => {
  mountReportPages(app, ctx);
  mountReportFiles(app, ctx);
  mountLedgerFiles(app, ctx);
  mountRemedyFiles(app, ctx);
  mountHandlingFiles(app, ctx);
  mountPersonalDataFiles(app, ctx);
  mountPrivacyPage(app, ctx);
  mountAuditFiles(app, ctx);
  mountMailPages(app, ctx);
};
