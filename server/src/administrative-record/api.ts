import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { attestFigure } from './service.js';

export function registerAdministrativeRecordApi(api: ApiRegistry): void {
  handle(api, 'setAttestedFigure', ({ ctx, actor, params, body }) =>
    attestFigure(ctx, actor, params.code, params.year, body),
  );
}
