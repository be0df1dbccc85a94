import { ANNUAL_REPORT_ROUTES } from './annual-report/annual-report-routes.js';
import type { ApiRoute } from './api-route.js';
import { APPLICATION_ROUTES } from './application/application-routes.js';
import { CALENDAR_ROUTES } from './calendar/calendar-routes.js';
import { AUDIT_ROUTES } from './audit/audit-routes.js';
import { SECRECY_ROUTES } from './document-review/secrecy-routes.js';
import { IDENTITY_ROUTES } from './identity/identity-routes.js';
import { SIGN_IN_ROUTES } from './identity/sign-in-routes.js';
import { HANDLING_ROUTES } from './handling/handling-routes.js';
import { JOB_ROUTES } from './job-routes.js';
import { LEDGER_ROUTES } from './ledger/ledger-routes.js';
import { PERSONAL_DATA_ROUTES } from './personal-data/personal-data-routes.js';
import { NOTIFICATION_ROUTES } from './notification/notification-routes.js';
import { SIMILARITY_ROUTES } from './similarity/similarity-routes.js';
import { REMEDY_ROUTES } from './remedy/remedy-routes.js';
import { DOCUMENT_ROUTES } from './publication/document-routes.js';
import { SYSTEM_ROUTES } from './system-routes.js';

/** Every call of the JSON API. A slice declares its own in `<slice>-routes.ts`. */
export const API_ROUTES = {
  ...SYSTEM_ROUTES,
  ...JOB_ROUTES,
  ...NOTIFICATION_ROUTES,
  ...SECRECY_ROUTES,
  ...IDENTITY_ROUTES,
  ...SIGN_IN_ROUTES,
  ...APPLICATION_ROUTES,
  ...HANDLING_ROUTES,
  ...CALENDAR_ROUTES,
  ...SIMILARITY_ROUTES,
  ...REMEDY_ROUTES,
  ...PERSONAL_DATA_ROUTES,
  ...LEDGER_ROUTES,
  ...ANNUAL_REPORT_ROUTES,
  ...DOCUMENT_ROUTES,
  ...AUDIT_ROUTES,
} as const satisfies Record<string, ApiRoute>;
export type ApiRouteName = keyof typeof API_ROUTES;
