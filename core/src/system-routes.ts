import { z } from 'zod';
import type { ApiRoute } from './api-route.js';

/** How the server stands; `note` says what the database survives. */
export const statusSchema = z.object({
  version: z.string(),
  database: z.object({
    kind: z.enum(['pglite', 'server', 'native']),
    serverVersion: z.string(),
    survivesCrash: z.boolean(),
    survivesPowerCut: z.boolean(),
    note: z.string(),
  }),
  isDemonstration: z.boolean(),
  today: z.string(),
  startedAt: z.string(),
});
export type ServerStatus = z.infer<typeof statusSchema>;

export const SYSTEM_ROUTES = {
  getStatus: {
    method: 'get',
    path: '/status',
    summary: '系统状态',
    tag: 'system',
    isPublic: true,
    response: statusSchema,
  },
} as const satisfies Record<string, ApiRoute>;
