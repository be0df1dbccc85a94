import { z } from 'zod';
import { AUDIT_KINDS, type AuditKind } from './audit-kinds.js';

/** Who acts. The system is a command, a job or the server itself; `id` is an account's id, never a name. */
export const AUDIT_ACTOR_KINDS = {
  person: '工作人员',
  applicant: '申请人',
  system: '系统',
  anonymous: '未登录',
} as const;
export type AuditActorKind = keyof typeof AUDIT_ACTOR_KINDS;

/** Why personal data is looked at: one of a list, because free words would hold personal data themselves. */
export const AUDIT_PURPOSES = {
  handling: '办理',
  supervision: '监督检查',
  reporting: '统计与年报核对',
  ownRequest: '本人查询',
  audit: '审计',
  maintenance: '系统维护',
} as const;
export type AuditPurpose = keyof typeof AUDIT_PURPOSES;

/** `refused`: the rules or the rights did not allow it. `failed`: it was allowed and did not come about. */
export const AUDIT_OUTCOMES = { done: '成功', refused: '被拒绝', failed: '失败' } as const;
export type AuditOutcome = keyof typeof AUDIT_OUTCOMES;

/** What an event is about, by its kind of record. */
export const AUDIT_SUBJECTS = {
  account: '账号',
  agency: '机关',
  anchor: '审计锚',
  applicantAccount: '申请人账号',
  audit: '审计记录',
  calendar: '工作日历',
  case: '申请',
  cases: '申请台账',
  database: '数据库',
  document: '文稿',
  figure: '汇总数',
  file: '文件',
  integrationClient: '外部系统',
  exchangeNode: '交换的节点',
  importedReport: '导入的报告',
  incident: '保密事件',
  job: '后台任务',
  ledgerImport: '台账导入',
  letter: '文书',
  letterSetting: '文书固定信息',
  letterTemplate: '文书文本',
  party: '当事人',
  record: '行政记录',
  remedy: '复议诉讼',
  report: '年度报告',
  rightsRequest: '更正要求或者建议',
  role: '角色',
  session: '登录会话',
  unit: '处室',
} as const;
export type AuditSubjectType = keyof typeof AUDIT_SUBJECTS;

const id = z.string().min(1).max(200);

function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): [K, ...K[]] {
  return Object.keys(table) as [K, ...K[]];
}

export const auditActorSchema = z.strictObject({
  kind: z.enum(keysOf(AUDIT_ACTOR_KINDS)),
  id,
  /** The account that the actor stands in for; null: acts in its own name. */
  onBehalfOf: id.nullable(),
});
export type AuditActor = z.infer<typeof auditActorSchema>;

export const auditSubjectSchema = z.strictObject({ type: z.enum(keysOf(AUDIT_SUBJECTS)), id });
export type AuditSubject = z.infer<typeof auditSubjectSchema>;

const commonShape = {
  /** Null: of the platform as a whole. */
  agencyCode: id.nullable(),
  actor: auditActorSchema,
  /** The instant, ISO 8601 in UTC with milliseconds. */
  occurredAt: z.iso.datetime({ precision: 3 }),
  subject: auditSubjectSchema,
  /** Null: changes something and looks at no personal data. */
  purpose: z.enum(keysOf(AUDIT_PURPOSES)).nullable(),
  outcome: z.enum(keysOf(AUDIT_OUTCOMES)),
};

interface CommonFields {
  readonly agencyCode: string | null;
  readonly actor: AuditActor;
  readonly occurredAt: string;
  readonly subject: AuditSubject;
  readonly purpose: AuditPurpose | null;
  readonly outcome: AuditOutcome;
}

export type AuditDetails<K extends AuditKind> = z.infer<(typeof AUDIT_KINDS)[K]['details']>;

/** One thing that was done or looked at (网络安全法 logs; 等保 安全审计). It names parties by id and holds no personal data. */
export type AuditEvent = {
  [K in AuditKind]: CommonFields & { readonly kind: K; readonly details: AuditDetails<K> };
}[AuditKind];

type WithoutContext<E> = E extends AuditEvent
  ? Omit<E, 'actor' | 'occurredAt' | 'purpose' | 'outcome'> & {
      readonly purpose?: AuditPurpose;
      /** Left out: done. */
      readonly outcome?: AuditOutcome;
    }
  : never;
/** What a use case says of its event; who and when is known to the recorder. */
export type AuditEntry = WithoutContext<AuditEvent>;

const kindSchemas = (Object.keys(AUDIT_KINDS) as AuditKind[]).map((kind) =>
  z.strictObject({ ...commonShape, kind: z.literal(kind), details: AUDIT_KINDS[kind].details }),
) as unknown as readonly [z.ZodObject<{ kind: z.ZodLiteral<AuditKind> }>];

/** Every kind of event with its own details; a field that is not named is refused. */
export const auditEventSchema = z.discriminatedUnion('kind', kindSchemas) as unknown as z.ZodType<AuditEvent>;
