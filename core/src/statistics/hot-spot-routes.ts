import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { documentDraftSchema } from '../publication/document-api.js';
import { DOCUMENT_STATUS_NAMES } from '../publication/review-path.js';

/** What the office decided about information that several people asked for (条例第四十四条). */
export const CANDIDATE_DECISIONS = {
  candidate: '列为主动公开候选',
  notSuitable: '不宜主动公开',
} as const;
export type CandidateDecision = keyof typeof CANDIDATE_DECISIONS;
const decisions = Object.keys(CANDIDATE_DECISIONS) as [CandidateDecision, ...CandidateDecision[]];

const hotSpotSchema = z.object({
  /** The earliest case of the cluster names it. */
  candidateId: z.string(),
  /** The text of that request, which shows what it is about. */
  request: z.string(),
  caseIds: z.array(z.string()),
  applicants: z.number().int(),
  firstReceivedOn: localDateSchema.nullable(),
  lastReceivedOn: localDateSchema.nullable(),
  decision: z
    .object({
      decision: z.enum(decisions),
      reason: z.string(),
      decidedOn: localDateSchema,
      /** Cases of the cluster that came after it. */
      newCases: z.number().int(),
      /** The draft that was opened to publish it, and what became of it. */
      document: z
        .object({ documentId: z.string(), title: z.string(), status: z.enum(DOCUMENT_STATUS_NAMES) })
        .nullable(),
    })
    .nullable(),
});
export type HotSpot = z.infer<typeof hotSpotSchema>;
const hotSpotsSchema = z.object({ items: z.array(hotSpotSchema), examined: z.number().int() });

export const HOT_SPOT_ROUTES = {
  listHotSpots: {
    method: 'get',
    path: '/agencies/{code}/hot-spots',
    summary: '多个申请人申请、已经公开的同一信息（条例第四十四条）',
    tag: 'application',
    permission: 'topic.manage',
    audit: 'case.similarSought',
    params: agencyParamsSchema,
    query: z.object({ year: z.coerce.number().int().min(2008).max(2100) }),
    response: hotSpotsSchema,
  },
  decideHotSpot: {
    method: 'post',
    path: '/agencies/{code}/hot-spots/{candidateId}/decision',
    summary: '列为主动公开候选，或者说明不宜主动公开的理由',
    tag: 'application',
    permission: 'topic.manage',
    audit: 'hotSpot.decided',
    params: agencyParamsSchema.extend({ candidateId: z.string() }),
    body: z.object({
      decision: z.enum(decisions),
      reason: z.string().trim().min(2, { error: '请写明理由。' }).max(500),
      caseIds: z.array(z.string().max(60)).min(1).max(500),
    }),
    response: z.object({ candidateId: z.string() }),
  },
  draftFromHotSpot: {
    method: 'post',
    path: '/agencies/{code}/hot-spots/{candidateId}/document',
    summary: '为已列为候选的信息起草主动公开的文稿，文稿与候选互相关联',
    tag: 'application',
    permission: 'topic.manage',
    audit: 'document.drafted',
    params: agencyParamsSchema.extend({ candidateId: z.string() }),
    body: documentDraftSchema.pick({
      kind: true,
      title: true,
      duty: true,
      formedOn: true,
      responsibleUnit: true,
    }),
    response: z.object({ documentId: z.string() }),
  },
  listAskingCases: {
    method: 'get',
    path: '/agencies/{code}/documents/{documentId}/asking-cases',
    summary: '文稿出自哪些申请：只有编号，没有申请人（条例第四十四条）',
    tag: 'publication',
    permission: 'document.view',
    audit: { none: '只有申请的编号，没有申请人和申请内容。' },
    params: agencyParamsSchema.extend({ documentId: z.string() }),
    response: z.object({ caseIds: z.array(z.string()) }),
  },
} as const satisfies Record<string, ApiRoute>;
