import { z } from 'zod';
import type { MetricsSettings } from './platform/http/metrics.js';

/** How the process is watched and ended. */
export interface OperationSettings {
  readonly metrics: MetricsSettings;
  /** Between saying that it is not ready and taking no more connections: for a balancer to notice. */
  readonly drainSeconds: number;
  /** What running requests and jobs are given when it ends, each. */
  readonly graceSeconds: number;
  /** How long an inbox keeps an application and its letters after it was closed. */
  readonly inboxKeepDays: number;
}

const whole = (least: number, most: number) => {
  const error = `应为 ${least} 至 ${most} 的整数。`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};

/** What the environment says of operation. */
export const OPERATION_ENVIRONMENT = {
  GONGKAI_METRICS_PORT: whole(0, 65_535).optional(),
  GONGKAI_METRICS_TOKEN: z.string().min(24, { error: '至少 24 个字符，请用随机生成的。' }).optional(),
  GONGKAI_INBOX_KEEP_DAYS: whole(60, 3650).default(90),
  GONGKAI_DRAIN_SECONDS: whole(0, 60).default(0),
  GONGKAI_GRACE_SECONDS: whole(1, 600).default(30),
};

interface OperationEnvironment {
  readonly GONGKAI_METRICS_PORT?: number | undefined;
  readonly GONGKAI_METRICS_TOKEN?: string | undefined;
  readonly GONGKAI_INBOX_KEEP_DAYS: number;
  readonly GONGKAI_DRAIN_SECONDS: number;
  readonly GONGKAI_GRACE_SECONDS: number;
}

export function operationSettingsOf(settings: OperationEnvironment): OperationSettings {
  return {
    metrics: {
      port: settings.GONGKAI_METRICS_PORT ?? null,
      token: settings.GONGKAI_METRICS_TOKEN ?? null,
    },
    drainSeconds: settings.GONGKAI_DRAIN_SECONDS,
    graceSeconds: settings.GONGKAI_GRACE_SECONDS,
    inboxKeepDays: settings.GONGKAI_INBOX_KEEP_DAYS,
  };
}
