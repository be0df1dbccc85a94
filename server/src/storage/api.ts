import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { closeIncident, listSecrecyIncidents } from './service.js';

/** Files that were refused for their secrecy marking. */
export function registerSecrecyApi(api: ApiRegistry): void {
  handle(api, 'listSecrecyIncidents', ({ ctx, actor, params, query }) =>
    listSecrecyIncidents(ctx, actor, params.code, query),
  );
  handle(api, 'closeSecrecyIncident', ({ ctx, actor, params, body }) =>
    closeIncident(ctx, actor, {
      agencyCode: params.code,
      incidentId: params.incidentId,
      result: body.result,
    }),
  );
}
