import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { attestFigure, correctRecord, createRecord, listRecordsOfYear, strikeRecord } from './service.js';

export function registerAdministrativeRecordApi(api: ApiRegistry): void {
  handle(api, 'setAttestedFigure', ({ ctx, actor, params, body }) =>
    attestFigure(ctx, actor, params.code, params.year, body),
  );
  handle(api, 'listAdministrativeRecords', ({ ctx, actor, params, query }) =>
    listRecordsOfYear(ctx, actor, params.code, query),
  );
  handle(api, 'createAdministrativeRecord', async ({ ctx, actor, params, body }) => {
    await createRecord(ctx, actor, params.code, body);
    return { recordId: body.recordId };
  });
  handle(api, 'correctAdministrativeRecord', async ({ ctx, actor, params, body }) => {
    await correctRecord(ctx, actor, params.code, params.recordId, body);
    return { recordId: params.recordId };
  });
  handle(api, 'strikeAdministrativeRecord', async ({ ctx, actor, params, body }) => {
    await strikeRecord(ctx, actor, params.code, params.recordId, body.reason);
    return { recordId: params.recordId };
  });
  handle(api, 'restoreAdministrativeRecord', async ({ ctx, actor, params }) => {
    await strikeRecord(ctx, actor, params.code, params.recordId, null);
    return { recordId: params.recordId };
  });
}
