import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import {
  createAccount,
  createAgency,
  delegateRoles,
  endDelegation,
  getAgency,
  grantRole,
  listAdministrators,
  listAgencies,
  listPeople,
  myAccess,
  previewAccess,
  renameAgency,
  revokeRole,
  saveUnit,
  succeedAgency,
  updateAgency,
} from './service.js';

export function registerIdentityApi(api: ApiRegistry): void {
  handle(api, 'listAgencies', async ({ ctx }) => ({ items: await listAgencies(ctx) }));
  handle(api, 'getAgency', ({ ctx, actor, params }) => getAgency(ctx, actor, params.code));
  handle(api, 'createAgency', ({ ctx, actor, body }) => createAgency(ctx, actor, body));
  handle(api, 'updateAgency', ({ ctx, actor, params, body }) => updateAgency(ctx, actor, params.code, body));
  handle(api, 'renameAgency', ({ ctx, actor, params, body }) => renameAgency(ctx, actor, params.code, body));
  handle(api, 'succeedAgency', ({ ctx, actor, params, body }) =>
    succeedAgency(ctx, actor, params.code, body),
  );
  handle(api, 'saveUnit', ({ ctx, actor, params, body }) =>
    saveUnit(ctx, actor, params.code, params.unitCode, body),
  );

  handle(api, 'listPeople', ({ ctx, actor, params }) => listPeople(ctx, actor, params.code));
  handle(api, 'listAdministrators', async ({ ctx, actor }) => ({
    items: await listAdministrators(ctx, actor),
  }));
  handle(api, 'previewAccess', ({ ctx, actor, params, query }) =>
    previewAccess(ctx, actor, params.code, query),
  );
  handle(api, 'getMyAccess', ({ ctx, actor }) => myAccess(ctx, actor));
  handle(api, 'createAccount', ({ ctx, actor, body }) => createAccount(ctx, actor, body));
  handle(api, 'grantRole', ({ ctx, actor, params, body }) => grantRole(ctx, actor, params.accountId, body));
  handle(api, 'revokeRole', ({ ctx, actor, params }) => revokeRole(ctx, actor, params));
  handle(api, 'delegateRoles', ({ ctx, actor, params, body }) =>
    delegateRoles(ctx, actor, params.code, body),
  );
  handle(api, 'endDelegation', ({ ctx, actor, params }) =>
    endDelegation(ctx, actor, params.code, params.delegationId),
  );
}
