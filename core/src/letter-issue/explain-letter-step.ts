import type { CaseEvent } from '../application/vocabulary.js';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import { CASE_EVENT_LABELS } from '../application/labels.js';
import type { LetterStep } from './letter-status.js';

/** What a step will do and to whom, in plain words, to be read before it is confirmed. */
export function explainLetterStep(
  step: LetterStep,
  letter: {
    readonly kind: Letter;
    /** Of the application, or the demand for correction. */
    readonly number: string;
    readonly documentNumber: string | null;
    readonly addressees: readonly string[];
    /** Written into the case at approval, and at completed service. */
    readonly atApproval: CaseEvent['type'] | null;
    readonly atService: CaseEvent['type'] | null;
  },
): readonly string[] {
  const name = `《${LETTERS[letter.kind]}》`;
  const to = letter.addressees.join('、');
  const { atApproval, atService } = letter;
  switch (step) {
    case 'submit':
      return [`${name}将提交审批。审批之前您不能再修改；审批人退回后可以改。`];
    case 'approve':
      return [
        `批准之后${name}即定稿：正文不能再改，写错只能另发一件更正的文书。`,
        '系统给它编下一个文号；作废的文号保留，不再用于别的文书。',
        `收件人：${to}。`,
        ...(atApproval === null
          ? []
          : [`申请 ${letter.number} 同时记入“${CASE_EVENT_LABELS[atApproval]}”。`]),
      ];
    case 'return':
      return [`${name}将退回拟稿人修改，并附上您的意见。`];
    case 'serve':
      return [
        `登记向收件人送达${name}${letter.documentNumber ?? ''}，所填日期是法律上的送达日。`,
        ...(atService === null
          ? []
          : [
              `全部收件人（${to}）都送达之后，申请 ${letter.number} 记入“${CASE_EVENT_LABELS[atService]}”，日期为最后一人的送达日。`,
            ]),
      ];
    case 'void':
      return [
        `${name}${letter.documentNumber ?? ''}将作废，不再发出；文号保留，登记簿写明理由。`,
        ...(atApproval === null
          ? []
          : [`申请 ${letter.number} 中的“${CASE_EVENT_LABELS[atApproval]}”记录一并作废，案件回到办理中。`]),
      ];
    case 'discard':
      return [`${name}的拟稿将撤下，不再提交；内容仍保留在案卷中。`];
    case 'approveSeal':
      return [`同意在${name}${letter.documentNumber ?? ''}上加盖公章。`];
    case 'refuseSeal':
      return [`不同意用印，${name}${letter.documentNumber ?? ''}退回经办人，并附上您的意见。`];
    case 'requestSeal':
      return [`申请在${name}${letter.documentNumber ?? ''}上加盖公章，由有权批准用印的人办理。`];
    case 'keepSealed':
      return [`上传的盖章件作为送达的原件保存，与定稿的摘要对应，不能替换。`];
    case 'save':
    case 'track':
      return [];
  }
}
