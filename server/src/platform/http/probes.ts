import type { Hono } from 'hono';
import type { AppContext } from '../context.js';

/** For machines that watch: `/health` says the process runs, `/ready` that its database answers. */
export function mountProbes(app: Hono, ctx: AppContext): void {
  app.get('/health', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));
  app.get('/ready', async (c) => {
    const isReady = await answers(ctx);
    const body = isReady ? { status: 'ok' } : { status: 'unavailable', message: '数据库没有应答。' };
    return c.json(body, isReady ? 200 : 503, { 'cache-control': 'no-store' });
  });
}

async function answers(ctx: AppContext): Promise<boolean> {
  try {
    await ctx.database.ping();
    return true;
  } catch (error) {
    ctx.logger.error({ err: error }, 'the database does not answer');
    return false;
  }
}
