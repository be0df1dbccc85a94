import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import {
  createIntegrationClient,
  endIntegrationClient,
  getIntakeStatus,
  listIntegrationClients,
  listIntegrationDeliveries,
  removeIntegrationWebhook,
  replayIntegrationDelivery,
  rotateIntegrationKey,
  setIntegrationWebhook,
  submitIntake,
  type ClientPlace,
} from './service.js';

function placeOf({ code, clientId }: { readonly code: string; readonly clientId: string }): ClientPlace {
  return { agencyCode: code, clientId };
}

export function registerIntegrationApi(api: ApiRegistry): void {
  handle(api, 'submitIntake', ({ ctx, params, headers, body }) =>
    submitIntake(ctx, {
      agencyCode: params.code,
      authorization: headers.authorization,
      idempotencyKey: headers['idempotency-key'],
      intake: body,
    }),
  );
  handle(api, 'getIntakeStatus', ({ ctx, params, headers }) =>
    getIntakeStatus(ctx, params.code, headers.authorization, params.reference),
  );
  handle(api, 'listIntegrationClients', async ({ ctx, actor, params }) => ({
    items: await listIntegrationClients(ctx, actor, params.code),
  }));
  handle(api, 'createIntegrationClient', ({ ctx, actor, params, body }) =>
    createIntegrationClient(ctx, actor, params.code, body.name),
  );
  handle(api, 'rotateIntegrationKey', ({ ctx, actor, params }) =>
    rotateIntegrationKey(ctx, actor, placeOf(params)),
  );
  handle(api, 'endIntegrationClient', ({ ctx, actor, params }) =>
    endIntegrationClient(ctx, actor, placeOf(params)),
  );
  handle(api, 'setIntegrationWebhook', ({ ctx, actor, params, body }) =>
    setIntegrationWebhook(ctx, actor, placeOf(params), body.url),
  );
  handle(api, 'removeIntegrationWebhook', ({ ctx, actor, params }) =>
    removeIntegrationWebhook(ctx, actor, placeOf(params)),
  );
  handle(api, 'listIntegrationDeliveries', ({ ctx, actor, params, query }) =>
    listIntegrationDeliveries(ctx, actor, params.code, query),
  );
  handle(api, 'replayIntegrationDelivery', ({ ctx, actor, params }) =>
    replayIntegrationDelivery(ctx, actor, params.code, params.deliveryId),
  );
}
