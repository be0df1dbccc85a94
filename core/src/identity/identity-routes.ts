import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyDetailSchema, agencyParamsSchema, agencySchema } from './agency-api.js';

export const IDENTITY_ROUTES = {
  listAgencies: {
    method: 'get',
    path: '/agencies',
    summary: '机关目录',
    tag: 'identity',
    isPublic: true,
    response: z.object({ items: z.array(agencySchema) }),
  },
  getAgency: {
    method: 'get',
    path: '/agencies/{code}',
    summary: '机关及其处室、人员',
    tag: 'identity',
    permission: 'agency.view',
    audit: { none: '工作人员的姓名、职务是履职信息。' },
    params: agencyParamsSchema,
    response: agencyDetailSchema,
  },
} as const satisfies Record<string, ApiRoute>;
