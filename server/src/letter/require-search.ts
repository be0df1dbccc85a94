import { DomainError, type LetterDraft } from '@gongkai/core';
import { z } from 'zod';
import { hasSearchRecord } from '../handling/service.js';
import type { Transaction } from '../platform/database/schema.js';

const itemsSchema = z.array(z.object({ finding: z.string() })).catch([]);

/**
 * “不存在” is said after a search that is on the case's own record, not only in the letter's words: the organ bears the
 * proof (条例第三十六条第四项). @throws DomainError NOT_IN_THIS_STATUS
 */
export async function requireSearch(
  db: Transaction,
  agencyCode: string,
  caseId: string,
  { letter, fields }: LetterDraft,
): Promise<void> {
  const items = itemsSchema.parse(fields.items);
  const saysNotExist = letter === 'replyNotExist' || items.some(({ finding }) => finding === 'notExist');
  if (!saysNotExist || (await hasSearchRecord(db, agencyCode, caseId))) return;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    '告知“信息不存在”之前，须在案件的“检索记录”登记检索了哪些系统、用哪些词、由谁在何时检索、查到什么（条例第三十六条第四项）。',
    { caseId },
  );
}
