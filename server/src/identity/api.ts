import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { getAgency, listAgencies } from './service.js';

export function registerIdentityApi(api: ApiRegistry): void {
  handle(api, 'listAgencies', async ({ ctx }) => ({ items: await listAgencies(ctx) }));
  handle(api, 'getAgency', ({ ctx, params }) => getAgency(ctx, params.code));
}
