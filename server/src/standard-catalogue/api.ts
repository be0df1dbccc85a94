import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { getCatalogue, importCatalogue, linkCatalogueItem } from './service.js';

export function registerStandardCatalogueApi(api: ApiRegistry): void {
  handle(api, 'getCatalogue', ({ ctx, actor, params }) => getCatalogue(ctx, actor, params.code));
  handle(api, 'importCatalogue', ({ ctx, actor, params, body }) =>
    importCatalogue(ctx, actor, params.code, body),
  );
  handle(api, 'linkCatalogueItem', ({ ctx, actor, params, body }) =>
    linkCatalogueItem(ctx, actor, params.code, body),
  );
}
