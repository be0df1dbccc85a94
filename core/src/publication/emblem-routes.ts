import type { ApiRoute } from '../api-route.js';
import { agencyParamsSchema, agencySchema } from '../identity/agency-api.js';

export const EMBLEM_ROUTES = {
  setAgencyEmblem: {
    method: 'post',
    path: '/agencies/{code}/emblem',
    summary: '上传机关栏目的标志（PNG），换掉原来的',
    tag: 'publication',
    permission: 'document.configure',
    audit: 'agency.emblemSet',
    params: agencyParamsSchema,
    body: 'upload',
    response: agencySchema,
  },
  removeAgencyEmblem: {
    method: 'delete',
    path: '/agencies/{code}/emblem',
    summary: '撤下机关栏目的标志',
    tag: 'publication',
    permission: 'document.configure',
    audit: 'agency.emblemRemoved',
    params: agencyParamsSchema,
    response: agencySchema,
  },
} as const satisfies Record<string, ApiRoute>;
