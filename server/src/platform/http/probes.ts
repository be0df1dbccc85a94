import type { Hono } from 'hono';
import type { AppContext } from '../context.js';
import { statusPage } from '../portal/status-page.js';
import { viewOf } from '../portal/view.js';

const NO_STORE = { 'cache-control': 'no-store' } as const;

/**
 * For machines that watch: `/health` says that the process runs, `/ready` that it should be sent requests: its database
 * answers and it has not been told to end. While it migrates it does not listen yet. For people: `/status`.
 */
export function mountProbes(app: Hono, ctx: AppContext, isStopping: () => boolean = () => false): void {
  app.get('/health', (c) => c.json({ status: 'ok' }, 200, NO_STORE));
  app.get('/ready', async (c) => {
    if (isStopping()) return c.json({ status: 'stopping', message: '服务正在停止。' }, 503, NO_STORE);
    if (await isReady(ctx)) return c.json({ status: 'ok' }, 200, NO_STORE);
    return c.json({ status: 'unavailable', message: '数据库没有应答。' }, 503, NO_STORE);
  });
  app.get('/status', async (c) =>
    c.html(statusPage(ctx, viewOf(ctx.site, c.req.url), await isReady(ctx)), 200, NO_STORE),
  );
}

async function isReady(ctx: AppContext): Promise<boolean> {
  try {
    await ctx.database.ping();
    return true;
  } catch (error) {
    ctx.logger.error({ err: error }, 'the database does not answer');
    return false;
  }
}
