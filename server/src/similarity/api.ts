import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { findSimilarRequests, listSimilarCases } from './service.js';

export function registerSimilarityApi(api: ApiRegistry): void {
  handle(api, 'findSimilarRequests', ({ ctx, actor, params, body }) =>
    findSimilarRequests(ctx, actor, params.code, body),
  );
  handle(api, 'listSimilarCases', ({ ctx, actor, params }) =>
    listSimilarCases(ctx, actor, params.code, params.caseId),
  );
}
