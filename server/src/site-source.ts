import { pino } from 'pino';
import type { AppContext } from './platform/context.js';
import { createApp } from './platform/http/app.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from './routes.js';
import { mountExportedPages } from './site-export/portal.js';
import type { PageSource } from './site-export/service.js';

/** Answers as the server answers whoever has not signed in, with pages that are to be written to files. */
export function exportSource(ctx: AppContext): PageSource {
  const own: AppContext = {
    ...ctx,
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
  return (address) => Promise.resolve(app.request(address));
}
