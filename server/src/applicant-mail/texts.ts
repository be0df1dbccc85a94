import { formatLocalDate, type CaseEvent, type LocalDate } from '@gongkai/core';

/** Days that a mail may name. */
interface Days {
  readonly dueOn: LocalDate | null;
  readonly lapsesOn: LocalDate | null;
}

interface MailText {
  /** For the subject line: what kind of news, nothing of the request or of whose it is. */
  readonly label: string;
  readonly english: string;
  readonly body: (days: Days) => string;
}

const until = (day: LocalDate | null): string => (day === null ? '' : `，最迟${formatLocalDate(day)}`);
const answerBy = ({ dueOn }: Days): string =>
  dueOn === null ? '' : `机关最迟${formatLocalDate(dueOn)}答复。`;

/** What an applicant is told by mail; what is not here is told by its letter alone. 条例第三十、三十一、三十三、三十五、四十二条 */
export const MAILED_EVENTS = {
  submitted: {
    label: '申请已提交',
    english: 'Application received',
    body: () => '您的政府信息公开申请已经提交。机关与您确认收到之日，起算答复期限。',
  },
  receiptConfirmed: {
    label: '申请已确认收到',
    english: 'Receipt confirmed',
    body: (days) => `机关已与您确认收到申请。${answerBy(days)}`,
  },
  correctionNotice: {
    label: '申请需要补正',
    english: 'Please supplement your application',
    body: ({ lapsesOn }) => `您的申请需要补正，请看补正告知书${until(lapsesOn)}补正。`,
  },
  reasonsDemanded: {
    label: '请说明申请理由',
    english: 'Please explain your application',
    body: () => '机关请您说明申请的理由，请看说明理由告知书写明的期限。',
  },
  extension: {
    label: '答复期限延长',
    english: 'The term is extended',
    body: (days) => `机关告知延长答复期限。${answerBy(days)}`,
  },
  delayNotice35: {
    label: '答复延迟',
    english: 'The reply is delayed',
    body: (days) => `机关告知需要更长的时间。${answerBy(days)}`,
  },
  feeNotice: {
    label: '需要缴纳信息处理费',
    english: 'A fee is to be paid',
    body: ({ lapsesOn }) => `办理您的申请需要缴纳信息处理费，请看收费通知书${until(lapsesOn)}缴纳。`,
  },
  feePaid: {
    label: '费用已收到',
    english: 'The fee was received',
    body: (days) => `机关已收到足额的信息处理费。${answerBy(days)}`,
  },
  served: {
    label: '答复已送出',
    english: 'The reply was sent',
    body: () => '机关已经答复您的申请，答复已按您选择的方式送出。',
  },
} as const satisfies Partial<Record<CaseEvent['type'], MailText>>;
export type MailedEvent = keyof typeof MAILED_EVENTS;
export const MAILED_EVENT_NAMES = Object.keys(MAILED_EVENTS) as [MailedEvent, ...MailedEvent[]];

export function isMailedEvent(type: CaseEvent['type']): type is MailedEvent {
  return type in MAILED_EVENTS;
}
