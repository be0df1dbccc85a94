import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { caseDetailSchema } from '../application/case-api.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { topicSchema } from './topics.js';

const topicTreeSchema = z.object({
  /** Whether it is the shipped one, which the agency has not changed. */
  isShipped: z.boolean(),
  /** To be sent along when it is saved. */
  revision: z.number().int(),
  topics: z.array(topicSchema),
  /** Words by which cases are counted and that the tree does not know, with the number of cases. */
  unknown: z.array(z.object({ words: z.string(), count: z.number().int() })),
});
export type TopicTree = z.infer<typeof topicTreeSchema>;

const caseOf = agencyParamsSchema.extend({ caseId: z.string() });

export const TOPIC_ROUTES = {
  getTopics: {
    method: 'get',
    path: '/agencies/{code}/topics',
    summary: '申请的主题分类',
    tag: 'application',
    permission: 'case.view',
    audit: { none: '只有主题名称和件数，没有个人信息' },
    params: agencyParamsSchema,
    response: topicTreeSchema,
  },
  saveTopics: {
    method: 'put',
    path: '/agencies/{code}/topics',
    summary: '修改主题分类；revision 变了则提示重看',
    tag: 'application',
    permission: 'topic.manage',
    audit: 'topic.treeSaved',
    params: agencyParamsSchema,
    body: z.object({ revision: z.number().int(), topics: z.array(topicSchema).min(1).max(300) }),
    response: topicTreeSchema,
  },
  suggestTopics: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/topic-suggestions',
    summary: '一件申请可以归入的主题及理由',
    tag: 'application',
    permission: 'case.view',
    audit: 'case.similarSought',
    params: caseOf,
    response: z.object({
      items: z.array(z.object({ topicId: z.string(), name: z.string(), reasons: z.array(z.string()) })),
    }),
  },
  assignTopic: {
    method: 'put',
    path: '/agencies/{code}/cases/{caseId}/topic',
    summary: '确定一件申请的主题',
    tag: 'application',
    permission: 'case.record',
    audit: 'case.topicAssigned',
    params: caseOf,
    body: z.object({ topicId: z.string().nullable() }),
    response: caseDetailSchema,
  },
} as const satisfies Record<string, ApiRoute>;
