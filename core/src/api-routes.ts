import { ANNUAL_REPORT_ROUTES } from './annual-report/annual-report-routes.js';
import type { ApiRoute } from './api-route.js';
import { APPLICATION_ROUTES } from './application/application-routes.js';
import { REDECISION_ROUTES } from './application/redecision-list.js';
import { REGISTER_EXPORT_ROUTES } from './application/register-export.js';
import { CALENDAR_ROUTES } from './calendar/calendar-routes.js';
import { AUDIT_ROUTES } from './audit/audit-routes.js';
import { SECRECY_ROUTES } from './document-review/secrecy-routes.js';
import { IDENTITY_ROUTES } from './identity/identity-routes.js';
import { SIGN_IN_ROUTES } from './identity/sign-in-routes.js';
import { HANDLING_ROUTES } from './handling/handling-routes.js';
import { CASE_BUNDLE_ROUTES } from './case-bundle/case-bundle-routes.js';
import { DESK_SETTING_ROUTES } from './desk-setting/desk-setting-routes.js';
import { EXCHANGE_ROUTES } from './exchange/exchange-routes.js';
import { INTAKE_ROUTES } from './intake/intake-routes.js';
import { INTEGRATION_ROUTES } from './integration/integration-routes.js';
import { JOB_ROUTES } from './job-routes.js';
import { LEDGER_ROUTES } from './ledger/ledger-routes.js';
import { ONLINE_APPLICATION_ROUTES } from './online-application/online-application-routes.js';
import { PUBLIC_FORM_ROUTES } from './online-application/public-form-routes.js';
import { LETTER_ISSUE_ROUTES } from './letter-issue/letter-issue-routes.js';
import { LETTER_TEMPLATE_ROUTES } from './letter/letter-template-routes.js';
import { PERSONAL_DATA_ROUTES } from './personal-data/personal-data-routes.js';
import { NOTIFICATION_ROUTES } from './notification/notification-routes.js';
import { SIMILARITY_ROUTES } from './similarity/similarity-routes.js';
import { REMEDY_ROUTES } from './remedy/remedy-routes.js';
import { REGULATION_ROUTES } from './regulation/regulation-routes.js';
import { ADMINISTRATIVE_RECORD_ROUTES } from './ledger/administrative-record.js';
import { DEPOSIT_ROUTES } from './deposit/deposit.js';
import { PROPOSAL_ROUTES } from './proposal/proposal.js';
import { CATALOGUE_ROUTES } from './standard-catalogue/catalogue-api.js';
import { DOCUMENT_ROUTES } from './publication/document-routes.js';
import { EMBLEM_ROUTES } from './publication/emblem-routes.js';
import { LINK_ROUTES } from './publication/link-routes.js';
import { READING_ROUTES } from './reading/reading-routes.js';
import { HOT_SPOT_ROUTES } from './statistics/hot-spot-routes.js';
import { STATISTICS_ROUTES } from './statistics/statistics-routes.js';
import { TOPIC_ROUTES } from './topic/topic-routes.js';
import { SYSTEM_ROUTES } from './system-routes.js';

/** Named one by one: their types are too many to be written out into one declaration. */
type ApiRoutes = typeof SYSTEM_ROUTES &
  typeof JOB_ROUTES &
  typeof NOTIFICATION_ROUTES &
  typeof SECRECY_ROUTES &
  typeof IDENTITY_ROUTES &
  typeof SIGN_IN_ROUTES &
  typeof APPLICATION_ROUTES &
  typeof REGISTER_EXPORT_ROUTES &
  typeof REDECISION_ROUTES &
  typeof HANDLING_ROUTES &
  typeof CALENDAR_ROUTES &
  typeof SIMILARITY_ROUTES &
  typeof TOPIC_ROUTES &
  typeof STATISTICS_ROUTES &
  typeof HOT_SPOT_ROUTES &
  typeof READING_ROUTES &
  typeof REMEDY_ROUTES &
  typeof ONLINE_APPLICATION_ROUTES &
  typeof PUBLIC_FORM_ROUTES &
  typeof LETTER_ISSUE_ROUTES &
  typeof LETTER_TEMPLATE_ROUTES &
  typeof PERSONAL_DATA_ROUTES &
  typeof LEDGER_ROUTES &
  typeof ANNUAL_REPORT_ROUTES &
  typeof DOCUMENT_ROUTES &
  typeof LINK_ROUTES &
  typeof EMBLEM_ROUTES &
  typeof REGULATION_ROUTES &
  typeof DEPOSIT_ROUTES &
  typeof ADMINISTRATIVE_RECORD_ROUTES &
  typeof PROPOSAL_ROUTES &
  typeof CATALOGUE_ROUTES &
  typeof INTAKE_ROUTES &
  typeof DESK_SETTING_ROUTES &
  typeof CASE_BUNDLE_ROUTES &
  typeof INTEGRATION_ROUTES &
  typeof EXCHANGE_ROUTES &
  typeof AUDIT_ROUTES;

/** Every call of the JSON API. A slice declares its own in `<slice>-routes.ts`. */
export const API_ROUTES: ApiRoutes = {
  ...SYSTEM_ROUTES,
  ...JOB_ROUTES,
  ...NOTIFICATION_ROUTES,
  ...SECRECY_ROUTES,
  ...IDENTITY_ROUTES,
  ...SIGN_IN_ROUTES,
  ...APPLICATION_ROUTES,
  ...REGISTER_EXPORT_ROUTES,
  ...REDECISION_ROUTES,
  ...HANDLING_ROUTES,
  ...CALENDAR_ROUTES,
  ...SIMILARITY_ROUTES,
  ...TOPIC_ROUTES,
  ...STATISTICS_ROUTES,
  ...HOT_SPOT_ROUTES,
  ...READING_ROUTES,
  ...REMEDY_ROUTES,
  ...ONLINE_APPLICATION_ROUTES,
  ...PUBLIC_FORM_ROUTES,
  ...LETTER_ISSUE_ROUTES,
  ...LETTER_TEMPLATE_ROUTES,
  ...PERSONAL_DATA_ROUTES,
  ...LEDGER_ROUTES,
  ...ANNUAL_REPORT_ROUTES,
  ...DOCUMENT_ROUTES,
  ...LINK_ROUTES,
  ...EMBLEM_ROUTES,
  ...REGULATION_ROUTES,
  ...DEPOSIT_ROUTES,
  ...ADMINISTRATIVE_RECORD_ROUTES,
  ...PROPOSAL_ROUTES,
  ...CATALOGUE_ROUTES,
  ...INTAKE_ROUTES,
  ...DESK_SETTING_ROUTES,
  ...CASE_BUNDLE_ROUTES,
  ...INTEGRATION_ROUTES,
  ...EXCHANGE_ROUTES,
  ...AUDIT_ROUTES,
} satisfies Record<string, ApiRoute>;
export type ApiRouteName = keyof typeof API_ROUTES;
