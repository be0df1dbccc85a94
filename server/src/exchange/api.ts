import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { getExchange } from './service.js';

export function registerExchangeApi(api: ApiRegistry): void {
  handle(api, 'getExchange', ({ ctx, actor, params }) => getExchange(ctx, actor, params.code));
}
