import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { answerRightsRequest, getRightsRequest, listRightsRequests, recordRightsContact } from './service.js';

export function registerRightsRequestApi(api: ApiRegistry): void {
  handle(api, 'listRightsRequests', ({ ctx, actor, params, query }) =>
    listRightsRequests(ctx, actor, params.code, query),
  );
  handle(api, 'getRightsRequest', ({ ctx, actor, params }) =>
    getRightsRequest(ctx, actor, params.code, params.requestId),
  );
  handle(api, 'recordRightsContact', ({ ctx, actor, params, body }) =>
    recordRightsContact(ctx, actor, params.code, params.requestId, body),
  );
  handle(api, 'answerRightsRequest', ({ ctx, actor, params, body }) =>
    answerRightsRequest(ctx, actor, params.code, params.requestId, body),
  );
}
