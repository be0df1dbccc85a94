import { z } from 'zod';
import { APPLICANT_CLASSES } from '../annual-report/tables.js';
import { localDateSchema } from '../calendar/local-date.js';
import { CHANNELS, type CaseEvent, type Channel } from '../application/vocabulary.js';
import type { NewCase } from '../application/case-api.js';
import { needsConfirmation } from '../application/receipt-date.js';
import { contactEntrySchema } from '../handling/entry.js';
import { PROVISION_FORMS, PROVISION_ROUTES } from '../online-application/application-form.js';
import { partyValuesSchema, type GivenPartyValues } from '../personal-data/party-values.js';

/** Questions that depend on how an application came. */
interface ChannelQuestions {
  /** What the day is called. */
  readonly day: string;
  /** Registered mail: when it came to the disclosure office, apart from the signature. */
  readonly asksHandOver?: true;
  /** The number by which the mail is known. */
  readonly mailNumber?: string;
  /** From where it was sent. */
  readonly sentFrom?: string;
  /** Several applications may lie in one envelope. */
  readonly isEnvelope?: true;
}

/** What is asked at the desk for each way of arrival (条例第二十九、三十一条). */
export const CHANNEL_QUESTIONS = {
  counter: { day: '当面提交的日期' },
  registeredMail: {
    ...{ day: '机关签收的日期（收发室或者任何处室）', asksHandOver: true },
    ...{ mailNumber: '邮件号', isEnvelope: true },
  },
  letter: { day: '收到信函的日期', isEnvelope: true },
  fax: { day: '传真收到的日期', sentFrom: '发来的传真号码' },
  email: { day: '邮件收到的日期', sentFrom: '发来的邮箱' },
  web: { day: '网上提交的日期' },
  oral: { day: '口头提出并代填的日期' },
} as const satisfies Record<Channel, ChannelQuestions>;

export function channelQuestions(channel: Channel): ChannelQuestions {
  return CHANNEL_QUESTIONS[channel];
}

const forms = PROVISION_FORMS.map(({ value }) => value) as [string, ...string[]];
const routes = PROVISION_ROUTES.map(({ value }) => value) as [string, ...string[]];
const line = (most: number) => z.string().trim().max(most).default('');

/** Who acts for the applicant, with what he was given to do. */
const agentSchema = z.object({
  relation: z.enum(['legalRepresentative', 'agent', 'guardian']),
  values: partyValuesSchema.refine(({ name }) => name != null, {
    path: ['name'],
    error: '请填写代为办理的人的姓名。',
  }),
  /** Scope and term of the authorisation, or by which paper he is the guardian. */
  authority: line(500),
});

/** 条例第二十九条: taken down by the office where writing is truly hard, and read back. */
export const oralSchema = z.object({
  /** Why writing is hard for the applicant. */
  hardship: z.string().trim().min(2, { error: '请写明申请人书写有什么困难。' }).max(500),
  hasReadBack: z.literal(true, { error: '请把代填的内容读给申请人听，经他确认无误后再登记。' }),
  /** How the applicant agreed with what was taken down. */
  agreed: z.enum(['signed', 'fingerprint', 'recorded']),
});
export const ORAL_AGREEMENTS = {
  signed: '申请人签名',
  fingerprint: '申请人按指印',
  recorded: '录音确认',
} as const satisfies Record<z.infer<typeof oralSchema>['agreed'], string>;

/** How a paper, a call or a person came to the desk, and what was done at once. */
export const arrivalFields = {
  channel: z.enum(CHANNELS),
  on: localDateSchema,
  officeReceivedOn: localDateSchema.nullable().default(null),
  mailNumber: line(60),
  sentFrom: line(200),
  oral: oralSchema.nullable().default(null),
  /** What was done at once to have both sides confirm. */
  contact: contactEntrySchema.nullable().default(null),
  /** What stood in the way, or anything else that whoever handles it should know. */
  note: line(1000),
};
export type Arrival = z.infer<z.ZodObject<typeof arrivalFields>>;
type Issue = (path: (string | number)[], message: string) => void;

/** What does not fit the channel (条例第二十九、三十一条). */
export function findArrivalIssues(it: Arrival, issue: Issue): void {
  if (it.officeReceivedOn !== null && it.channel !== 'registeredMail')
    issue(['officeReceivedOn'], '只有签收的邮件分开登记转到公开机构的日期。');
  if (it.officeReceivedOn !== null && it.officeReceivedOn < it.on)
    issue(
      ['officeReceivedOn'],
      '转到公开机构的日期不能早于签收的日期，期限自签收之日起算（条例第三十一条）。',
    );
  if (it.channel === 'oral' && it.oral === null) issue(['oral'], '请填写口头申请的记录。');
  if (it.channel !== 'oral' && it.oral !== null) issue(['oral'], '只有口头申请填写代填记录。');
  if (it.contact !== null && !needsConfirmation(it.channel))
    issue(['contact'], '当面提交、签收的邮件和口头申请不需要双方确认。');
  if (it.contact !== null && it.contact.on < it.on)
    issue(['contact', 'on'], '联系的日期不能早于收到申请的日期。');
}

