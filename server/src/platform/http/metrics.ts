import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Observer } from './observe.js';

/** Where figures for operators are told. Neither: nowhere. */
export interface MetricsSettings {
  /** On this port of 127.0.0.1, to whoever is at this machine; null: no such port. */
  readonly port: number | null;
  /** At `/metrics` of the server itself, to whoever knows it; null: nobody there. */
  readonly token: string | null;
}

/** Figures of this process; what looks after the system adds its own. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Seconds of requests by method, route and status. A route is its pattern: no id, name or query gets into a label. */
export function measureRequests(registry: Registry): Observer {
  const seconds = new Histogram({
    name: 'gongkai_http_request_duration_seconds',
    help: 'Duration of requests by route.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return ({ method, route, status, ms }) =>
    seconds.observe({ method, route, status: String(status) }, ms / 1000);
}

const NO_STORE = { 'cache-control': 'no-store' } as const;

/** `/metrics` for whoever sends the token; for anybody else there is no such page. */
export function mountMetrics(app: Hono, registry: Registry, token: string | null): void {
  if (token === null) return;
  app.get('/metrics', async (c, next) => {
    if (!isSame(c.req.header('authorization') ?? '', `Bearer ${token}`)) return next();
    return c.body(await registry.metrics(), 200, { ...NO_STORE, 'content-type': registry.contentType });
  });
}

/** What the port of this machine alone answers. */
export function metricsApp(registry: Registry): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) =>
    c.body(await registry.metrics(), 200, { ...NO_STORE, 'content-type': registry.contentType }),
  );
  return app;
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
