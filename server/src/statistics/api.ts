import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { decideHotSpot, draftFromHotSpot, getStatistics, listAskingCases, listHotSpots } from './service.js';

export function registerStatisticsApi(api: ApiRegistry): void {
  handle(api, 'getStatistics', ({ ctx, actor, params, query }) =>
    getStatistics(ctx, actor, params.code, { year: query.year, quarter: query.quarter ?? null }),
  );
  handle(api, 'listHotSpots', ({ ctx, actor, params, query }) =>
    listHotSpots(ctx, actor, params.code, query.year),
  );
  handle(api, 'decideHotSpot', ({ ctx, actor, params, body }) =>
    decideHotSpot(ctx, actor, params.code, params.candidateId, body),
  );
  handle(api, 'draftFromHotSpot', ({ ctx, actor, params, body }) =>
    draftFromHotSpot(ctx, actor, params.code, params.candidateId, body),
  );
  handle(api, 'listAskingCases', ({ ctx, actor, params }) =>
    listAskingCases(ctx, actor, params.code, params.documentId),
  );
}
