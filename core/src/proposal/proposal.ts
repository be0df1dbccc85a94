import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyCodeSchema, pageOf } from '../identity/agency-api.js';

/** Who proposed; names are not kept here. */
export const PROPOSERS = { deputy: '人大代表建议', member: '政协委员提案' } as const;
export type Proposer = keyof typeof PROPOSERS;
const PROPOSER_NAMES = Object.keys(PROPOSERS) as [Proposer, ...Proposer[]];

export const PROPOSAL_HANDLINGS = { host: '主办', coHost: '会办', separate: '分办' } as const;
export type ProposalHandling = keyof typeof PROPOSAL_HANDLINGS;
const HANDLING_NAMES = Object.keys(PROPOSAL_HANDLINGS) as [ProposalHandling, ...ProposalHandling[]];

/** What came of it, as replies are marked. */
export const PROPOSAL_RESULTS = {
  A: 'A 已经解决或者基本解决',
  B: 'B 正在解决或者列入计划解决',
  C: 'C 因条件限制或者其他原因留作参考',
} as const;
export type ProposalResult = keyof typeof PROPOSAL_RESULTS;
const RESULT_NAMES = Object.keys(PROPOSAL_RESULTS) as [ProposalResult, ...ProposalResult[]];

const text = (most: number, error: string) => z.string().trim().min(1, { error }).max(most);

export const newProposalSchema = z
  .object({
    year: z.number().int().min(2000).max(2100),
    number: text(40, '请填写编号。'),
    /** The meeting: 市十八届人大一次会议. */
    session: text(100, '请填写会议名称。'),
    proposer: z.enum(PROPOSER_NAMES),
    title: text(300, '请填写题目。'),
    handling: z.enum(HANDLING_NAMES),
    unitCode: z.string().max(40).nullable().default(null),
    receivedOn: localDateSchema,
    dueOn: localDateSchema,
  })
  .refine(({ receivedOn, dueOn }) => dueOn >= receivedOn, {
    error: '答复期限早于收到日期。',
    path: ['dueOn'],
  });
export type NewProposal = z.infer<typeof newProposalSchema>;

export const proposalAnswerSchema = z
  .object({
    answeredOn: localDateSchema,
    result: z.enum(RESULT_NAMES),
    isPublic: z.boolean(),
    /** Why the reply is not published; asked for where it isn't (国办发〔2016〕80号). */
    withheldReason: z.string().trim().min(2).max(500).nullable().default(null),
    /** The reply as a document of the agency. */
    documentId: z.string().min(1).max(60).nullable().default(null),
  })
  .refine(({ isPublic, withheldReason }) => isPublic || withheldReason !== null, {
    error: '答复不公开的，请说明理由。',
    path: ['withheldReason'],
  });
export type ProposalAnswer = z.infer<typeof proposalAnswerSchema>;

export const proposalSchema = z.object({
  proposalId: z.string(),
  year: z.number().int(),
  number: z.string(),
  session: z.string(),
  proposer: z.enum(PROPOSER_NAMES),
  title: z.string(),
  handling: z.enum(HANDLING_NAMES),
  unitCode: z.string().nullable(),
  receivedOn: localDateSchema,
  dueOn: localDateSchema,
  answeredOn: localDateSchema.nullable(),
  result: z.enum(RESULT_NAMES).nullable(),
  isPublic: z.boolean().nullable(),
  withheldReason: z.string().nullable(),
  documentId: z.string().nullable(),
  /** The reply stands on the portal today. */
  isPublished: z.boolean(),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** A year in numbers, whatever of it a list shows. */
export const proposalFiguresSchema = z.object({
  received: z.number().int(),
  deputies: z.number().int(),
  members: z.number().int(),
  answered: z.number().int(),
  inTime: z.number().int(),
  published: z.number().int(),
  /** Not answered, and the day is over. */
  overdue: z.number().int(),
});
export type ProposalFigures = z.infer<typeof proposalFiguresSchema>;

/** What a list of proposals can be narrowed to. */
export const PROPOSAL_STATES = {
  open: '待答复',
  overdue: '超期未答复',
  answered: '已答复',
  unpublished: '复文应当公开，还没有公开',
} as const;
export type ProposalState = keyof typeof PROPOSAL_STATES;
const STATE_NAMES = Object.keys(PROPOSAL_STATES) as [ProposalState, ...ProposalState[]];

export const proposalQuerySchema = z.object({
  year: z.coerce.number().int().min(2000).max(2100),
  /** Part of the title or the whole number. */
  q: z.string().trim().max(100).optional(),
  proposer: z.enum(PROPOSER_NAMES).optional(),
  state: z.enum(STATE_NAMES).optional(),
  result: z.enum(RESULT_NAMES).optional(),
  sort: z.enum(['dueOn', '-dueOn']).default('dueOn'),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ProposalQuery = z.infer<typeof proposalQuerySchema>;

export const proposalPageSchema = pageOf(proposalSchema).extend({ figures: proposalFiguresSchema });
export type ProposalPage = z.infer<typeof proposalPageSchema>;

const agency = z.object({ code: agencyCodeSchema });

export const PROPOSAL_ROUTES = {
  listProposals: {
    method: 'get',
    path: '/agencies/{code}/proposals',
    summary: '一年的建议提案台账，按类别、办理情况、结果、题目或者编号筛选',
    tag: 'publication',
    permission: 'document.view',
    audit: { none: '台账不记提出人的姓名。' },
    params: agency,
    query: proposalQuerySchema,
    response: proposalPageSchema,
  },
  createProposal: {
    method: 'post',
    path: '/agencies/{code}/proposals',
    summary: '登记一件建议或者提案',
    tag: 'publication',
    permission: 'proposal.record',
    audit: 'proposal.recorded',
    params: agency,
    body: newProposalSchema,
    response: proposalSchema,
  },
  answerProposal: {
    method: 'put',
    path: '/agencies/{code}/proposals/{proposalId}/answer',
    summary: '登记答复：结果、是否公开、复文',
    tag: 'publication',
    permission: 'proposal.record',
    audit: 'proposal.answered',
    params: agency.extend({ proposalId: z.string().min(1).max(60) }),
    body: proposalAnswerSchema,
    response: proposalSchema,
  },
} as const satisfies Record<string, ApiRoute>;
