import type { RemedyRoute } from '../application/remedies.js';
import type { AgencyKind, ItemFinding, Letter } from '../application/vocabulary.js';
import type { LocalDate } from '../calendar/local-date.js';

/** What a paragraph of a letter is there for. */
export const PART_ROLES = {
  opening: '收到申请与所申请内容',
  itemHeading: '分项标题',
  finding: '处理结论',
  basis: '法律依据',
  reasons: '理由',
  information: '提供的信息或者获取方式',
  withheld: '不予公开部分',
  organ: '应向其提出的机关',
  search: '检索情况',
  earlierReply: '此前的答复',
  correction: '需要补正的内容',
  question: '征求或者说明的事项',
  term: '期限',
  effect: '逾期或者沉默的后果',
  payment: '收费与缴纳',
  facts: '登记事项',
  remedies: '救济途径',
  complaint: '投诉举报',
  contact: '联系方式',
  closing: '结尾',
} as const;
export type PartRole = keyof typeof PART_ROLES;

/** A table inside a letter: fee lines, a registration form, a reply slip. */
export interface LetterTable {
  /** Widths relative to each other, one a column. */
  readonly columns: readonly number[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One part of a letter as it is printed. */
export interface LetterPart {
  readonly role: PartRole;
  readonly isMandatory: boolean;
  /** The decision's items that it speaks of; none: of the letter as a whole. */
  readonly items: readonly number[];
  readonly paragraphs: readonly string[];
  readonly table?: LetterTable;
}

/** A page of its own behind the letter, as the slip that a consulted third party sends back. */
export interface LetterAppendix {
  readonly title: string;
  readonly parts: readonly LetterPart[];
}

/** The remedies that a letter names, for the check at dispatch. 条例第五十一条 */
export interface LetterRemedy {
  readonly items: readonly number[];
  readonly route: RemedyRoute;
  readonly authorities: readonly string[];
  readonly courts: readonly string[];
  /** Where to apply for reconsideration online, when served electronically. 行政复议法第二十二条第二款 */
  readonly online: string | null;
}

/** What remedies were worked out from. */
export interface RemedyFacts {
  readonly findings: readonly ItemFinding[];
  /** Indexes of the findings that this letter covers. */
  readonly covered: readonly number[];
  readonly agencyKind: AgencyKind;
  readonly serviceWay: 'post' | 'direct' | 'electronic';
}

/** A letter as it will stand: frozen with its number, rendered to docx and pdf, never changed; a correction is a new one. */
export interface LetterContent {
  readonly schema: 1;
  readonly letter: Letter;
  /** Version of the template that it was composed with. */
  readonly templateVersion: number;
  readonly title: string;
  /** The letterhead's organ; null for forms without letterhead. */
  readonly letterhead: string | null;
  /** 文号: null until issued; stays null where `isNumbered` is false. */
  readonly documentNumber: string | null;
  readonly isNumbered: boolean;
  /** 主送, with its full-width colon; null for internal forms. */
  readonly addressee: string | null;
  readonly parts: readonly LetterPart[];
  readonly attachments: readonly string[];
  readonly appendices: readonly LetterAppendix[];
  readonly signature: {
    readonly organ: string;
    readonly signedOn: LocalDate;
    /** A place for the seal is kept over organ and day. */
    readonly hasSeal: boolean;
  } | null;
  readonly remedies: readonly LetterRemedy[];
  /** Null for letters against which no remedy lies of its own. */
  readonly remedyFacts: RemedyFacts | null;
}

/** The content with its number: the last thing that changes before it is frozen. */
export function withDocumentNumber(content: LetterContent, documentNumber: string): LetterContent {
  return { ...content, documentNumber };
}
