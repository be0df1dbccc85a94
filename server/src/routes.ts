import type { ApiRouteName } from '@gongkai/core';
import { registerAnnualReportApi } from './annual-report/api.js';
import { registerAdministrativeRecordApi } from './administrative-record/api.js';
import { registerApplicationApi } from './application/api.js';
import { registerIdentityApi } from './identity/api.js';
import { createApiRegistry, type ApiRegistry } from './platform/http/api-registry.js';
import { registerSystemApi } from './platform/http/system-api.js';

/** Routes of the table that no slice serves yet; they answer 404. The server refuses to start over any other. */
export const ROUTES_NOT_YET_SERVED: readonly ApiRouteName[] = ['importLedger', 'getLedgerImport'];

/** Every slice's part of the JSON API: add its `registerXxxApi` here and take its routes off the list above. */
export function registerApi(): ApiRegistry {
  const api = createApiRegistry();
  registerSystemApi(api);
  registerIdentityApi(api);
  registerApplicationApi(api);
  registerAdministrativeRecordApi(api);
  registerAnnualReportApi(api);
  return api;
}
