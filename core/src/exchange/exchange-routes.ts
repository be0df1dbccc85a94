import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';

/** After so many days without a package of the other side, or since an altered one was found, it is told. */
export const EXCHANGE_ALARM_DAYS = { silent: 3, altered: 30 } as const;

/** What can be wrong with a package on its way. */
export const EXCHANGE_INCIDENTS = {
  lost: '缺少',
  repeated: '重复',
  altered: '被改动',
  late: '超过7天才送到',
  reordered: '先到',
} as const;
export type ExchangeIncident = keyof typeof EXCHANGE_INCIDENTS;

/** What an inbox and its office tell each other, as the page of the exchange names it. */
export const EXCHANGE_MESSAGES: Readonly<Record<string, string>> = {
  application: '申请',
  applicantFile: '申请人的附件',
  confirmed: '申请人确认收到',
  act: '补正、撤回或者缴费告知',
  opinion: '第三方意见',
  opinionFile: '第三方意见的附件',
  rightsRequest: '更正要求或者公开建议',
  rating: '满意度评价',
  agencies: '机关和指南',
  progress: '办理进度',
  rightsProgress: '更正要求、公开建议的结果',
  letterFile: '文书',
  forget: '删除通知',
  opinions: '征求意见',
  newKey: '更换密钥',
};

/** What must be looked into, and by which numbers. */
const warningSchema = z.object({
  kind: z.enum(['silent', 'gap', 'altered']),
  days: z.number().int().nullable(),
  numbers: z.array(z.number().int()),
});
export type ExchangeWarning = z.infer<typeof warningSchema>;

/** What to do about a warning, in plain words. */
export function exchangeAdvice({ kind, days, numbers }: ExchangeWarning): string {
  const which = numbers.map((number) => `第${number}包`).join('、');
  switch (kind) {
    case 'silent':
      return `已经${days}天没有收取对方的交换包。请联系搬运的人员，在两边各做一次导出和收取；对方没有新消息时，导出的包也能说明一切正常。`;
    case 'gap':
      return `缺少${which}，后面的包先留着没有办理。请对方再导出一次：没有收到回执的包会自动再带上。再导出仍然缺少的，请核对搬运的介质。`;
    case 'altered':
      return `${which}的签名不对或者与已经收到的不一致，没有办理。请查清搬运的经过，必要时报告网络安全负责人；对方再导出一次就有原样的包。`;
  }
}

const incidents = Object.keys(EXCHANGE_INCIDENTS) as [ExchangeIncident, ...ExchangeIncident[]];
const count = z.number().int();

export const exchangeNodeSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  role: z.enum(['office', 'inbox']),
  lastSent: count,
  /** All up to this one have come. */
  lastReceived: count,
  lastExportedAt: z.string().nullable(),
  lastImportedAt: z.string().nullable(),
  unacknowledged: z.array(count),
  /** Kept until the ones before them come. */
  heldBack: z.array(count),
  waiting: z.array(z.object({ kind: z.string(), count })),
  packages: z.array(
    z.object({
      direction: z.enum(['in', 'out']),
      number: count,
      madeAt: z.string(),
      settledAt: z.string().nullable(),
    }),
  ),
  incidents: z.array(
    z.object({
      kind: z.enum(incidents),
      number: count,
      notedAt: z.string(),
      settledAt: z.string().nullable(),
    }),
  ),
  refused: z.array(
    z.object({
      number: count,
      kind: z.string(),
      reference: z.string().nullable(),
      actedOn: localDateSchema.nullable(),
      reason: z.string(),
      notedAt: z.string(),
    }),
  ),
  warnings: z.array(warningSchema),
});
export type ExchangeNode = z.infer<typeof exchangeNodeSchema>;

export const EXCHANGE_ROUTES = {
  getExchange: {
    method: 'get',
    path: '/agencies/{code}/exchange',
    summary: '与没有连接的另一个网络交换的情况：编号、缺少和异常的交换包、没有办成的消息',
    tag: 'application',
    permission: 'exchange.view',
    audit: { none: '只有编号、时间和件数，没有个人信息' },
    params: agencyParamsSchema,
    response: z.object({ nodes: z.array(exchangeNodeSchema) }),
  },
} as const satisfies Record<string, ApiRoute>;