/** An application as it is taken in at the desk; a mail may bring several. */
export const newIntakeSchema = z
  .object({
    ...arrivalFields,
    applicantClass: z.enum(APPLICANT_CLASSES),
    /** Several: an application made together. */
    applicants: z.array(partyValuesSchema).min(1).max(50),
    /** Which of them was chosen to represent all (推选代表人). */
    representative: z.number().int().min(0).default(0),
    agent: agentSchema.nullable().default(null),
    requests: z
      .array(z.string().trim().min(1, { error: '请填写所需政府信息的名称或者特征描述。' }).max(5000))
      .min(1)
      .max(50),
    form: z.enum(forms).nullable().default(null),
    route: z.enum(routes).nullable().default(null),
    formOther: line(100),
    caseId: z.string().trim().min(1).max(60).nullable().default(null),
    topic: z.string().trim().max(50).nullable().default(null),
    unitCode: z.string().max(40).nullable().default(null),
    /** The same text of the same applicant on the same day: proposed to whoever decides it. */
    duplicateOf: z.string().min(1).max(60).nullable().default(null),
  })
  .superRefine((it, context) => {
    const issue: Issue = (path, message) => context.addIssue({ code: 'custom', path, message });
    findArrivalIssues(it, issue);
    if (it.representative >= it.applicants.length) issue(['representative'], '请选择哪一位是代表人。');
    if (it.applicants.length > 1) {
      it.applicants.forEach(({ name }, index) => {
        if (name == null) issue(['applicants', index, 'name'], `请填写第 ${index + 1} 位申请人的姓名。`);
      });
    }
    if (it.requests.length > 1 && channelQuestions(it.channel).isEnvelope !== true)
      issue(['requests'], '只有信函可以一次登记几件；其他渠道请一件一件登记。');
    if (it.requests.length > 1 && it.caseId !== null)
      issue(['caseId'], '一个信封登记几件时由系统编号，请把编号留空。');
    if (it.form === 'other' && it.formOther === '') issue(['formOther'], '请写明是什么形式。');
  });
export type NewIntake = z.infer<typeof newIntakeSchema>;

/** Something of 条例第二十九条第二款 that the application does not say; it is registered all the same. */
export interface IntakeGap {
  readonly what: string;
  readonly article: string;
}

/**
 * What an application lacks: it may not be turned away for it; the office asks once, wholly and within seven working
 * days for all that is missing (条例第二十九、三十条).
 */
export function intakeGaps(
  it: Pick<NewIntake, 'applicantClass' | 'applicants' | 'agent' | 'form' | 'route'>,
  papers: readonly string[],
): IntakeGap[] {
  const gaps: IntakeGap[] = [];
  const say = (what: string, article = '条例第二十九条第二款第一项'): void =>
    void gaps.push({ what, article });
  const { applicants, agent } = it;
  const named = (index: number): string =>
    applicants.length > 1 ? `第 ${index + 1} 位申请人（${applicants[index]?.name ?? ''}）的` : '申请人的';
  applicants.forEach((values, index) => {
    if (values.name == null) say(`${named(index)}姓名或者名称`);
    if (values.identityNumber == null && values.organisationCode == null) say(`${named(index)}身份证明`);
  });
  if (!applicants.some(hasContact) && !hasContact(agent?.values ?? {})) say('联系方式');
  if (it.form === null) say('信息的形式要求', '条例第二十九条第二款第三项');
  if (it.route === null) say('获取信息的方式、途径', '条例第二十九条第二款第三项');
  if (applicants.length > 1 && !papers.includes('election')) say('推选代表人的材料');
  if (agent?.relation === 'agent' && !papers.includes('authorisation')) say('代理人的授权委托书');
  if (agent?.relation === 'guardian' && !papers.includes('guardianship')) say('监护关系的证明');
  return gaps;
}

function hasContact({ telephone, address, email }: GivenPartyValues): boolean {
  return telephone != null || address != null || email != null;
}

/** The event by which it arrived. */
export function submissionOf(it: Pick<NewIntake, 'channel' | 'on' | 'officeReceivedOn'>): CaseEvent {
  const { channel, on, officeReceivedOn } = it;
  return { type: 'submitted', on, channel, ...(officeReceivedOn !== null && { officeReceivedOn }) };
}

/** The cases that an intake makes: one a request, each of the one who represents, with the others beside him. */
export function casesOfIntake(it: NewIntake): NewCase[] {
  const { applicants, representative, agent } = it;
  const { name = null, ...details } = applicants[representative] ?? {};
  const others = applicants.filter((_, index) => index !== representative);
  const companions = [
    ...(agent === null ? [] : [{ relation: agent.relation, values: agent.values }]),
    ...others.map((values) => ({ relation: 'coApplicant' as const, values })),
  ];
  return it.requests.map((request) => ({
    ...(it.caseId !== null && { caseId: it.caseId }),
    applicantClass: it.applicantClass,
    applicantName: name,
    applicantDetails: details,
    ...(companions.length > 0 && { companions }),
    request,
    topic: it.topic,
    unitCode: it.unitCode,
    events: [submissionOf(it)],
  }));
}
