import { pino } from 'pino';
import type { AppContext } from './platform/context.js';
import { rememberReads } from './platform/database/remember-reads.js';
import { createApp } from './platform/http/app.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from './routes.js';
import { mountExportedPages } from './site-export/portal.js';
import type { PageSource } from './site-export/service.js';

/** Answers as the server answers whoever has not signed in, with pages that are to be written to files. */
export function exportSource(ctx: AppContext): PageSource {
  const reads = rememberReads(ctx.db);
  const own: AppContext = {
    ...ctx,
    // Both sizes of a page and its papers ask the same, and every page asks for the agencies.
    db: reads.db,
    // Each page would be a line of the log.
    logger: pino({ level: 'silent' }),
    site: { ...ctx.site, isExport: true },
  };
  const app = createApp(own, {
    authenticate: () => Promise.resolve(null),
    api: registerApi(),
    notYetServed: ROUTES_NOT_YET_SERVED,
    mountPages: (pages, given) => {
      mountPages(pages, given);
      mountExportedPages(pages, given);
    },
  });
  return Object.assign((address: string) => Promise.resolve(app.request(address)), {
    startAnew: reads.forget,
  });
}
