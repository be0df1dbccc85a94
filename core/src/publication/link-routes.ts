import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyOfDocument } from './document-api.js';
import { linkQuerySchema, publishedLinksSchema } from './link-check.js';
import {
  publishedFindingQuerySchema,
  publishedFindingsSchema,
  settledFindingSchema,
} from './published-finding.js';

/** What is looked at again after it was published. */
export const LINK_ROUTES = {
  listPublishedLinks: {
    method: 'get',
    path: '/agencies/{code}/published-links',
    summary: '已公开信息里的链接：能不能打开、从哪一天起打不开',
    tag: 'publication',
    permission: 'document.view',
    audit: { none: '链接在公开的文稿里，不是个人信息。' },
    params: agencyOfDocument,
    query: linkQuerySchema,
    response: publishedLinksSchema,
  },
  recheckPublishedLink: {
    method: 'post',
    path: '/agencies/{code}/published-links/{linkId}/check',
    summary: '请后台现在再查一次一个链接',
    tag: 'publication',
    permission: 'document.draft',
    audit: 'document.linkRechecked',
    params: agencyOfDocument.extend({ linkId: z.string().regex(/^[0-9a-f]{64}$/) }),
    response: z.object({ isAsked: z.literal(true) }),
  },
  listPublishedFindings: {
    method: 'get',
    path: '/agencies/{code}/published-findings',
    summary: '已公开信息按现在的词和规则复查的结果',
    tag: 'publication',
    permission: 'document.view',
    audit: { none: '检查结果里的号码都已遮盖。' },
    params: agencyOfDocument,
    query: publishedFindingQuerySchema,
    response: publishedFindingsSchema,
  },
  settlePublishedFinding: {
    method: 'post',
    path: '/agencies/{code}/documents/{documentId}/published-findings',
    summary: '核对复查结果的一项并写明结果；不改动已公开的内容',
    tag: 'publication',
    permission: 'document.waive',
    audit: 'document.findingSettled',
    params: agencyOfDocument.extend({ documentId: z.string().min(1).max(60) }),
    body: settledFindingSchema,
    response: z.object({ isSettled: z.literal(true) }),
  },
} as const satisfies Record<string, ApiRoute>;
