import { z } from 'zod';
import { keptFileSchema } from '../handling/file-api.js';

/** What a paper kept with an application is. */
export const ATTACHMENT_KINDS = {
  application: '申请书',
  envelope: '信封',
  identity: '身份证明',
  authorisation: '授权委托书',
  election: '推选代表人的材料',
  guardianship: '监护关系证明',
  oralRecord: '口头申请记录（已签字）',
  supplement: '补正材料',
  evidence: '其他证明材料',
  other: '其他',
} as const;
export type AttachmentKind = keyof typeof ATTACHMENT_KINDS;
export const ATTACHMENT_KIND_NAMES = Object.keys(ATTACHMENT_KINDS) as [AttachmentKind, ...AttachmentKind[]];
export const attachmentKindSchema = z.enum(ATTACHMENT_KIND_NAMES);

/** A paper of a case; one that was removed stays in the list with who, when and why. */
export const attachmentSchema = keptFileSchema.extend({
  attachmentId: z.string(),
  kind: attachmentKindSchema,
  addedAt: z.string(),
  addedBy: z.string(),
  /** Came in with the application. */
  isFromIntake: z.boolean(),
  removedAt: z.string().nullable(),
  removedBy: z.string().nullable(),
  /** Null once it was erased, or where nothing was removed. */
  removalReason: z.string().nullable(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentRemovalSchema = z.object({
  reason: z.string().trim().min(4, { error: '请说明移除的理由。' }).max(500),
});

/** Papers by which the receipt and the applicant's will are proved. */
const PROOFS: readonly AttachmentKind[] = ['application', 'oralRecord', 'envelope'];

/**
 * Why a paper may not be removed; null: it may. What is closed is a record (条例第四十五条), and the last proof of the
 * application itself stays: a wrong scan is replaced by adding the right one first.
 */
export function attachmentRemovalFault(
  paper: Pick<Attachment, 'kind' | 'removedAt'>,
  of: { readonly isClosed: boolean; readonly others: readonly Pick<Attachment, 'kind' | 'removedAt'>[] },
): string | null {
  if (paper.removedAt !== null) return '这份附件已经移除。';
  if (of.isClosed) return '申请已经办结，附件随案保存，不能移除。';
  if (!PROOFS.includes(paper.kind)) return null;
  return of.others.some(({ kind, removedAt }) => kind === paper.kind && removedAt === null)
    ? null
    : `这是仅有的一份“${ATTACHMENT_KINDS[paper.kind]}”，是收到申请的凭据，不能移除。扫描有误的，请先添加正确的一份，再移除这一份。`;
}
