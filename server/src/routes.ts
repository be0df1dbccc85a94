import type { ApiRouteName } from '@gongkai/core';
import { registerAnnualReportApi } from './annual-report/api.js';
import { mountReportPages } from './annual-report/portal.js';
import { mountReportFiles } from './annual-report/report-files-api.js';
import { registerAdministrativeRecordApi } from './administrative-record/api.js';
import { bindSubmitted } from './applicant-account/portal.js';
import { registerApplicationApi } from './application/api.js';
import { mountAuditFiles, registerAuditApi } from './audit/api.js';
import { mountHandlingFiles, registerHandlingApi } from './handling/api.js';
import { registerCalendarApi } from './calendar/api.js';
import { registerIdentityApi } from './identity/api.js';
import { mountLedgerFiles, registerLedgerImportApi } from './ledger-import/api.js';
import { registerLetterTemplateApi } from './letter-template/api.js';
import { registerJobs } from './job-list.js';
import { registerLetterApi } from './letter/api.js';
import { mountLetterFiles } from './letter/files-api.js';
import { mountPersonalDataFiles, registerPersonalDataApi } from './personal-data/api.js';
import { mountPrivacyPage } from './personal-data/portal.js';
import { registerNotificationApi } from './notification/api.js';
import { mountMailPages } from './notification/portal.js';
import { mountCaseBundleFiles, registerCaseBundleApi } from './case-bundle/api.js';
import { registerDeskSettingApi } from './desk-setting/api.js';
import { registerExchangeApi } from './exchange/api.js';
import { mountIntakeFiles, registerIntakeApi } from './intake/api.js';
import { registerIntegrationApi } from './integration/api.js';
import { mountRemedyFiles, registerRemedyApi } from './remedy/api.js';
import { mountOnlineFiles, registerOnlineApplicationApi } from './online-application/api.js';
import { mountOnlineApplication } from './online-application/portal.js';
import { registerRightsRequestApi } from './rights-request/api.js';
import { mountOpenData } from './open-data/portal.js';
import type { WebParts } from './platform/http/app.js';
import { createApiRegistry, type ApiRegistry } from './platform/http/api-registry.js';
import { registerSignInApi } from './sign-in/api.js';
import type { OidcSettings } from './sign-in/settings.js';
import { mountReadingFiles, registerReadingApi } from './reading-statistics/api.js';
import { registerStatisticsApi } from './statistics/api.js';
import { mountStatisticsFiles } from './statistics/statistics-files-api.js';
import { registerTopicApi } from './topic/api.js';
import { registerSimilarityApi } from './similarity/api.js';
import { registerSystemApi } from './platform/http/system-api.js';
import { jobLabels } from './platform/jobs/job-kind.js';
import { agencyColumn, agencyMenuOf } from './publication/agency-column-page.js';
import { platformColumn } from './publication/platform-column-page.js';
import { mountRegulationFiles, registerRegulationApi } from './regulation/api.js';
import { mountCleanupPages } from './regulation/portal.js';
import { mountRegulationPages } from './regulation/regulation-page.js';
import { mountDepositFiles, registerDepositApi } from './deposit/api.js';
import { mountProposalFiles, registerProposalApi } from './proposal/api.js';
import { registerStandardCatalogueApi } from './standard-catalogue/api.js';
import { mountStandardCatalogue } from './standard-catalogue/portal.js';
import { mountEmblems, registerEmblemApi } from './publication/emblem-api.js';
import { mountDocumentFiles, registerPublicationApi } from './publication/api.js';
import { mountPublicationPages } from './publication/portal.js';
import { mountSitePages } from './publication/site-pages.js';
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
  registerTopicApi(api);
  registerStatisticsApi(api);
  registerReadingApi(api);
  registerRemedyApi(api);
  registerOnlineApplicationApi(api);
  registerRightsRequestApi(api);
  registerLetterApi(api);
  registerLetterTemplateApi(api);
  registerPersonalDataApi(api);
  registerAdministrativeRecordApi(api);
  registerLedgerImportApi(api);
  registerAnnualReportApi(api);
  registerPublicationApi(api);
  registerEmblemApi(api);
  registerRegulationApi(api);
  registerDepositApi(api);
  registerProposalApi(api);
  registerStandardCatalogueApi(api);
  registerCaseBundleApi(api);
  registerIntakeApi(api);
  registerDeskSettingApi(api);
  registerIntegrationApi(api);
  registerExchangeApi(api);
  registerAuditApi(api);
  return api;
}

/** Every slice's pages and files for people. */
export const mountPages: NonNullable<WebParts['mountPages']> = (app, ctx) => {
  const menuOf = agencyMenuOf(ctx);
  mountReportPages(app, ctx, {
    menuOf,
    columnsOf: (_, view, agency) => agencyColumn(ctx, view, agency),
    homeOf: (_, view) => platformColumn(ctx, view),
  });
  mountPublicationPages(app, ctx);
  mountEmblems(app, ctx);
  mountSitePages(app, ctx);
  mountOpenData(app, ctx, menuOf);
  mountDocumentFiles(app, ctx);
  mountRegulationFiles(app, ctx);
  mountRegulationPages(app, ctx, menuOf);
  mountCleanupPages(app, ctx, menuOf);
  mountDepositFiles(app, ctx);
  mountProposalFiles(app, ctx);
  mountStandardCatalogue(app, ctx, menuOf);
  mountReportFiles(app, ctx);
  mountLedgerFiles(app, ctx);
  mountRemedyFiles(app, ctx);
  mountCaseBundleFiles(app, ctx);
  mountHandlingFiles(app, ctx);
  mountIntakeFiles(app, ctx);
  mountLetterFiles(app, ctx);
  mountPersonalDataFiles(app, ctx);
  mountStatisticsFiles(app, ctx);
  mountReadingFiles(app, ctx);
  mountPrivacyPage(app, ctx);
  mountAuditFiles(app, ctx);
  mountOnlineApplication(app, ctx, { onSubmit: bindSubmitted, menuOf });
  mountOnlineFiles(app, ctx);
  mountMailPages(app, ctx);
};
