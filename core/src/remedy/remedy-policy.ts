import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';

/** Which instance a suit is counted with; whichever it is, the suit stays one case (表四 knows no second instance). */
export const REMEDY_RESULT_POLICIES = {
  firstInstance: '以一审结果计，二审、再审不另计',
  secondInstance: '有二审的以二审结果计，再审不计',
  latestInstance: '以最后一个审级的结果计，含再审',
} as const;

/** What the competent department may decide otherwise (国办公开办函〔2021〕30号表四 leaves it open). */
export const remedyPoliciesSchema = z.object({
  /** A case that was pending at the end of last year is counted again this year. */
  countPendingAgain: z.boolean(),
  resultOf: z.enum(Object.keys(REMEDY_RESULT_POLICIES) as (keyof typeof REMEDY_RESULT_POLICIES)[]),
});
export type RemedyPolicies = z.infer<typeof remedyPoliciesSchema>;

/** What holds for a year for which an agency has decided nothing. */
export const DEFAULT_REMEDY_POLICIES: RemedyPolicies = { countPendingAgain: true, resultOf: 'firstInstance' };

/** A policy that an agency decided, from the report of a year on. */
export const newRemedyPolicySchema = remedyPoliciesSchema.extend({
  fromYear: z.number().int().min(2008, { error: '请填写从哪一年度的报告起适用。' }).max(2100),
  reason: z.string().trim().min(1, { error: '请写明依据或者理由。' }).max(500),
});
export type NewRemedyPolicy = z.infer<typeof newRemedyPolicySchema>;

export const remedyPolicySchema = newRemedyPolicySchema.extend({
  policyNo: z.number().int(),
  decidedOn: localDateSchema,
  decidedBy: z.string(),
});
export type DecidedRemedyPolicy = z.infer<typeof remedyPolicySchema>;

type Decision = RemedyPolicies & { readonly fromYear: number; readonly policyNo: number };

/** The policy of a report year: of the decisions that reach it the nearest year's, and of one year's the last. */
export function remedyPoliciesOf(decided: readonly Decision[], year: number): RemedyPolicies {
  const [nearest] = decided
    .filter(({ fromYear }) => fromYear <= year)
    .sort((one, other) => other.fromYear - one.fromYear || other.policyNo - one.policyNo);
  if (nearest === undefined) return DEFAULT_REMEDY_POLICIES;
  const { countPendingAgain, resultOf } = nearest;
  return { countPendingAgain, resultOf };
}

export function isSameRemedyPolicy(one: RemedyPolicies, other: RemedyPolicies): boolean {
  return one.countPendingAgain === other.countPendingAgain && one.resultOf === other.resultOf;
}

/** A policy in a sentence without its full stop, as it stands beside the figures. */
export function describeRemedyPolicies({ countPendingAgain, resultOf }: RemedyPolicies): string {
  const pending = countPendingAgain
    ? '上年末尚未审结的案件本年继续统计'
    : '案件只在提起的年度统计，上年末尚未审结的本年不再统计';
  return `${pending}；诉讼${REMEDY_RESULT_POLICIES[resultOf]}`;
}
