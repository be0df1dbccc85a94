import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import {
  countListedCases,
  correctEvent,
  getCase,
  getClockOverview,
  listCases,
  listCaseTrace,
  listRedecisions,
  listRegisterViews,
  recordEvent,
  registerCase,
  removeRegisterView,
  saveRegisterView,
  voidEvent,
} from './service.js';

export function registerApplicationApi(api: ApiRegistry): void {
  handle(api, 'countCases', ({ ctx, actor, params, query }) =>
    countListedCases(ctx, actor, params.code, query),
  );
  handle(api, 'listCases', ({ ctx, actor, params, query }) => listCases(ctx, actor, params.code, query));
  handle(api, 'createCase', ({ ctx, actor, params, body }) => registerCase(ctx, actor, params.code, body));
  handle(api, 'getCase', ({ ctx, actor, params }) => getCase(ctx, actor, params.code, params.caseId));
  handle(api, 'appendCaseEvent', ({ ctx, actor, params, body }) =>
    recordEvent(ctx, actor, { agencyCode: params.code, caseId: params.caseId, ...body }),
  );
  handle(api, 'correctCaseEvent', ({ ctx, actor, params, body }) =>
    correctEvent(ctx, actor, { agencyCode: params.code, caseId: params.caseId, seq: params.seq, ...body }),
  );
  handle(api, 'voidCaseEvent', ({ ctx, actor, params, body }) =>
    voidEvent(ctx, actor, { agencyCode: params.code, caseId: params.caseId, seq: params.seq, ...body }),
  );
  handle(api, 'getClockOverview', ({ ctx, actor }) => getClockOverview(ctx, actor));
  handle(api, 'listRedecisions', ({ ctx, actor, params, query }) =>
    listRedecisions(ctx, actor, params.code, query),
  );
  handle(api, 'listRegisterViews', ({ ctx, actor, params }) => listRegisterViews(ctx, actor, params.code));
  handle(api, 'saveRegisterView', ({ ctx, actor, params, body }) =>
    saveRegisterView(ctx, actor, params.code, body),
  );
  handle(api, 'removeRegisterView', ({ ctx, actor, params, body }) =>
    removeRegisterView(ctx, actor, params.code, body.name),
  );
  handle(api, 'listCaseTrace', ({ ctx, actor, params, query }) =>
    listCaseTrace(ctx, actor, params.code, params.caseId, query),
  );
}
