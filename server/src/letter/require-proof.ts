import { DomainError, type HandlingEntryKind, type Letter, type LetterDraft } from '@gongkai/core';
import { z } from 'zod';
import { hasHandlingEntry } from '../handling/service.js';
import type { Transaction } from '../platform/database/schema.js';

const itemsSchema = z
  .array(
    z.object({
      finding: z.string(),
      withheld: z.array(z.object({ finding: z.string() })).catch([]),
    }),
  )
  .catch([]);

interface Proof {
  readonly finding: string;
  /** The letter that says it whatever its items. */
  readonly letter?: Letter;
  readonly entry: HandlingEntryKind;
  readonly message: string;
}

const PROOFS: readonly Proof[] = [
  {
    finding: 'notExist',
    letter: 'replyNotExist',
    entry: 'search',
    message:
      '告知“信息不存在”之前，须在案件的“检索记录”登记检索了哪些系统、用哪些词、由谁在何时检索、查到什么（条例第三十六条第四项）。',
  },
  {
    finding: 'refused.stateSecret',
    entry: 'secrecyDetermination',
    message:
      '以国家秘密为由不予公开之前，须在案件的“说明理由、转交和涉密”登记“线下办理的涉密事项”：由谁、何时、依据什么定密，不写标题和内容（条例第十四条）。',
  },
];

/**
 * What a letter says that must be proved is on the case's own record, not only in the letter's words: the organ bears the
 * proof. @throws DomainError NOT_IN_THIS_STATUS
 */
export async function requireProof(
  db: Transaction,
  agencyCode: string,
  caseId: string,
  { letter, fields }: LetterDraft,
): Promise<void> {
  const said = new Set(
    itemsSchema
      .parse(fields.items)
      .flatMap((item) => [item.finding, ...item.withheld.map(({ finding }) => finding)]),
  );
  for (const proof of PROOFS) {
    if (!said.has(proof.finding) && letter !== proof.letter) continue;
    if (await hasHandlingEntry(db, agencyCode, caseId, proof.entry)) continue;
    throw new DomainError('NOT_IN_THIS_STATUS', proof.message, { caseId });
  }
}
