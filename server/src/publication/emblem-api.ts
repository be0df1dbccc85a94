import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { webStream } from '../platform/http/download.js';
import { openAgencyEmblem, removeAgencyEmblem, setAgencyEmblem } from './agency-emblem.js';

export function registerEmblemApi(api: ApiRegistry): void {
  handle(api, 'setAgencyEmblem', ({ ctx, actor, params, body }) =>
    setAgencyEmblem(ctx, actor, params.code, body),
  );
  handle(api, 'removeAgencyEmblem', ({ ctx, actor, params }) => removeAgencyEmblem(ctx, actor, params.code));
}

/** The picture at its address, which changes with its content; kept for a day, so that one taken away is soon gone. */
export function mountEmblems(app: Hono, ctx: AppContext): void {
  app.get('/agencies/:code/:file{emblem-[0-9a-f]{16}\\.png}', async (c) => {
    const { code, file } = c.req.param();
    const opened = await openAgencyEmblem(ctx, code, file.slice('emblem-'.length, -'.png'.length));
    return c.body(webStream(Readable.from(await opened.read())), 200, {
      'content-type': 'image/png',
      'content-length': String(opened.size),
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=86400',
    });
  });
}
