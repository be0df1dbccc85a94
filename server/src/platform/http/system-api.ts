import { handle, type ApiRegistry } from './api-registry.js';

/** How the server stands. */
export function registerSystemApi(api: ApiRegistry): void {
  handle(api, 'getStatus', ({ ctx }) => ({
    version: ctx.version,
    database: {
      kind: ctx.database.kind,
      serverVersion: ctx.database.serverVersion,
      ...ctx.database.durability,
    },
    isDemonstration: ctx.site.isDemonstration,
    today: ctx.today(),
    startedAt: ctx.startedAt.toISOString(),
  }));
}
